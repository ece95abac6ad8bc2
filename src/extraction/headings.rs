//! Finding a form's table: columns by heading, never by position alone. Officers insert, merge, sort and hide.

use std::collections::BTreeMap;

use super::labelled::holds_something;
use super::office_text::{key, without_bracket};
use super::{Content, GridCell, GridSheet};
use crate::form::{Field, FormDeclaration};

/// Longest text that can be a heading.
const HEADING_MAX: usize = 200;

/// Where the headings of a form stand on a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct HeadingRow {
    /// Zero-based row.
    pub row: u32,
    /// Columns by meaning; of two columns with one heading, the first.
    pub columns: BTreeMap<Field, u16>,
}

impl HeadingRow {
    /// Whether rows and their numbers can be found under it.
    pub(super) fn suffices(&self) -> bool {
        self.columns.contains_key(&Field::Actual) && self.names_rows()
    }

    fn names_rows(&self) -> bool {
        self.columns.contains_key(&Field::Number) || self.columns.contains_key(&Field::Indicator)
    }

    /// Essential fields that it lacks. Rows are found by id, else by name: one of the two columns suffices.
    pub(super) fn lacks(&self) -> Vec<Field> {
        let mut lacking = Vec::new();
        if !self.names_rows() {
            lacking.push(Field::Number);
        }
        lacking.extend([Field::Actual, Field::State].into_iter().filter(|field| !self.columns.contains_key(field)));
        lacking
    }
}

/// All headings of a form in one spelling.
#[derive(Debug)]
pub(super) struct Headings {
    keys: Vec<(Field, String)>,
}

impl Headings {
    pub(super) fn new(form: &FormDeclaration) -> Self {
        let spellings = form.columns.iter().flat_map(|column| {
            let texts = std::iter::once(&column.heading).chain(&column.aliases);
            texts.map(move |text| (column.field, key(text)))
        });
        Self { keys: spellings.collect() }
    }

    /// What a heading means: as declared, else without the year (or the like) in brackets under it.
    fn field(&self, cell: &GridCell) -> Option<Field> {
        let Content::Text(text) = &cell.content else {
            return None;
        };
        if text.len() > HEADING_MAX {
            return None;
        }
        let full = key(text);
        if full.is_empty() {
            return None;
        }
        let bare = without_bracket(&full);
        let find = |wanted: &dyn Fn(&str) -> bool| self.keys.iter().find(|(_, key)| wanted(key)).map(|(field, _)| *field);
        find(&|key| key == full)
            .or_else(|| find(&|key| key == bare))
            .or_else(|| find(&|key| !bare.is_empty() && without_bracket(key) == bare))
    }

    /// The headings in one row of cells.
    fn row(&self, cells: &[GridCell]) -> HeadingRow {
        let mut found = HeadingRow { row: cells.first().map_or(0, |cell| cell.at.row()), ..HeadingRow::default() };
        for cell in cells {
            if let Some(field) = self.field(cell) {
                found.columns.entry(field).or_insert(cell.at.column());
            }
        }
        found
    }

    /// The row with most headings of the form: one under which rows can be found, else the likeliest.
    pub(super) fn find(&self, sheet: &GridSheet) -> Option<HeadingRow> {
        let mut best: Option<HeadingRow> = None;
        for cells in sheet.cells.chunk_by(|a, b| a.at.row() == b.at.row()) {
            let row = self.row(cells);
            let weight = |row: &HeadingRow| (row.suffices(), row.columns.len());
            if !row.columns.is_empty() && best.as_ref().is_none_or(|best| weight(&row) > weight(best)) {
                best = Some(row);
            }
        }
        best
    }

    /// Whether a row below the table's head repeats the head, as copies for printing do.
    pub(super) fn repeats(&self, head: &HeadingRow, cells: &[GridCell]) -> bool {
        let again = self.row(cells);
        again.suffices() && again.columns.iter().filter(|(field, column)| head.columns.get(field) == Some(column)).count() >= 3
    }
}

/// Cells below the head, row by row, repeated heads left out.
pub(super) fn rows_below<'a>(sheet: &'a GridSheet, headings: &'a Headings, head: &'a HeadingRow) -> impl Iterator<Item = &'a [GridCell]> {
    let rows = sheet.cells.chunk_by(|a, b| a.at.row() == b.at.row());
    rows.filter(|cells| cells.first().is_some_and(|cell| cell.at.row() > head.row))
        .filter(|cells| cells.iter().any(holds_something) && !headings.repeats(head, cells))
}
