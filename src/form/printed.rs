//! What a form prints in its locked cells: the register's values as the plan prints them.

use crate::domain::{Aggregation, FiscalYear, Indicator, Quantity, RegisteredState, RegisteredValue, Registry, ValueKind};

/// Longest 時点 that is printed behind a baseline, in characters; a longer one goes into 算出方法.
pub(super) const AS_OF_MAX: usize = 6;

/// What is printed in a locked cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Printed {
    /// A text.
    Text(String),
    /// A number, and what is shown behind it in brackets (the period of a baseline), if anything.
    Number {
        /// The number.
        value: Quantity,
        /// Shown behind it, e.g. `（R5）` or `以上`; empty for nothing. The cell's value stays the number alone.
        note: String,
    },
}

impl Printed {
    /// A text; `None` where it is empty.
    #[must_use]
    pub fn text(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| Self::Text(text.to_owned()))
    }
}

/// The baseline as the form prints it, with its 時点 where that is short.
#[must_use]
pub fn printed_baseline(registry: &Registry, indicator: &Indicator) -> Option<Printed> {
    let row = registry.baseline_row(&indicator.id)?;
    let as_of = as_of(row);
    let note = if as_of.is_empty() || as_of.chars().count() > AS_OF_MAX { String::new() } else { format!("（{as_of}）") };
    number(row, indicator, note)
}

/// The actual that the register states for a past year.
#[must_use]
pub fn printed_actual(registry: &Registry, indicator: &Indicator, year: FiscalYear) -> Option<Printed> {
    number(registry.value(indicator.id.as_str(), ValueKind::Actual, Some(year))?, indicator, String::new())
}

/// The target in force in `year`, as the plan prints it; one of a later year says which (R9).
#[must_use]
pub fn printed_target(registry: &Registry, indicator: &Indicator, year: FiscalYear) -> Option<Printed> {
    let target = registry.target_in_force(&indicator.id, year)?;
    let later = if target.year > year { format!("（{}）", target.year.short()) } else { String::new() };
    let row = target.row;
    if row.operator.is_baseline() {
        let words = if row.text.is_empty() { row.operator.label() } else { &row.text };
        let amount = target.value.map(|value| format!("\n（{}{}）", value.grouped(indicator.decimals), indicator.unit));
        return Some(Printed::Text(format!("{words}{}{later}", amount.unwrap_or_default())));
    }
    // As the plan prints it (延べ170万人), and what stands in a number's place (*人); a stage is its name.
    if !row.text.is_empty() || row.value.is_none() {
        return number(&RegisteredValue { value: None, ..row.clone() }, indicator, String::new()).map(|printed| match printed {
            Printed::Text(text) => Printed::Text(format!("{text}{later}")),
            number @ Printed::Number { .. } => number,
        });
    }
    number(row, indicator, format!("{}{later}", row.operator.label()))
}

/// The sum of what the years before `year` reported, since the plan's first, of an indicator that adds up within the plan
/// (延べ); `None` in the first year and where a year is missing.
pub(super) fn sum_before(registry: &Registry, indicator: &Indicator, year: FiscalYear) -> Option<Quantity> {
    let (first, _) = registry.plan.years.filter(|_| indicator.aggregation == Aggregation::CumulativeWithinPlan)?;
    let mut sum = None;
    let mut earlier = year.previous().filter(|earlier| *earlier >= first);
    while let Some(past) = earlier {
        sum = Some(registry.past_actual(&indicator.id, past)?.plus(sum.unwrap_or(Quantity::ZERO))?);
        earlier = past.previous().filter(|earlier| *earlier >= first);
    }
    sum
}

/// The registered number or stage, else the text that the plan prints in its place, else why there is none.
fn number(row: &RegisteredValue, indicator: &Indicator, note: String) -> Option<Printed> {
    let text = match row.value {
        Some(value) if indicator.stages.is_empty() => return Some(Printed::Number { value, note }),
        Some(value) => indicator.stage(value).unwrap_or(&row.text),
        None if !row.text.is_empty() => &row.text,
        None if row.state == RegisteredState::NotSet => "—",
        None => row.state.label(),
    };
    Printed::text(text)
}

