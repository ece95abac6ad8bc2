//! What forms and receipts have in common on paper and in the file: A4 landscape, page numbers, the hidden mark.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet};

use super::style::{FONT, Style, WriteError};

/// Paper size code of A4.
const A4: u8 = 9;
/// Left and right margin, in inches (8 mm).
const SIDE_INCHES: f64 = 0.3;
/// Top and bottom margin, in inches (15 mm); the footer stands in it.
const EDGE_INCHES: f64 = 0.6;
/// Distance of the footer from the edge, in inches.
const FOOTER_INCHES: f64 = 0.28;

/// A4 landscape, one page wide, page numbers 「1／8」 between two texts.
pub(super) fn set(sheet: &mut Worksheet, left: &str, right: &str) {
    // `&` begins a code in a footer; a digit after a size would be read as part of it.
    let plain = |text: &str| {
        let space = if text.starts_with(|c: char| c.is_ascii_digit()) { " " } else { "" };
        format!("{space}{}", text.replace('&', "&&"))
    };
    let font = format!("&\"{FONT}\"&8");
    sheet
        .set_paper_size(A4)
        .set_landscape()
        .set_margins(SIDE_INCHES, SIDE_INCHES, EDGE_INCHES, EDGE_INCHES, FOOTER_INCHES, FOOTER_INCHES)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_screen_gridlines(false)
        .set_footer(format!("&L{font}{}&C{font}&P／&N&R{font}{}", plain(left), plain(right)));
}

/// The sheet by which the program knows its own workbooks again, wherever they turn up.
pub(super) fn mark<'a>(workbook: &'a mut Workbook, kind: &str, what: &str) -> Result<&'a mut Worksheet, WriteError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name("様式情報")?.set_very_hidden(true);
    sheet.write_string(0, 0, "torimatome")?.write_string(0, 1, kind)?.write_string(1, 1, what)?;
    Ok(sheet)
}

/// A text in a cell or, where the columns differ, in the merged cells of one row.
pub(super) fn span(sheet: &mut Worksheet, row: u32, columns: (u16, u16), text: &str, format: &Format) -> Result<(), WriteError> {
    let (first, last) = columns;
    if first == last {
        sheet.write_string_with_format(row, first, text, format)?;
    } else {
        sheet.merge_range(row, first, row, last, text, format)?;
    }
    Ok(())
}

/// The label before a value in a block of facts.
pub(super) fn label() -> Format {
    Style::column_heading().set_align(FormatAlign::Left).set_indent(1)
}
