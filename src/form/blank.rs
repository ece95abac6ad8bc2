//! A blank form as a model: everything that is printed on one department's form, before any workbook exists.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::printed::{AS_OF_MAX, as_of, sum_before};
use super::sheets::{by_year, coded, sheets, years};
use super::{BlankSheet, Field, FormDeclaration, FormLayout, Printed, Suffix, YearCells, printed_actual, printed_baseline, printed_target};
use crate::domain::{
    Aggregation, Department, DepartmentId, FiscalYear, FormIdentity, Indicator, IndicatorId, Ledger, NegativeMark, NodeLevel, Part,
    PartRole, Quantity, Registry, Round, ValueKind, civil_date_ja,
};

/// One indicator's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlankRow {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// Decimals in which its numbers are printed.
    pub decimals: u32,
    /// Smallest possible value.
    pub lower: Option<Quantity>,
    /// Largest possible value.
    pub upper: Option<Quantity>,
    /// Names of its stages; empty for an indicator that is a number.
    pub stages: Vec<String>,
    /// What is to be known when its actual is typed; empty where the column's own help says all.
    pub help: String,
    /// The compound of which it is the first part on the form: printed above it, without input.
    pub above: Option<BlankHead>,
    /// Whether it is a part, which stands indented under its whole.
    pub is_part: bool,
    /// Its targets and actuals by year, on an evaluation form.
    pub by_year: Vec<YearCells>,
    /// What is printed; a field without an entry is an empty cell.
    pub cells: BTreeMap<Field, Printed>,
}

/// A compound indicator that is judged by its parts: it has no number of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlankHead {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// What is printed.
    pub cells: BTreeMap<Field, Printed>,
}

/// Indicators that the department enters on another plan's sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// The other plan's name.
    pub plan: String,
    /// Names of the indicators.
    pub indicators: Vec<String>,
}

/// Everything printed on one department's form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlankForm {
    /// 様式番号.
    pub identity: FormIdentity,
    /// The form's title.
    pub title: String,
    /// Name of the plan.
    pub plan: String,
    /// The planning office, e.g. 企画課.
    pub office: String,
    /// 問合せ先.
    pub contact: String,
    /// 所管課.
    pub department: String,
    /// The year asked about.
    pub year: FiscalYear,
    /// The day on which the round opens: the workbook's date of creation.
    pub opens: NaiveDate,
    /// 提出期限.
    pub due: NaiveDate,
    /// Where the form is to be saved, as people read it.
    pub folder: String,
    /// What to do, step by step.
    pub guide: Vec<String>,
    /// Whether negative numbers are printed as △.
    pub triangle: bool,
    /// Rows in plan order.
    pub rows: Vec<BlankRow>,
    /// Sheets of an evaluation form in plan order; none on a list.
    pub sheets: Vec<BlankSheet>,
    /// The years of an evaluation form's table.
    pub years: Vec<FiscalYear>,
    /// The year of all baselines, where they have one.
    pub baseline_year: Option<FiscalYear>,
    /// What はじめに says besides: repeats, 延べ, stages.
    pub notes: Vec<String>,
    /// The plan's name without the city's and its ordinal, for the name of a sheet.
    pub plan_short: String,
    /// What is entered on another plan's sheet.
    pub elsewhere: Vec<Elsewhere>,
}

