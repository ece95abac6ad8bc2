//! Findings of returns that were received before the register was amended, as the register in force sees them.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::Desk;
use crate::diagnostic::Finding;
use crate::domain::{DepartmentId, IndicatorId, Superseded};
use crate::store::StoredFinding;
use crate::validation::{Amendment, Held, judged_again, refused_before};

/// A row of a return: 受付番号 and indicator.
type Row = (String, IndicatorId);

/// What the returns would be told now. `received` says when each was received, by 受付番号.
pub(super) fn rejudged(desk: &Desk, stored: Vec<StoredFinding>, answers: &[Held], received: &BTreeMap<&str, &str>) -> Vec<StoredFinding> {
    if desk.earlier.is_empty() {
        return stored;
    }
    let before = |number: &str| received.get(number).and_then(|at| in_force_then(&desk.earlier, at));
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
        let findings = judged_again(held, &findings(earlier), amendment(desk, version));
        kept.extend(again(reports_now(desk, department, &row.1), &held.number, &held.file, findings));
        seen.insert(row);
    }
    for ((number, indicator), earlier) in &told {
        let (Some(version), Some(first)) = (before(number), earlier.first()) else { continue };
        if seen.contains(&(number.clone(), indicator.clone())) {
            continue;
        }
        let now = refused_before(&findings(earlier), indicator, amendment(desk, version));
        let whose = earlier.iter().find_map(|stored| stored.department.as_ref());
        kept.extend(
            whose.into_iter().flat_map(|department| again(reports_now(desk, department, indicator), number, &first.file, now.clone())),
        );
    }
    kept
}

fn amendment<'a>(desk: &'a Desk, version: &'a Superseded) -> Amendment<'a> {
    Amendment { before: &version.registry, now: &desk.registry, year: desk.round.year }
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
