//! The pass over a return.

use super::identity::{Gate, gate};
use super::listing::listed;
use super::narrative::{is_printed, texts_of};
use super::parts::contradictions;
use super::row::{Outcome, ReadEntry, check, in_force, kept};
use super::rows::sort;
use super::texts::printable;
use super::weighing::{Weighing, apart};
use super::{Context, Validated, dates};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{Department, Severity, Verdict};
use crate::extraction::{RawReturn, RawTable, read_entry};
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
        on_trial: Vec::new(),
    };
    match gate(raw, context) {
        Gate::Shut(verdict, findings) => {
            validated.verdict = verdict;
            // What a heading was read as is not told beside why it cannot be.
            let heading = |place: &Place| findings.iter().any(|f| f.place == *place && matches!(f.problem, Problem::HeadingNearest { .. }));
            validated.findings.retain(|finding| !heading(&finding.place));
            validated.findings.extend(findings);
        }
        Gate::Open { department, recorded, findings } => {
            validated.findings.extend(findings);
            validated.findings.extend(checked_on(raw));
            if table_is_there(raw, context, &mut validated.findings) {
                check_rows(raw, context, department, read, &mut validated);
                let (texts, findings) = texts_of(raw, context, department, &validated.rows);
                validated.texts = texts;
                let weighing = Weighing::of(context);
                validated.findings.extend(findings.into_iter().filter_map(|finding| weighing.weigh(finding)));
            }
            if !recorded {
                validated.rows.clear();
                validated.texts.clear();
            }
            validated.verdict = verdict(&mut validated, context);
        }
    }
    let (told, on_trial) = apart(validated.findings);
    (validated.findings, validated.on_trial) = (listed(told), listed(on_trial));
    validated
}

/// 確認日, where it was written as another day than it seems, or as none.
fn checked_on(raw: &RawReturn) -> Option<Finding> {
    let cell = raw.header.get(&HeaderField::CheckedOn)?;
    let (_, told) = dates::day(cell, printable(cell.content.text()));
    told.map(|problem| Finding::at(Place::cell(raw.header_sheet(HeaderField::CheckedOn), cell.at), problem))
}

/// A person's name as typed, on one line of a receipt.
fn name(raw: &RawReturn, field: HeaderField) -> String {
    printable(raw.header_text(field)).replace('\n', " ").chars().take(NAME_MAX).collect()
}

/// Whether there is a table that can be read. Of a table without a column that every row needs, the missing one is named
/// (if it was not yet) and no row is read; the other tables are.
fn table_is_there(raw: &RawReturn, context: &Context<'_>, findings: &mut Vec<Finding>) -> bool {
    if findings.iter().any(|finding| matches!(finding.problem, Problem::SheetMissing { .. })) {
        return false;
    }
    let mut readable = raw.tables.is_empty();
    for table in &raw.tables {
        let lacking = lacking(table, context);
        readable |= lacking.is_empty();
        for field in lacking {
            let problem = Problem::HeadingMissing { heading: context.form.heading(field).to_owned() };
            let place = Place::sheet(&table.sheet);
            let nearest = |finding: &Finding| matches!(&finding.problem, Problem::HeadingNearest { heading, .. } if heading == context.form.heading(field));
            let named = |finding: &Finding| finding.problem == problem || nearest(finding);
            if !findings.iter().any(|finding| named(finding) && (raw.tables.len() == 1 || finding.place.sheet == place.sheet)) {
                findings.push(Finding::at(place, problem));
            }
        }
    }
    readable
}

/// Columns without which no row of a table can be read.
pub(super) fn lacking(table: &RawTable, context: &Context<'_>) -> Vec<Field> {
    // A workbook of the office's own may do without 値の区分: what is a number is one that holds.
    let has = |field: &Field| table.columns.contains_key(field) || (*field == Field::State && context.form.column(*field).is_none());
    let mut lacking: Vec<Field> = [Field::Actual, Field::State].into_iter().filter(|field| !has(field)).collect();
    if !has(&Field::Number) && !has(&Field::Indicator) {
        lacking.push(Field::Indicator);
    }
    lacking
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
        // What was noticed about one of its cells before anybody knew whose row it is.
        let sheet = raw.sheet_of(located.row);
        let of_row = |place: &Place| place.sheet.as_deref() == Some(sheet) && place.cell.is_some_and(|cell| cell.row() == located.row.row);
        for finding in validated.findings.iter_mut().filter(|finding| finding.indicator.is_none() && of_row(&finding.place)) {
            finding.indicator = Some(id.clone());
        }
        let (outcome, findings) = check(raw, located, &department.id, context, read);
        validated.findings.extend(findings);
        match outcome {
            Outcome::Taken(row) => validated.rows.push(row),
            Outcome::Rejected => validated.rejected.push(id.clone()),
            Outcome::Blank => validated.blank.push(id.clone()),
        }
    }
    for finding in contradictions(&validated.rows, context) {
        let refused = finding.indicator.as_ref().filter(|_| finding.severity() == Severity::Error);
        if let Some(indicator) = refused.and_then(|id| context.registry.indicator(id)) {
            validated.rows.retain(|row| row.indicator != indicator.id);
            validated.rejected.push(indicator.id.clone());
            let earlier = kept(context, indicator).map(|kept| Finding::at(finding.place.clone(), kept).about(&indicator.id));
            validated.findings.extend(earlier);
        }
        validated.findings.push(finding);
    }
    // What another plan's sheet asks is not missed here.
    for id in sorted.missing.into_iter().filter(|id| !context.elsewhere.contains(id)) {
        // What is in force is not asked again.
        let owed = context.registry.indicator(&id).filter(|indicator| in_force(context, indicator).is_none());
        if let Some(indicator) = owed {
            let problem = Problem::RowMissing { name: indicator.name.clone() };
            validated.findings.push(Finding::at(Place::sheet(raw.sheet()), problem).about(&id));
        }
        validated.blank.push(id);
    }
}

/// The verdict that follows from rows and findings.
fn verdict(validated: &mut Validated, context: &Context<'_>) -> Verdict {
    // What the form printed and nobody touched is nothing that was entered.
    let nothing = validated.rows.is_empty() && validated.texts.iter().all(|text| is_printed(text, context));
    let any = |severity| validated.findings.iter().any(|finding| finding.severity() == severity);
    match (any(Severity::Error), nothing) {
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
