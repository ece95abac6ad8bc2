//! A return in the office's own workbook: found by the same declaration by which it was issued.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{FoundCell, FoundTable, Merges, find_cell, find_tables};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{CellRef, FiscalYear, FormIdentity};
use crate::extraction::headings::Headings;
use crate::extraction::labelled::{holds_something, raw};
use crate::extraction::office_text::{folded, trimmed};
use crate::extraction::pasted::pasted;
use crate::extraction::raw_return::OwnIdentity;
use crate::extraction::{Content, Grid, GridCell, GridSheet, RawCell, RawReturn, RawRow, RawTable};
use crate::form::own::{CellRole, OwnCell, OwnColumn, OwnForm, year_texts};
use crate::form::{CellKind, Field, FormDeclaration, HeaderField};

/// How far behind its label a value may stand.
const REACH_COLUMNS: u16 = 8;

/// The forms that are the program's own.
pub(in crate::extraction) fn without_own(forms: &[FormDeclaration]) -> Cow<'_, [FormDeclaration]> {
    if forms.iter().any(|form| form.own.is_some()) {
        Cow::Owned(forms.iter().filter(|form| form.own.is_none()).cloned().collect())
    } else {
        Cow::Borrowed(forms)
    }
}

/// The return, where the workbook is one that the office declared. `ours` says whether it bears an identity of a form of
/// the program's.
pub(in crate::extraction) fn read(grid: &Grid, forms: &[FormDeclaration], ours: bool) -> Option<RawReturn> {
    let own = forms.iter().filter_map(|form| Some((form, form.own.as_ref()?)));
    let found = own.filter_map(|(form, own)| {
        let tables = tables(grid, form, own);
        let score = tables.iter().map(|table| share(table.columns.iter().flatten().count(), form)).max()?;
        Some((form, own, tables, score))
    });
    // Of two that fit as well, the newer version.
    let (form, own, tables, score) = found.max_by_key(|(form, _, _, score)| (*score, form.version))?;
    let of_the_program = forms.iter().filter(|form| form.own.is_none()).map(|form| {
        let headings = Headings::new(form);
        let widths = grid.sheets.iter().filter(|sheet| sheet.visible).filter_map(|sheet| headings.find(sheet));
        widths.map(|head| share(head.columns.len(), form)).max().unwrap_or(0)
    });
    if ours && of_the_program.max().unwrap_or(0) >= score {
        return None;
    }
    Some(returned(grid, form, own, &tables))
}

/// How much of a form is there, in percent.
fn share(found: usize, form: &FormDeclaration) -> usize {
    found.saturating_mul(100).checked_div(form.columns.len()).unwrap_or(0)
}

fn tables(grid: &Grid, form: &FormDeclaration, own: &OwnForm) -> Vec<FoundTable> {
    let places = |fields: &[Field]| -> Vec<usize> {
        form.columns.iter().enumerate().filter(|(_, column)| fields.contains(&column.field)).map(|(place, _)| place).collect()
    };
    let columns: Vec<&OwnColumn> = own.columns.iter().collect();
    let (names, needed) = (places(&[Field::Number, Field::Indicator]), places(&[Field::Actual]));
    find_tables(grid, &Merges::new(), &own.table, &columns, &names, &needed).tables
}

fn returned(grid: &Grid, form: &FormDeclaration, own: &OwnForm, tables: &[FoundTable]) -> RawReturn {
    let mut found = RawReturn::empty();
    let cells: Vec<(&OwnCell, FoundCell)> =
        own.cells.iter().filter_map(|cell| Some((cell, find_cell(grid, &Merges::new(), &cell.place).0?))).collect();
    let mut identity = OwnIdentity { form: form.name.clone(), version: form.version, ..OwnIdentity::default() };
    let holding = |table: &&FoundTable| table.rows(grid).next().is_some();
    let latest = tables.iter().filter(holding).filter_map(|table| table.year).max();
    identity.year = latest.or_else(|| tables.iter().find_map(|table| table.year));
    for (cell, at) in &cells {
        let Some(sheet) = grid.sheets.get(at.sheet) else { continue };
        let value = value(sheet, cell, at, &cells);
        match (cell.role, &value) {
            (CellRole::Department, Some(value)) => trimmed(value.content.text()).clone_into(&mut identity.department),
            (CellRole::Year, Some(value)) => identity.year = year_of(value).or(identity.year),
            _ => {}
        }
        if let (Some(field), Some(value)) = (cell.role.field(), value) {
            found.header.insert(field, value);
            found.header_sheets.insert(field, sheet.name.clone());
        }
    }
    let printed = found.header.get(&HeaderField::Identity).map(|cell| folded(trimmed(cell.content.text())));
    found.identity = printed.as_deref().and_then(|text| text.parse::<FormIdentity>().ok());
    if let (Some(text), None) = (printed, &found.identity) {
        found.findings.push(Finding::file(Problem::IdentityAltered { text }));
    }
    found.own = Some(identity);
    filing_state(&mut found, own, tables, grid);
    // A workbook that has a sheet for each year answers with the latest that holds anything.
    for table in tables {
        match (table.year, latest) {
            (Some(year), Some(latest)) if year != latest => found.findings.extend(other_year(grid, table, year, latest)),
            _ => add_table(&mut found, grid, form, table),
        }
    }
    found
}

