//! A blank form as a model: everything that is printed on one department's form, before any workbook exists.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::rows::{head, row};
use super::sheets::{by_year, sheets, years};
use super::{BlankSheet, Field, FormDeclaration, FormLayout, Printed, Suffix, YearCells};
use crate::domain::{
    Aggregation, Department, FiscalYear, FormIdentity, IndicatorId, Ledger, NegativeMark, PartRole, Quantity, Registry, Round,
    civil_date_ja,
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
    /// Later due days of some of its rows, the earliest first.
    pub later: Vec<NaiveDate>,
}

/// Rows of a form that are due later than the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaterRows {
    /// Their 提出期限.
    pub due: NaiveDate,
    /// Why, as the register says it; empty where a decision gave the time.
    pub reason: String,
    /// Which rows.
    pub indicators: BTreeSet<IndicatorId>,
}

/// Most names that one sentence of はじめに lists.
const LATER_NAMES_MAX: usize = 12;

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
            later: Vec::new(),
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

    /// Says which rows are due later: in はじめに, at the row, and at the cell of its actual.
    pub fn due_later(&mut self, later: &LaterRows) {
        let due = civil_date_ja(later.due);
        let mut names: Vec<String> = Vec::new();
        for row in self.rows.iter_mut().filter(|row| later.indicators.contains(&row.indicator)) {
            if let Some(Printed::Text(name)) = row.cells.get(&Field::Indicator) {
                names.push(format!("「{name}」"));
            }
            let line = format!("提出期限：{due}");
            if let Some(Printed::Text(method)) = row.cells.get_mut(&Field::Method) {
                *method = format!("{line}\n{method}");
            } else {
                row.cells.insert(Field::Method, Printed::Text(line));
            }
            row.help = format!("この指標の提出期限は{due}です。{}", row.help);
        }
        if names.is_empty() {
            return;
        }
        let more = names.len().saturating_sub(LATER_NAMES_MAX);
        names.truncate(LATER_NAMES_MAX);
        let more = if more > 0 { format!("ほか{more}指標") } else { String::new() };
        let reason = if later.reason.is_empty() { String::new() } else { format!("（{}）", later.reason) };
        self.notes.push(format!(
            "次の指標の提出期限は、{due}です{reason}。ほかの指標を先に提出し、数値がまとまった後に、同じ様式に記入して再提出してください。{}{more}",
            names.join("")
        ));
        self.later.push(later.due);
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
pub(crate) fn fill_in(text: &str, facts: &[(&str, &str)]) -> String {
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
