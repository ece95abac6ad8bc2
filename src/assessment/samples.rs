//! Sample cases of a scheme: every direction, aggregation and year of the plan that it can tell apart, with numbers around
//! every threshold, and with zero, equal, negative and missing ones.

use super::Case;
use crate::domain::{
    Aggregation, Condition, DecreaseRate, Direction, FiscalYear, Given, Measure, Quantity, Rate, Scheme, Span, ValueState,
};

/// Most cases of one pass: a bound on the work, far above what schemes need. A pass that reaches it proves no rule useless.
pub(super) const CASES_MAX: usize = 30_000;
/// Most years of a plan that are tried; of a longer plan, those around the scheme's own years, the first and the last.
const YEARS_MAX: usize = 12;
/// The first year of a made-up plan (令和6年度) of four years, where the register does not say which years the plan has.
const MADE_UP: (u16, u16) = (2024, 2027);

/// The cases on which a scheme is tried, plain ones first. `wide` tries more pairs of baseline and target.
pub(super) fn cases(
    scheme: &Scheme,
    years: Option<(FiscalYear, FiscalYear)>,
    decrease: DecreaseRate,
    wide: bool,
) -> impl Iterator<Item = Case> {
    let asked = Asked::of(scheme);
    let mut kinds = Vec::new();
    for time in asked.times(years) {
        for aggregation in asked.aggregations() {
            for direction in asked.directions() {
                kinds.push((time, aggregation, direction));
            }
        }
    }
    kinds
        .into_iter()
        .flat_map(move |(time, aggregation, direction)| asked.numbers(time, aggregation, direction, decrease, wide))
        .take(CASES_MAX)
}

/// A year with its place in the plan and on the way to the target.
#[derive(Debug, Clone, Copy)]
struct Time {
    year: FiscalYear,
    elapsed: (u32, u32),
    line: (u32, u32),
}

/// What a scheme looks at.
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own, and none excludes another")]
struct Asked {
    /// Rates with their thresholds, in percent.
    thresholds: Vec<(Measure, Quantity)>,
    years: Vec<Span<FiscalYear>>,
    time: bool,
    direction: bool,
    aggregation: bool,
    /// Whether it matters where the way begins.
    start: bool,
    state: bool,
    last: bool,
}

impl Asked {
    fn of(scheme: &Scheme) -> Self {
        let mut asked = Self {
            thresholds: Vec::new(),
            years: Vec::new(),
            time: false,
            direction: false,
            aggregation: false,
            start: false,
            state: false,
            last: false,
        };
        for condition in scheme.rules.iter().flat_map(|rule| &rule.conditions) {
            match condition {
                Condition::Rate(measure, span) => asked.thresholds.extend(span.ends().map(|end| (*measure, end.value))),
                Condition::Year(span) => asked.years.push(*span),
                Condition::FinalYear => asked.time = true,
                Condition::Aggregation(_) => asked.aggregation = true,
                Condition::State(_) => asked.state = true,
                Condition::Missing(given) => asked.last |= *given == Given::Last,
                Condition::TargetEqualsBaseline
                | Condition::ActualEqualsBaseline
                | Condition::ActualEqualsTarget
                | Condition::TargetMet
                | Condition::BetterThanBaseline
                | Condition::WorseThanBaseline
                | Condition::NotComputable(_) => {}
                Condition::Direction(_) => asked.direction = true,
            }
            let looks_at = |rates: &[Rate]| condition.rate().is_some_and(|rate| rates.contains(&rate));
            asked.last |= looks_at(&[Rate::ChangeFromLast]);
            asked.time |= looks_at(&[Rate::Elapsed, Rate::Pace, Rate::YearlyLine]);
            asked.start |= looks_at(&[Rate::Progress, Rate::Pace, Rate::YearlyLine]);
            asked.direction |= looks_at(&[Rate::YearlyLine]);
        }
        asked.time |= !asked.years.is_empty();
        asked
    }

    fn times(&self, years: Option<(FiscalYear, FiscalYear)>) -> Vec<Time> {
        let own: Vec<FiscalYear> = self.years.iter().flat_map(Span::ends).map(|end| end.value).collect();
        let made_up = || {
            let (first, last) = (FiscalYear::new(MADE_UP.0)?, FiscalYear::new(MADE_UP.1)?);
            let first = own.iter().filter_map(|year| year.previous()).fold(first, FiscalYear::min);
            Some((first, own.iter().filter_map(|year| year.next()).fold(last, FiscalYear::max)))
        };
        let Some((first, last)) = years.filter(|(first, last)| first <= last).or_else(made_up) else { return Vec::new() };
        let plan: Vec<FiscalYear> = std::iter::successors(Some(first), |year| year.next()).take_while(|year| *year <= last).collect();
        let of = u32::try_from(plan.len()).unwrap_or(u32::MAX);
        let near = |year: FiscalYear| {
            own.iter().any(|end| *end == year || end.next() == Some(year) || end.previous() == Some(year)) || year == first || year == last
        };
        let mut times = Vec::new();
        for (over, year) in (1..).zip(plan.iter().copied()) {
            if plan.len() > YEARS_MAX && !near(year) {
                continue;
            }
            if self.time || year == last {
                times.push(Time { year, elapsed: (over, of), line: (1, 1) });
            }
            if self.time && year != last {
                times.push(Time { year, elapsed: (over, of), line: (over, of) });
            }
        }
        times
    }

