//! Finding identity, header cells and the form's table in a grid.

use std::collections::{BTreeMap, BTreeSet};

use super::headings::{HeadingRow, Headings, rows_below};
use super::identity::{self, Part, is_example};
use super::labelled::{Labels, holds_something, raw};
use super::office_text::{key, trimmed};
use super::own;
use super::pasted::pasted;
use super::policy_sheet;
use super::stored::quoted;
use super::{Content, Grid, GridSheet, RawCell, RawReturn, RawRow, RawTable};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::CellRef;
use crate::form::{CellKind, Field, FormDeclaration, FormLayout};

/// Most unknown columns that are reported.
const UNKNOWN_COLUMNS_MAX: usize = 20;
/// Most sheet names that a finding lists, and their length.
const SHEET_NAMES_MAX: usize = 10;
const QUOTE_MAX: usize = 40;

/// Finds the returns of a workbook: identity, header cells, rows and texts of each. A workbook for two plans holds two
/// returns; it is never none, because what is no return of ours is one with its findings.
///
/// `forms` are all known forms. Identity that is missing or does not hold, a missing sheet or heading are findings.
#[must_use]
pub fn extract(grid: &Grid, forms: &[FormDeclaration]) -> Vec<RawReturn> {
    if identity::is_own_output(grid) {
        let mut found = RawReturn::empty();
        found.findings.push(Finding::file(Problem::OwnOutput));
        return vec![found];
    }
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

/// The sheets among which a return is looked for.
struct Reach<'a> {
    /// Its own.
    own: Vec<&'a GridSheet>,
    /// Those that people see and that say of themselves that they are no other return's.
    free: Vec<&'a GridSheet>,
    /// All that people see, for header cells that hold for the whole file.
    all: Vec<&'a GridSheet>,
}

impl<'a> Reach<'a> {
    fn of(grid: &'a Grid, part: &Part, parts: &[Part]) -> Self {
        let taken = |index: usize| parts.iter().any(|part| part.sheets.contains(&index));
        let seen = || grid.sheets.iter().enumerate().filter(|(_, sheet)| sheet.visible && !is_example(sheet));
        Self {
            own: part.sheets.iter().filter_map(|index| grid.sheets.get(*index)).collect(),
            free: seen().filter(|(index, _)| !taken(*index)).map(|(_, sheet)| sheet).collect(),
            all: seen().map(|(_, sheet)| sheet).collect(),
        }
    }

    fn sheets(&self) -> impl Iterator<Item = &'a GridSheet> + use<'a, '_> {
        self.own.iter().chain(&self.free).copied()
    }
}

/// The form by which a return is read: of those with its version, the one whose headings its sheets bear.
fn form_of<'a>(reach: &Reach<'_>, version: u16, forms: &'a [FormDeclaration]) -> Option<&'a FormDeclaration> {
    let fitness = |form: &FormDeclaration| {
        let headings = Headings::new(form);
        let found = reach.sheets().filter_map(|sheet| headings.find(sheet)).map(|head| head.columns.len()).max();
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
    let Some((sheet, head)) = find_table(reach, form, &headings) else {
        found.findings.push(sheet_missing(reach, form));
        return;
    };
    let lacks = head.lacks();
    for field in &lacks {
        let problem = Problem::HeadingMissing { heading: form.heading(*field).to_owned() };
        found.findings.push(Finding::at(Place::sheet(&sheet.name), problem));
    }
    header(found, reach, form, &[(sheet, head.row)]);
    if head.suffices() {
        found.rows = rows(sheet, form, &headings, &head);
        // Where an essential heading is missing, entries without a heading only repeat that.
        if lacks.is_empty() {
            found.findings.extend(unknown_columns(sheet, &headings, &head));
        }
    }
    found.tables.push(RawTable { sheet: sheet.name.clone(), columns: head.columns });
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

/// The form's sheet by its name, else a sheet with the form's headings.
fn find_table<'a>(reach: &Reach<'a>, form: &FormDeclaration, headings: &Headings) -> Option<(&'a GridSheet, HeadingRow)> {
    let name = key(&form.sheet);
    let named = reach.sheets().find(|sheet| key(&sheet.name) == name);
    let table = |sheet: &'a GridSheet| headings.find(sheet).map(|head| (sheet, head));
    let likely = named.and_then(table);
    if likely.as_ref().is_some_and(|(_, head)| head.suffices()) {
        return likely;
    }
    let others = reach.sheets().enumerate().filter_map(|(index, sheet)| table(sheet).map(|(sheet, head)| (index, sheet, head)));
    let best = others.filter(|(.., head)| head.suffices()).max_by_key(|(index, sheet, head)| {
        (*index < reach.own.len(), rows_below(sheet, headings, head).count(), std::cmp::Reverse(*index))
    });
    best.map(|(_, sheet, head)| (sheet, head)).or(likely).or_else(|| named.map(|sheet| (sheet, HeadingRow::default())))
}

fn rows(sheet: &GridSheet, form: &FormDeclaration, headings: &Headings, head: &HeadingRow) -> Vec<RawRow> {
    let fields: BTreeMap<u16, Field> = head.columns.iter().map(|(field, column)| (*column, *field)).collect();
    let long = |field: Field| form.column(field).is_some_and(|column| column.kind == CellKind::LongText);
    let row = |cells: &[super::GridCell]| {
        let meant = cells.iter().filter(|cell| holds_something(cell)).filter_map(|cell| Some((*fields.get(&cell.at.column())?, cell)));
        let read = |cell: &super::GridCell, field: Field| {
            if let (Content::Text(text), true) = (&cell.content, long(field)) {
                RawCell { content: Content::Text(pasted(text)), ..raw(cell) }
            } else {
                raw(cell)
            }
        };
        let cells_by_field = meant.map(|(field, cell)| (field, read(cell, field))).collect();
        RawRow { table: 0, row: cells.first().map_or(0, |cell| cell.at.row()), cells: cells_by_field }
    };
    rows_below(sheet, headings, head).map(row).filter(|row| !row.cells.is_empty()).collect()
}

/// Columns that the form does not have, with something typed in a row of the table.
fn unknown_columns(sheet: &GridSheet, headings: &Headings, head: &HeadingRow) -> Vec<Finding> {
    let known: BTreeSet<u16> = head.columns.values().copied().collect();
    let mut first_entry: BTreeMap<u16, CellRef> = BTreeMap::new();
    for cells in rows_below(sheet, headings, head) {
        if !cells.iter().any(|cell| known.contains(&cell.at.column()) && holds_something(cell)) {
            continue;
        }
        // A formula beside the table is somebody's help for calculating, not an entry.
        let typed = cells.iter().filter(|cell| cell.formula.is_none() && holds_something(cell));
        for cell in typed.filter(|cell| !known.contains(&cell.at.column())) {
            first_entry.entry(cell.at.column()).or_insert(cell.at);
        }
    }
    let finding = |(column, at): (&u16, &CellRef)| {
        let heading = CellRef::new(head.row, u32::from(*column)).and_then(|at| sheet.get(at));
        let heading = heading.map(|cell| quoted(trimmed(cell.content.text()), QUOTE_MAX)).filter(|text| !text.is_empty());
        let heading = heading.unwrap_or_else(|| at.column_letters());
        Finding::at(Place::cell(&sheet.name, *at), Problem::ColumnUnknown { heading })
    };
    first_entry.iter().take(UNKNOWN_COLUMNS_MAX).map(finding).collect()
}

#[cfg(test)]
mod tests;
