//! Limits of the loader. A real register stays far below all of them; what exceeds one is a mistake.

/// Largest sheet, in bytes.
pub(super) const SHEET_BYTES_MAX: usize = 5 * 1024 * 1024;
/// Most rows of a sheet, headings included.
pub(super) const SHEET_ROWS_MAX: u32 = 20_000;
/// Most columns of a sheet.
pub(super) const SHEET_COLUMNS_MAX: usize = 64;
/// Longest cell, in characters.
pub(super) const CELL_CHARS_MAX: usize = 4_000;
/// Longest text that a finding quotes, in characters.
pub(super) const QUOTE_CHARS_MAX: usize = 60;
/// Most findings of one code; the rest is counted.
pub(super) const FINDINGS_PER_CODE_MAX: usize = 500;

/// A text short enough to quote in a finding.
pub(super) fn quoted(text: &str) -> String {
    match text.char_indices().nth(QUOTE_CHARS_MAX) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
