//! Returns received before the register was amended, judged again by the register in force: what is asked about them
//! follows the register, and the rows themselves stay as they were reported.

use chrono::NaiveDate;

use super::plain::{amount, plain, says_something};
use super::row::{number, references};
use super::weighing::Weighing;
use super::{AcceptedRow, Held};
use crate::diagnostic::{Finding, Place, Problem, switchable};
use crate::domain::{FiscalYear, Indicator, IndicatorId, Lang, Quantity, RegisteredValue, Registry, Severity, ValueKind, Weight};

/// The two registers between which something is judged again.
#[derive(Debug, Clone, Copy)]
pub struct Amendment<'a> {
    /// In force when the return was received.
    pub before: &'a Registry,
    /// In force now.
    pub now: &'a Registry,
    /// The year asked about.
    pub year: FiscalYear,
    /// The day on which the return was received: rules weigh as they do on that day.
    pub received: NaiveDate,
}

impl<'a> Amendment<'a> {
    /// What rules weigh by each register.
    const fn weighing(&self) -> (Weighing<'a>, Weighing<'a>) {
        (Weighing { registry: self.before, day: self.received }, Weighing { registry: self.now, day: self.received })
    }
}

/// What is to be said of a row in force, in place of what its return was `told` about it. What both registers say alike
/// stays as it was told; only what the amendment changed comes or goes.
#[must_use]
pub fn judged_again(held: &Held, told: &[Finding], amendment: Amendment<'_>) -> Vec<Finding> {
    let id = &held.row.indicator;
    let Some(indicator) = amendment.now.indicator(id).filter(|indicator| !indicator.retired) else { return Vec::new() };
    let (before, now) = amendment.weighing();
    let (was, is) = (of_number(held, told, before, amendment.year), of_number(held, told, now, amendment.year));
    let is_gone = |finding: &Finding| was.contains(&finding.problem) && !is.contains(&finding.problem);
    let mut found: Vec<Finding> = told.iter().filter(|finding| !is_gone(finding) && !is_moot(finding, amendment)).cloned().collect();
    for problem in is.into_iter().filter(|problem| !was.contains(problem)) {
        // The same matter with other figures takes the place of what was told.
        found.retain(|known| known.problem.code() != problem.code());
        let known = told.iter().find(|finding| finding.problem.code() == problem.code());
        let place = known.map_or_else(|| Place::cell(&held.row.sheet, held.row.cell), |known| known.place.clone());
        found.push(Finding::at(place, problem).about(id));
    }
    found.extend(held.row.value.and_then(|value| another_meaning(&held.row, value, indicator, amendment)));
    found.into_iter().filter_map(|finding| of_a_taken_row(finding, now)).collect()
}

/// A finding of a row that was taken weighs what the register in force says. A query made an error since sends nothing back that
/// was taken: it stays a query.
fn of_a_taken_row(finding: Finding, now: Weighing<'_>) -> Option<Finding> {
    if switchable(finding.problem.code()).is_none() || matches!(finding.problem, Problem::PartsDiffer { .. }) {
        return Some(finding);
    }
    let weight = match now.weight(&finding.problem, finding.indicator.as_ref()) {
        Weight::Error if finding.problem.severity() != Severity::Error => Weight::Query,
        weight @ (Weight::Beta | Weight::Notice | Weight::Query | Weight::Error | Weight::Off) => weight,
    };
    finding.weighing(Some(weight))
}

/// The lighter weight that the register gives by now to the rule that sent a row back.
fn lighter(finding: &Finding, amendment: Amendment<'_>) -> Option<Weight> {
    switchable(finding.problem.code()).filter(|_| finding.severity() == Severity::Error)?;
    let weight = amendment.weighing().1.weight(&finding.problem, finding.indicator.as_ref());
    (weight != Weight::Error).then_some(weight)
}

/// What a register asks about the number of a row.
fn of_number(held: &Held, told: &[Finding], weighing: Weighing<'_>, year: FiscalYear) -> Vec<Problem> {
    let registry = weighing.registry;
    let (Some(value), Some(indicator)) = (held.row.value, registry.indicator(&held.row.indicator)) else { return Vec::new() };
    // A reason that did not explain what was asked then explains nothing now.
    let asked = told.iter().any(|finding| SURPRISES.contains(&finding.problem.code()));
    let explained = says_something(&held.row.reason) && !asked;
    let references = references(registry, year, indicator, None);
    let said = number(weighing, year, indicator, (value, held.row.state), &references, explained, &held.row.reason);
    said.into_iter().map(|(_, problem)| problem).collect()
}

