//! A declared table in a workbook: the rows of headings that bear most of its columns.

use std::collections::BTreeSet;

use super::index::Index;
use super::nearest::nearest;
use super::{CELLS_MAX, Merges};
use crate::diagnostic::{Finding, OwnProblem, Place, Problem};
use crate::domain::{CellRef, FiscalYear};
use crate::extraction::labelled::holds_something;
use crate::extraction::office_text::key;
use crate::extraction::{Grid, GridCell, GridSheet};
use crate::form::own::{OwnColumn, OwnRows, OwnTable, has_year_place};

/// Rows over which headings may spread.
const HEAD_ROWS: u32 = 4;
/// Columns that one heading may span.
const SPAN_MAX: u16 = 40;
/// Most years that are tried for the places of years.
const YEARS_MAX: usize = 60;

/// Where a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FoundColumn {
    /// Its heading.
    pub heading: CellRef,
    /// The second heading below, where one is declared.
    pub sub: Option<CellRef>,
}

impl FoundColumn {
    /// Its column, from zero.
    #[must_use]
    pub fn column(&self) -> u16 {
        self.sub.unwrap_or(self.heading).column()
    }

    fn last_row(&self) -> u32 {
        self.sub.unwrap_or(self.heading).row()
    }
}

/// A table as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundTable {
    /// Place of its sheet in the workbook.
    pub sheet: usize,
    /// The year asked about, as its headings name it; `None` where they name none.
    pub year: Option<FiscalYear>,
    /// Each declared column, where it was found.
    pub columns: Vec<Option<FoundColumn>>,
    /// First row below the headings.
    pub first_row: u32,
    /// The row at which it ends; `None` where it has no declared end.
    pub end_row: Option<u32>,
    /// Other places of columns that stand there more than once.
    doubtful: Vec<(usize, Vec<CellRef>)>,
}

impl FoundTable {
    /// The address of a column's cell in a row.
    #[must_use]
    pub fn cell(&self, column: usize, row: u32) -> Option<CellRef> {
        self.columns.get(column).copied().flatten().and_then(|found| CellRef::new(row, u32::from(found.column())))
    }

    /// Its rows that hold something, top down.
    pub fn rows<'a>(&'a self, grid: &'a Grid) -> impl Iterator<Item = &'a [GridCell]> {
        let cells = grid.sheets.get(self.sheet).map_or(&[][..], |sheet| sheet.cells.as_slice());
        let end = self.end_row.unwrap_or(u32::MAX);
        cells
            .chunk_by(|a, b| a.at.row() == b.at.row())
            .filter(move |row| row.first().is_some_and(|cell| (self.first_row..end).contains(&cell.at.row())))
            .filter(|row| row.iter().any(holds_something))
    }

    fn found(&self) -> usize {
        self.columns.iter().flatten().count()
    }
}

/// The tables of a workbook, and what is wrong with them.
#[derive(Debug, Clone, Default)]
pub struct FoundTables {
    /// Those under which rows can be found.
    pub tables: Vec<FoundTable>,
    /// Columns that are missing or stand there twice, and the like.
    pub findings: Vec<Finding>,
}

/// Looks for a declared table. `names` are the columns by which rows are told apart (one suffices), `needed` those without
/// which it is none. Of a table with empty rows there is one; listed indicators may stand on several sheets.
#[must_use]
pub fn find_tables(
    grid: &Grid,
    merges: &Merges,
    table: &OwnTable,
    columns: &[&OwnColumn],
    names: &[usize],
    needed: &[usize],
) -> FoundTables {
    let indexes = Index::of(grid, &table.sheets);
    let suffices = |found: &FoundTable| {
        let has = |column: &usize| found.columns.get(*column).is_some_and(Option::is_some);
        names.iter().any(has) && needed.iter().all(has)
    };
    let mut found: Vec<FoundTable> = indexes.iter().filter_map(|index| best(index, merges, table, columns, &suffices)).collect();
    found.sort_by_key(|table| (!suffices(table), std::cmp::Reverse(table.found()), table.sheet));
    let mut answer = FoundTables { findings: missing_sheets(grid, table), ..FoundTables::default() };
    let Some(first) = found.first() else {
        answer.findings.extend(columns.iter().filter_map(|column| missing(&indexes, column, None)));
        return answer;
    };
    answer.findings.extend(troubles(&indexes, table, columns, first));
    if !suffices(first) {
        return answer;
    }
    found.retain(|table| suffices(table));
    if table.rows == OwnRows::Blank {
        found.truncate(1);
    }
    found.sort_by_key(|table| table.sheet);
    answer.tables = found;
    answer
}

