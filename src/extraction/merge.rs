//! Cells that are merged over several rows: what they hold stands in the first one, and means all of them or none.

use serde::{Deserialize, Serialize};

use crate::domain::CellRef;

/// Most merged ranges of one sheet that are known; a form has dozens.
pub(super) const MERGES_MAX: usize = 10_000;

/// A range of merged cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// The cell that holds what is shown.
    pub first: CellRef,
    /// The last cell that it covers.
    pub last: CellRef,
}

impl Merge {
    /// The range between two corners, where it covers several rows; zero-based.
    #[must_use]
    pub fn over_rows(first: (u32, u32), last: (u32, u32)) -> Option<Self> {
        let merge = Self { first: CellRef::new(first.0, first.1)?, last: CellRef::new(last.0, last.1)? };
        (merge.first.row() < merge.last.row() && merge.first.column() <= merge.last.column()).then_some(merge)
    }

    /// A range as a workbook writes it (`I12:I13`), where it covers several rows.
    #[must_use]
    pub fn parse(range: &str) -> Option<Self> {
        let (first, last) = range.split_once(':')?;
        let (first, last): (CellRef, CellRef) = (first.parse().ok()?, last.parse().ok()?);
        Self::over_rows((first.row(), first.column().into()), (last.row(), last.column().into()))
    }

    /// Whether it covers a cell of this column in a row below its first.
    pub(super) fn covers_below(&self, row: u32, column: u16) -> bool {
        (self.first.column()..=self.last.column()).contains(&column) && self.first.row() < row && row <= self.last.row()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_covers_several_rows_matters() {
        let merge = Merge::parse("I12:J14").unwrap();
        assert!(merge.covers_below(12, 9) && merge.covers_below(13, 8));
        assert!(!merge.covers_below(11, 8) && !merge.covers_below(14, 8) && !merge.covers_below(12, 10));
        assert!(["I12:J12", "I12", "J13:I12", "I14:I12", ""].iter().all(|range| Merge::parse(range).is_none()));
    }
}
