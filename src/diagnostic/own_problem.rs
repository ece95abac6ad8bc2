//! Problems of a workbook that the office has declared as its form or its report (codes R041 to R045).
#![expect(missing_docs, reason = "a fact's name says what it is; the variant says what happened")]

use serde::{Deserialize, Serialize};

use crate::domain::Severity;

/// One problem and its facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "own", rename_all = "snake_case")]
pub enum OwnProblem {
    /// A place of the declaration that is not in the workbook: what it is (`heading`, `sub`, `label`, `name`, `sheet`,
    /// `end`), its text, the sheets that were looked through, and what comes nearest (empty for nothing).
    PlaceMissing { what: String, wanted: String, looked: Vec<String>, nearest: String },
    /// A place of the declaration that is in the workbook more than once.
    PlaceTwice { what: String, wanted: String, cells: Vec<String> },
    /// The workbook has too few rows for what is asked; `department` is empty for a report.
    RowsShort { department: String, room: usize, needed: usize },
    /// A cell that is left as it is: `holds` is `formula` or `merged`.
    CellKept { heading: String, holds: String },
    /// An indicator that has no row in a workbook whose rows are there already.
    RowMissing { name: String },
}

impl OwnProblem {
    /// The stable code and severity.
    #[must_use]
    pub const fn class(&self) -> (&'static str, Severity) {
        match self {
            Self::PlaceMissing { .. } => ("R041", Severity::Error),
            Self::PlaceTwice { .. } => ("R042", Severity::Error),
            Self::RowsShort { .. } => ("R043", Severity::Error),
            Self::CellKept { .. } => ("R044", Severity::Notice),
            Self::RowMissing { .. } => ("R045", Severity::Error),
        }
    }
}
