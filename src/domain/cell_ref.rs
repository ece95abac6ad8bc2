//! A cell's address, as Excel writes it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A cell within Excel's sheet: row 0–1048575, column 0–16383 (both from zero; printed from one).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CellRef {
    row: u32,
    column: u16,
}

impl CellRef {
    /// The cell at a zero-based row and column; `None` off the sheet.
    #[must_use]
    pub fn new(row: u32, column: u32) -> Option<Self> {
        let column = u16::try_from(column).ok().filter(|c| *c < 16_384)?;
        (row < 1_048_576).then_some(Self { row, column })
    }

    /// Zero-based row.
    #[must_use]
    pub const fn row(self) -> u32 {
        self.row
    }

    /// Zero-based column.
    #[must_use]
    pub const fn column(self) -> u16 {
        self.column
    }

    /// The column's letters: `A` … `XFD`.
    #[must_use]
    pub fn column_letters(self) -> String {
        let mut letters = Vec::new();
        let mut rest = u32::from(self.column) + 1;
        while rest > 0 {
            letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().collect()
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.column_letters(), self.row + 1)
    }
}

impl FromStr for CellRef {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let bad = || format!("{text:?} is not a cell address such as I14");
        let split = text.find(|c: char| c.is_ascii_digit()).ok_or_else(bad)?;
        let (letters, digits) = text.split_at(split);
        if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(bad());
        }
        let column = letters.bytes().fold(0u32, |sum, b| sum * 26 + u32::from(b - b'A') + 1);
        let row: u32 = digits.parse().map_err(|_| bad())?;
        row.checked_sub(1).and_then(|row| Self::new(row, column - 1)).ok_or_else(bad)
    }
}

impl TryFrom<String> for CellRef {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<CellRef> for String {
    fn from(cell: CellRef) -> Self {
        cell.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_go_both_ways() {
        for text in ["A1", "I14", "Z9", "AA10", "XFD1048576"] {
            assert_eq!(text.parse::<CellRef>().map(|c| c.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "A0", "XFE1", "A1048577", "AAAAAAAAA1", "14", "a1"] {
            assert!(text.parse::<CellRef>().is_err(), "{text}");
        }
    }
}