impl BlankForm {
    /// The form of `department` for `round`: the indicators that the ledger says it owes, in plan order, with what the
    /// register states about them. A field about which the register states nothing is empty.
    #[must_use]
    pub fn of(
        registry: &Registry,
        round: &Round,
        ledger: &Ledger,
        department: &Department,
        declaration: &FormDeclaration,
        folder: &str,
    ) -> Self {
        let years = if declaration.layout == FormLayout::Evaluation { years(registry, round.year) } else { Vec::new() };
        let mut heads: BTreeSet<&IndicatorId> = BTreeSet::new();
        let mut rows: Vec<BlankRow> = Vec::new();
        for indicator in ledger.owed_by(&department.id).filter_map(|id| registry.indicator(id)) {
            let mut row = row(registry, round.year, indicator, &department.id, declaration);
            row.by_year = by_year(registry, indicator, &years);
            let judged = registry.whole_of(&indicator.id).filter(|part| part.role == PartRole::Judged);
            row.above = judged.filter(|part| heads.insert(&part.whole)).and_then(|part| head(registry, part, declaration));
            rows.push(row);
        }
        let count = rows.len().to_string();
        let due = civil_date_ja(round.due);
        let fill = |text: &String| {
            let facts = [
                ("{round}", round.name.as_str()),
                ("{due}", &due),
                ("{folder}", folder),
                ("{contact}", &registry.plan.contact),
                ("{department}", &department.name),
                ("{count}", &count),
            ];
            fill_in(text, &facts)
        };
        Self {
            identity: FormIdentity {
                plan: registry.plan.id.clone(),
                round: round.id.clone(),
                department: department.id.clone(),
                version: declaration.version,
            },
            title: fill(&declaration.title),
            plan: registry.plan.name.clone(),
            office: registry.plan.office.clone(),
            contact: registry.plan.contact.clone(),
            department: department.name.clone(),
            year: round.year,
            opens: round.opens,
            due: round.due,
            folder: folder.to_owned(),
            guide: declaration.guide.iter().map(fill).collect(),
            triangle: registry.plan.negative == NegativeMark::Triangle,
            sheets: if declaration.layout == FormLayout::Evaluation { sheets(registry, &rows) } else { Vec::new() },
            years,
            baseline_year: baseline_year(registry, &rows),
            notes: notes(registry, &rows),
            plan_short: short_name(&registry.plan.name, &registry.plan.city),
            elsewhere: Vec::new(),
            rows,
        }
    }

    /// Takes out the indicators that are entered on `plan`'s sheet, and says so.
    pub fn leave_to(&mut self, plan: &str, indicators: &BTreeSet<IndicatorId>) {
        let name = |row: &BlankRow| match row.cells.get(&Field::Indicator) {
            Some(Printed::Text(name)) => name.clone(),
            Some(Printed::Number { .. }) | None => row.indicator.to_string(),
        };
        let left: Vec<String> = self.rows.iter().filter(|row| indicators.contains(&row.indicator)).map(name).collect();
        if left.is_empty() {
            return;
        }
        self.elsewhere.push(Elsewhere { plan: plan.to_owned(), indicators: left });
        let kept: BTreeMap<usize, usize> = (0..self.rows.len())
            .filter(|old| self.rows.get(*old).is_some_and(|row| !indicators.contains(&row.indicator)))
            .zip(0..)
            .collect();
        self.rows.retain(|row| !indicators.contains(&row.indicator));
        for sheet in &mut self.sheets {
            sheet.rows = sheet.rows.iter().filter_map(|old| kept.get(old).copied()).collect();
        }
    }

    /// What stands in brackets under a heading, e.g. `令和6年度`.
    #[must_use]
    pub fn suffix(&self, suffix: Suffix) -> String {
        match suffix {
            Suffix::Year => self.year.label(),
            Suffix::LastYear => self.year.previous().map(FiscalYear::label).unwrap_or_default(),
            Suffix::YearShort => self.year.short(),
            Suffix::BaselineYear => self.baseline_year.map(FiscalYear::short).unwrap_or_default(),
        }
    }
}

/// Fills `{name}`s in one pass, so that what is filled in is never filled again.
fn fill_in(text: &str, facts: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let (before, tail) = rest.split_at(start);
        filled.push_str(before);
        if let Some((name, fact)) = facts.iter().find(|(name, _)| tail.starts_with(name)) {
            filled.push_str(fact);
            rest = &tail[name.len()..];
        } else {
            filled.push('{');
            rest = &tail[1..];
        }
    }
    filled.push_str(rest);
    filled
}