/// 時点 of a baseline with a number: as printed, else its fiscal year; empty when it is not published. Beside a stage the
/// text is the stage's name.
pub(super) fn as_of(row: &RegisteredValue) -> String {
    match (row.value, row.text.as_str(), row.year) {
        (None, _, _) | (Some(_), "", None) => String::new(),
        (Some(_), "", Some(year)) => year.short(),
        (Some(_), text, _) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Operator;
    use crate::form::sample;

    fn year(of: u16) -> FiscalYear {
        FiscalYear::new(of).unwrap()
    }

    fn target(change: impl FnOnce(&mut RegisteredValue, &mut Indicator)) -> Option<Printed> {
        let mut registry = sample::registry();
        let mut indicator = sample::indicator("1.2-02", "回数", "回", 0, crate::domain::Direction::Increase);
        let row = registry.values.iter_mut().find(|row| row.subject == "1.2-02").unwrap();
        row.text.clear();
        change(row, &mut indicator);
        printed_target(&registry, &indicator, year(2024))
    }

    fn text(text: &str) -> Option<Printed> {
        Printed::text(text)
    }

    #[test]
    fn targets_print_as_the_plan_prints_them() {
        let number = |value: &str, note: &str| Some(Printed::Number { value: sample::q(value), note: note.to_owned() });
        assert_eq!(target(|row, _| row.value = Some(sample::q("80"))), number("80", ""));
        assert_eq!(
            target(|row, _| (row.value, row.operator, row.year) = (Some(sample::q("80")), Operator::AtLeast, Some(year(2027)))),
            number("80", "以上（R9）")
        );
        let total = |row: &mut RegisteredValue| (row.value, row.text) = (Some(sample::q("1700000")), "延べ170万人".to_owned());
        assert_eq!(target(|row, _| total(row)), text("延べ170万人"));
        assert_eq!(
            target(|row, _| {
                total(row);
                row.year = Some(year(2027));
            }),
            text("延べ170万人（R9）")
        );
        assert_eq!(target(|row, _| row.operator = Operator::BaselineOrMore), text("基準値以上"), "there is no baseline");
        assert_eq!(target(|row, _| row.text = "*人".to_owned()), text("*人"));
        assert_eq!(target(|row, _| row.state = RegisteredState::Undecided), text("未定"));
        let stage = target(|row, indicator| {
            indicator.stages = vec!["整備中".to_owned(), "完成".to_owned()];
            row.value = Some(sample::q("2"));
        });
        assert_eq!(stage, text("完成"));
    }

    #[test]
    fn what_adds_up_says_how_far_it_is() {
        let mut registry = sample::registry();
        let mut indicator = registry.indicators[&"1.1-01".parse().unwrap()].clone();
        indicator.aggregation = Aggregation::CumulativeWithinPlan;
        registry.plan.years = Some((year(2023), year(2027)));
        assert_eq!(sum_before(&registry, &indicator, year(2024)), Some(sample::q("125.2")));
        assert_eq!(sum_before(&registry, &indicator, year(2023)), None, "nothing lies before the first year");
        assert_eq!(sum_before(&registry, &indicator, year(2025)), None, "half a sum would look like a whole one");
    }

    fn superseded(registry: &Registry, on: &str) -> crate::domain::Superseded {
        crate::domain::Superseded { registry: registry.clone(), on: on.parse().unwrap(), until: format!("{on}T10:00:00+09:00") }
    }

    fn with_target(value: &str) -> Registry {
        let mut registry = sample::registry();
        let row = registry.values.iter_mut().find(|row| row.subject == "1.1-01" && row.kind == ValueKind::Target).unwrap();
        row.value = value.parse().ok();
        registry
    }

    #[test]
    fn a_target_that_was_written_over_keeps_its_original_and_gets_the_day_of_the_amendment() {
        let mut now = with_target("140");
        now.remember(&[superseded(&with_target("120"), "2025-06-09"), superseded(&with_target("130"), "2025-09-01")]);
        let id: crate::domain::IndicatorId = "1.1-01".parse().unwrap();
        let asked = year(2024);
        let revision = now.target_revision(&id, asked).unwrap();
        assert_eq!((revision.first.value, revision.now.value), ("120".parse().ok(), "140".parse().ok()));
        assert_eq!(revision.now.decided.map(|day| day.to_string()).as_deref(), Some("2025-09-01"));
        assert_eq!(now.target(&id, asked), "140".parse().ok(), "the last one holds");
        assert_eq!(now.revisions("1.1-01", ValueKind::Target, Some(asked)).count(), 3);
    }

    #[test]
    fn what_did_not_change_has_no_history_and_what_was_deleted_is_not_brought_back() {
        let mut same = with_target("120");
        same.remember(&[superseded(&with_target("120"), "2025-06-09")]);
        assert_eq!(same.values, with_target("120").values);
        let mut without = with_target("120");
        without.values.retain(|row| row.kind != ValueKind::Target);
        let count = without.values.len();
        without.remember(&[superseded(&with_target("120"), "2025-06-09")]);
        assert_eq!(without.values.len(), count);
    }
}
