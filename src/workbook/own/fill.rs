//! A form's workbook, filled in for one department.

use super::cells::Cells;
use super::look::{Look, distance};
use crate::diagnostic::{Finding, OwnProblem, Problem};
use crate::domain::{CellRef, FiscalYear, Registry, civil_date_ja};
use crate::extraction::Grid;
use crate::extraction::own::{FoundTable, Merges};
use crate::form::own::{CellRole, OwnForm, OwnRows, has_year_place, year_texts};
use crate::form::{BlankForm, BlankRow, Field, FormDeclaration, Printed, fill_in};
use crate::workbook::patch::{NewContent, PatchError};

/// A filled workbook.
#[derive(Debug, Clone)]
pub struct Filled {
    /// Its bytes.
    pub book: Vec<u8>,
    /// What could not be filled in: rows that are not there, or too few.
    pub findings: Vec<Finding>,
}

/// Fills a form's workbook for a department. `look` is what was found in `grid`, which is what `book` holds.
pub fn fill_form(
    (book, grid, merges): (&[u8], &Grid, &Merges),
    look: &Look,
    form: &FormDeclaration,
    blank: &BlankForm,
    registry: &Registry,
) -> Result<Filled, PatchError> {
    let Some(own) = &form.own else { return Err(PatchError::Package("the form has no workbook of its own".to_owned())) };
    let mut cells = Cells::new(grid, merges);
    let mut findings = Vec::new();
    for table in &look.tables {
        headings(&mut cells, own, table, blank.year);
    }
    match own.table.rows {
        OwnRows::Blank => findings.extend(blank_rows(&mut cells, look, form, own, blank)),
        OwnRows::Listed => findings.extend(listed_rows(&mut cells, look, form, blank, registry, grid)),
    }
    beside(&mut cells, look, own, blank);
    writes(&mut cells, look, own, blank, registry);
    Ok(Filled { book: cells.applied(book)?, findings })
}

/// The years in the headings, brought up to date.
fn headings(cells: &mut Cells<'_>, own: &OwnForm, table: &FoundTable, asked: FiscalYear) {
    let by = distance(asked, table.year);
    for (declared, found) in own.columns.iter().zip(&table.columns) {
        let Some(found) = found else { continue };
        if has_year_place(&declared.heading) {
            cells.move_years(table.sheet, found.heading, by);
        }
        if let Some(sub) = found.sub.filter(|_| declared.sub.as_deref().is_some_and(has_year_place)) {
            cells.move_years(table.sheet, sub, by);
        }
    }
}

/// The department's indicators in empty rows, one after the other; the rows behind them are emptied.
fn blank_rows(cells: &mut Cells<'_>, look: &Look, form: &FormDeclaration, own: &OwnForm, blank: &BlankForm) -> Option<Finding> {
    let table = look.tables.first()?;
    let (room, needed) = (look.room(&own.table), blank.rows.len());
    for (row, number) in (table.first_row..).zip(0..room) {
        fill_row(cells, table, row, form, blank.rows.get(number));
    }
    (needed > room).then(|| {
        let problem = OwnProblem::RowsShort { department: blank.department.clone(), room, needed };
        Finding::file(Problem::Own(problem))
    })
}

/// The department's indicators in the rows that name them. Entries of other departments' rows are emptied too: they are
/// those of another year.
fn listed_rows(
    cells: &mut Cells<'_>,
    look: &Look,
    form: &FormDeclaration,
    blank: &BlankForm,
    registry: &Registry,
    grid: &Grid,
) -> Vec<Finding> {
    let place = |field: Field| form.columns.iter().position(|column| column.field == field);
    let (number, name) = (place(Field::Number), place(Field::Indicator));
    let mut missing: Vec<&BlankRow> = blank.rows.iter().collect();
    for table in &look.tables {
        let rows: Vec<u32> = table.rows(grid).filter_map(|row| row.first()).map(|cell| cell.at.row()).collect();
        for row in rows {
            let says =
                |column: Option<usize>| column.and_then(|column| table.cell(column, row)).map_or("", |at| cells.text(table.sheet, at));
            let (id, named) = (plain(says(number)), plain(says(name)));
            if id.is_empty() && named.is_empty() {
                continue;
            }
            let own = blank.rows.iter().find(|row| is_row(row, registry, &id, &named));
            match own {
                Some(own) => {
                    missing.retain(|row| row.indicator != own.indicator);
                    fill_row(cells, table, row, form, Some(own));
                }
                None => empty_entries(cells, table, row, form),
            }
        }
    }
    let problem = |row: &&BlankRow| {
        let name = registry.indicator(&row.indicator).map_or_else(|| row.indicator.to_string(), |indicator| indicator.name.clone());
        Finding::file(Problem::Own(OwnProblem::RowMissing { name })).about(&row.indicator)
    };
    missing.iter().map(problem).collect()
}

