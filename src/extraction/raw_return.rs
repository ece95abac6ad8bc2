//! A return as it was found in the workbook: which cells belong to which indicator, nothing judged.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Content;
use crate::diagnostic::Finding;
use crate::domain::{CellRef, FiscalYear, FormIdentity, TextField};
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
    /// Place of its table in the return's `tables`.
    pub table: usize,
    /// Zero-based row on the sheet.
    pub row: u32,
    /// Its non-empty cells by meaning.
    pub cells: BTreeMap<Field, RawCell>,
}

/// A table of a return: the list's only one, or one for each policy's sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawTable {
    /// The sheet that holds it.
    pub sheet: String,
    /// Where each heading was found; says where a blank cell would be.
    pub columns: BTreeMap<Field, u16>,
}

/// A text of an evaluation sheet as it was found; nothing judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawText {
    /// The policy as the sheet names it (its id, else what stands in its place).
    pub node: String,
    /// The sheet.
    pub sheet: String,
    /// The initiative's place, from 1; 0 for the policy's own texts.
    pub slot: u8,
    /// What it says.
    pub field: TextField,
    /// The cell.
    pub cell: RawCell,
}

/// The heading of the actual, which may name a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearHeading {
    /// The sheet on which it stands.
    pub sheet: String,
    /// Its cell.
    pub at: CellRef,
    /// What it says.
    pub text: String,
}

/// By what a return in the office's own workbook is known, as it stands there. Whose it is, the register says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OwnIdentity {
    /// The form by which it was read.
    pub form: String,
    /// The form's version.
    pub version: u16,
    /// 所属 as written; empty where it is blank or not declared.
    pub department: String,
    /// The year asked about, as the workbook names it.
    pub year: Option<FiscalYear>,
}

/// A return as it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawReturn {
    /// The identity (visible, else hidden); `None` when none was found or it does not hold (then a finding says so).
    pub identity: Option<FormIdentity>,
    /// Its tables, in the order of the sheets; none where none was found.
    pub tables: Vec<RawTable>,
    /// Header cells.
    pub header: BTreeMap<HeaderField, RawCell>,
    /// The sheet on which each header cell was found: not always one of the tables'.
    pub header_sheets: BTreeMap<HeaderField, String>,
    /// Rows in sheet order, empty ones left out.
    pub rows: Vec<RawRow>,
    /// Texts of evaluation sheets in sheet order, blank ones left out.
    pub texts: Vec<RawText>,
    /// The year that the heading of the actual names; forms of earlier rounds name theirs.
    pub year: Option<FiscalYear>,
    /// That heading.
    pub year_heading: Option<YearHeading>,
    /// What was noticed on the way (F, I and T codes).
    pub findings: Vec<Finding>,
    /// By what it is known, where it is in a workbook of the office's own.
    pub own: Option<OwnIdentity>,
}

impl RawReturn {
    /// A return of which nothing was found yet.
    #[must_use]
    pub const fn empty() -> Self {
        Self {
            identity: None,
            tables: Vec::new(),
            header: BTreeMap::new(),
            header_sheets: BTreeMap::new(),
            rows: Vec::new(),
            texts: Vec::new(),
            year: None,
            year_heading: None,
            findings: Vec::new(),
            own: None,
        }
    }

    /// The sheet on which a header cell stands (or would stand).
    #[must_use]
    pub fn header_sheet(&self, field: HeaderField) -> &str {
        self.header_sheets.get(&field).map_or_else(|| self.sheet(), String::as_str)
    }

    /// Text of a header cell, trimmed; empty when absent.
    #[must_use]
    pub fn header_text(&self, field: HeaderField) -> &str {
        self.header.get(&field).map_or("", |cell| cell.content.text().trim())
    }

    /// The first sheet with a table; empty where none was found.
    #[must_use]
    pub fn sheet(&self) -> &str {
        self.tables.first().map_or("", |table| table.sheet.as_str())
    }

    /// The sheet on which a row stands.
    #[must_use]
    pub fn sheet_of(&self, row: &RawRow) -> &str {
        self.tables.get(row.table).map_or("", |table| table.sheet.as_str())
    }

    /// Where a field of a row stands (or would stand).
    #[must_use]
    pub fn address(&self, row: &RawRow, field: Field) -> Option<CellRef> {
        row.cells
            .get(&field)
            .map(|cell| cell.at)
            .or_else(|| self.tables.get(row.table)?.columns.get(&field).and_then(|column| CellRef::new(row.row, u32::from(*column))))
    }
}
