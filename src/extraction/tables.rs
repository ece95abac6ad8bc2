//! The form's tables among all that stands in a workbook: which are read, which are left out, and what is said of that.

use std::collections::{BTreeMap, BTreeSet};

use super::headings::{HeadingRow, Headings, rows_below};
use super::labelled::{holds_something, raw};
use super::merged_rows::as_merged;
use super::office_text::{key, trimmed};
use super::pasted::pasted;
use super::reach::Reach;
use super::stored::quoted;
use super::{Content, GridCell, GridSheet, RawCell, RawReturn, RawRow, RawTable, YearHeading};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::CellRef;
use crate::form::{CellKind, Field, FormDeclaration};

/// Most unknown columns that are reported.
const UNKNOWN_COLUMNS_MAX: usize = 20;
/// Most tables of one return.
const TABLES_MAX: usize = 20;
/// Longest heading that a finding quotes.
const QUOTE_MAX: usize = 40;
/// Headings that make a sheet without the form's name worth naming as the one that was probably meant.
const LIKELY_MIN: usize = 3;

/// A table of the form.
#[derive(Debug)]
pub(super) struct Table<'a> {
    pub sheet: &'a GridSheet,
    pub head: HeadingRow,
    /// The row before which it ends.
    end: u32,
}

/// The tables of a return, and heads of tables that are not read.
#[derive(Debug, Default)]
pub(super) struct Tables<'a> {
    pub read: Vec<Table<'a>>,
    pub left_out: Vec<Table<'a>>,
}

/// Finds the tables: on the form's sheet and on all others that bear the return's identity; where these have none, on the
/// likeliest of those that are nobody's.
pub(super) fn find<'a>(reach: &Reach<'a>, form: &FormDeclaration, headings: &Headings) -> Tables<'a> {
    let Some((main, head)) = main(reach, form, headings) else { return Tables::default() };
    let mut found = Tables::default();
    add_sheet(&mut found, main, head, headings);
    let is_own = |sheet: &GridSheet| reach.own.iter().any(|own| std::ptr::eq(*own, sheet));
    for sheet in reach.sheets().filter(|sheet| !std::ptr::eq(*sheet, main)) {
        let Some(head) = headings.find(sheet).filter(HeadingRow::is_forms) else { continue };
        if is_own(sheet) && is_own(main) {
            add_sheet(&mut found, sheet, head, headings);
        } else {
            found.left_out.push(Table { sheet, head, end: u32::MAX });
        }
    }
    found.read.truncate(TABLES_MAX);
    found.left_out.truncate(TABLES_MAX);
    found
}

/// A sheet's table, and others of the same form below or beside it; a table that lacks the form's own headings is
/// somebody's help.
fn add_sheet<'a>(found: &mut Tables<'a>, sheet: &'a GridSheet, head: HeadingRow, headings: &Headings) {
    let others = if head.suffices() { headings.others(sheet, &head) } else { Vec::new() };
    let tops: Vec<u32> = others.iter().map(|other| other.top).chain([head.top]).collect();
    let end = |head: &HeadingRow| tops.iter().filter(|top| **top > head.row).min().copied().unwrap_or(u32::MAX);
    let mut head = head;
    for other in others {
        let columns: BTreeSet<u16> = other.columns.values().copied().collect();
        head.twice.retain(|(_, at)| !(other.top == head.top && columns.contains(&at.column())));
        let table = Table { sheet, end: end(&other), head: other };
        if table.head.is_forms() {
            found.read.push(table);
        } else {
            found.left_out.push(table);
        }
    }
    let end = end(&head);
    let place = found.read.iter().position(|table| std::ptr::eq(table.sheet, sheet)).unwrap_or(found.read.len());
    found.read.insert(place, Table { sheet, head, end });
}