/// A table of another year, where it holds anything: it is not read.
fn other_year(grid: &Grid, table: &FoundTable, year: FiscalYear, latest: FiscalYear) -> Option<Finding> {
    let sheet = grid.sheets.get(table.sheet).filter(|_| table.rows(grid).next().is_some())?;
    let problem = Problem::OtherRoundsSheet { found: year.label(), expected: latest.label() };
    Some(Finding::at(Place::sheet(&sheet.name), problem))
}

/// A workbook that has no 提出区分 is filed by being put into the folder.
fn filing_state(found: &mut RawReturn, own: &OwnForm, tables: &[FoundTable], grid: &Grid) {
    let declared = own.cell(CellRole::FilingState);
    let there = declared.is_some_and(|cell| find_cell(grid, &Merges::new(), &cell.place).0.is_some());
    let (Some(table), false) = (tables.first(), there) else { return };
    let name = grid.sheets.get(table.sheet).map(|sheet| sheet.name.clone()).unwrap_or_default();
    if let Some(cell) = declared {
        let problem = Problem::HeadingMissing { heading: cell.place.wanted().to_owned() };
        found.findings.push(Finding::at(Place::sheet(&name), problem));
    }
    if let Some(at) = CellRef::new(0, 0) {
        let filed = RawCell { at, content: Content::Text("提出".to_owned()), percent: false, formula: None };
        found.header.insert(HeaderField::FilingState, filed);
        found.header_sheets.insert(HeaderField::FilingState, name);
    }
}

/// What stands in a declared cell: where it was declared, else the next thing behind its label.
fn value(sheet: &GridSheet, cell: &OwnCell, at: &FoundCell, all: &[(&OwnCell, FoundCell)]) -> Option<RawCell> {
    if let Some(label) = sheet.get(at.label).filter(|_| cell.place.label.is_some())
        && let Some(value) = behind_colon(label)
    {
        return Some(value);
    }
    let declared = sheet.get(at.at).filter(|_| !cell.place.is_within()).filter(|cell| holds_something(cell));
    if declared.is_some() || cell.place.name.is_some() || cell.place.is_within() || cell.place.down.is_some_and(|down| down > 0) {
        return declared.map(raw);
    }
    let first = sheet.cells.partition_point(|cell| cell.at <= at.label);
    let reach = at.label.column().saturating_add(REACH_COLUMNS);
    let mut right = sheet.cells.iter().skip(first).take_while(|cell| cell.at.row() == at.label.row() && cell.at.column() <= reach);
    let is_label = |cell: &&GridCell| all.iter().any(|(_, other)| other.sheet == at.sheet && other.label == cell.at);
    right.find(|cell| holds_something(cell)).filter(|cell| !is_label(cell)).map(raw)
}

/// `部課名：観光政策課` in one cell.
fn behind_colon(label: &GridCell) -> Option<RawCell> {
    let (_, value) = label.content.text().split_once(['：', ':'])?;
    let value = trimmed(value);
    (!value.is_empty()).then(|| RawCell { content: Content::Text(value.to_owned()), percent: false, ..raw(label) })
}

fn year_of(cell: &RawCell) -> Option<FiscalYear> {
    year_texts(cell.content.text()).first().map(|found| found.year)
}

fn add_table(found: &mut RawReturn, grid: &Grid, form: &FormDeclaration, table: &FoundTable) {
    let Some(sheet) = grid.sheets.get(table.sheet) else { return };
    let place = found.tables.len();
    let mut columns: BTreeMap<Field, u16> = BTreeMap::new();
    for (declared, at) in form.columns.iter().zip(&table.columns) {
        match at {
            Some(at) => {
                columns.insert(declared.field, at.column());
            }
            None if declared.input => {
                let problem = Problem::HeadingMissing { heading: declared.heading.clone() };
                found.findings.push(Finding::at(Place::sheet(&sheet.name), problem));
            }
            None => {}
        }
    }
    let fields: BTreeMap<u16, (Field, CellKind)> =
        form.columns.iter().filter_map(|declared| Some((*columns.get(&declared.field)?, (declared.field, declared.kind)))).collect();
    for cells in table.rows(grid) {
        let meant = cells.iter().filter(|cell| holds_something(cell));
        let by_field: BTreeMap<Field, RawCell> =
            meant.filter_map(|cell| fields.get(&cell.at.column()).map(|(field, kind)| (*field, read_cell(cell, *kind)))).collect();
        // A row without a name is the workbook's own: a sum, a line for a seal, an empty row with a formula.
        if by_field.contains_key(&Field::Number) || by_field.contains_key(&Field::Indicator) {
            let row = cells.first().map_or(0, |cell| cell.at.row());
            found.rows.push(RawRow { table: place, row, cells: by_field });
        }
    }
    found.tables.push(RawTable { sheet: sheet.name.clone(), columns });
}

fn read_cell(cell: &GridCell, kind: CellKind) -> RawCell {
    if let (Content::Text(text), CellKind::LongText) = (&cell.content, kind) {
        RawCell { content: Content::Text(pasted(text)), ..raw(cell) }
    } else {
        raw(cell)
    }
}
