//! Everything that a declaration speaks of, looked for in its workbook: what was found, and what is wrong.

use crate::diagnostic::{Finding, OwnProblem, Place, Problem};
use crate::domain::{CellRef, FiscalYear};
use crate::extraction::own::{FoundCell, FoundTable, Merges, find_cell, find_tables};
use crate::extraction::{Grid, GridSheet};
use crate::form::own::{OwnColumn, OwnPlace, OwnReport, OwnRows, OwnTable, OwnWrite, ReportField};
use crate::form::{Field, FormDeclaration};

/// What was found.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// The declared tables.
    pub tables: Vec<FoundTable>,
    /// Each declared cell, where it was found.
    pub cells: Vec<Option<FoundCell>>,
    /// Each place of a text that is written, where it was found.
    pub writes: Vec<Option<FoundCell>>,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

impl Look {
    /// How many rows a table of empty rows has: what was declared, and no more than there are above its end.
    #[must_use]
    pub fn room(&self, declared: &OwnTable) -> usize {
        let above_end = |table: &FoundTable| table.end_row.map(|end| end.saturating_sub(table.first_row));
        let room = self.tables.first().and_then(above_end);
        let room = [room, declared.rows_max].into_iter().flatten().min().unwrap_or(0);
        usize::try_from(room).unwrap_or(usize::MAX)
    }
}

/// Looks a form's workbook over.
#[must_use]
pub fn look_at_form(grid: &Grid, merges: &Merges, form: &FormDeclaration) -> Look {
    let Some(own) = &form.own else { return Look::default() };
    let places = |fields: &[Field]| positions(form.columns.iter().map(|column| column.field), fields);
    let columns: Vec<&OwnColumn> = own.columns.iter().collect();
    let found = find_tables(grid, merges, &own.table, &columns, &places(&[Field::Number, Field::Indicator]), &places(&[Field::Actual]));
    let cells: Vec<&OwnPlace> = own.cells.iter().map(|cell| &cell.place).collect();
    let mut look = Look { tables: found.tables, findings: found.findings, ..Look::default() };
    look.add_places(grid, merges, &cells, &own.writes);
    let kept: Vec<(usize, &str)> = form.columns.iter().enumerate().map(|(place, column)| (place, column.heading.as_str())).collect();
    look.add_kept(grid, merges, &own.table, &kept);
    look
}

/// Looks a report layout over.
#[must_use]
pub fn look_at_report(grid: &Grid, merges: &Merges, report: &OwnReport) -> Look {
    let names = positions(report.columns.iter().map(|column| column.field), &[ReportField::Number, ReportField::Indicator]);
    let columns: Vec<&OwnColumn> = report.columns.iter().map(|column| &column.column).collect();
    let found = find_tables(grid, merges, &report.table, &columns, &names, &[]);
    let cells: Vec<&OwnPlace> = report.cells.iter().map(|cell| &cell.place).collect();
    let mut look = Look { tables: found.tables, findings: found.findings, ..Look::default() };
    look.add_places(grid, merges, &cells, &report.writes);
    let kept: Vec<(usize, &str)> = columns.iter().enumerate().map(|(place, column)| (place, column.heading.as_str())).collect();
    look.add_kept(grid, merges, &report.table, &kept);
    look
}

fn positions<F: PartialEq>(all: impl Iterator<Item = F>, wanted: &[F]) -> Vec<usize> {
    all.enumerate().filter(|(_, field)| wanted.contains(field)).map(|(place, _)| place).collect()
}

impl Look {
    fn add_places(&mut self, grid: &Grid, merges: &Merges, cells: &[&OwnPlace], writes: &[OwnWrite]) {
        for place in cells {
            let (found, finding) = find_cell(grid, merges, place);
            self.cells.push(found);
            self.findings.extend(finding);
        }
        for write in writes {
            let (found, finding) = find_cell(grid, merges, &write.place);
            self.writes.push(found.map(|found| written_at(found, &write.place)));
            self.findings.extend(finding);
        }
    }

    /// Columns in which something of the workbook stays as it is; said once for each column.
    fn add_kept(&mut self, grid: &Grid, merges: &Merges, declared: &OwnTable, columns: &[(usize, &str)]) {
        let Some((table, sheet)) = self.tables.first().and_then(|table| Some((table, grid.sheets.get(table.sheet)?))) else { return };
        let rows: Vec<u32> = match declared.rows {
            OwnRows::Blank => (table.first_row..).take(self.room(declared)).collect(),
            OwnRows::Listed => table.rows(grid).filter_map(|row| row.first()).map(|cell| cell.at.row()).collect(),
        };
        let mut kept = Vec::new();
        for (place, heading) in columns {
            let cells = || rows.iter().filter_map(|row| table.cell(*place, *row));
            let found = cells().find_map(|at| Some((at, holds(sheet, merges, at)?)));
            kept.extend(found.map(|(at, holds)| {
                let problem = OwnProblem::CellKept { heading: (*heading).to_owned(), holds: holds.to_owned() };
                Finding::at(Place::cell(&sheet.name, at), Problem::Own(problem))
            }));
        }
        self.findings.extend(kept);
    }
}

/// A label without an offset is itself what is written.
fn written_at(found: FoundCell, place: &OwnPlace) -> FoundCell {
    let itself = place.label.is_some() && place.right.is_none() && place.down.is_none();
    if itself { FoundCell { at: found.label, ..found } } else { found }
}

/// Why nothing is written into a cell: `formula` or `merged`.
pub(super) fn holds(sheet: &GridSheet, merges: &Merges, at: CellRef) -> Option<&'static str> {
    if sheet.get(at).is_some_and(|cell| cell.formula.is_some()) {
        return Some("formula");
    }
    let within = |(first, last): &(CellRef, CellRef)| {
        at != *first && (first.row()..=last.row()).contains(&at.row()) && (first.column()..=last.column()).contains(&at.column())
    };
    merges.get(&sheet.name).is_some_and(|ranges| ranges.iter().any(within)).then_some("merged")
}

/// How far the years of a workbook are from the year asked about.
pub(super) fn distance(asked: FiscalYear, found: Option<FiscalYear>) -> i32 {
    found.map_or(0, |found| i32::from(asked.year()) - i32::from(found.year()))
}