/// The form's sheet by its name, else a sheet with the form's headings, else the sheet that has most of them.
fn main<'a>(reach: &Reach<'a>, form: &FormDeclaration, headings: &Headings) -> Option<(&'a GridSheet, HeadingRow)> {
    let name = key(&form.sheet);
    let named = reach.sheets().find(|sheet| key(&sheet.name) == name);
    let table = |sheet: &'a GridSheet| headings.find(sheet).map(|head| (sheet, head));
    let likely = named.and_then(table);
    if likely.as_ref().is_some_and(|(_, head)| head.suffices()) {
        return likely;
    }
    let others = || reach.sheets().enumerate().filter_map(|(index, sheet)| table(sheet).map(|(sheet, head)| (index, sheet, head)));
    let best = others().filter(|(.., head)| head.suffices()).max_by_key(|(index, sheet, head)| {
        (*index < reach.own.len(), head.is_forms(), rows_below(sheet, headings, head).count(), std::cmp::Reverse(*index))
    });
    let unseen = || reach.unseen.iter().copied().filter_map(table).find(|(_, head)| head.is_forms());
    let nearly = || {
        let most = others().max_by_key(|(index, _, head)| (head.columns.len(), std::cmp::Reverse(*index)));
        most.filter(|(.., head)| head.columns.len() >= LIKELY_MIN).map(|(_, sheet, head)| (sheet, head))
    };
    best.map(|(_, sheet, head)| (sheet, head))
        .or_else(unseen)
        .or(likely)
        .or_else(nearly)
        .or_else(|| named.map(|sheet| (sheet, HeadingRow::default())))
}

/// Fields in which two columns with one heading matter.
const fn essential(field: Field) -> bool {
    matches!(field, Field::Actual | Field::State)
}

impl Tables<'_> {
    /// Reads every table into the return, and says what was understood and what was left out.
    pub(super) fn read(&self, found: &mut RawReturn, form: &FormDeclaration, headings: &Headings) {
        for table in &self.read {
            table.read(found, form, headings, &self.read);
        }
        if let Some(table) = self.read.first() {
            found.year = table.head.year;
            found.year_heading = table.head.actual.as_ref().map(|(at, text)| YearHeading {
                sheet: table.sheet.name.clone(),
                at: *at,
                text: quoted(trimmed(text), QUOTE_MAX),
            });
        }
        for table in self.left_out.iter().filter(|table| table.is_filled(form, headings)) {
            let first = table.head.columns.values().min().and_then(|column| CellRef::new(table.head.top, u32::from(*column)));
            let place = first.map_or_else(|| Place::sheet(&table.sheet.name), |at| Place::cell(&table.sheet.name, at));
            found.findings.push(Finding::at(place, Problem::TableNotRead));
        }
    }
}

