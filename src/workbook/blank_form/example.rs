//! The lower half of 記入例: how to fill in each column.

use rust_xlsxwriter::Worksheet;

use super::layout::Layout;
use crate::form::FormDeclaration;
use crate::workbook::style::{Style, WriteError};
use crate::workbook::{fit, form_paper};

/// Least width of the list's heading column, in half-width characters.
const HEADING_WIDTH: usize = 26;

/// Lists the input columns with their help, below the example's row.
pub(super) fn draw(sheet: &mut Worksheet, declaration: &FormDeclaration, layout: &Layout, office: &str) -> Result<(), WriteError> {
    let mut row = layout.last_row + 2;
    sheet.set_row_height(row, 22)?.write_string_with_format(row, 0, "各欄の書き方", &Style::heading())?;
    row += 1;
    let mut heading = (0, 0);
    let mut sum = 0;
    for (column, width) in (0u16..).zip(&layout.widths) {
        if sum < HEADING_WIDTH {
            (heading.1, sum) = (column, sum + width);
        }
    }
    let text = (heading.1 + 1, layout.last_column.max(heading.1 + 1));
    let width = (text.0..=text.1).map(|column| layout.width(column)).sum();
    for column in declaration.columns.iter().filter(|column| column.input && !column.help.is_empty()) {
        let help = column.help.replace("{office}", office);
        sheet.set_row_height(row, fit::height(fit::lines(&help, width)))?;
        form_paper::span(sheet, row, heading, &column.heading, &form_paper::label())?;
        form_paper::span(sheet, row, text, &help, &Style::text().set_indent(1))?;
        row += 1;
    }
    Ok(())
}
