//! What every printed sheet has in common: A4 landscape, page numbers, and rows tall enough for their text.

use rust_xlsxwriter::{ColNum, Format, RowNum, Worksheet};
use unicode_width::UnicodeWidthChar;

use super::{Style, WriteError, display_width};
use crate::domain::{CellRef, NegativeMark, Plan, Quantity};

/// Height of one line of body text, in points. Generous: fonts differ between machines.
pub(super) const LINE: f64 = 16.0;
/// Height of a row with one line.
pub(super) const ROW: f64 = 20.0;
/// Height that rows may take on one page at full size, in points: A4 landscape less margins, with some to spare.
pub(super) const PAGE: f64 = 478.0;
/// Width that columns may take together at full size, in half-width characters of our font. A computer without
/// it draws wider columns and prints a little smaller: every sheet is fitted to the width of its page.
pub(super) const PAGE_WIDTH: f64 = 134.0;
/// Excel's limit of a row's height is 409 points; longer texts go on in the next row.
const LINES_MAX: usize = 22;
/// Excel's limit of a cell is 32,767 characters.
const CELL_TEXT_MAX: usize = 32_000;

/// A4 landscape with office margins, as wide as the page, with 「1／8」 at the foot.
pub(super) fn page_setup(sheet: &mut Worksheet) {
    sheet
        .set_paper_size(9)
        .set_landscape()
        .set_margins(0.5, 0.5, 0.6, 0.7, 0.3, 0.35)
        .set_print_center_horizontally(true)
        .set_print_fit_to_pages(1, 0);
    sheet.set_footer("&C&\"BIZ UDゴシック,標準\"&9&P／&N").set_header_footer_scale_with_doc(false);
}

/// Sets column widths, in half-width characters.
pub(super) fn columns(sheet: &mut Worksheet, widths: &[f64]) -> Result<(), WriteError> {
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, *width)?;
    }
    Ok(())
}

/// Writes a text as text, whatever it looks like.
pub(super) fn put(sheet: &mut Worksheet, row: RowNum, column: ColNum, text: &str, format: &Format) -> Result<(), WriteError> {
    if text.is_empty() {
        sheet.write_blank(row, column, format)?;
    } else if text.chars().count() > CELL_TEXT_MAX {
        let kept: String = text.chars().take(CELL_TEXT_MAX).chain(['…']).collect();
        sheet.write_string_with_format(row, column, kept, format)?;
    } else {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

/// Writes a text over several columns of one row.
pub(super) fn put_across(
    sheet: &mut Worksheet,
    row: RowNum,
    (first, last): (ColNum, ColNum),
    text: &str,
    format: &Format,
) -> Result<(), WriteError> {
    if first < last {
        sheet.merge_range(row, first, row, last, "", format)?;
    }
    put(sheet, row, first, text, format)
}

/// Lines that a text takes in a column of this width (half-width characters).
pub(super) fn line_count(text: &str, width: f64) -> usize {
    wrapped(text, width).len()
}

/// Height of a row whose cells hold these texts at these widths.
pub(super) fn row_height<'a>(cells: impl IntoIterator<Item = (&'a str, f64)>) -> f64 {
    let lines = cells.into_iter().map(|(text, width)| line_count(text, width)).max().unwrap_or(1);
    height_of(lines)
}

/// Height of a row with so many lines.
pub(super) fn height_of(lines: usize) -> f64 {
    let lines = u32::try_from(lines.clamp(1, LINES_MAX + 2)).unwrap_or(1);
    f64::from(lines) * LINE + (ROW - LINE)
}

/// Pieces of a text that each fit one row of at most `lines` lines.
pub(super) fn pieces(text: &str, width: f64, lines: usize) -> Vec<String> {
    let wrapped = wrapped(text, width);
    wrapped
        .chunks(lines.clamp(1, LINES_MAX))
        .map(|part| part.iter().map(|line| if line.hard { format!("{}\n", line.text) } else { line.text.clone() }).collect::<String>())
        .map(|piece| piece.trim_end().to_owned())
        .collect()
}

