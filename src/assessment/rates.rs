//! The rates of a case, as exact fractions. What does not exist is not a number (算定不可), never 0 or ∞.

use std::cmp::Ordering;

use super::{Case, Unjudged};
use crate::domain::{Aggregation, DecreaseRate, Direction, Measure, Quantity, Rate, Ratio, Span};

/// A rate of a case, or which number it lacks.
pub(super) fn ratio(rate: Rate, case: &Case) -> Result<Ratio, Unjudged> {
    let undefined = Unjudged::NoRate(rate);
    let whole = |number: Option<Quantity>, why| number.map(Ratio::whole).ok_or(why);
    let actual = || whole(case.actual, Unjudged::NoActual);
    let target = || whole(case.target, Unjudged::NoTarget);
    let baseline = || whole(case.baseline, Unjudged::NoBaseline);
    let start = || whole(case.start, Unjudged::NoBaseline);
    let made = match rate {
        Rate::Achievement => achievement(case, target()?, actual()?),
        Rate::Progress => progress(start()?, target()?, actual()?),
        Rate::Elapsed => elapsed(case),
        Rate::Pace => progress(start()?, target()?, actual()?).zip(time_to_target(case)).and_then(|(done, time)| done.divided_by(time)),
        Rate::YearlyLine => {
            // A level that is to be kept is asked for in every year, so it needs no start.
            let keeps = case.direction == Direction::Maintain && case.aggregation != Aggregation::CumulativeWithinPlan;
            let asked = if !keeps && case.line.is_some_and(|(over, of)| over != of) {
                yearly_line(case, start()?, target()?)
            } else if keeps || case.line.is_some() {
                Some(target()?)
            } else {
                None
            };
            let actual = actual()?;
            asked.and_then(|asked| if case.direction == Direction::Decrease { two_minus(actual, asked) } else { over(actual, asked) })
        }
        Rate::ChangeFromBaseline => change(case, baseline()?, actual()?),
        Rate::GapToTarget => change(case, target()?, actual()?),
        Rate::ChangeFromLast => {
            let actual = actual()?;
            case.last.map(Ratio::whole).and_then(|last| change(case, last, actual))
        }
        Rate::ActualOverTarget => over(actual()?, target()?),
        Rate::TargetOverActual => inverse(actual()?, target()?),
        Rate::TwoMinusActualOverTarget => two_minus(actual()?, target()?),
    };
    made.ok_or(undefined)
}

