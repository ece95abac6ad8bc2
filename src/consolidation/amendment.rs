//! What amendments of the register changed in mid-round: the changes with who and why, targets with their originals, and
//! indicators that are no longer there.

use chrono::NaiveDate;

use super::{EditionFacts, Report, ReportInput, StatedValue};
use crate::domain::{FiscalYear, Indicator, IndicatorId, Operator, RegisteredValue, Registry, printed_date};
use crate::register::Difference;

/// An amendment that is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedAmendment {
    /// Id of the decision.
    pub decision: String,
    /// When it was applied: civil time, ISO 8601.
    pub at: String,
    /// The day of the decision.
    pub on: NaiveDate,
    /// Who decided.
    pub who: String,
    /// Why.
    pub why: String,
    /// What it changed.
    pub difference: Difference,
}

/// A target that was decided anew, with the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetRevision {
    /// The year for which it is set.
    pub year: FiscalYear,
    /// As it was first decided, with its unit.
    pub first: String,
    /// The number that was first decided, where it was one.
    pub first_value: Option<crate::domain::Quantity>,
    /// As it is now, with its unit.
    pub now: String,
    /// The day on which it was decided anew, where that is known.
    pub on: Option<NaiveDate>,
}

impl TargetRevision {
    /// Of the target that is held against `year`.
    pub(super) fn of(registry: &Registry, indicator: &Indicator, year: FiscalYear) -> Option<Self> {
        let revision = registry.target_revision(&indicator.id, year)?;
        let target_year = revision.now.year.unwrap_or(year);
        let printed = |row| printed(row, indicator);
        let (first, now) = (printed(revision.first), printed(revision.now));
        let first_value = revision.first.value;
        Some(Self { year: target_year, first, first_value, now, on: revision.now.decided })
    }

    /// `目標値は、令和7年9月1日に100人から120人に見直した。`; a target of a later year says which (`asked` is the round's).
    #[must_use]
    pub fn note(&self, asked: FiscalYear) -> String {
        let year = if self.year == asked { String::new() } else { format!("{}の", self.year.label()) };
        let on = self.on.map(|on| format!("{}に", printed_date(on))).unwrap_or_default();
        format!("{year}目標値は、{on}{}から{}に見直した。", self.first, self.now)
    }
}

fn printed(row: &RegisteredValue, indicator: &Indicator) -> String {
    let operator = if row.operator == Operator::Plain { "" } else { row.operator.label() };
    match row.value {
        _ if !row.text.is_empty() && indicator.stages.is_empty() => row.text.clone(),
        _ if row.operator.is_baseline() => operator.to_owned(),
        Some(value) => match indicator.stage(value) {
            Some(stage) => stage.to_owned(),
            None => format!("{}{}{operator}", value.grouped(indicator.decimals), indicator.unit),
        },
        None if row.state.label().is_empty() => "設定なし".to_owned(),
        None => row.state.label().to_owned(),
    }
}

/// An indicator that the previous edition stated and this one no longer does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: String,
    /// Name of its department; empty where nobody knows it any more.
    pub department: String,
    /// Whether it is 廃止; else its row was taken out of the register.
    pub retired: bool,
    /// As the previous edition stated it.
    pub before: StatedValue,
}

/// What left the tables since the previous edition, by id.
pub(super) fn gone(previous: Option<&EditionFacts>, input: &ReportInput<'_>, report: &Report) -> Vec<Gone> {
    let all = || report.lines.iter().flat_map(|line| std::iter::once(line).chain(line.parts.iter().map(|part| &part.line)));
    let left = previous.into_iter().flat_map(|facts| &facts.values).filter(|(id, _)| !all().any(|line| line.indicator == **id));
    left.map(|(id, before)| {
        let known = input.registry.indicator(id);
        let owner = input.registry.owner(id).and_then(|owner| input.registry.department(owner));
        Gone {
            indicator: id.clone(),
            name: known.map(|known| known.name.clone()).filter(|name| !name.is_empty()).unwrap_or_else(|| named(before, id)),
            unit: known.map_or_else(|| before.unit.clone(), |known| known.unit.clone()),
            department: owner.map_or_else(String::new, |owner| owner.name.clone()),
            retired: known.is_some(),
            before: before.clone(),
        }
    })
    .collect()
}

fn named(before: &StatedValue, id: &IndicatorId) -> String {
    if before.name.is_empty() { id.to_string() } else { before.name.clone() }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Fixture, id, q};
    use super::*;
    use crate::domain::ValueKind;

    #[test]
    fn a_revised_target_is_told_with_its_original_and_its_day() {
        let mut fixture = Fixture::full();
        let year = fixture.round.year;
        let target = |v: &&RegisteredValue| v.subject == "a1" && v.kind == ValueKind::Target && v.year == Some(year);
        let mut again = fixture.registry.values.iter().find(target).unwrap().clone();
        assert!(fixture.report().lines[0].revision.is_none());
        again.value = Some(q("140"));
        again.decided = NaiveDate::from_ymd_opt(2025, 9, 1);
        fixture.registry.values.push(again);
        let report = fixture.report();
        let note = report.lines[0].revision.as_ref().unwrap().note(year);
        assert_eq!(note, "目標値は、令和7年9月1日に130.1万人から140.0万人に見直した。");
        assert_eq!(report.lines[0].case.target, Some(q("140")), "judged is the one in force");
    }

    #[test]
    fn what_left_the_register_is_listed() {
        let mut fixture = Fixture::full();
        let first = EditionFacts::of(&fixture.report());
        fixture.registry.placements.retain(|placement| placement.indicator != id("b1"));
        fixture.registry.indicators.remove(&id("b1"));
        fixture.held.remove(&id("b1"));
        fixture.registry.indicators.get_mut(&id("b2")).unwrap().retired = true;
        fixture.held.remove(&id("b2"));
        let report = fixture.report_after(Some(&first));
        let gone: Vec<_> = report.gone.iter().map(|gone| (gone.name.as_str(), gone.retired)).collect();
        assert_eq!(gone, [("大使数", false), ("魅力度ランキング", true)]);
        assert_eq!(report.gone[0].before.status, "現状維持");
    }
}
