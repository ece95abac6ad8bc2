//! Finding identity, header cells and the form's table in a grid.

use super::headings::Headings;
use super::identity::{self, Part};
use super::labelled::Labels;
use super::own;
use super::own_marks::without_marks;
use super::reach::Reach;
use super::stored::quoted;
use super::{Grid, GridSheet, RawReturn};
use super::{policy_sheet, tables};
use crate::diagnostic::{Finding, Problem};
use crate::form::{FormDeclaration, FormLayout};

/// Most sheet names that a finding lists, and their length.
const SHEET_NAMES_MAX: usize = 10;
const QUOTE_MAX: usize = 40;

/// Finds the returns of a workbook: identity, header cells, rows and texts of each. A workbook for two plans, or with the
/// sheets of two departments, holds two returns; it is never none, because what is no return of ours is one with its findings.
///
/// `forms` are all known forms. Identity that is missing or does not hold, a missing sheet or heading are findings.
#[must_use]
pub fn extract(grid: &Grid, forms: &[FormDeclaration]) -> Vec<RawReturn> {
    if identity::is_own_output(grid) {
        let mut found = RawReturn::empty();
        found.findings.push(Finding::file(Problem::OwnOutput));
        return vec![found];
    }
    let grid = &*without_marks(grid);
    let programs = own::without_own(forms);
    let parts = identity::parts(grid, &programs);
    if let Some(mut found) = own::read(grid, forms, parts.iter().any(|part| part.identity.is_some())) {
        found.findings.splice(0..0, in_the_file(grid));
        return vec![found];
    }
    let forms: &[FormDeclaration] = &programs;
    let one = |part: &Part| {
        let mut found = RawReturn { identity: part.identity.clone(), ..RawReturn::empty() };
        found.findings.extend(in_the_file(grid));
        found.findings.extend(part.finding.clone());
        // Of a workbook that is not known to be ours, nothing else is worth saying.
        if let Some(identity) = &part.identity {
            let reach = Reach::of(grid, part, &parts);
            match form_of(&reach, identity.version, forms) {
                Some(form) if form.layout == FormLayout::Evaluation => fill_by_policy(&mut found, &reach, form),
                Some(form) => fill(&mut found, &reach, form),
                None => {}
            }
        }
        found
    };
    parts.iter().map(one).collect()
}

/// What is said of a file whatever stands in it.
fn in_the_file(grid: &Grid) -> Vec<Finding> {
    let macros = grid.macros.then(|| Finding::file(Problem::HasMacros));
    macros.into_iter().chain(grid.external_links.then(|| Finding::file(Problem::HasLinks))).collect()
}

/// The form by which a return is read: of those with its version, the one whose headings its sheets bear.
fn form_of<'a>(reach: &Reach<'_>, version: u16, forms: &'a [FormDeclaration]) -> Option<&'a FormDeclaration> {
    let fitness = |form: &FormDeclaration| {
        let headings = Headings::new(form);
        let found =
            reach.sheets().chain(reach.unseen.iter().copied()).filter_map(|sheet| headings.find(sheet)).map(|head| head.declared()).max();
        found.unwrap_or(0).saturating_mul(100).checked_div(form.columns.len()).unwrap_or(0)
    };
    let mut candidates: Vec<&FormDeclaration> = forms.iter().filter(|form| form.version == version).collect();
    if candidates.is_empty() {
        candidates.extend(forms);
    }
    // Of two that fit as well, the one that was named first.
    candidates.into_iter().rev().max_by_key(|form| fitness(form))
}

/// An evaluation form: each sheet with a policy's table or texts.
fn fill_by_policy(found: &mut RawReturn, reach: &Reach<'_>, form: &FormDeclaration) {
    let headings = Headings::new(form);
    let read: Vec<bool> = reach.sheets().map(|sheet| policy_sheet::read(found, sheet, form, &headings)).collect();
    if !read.contains(&true) {
        found.findings.push(sheet_missing(reach, form));
    }
    header(found, reach, form, &[]);
}

fn sheet_missing(reach: &Reach<'_>, form: &FormDeclaration) -> Finding {
    let names = reach.all.iter().take(SHEET_NAMES_MAX).map(|sheet| quoted(&sheet.name, QUOTE_MAX)).collect();
    Finding::file(Problem::SheetMissing { sheet: form.sheet.clone(), found: names })
}

fn fill(found: &mut RawReturn, reach: &Reach<'_>, form: &FormDeclaration) {
    let headings = Headings::new(form);
    let tables = tables::find(reach, form, &headings);
    if tables.read.is_empty() {
        found.findings.push(sheet_missing(reach, form));
        return;
    }
    let heads: Vec<(&GridSheet, u32)> = tables.read.iter().map(|table| (table.sheet, table.head.top)).collect();
    header(found, reach, form, &heads);
    tables.read(found, form, &headings);
}

/// Header cells: from the return's own tables' sheets, else from the first sheet that has them. They hold for all
/// returns of the file.
fn header(found: &mut RawReturn, reach: &Reach<'_>, form: &FormDeclaration, tables: &[(&GridSheet, u32)]) {
    let labels = Labels::new(&form.header);
    let own = tables.iter().map(|(sheet, row)| (*sheet, *row));
    let is_table = |sheet: &GridSheet| tables.iter().any(|(table, _)| table.name == sheet.name);
    let others = reach.own.iter().chain(&reach.all).filter(|sheet| !is_table(sheet)).map(|sheet| (*sheet, u32::MAX));
    let places: Vec<(&GridSheet, u32)> = own.chain(others).collect();
    for (index, cell) in form.header.iter().enumerate() {
        let value = places.iter().find_map(|(sheet, end)| labels.value(sheet, *end, index).map(|value| (sheet, value)));
        if let Some((sheet, value)) = value {
            found.header.insert(cell.field, value);
            found.header_sheets.insert(cell.field, sheet.name.clone());
        }
    }
}

#[cfg(test)]
mod tests;