fn missing_sheets(grid: &Grid, table: &OwnTable) -> Vec<Finding> {
    let there = |name: &&String| grid.sheets.iter().any(|sheet| key(&sheet.name) == key(name));
    let looked: Vec<String> = grid.sheets.iter().take(CELLS_MAX).map(|sheet| sheet.name.clone()).collect();
    let problem = |name: &String| {
        let (what, nearest) = ("sheet".to_owned(), String::new());
        Finding::file(Problem::Own(OwnProblem::PlaceMissing { what, wanted: name.clone(), looked: looked.clone(), nearest }))
    };
    table.sheets.iter().filter(|name| !there(name)).map(problem).collect()
}

/// What is wrong with a table: columns that are missing or doubtful, an end that is not there.
fn troubles(indexes: &[Index<'_>], table: &OwnTable, columns: &[&OwnColumn], found: &FoundTable) -> Vec<Finding> {
    let own: Vec<&Index<'_>> = indexes.iter().filter(|index| index.place == found.sheet).collect();
    let mut findings: Vec<Finding> = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        if found.columns.get(place).is_none_or(Option::is_none) {
            findings.extend(missing(indexes, column, Some(found)));
        }
    }
    for (column, cells) in &found.doubtful {
        let (Some(declared), Some(index)) = (columns.get(*column), own.first()) else { continue };
        let cells: Vec<String> = cells.iter().take(CELLS_MAX).map(|at| index.spoken(*at)).collect();
        let what = if declared.sub.is_some() { "sub" } else { "heading" };
        let wanted = declared.sub.as_ref().unwrap_or(&declared.heading).clone();
        let place = found.columns.get(*column).copied().flatten().map(|c| Place::cell(&index.sheet.name, c.sub.unwrap_or(c.heading)));
        let problem = OwnProblem::PlaceTwice { what: what.to_owned(), wanted, cells };
        findings.push(Finding::at(place.unwrap_or_default(), Problem::Own(problem)));
    }
    if let (Some(end), None, Some(index)) = (&table.end, found.end_row, own.first()) {
        let problem = OwnProblem::PlaceMissing {
            what: "end".to_owned(),
            wanted: end.clone(),
            looked: vec![index.sheet.name.clone()],
            nearest: String::new(),
        };
        findings.push(Finding::at(Place::sheet(&index.sheet.name), Problem::Own(problem)));
    }
    findings
}