/// Codes of queries about a surprising number.
const SURPRISES: [&str; 4] = ["V011", "V012", "V013", "V014"];

/// The finding that a target was missed without a reason.
const REASON: &str = "V024";

/// What is to be said of a row that was not taken: what was only wrong by the register of the day is no longer, and the
/// department files it again.
#[must_use]
pub fn refused_before(told: &[Finding], id: &IndicatorId, amendment: Amendment<'_>) -> Vec<Finding> {
    let Some(indicator) = amendment.now.indicator(id).filter(|indicator| !indicator.retired) else { return Vec::new() };
    let is_settled = |finding: &&Finding| is_moot(finding, amendment) || lighter(finding, amendment).is_some();
    let (moot, mut stay): (Vec<&Finding>, Vec<&Finding>) = told.iter().partition(is_settled);
    let still_wrong = stay.iter().any(|finding| finding.severity() == Severity::Error);
    if still_wrong {
        return stay.into_iter().cloned().collect();
    }
    // Why a target was missed is asked once the row is taken.
    stay.retain(|finding| finding.problem.code() != REASON);
    let again = moot.first().and_then(|finding| {
        let problem = if is_moot(finding, amendment) { amended(finding, indicator, amendment) } else { switched(finding, amendment) }?;
        Some(Finding { indicator: finding.indicator.clone(), ..Finding::at(finding.place.clone(), problem) })
    });
    stay.into_iter().cloned().chain(again).collect()
}

/// Whether the register now says what the finding said was wrong.
#[expect(clippy::wildcard_enum_match_arm, reason = "only what contradicted the register can be settled by amending it")]
fn is_moot(finding: &Finding, amendment: Amendment<'_>) -> bool {
    let Some(indicator) = finding.indicator.as_ref().and_then(|id| amendment.now.indicator(id)) else { return false };
    match &finding.problem {
        Problem::BelowBound { value, .. } => indicator.lower.is_none_or(|bound| *value >= bound),
        Problem::AboveBound { value, .. } => indicator.upper.is_none_or(|bound| *value <= bound),
        Problem::UnitMismatch { written, .. } => plain(written) == plain(&indicator.unit),
        Problem::TargetChanged { found, .. } => {
            target(indicator, amendment.now, amendment.year).is_some_and(|now| plain(&now) == plain(found))
        }
        Problem::LockedCellChanged { found, .. } => {
            let id = indicator.id.as_str();
            let last = amendment.year.previous().and_then(|last| amendment.now.value(id, ValueKind::Actual, Some(last)));
            let baseline = amendment.now.baseline_row(&indicator.id);
            let words = [indicator.name.clone(), indicator.unit.clone()];
            let figures = [last, baseline].into_iter().flatten().map(|row| stated(row, indicator));
            words.into_iter().chain(figures).any(|now| plain(&now) == plain(found))
        }
        _ => false,
    }
}

/// What changed, where a row that was not taken could be taken now.
#[expect(clippy::wildcard_enum_match_arm, reason = "only what contradicted the register can be settled by amending it")]
fn amended(finding: &Finding, indicator: &Indicator, amendment: Amendment<'_>) -> Option<Problem> {
    let bound = |bound: Option<Quantity>| bound.map_or_else(|| "なし".to_owned(), |bound| amount(bound, indicator));
    let (heading, before, after, reported) = match &finding.problem {
        Problem::BelowBound { value, bound: was, .. } => {
            ("下限", amount(*was, indicator), bound(indicator.lower), amount(*value, indicator))
        }
        Problem::AboveBound { value, bound: was, .. } => {
            ("上限", amount(*was, indicator), bound(indicator.upper), amount(*value, indicator))
        }
        Problem::UnitMismatch { written, registered } => ("単位", registered.clone(), written.clone(), String::new()),
        Problem::TargetChanged { registered, .. } => {
            let now = target(indicator, amendment.now, amendment.year)?;
            ("目標値", registered.clone(), now, String::new())
        }
        _ => return None,
    };
    Some(Problem::AmendedSince { heading: heading.to_owned(), before, after, reported })
}

