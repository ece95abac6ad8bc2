//! Pace: how much of the way to the final target is done, beside how much of the plan's time is over.

use crate::assessment::Case;
use crate::domain::{Indicator, Quantity, Registry, ValueKind};

/// The way to the final target beside the time that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// How much of the way from the start to the final target is done, in percent, not rounded.
    pub progress: Quantity,
    /// How much of the plan's time is over, in percent, not rounded.
    pub elapsed: Quantity,
}

impl Pace {
    /// The pace of a case; `None` where a number or the plan's years are not known, or there is no way to go. A stage is
    /// a name and no measure, so half of the stages is not half of the way.
    pub(super) fn of(registry: &Registry, indicator: &Indicator, case: &Case) -> Option<Self> {
        let (_, last) = registry.plan.years?;
        let row = registry.value(indicator.id.as_str(), ValueKind::Target, Some(last))?;
        let target = row.value.filter(|_| indicator.stages.is_empty() && !row.operator.is_baseline())?;
        let (start, actual, (over, all)) = (case.start?, case.actual?, case.elapsed?);
        let progress = actual.minus(start)?.over(target.minus(start)?)?.times(Quantity::HUNDRED)?;
        let elapsed = Quantity::from_count(over as usize).times(Quantity::HUNDRED)?.over(Quantity::from_count(all as usize))?;
        Some(Self { progress, elapsed })
    }

    /// Whether the way done is as long as the time that is over, or longer.
    #[must_use]
    pub fn is_on_time(&self) -> bool {
        self.progress >= self.elapsed
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Fixture, q, value};
    use crate::domain::{FiscalYear, ValueKind};

    #[test]
    fn half_the_time_asks_for_half_the_way() {
        let mut fixture = Fixture::full();
        let year = |year| FiscalYear::new(year).unwrap();
        fixture.registry.plan.years = Some((year(2023), year(2026)));
        let last = value("a3", ValueKind::Target, Some(year(2026)), Some("46000"), "");
        fixture.registry.values.push(last);
        let report = fixture.report();
        let pace = report.lines[2].pace.unwrap();
        assert_eq!((pace.progress.rounded(1), pace.elapsed), (q("18.9"), q("50")));
        assert!(!pace.is_on_time());
        assert_eq!(report.lines[0].pace, None, "a line without a final target has no way to go");
    }
}
