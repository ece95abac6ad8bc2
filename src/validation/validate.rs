//! The pass over a return.

use super::identity::{Gate, gate};
use super::listing::listed;
use super::row::{Outcome, ReadEntry, check, in_force, kept};
use super::rows::sort;
use super::texts::printable;
use super::{Context, Validated};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{Department, Severity, Verdict};
use crate::extraction::{RawReturn, read_entry};
use crate::form::{Field, HeaderField};

/// Longest name of a person, in characters.
const NAME_MAX: usize = 100;

/// Checks a return against the frozen register. Never fails: what is wrong is a finding.
#[must_use]
pub fn validate(raw: &RawReturn, context: &Context<'_>) -> Validated {
    validate_with(raw, context, read_entry)
}

/// The same, with the reader of numbers given.
pub(super) fn validate_with(raw: &RawReturn, context: &Context<'_>, read: ReadEntry) -> Validated {
    let mut validated = Validated {
        verdict: Verdict::Returned,
        identity: raw.identity.clone(),
        author: name(raw, HeaderField::Author),
        checker: name(raw, HeaderField::Checker),
        rows: Vec::new(),
        texts: Vec::new(),
        rejected: Vec::new(),
        blank: Vec::new(),
        findings: raw.findings.clone(),
    };
    match gate(raw, context) {
        Gate::Shut(verdict, findings) => {
            validated.verdict = verdict;
            validated.findings.extend(findings);
        }
        Gate::Open { department, recorded, findings } => {
            validated.findings.extend(findings);
            if table_is_there(raw, context, &mut validated.findings) {
                check_rows(raw, context, department, read, &mut validated);
            }
            if !recorded {
                validated.rows.clear();
            }
            validated.verdict = verdict(&mut validated);
        }
    }
    validated.findings = listed(validated.findings);
    validated
}

/// A person's name as typed, on one line of a receipt.
fn name(raw: &RawReturn, field: HeaderField) -> String {
    printable(raw.header_text(field)).replace('\n', " ").chars().take(NAME_MAX).collect()
}

/// Whether the columns are there without which no row can be read. A missing one is named, if it was not yet.
fn table_is_there(raw: &RawReturn, context: &Context<'_>, findings: &mut Vec<Finding>) -> bool {
    if findings.iter().any(|finding| matches!(finding.problem, Problem::SheetMissing { .. })) {
        return false;
    }
    let has = |field: Field| raw.tables.iter().all(|table| table.columns.contains_key(&field));
    let mut lacking: Vec<Field> = [Field::Actual, Field::State].into_iter().filter(|field| !has(*field)).collect();
    if !has(Field::Number) && !has(Field::Indicator) {
        lacking.push(Field::Indicator);
    }
    for field in &lacking {
        let problem = Problem::HeadingMissing { heading: context.form.heading(*field).to_owned() };
        if !findings.iter().any(|finding| finding.problem == problem) {
            findings.push(Finding::at(Place::sheet(raw.sheet()), problem));
        }
    }
    lacking.is_empty()
}

fn check_rows(raw: &RawReturn, context: &Context<'_>, department: &Department, read: ReadEntry, validated: &mut Validated) {
    let sorted = sort(raw, context, department);
    validated.findings.extend(sorted.findings);
    for id in sorted.contradictory {
        if let Some(kept) = context.registry.indicator(&id).and_then(|indicator| kept(context, indicator)) {
            validated.findings.push(Finding::at(Place::sheet(raw.sheet()), kept).about(&id));
        }
        validated.rejected.push(id);
    }
    for located in sorted.rows {
        let id = &located.indicator.id;
        let (outcome, findings) = check(raw, located, context, read);
        validated.findings.extend(findings);
        match outcome {
            Outcome::Taken(row) => validated.rows.push(row),
            Outcome::Rejected => validated.rejected.push(id.clone()),
            Outcome::Blank => validated.blank.push(id.clone()),
        }
    }
    for id in sorted.missing {
        let owed = context.registry.indicator(&id).filter(|indicator| in_force(context, indicator).is_none());
        if let Some(indicator) = owed {
            let problem = Problem::RowMissing { name: indicator.name.clone() };
            validated.findings.push(Finding::at(Place::sheet(raw.sheet()), problem).about(&id));
        }
        validated.blank.push(id);
    }
}

/// The verdict that follows from rows and findings.
fn verdict(validated: &mut Validated) -> Verdict {
    let any = |severity| validated.findings.iter().any(|finding| finding.severity() == severity);
    match (any(Severity::Error), validated.rows.is_empty()) {
        (true, true) => Verdict::Returned,
        (true, false) => Verdict::PartlyAccepted,
        (false, false) if any(Severity::Query) => Verdict::AcceptedWithQueries,
        (false, false) => Verdict::Accepted,
        (false, true) => {
            // One sentence says it for all rows.
            validated.findings.retain(|finding| finding.problem != Problem::BlankActual);
            validated.findings.push(Finding::file(Problem::NothingEntered));
            Verdict::Returned
        }
    }
}