/// A column that was not found: its heading, or the second one where the first is there.
fn missing(indexes: &[Index<'_>], column: &OwnColumn, table: Option<&FoundTable>) -> Option<Finding> {
    let year = table.and_then(|table| table.year);
    let heading = indexes.iter().find_map(|index| headings(index, column, year).first().map(|at| Place::cell(&index.sheet.name, *at)));
    let (what, wanted) = match (&column.sub, &heading) {
        (Some(sub), Some(_)) => ("sub", sub),
        _ => ("heading", &column.heading),
    };
    let looked: Vec<String> = indexes.iter().take(CELLS_MAX).map(|index| index.sheet.name.clone()).collect();
    let place = heading.or_else(|| indexes.first().map(|index| Place::sheet(&index.sheet.name)))?;
    let problem = OwnProblem::PlaceMissing { what: what.to_owned(), wanted: wanted.clone(), looked, nearest: nearest(indexes, wanted) };
    Some(Finding::at(place, Problem::Own(problem)))
}

/// The likeliest table of a sheet; `None` where no heading is there.
fn best(
    index: &Index<'_>,
    merges: &Merges,
    table: &OwnTable,
    columns: &[&OwnColumn],
    suffices: &dyn Fn(&FoundTable) -> bool,
) -> Option<FoundTable> {
    let dated = |column: &&OwnColumn| has_year_place(&column.heading) || column.sub.as_deref().is_some_and(has_year_place);
    let years: Vec<Option<FiscalYear>> = if columns.iter().any(dated) { years_to_try(index) } else { vec![None] };
    let tries = years.into_iter().filter_map(|year| head(index, columns, year));
    // Of two years with as many columns, the later one: last year's column stands beside this year's.
    let mut found = tries.max_by_key(|found| (suffices(found), found.found(), std::cmp::Reverse(found.doubtful.len()), found.year))?;
    found.first_row = below_merged(&found, index.sheet, merges);
    found.end_row = table.end.as_deref().and_then(|end| end_row(index.sheet, found.first_row, end));
    Some(found)
}

fn years_to_try(index: &Index<'_>) -> Vec<Option<FiscalYear>> {
    let near = |year: &FiscalYear| [year.previous(), Some(*year), year.next()];
    let years: BTreeSet<FiscalYear> = index.years.iter().flat_map(near).flatten().collect();
    years.into_iter().rev().take(YEARS_MAX).map(Some).chain([None]).collect()
}

/// Cells that bear a column's heading.
fn headings(index: &Index<'_>, column: &OwnColumn, year: Option<FiscalYear>) -> Vec<CellRef> {
    let declared: Vec<&str> = std::iter::once(column.heading.as_str()).chain(column.aliases.iter().map(String::as_str)).collect();
    index.cells(&declared, year)
}

/// All places where a column may stand.
fn candidates(index: &Index<'_>, column: &OwnColumn, year: Option<FiscalYear>) -> Vec<FoundColumn> {
    let headings = headings(index, column, year);
    let Some(sub) = &column.sub else {
        return headings.into_iter().map(|heading| FoundColumn { heading, sub: None }).collect();
    };
    let below = index.cells(&[sub.as_str()], year);
    let mut found = Vec::new();
    for heading in headings {
        let end = span_end(index.sheet, heading);
        let within = |at: &&CellRef| {
            (heading.row() + 1..heading.row() + HEAD_ROWS).contains(&at.row()) && (heading.column()..end).contains(&at.column())
        };
        found.extend(below.iter().filter(within).map(|at| FoundColumn { heading, sub: Some(*at) }));
    }
    found
}

/// The column at which the next heading of the same row begins: a heading spans what is empty behind it.
fn span_end(sheet: &GridSheet, heading: CellRef) -> u16 {
    let first = sheet.cells.partition_point(|cell| cell.at <= heading);
    let row = sheet.cells.iter().skip(first).take_while(|cell| cell.at.row() == heading.row());
    let next = row.filter(|cell| holds_something(cell)).map(|cell| cell.at.column()).next();
    next.unwrap_or(u16::MAX).min(heading.column().saturating_add(SPAN_MAX))
}

/// The rows of headings with most columns.
fn head(index: &Index<'_>, columns: &[&OwnColumn], year: Option<FiscalYear>) -> Option<FoundTable> {
    let all: Vec<Vec<FoundColumn>> = columns.iter().map(|column| candidates(index, column, year)).collect();
    let tops: BTreeSet<u32> = all.iter().flatten().map(|found| found.heading.row()).collect();
    let at = |top: u32| {
        let near = |found: &&FoundColumn| (top..top + HEAD_ROWS).contains(&found.heading.row()) && found.last_row() < top + HEAD_ROWS;
        let places: Vec<Vec<FoundColumn>> = all.iter().map(|column| column.iter().filter(near).copied().collect()).collect();
        let found: Vec<Option<FoundColumn>> = places.iter().map(|places| places.first().copied()).collect();
        let several = places.iter().enumerate().filter(|(_, places)| places.len() > 1);
        let doubtful = several.map(|(column, places)| (column, places.iter().map(|p| p.sub.unwrap_or(p.heading)).collect())).collect();
        let last = found.iter().flatten().map(FoundColumn::last_row).max().unwrap_or(top);
        FoundTable { sheet: index.place, year, columns: found, first_row: last + 1, end_row: None, doubtful }
    };
    // Of two with as many columns, the upper one, which the lower copies for printing.
    tops.into_iter().map(at).max_by_key(|found| (found.found(), std::cmp::Reverse(found.first_row)))
}

/// The first row below the headings and whatever they are merged with.
fn below_merged(found: &FoundTable, sheet: &GridSheet, merges: &Merges) -> u32 {
    let ranges = merges.get(&sheet.name).map_or(&[][..], Vec::as_slice);
    let heads = found.columns.iter().flatten().flat_map(|column| [Some(column.heading), column.sub]).flatten();
    let ends = heads.filter_map(|at| ranges.iter().find(|(first, _)| *first == at)).map(|(_, last)| last.row() + 1);
    ends.fold(found.first_row, u32::max)
}

/// The first row below the headings with a cell that begins with the declared text.
fn end_row(sheet: &GridSheet, first_row: u32, end: &str) -> Option<u32> {
    // ※ alone is a mark that a comparison of labels leaves out.
    let wanted = end.trim();
    let begins = |cell: &&GridCell| cell.at.row() >= first_row && cell.content.text().trim_start().starts_with(wanted);
    sheet.cells.iter().find(begins).map(|cell| cell.at.row())
}
