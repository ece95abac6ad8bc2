//! A scheme as a formula of Excel 2016, so that an auditor can press F9.
//!
//! Statuses compare only `s·x`, as the scheme does: a ratio would turn (1.1−1)÷(1.2−1) into
//! 0.500000000000001. Rates are rounded to ten places before they are rounded for print, for the same reason.

use crate::domain::{Condition, DecreaseRate, Direction, Quantity, Scheme, SchemeRule};

use super::{Tally, ValueLine};

/// Excel's limit of nested functions, of which three are used around the rules.
const RULES_MAX: usize = 60;
/// Excel's limit of a text in a formula.
const TEXT_MAX: usize = 255;

/// Addresses of one indicator's cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowCells {
    /// `1` where more is better, `-1` where less is.
    pub sign: String,
    /// 基準値.
    pub baseline: String,
    /// 目標値.
    pub target: String,
    /// 実績値.
    pub actual: String,
    /// 値の区分.
    pub state: String,
}

/// The sign `s` of a direction.
#[must_use]
pub const fn sign(direction: Direction) -> i8 {
    match direction {
        Direction::Increase | Direction::Maintain => 1,
        Direction::Decrease => -1,
    }
}

/// Whether the scheme can be written as a formula at all.
#[must_use]
pub fn expressible(scheme: &Scheme) -> bool {
    // A label that looks like a number would come back from the formula as text, and from the cache as a number.
    let plain = |label: &str| label.chars().count() <= TEXT_MAX && label.parse::<f64>().is_err() && !matches!(label, "TRUE" | "FALSE");
    scheme.rules.len() <= RULES_MAX && scheme.rules.iter().all(|rule| plain(&rule.label) && !rule.label.starts_with('#'))
}

/// Whether this indicator's status is what the formula gives: with both reference numbers there the formula is
/// the scheme; without one of them it says 算定不可, whatever a scheme could still make of the rest.
#[must_use]
pub fn covers(scheme: &Scheme, line: &ValueLine) -> bool {
    let complete = line.baseline.value.is_some() && line.target.value.is_some();
    expressible(scheme) && (complete || line.status().is_none())
}

/// The status of a row.
#[must_use]
pub fn status(scheme: &Scheme, cells: &RowCells) -> String {
    let mut rules = text(Tally::UNJUDGEABLE);
    for rule in scheme.rules.iter().rev() {
        rules =
            if rule.conditions.is_empty() { text(&rule.label) } else { format!("IF({},{},{rules})", test(rule, cells), text(&rule.label)) };
    }
    let RowCells { baseline, target, actual, state, .. } = cells;
    format!(
        "IF(ISNUMBER({actual}),IF(COUNT({baseline},{target})=2,{rules},{}),IF({state}=\"\",\"未提出\",{state}))",
        text(Tally::UNJUDGEABLE)
    )
}

fn test(rule: &SchemeRule, cells: &RowCells) -> String {
    let tests: Vec<String> = rule.conditions.iter().map(|condition| comparison(*condition, cells)).collect();
    match &tests[..] {
        [single] => single.clone(),
        _ => format!("AND({})", tests.join(",")),
    }
}

fn comparison(condition: Condition, cells: &RowCells) -> String {
    let RowCells { sign, baseline, target, actual, .. } = cells;
    match condition {
        Condition::TargetEqualsBaseline => format!("{target}={baseline}"),
        Condition::ActualEqualsBaseline => format!("{actual}={baseline}"),
        Condition::ActualEqualsTarget => format!("{actual}={target}"),
        Condition::TargetMet => format!("{sign}*{actual}>={sign}*{target}"),
        Condition::BetterThanBaseline => format!("{sign}*{actual}>{sign}*{baseline}"),
        Condition::WorseThanBaseline => format!("{sign}*{actual}<{sign}*{baseline}"),
    }
}

/// 達成率 in percent, rounded to one place.
#[must_use]
pub fn achievement(decrease: DecreaseRate, cells: &RowCells) -> String {
    let RowCells { sign, target, actual, .. } = cells;
    let more = guarded(&format!("{target}=0"), &format!("{actual}/{target}*100"));
    let less = match decrease {
        DecreaseRate::TargetOverActual => guarded(&format!("{actual}=0"), &format!("{target}/{actual}*100")),
        DecreaseRate::TwoMinusActualOverTarget => guarded(&format!("{target}=0"), &format!("(2-{actual}/{target})*100")),
    };
    format!("IF(COUNT({target},{actual})<2,{},IF({sign}=1,{more},{less}))", text(Tally::UNJUDGEABLE))
}

/// Whether the formula of 達成率 gives a number.
#[must_use]
pub fn achievement_defined(decrease: DecreaseRate, line: &ValueLine) -> bool {
    let (Some(target), Some(actual)) = (line.target.value, line.actual) else {
        return false;
    };
    let divisor = if sign(line.direction) < 0 && decrease == DecreaseRate::TargetOverActual { actual } else { target };
    !divisor.is_zero()
}