/// One indicator's row.
fn row(registry: &Registry, year: FiscalYear, indicator: &Indicator, department: &DepartmentId, declaration: &FormDeclaration) -> BlankRow {
    let help = help(registry, year, indicator);
    let last = year.previous().and_then(|last| registry.value(indicator.id.as_str(), ValueKind::Actual, Some(last)));
    let printed = |field| match field {
        Field::Number => Printed::text(indicator.id.as_str()),
        Field::Goal | Field::Policy => place(registry, &indicator.id, field),
        Field::Indicator => Printed::text(&indicator.name),
        Field::Definition => Printed::text(&indicator.definition),
        Field::Unit => Printed::text(&indicator.unit),
        Field::Direction => Printed::text(&format!("{} {}", indicator.direction.arrow(), indicator.direction.label())),
        Field::Baseline => printed_baseline(registry, indicator),
        Field::LastActual => year.previous().and_then(|last| printed_actual(registry, indicator, last)),
        Field::Target => printed_target(registry, indicator, year),
        Field::Method => Printed::text(&method(registry, indicator, department, &help)),
        // A text beside last year's number is its remark; without a number it stood in the number's place.
        Field::LastText => last.filter(|row| row.value.is_some() && indicator.stages.is_empty()).and_then(|row| Printed::text(&row.text)),
        Field::Actual
        | Field::State
        | Field::AsOf
        | Field::Source
        | Field::Reason
        | Field::Measure
        | Field::Correction
        | Field::Line
        | Field::Years => None,
    };
    let mut cells: BTreeMap<Field, Printed> =
        declaration.columns.iter().filter(|column| !column.input).filter_map(|c| printed(c.field).map(|what| (c.field, what))).collect();
    if declaration.layout == FormLayout::Evaluation {
        // Its target stands above the actual, in the column of the year.
        cells.extend(printed_target(registry, indicator, year).map(|target| (Field::Target, target)));
    }
    BlankRow {
        indicator: indicator.id.clone(),
        decimals: indicator.decimals,
        lower: indicator.lower,
        upper: indicator.upper,
        stages: indicator.stages.clone(),
        help,
        above: None,
        is_part: registry.whole_of(&indicator.id).is_some(),
        by_year: Vec::new(),
        cells,
    }
}

/// The compound above its first part.
fn head(registry: &Registry, part: &Part, declaration: &FormDeclaration) -> Option<BlankHead> {
    let whole = registry.indicator(&part.whole)?;
    let names: Vec<&str> = registry.parts_of(&part.whole, PartRole::Judged).map(|part| part.name.as_str()).collect();
    let printed = |field| match field {
        Field::Number => Printed::text(whole.id.as_str()),
        Field::Goal | Field::Policy => place(registry, &whole.id, field),
        Field::Indicator => Printed::text(&whole.name),
        Field::Definition => Printed::text(&whole.definition),
        Field::Method => Printed::text(&format!("下の{}に記入してください。", names.join("・"))),
        Field::Unit
        | Field::Direction
        | Field::Baseline
        | Field::LastActual
        | Field::Target
        | Field::LastText
        | Field::Actual
        | Field::State
        | Field::AsOf
        | Field::Source
        | Field::Reason
        | Field::Measure
        | Field::Correction
        | Field::Line
        | Field::Years => None,
    };
    let cells = declaration.columns.iter().filter_map(|column| printed(column.field).map(|what| (column.field, what))).collect();
    Some(BlankHead { indicator: whole.id.clone(), cells })
}

/// What is to be known when the actual is typed.
fn help(registry: &Registry, year: FiscalYear, indicator: &Indicator) -> String {
    if !indicator.stages.is_empty() {
        return "右側の▼を押し、当年度末の段階を選んでください。".to_owned();
    }
    if indicator.aggregation != Aggregation::CumulativeWithinPlan {
        return String::new();
    }
    let before = sum_before(registry, indicator, year)
        .map(|sum| format!("前年度までの合計は{}{}です。", sum.grouped(indicator.decimals), indicator.unit));
    format!("当年度分だけを記入してください。{}", before.unwrap_or_default())
}

