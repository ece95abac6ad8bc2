//! A scheme as a formula of Excel 2016, so that an auditor can press F9.
//!
//! Statuses compare only `s·x`, as the scheme does: a ratio would turn (1.1−1)÷(1.2−1) into
//! 0.500000000000001. Rates are rounded to ten places before they are rounded for print, for the same reason.

use crate::assessment::{Case, decided_at_ten_places};
use crate::domain::{Condition, DecreaseRate, Direction, Quantity, Scheme, SchemeRule};

use super::condition_formula::{Test, test};
use super::{Tally, ValueLine};

/// Excel's limit of nested functions, of which three are used around the rules.
const RULES_MAX: usize = 60;
/// Excel's limit of a text in a formula.
const TEXT_MAX: usize = 255;
/// Below Excel's limit of a formula (8,192 characters), with room for longer addresses.
const LENGTH_MAX: usize = 7_500;

/// Addresses of the cells that hold one indicator's numbers as they are judged, and what stands in no cell.
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
    /// What the numbers belong to: direction, aggregation, year and time are written into the formula as they are here.
    pub case: Case,
}

impl RowCells {
    /// The cells of a line.
    #[must_use]
    pub fn of(line: &ValueLine, [sign, baseline, target, actual, state]: [String; 5]) -> Self {
        Self { sign, baseline, target, actual, state, case: line.case }
    }
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

/// Whether this indicator's status is what the formula gives over cells that hold the numbers of its case.
///
/// A scheme that only compares numbers asks for both reference numbers and says 算定不可 without one of them, whatever it
/// could still make of the rest.
#[must_use]
pub fn covers_case(scheme: &Scheme, line: &ValueLine) -> bool {
    let case = &line.case;
    // The status of a compound follows from its parts, not from its row.
    let own = line.actual.is_some() || line.parts.is_empty();
    // The sum of 延べ may be missing while the year's own number is there.
    let same = line.actual.is_some() == case.actual.is_some();
    let complete = case.baseline.is_some() && case.target.is_some();
    let whole = !only_compares(scheme) || complete || line.status().is_none();
    let length = || status(scheme, &RowCells::of(line, std::array::from_fn(|_| "AB1000".to_owned()))).chars().count();
    own && same && whole && expressible(scheme) && decided_at_ten_places(scheme, case) && length() <= LENGTH_MAX
}

/// The status of a row.
#[must_use]
pub fn status(scheme: &Scheme, cells: &RowCells) -> String {
    let RowCells { baseline, target, actual, state, .. } = cells;
    let unjudgeable = text(Tally::UNJUDGEABLE);
    if only_compares(scheme) {
        let rules = rules(scheme, &unjudgeable, |rule, rest| plain_rule(rule, cells, &rest));
        return format!(
            "IF(ISNUMBER({actual}),IF(COUNT({baseline},{target})=2,{rules},{unjudgeable}),IF({state}=\"\",\"未提出\",{state}))"
        );
    }
    // A rule may be decided without an actual, but not before anything was filed.
    let undecided = format!("IF(ISNUMBER({actual}),{unjudgeable},{state})");
    let rules = rules(scheme, &undecided, |rule, rest| guarded_rule(rule, cells, &undecided, rest));
    format!("IF(AND(NOT(ISNUMBER({actual})),{state}=\"\"),\"未提出\",{rules})")
}

/// Whether the scheme only holds actual, target and baseline against each other.
fn only_compares(scheme: &Scheme) -> bool {
    let compares = |condition: &Condition| {
        matches!(
            condition,
            Condition::TargetEqualsBaseline
                | Condition::ActualEqualsBaseline
                | Condition::ActualEqualsTarget
                | Condition::TargetMet
                | Condition::BetterThanBaseline
                | Condition::WorseThanBaseline
        )
    };
    scheme.rules.iter().flat_map(|rule| &rule.conditions).all(compares)
}

/// The rules from the last to the first, each around what follows it.
fn rules(scheme: &Scheme, end: &str, mut around: impl FnMut(&SchemeRule, String) -> String) -> String {
    scheme.rules.iter().rev().fold(end.to_owned(), |rest, rule| around(rule, rest))
}

/// A rule of comparisons, in a row that has all numbers.
fn plain_rule(rule: &SchemeRule, cells: &RowCells, rest: &str) -> String {
    let tests: Vec<String> = rule
        .conditions
        .iter()
        .filter_map(|condition| match test(condition, cells) {
            Test::Live { holds, .. } => Some(holds),
            Test::Fixed(_) | Test::Unknown => None,
        })
        .collect();
    match &tests[..] {
        [] => text(&rule.label),
        [single] => format!("IF({single},{},{rest})", text(&rule.label)),
        _ => format!("IF(AND({}),{},{rest})", tests.join(","), text(&rule.label)),
    }
}

/// A rule of three answers: it is passed over where one of its tests is known to fail, it gives its status where all are known
/// to hold, and otherwise nothing can be said.
fn guarded_rule(rule: &SchemeRule, cells: &RowCells, undecided: &str, rest: String) -> String {
    let (mut fails, mut holds, mut knowns) = (Vec::new(), Vec::new(), Vec::new());
    let mut unknown = false;
    for condition in &rule.conditions {
        match test(condition, cells) {
            Test::Fixed(true) => {}
            Test::Fixed(false) => return rest,
            Test::Unknown => unknown = true,
            Test::Live { known: None, holds: test } => {
                fails.push(format!("NOT({test})"));
                holds.push(test);
            }
            Test::Live { known: Some(known), holds: test } => {
                fails.push(format!("IF({known},NOT({test}),FALSE)"));
                knowns.push(known.clone());
                holds.push(format!("IF({known},{test},FALSE)"));
            }
        }
    }
    let label = text(&rule.label);
    let any = |tests: &[String]| if let [single] = tests { single.clone() } else { format!("OR({})", tests.join(",")) };
    let all = |tests: &[String]| if let [single] = tests { single.clone() } else { format!("AND({})", tests.join(",")) };
    match (unknown, holds.is_empty(), knowns.is_empty()) {
        (true, true, _) => undecided.to_owned(),
        (true, false, _) => format!("IF({},{rest},{undecided})", any(&fails)),
        (false, true, _) => label,
        (false, false, true) => format!("IF({},{label},{rest})", all(&holds)),
        (false, false, false) => format!("IF({},{label},IF({},{rest},{undecided}))", all(&holds), any(&fails)),
    }
}

/// 達成率 in percent, rounded to one place.
#[must_use]
pub fn achievement(decrease: DecreaseRate, cells: &RowCells) -> String {
    let RowCells { sign, target, actual, .. } = cells;
    let more = guarded(&format!("{target}<=0"), &format!("{actual}/{target}*100"));
    let less = match decrease {
        DecreaseRate::TargetOverActual => guarded(&format!("OR({target}<0,{actual}<=0)"), &format!("{target}/{actual}*100")),
        DecreaseRate::TwoMinusActualOverTarget => guarded(&format!("{target}<=0"), &format!("(2-{actual}/{target})*100")),
    };
    format!("IF(COUNT({target},{actual})<2,{},IF({sign}=1,{more},{less}))", text(Tally::UNJUDGEABLE))
}

/// Whether the formula of 達成率 gives a number: a ratio to zero, or to what is negative, does not exist, as the engine says.
#[must_use]
pub fn achievement_defined(case: &Case) -> bool {
    let (Some(target), Some(actual)) = (case.target, case.actual) else {
        return false;
    };
    if sign(case.direction) < 0 && case.decrease == DecreaseRate::TargetOverActual {
        target >= Quantity::ZERO && actual > Quantity::ZERO
    } else {
        target > Quantity::ZERO
    }
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
pub fn progress_defined(case: &Case) -> bool {
    case.actual.is_some() && case.start.zip(case.target).is_some_and(|(start, target)| start != target)
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
pub(super) fn text(label: &str) -> String {
    format!("\"{}\"", label.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Fixture, scheme};
    use super::*;

    fn cells() -> RowCells {
        RowCells::of(&Fixture::full().report().lines[0], ["G5", "H5", "I5", "J5", "K5"].map(str::to_owned))
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
        assert!(over.contains("IF(OR(I5<0,J5<=0),\"算定不可\",ROUND(ROUND(I5/J5*100,10),1))"), "{over}");
        let minus = achievement(DecreaseRate::TwoMinusActualOverTarget, &cells());
        assert!(minus.contains("IF(I5<=0,\"算定不可\",ROUND(ROUND((2-J5/I5)*100,10),1))"), "{minus}");
        assert!(progress(&cells()).contains("IF(I5=H5,\"算定不可\","));
    }

    #[test]
    fn the_formula_has_a_rate_where_the_engine_has_one() {
        let number = |text: &str| text.parse::<Quantity>().unwrap();
        let mut cells = cells();
        let signs = ["-10", "0", "5"];
        for decrease in [DecreaseRate::TargetOverActual, DecreaseRate::TwoMinusActualOverTarget] {
            for direction in [Direction::Increase, Direction::Decrease, Direction::Maintain] {
                for (target, actual) in signs.iter().flat_map(|target| signs.map(|actual| (number(target), number(actual)))) {
                    cells.case = Case { decrease, direction, target: Some(target), actual: Some(actual), ..cells.case };
                    let judged = crate::assessment::judge(&scheme(), &cells.case);
                    let case = &cells.case;
                    assert_eq!(judged.achievement.is_some(), achievement_defined(case), "{decrease:?} {direction:?} {target} {actual}");
                    assert_eq!(judged.progress.is_some(), progress_defined(case), "{target} {actual}");
                }
            }
        }
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
        assert!(covers_case(&scheme(), &line));
        line.case.baseline = None;
        assert!(!covers_case(&scheme(), &line));
        line.judgement.status = Err(crate::assessment::Unjudged::NoBaseline);
        assert!(covers_case(&scheme(), &line));
    }

    /// Recalculated once by another office program for 34,000 sample cases of the shipped schemes: each gave the engine's status.
    #[test]
    fn a_rate_is_asked_for_only_where_its_numbers_are() {
        let rules = "評価区分ID,順,区分,条件,記号,色,分母,理由\nr,1,－,目標値がない,無,白,×,×\n\
                     r,2,A,達成率（小数第2位を切捨て）≧80,○,青緑,○,×\nr,3,B,方向＝減少,○,空,○,×\nr,4,C,その他,×,朱,○,×\n";
        let scheme = crate::register::read_schemes(rules.as_bytes()).0.remove(0);
        let known = "AND(COUNT(I5,J5)=2,I5>0)";
        let holds = "ROUNDDOWN(ROUND(J5/I5*100,10),1)>=80";
        // In the row of an indicator for which more is better, the rule for the others is left out.
        assert_eq!(
            status(&scheme, &cells()),
            format!(
                "IF(AND(NOT(ISNUMBER(J5)),K5=\"\"),\"未提出\",IF(NOT(ISNUMBER(I5)),\"－\",IF(IF({known},{holds},FALSE),\"A\",\
                 IF(IF({known},NOT({holds}),FALSE),\"C\",IF(ISNUMBER(J5),\"算定不可\",K5)))))"
            )
        );
    }
}
