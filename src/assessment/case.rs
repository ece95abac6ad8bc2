//! What is judged: the numbers of one indicator in one year, made comparable.

use crate::domain::{Aggregation, DecreaseRate, Direction, FiscalYear, Indicator, PeriodBasis, Quantity, Registry, ValueKind, ValueState};

/// The numbers of one indicator in one year, as a scheme compares them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// Which way is good.
    pub direction: Direction,
    /// How the figure adds up.
    pub aggregation: Aggregation,
    /// Rate of an indicator for which less is better.
    pub decrease: DecreaseRate,
    /// The year judged.
    pub year: FiscalYear,
    /// How many of the plan's years are over when it ends, and how many there are.
    pub elapsed: Option<(u32, u32)>,
    /// 値の区分 of the actual; `None` while nothing is in force.
    pub state: Option<ValueState>,
    /// 基準値 that the actual can be held against: of an indicator that adds up within the plan (延べ), one year's baseline
    /// times the years that are over.
    pub baseline: Option<Quantity>,
    /// Where the way to the target begins: the baseline, or zero for 延べ.
    pub start: Option<Quantity>,
    /// 目標値 of the year, or the next later one.
    pub target: Option<Quantity>,
    /// Whether the target is set for a later year than the one judged.
    pub target_is_later: bool,
    /// Which part of the way to the target this year asks for: (2, 4) in the second of the four years up to a target of
    /// the fourth; (1, 1) where the target is the year's own; `None` without a target or the plan's years.
    pub line: Option<(u32, u32)>,
    /// 実績値, for 延べ the sum since the plan's first year.
    pub actual: Option<Quantity>,
    /// 実績値 of the year before; none for 延べ, whose sum only grows.
    pub last: Option<Quantity>,
}

impl Case {
    /// The case of `indicator` in `year`, with the year's own `actual` as it was reported.
    #[must_use]
    pub fn of(registry: &Registry, indicator: &Indicator, year: FiscalYear, actual: Option<Quantity>, state: Option<ValueState>) -> Self {
        let target = registry.target_in_force(&indicator.id, year);
        let elapsed = registry.plan.elapsed(year);
        let adds_up = indicator.aggregation == Aggregation::CumulativeWithinPlan;
        let one_year = registry.baseline_row(&indicator.id);
        let baseline = if adds_up {
            // Only one year's baseline can be held against a sum of years.
            let single = one_year.filter(|row| row.year.is_some() && row.period != PeriodBasis::Several).and_then(|row| row.value);
            single.zip(elapsed).and_then(|(one, (over, _))| one.times(Quantity::from_count(over as usize)))
        } else {
            one_year.and_then(|row| row.value)
        };
        Self {
            direction: indicator.direction,
            aggregation: indicator.aggregation,
            decrease: registry.plan.decrease_rate,
            year,
            elapsed,
            state,
            start: if adds_up { Some(Quantity::ZERO) } else { baseline },
            baseline,
            target: target.and_then(|target| target.value),
            target_is_later: target.is_some_and(|target| target.year > year),
            line: target.and_then(|target| line(year, target.year, elapsed)),
            actual: if adds_up { cumulative(registry, indicator, year, actual) } else { actual },
            last: year.previous().filter(|_| !adds_up).and_then(|last| registry.past_actual(&indicator.id, last)),
        }
    }
}

impl Case {
    /// The share of the time up to the target that is over, which 進捗率÷経過率 holds progress against: the plan's elapsed
    /// share for a target of its last year, all of it for the year's own target. `None` outside the plan's years.
    #[must_use]
    pub fn time_to_target(&self) -> Option<(u32, u32)> {
        self.elapsed.and(self.line)
    }
}

/// Which part of the way to a target of year `to` is asked for in `year`.
fn line(year: FiscalYear, to: FiscalYear, elapsed: Option<(u32, u32)>) -> Option<(u32, u32)> {
    let left = u32::from(to.year().checked_sub(year.year())?);
    if left == 0 {
        return Some((1, 1));
    }
    let (over, _) = elapsed?;
    Some((over, over.checked_add(left)?))
}

/// The sum since the plan's first year: the registered actuals of the years before, and this year's. `None` while one of
/// them is missing, because half a sum would look like a whole one.
fn cumulative(registry: &Registry, indicator: &Indicator, year: FiscalYear, actual: Option<Quantity>) -> Option<Quantity> {
    let (first, _) = registry.plan.years?;
    let mut sum = actual?;
    let mut earlier = year.previous().filter(|earlier| *earlier >= first);
    while let Some(past) = earlier {
        sum = sum.plus(registry.value(indicator.id.as_str(), ValueKind::Actual, Some(past))?.value?)?;
        earlier = past.previous().filter(|earlier| *earlier >= first);
    }
    Some(sum)
}
