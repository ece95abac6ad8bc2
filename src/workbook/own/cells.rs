//! The cells of a workbook that are to change, sheet by sheet; what the office's formulas and merged cells hold is kept.

use std::collections::BTreeMap;

use super::formulas::without_results;
use super::look::holds;
use crate::domain::CellRef;
use crate::extraction::own::Merges;
use crate::extraction::{Content, Grid};
use crate::form::own::years_moved;
use crate::workbook::patch::{CellChange, NewContent, Package, PatchError};

/// Cells that are to change.
pub(super) struct Cells<'a> {
    grid: &'a Grid,
    merges: &'a Merges,
    changes: BTreeMap<usize, BTreeMap<CellRef, NewContent>>,
}

impl<'a> Cells<'a> {
    pub(super) const fn new(grid: &'a Grid, merges: &'a Merges) -> Self {
        Self { grid, merges, changes: BTreeMap::new() }
    }

    /// What stands in a cell, as a person sees it.
    pub(super) fn text(&self, sheet: usize, at: CellRef) -> &'a str {
        self.grid.sheets.get(sheet).and_then(|sheet| sheet.get(at)).map_or("", |cell| cell.content.text())
    }

    /// Puts something into a cell, unless it holds a formula or is merged with another.
    pub(super) fn put(&mut self, sheet: usize, at: CellRef, content: NewContent) {
        let Some(found) = self.grid.sheets.get(sheet) else { return };
        if holds(found, self.merges, at).is_none() {
            self.changes.entry(sheet).or_default().insert(at, content);
        }
    }

    /// Empties a cell that holds something typed.
    pub(super) fn empty(&mut self, sheet: usize, at: CellRef) {
        let typed = self.grid.sheets.get(sheet).and_then(|sheet| sheet.get(at)).is_some_and(|cell| cell.content != Content::Nothing);
        if typed {
            self.put(sheet, at, NewContent::Blank);
        }
    }

    /// Brings the years in a cell's text up to date, each written as it is.
    pub(super) fn move_years(&mut self, sheet: usize, at: CellRef, by: i32) {
        let Some(cell) = self.grid.sheets.get(sheet).and_then(|sheet| sheet.get(at)).filter(|_| by != 0) else { return };
        let moved = years_moved(cell.content.text(), by);
        if moved == cell.content.text() {
            return;
        }
        let content = match (&cell.content, moved.parse()) {
            (Content::Number(_), Ok(number)) => NewContent::Number(number),
            _ => NewContent::Text(moved),
        };
        self.put(sheet, at, content);
    }

    /// The workbook with these changes, its formulas without their results.
    pub(super) fn applied(self, book: &[u8]) -> Result<Vec<u8>, PatchError> {
        let mut package = Package::open(book)?;
        for (sheet, changes) in self.changes {
            let Some(sheet) = self.grid.sheets.get(sheet) else { continue };
            let changes: Vec<CellChange> = changes.into_iter().map(|(at, content)| CellChange::overwrite(at, content)).collect();
            package.change_cells(&sheet.name, &changes)?;
        }
        let parts: Vec<String> = package.sheets().iter().filter(|sheet| sheet.worksheet).map(|sheet| sheet.part.clone()).collect();
        let mut calculates = false;
        for part in parts {
            let xml = package.text(&part)?;
            if let Some(without) = without_results(&xml)? {
                package.replace(&part, without)?;
                calculates = true;
            }
        }
        if calculates {
            package.calculate_on_load()?;
        }
        package.finish()
    }
}
