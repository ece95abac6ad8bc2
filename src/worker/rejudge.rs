//! Findings of returns that were received before the register was amended, as the register in force sees them.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::Desk;
use crate::consolidation::SubmissionSummary;
use crate::diagnostic::Finding;
use crate::domain::{DepartmentId, IndicatorId, Severity, Superseded};
use crate::store::StoredFinding;
use crate::validation::{Amendment, Held, judged_again, refused_before};

/// A row of a return: 受付番号 and indicator.
type Row = (String, IndicatorId);

/// What the returns would be told now; what each of them counts (`submissions`, in order of receipt) follows.
pub(super) fn rejudged(
    desk: &Desk,
    stored: Vec<StoredFinding>,
    answers: &[Held],
    submissions: &mut [SubmissionSummary],
) -> Vec<StoredFinding> {
    if desk.earlier.is_empty() {
        return stored;
    }
    let received: BTreeMap<&str, &str> = submissions.iter().map(|known| (known.number.as_str(), known.received_at.as_str())).collect();
    let now = told_now(desk, stored, answers, &received);
    for submission in submissions.iter_mut().filter(|submission| in_force_then(&desk.earlier, &submission.received_at).is_some()) {
        let own = || now.iter().filter(|stored| stored.number == submission.number && stored.department == submission.department);
        let weighing = |severity| own().filter(move |stored| stored.finding.severity() == severity);
        let errors: BTreeSet<&IndicatorId> = weighing(Severity::Error).filter_map(|stored| stored.finding.indicator.as_ref()).collect();
        let (error_count, query_count) = (weighing(Severity::Error).count(), weighing(Severity::Query).count());
        // What was refused only by the register of the day is owed again, and no longer to be corrected.
        let told: BTreeSet<&IndicatorId> = own().filter_map(|stored| stored.finding.indicator.as_ref()).collect();
        submission.rejected.retain(|id| errors.contains(id) || !told.contains(id));
        (submission.errors, submission.queries) = (error_count, query_count);
    }
    now
}

fn told_now(desk: &Desk, stored: Vec<StoredFinding>, answers: &[Held], received: &BTreeMap<&str, &str>) -> Vec<StoredFinding> {
    let before = |number: &str| received.get(number).and_then(|at| in_force_then(&desk.earlier, at));
    let at = |number: &str| received.get(number).copied().unwrap_or_default();
    let (mut kept, mut told): (Vec<StoredFinding>, BTreeMap<Row, Vec<StoredFinding>>) = (Vec::new(), BTreeMap::new());
    for stored in stored {
        match stored.finding.indicator.clone().filter(|_| before(&stored.number).is_some()) {
            Some(indicator) => told.entry((stored.number.clone(), indicator)).or_default().push(stored),
            None => kept.push(stored),
        }
    }
    let mut seen: BTreeSet<Row> = BTreeSet::new();
    for held in answers {
        let (Some(version), Some(department)) = (before(&held.number), held.department.as_ref()) else { continue };
        let row = (held.number.clone(), held.row.indicator.clone());
        let earlier = told.get(&row).map_or(&[][..], Vec::as_slice);
        let findings = judged_again(held, &findings(earlier), amendment(desk, version, at(&held.number)));
        kept.extend(again(reports_now(desk, department, &row.1), &held.number, &held.file, findings));
        seen.insert(row);
    }
    for ((number, indicator), earlier) in &told {
        let (Some(version), Some(first)) = (before(number), earlier.first()) else { continue };
        if seen.contains(&(number.clone(), indicator.clone())) {
            continue;
        }
        let now = refused_before(&findings(earlier), indicator, amendment(desk, version, at(number)));
        let whose = earlier.iter().find_map(|stored| stored.department.as_ref());
        kept.extend(
            whose.into_iter().flat_map(|department| again(reports_now(desk, department, indicator), number, &first.file, now.clone())),
        );
    }
    kept
}

/// The amendment since a return was received at this moment.
fn amendment<'a>(desk: &'a Desk, version: &'a Superseded, received: &str) -> Amendment<'a> {
    let received = received.get(..10).and_then(|day| day.parse().ok()).unwrap_or(desk.dues.today);
    Amendment { before: &version.registry, now: &desk.registry, year: desk.round.year, received }
}

/// The register by which a return was judged that was received at this moment; `None` where it is the one in force.
fn in_force_then<'a>(earlier: &'a [Superseded], received: &str) -> Option<&'a Superseded> {
    earlier.iter().find(|version| received <= version.until.as_str())
}

/// Who is asked about an indicator that `department` reported: itself, or whoever leads it since it was moved.
fn reports_now<'a>(desk: &'a Desk, department: &'a DepartmentId, indicator: &IndicatorId) -> &'a DepartmentId {
    let asked = || desk.ledger.obligations.iter().filter(|obligation| &obligation.indicator == indicator);
    let still = asked().any(|obligation| {
        let registered = desk.registry.department(&obligation.department);
        &obligation.department == department || registered.and_then(|known| known.successor.as_ref()) == Some(department)
    });
    let lead = asked().find(|obligation| obligation.lead);
    lead.filter(|_| !still).map_or(department, |lead| &lead.department)
}

fn findings(stored: &[StoredFinding]) -> Vec<Finding> {
    stored.iter().map(|stored| stored.finding.clone()).collect()
}

fn again(department: &DepartmentId, number: &str, file: &str, findings: Vec<Finding>) -> Vec<StoredFinding> {
    let stored =
        |finding| StoredFinding { department: Some(department.clone()), number: number.to_owned(), file: file.to_owned(), finding };
    findings.into_iter().map(stored).collect()
}