/// What changed, where a row was only sent back by a rule that weighs less by now.
fn switched(finding: &Finding, amendment: Amendment<'_>) -> Option<Problem> {
    let (before, after) = (Weight::Error, lighter(finding, amendment)?);
    let heading = format!("検証規則（{}）", finding.problem.code());
    let label = |weight: Weight| weight.label(Lang::Ja).to_owned();
    Some(Problem::AmendedSince { heading, before: label(before), after: label(after), reported: String::new() })
}

/// Whether the same digits are another value since: unit, aggregation or stages were changed.
fn another_meaning(row: &AcceptedRow, value: Quantity, now: &Indicator, amendment: Amendment<'_>) -> Option<Finding> {
    let was = amendment.before.indicator(&row.indicator)?;
    let stages = |indicator: &Indicator| indicator.stages.join("、");
    let pairs = [
        ("単位", was.unit.clone(), now.unit.clone()),
        ("集計方法", was.aggregation.label().to_owned(), now.aggregation.label().to_owned()),
        ("段階", stages(was), stages(now)),
    ];
    let (heading, before, after) = pairs.into_iter().find(|(_, before, after)| plain(before) != plain(after))?;
    let reported = amount(value, was);
    let problem = Problem::AmendedSince { heading: heading.to_owned(), before, after, reported };
    Some(Finding::at(Place::cell(&row.sheet, row.cell), problem).about(&row.indicator))
}

/// The target in force, as a finding quotes it.
fn target(indicator: &Indicator, registry: &Registry, year: FiscalYear) -> Option<String> {
    let target = registry.target_in_force(&indicator.id, year)?;
    Some(target.value.map_or_else(|| target.row.text.clone(), |value| amount(value, indicator)))
}

