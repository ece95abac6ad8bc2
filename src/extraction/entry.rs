//! What a department wrote where a number belongs.

use super::RawCell;
use crate::diagnostic::Problem;
use crate::domain::{Indicator, Quantity};

/// An entry, read. Blank, zero and unknown are three things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Nothing.
    Blank,
    /// A mark that stands for "no number" (— ※ ＊ 未定 集計中 …): never zero.
    Mark(String),
    /// A number, and what was done to the text to get it (notices and queries).
    Number {
        /// The number in the indicator's unit.
        value: Quantity,
        /// Notices and queries.
        problems: Vec<Problem>,
    },
    /// Not a number: an error.
    Bad(Problem),
}

/// Reads a cell in which a number in the indicator's unit is expected.
#[must_use]
pub fn read_entry(_cell: Option<&RawCell>, _indicator: &Indicator) -> Entry {
    Entry::Blank
}
