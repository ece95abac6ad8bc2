//! The year before: what was published of it, or what follows from the register where nothing was.

use super::{ReportInput, Tally, ValueLine};
use crate::assessment::{Case, Judgement, Unjudged, judge, judge_whole};
use crate::domain::{FiscalYear, Indicator, PartRole, Quantity, Registry, Scheme, ValueKind, ValueState};

/// The subject of 値 that stands for the whole plan.
const WHOLE_PLAN: &str = "全体";

/// The judgement of the year before `year` by the registered figures: its actual against the target that held then.
/// `None` where the plan had not begun, or no actual is registered.
pub(super) fn last_judgement(registry: &Registry, scheme: &Scheme, indicator: &Indicator, year: FiscalYear) -> Option<Judgement> {
    let last = year.previous()?;
    if registry.plan.years.is_some_and(|(first, _)| last < first) {
        return None;
    }
    let parts: Vec<Judgement> = registry
        .parts_of(&indicator.id, PartRole::Judged)
        .map(|part| {
            let own = registry.indicator(&part.part).and_then(|own| judged(registry, scheme, own, last));
            own.unwrap_or(Judgement { status: Err(Unjudged::NoActual), achievement: None, progress: None })
        })
        .collect();
    if parts.is_empty() { judged(registry, scheme, indicator, last) } else { Some(judge_whole(scheme, &parts)) }
}

fn judged(registry: &Registry, scheme: &Scheme, indicator: &Indicator, last: FiscalYear) -> Option<Judgement> {
    let actual = registry.past_actual(&indicator.id, last)?;
    // A baseline that was measured in that very year says nothing about it.
    if registry.baseline_row(&indicator.id).and_then(|row| row.year).is_some_and(|measured| measured >= last) {
        return None;
    }
    Some(judge(scheme, &Case::of(registry, indicator, last, Some(actual), Some(ValueState::Confirmed))))
}

/// The shares of a year ago: published ones, else those of last year's statuses, where every one of them is known.
pub(super) fn last_shares(input: &ReportInput<'_>, scheme: &Scheme, lines: &[ValueLine]) -> Vec<Option<Quantity>> {
    let Some(year) = input.round.year.previous() else { return Vec::new() };
    let published = |label: &str| {
        let mut rows = input.registry.values.iter().rev().filter(|v| v.kind == ValueKind::PublishedShare && v.year == Some(year));
        rows.find(|v| v.subject == WHOLE_PLAN && v.text == label).and_then(|v| v.value)
    };
    let statuses = scheme.statuses();
    let shares: Vec<Option<Quantity>> = statuses.iter().map(|rule| published(&rule.label)).collect();
    if shares.iter().any(Option::is_some) {
        return shares;
    }
    let labels: Option<Vec<&str>> = lines.iter().map(|line| line.last_status.as_deref()).collect();
    let Some(labels) = labels.filter(|labels| !labels.is_empty()) else { return Vec::new() };
    let tally = Tally::of_labels(scheme, labels.into_iter());
    if tally.unjudgeable > 0 {
        return Vec::new();
    }
    let counted = statuses.iter().enumerate().map(|(place, rule)| rule.counted.then_some(place));
    counted.map(|place| tally.share(place?, input.registry.plan.share_decimals)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Fixture, value};
    use crate::domain::{FiscalYear, ValueKind};

    #[test]
    fn last_years_status_is_the_published_one_or_follows_from_the_register() {
        let mut fixture = Fixture::full();
        let last = FiscalYear::new(2023);
        assert_eq!(fixture.report().lines[0].last_status, None, "nothing is registered for the year before");
        fixture.registry.values.push(value("a1", ValueKind::Target, last, Some("125"), ""));
        fixture.registry.values.push(value("a1", ValueKind::Actual, last, Some("121"), ""));
        assert_eq!(fixture.report().lines[0].last_status.as_deref(), Some("改善"));
        fixture.registry.values.push(value("a1", ValueKind::PublishedStatus, last, None, "未達成"));
        assert_eq!(fixture.report().lines[0].last_status.as_deref(), Some("未達成"));
    }

    #[test]
    fn the_year_before_the_plan_has_no_status() {
        let mut fixture = Fixture::full();
        let (first, end) = (FiscalYear::new(2024).unwrap(), FiscalYear::new(2027).unwrap());
        fixture.registry.plan.years = Some((first, end));
        fixture.registry.values.push(value("a1", ValueKind::Actual, first.previous(), Some("121"), ""));
        assert_eq!(fixture.report().lines[0].last_status, None);
    }
}