    /// 維持 is judged as 増加, except where a scheme tells them apart.
    fn directions(&self) -> Vec<Direction> {
        let mut all = vec![Direction::Increase, Direction::Decrease];
        if self.direction {
            all.push(Direction::Maintain);
        }
        all
    }

    fn aggregations(&self) -> Vec<Aggregation> {
        let mut all = vec![Aggregation::Annual];
        if self.aggregation || self.start {
            all.push(Aggregation::CumulativeWithinPlan);
        }
        if self.aggregation {
            all.extend([Aggregation::Cumulative, Aggregation::PointInTime]);
        }
        all
    }

    fn states(&self, number: bool) -> Vec<ValueState> {
        let plain = if number { ValueState::Confirmed } else { ValueState::Collecting };
        let all = ValueState::ALL.into_iter().filter(|state| state.has_number() == number && *state != ValueState::Withdrawn);
        if self.state { all.collect() } else { vec![plain] }
    }

    fn numbers(&self, time: Time, aggregation: Aggregation, direction: Direction, decrease: DecreaseRate, wide: bool) -> Vec<Case> {
        let lasts: &[Option<Quantity>] = if self.last && aggregation != Aggregation::CumulativeWithinPlan {
            &[Some(Quantity::HUNDRED), None, Some(Quantity::ZERO)]
        } else {
            &[None]
        };
        let mut cases = Vec::new();
        for (place, (baseline, target)) in self.pairs(time, direction, wide).into_iter().enumerate() {
            for last in lasts {
                let adds_up = aggregation == Aggregation::CumulativeWithinPlan;
                let case = Case {
                    direction,
                    aggregation,
                    decrease,
                    year: time.year,
                    elapsed: Some(time.elapsed),
                    state: None,
                    baseline,
                    start: if adds_up { Some(Quantity::ZERO) } else { baseline },
                    target,
                    target_is_later: time.line.0 != time.line.1,
                    line: target.map(|_| time.line),
                    actual: None,
                    last: *last,
                };
                let mut actuals = if place < ODD_PAIRS || wide { plain(&case) } else { vec![Some(Quantity::HUNDRED)] };
                if place == 0 || wide {
                    actuals.extend(self.near(&case));
                }
                for actual in actuals {
                    for state in self.states(actual.is_some()) {
                        cases.push(Case { actual, state: Some(state), ..case });
                    }
                }
            }
        }
        cases
    }

    /// Baseline and target: a way of a hundred a year first, then what is odd, then targets that make a rate come out exactly.
    fn pairs(&self, time: Time, direction: Direction, wide: bool) -> Vec<(Option<Quantity>, Option<Quantity>)> {
        let count = |number: u32| Some(Quantity::from_count(number as usize));
        let way = time.line.1.saturating_mul(100);
        let (near, far) = (count(100), count(way.saturating_add(100)));
        let (from, to) = if direction == Direction::Decrease { (far, near) } else { (near, far) };
        let negative = |number: Option<Quantity>| number.map(Quantity::negated);
        let zero = Some(Quantity::ZERO);
        let mut pairs = vec![
            (from, to),
            (from, from),
            (to, from),
            (zero, to),
            (from, zero),
            (negative(to), negative(from)),
            (None, to),
            (from, None),
            (None, None),
        ];
        debug_assert_eq!(pairs.len(), ODD_PAIRS, "the odd pairs are counted");
        let inverse = |rate| matches!(rate, Rate::TargetOverActual | Rate::Achievement) && direction == Direction::Decrease;
        let exact = self.thresholds.iter().filter(|(measure, number)| inverse(measure.rate) && *number > Quantity::ZERO);
        pairs.extend(exact.map(|(_, number)| (far, Some(*number))));
        if wide {
            let times = |percent: u32| from.zip(count(percent)).and_then(|(from, percent)| from.times(percent)?.over(Quantity::HUNDRED));
            pairs.extend([1, 50, 90, 97, 99, 101, 103, 110, 150, 1000].map(|percent| (from, times(percent))));
        }
        pairs
    }