/// 進捗率 in percent, rounded to one place.
#[must_use]
pub fn progress(cells: &RowCells) -> String {
    let RowCells { baseline, target, actual, .. } = cells;
    let rate = guarded(&format!("{target}={baseline}"), &format!("({actual}-{baseline})/({target}-{baseline})*100"));
    format!("IF(COUNT({baseline},{target},{actual})<3,{},{rate})", text(Tally::UNJUDGEABLE))
}

/// Whether the formula of 進捗率 gives a number.
#[must_use]
pub fn progress_defined(line: &ValueLine) -> bool {
    line.actual.is_some() && line.baseline.value.zip(line.target.value).is_some_and(|(baseline, target)| baseline != target)
}

/// A rate as the formulas round it: to ten places, then to one.
#[must_use]
pub fn rounded_rate(rate: Option<Quantity>) -> Option<Quantity> {
    rate.map(|rate| rate.rounded(10).rounded(1))
}

/// Whether the published status is the computed one; `—` where one of them is missing.
#[must_use]
pub fn agreement(published: &str, status: &str, cells: &RowCells) -> String {
    let actual = &cells.actual;
    let unjudged = text(Tally::UNJUDGEABLE);
    format!("IF(OR({published}=\"\",NOT(ISNUMBER({actual})),{status}={unjudged}),\"—\",IF({published}={status},\"一致\",\"相違\"))")
}

/// `rate` rounded to one place, or 算定不可 where `undefined` holds.
fn guarded(undefined: &str, rate: &str) -> String {
    format!("IF({undefined},{},ROUND(ROUND({rate},10),1))", text(Tally::UNJUDGEABLE))
}

/// How many cells of `statuses` (and of `goals`, where given) hold these words.
#[must_use]
pub fn count_if(statuses: &str, status: &str, goal: Option<(&str, &str)>) -> String {
    match goal {
        None => format!("COUNTIF({statuses},{})", criterion(status)),
        Some((goals, goal)) => format!("COUNTIFS({goals},{},{statuses},{})", criterion(goal), criterion(status)),
    }
}

/// How many rows belong to a goal.
#[must_use]
pub fn count_rows(goals: &str, goal: &str) -> String {
    format!("COUNTIF({goals},{})", criterion(goal))
}

/// A text as a criterion that means exactly itself: no comparison, no wildcard.
fn criterion(label: &str) -> String {
    let mut escaped = String::from("=");
    for c in label.chars() {
        if matches!(c, '*' | '?' | '~') {
            escaped.push('~');
        }
        escaped.push(c);
    }
    text(&escaped)
}

/// A text literal.
fn text(label: &str) -> String {
    format!("\"{}\"", label.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Fixture, scheme};
    use super::*;

    fn cells() -> RowCells {
        let cell = |text: &str| text.to_owned();
        RowCells { sign: cell("G5"), baseline: cell("H5"), target: cell("I5"), actual: cell("J5"), state: cell("K5") }
    }

    #[test]
    fn a_scheme_becomes_nested_comparisons() {
        assert_eq!(
            status(&scheme(), &cells()),
            "IF(ISNUMBER(J5),IF(COUNT(H5,I5)=2,IF(AND(I5=H5,J5=I5),\"現状維持\",IF(G5*J5>=G5*I5,\"目標達成\",\
             IF(J5=H5,\"現状維持\",IF(G5*J5>G5*H5,\"改善\",\"未達成\")))),\"算定不可\"),IF(K5=\"\",\"未提出\",K5))"
        );
    }

    #[test]
    fn rates_follow_the_plans_choice() {
        let over = achievement(DecreaseRate::TargetOverActual, &cells());
        assert!(over.contains("IF(J5=0,\"算定不可\",ROUND(ROUND(I5/J5*100,10),1))"), "{over}");
        let minus = achievement(DecreaseRate::TwoMinusActualOverTarget, &cells());
        assert!(minus.contains("IF(I5=0,\"算定不可\",ROUND(ROUND((2-J5/I5)*100,10),1))"), "{minus}");
        assert!(progress(&cells()).contains("IF(I5=H5,\"算定不可\","));
    }

    #[test]
    fn labels_cannot_break_out_of_their_text() {
        let mut odd = scheme();
        odd.rules[0].label = "A\"&B".to_owned();
        assert!(status(&odd, &cells()).contains("\"A\"\"&B\""));
        assert_eq!(count_if("L5:L9", "<*>", None), "COUNTIF(L5:L9,\"=<~*>\")");
        odd.rules[0].label = "1".to_owned();
        assert!(!expressible(&odd));
    }

    #[test]
    fn a_row_that_lacks_a_reference_number_is_not_passed_off_as_the_formulas() {
        let mut line = Fixture::full().report().lines.remove(0);
        assert!(covers(&scheme(), &line));
        line.baseline.value = None;
        assert!(!covers(&scheme(), &line));
        line.judgement.status = Err(crate::assessment::Unjudged::NoBaseline);
        assert!(covers(&scheme(), &line));
    }
}
