//! The register as a workbook that an office edits: every cell is text, so that Excel leaves 1-1 and 0123 alone; closed
//! lists are chosen from, and each heading says what stands below it.

use chrono::NaiveDate;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, FormatAlign, IgnoreError, Note, ObjectMovement, Workbook, Worksheet,
};

use super::style::FONT;
use super::{Style, WriteError, display_width, fit, new_workbook};
use crate::register::{SheetText, choices, note};

/// Rows that drop-downs reach, so that the office can add to a sheet.
const ROWS_AHEAD: u32 = 500;
/// Narrowest and widest column, in half-width characters.
const WIDTHS: (usize, usize) = (8, 48);
/// Widest column that holds a text too long for one row at the usual width: Excel's rows are at most 409 points high.
const WIDTH_OF_LONG_TEXT: usize = 96;
/// Lines from which a text is too long.
const LONG_LINES: usize = 20;
/// Columns that fit on A4; a wider sheet is printed on A3.
const A4_WIDTH: usize = 170;
const A4: u8 = 9;
const A3: u8 = 8;
/// The sheet whose rows have a word each, and its columns of words and contents.
const PLAN: (&str, &str, &str) = ("計画", "項目", "内容");

/// Writes the sheets as a workbook; `title` is what the file is called in its properties.
pub fn register_book(title: &str, sheets: &[SheetText], today: NaiveDate) -> Result<Vec<u8>, WriteError> {
    let mut workbook = new_workbook(title, today)?;
    for sheet in sheets {
        write_sheet(&mut workbook, sheet)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn write_sheet(workbook: &mut Workbook, text: &SheetText) -> Result<(), WriteError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(&text.name)?;
    let headings = text.rows.first().map_or(&[][..], Vec::as_slice);
    let widths = widths(text);
    let (body, empty) = (cell_format(), Style::base().set_num_format("@").set_text_wrap());
    for (column, width) in (0_u16..).zip(&widths) {
        sheet.set_column_width(column, f64::from(u32::try_from(*width).unwrap_or(8)))?;
        // What is typed below the last row stays text too.
        sheet.set_column_format(column, &empty)?;
    }
    for (row, cells) in (0_u32..).zip(&text.rows) {
        let format = if row == 0 { &heading_format() } else { &body };
        write_row(sheet, row, cells, &widths, format)?;
    }
    for (column, heading) in (0_u16..).zip(headings) {
        if let Some(words) = note(&text.name, heading) {
            sheet.insert_note(0, column, &heading_note(words))?;
        }
    }
    drop_downs(sheet, text)?;
    let last_column = u16::try_from(headings.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let last_row = u32::try_from(text.rows.len().saturating_sub(1)).unwrap_or(u32::MAX);
    if !headings.is_empty() {
        sheet.ignore_error_range(0, 0, last_row + ROWS_AHEAD, last_column, IgnoreError::NumberStoredAsText)?;
        sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    }
    print(sheet, &text.name, widths.iter().sum());
    Ok(())
}

fn write_row(sheet: &mut Worksheet, row: u32, cells: &[String], widths: &[usize], format: &Format) -> Result<(), WriteError> {
    let mut lines = 1;
    for ((column, cell), width) in (0_u16..).zip(cells).zip(widths) {
        if cell.is_empty() {
            sheet.write_blank(row, column, format)?;
        } else {
            sheet.write_string_with_format(row, column, cell, format)?;
            lines = lines.max(fit::lines(cell, width.saturating_sub(1)));
        }
    }
    sheet.set_row_height(row, fit::height(lines))?;
    Ok(())
}

/// Closed lists, from the first row below the headings. In 計画 each row has a list of its own.
fn drop_downs(sheet: &mut Worksheet, text: &SheetText) -> Result<(), WriteError> {
    let headings = text.rows.first().map_or(&[][..], Vec::as_slice);
    let column = |heading: &str| headings.iter().position(|known| known == heading).and_then(|at| u16::try_from(at).ok());
    if text.name == PLAN.0 {
        let (Some(words), Some(contents)) = (column(PLAN.1), column(PLAN.2)) else { return Ok(()) };
        for (row, cells) in (0_u32..).zip(&text.rows) {
            let word = cells.get(usize::from(words)).map_or("", String::as_str);
            one_of(sheet, (row, row), contents, &choices(&text.name, word))?;
        }
        return Ok(());
    }
    let last = u32::try_from(text.rows.len()).unwrap_or(u32::MAX).saturating_add(ROWS_AHEAD);
    for (at, heading) in (0_u16..).zip(headings) {
        one_of(sheet, (1, last), at, &choices(&text.name, heading))?;
    }
    Ok(())
}

fn one_of(sheet: &mut Worksheet, (first, last): (u32, u32), column: u16, words: &[&str]) -> Result<(), WriteError> {
    if words.is_empty() {
        return Ok(());
    }
    let rule = DataValidation::new()
        .allow_list_strings(words)?
        .ignore_blank(true)
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("一覧にない言葉です")?
        .set_error_message(format!("一覧から選んでください：{}", words.join("、")))?;
    sheet.add_data_validation(first, column, last, column, &rule)?;
    Ok(())
}

/// Widths in half-width characters: what nine of ten filled cells need, the heading in any case.
fn widths(text: &SheetText) -> Vec<usize> {
    let columns = text.rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| {
        let heading = text.rows.first().and_then(|row| row.get(column)).map_or(0, |cell| display_width(cell));
        let cells = || text.rows.iter().skip(1).filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty());
        let mut needed: Vec<usize> = cells().map(|cell| display_width(cell)).collect();
        needed.sort_unstable();
        let usual = needed.get(needed.len() * 9 / 10).or(needed.last()).copied().unwrap_or(0);
        // Room for the arrow of a drop-down and the corner of a note.
        let long = cells().any(|cell| fit::lines(cell, WIDTHS.1) > LONG_LINES);
        (usual.max(heading) + 3).clamp(WIDTHS.0, if long { WIDTH_OF_LONG_TEXT } else { WIDTHS.1 })
    };
    (0..columns).map(width).collect()
}

fn heading_format() -> Format {
    Style::column_heading().set_num_format("@").set_align(FormatAlign::VerticalCenter)
}

fn cell_format() -> Format {
    Style::text().set_num_format("@").set_align(FormatAlign::Top)
}

fn heading_note(words: &str) -> Note {
    let lines = u32::try_from(fit::lines(words, 36)).unwrap_or(1);
    Note::new(words)
        .add_author_prefix(false)
        .set_font_name(FONT)
        .set_font_size(10)
        .set_width(270)
        .set_height(20 * lines + 16)
        .set_object_movement(ObjectMovement::DontMoveOrSizeWithCells)
}

fn print(sheet: &mut Worksheet, name: &str, width: usize) {
    let name = name.replace('&', "&&");
    sheet
        .set_paper_size(if width > A4_WIDTH { A3 } else { A4 })
        .set_landscape()
        .set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3)
        .set_print_fit_to_pages(1, 0)
        .set_footer(format!("&L&\"{FONT}\"&9{name}&C&\"{FONT}\"&9&P／&N"));
}
