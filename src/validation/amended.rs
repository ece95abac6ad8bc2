//! Returns received before the register was amended, judged again by the register in force: what is asked about them
//! follows the register, and the rows themselves stay as they were reported.

use super::plain::{amount, plain, says_something};
use super::row::{number, references};
use super::{AcceptedRow, Held};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{FiscalYear, Indicator, IndicatorId, Quantity, RegisteredValue, Registry, Severity, ValueKind};

/// The two registers between which something is judged again.
#[derive(Debug, Clone, Copy)]
pub struct Amendment<'a> {
    /// In force when the return was received.
    pub before: &'a Registry,
    /// In force now.
    pub now: &'a Registry,
    /// The year asked about.
    pub year: FiscalYear,
}

/// What is to be said of a row in force, in place of what its return was `told` about it. What both registers say alike
/// stays as it was told; only what the amendment changed comes or goes.
#[must_use]
pub fn judged_again(held: &Held, told: &[Finding], amendment: Amendment<'_>) -> Vec<Finding> {
    let id = &held.row.indicator;
    let Some(indicator) = amendment.now.indicator(id).filter(|indicator| !indicator.retired) else { return Vec::new() };
    let (was, is) = (of_number(held, told, amendment.before, amendment.year), of_number(held, told, amendment.now, amendment.year));
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
    found
}

/// What a register asks about the number of a row.
fn of_number(held: &Held, told: &[Finding], registry: &Registry, year: FiscalYear) -> Vec<Problem> {
    let (Some(value), Some(indicator)) = (held.row.value, registry.indicator(&held.row.indicator)) else { return Vec::new() };
    // A reason that did not explain what was asked then explains nothing now.
    let asked = told.iter().any(|finding| SURPRISES.contains(&finding.problem.code()));
    let explained = says_something(&held.row.reason) && !asked;
    let references = references(registry, year, indicator, None);
    let said = number(registry, year, indicator, (value, held.row.state), &references, explained, &held.row.reason);
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
    let (moot, mut stay): (Vec<&Finding>, Vec<&Finding>) = told.iter().partition(|finding| is_moot(finding, amendment));
    let still_wrong = stay.iter().any(|finding| finding.severity() == Severity::Error);
    if still_wrong {
        return stay.into_iter().cloned().collect();
    }
    // Why a target was missed is asked once the row is taken.
    stay.retain(|finding| finding.problem.code() != REASON);
    let again = moot.first().and_then(|finding| {
        let problem = amended(finding, indicator, amendment)?;
        Some(Finding { place: finding.place.clone(), indicator: finding.indicator.clone(), problem })
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
