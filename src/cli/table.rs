//! Tables that fit 100 columns and line up with full-width text.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

/// Widest table.
const WIDTH: u16 = 100;

/// A table with these headings; the columns in `right` are right-aligned.
#[must_use]
pub fn table(headings: &[&str], right: &[usize]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_BORDERS_ONLY).set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    table.set_header(headings.to_vec());
    for index in right {
        if let Some(column) = table.column_mut(*index) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}
