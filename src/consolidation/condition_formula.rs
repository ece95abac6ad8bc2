//! A scheme's conditions as parts of a formula. Excel's AND and OR work out every argument, and an error in one of them
//! spoils the whole: so a test that divides is asked only where its numbers are known.

use crate::domain::{Aggregation, Condition, DecreaseRate, Direction, Given, Measure, Quantity, Rate, Span};

use super::formula::{RowCells, sign, text};

/// A condition in a row.
pub(super) enum Test {
    /// Decided for the row whatever its numbers are: direction, aggregation, year.
    Fixed(bool),
    /// Decided by the cells wherever `known` holds (`None`: always).
    Live {
        /// Whether it can be decided.
        known: Option<String>,
        /// Whether it holds.
        holds: String,
    },
    /// Never decided in this row: it needs what stands in no cell and is not known.
    Unknown,
}

/// A condition in a row.
pub(super) fn test(condition: &Condition, cells: &RowCells) -> Test {
    let RowCells { sign, baseline, target, actual, state, case, .. } = cells;
    let both = |one: &str, other: &str, holds: String| Test::Live { known: Some(format!("COUNT({one},{other})=2")), holds };
    let always = |holds: String| Test::Live { known: None, holds };
    match condition {
        Condition::TargetEqualsBaseline => both(target, baseline, format!("{target}={baseline}")),
        Condition::ActualEqualsBaseline => both(actual, baseline, format!("{actual}={baseline}")),
        Condition::ActualEqualsTarget => both(actual, target, format!("{actual}={target}")),
        Condition::TargetMet => both(actual, target, format!("{sign}*{actual}>={sign}*{target}")),
        Condition::BetterThanBaseline => both(actual, baseline, format!("{sign}*{actual}>{sign}*{baseline}")),
        Condition::WorseThanBaseline => both(actual, baseline, format!("{sign}*{actual}<{sign}*{baseline}")),
        Condition::Rate(measure, span) => match rate(measure.rate, cells) {
            Some((known, value)) => Test::Live { known: Some(known), holds: compared(*measure, span, &value) },
            None => Test::Unknown,
        },
        Condition::NotComputable(measured) => match rate(*measured, cells) {
            Some((known, _)) => always(format!("NOT({known})")),
            None => Test::Fixed(true),
        },
        Condition::Missing(Given::Baseline) => always(format!("NOT(ISNUMBER({baseline}))")),
        Condition::Missing(Given::Target) => always(format!("NOT(ISNUMBER({target}))")),
        Condition::Missing(Given::Actual) => always(format!("NOT(ISNUMBER({actual}))")),
        Condition::Missing(Given::Last) => Test::Fixed(case.last.is_none()),
        Condition::State(known) => always(format!("{state}={}", text(known.label()))),
        Condition::Direction(direction) => Test::Fixed(case.direction == *direction),
        Condition::Aggregation(aggregation) => Test::Fixed(case.aggregation == *aggregation),
        Condition::Year(span) => Test::Fixed(span.contains(case.year)),
        Condition::FinalYear => case.elapsed.map_or(Test::Unknown, |(over, of)| Test::Fixed(over == of)),
    }
}

/// A rate against its bounds, rounded as the scheme says and always to ten places first.
fn compared(measure: Measure, span: &Span<Quantity>, value: &str) -> String {
    let value = if measure.absolute { format!("ABS({value})") } else { value.to_owned() };
    let exact = format!("ROUND({value},10)");
    let rounded = match measure.rounding {
        None => exact,
        Some(rounding) => format!("{}({exact},{})", if rounding.cut { "ROUNDDOWN" } else { "ROUND" }, rounding.decimals),
    };
    if let Some(number) = span.single() {
        return format!("{rounded}={number}");
    }
    let low = span.low.map(|end| format!("{rounded}{}{}", if end.included { ">=" } else { ">" }, end.value));
    let high = span.high.map(|end| format!("{rounded}{}{}", if end.included { "<=" } else { "<" }, end.value));
    match (low, high) {
        (Some(low), Some(high)) => format!("AND({low},{high})"),
        (low, high) => low.or(high).unwrap_or_else(|| "TRUE".to_owned()),
    }
}

/// When a rate exists, and its value in percent. `None` where it needs what this row does not have.
fn rate(rate: Rate, cells: &RowCells) -> Option<(String, String)> {
    let RowCells { sign: s, baseline, target, actual, case, .. } = cells;
    let start = start(cells);
    let over = |under: &str| (format!("AND(COUNT({under},{actual})=2,{under}>0)"), format!("{actual}/{under}*100"));
    let inverse = || (format!("AND(COUNT({target},{actual})=2,{target}>=0,{actual}>0)"), format!("{target}/{actual}*100"));
    let two_minus = |under: &str| (format!("AND(COUNT({under},{actual})=2,{under}>0)"), format!("(2-{actual}/{under})*100"));
    let change = |reference: &str| {
        let value = format!("{s}*({actual}-{reference})/ABS({reference})*100");
        (format!("AND(COUNT({reference},{actual})=2,{reference}<>0)"), value)
    };
    let progress = || {
        let known = format!("AND(COUNT({start},{target},{actual})=3,{target}<>{start})");
        (known, format!("({actual}-{start})/({target}-{start})*100"))
    };
    let less = sign(case.direction) < 0;
    Some(match rate {
        Rate::Achievement if !less => over(target),
        Rate::Achievement if case.decrease == DecreaseRate::TargetOverActual => inverse(),
        Rate::Achievement | Rate::TwoMinusActualOverTarget => two_minus(target),
        Rate::ActualOverTarget => over(target),
        Rate::TargetOverActual => inverse(),
        Rate::Progress => progress(),
        Rate::Elapsed => {
            let (over, of) = case.elapsed?;
            ("TRUE".to_owned(), format!("{over}/{of}*100"))
        }
        Rate::Pace => {
            let (over, of) = case.time_to_target()?;
            let (known, value) = progress();
            (known, format!("{value}/({over}/{of})"))
        }
        Rate::YearlyLine => {
            let keeps = case.direction == Direction::Maintain && case.aggregation != Aggregation::CumulativeWithinPlan;
            match case.line {
                Some((over, of)) if !keeps && over != of => {
                    let asked = format!("({start}+({target}-{start})*{over}/{of})");
                    let value = if less { format!("(2-{actual}/{asked})*100") } else { format!("{actual}/{asked}*100") };
                    // The line is worked out only where all its numbers are there.
                    let known = format!("IF(COUNT({start},{target},{actual})=3,ROUND({asked},10)>0,FALSE)");
                    (known, value)
                }
                None if !keeps => return None,
                _ if less => two_minus(target),
                _ => over(target),
            }
        }
        Rate::ChangeFromBaseline => change(baseline),
        Rate::GapToTarget => change(target),
        Rate::ChangeFromLast => change(&number(case.last?)),
    })
}

/// Where the way begins: the baseline's cell, or zero.
fn start(cells: &RowCells) -> String {
    match cells.case.start {
        Some(start) if cells.case.baseline != Some(start) => number(start),
        _ => cells.baseline.clone(),
    }
}

fn number(quantity: Quantity) -> String {
    if quantity.is_negative() { format!("({quantity})") } else { quantity.to_string() }
}