    /// Actuals around every threshold of every rate.
    fn near(&self, case: &Case) -> Vec<Option<Quantity>> {
        let mut actuals = Vec::new();
        for rate in Rate::ALL {
            let mut points: Vec<Quantity> = Vec::new();
            for (measure, number) in self.thresholds.iter().filter(|(measure, _)| measure.rate == rate) {
                points.extend(around(*measure, *number));
            }
            points.sort_unstable();
            points.dedup();
            let far = Quantity::from_count(50);
            let ends = [points.first().and_then(|low| low.minus(far)), points.last().and_then(|high| high.plus(far))];
            points.extend(ends.into_iter().flatten());
            points.sort_unstable();
            let between = points.windows(2).filter_map(|pair| pair.first()?.plus(*pair.last()?)?.over(Quantity::from_count(2)));
            let all: Vec<Quantity> = between.chain(points.iter().copied()).collect();
            actuals.extend(all.into_iter().filter_map(|point| actual_of(rate, point, case)).map(Some));
        }
        actuals.sort_unstable();
        actuals.dedup();
        actuals
    }
}

/// How many pairs come before those of single thresholds.
const ODD_PAIRS: usize = 9;

/// A threshold and a little to either side of it; where the rate is rounded, both sides of where it turns.
fn around(measure: Measure, number: Quantity) -> Vec<Quantity> {
    let hundredth = Quantity::ONE.over(Quantity::HUNDRED);
    let away = match measure.rounding {
        None => [hundredth, None],
        Some(rounding) => {
            let step = (0..rounding.decimals).try_fold(Quantity::ONE, |step, _| step.over(Quantity::from_count(10)));
            let part = |percent: usize| step.and_then(|step| step.times(Quantity::from_count(percent))?.times(hundredth?));
            if rounding.cut { [part(1), part(99)] } else { [part(49), part(50)] }
        }
    };
    let sides = |number: Quantity| {
        let both = away.into_iter().flatten().flat_map(move |away| [number.minus(away), number.plus(away)]);
        both.flatten().chain([number]).collect::<Vec<_>>()
    };
    let mut points = sides(number);
    if measure.absolute {
        points.extend(sides(number.negated()));
    }
    points
}

/// What is tried with every pair: missing, on both numbers, between, beyond and zero.
fn plain(case: &Case) -> Vec<Option<Quantity>> {
    let half = |a: Quantity, b: Quantity| a.plus(b)?.over(Quantity::from_count(2));
    let between = case.baseline.zip(case.target).and_then(|(b, t)| half(b, t));
    let beyond = |far: usize| {
        let end = case.target.or(case.baseline).unwrap_or(Quantity::ZERO);
        let far = Quantity::from_count(far);
        [end.plus(far), end.minus(far)]
    };
    let half_way_down = case.baseline.and_then(|baseline| half(baseline, Quantity::ZERO));
    let mut all = vec![between, case.target, case.baseline, half_way_down];
    all.extend(beyond(10));
    all.extend(beyond(100_000));
    all.retain(Option::is_some);
    all.extend([Some(Quantity::ZERO), None]);
    all
}

/// The actual that makes a rate come out at `percent`.
fn actual_of(rate: Rate, percent: Quantity, case: &Case) -> Option<Quantity> {
    let factor = percent.over(Quantity::HUNDRED)?;
    let two_less = || Quantity::from_count(2).minus(factor);
    let part =
        |whole: Quantity, (over, of): (u32, u32)| whole.times(Quantity::from_count(over as usize))?.over(Quantity::from_count(of as usize));
    let way = |share: (u32, u32)| part(case.target?.minus(case.start?)?, share);
    let less = case.direction == Direction::Decrease;
    let from = |reference: Quantity| {
        let change = reference.abs().times(factor)?;
        if less { reference.minus(change) } else { reference.plus(change) }
    };
    match rate {
        Rate::Achievement if !less => case.target?.times(factor),
        Rate::Achievement if case.decrease == DecreaseRate::TargetOverActual => case.target?.over(factor),
        Rate::Achievement | Rate::TwoMinusActualOverTarget => case.target?.times(two_less()?),
        Rate::ActualOverTarget => case.target?.times(factor),
        Rate::TargetOverActual => case.target?.over(factor),
        Rate::Progress => case.start?.plus(way((1, 1))?.times(factor)?),
        Rate::Pace => case.start?.plus(way(case.time_to_target()?)?.times(factor)?),
        Rate::YearlyLine => {
            let line = case.line.filter(|(over, of)| over != of && case.direction != Direction::Maintain);
            let asked = match line {
                Some(line) => case.start?.plus(way(line)?)?,
                None => case.target?,
            };
            if less { asked.times(two_less()?) } else { asked.times(factor) }
        }
        Rate::ChangeFromBaseline => from(case.baseline?),
        Rate::GapToTarget => from(case.target?),
        Rate::ChangeFromLast => from(case.last?),
        Rate::Elapsed => None,
    }
}
