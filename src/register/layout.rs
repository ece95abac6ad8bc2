//! Where the headings of a sheet stand, so that any cell can be named; columns may come in any order.

use super::sheet::{Need, Sheet};
use crate::diagnostic::Place;
use crate::domain::CellRef;

/// The headings of one sheet as found in the file.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    sheet: &'static Sheet,
    columns: Vec<(&'static str, u32)>,
}

impl Layout {
    /// A layout of known headings and their zero-based columns.
    pub(super) fn new(sheet: &'static Sheet, columns: Vec<(&'static str, u32)>) -> Self {
        Self { sheet, columns }
    }

    /// The sheet.
    pub(super) const fn sheet(&self) -> &'static Sheet {
        self.sheet
    }

    /// The zero-based column of a heading.
    pub(super) fn column(&self, heading: &str) -> Option<u32> {
        self.columns.iter().find(|(name, _)| *name == heading).map(|(_, column)| *column)
    }

    /// Whether every required heading is there.
    pub(super) fn is_whole(&self) -> bool {
        self.sheet.headings.iter().filter(|known| known.need == Need::Required).all(|known| self.column(known.name).is_some())
    }

    /// The cell below `heading` in a zero-based row; the first column where the heading is not in the file.
    pub(super) fn place(&self, heading: &str, row: u32) -> Place {
        place(self.sheet.name, row, self.column(heading).unwrap_or(0))
    }
}

/// A cell of a sheet; the sheet as a whole where the position is beyond Excel's.
pub(super) fn place(sheet: &str, row: u32, column: u32) -> Place {
    CellRef::new(row, column).map_or_else(|| Place::sheet(sheet), |cell| Place::cell(sheet, cell))
}
