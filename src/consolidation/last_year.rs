//! What the year before would be judged, where nothing was published for it.

use crate::assessment::{Case, Judgement, Unjudged, judge, judge_whole};
use crate::domain::{FiscalYear, Indicator, PartRole, Registry, Scheme, ValueState};

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
