//! The register's loader: the same sheets as CSV files in a folder (a workbook comes later). Pure: the files
//! come in as bytes, and either a consistent [`Registry`] comes out or findings that name every problem.

use std::collections::BTreeMap;

use crate::diagnostic::Finding;
use crate::domain::Registry;

/// A register's sheets by name (`計画`, `体系`, …), as UTF-8 CSV bytes.
pub type Sheets = BTreeMap<String, Vec<u8>>;

/// A loaded register.
#[derive(Debug)]
pub struct Loaded {
    /// The register; `None` when a finding is an error: a broken register is never half-loaded.
    pub registry: Option<Registry>,
    /// Every problem, in one pass.
    pub findings: Vec<Finding>,
}

/// Loads and checks a register.
#[must_use]
pub fn load(_sheets: &Sheets) -> Loaded {
    Loaded { registry: None, findings: Vec::new() }
}