fn stated(row: &RegisteredValue, indicator: &Indicator) -> String {
    row.value.map_or_else(|| row.text.clone(), |value| amount(value, indicator))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Case;
    use super::*;
    use crate::domain::{RuleSwitch, ValueState};

    /// Case and the row of k1 in force: 1,520 against a target of 1,500, last year 1,205.
    fn row(reason: &str) -> (Case, Held) {
        let mut case = Case::new();
        case.holds("k1", "1520", reason);
        let held = case.held.values().next().unwrap().clone();
        (case, held)
    }

    fn target(registry: &mut Registry, value: &str) {
        let year = registry.rounds[0].year;
        let row =
            registry.values.iter_mut().find(|row| row.subject == "k1" && row.kind == ValueKind::Target && row.year == Some(year)).unwrap();
        row.value = value.parse().ok();
    }

    fn again(case: &Case, held: &Held, told: &[Finding], change: impl FnOnce(&mut Registry)) -> Vec<&'static str> {
        let mut now = case.registry.clone();
        change(&mut now);
        let amendment =
            Amendment { before: &case.registry, now: &now, year: case.registry.rounds[0].year, received: "2025-06-10".parse().unwrap() };
        judged_again(held, told, amendment).iter().map(|finding| finding.problem.code()).collect()
    }

    fn finding(problem: Problem) -> Finding {
        Finding::at(Place::cell("入力", "I10".parse().unwrap()), problem).about(&"k1".parse().unwrap())
    }

    #[test]
    fn a_reason_is_asked_where_the_amended_target_is_missed_and_no_longer_where_it_is_met() {
        let (case, held) = row("");
        assert_eq!(again(&case, &held, &[], |_| ()), [""; 0]);
        assert_eq!(again(&case, &held, &[], |now| target(now, "99999")), ["V024"]);
        let (explained, held) = row("道路工事のため。");
        assert_eq!(again(&explained, &held, &[], |now| target(now, "99999")), [""; 0], "the reason is there");
        let (mut missed, held) = row("");
        target(&mut missed.registry, "99999");
        assert_eq!(again(&missed, &held, &[finding(Problem::ReasonMissing)], |now| target(now, "1")), [""; 0]);
        assert_eq!(again(&missed, &held, &[finding(Problem::ReasonMissing)], |_| ()), ["V024"], "what did not change stays");
    }

    #[test]
    fn bounds_and_units_ask_anew_and_other_findings_stay() {
        let (case, held) = row("");
        let late = finding(Problem::FormulaInText { heading: "出典".to_owned() });
        let change = |now: &mut Registry| now.indicators.get_mut(&"k1".parse().unwrap()).unwrap().upper = "1000".parse().ok();
        assert_eq!(again(&case, &held, std::slice::from_ref(&late), change), ["V026", "V010"]);
        let unit = |now: &mut Registry| now.indicators.get_mut(&"k1".parse().unwrap()).unwrap().unit = "千人".to_owned();
        assert_eq!(again(&case, &held, &[], unit), ["V035"]);
        let retired = |now: &mut Registry| now.indicators.get_mut(&"k1".parse().unwrap()).unwrap().retired = true;
        assert_eq!(again(&case, &held, &[late], retired), [""; 0], "nothing is asked about what is no longer asked");
        assert_eq!(held.row.state, ValueState::Confirmed);
    }

    #[test]
    fn a_rule_switched_since_weighs_as_the_register_says_now_and_sends_nothing_back_that_was_taken() {
        let (case, held) = row("");
        let switched = |weight: Weight, told: &[Finding]| -> Vec<(&'static str, Severity, bool)> {
            let mut now = case.registry.clone();
            let rule = |code: &str| RuleSwitch {
                rule: code.to_owned(),
                indicator: None,
                weight: Some(weight),
                threshold: "20".parse().ok(),
                from: None,
                until: None,
                reason: String::new(),
            };
            now.indicators.get_mut(&"k1".parse().unwrap()).unwrap().change_limit = None;
            now.rule_switches.push(rule("V014"));
            let amendment = Amendment {
                before: &case.registry,
                now: &now,
                year: case.registry.rounds[0].year,
                received: "2025-06-10".parse().unwrap(),
            };
            let again = judged_again(&held, told, amendment);
            again.iter().map(|finding| (finding.problem.code(), finding.severity(), finding.is_on_trial())).collect()
        };
        assert_eq!(switched(Weight::Query, &[]), [("V014", Severity::Query, false)], "26.1 % is beyond the new limit");
        assert_eq!(switched(Weight::Error, &[]), [("V014", Severity::Query, false)], "the row was taken");
        assert_eq!(switched(Weight::Notice, &[]), [("V014", Severity::Notice, false)]);
        assert_eq!(switched(Weight::Beta, &[]), [("V014", Severity::Notice, true)]);
        assert_eq!(switched(Weight::Off, &[]), []);
    }

    #[test]
    fn a_row_that_was_refused_for_its_bound_is_to_be_filed_again_once_the_bound_moved() {
        let (case, _) = row("");
        let (value, bound) = ("1520".parse().unwrap(), "1000".parse().unwrap());
        let told = [finding(Problem::AboveBound { value, bound, unit: "人".to_owned() })];
        let id: IndicatorId = "k1".parse().unwrap();
        let said = |upper: &str, told: &[Finding]| -> Vec<&'static str> {
            let mut now = case.registry.clone();
            now.indicators.get_mut(&id).unwrap().upper = upper.parse().ok();
            let amendment = Amendment {
                before: &case.registry,
                now: &now,
                year: case.registry.rounds[0].year,
                received: "2025-06-10".parse().unwrap(),
            };
            refused_before(told, &id, amendment).iter().map(|finding| finding.problem.code()).collect()
        };
        assert_eq!(said("2000", &told), ["V035"]);
        assert_eq!(said("1200", &told), ["V010"]);
        let mut lighter = case.registry.clone();
        lighter.rule_switches.push(RuleSwitch {
            rule: "V010".to_owned(),
            indicator: Some(id.clone()),
            weight: Some(Weight::Query),
            threshold: None,
            from: None,
            until: None,
            reason: String::new(),
        });
        lighter.indicators.get_mut(&id).unwrap().upper = "1000".parse().ok();
        let year = case.registry.rounds[0].year;
        let since = Amendment { before: &case.registry, now: &lighter, year, received: "2025-06-10".parse().unwrap() };
        let [again] = refused_before(&told, &id, since).try_into().unwrap();
        assert!(again.problem.message(Lang::Ja).contains("「要修正」から「要確認」"), "{}", again.problem.message(Lang::Ja));
        let both = [told[0].clone(), finding(Problem::NoCachedValue)];
        assert_eq!(said("2000", &both), ["V005"], "it has another fault");
    }
}
