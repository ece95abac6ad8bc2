//! A return as it was found in the workbook: which cells belong to which indicator, nothing judged.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Content;
use crate::diagnostic::Finding;
use crate::domain::{CellRef, FormIdentity};
use crate::form::{Field, HeaderField};

/// A cell as it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawCell {
    /// Where.
    pub at: CellRef,
    /// What.
    pub content: Content,
    /// Whether it is shown as a percentage.
    pub percent: bool,
    /// Its formula without `=`.
    pub formula: Option<String>,
}

/// A row as it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawRow {
    /// Zero-based row on the sheet.
    pub row: u32,
    /// Its non-empty cells by meaning.
    pub cells: BTreeMap<Field, RawCell>,
}

/// A return as it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawReturn {
    /// The identity (visible, else hidden); `None` when none was found or it does not hold (then a finding says so).
    pub identity: Option<FormIdentity>,
    /// The sheet that holds the table.
    pub sheet: String,
    /// Where each heading was found; says where a blank cell would be.
    pub columns: BTreeMap<Field, u16>,
    /// Header cells.
    pub header: BTreeMap<HeaderField, RawCell>,
    /// Rows in sheet order, empty ones left out.
    pub rows: Vec<RawRow>,
    /// What was noticed on the way (F, I and T codes).
    pub findings: Vec<Finding>,
}

impl RawReturn {
    /// Text of a header cell, trimmed; empty when absent.
    #[must_use]
    pub fn header_text(&self, field: HeaderField) -> &str {
        self.header.get(&field).map_or("", |cell| cell.content.text().trim())
    }

    /// Where a field of a row stands (or would stand).
    #[must_use]
    pub fn address(&self, row: &RawRow, field: Field) -> Option<CellRef> {
        row.cells
            .get(&field)
            .map(|cell| cell.at)
            .or_else(|| self.columns.get(&field).and_then(|column| CellRef::new(row.row, u32::from(*column))))
    }
}