/// Whether a row of the workbook is this indicator's: by its number, else by one of its names.
fn is_row(row: &BlankRow, registry: &Registry, id: &str, named: &str) -> bool {
    if id == row.indicator.as_str() {
        return true;
    }
    let Some(indicator) = registry.indicator(&row.indicator).filter(|_| !named.is_empty()) else { return false };
    std::iter::once(&indicator.name).chain(&indicator.aliases).any(|name| plain(name) == named)
}

/// One spelling of a name: widths, blanks and brackets do not tell indicators apart.
pub(super) fn plain(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfkc().filter(|c| !c.is_whitespace() && !matches!(c, '※' | '【' | '】' | '「' | '」')).collect()
}

/// Prints what the register states and empties what the department types into; without a row, all of it is emptied.
fn fill_row(cells: &mut Cells<'_>, table: &FoundTable, row: u32, form: &FormDeclaration, what: Option<&BlankRow>) {
    for (place, column) in form.columns.iter().enumerate() {
        let Some(at) = table.cell(place, row) else { continue };
        match what.and_then(|what| what.cells.get(&column.field)).filter(|_| !column.input) {
            Some(Printed::Text(text)) => cells.put(table.sheet, at, NewContent::Text(text.clone())),
            Some(Printed::Number { value, .. }) => cells.put(table.sheet, at, NewContent::Number(*value)),
            None => cells.empty(table.sheet, at),
        }
    }
}

fn empty_entries(cells: &mut Cells<'_>, table: &FoundTable, row: u32, form: &FormDeclaration) {
    for (place, _) in form.columns.iter().enumerate().filter(|(_, column)| column.input) {
        if let Some(at) = table.cell(place, row) {
            cells.empty(table.sheet, at);
        }
    }
}

/// The cells beside the table: what is issued is written, what the department types is emptied.
fn beside(cells: &mut Cells<'_>, look: &Look, own: &OwnForm, blank: &BlankForm) {
    for (declared, found) in own.cells.iter().zip(&look.cells) {
        let Some(found) = found else { continue };
        let text = match declared.role {
            CellRole::Identity => blank.identity.to_string(),
            CellRole::Department => blank.department.clone(),
            CellRole::Year => {
                let written = cells.text(found.sheet, found.at);
                if let Some(year) = year_texts(written).first() {
                    cells.move_years(found.sheet, found.at, distance(blank.year, Some(year.year)));
                    continue;
                }
                blank.year.label()
            }
            CellRole::FilingState | CellRole::Author | CellRole::Checker | CellRole::CheckedOn | CellRole::Contact => {
                if !declared.place.is_within() {
                    cells.empty(found.sheet, found.at);
                }
                continue;
            }
        };
        let text = if declared.place.is_within() { behind(cells.text(found.sheet, found.label), &text) } else { text };
        cells.put(found.sheet, found.at, NewContent::Text(text));
    }
}

/// `部課名：` and what stands behind it.
fn behind(label: &str, text: &str) -> String {
    let label = label.split_inclusive(['：', ':']).next().unwrap_or(label);
    let colon = if label.ends_with(['：', ':']) { "" } else { "：" };
    format!("{label}{colon}{text}")
}

fn writes(cells: &mut Cells<'_>, look: &Look, own: &OwnForm, blank: &BlankForm, registry: &Registry) {
    let (count, round) = (blank.rows.len().to_string(), registry.round(&blank.identity.round).map_or("", |round| round.name.as_str()));
    let due = civil_date_ja(blank.due);
    let (year, last, next) = years(blank.year);
    let facts = [
        ("{round}", round),
        ("{year}", &year),
        ("{last_year}", &last),
        ("{next_year}", &next),
        ("{department}", &blank.department),
        ("{due}", &due),
        ("{contact}", &blank.contact),
        ("{office}", &blank.office),
        ("{plan}", &blank.plan),
        ("{count}", &count),
    ];
    for (write, found) in own.writes.iter().zip(&look.writes) {
        let Some(found) = found else { continue };
        write_text(cells, found.sheet, found.at, write.text.as_deref(), &facts, distance(blank.year, found.year));
    }
}

/// A declared text, or the text that is there with its years brought up to date.
pub(super) fn write_text(cells: &mut Cells<'_>, sheet: usize, at: CellRef, text: Option<&str>, facts: &[(&str, &str)], by: i32) {
    match text {
        Some(text) => cells.put(sheet, at, NewContent::Text(fill_in(text, facts))),
        None => cells.move_years(sheet, at, by),
    }
}

/// The year asked about, the one before and the one after, in words.
pub(super) fn years(asked: FiscalYear) -> (String, String, String) {
    let label = |year: Option<FiscalYear>| year.map(FiscalYear::label).unwrap_or_default();
    (asked.label(), label(asked.previous()), label(asked.next()))
}
