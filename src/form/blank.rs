//! A blank form as a model: everything that is printed on one department's form, before any workbook exists.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Field, FormDeclaration, Suffix};
use crate::domain::{
    Department, FiscalYear, FormIdentity, Indicator, IndicatorId, Ledger, NegativeMark, Quantity, RegisteredValue, Registry, Round,
    ValueKind, civil_date_ja,
};

/// Longest 時点 that is printed behind a baseline, in characters; a longer one goes into 算出方法.
const AS_OF_MAX: usize = 6;

/// What is printed in a locked cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printed {
    /// A text.
    Text(String),
    /// A number, and what is shown behind it in brackets (the period of a baseline), if anything.
    Number {
        /// The number.
        value: Quantity,
        /// Shown behind it, e.g. `R5`; empty for nothing. The cell's value stays the number alone.
        note: String,
    },
}

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
    /// What is printed; a field without an entry is an empty cell.
    pub cells: BTreeMap<Field, Printed>,
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
        let rows: Vec<BlankRow> = ledger
            .owed_by(&department.id)
            .filter_map(|id| registry.indicator(id))
            .map(|indicator| row(registry, round.year, indicator, declaration))
            .collect();
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
            rows,
        }
    }

    /// What stands in brackets under a heading, e.g. `令和6年度`.
    #[must_use]
    pub fn suffix(&self, suffix: Suffix) -> String {
        match suffix {
            Suffix::Year => self.year.label(),
            Suffix::LastYear => self.year.previous().map(FiscalYear::label).unwrap_or_default(),
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
fn row(registry: &Registry, year: FiscalYear, indicator: &Indicator, declaration: &FormDeclaration) -> BlankRow {
    let id = indicator.id.as_str();
    let baseline = registry.baseline_row(&indicator.id);
    let target = registry.value(id, ValueKind::Target, Some(year));
    let last = year.previous().and_then(|last| registry.value(id, ValueKind::Actual, Some(last)));
    let as_of = baseline.map(as_of).unwrap_or_default();
    let short = as_of.chars().count() <= AS_OF_MAX;
    let printed = |field| match field {
        Field::Number => text(id),
        Field::Policy => policy(registry, indicator),
        Field::Indicator => text(&indicator.name),
        Field::Unit => text(&indicator.unit),
        Field::Direction => text(&format!("{} {}", indicator.direction.arrow(), indicator.direction.label())),
        Field::Baseline => number(baseline, if short { &as_of } else { "" }),
        Field::LastActual => number(last, ""),
        Field::Target => number(target, ""),
        Field::Method if short => text(&indicator.method),
        Field::Method => text(format!("{}\n基準値の時点：{as_of}", indicator.method).trim_start()),
        // A text beside last year's number is its remark; without a number it stood in the number's place.
        Field::LastText => last.filter(|row| row.value.is_some()).and_then(|row| text(&row.text)),
        Field::Actual | Field::State | Field::AsOf | Field::Source | Field::Reason | Field::Measure | Field::Correction => None,
    };
    BlankRow {
        indicator: indicator.id.clone(),
        decimals: indicator.decimals,
        lower: indicator.lower,
        upper: indicator.upper,
        cells: declaration.columns.iter().filter_map(|c| printed(c.field).map(|what| (c.field, what))).collect(),
    }
}

fn text(text: &str) -> Option<Printed> {
    (!text.is_empty()).then(|| Printed::Text(text.to_owned()))
}

/// The registered number, else the text that the plan prints in its place.
fn number(row: Option<&RegisteredValue>, note: &str) -> Option<Printed> {
    let row = row?;
    match row.value {
        Some(value) => Some(Printed::Number { value, note: note.to_owned() }),
        None => text(&row.text),
    }
}

/// 時点 of a baseline with a number: as printed, else its fiscal year; empty when it is not published.
fn as_of(row: &RegisteredValue) -> String {
    match (row.value, row.text.as_str(), row.year) {
        (None, _, _) | (Some(_), "", None) => String::new(),
        (Some(_), "", Some(year)) => year.short(),
        (Some(_), text, _) => text.to_owned(),
    }
}

/// Code and name of the policy under which the indicator stands.
fn policy(registry: &Registry, indicator: &Indicator) -> Option<Printed> {
    let node = registry.node(&registry.placement(&indicator.id)?.node)?;
    let space = if node.code.is_empty() { "" } else { " " };
    text(&format!("{}{space}{}", node.code, node.name))
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
        assert_eq!(cell(&form, 0, Field::Baseline), Some(&Printed::Number { value: sample::q("119.4"), note: "R5".to_owned() }));
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
    fn what_is_filled_in_is_not_filled_again() {
        assert_eq!(fill_in("「{folder}」 {x} {due}", &[("{folder}", "{due}"), ("{due}", "6月")]), "「{due}」 {x} 6月");
    }
}
