//! What may still be read of one workbook: a limit on cells and on text.

use super::Content;
use super::preflight::too_large;
use crate::diagnostic::Problem;

/// Most cells that are looked at, styled empty ones included.
const CELLS_EXAMINED_MAX: u64 = 2_000_000;
/// Most cells that hold something.
const CELLS_KEPT_MAX: usize = 200_000;
/// Longest text of a cell: Excel's own limit.
pub(super) const TEXT_CHARS_MAX: usize = 32_767;
/// Longest formula: Excel's own limit.
pub(super) const FORMULA_CHARS_MAX: usize = 8_192;
/// Most text of all cells together.
const TEXT_BYTES_MAX: usize = 24 << 20;

/// What may still be read of a workbook.
#[derive(Debug, Default)]
pub(super) struct Budget {
    examined: u64,
    kept: usize,
    text_bytes: usize,
}

impl Budget {
    /// One more cell is looked at.
    pub(super) fn examine(&mut self) -> Result<(), Problem> {
        self.examined += 1;
        if self.examined > CELLS_EXAMINED_MAX { Err(too_large("cells", self.examined, CELLS_EXAMINED_MAX)) } else { Ok(()) }
    }

    /// One more cell is kept.
    pub(super) fn keep(&mut self, content: &Content) -> Result<(), Problem> {
        self.kept += 1;
        if self.kept > CELLS_KEPT_MAX {
            return Err(too_large("cells", self.kept as u64, CELLS_KEPT_MAX as u64));
        }
        self.text(content.text(), TEXT_CHARS_MAX)
    }

    /// A text of at most `chars_max` characters is kept.
    pub(super) fn text(&mut self, text: &str, chars_max: usize) -> Result<(), Problem> {
        // The first comparison is cheap and settles nearly every text.
        if text.len() > chars_max && text.chars().nth(chars_max).is_some() {
            return Err(too_large("text", text.chars().count() as u64, chars_max as u64));
        }
        self.text_bytes = self.text_bytes.saturating_add(text.len());
        if self.text_bytes > TEXT_BYTES_MAX { Err(too_large("text", self.text_bytes as u64, TEXT_BYTES_MAX as u64)) } else { Ok(()) }
    }
}