impl Table<'_> {
    fn read(&self, found: &mut RawReturn, form: &FormDeclaration, headings: &Headings, all: &[Self]) {
        let Self { sheet, head, .. } = self;
        if !sheet.visible {
            found.findings.push(Finding::at(Place::sheet(&sheet.name), Problem::SheetHidden));
        }
        let lacks = head.lacks();
        for field in &lacks {
            let heading = form.heading(*field).to_owned();
            found.findings.push(match headings.nearest(sheet, head, *field) {
                Some((at, text)) => {
                    let nearest = quoted(trimmed(text), QUOTE_MAX);
                    Finding::at(Place::cell(&sheet.name, at), Problem::HeadingNearest { heading, nearest })
                }
                None => Finding::at(Place::sheet(&sheet.name), Problem::HeadingMissing { heading }),
            });
        }
        if head.suffices() {
            for (field, at, text) in &head.by_sense {
                let problem = Problem::HeadingReadAs { found: quoted(trimmed(text), QUOTE_MAX), heading: form.heading(*field).to_owned() };
                found.findings.push(Finding::at(Place::cell(&sheet.name, *at), problem));
            }
            found.findings.extend(self.twice(form, headings));
            let (rows, unclear) = as_merged(self.rows(form, headings, found.tables.len()), sheet, head, form);
            found.rows.extend(rows);
            found.findings.extend(unclear);
            // Where an essential heading is missing, entries without a heading only repeat that.
            if lacks.is_empty() {
                let others = all.iter().filter(|other| std::ptr::eq(other.sheet, *sheet) && other.head != *head);
                let theirs: BTreeSet<u16> = others.flat_map(|other| other.head.columns.values().copied()).collect();
                found.findings.extend(self.unknown_columns(headings, &theirs));
            }
        }
        found.tables.push(RawTable { sheet: sheet.name.clone(), columns: head.columns.clone() });
    }

    fn lines<'b>(&'b self, headings: &'b Headings) -> impl Iterator<Item = &'b [GridCell]> {
        rows_below(self.sheet, headings, &self.head).take_while(|cells| cells.first().is_some_and(|cell| cell.at.row() < self.end))
    }

    fn rows(&self, form: &FormDeclaration, headings: &Headings, table: usize) -> Vec<RawRow> {
        let fields: BTreeMap<u16, Field> = self.head.columns.iter().map(|(field, column)| (*column, *field)).collect();
        let long = |field: Field| form.column(field).is_some_and(|column| column.kind == CellKind::LongText);
        let row = |cells: &[GridCell]| {
            let meant = cells.iter().filter(|cell| holds_something(cell)).filter_map(|cell| Some((*fields.get(&cell.at.column())?, cell)));
            let read = |cell: &GridCell, field: Field| {
                if let (Content::Text(text), true) = (&cell.content, long(field)) {
                    RawCell { content: Content::Text(pasted(text)), ..raw(cell) }
                } else {
                    raw(cell)
                }
            };
            let mut cells_by_field: BTreeMap<Field, RawCell> = meant.map(|(field, cell)| (field, read(cell, field))).collect();
            // Of two columns with one heading, the one that was filled in.
            for (field, heading) in self.head.twice.iter().filter(|(field, _)| essential(*field)) {
                let other = cells.iter().find(|cell| cell.at.column() == heading.column() && holds_something(cell));
                if let Some(other) = other {
                    cells_by_field.entry(*field).or_insert_with(|| raw(other));
                }
            }
            RawRow { table, row: cells.first().map_or(0, |cell| cell.at.row()), cells: cells_by_field }
        };
        self.lines(headings).map(row).filter(|row| !row.cells.is_empty()).collect()
    }

    /// Whether anything was entered under its heading of the actual.
    fn is_filled(&self, form: &FormDeclaration, headings: &Headings) -> bool {
        self.rows(form, headings, 0).iter().any(|row| row.cells.contains_key(&Field::Actual))
    }

    /// Rows in which two columns with one heading say different things: nobody can tell which is meant.
    fn twice(&self, form: &FormDeclaration, headings: &Headings) -> Vec<Finding> {
        let mut found = Vec::new();
        for (field, heading) in self.head.twice.iter().filter(|(field, _)| essential(*field)) {
            let Some(column) = self.head.columns.get(field) else { continue };
            let of_field = self.head.twice.iter().filter(|(other, _)| other == field).map(|(_, at)| at.column());
            let columns: Vec<u16> = std::iter::once(*column).chain(of_field).collect();
            for cells in self.lines(headings) {
                let at = |column: u16| cells.iter().find(|cell| cell.at.column() == column && holds_something(cell));
                // The first that holds something is read.
                let (Some(other), Some(read)) = (at(heading.column()), columns.iter().find_map(|column| at(*column))) else { continue };
                let text = |cell: &GridCell| key(cell.content.text());
                if text(read) != text(other) {
                    let problem = Problem::HeadingTwice { heading: form.heading(*field).to_owned(), first: read.at };
                    found.push(Finding::at(Place::cell(&self.sheet.name, other.at), problem));
                }
            }
        }
        found
    }

    /// Columns that the form does not have, with something typed in a row of the table.
    fn unknown_columns(&self, headings: &Headings, theirs: &BTreeSet<u16>) -> Vec<Finding> {
        let (sheet, head) = (self.sheet, &self.head);
        let known: BTreeSet<u16> = head.columns.values().copied().collect();
        let twice: BTreeSet<u16> = head.twice.iter().map(|(_, at)| at.column()).collect();
        let mut first_entry: BTreeMap<u16, CellRef> = BTreeMap::new();
        for cells in self.lines(headings) {
            if !cells.iter().any(|cell| known.contains(&cell.at.column()) && holds_something(cell)) {
                continue;
            }
            // A formula beside the table is somebody's help for calculating, not an entry.
            let typed = cells.iter().filter(|cell| cell.formula.is_none() && holds_something(cell));
            let strange = |column: &u16| !known.contains(column) && !theirs.contains(column) && !twice.contains(column);
            for cell in typed.filter(|cell| strange(&cell.at.column())) {
                first_entry.entry(cell.at.column()).or_insert(cell.at);
            }
        }
        let finding = |(column, at): (&u16, &CellRef)| {
            let heading = (head.top..=head.row).rev().filter_map(|row| CellRef::new(row, u32::from(*column)).and_then(|at| sheet.get(at)));
            let mut heading = heading.map(|cell| quoted(trimmed(cell.content.text()), QUOTE_MAX)).filter(|text| !text.is_empty());
            Finding::at(
                Place::cell(&sheet.name, *at),
                Problem::ColumnUnknown { heading: heading.next().unwrap_or_else(|| at.column_letters()) },
            )
        };
        first_entry.iter().take(UNKNOWN_COLUMNS_MAX).map(finding).collect()
    }
}
