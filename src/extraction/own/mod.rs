//! Finding things in a workbook that is the office's own: tables by declared headings, cells by labels and defined names.

mod index;
mod names;
mod nearest;
mod place;
mod read;
mod table;

use std::collections::BTreeMap;

pub use place::{FoundCell, find_cell};
pub use table::{FoundColumn, FoundTable, FoundTables, find_tables};

pub(super) use names::names_of;
pub(super) use read::{read, without_own};

use crate::domain::CellRef;

/// Merged ranges by the name of their sheet: first and last cell.
pub type Merges = BTreeMap<String, Vec<(CellRef, CellRef)>>;

/// Most places that a finding lists.
const CELLS_MAX: usize = 5;

#[cfg(test)]
mod tests;