struct Line {
    text: String,
    /// Whether a line break of the text ends it.
    hard: bool,
}

/// Breaks a text as a cell will, a little earlier: line-end rules may move a character to the next line.
fn wrapped(text: &str, width: f64) -> Vec<Line> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        let mut used = 0.0;
        for c in paragraph.chars() {
            let wide = if c.width_cjk().unwrap_or(0) > 1 { 2.0 } else { 1.0 };
            if used + wide > (width - 2.0).max(2.0) && !line.is_empty() {
                lines.push(Line { text: std::mem::take(&mut line), hard: false });
                used = 0.0;
            }
            line.push(c);
            used += wide;
        }
        lines.push(Line { text: line, hard: true });
    }
    lines
}

/// A count as a cell's number.
pub(super) fn count_cell(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

/// The number format of an indicator's figure: its decimals, never fewer than the figure has, negatives as the
/// plan prints them.
pub(super) fn figure_code(plan: &Plan, decimals: u32, value: Quantity) -> String {
    Style::number_code(decimals.max(value.decimals()), plan.negative == NegativeMark::Triangle)
}

/// The address of a cell, without `$`.
pub(super) fn address(row: RowNum, column: ColNum) -> String {
    CellRef::new(row, u32::from(column)).map(|cell| cell.to_string()).unwrap_or_default()
}

/// Width of a column of numbers: never less than `least`, and wide enough for each, so that no cell shows ####.
pub(super) fn number_width(least: f64, printed: impl IntoIterator<Item = String>) -> f64 {
    let widest = printed.into_iter().map(|text| display_width(&text)).max().unwrap_or(0);
    least.max(f64::from(u32::try_from(widest).unwrap_or(0)) + 3.0)
}

/// A number format that keeps half a character free at the right edge. An indent would do in Excel; LibreOffice
/// forgets it where neighbouring cells have different decimals.
pub(super) fn padded(code: &str) -> String {
    code.split(';').map(|part| format!("{part}_ ")).collect::<Vec<_>>().join(";")
}

/// Formats that only the papers use.
pub(super) struct Ink;

impl Ink {
    /// Text without borders, wrapped.
    pub(super) fn plain() -> Format {
        Style::base().set_text_wrap()
    }

    /// A note in small type.
    pub(super) fn note() -> Format {
        Style::base().set_text_wrap().set_font_size(9)
    }

    /// 「資料1」 in its box.
    pub(super) fn label_box() -> Format {
        Style::base().set_bold().set_align(rust_xlsxwriter::FormatAlign::Center).set_border(rust_xlsxwriter::FormatBorder::Medium)
    }

    /// Text at the right edge, without borders.
    pub(super) fn right() -> Format {
        Style::base().set_align(rust_xlsxwriter::FormatAlign::Right)
    }

    /// A row of totals.
    pub(super) fn bold(format: Format) -> Format {
        format.set_bold()
    }

    /// Long text in a table: from the top.
    pub(super) fn long_text() -> Format {
        Style::text().set_align(rust_xlsxwriter::FormatAlign::Top)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_text_takes_the_lines_it_needs() {
        assert_eq!(line_count("観光", 10.0), 1);
        assert_eq!(line_count(&"観".repeat(40), 43.0), 2);
        assert_eq!(line_count("一行目\n二行目", 43.0), 2);
        assert!(row_height([("短い", 20.0), (&"長".repeat(100), 23.0)]) > 150.0);
    }

    #[test]
    fn a_text_longer_than_a_row_loses_nothing() {
        let text: String = (0..2000).map(|n| char::from_digit(n % 10, 10).unwrap_or('0')).collect();
        let parts = pieces(&text, 43.0, 20);
        assert!(parts.len() > 1 && parts.iter().all(|part| line_count(part, 43.0) <= 20));
        assert_eq!(parts.concat(), text);
        assert_eq!(pieces("一\n二", 43.0, 20), ["一\n二"]);
    }
}