/// Whether a measure lies in a span. Without rounding nothing is divided.
pub(super) fn lies_in(measure: Measure, span: &Span<Quantity>, case: &Case) -> Result<bool, Unjudged> {
    let ratio = ratio(measure.rate, case)?;
    let ratio = if measure.absolute { ratio.abs() } else { ratio };
    let undefined = Unjudged::NoRate(measure.rate);
    if let Some(rounding) = measure.rounding {
        return ratio.rounded_percent(rounding).map(|rate| span.contains(rate)).ok_or(undefined);
    }
    for (end, wrong) in [(span.low, Ordering::Less), (span.high, Ordering::Greater)] {
        let Some(end) = end else { continue };
        let order = ratio.compare_percent(end.value).ok_or(undefined)?;
        if order == wrong || (order == Ordering::Equal && !end.included) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The same of a rate that was rounded to ten places before anything else.
pub(super) fn lies_in_at_ten_places(measure: Measure, span: &Span<Quantity>, case: &Case) -> Result<bool, Unjudged> {
    let undefined = Unjudged::NoRate(measure.rate);
    let ratio = ratio(measure.rate, case)?;
    let rate = if measure.absolute { ratio.abs() } else { ratio }.percent().map(|rate| rate.rounded(10)).ok_or(undefined)?;
    let rate = match measure.rounding {
        Some(rounding) => Ratio::whole(rate).rounded(rounding).ok_or(undefined)?,
        None => rate,
    };
    Ok(span.contains(rate))
}

/// 達成率. More is better: `a÷t`; less is better: as the plan chose, `t÷a` or `2−a÷t`.
fn achievement(case: &Case, target: Ratio, actual: Ratio) -> Option<Ratio> {
    match (case.direction, case.decrease) {
        (Direction::Increase | Direction::Maintain, _) => over(actual, target),
        (Direction::Decrease, DecreaseRate::TargetOverActual) => inverse(actual, target),
        (Direction::Decrease, DecreaseRate::TwoMinusActualOverTarget) => two_minus(actual, target),
    }
}

/// `a÷t`. A ratio to zero does not exist, and a ratio to a negative number turns the order round (−1,182 against a target
/// of −684 would be 173 %), so the denominator must be above zero.
fn over(actual: Ratio, target: Ratio) -> Option<Ratio> {
    (target.sign() == Ordering::Greater).then(|| actual.divided_by(target)).flatten()
}

/// `t÷a`, for a target that is not negative and an actual above zero.
fn inverse(actual: Ratio, target: Ratio) -> Option<Ratio> {
    (target.sign() != Ordering::Less).then(|| over(target, actual)).flatten()
}

fn two_minus(actual: Ratio, target: Ratio) -> Option<Ratio> {
    Ratio::of_counts(2, 1)?.minus(over(actual, target)?)
}

/// `(a−start)÷(t−start)`: how much of the way is done. Either direction of the way is meant, so it needs no sign; a target
/// at the start leaves no way to measure.
fn progress(start: Ratio, target: Ratio, actual: Ratio) -> Option<Ratio> {
    actual.minus(start)?.divided_by(target.minus(start)?)
}

fn elapsed(case: &Case) -> Option<Ratio> {
    let (over, of) = case.elapsed?;
    Ratio::of_counts(over, of)
}

fn time_to_target(case: &Case) -> Option<Ratio> {
    let (over, of) = case.time_to_target()?;
    Ratio::of_counts(over, of)
}

/// What the straight line from the start to the target asks for in this year.
fn yearly_line(case: &Case, start: Ratio, target: Ratio) -> Option<Ratio> {
    let (over, of) = case.line?;
    start.plus(target.minus(start)?.times(Ratio::of_counts(over, of)?)?)
}

/// `s·(a−r)÷|r|`.
fn change(case: &Case, reference: Ratio, actual: Ratio) -> Option<Ratio> {
    let change = actual.minus(reference)?.divided_by(reference.abs())?;
    Some(if case.direction == Direction::Decrease { change.negated() } else { change })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge::tests::case;

    fn q(text: &str) -> Option<Quantity> {
        text.parse().ok()
    }

    fn percent(rate: Rate, case: &Case) -> String {
        match ratio(rate, case) {
            Ok(ratio) => ratio.percent().unwrap().rounded(1).to_string(),
            Err(why) => format!("{why:?}"),
        }
    }

    fn achieved(direction: Direction, decrease: DecreaseRate, target: &str, actual: &str) -> String {
        percent(Rate::Achievement, &Case { decrease, ..case(direction, None, q(target), q(actual)) })
    }

    #[test]
    fn each_direction_has_its_rate() {
        use DecreaseRate::{TargetOverActual, TwoMinusActualOverTarget};
        assert_eq!(achieved(Direction::Increase, TargetOverActual, "32000", "23029"), "72");
        assert_eq!(achieved(Direction::Maintain, TargetOverActual, "83", "83"), "100");
        assert_eq!(achieved(Direction::Decrease, TargetOverActual, "45", "46.9"), "95.9");
        assert_eq!(achieved(Direction::Decrease, TwoMinusActualOverTarget, "45", "46.9"), "95.8");
        let chosen = case(Direction::Increase, None, q("45"), q("46.9"));
        assert_eq!(percent(Rate::ActualOverTarget, &chosen), "104.2");
        assert_eq!(percent(Rate::TargetOverActual, &chosen), "95.9");
        assert_eq!(percent(Rate::TwoMinusActualOverTarget, &chosen), "95.8");
    }

    #[test]
    fn what_does_not_exist_is_not_a_number() {
        use DecreaseRate::{TargetOverActual, TwoMinusActualOverTarget};
        let none = "NoRate(Achievement)";
        assert_eq!(achieved(Direction::Increase, TargetOverActual, "0", "3"), none);
        assert_eq!(achieved(Direction::Decrease, TargetOverActual, "0", "0"), none);
        assert_eq!(achieved(Direction::Decrease, TargetOverActual, "0", "1"), "0");
        assert_eq!(achieved(Direction::Decrease, TwoMinusActualOverTarget, "0", "1"), none);
        // A worse actual must not look like 173 % of a negative target.
        assert_eq!(achieved(Direction::Increase, TargetOverActual, "-684", "-1182"), none);
        assert_eq!(percent(Rate::Progress, &case(Direction::Increase, q("3"), q("3"), q("4"))), "NoRate(Progress)");
        assert_eq!(percent(Rate::Progress, &case(Direction::Increase, None, q("3"), q("4"))), "NoBaseline");
        assert_eq!(percent(Rate::ChangeFromBaseline, &case(Direction::Increase, q("0"), q("3"), q("4"))), "NoRate(ChangeFromBaseline)");
        assert_eq!(percent(Rate::Pace, &case(Direction::Increase, q("0"), q("3"), q("4"))), "NoRate(Pace)");
    }

    #[test]
    fn progress_measures_the_way_in_both_directions() {
        let way = |direction, numbers: [&str; 3]| percent(Rate::Progress, &case(direction, q(numbers[0]), q(numbers[1]), q(numbers[2])));
        assert_eq!(way(Direction::Decrease, ["46.5", "45.0", "45.75"]), "50");
        assert_eq!(way(Direction::Increase, ["637", "751", "694"]), "50");
        assert_eq!(way(Direction::Increase, ["1", "2", "0"]), "-100");
    }

    #[test]
    fn changes_are_positive_where_they_are_better() {
        let less = Case { last: q("-200"), ..case(Direction::Decrease, q("100"), q("90"), q("97")) };
        assert_eq!(percent(Rate::ChangeFromBaseline, &less), "3");
        assert_eq!(percent(Rate::GapToTarget, &less), "-7.8");
        assert_eq!(percent(Rate::ChangeFromLast, &less), "-148.5");
        assert_eq!(percent(Rate::ChangeFromBaseline, &case(Direction::Increase, q("-684"), None, q("-600"))), "12.3");
    }

    #[test]
    fn the_yearly_line_asks_for_half_the_way_in_the_second_of_four_years() {
        let later = |direction, b, t, a| Case {
            elapsed: Some((2, 4)),
            line: Some((2, 4)),
            target_is_later: true,
            ..case(direction, q(b), q(t), q(a))
        };
        // The line stands at 150 and at 75.
        assert_eq!(percent(Rate::YearlyLine, &later(Direction::Increase, "100", "200", "150")), "100");
        assert_eq!(percent(Rate::YearlyLine, &later(Direction::Increase, "100", "200", "120")), "80");
        assert_eq!(percent(Rate::YearlyLine, &later(Direction::Decrease, "100", "50", "90")), "80");
        assert_eq!(percent(Rate::Pace, &later(Direction::Increase, "100", "200", "120")), "40");
        assert_eq!(percent(Rate::Elapsed, &later(Direction::Increase, "100", "200", "120")), "50");
        // A level that is kept is asked for in full, with or without a baseline.
        assert_eq!(percent(Rate::YearlyLine, &later(Direction::Maintain, "", "80", "60")), "75");
        // The year's own target is the line.
        let own = Case { line: Some((1, 1)), ..case(Direction::Increase, q("100"), q("200"), q("150")) };
        assert_eq!(percent(Rate::YearlyLine, &own), "75");
        assert_eq!(percent(Rate::YearlyLine, &Case { line: None, ..own }), "NoRate(YearlyLine)");
    }

    #[test]
    fn the_years_own_target_asks_for_the_whole_way() {
        let half_way = Case { elapsed: Some((2, 4)), line: Some((1, 1)), ..case(Direction::Decrease, q("10"), q("0"), q("5")) };
        assert_eq!(percent(Rate::Pace, &half_way), "50", "half the way to what this year asks for is half, not all of it");
        assert_eq!(percent(Rate::Pace, &Case { line: Some((2, 4)), target_is_later: true, ..half_way }), "100");
    }
}