/// 算出方法, and what else is to be known about the indicator: one thing a line.
fn method(registry: &Registry, indicator: &Indicator, department: &DepartmentId, help: &str) -> String {
    let mut lines: Vec<String> = vec![indicator.method.clone()];
    if indicator.stages.is_empty() {
        lines.push(help.to_owned());
    }
    let period = registry.baseline_row(&indicator.id).map(as_of).filter(|as_of| as_of.chars().count() > AS_OF_MAX);
    lines.extend(period.filter(|_| indicator.stages.is_empty()).map(|as_of| format!("基準値の時点：{as_of}")));
    let part = registry.whole_of(&indicator.id);
    if let Some(part) = part.filter(|part| part.role != PartRole::Judged)
        && let Some(whole) = registry.indicator(&part.whole)
    {
        lines.push(format!("「{}」の内訳です（{}）。", whole.name, part.role.label()));
    }
    let asked = part.filter(|_| registry.owner(&indicator.id).is_none()).map_or(&indicator.id, |part| &part.whole);
    let others = registry.owner(asked).into_iter().chain(registry.co_owners.get(asked).into_iter().flatten());
    let names: Vec<&str> =
        others.filter(|id| *id != department).filter_map(|id| registry.department(id)).map(|other| other.name.as_str()).collect();
    if !names.is_empty() {
        lines.push(format!("共管：{}（いずれかの課の記入で足ります。）", names.join("、")));
    }
    lines.extend(registry.placement(asked).map(|placement| placement.note.clone()));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// Code and name of the goal or the policy under which an indicator, or the whole of which it is a part, stands.
fn place(registry: &Registry, id: &IndicatorId, field: Field) -> Option<Printed> {
    let placement = registry.placement(id).or_else(|| registry.placement(&registry.whole_of(id)?.whole))?;
    let own = registry.node(&placement.node)?;
    let node = match (field, own.level, &own.parent) {
        (Field::Goal, ..) => registry.goal_of(&placement.node)?,
        // A third level divides a policy.
        (_, NodeLevel::Item, Some(policy)) => registry.node(policy)?,
        _ => own,
    };
    Printed::text(&coded(node))
}

/// The one year of all baselines that have a number.
fn baseline_year(registry: &Registry, rows: &[BlankRow]) -> Option<FiscalYear> {
    let mut years = rows.iter().filter_map(|row| registry.baseline_row(&row.indicator)).map(|row| row.year);
    let first = years.next()??;
    years.all(|year| year == Some(first)).then_some(first)
}

/// What はじめに says of the rows as a whole.
fn notes(registry: &Registry, rows: &[BlankRow]) -> Vec<String> {
    let mut notes = Vec::new();
    let adds_up =
        |row: &BlankRow| registry.indicator(&row.indicator).is_some_and(|known| known.aggregation == Aggregation::CumulativeWithinPlan);
    if rows.iter().any(adds_up) {
        notes.push("目標が「延べ」の指標は、当年度分だけを記入してください。前年度までの分との合計は、集計の際に計算します。".to_owned());
    }
    if rows.iter().any(|row| !row.stages.is_empty()) {
        notes.push("段階で表す指標は、実績の欄の▼から段階を選んでください。".to_owned());
    }
    if rows.iter().any(|row| row.above.is_some()) {
        notes.push("複数の数値から成る指標は、内訳の行ごとに記入してください。内訳の上の行は見出しです。".to_owned());
    }
    let repeated = registry.placements.iter().filter(|placement| placement.repeat);
    let mut names: Vec<&str> = Vec::new();
    for placement in repeated.filter(|placement| rows.iter().any(|row| row.indicator == placement.indicator)) {
        if let Some(indicator) = registry.indicator(&placement.indicator)
            && !names.contains(&indicator.name.as_str())
        {
            names.push(&indicator.name);
        }
    }
    if !names.is_empty() {
        let names: Vec<String> = names.into_iter().map(|name| format!("「{name}」")).collect();
        notes.push(format!("計画に再掲されている次の指標は、1回だけ記入してください。{}", names.join("")));
    }
    notes
}

/// 第3期美祢市総合戦略 is 総合戦略 among the sheets of one city's workbook.
fn short_name(plan: &str, city: &str) -> String {
    let ordinal = |text: &str| -> Option<usize> {
        let rest = text.strip_prefix('第')?;
        let end = rest.find(['次', '期']).filter(|end| *end <= 9)?;
        Some('第'.len_utf8() + end + '次'.len_utf8())
    };
    let without = if city.is_empty() { plan.to_owned() } else { plan.replacen(city, "", 1) };
    let short = ordinal(&without).and_then(|end| without.get(end..)).unwrap_or(&without).trim();
    if short.is_empty() { plan.to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::sample;

    fn form() -> BlankForm {
        sample::blank(&sample::current())
    }

    fn cell(form: &BlankForm, row: usize, field: Field) -> Option<&Printed> {
        form.rows[row].cells.get(&field)
    }

    #[test]
    fn a_department_sees_its_own_indicators_in_plan_order() {
        let form = form();
        let ids: Vec<&str> = form.rows.iter().map(|row| row.indicator.as_str()).collect();
        assert_eq!(ids, ["1.1-01", "1.1-02", "1.2-01"]);
        assert_eq!(form.title, "令和6年度実績　KPI実績報告票");
        assert_eq!(form.identity.to_string().parse(), Ok(form.identity.clone()));
        assert!(form.guide.iter().any(|step| step.contains("6月13日（金）までに、「提出／観光政策課」フォルダー")), "{:?}", form.guide);
    }

    #[test]
    fn what_the_register_states_is_printed_and_what_it_does_not_is_empty() {
        let form = form();
        assert_eq!(cell(&form, 0, Field::Policy), Some(&Printed::Text("1. 観光の振興と魅力の創出".to_owned())));
        assert_eq!(cell(&form, 0, Field::Direction), Some(&Printed::Text("↗ 増加".to_owned())));
        assert_eq!(cell(&form, 0, Field::Baseline), Some(&Printed::Number { value: sample::q("119.4"), note: "（R5）".to_owned() }));
        assert_eq!(cell(&form, 0, Field::LastActual), Some(&Printed::Number { value: sample::q("125.2"), note: String::new() }));
        assert_eq!(cell(&form, 0, Field::LastText), Some(&Printed::Text("大型連休の天候に恵まれた。".to_owned())));
        assert_eq!(cell(&form, 1, Field::LastActual), None);
        assert_eq!(cell(&form, 1, Field::Actual), None);
    }

    #[test]
    fn a_long_period_of_the_baseline_goes_into_the_method() {
        let form = form();
        assert_eq!(cell(&form, 2, Field::Baseline), Some(&Printed::Number { value: sample::q("-244"), note: String::new() }));
        assert_eq!(cell(&form, 2, Field::Method), Some(&Printed::Text("住民基本台帳\n基準値の時点：各年10月1日".to_owned())));
    }

    #[test]
    fn a_compound_is_asked_by_its_parts_and_what_adds_up_by_the_years_own_amount() {
        let registry = sample::varied();
        let form = sample::blank_of(&registry, &sample::current());
        let ids: Vec<&str> = form.rows.iter().map(|row| row.indicator.as_str()).collect();
        assert_eq!(ids, ["1.1-01", "1.1-02a", "1.1-02b", "1.2-01"]);
        let head = form.rows[1].above.as_ref().unwrap();
        assert_eq!((head.indicator.as_str(), form.rows[2].above.as_ref()), ("1.1-02", None));
        assert_eq!(head.cells[&Field::Method], Printed::Text("下の小学校・中学校に記入してください。".to_owned()));
        let method = |row: usize| match cell(&form, row, Field::Method) {
            Some(Printed::Text(text)) => text.clone(),
            other => panic!("{other:?}"),
        };
        let sum = "当年度分だけを記入してください。前年度までの合計は125.2万人です。";
        assert_eq!(method(0), format!("住民基本台帳\n{sum}\n共管：生活環境課（いずれかの課の記入で足ります。）"));
        assert_eq!(form.rows[0].help, sum);
        assert_eq!(form.rows[3].stages, ["未着手", "整備中", "完成"]);
        assert_eq!(cell(&form, 3, Field::Baseline), Some(&Printed::Text("整備中".to_owned())));
        assert_eq!(form.notes.len(), 4, "{:?}", form.notes);
        assert!(form.notes[3].ends_with("「観光交流人口」"), "{:?}", form.notes);
    }

    #[test]
    fn what_another_plan_asks_is_left_to_it_and_said() {
        let mut form = form();
        form.leave_to("第2期見本市総合戦略", &["1.1-02".parse().unwrap()].into());
        assert_eq!(form.rows.len(), 2);
        assert_eq!(form.elsewhere[0].indicators, ["本市へのリピート率"]);
        assert_eq!(form.plan_short, "総合計画");
    }

    #[test]
    fn what_is_filled_in_is_not_filled_again() {
        assert_eq!(fill_in("「{folder}」 {x} {due}", &[("{folder}", "{due}"), ("{due}", "6月")]), "「{due}」 {x} 6月");
    }
}
