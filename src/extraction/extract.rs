//! Finding the form's table in a grid.

use super::{Grid, RawReturn};
use crate::form::FormDeclaration;

/// Finds identity, header cells and rows of a return. `forms` are all known versions, the current one first.
///
/// Identity that is missing or does not hold, a missing sheet or heading are findings of the result.
#[must_use]
pub fn extract(_grid: &Grid, _forms: &[FormDeclaration]) -> RawReturn {
    RawReturn {
        identity: None,
        sheet: String::new(),
        columns: std::collections::BTreeMap::new(),
        header: std::collections::BTreeMap::new(),
        rows: Vec::new(),
        findings: Vec::new(),
    }
}
