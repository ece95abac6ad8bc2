//! Schemes by themselves: the rows of 評価区分 without the rest of a register, as ready-made schemes are shipped.

use super::{assemble, sheets, table};
use crate::diagnostic::Finding;
use crate::domain::Scheme;

/// Reads a sheet of 評価区分. No schemes where a row cannot be read; the findings say which.
#[must_use]
pub fn read_schemes(csv: &[u8]) -> (Vec<Scheme>, Vec<Finding>) {
    let mut findings = Vec::new();
    let table = table::read(&sheets::scheme::SHEET, csv, &mut findings);
    let lines = sheets::scheme::read(table.as_ref(), &mut findings);
    (assemble::schemes(lines).unwrap_or_default(), findings)
}
