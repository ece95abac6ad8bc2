//! The register as a workbook that an office edits: every cell is text, so that Excel leaves 1-1 and 0123 alone; closed
//! lists are chosen from, and each heading says what stands below it. The first sheet tells what to write first.

mod guide;
mod lists;

use chrono::NaiveDate;
use rust_xlsxwriter::{Color, Format, FormatAlign, IgnoreError, Note, ObjectMovement, Workbook, Worksheet};

use super::style::FONT;
use super::{Style, WriteError, display_width, fit, new_workbook};
use crate::register::{EXAMPLE, GUIDE, SheetText, must_fill, note, sheet_names};

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
/// Rows that are drawn below the headings at least, so that an empty sheet looks like one to write on.
const ROWS_DRAWN: u32 = 30;
/// The sheet whose rows have a word each.
const PLAN: &str = "計画";
/// Columns that want more room than a heading or an example takes, in half-width characters.
const ROOMY: [(&str, usize); 14] = [
    ("名称", 30),
    ("指標名", 30),
    ("内容", 36),
    ("定義", 36),
    ("算出方法", 36),
    ("説明", 48),
    ("備考", 24),
    ("理由", 30),
    ("メール", 32),
    ("出典", 24),
    ("事業名", 30),
    ("事業概要", 44),
    ("取組名", 28),
    ("具体的な取組", 44),
];

/// Writes the sheets as a workbook; `title` is what the file is called in its properties.
pub fn register_book(title: &str, sheets: &[SheetText], today: NaiveDate) -> Result<Vec<u8>, WriteError> {
    let mut workbook = new_workbook(title, today)?;
    let known = |sheet: &&SheetText| sheet_names().any(|name| name == sheet.name);
    if sheets.iter().any(|sheet| known(&sheet)) && !sheets.iter().any(|sheet| sheet.name == GUIDE) {
        guide::write(&mut workbook, sheets)?;
    }
    for sheet in sheets {
        write_sheet(&mut workbook, sheet, sheets)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn write_sheet(workbook: &mut Workbook, text: &SheetText, sheets: &[SheetText]) -> Result<(), WriteError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(&text.name)?.set_tab_color(guide::tab(&text.name));
    let headings = text.rows.first().map_or(&[][..], Vec::as_slice);
    let widths = widths(text);
    let (body, empty) = (cell_format(), Style::base().set_num_format("@").set_text_wrap());
    for (column, width) in (0_u16..).zip(&widths) {
        sheet.set_column_width(column, f64::from(u32::try_from(*width).unwrap_or(8)))?;
        // What is typed below the last row stays text too.
        sheet.set_column_format(column, &empty)?;
    }
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.write_string_with_format(0, column, heading, &heading_format(must_fill(&text.name, heading)))?;
    }
    sheet.set_row_height(0, fit::height(1).max(24.0))?;
    let example = example_format();
    for (row, cells) in (1_u32..).zip(text.rows.iter().skip(1)) {
        let is_example = cells.iter().find(|cell| !cell.is_empty()).is_some_and(|cell| cell.starts_with(EXAMPLE));
        write_row(sheet, row, cells, &widths, if is_example { &example } else { &body })?;
    }
    let next = u32::try_from(text.rows.len().max(1)).unwrap_or(u32::MAX);
    for row in (next..=ROWS_DRAWN).filter(|_| text.name != PLAN) {
        write_row(sheet, row, &vec![String::new(); headings.len()], &widths, &body)?;
    }
    for (column, heading) in (0_u16..).zip(headings) {
        if let Some(words) = note(&text.name, heading) {
            sheet.insert_note(0, column, &heading_note(words))?;
        }
    }
    lists::drop_downs(sheet, text, sheets)?;
    let last_column = u16::try_from(headings.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let last_row = u32::try_from(text.rows.len().saturating_sub(1)).unwrap_or(u32::MAX);
    if !headings.is_empty() {
        sheet.ignore_error_range(0, 0, last_row + ROWS_AHEAD, last_column, IgnoreError::NumberStoredAsText)?;
        // The indicator's name stays in sight while its other columns are written.
        sheet.set_freeze_panes(1, if text.name == "指標" { 2 } else { 0 })?.set_repeat_rows(0, 0)?;
        if text.name != PLAN {
            sheet.autofilter(0, 0, last_row.max(1), last_column)?;
        }
    }
    // Short enough to be read on one page.
    let is_short = text.name == PLAN && text.rows.len() <= 24 && text.rows.iter().flatten().all(|cell| display_width(cell) < 100);
    print(sheet, &text.name, widths.iter().sum(), is_short);
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
        let name = text.rows.first().and_then(|row| row.get(column)).map_or("", String::as_str);
        let roomy = ROOMY.iter().find(|(known, _)| *known == name).map_or(0, |(_, width)| *width);
        (usual.max(heading) + 4).max(roomy).clamp(WIDTHS.0, if long { WIDTH_OF_LONG_TEXT } else { WIDTHS.1 })
    };
    (0..columns).map(width).collect()
}

/// What every row needs stands out; the other columns are there for those who have something to say.
fn heading_format(needed: bool) -> Format {
    let format = Style::column_heading().set_num_format("@").set_align(FormatAlign::VerticalCenter);
    if needed { format.set_background_color(Style::quiet()).set_font_color(Color::White) } else { format }
}

/// A row that only shows how others are written.
fn example_format() -> Format {
    cell_format().set_italic().set_font_color(Color::RGB(0x005F_6B76)).set_background_color(Color::RGB(0x00F2_F4F6))
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

fn print(sheet: &mut Worksheet, name: &str, width: usize, on_one_page: bool) {
    let name = name.replace('&', "&&");
    sheet
        .set_paper_size(if width > A4_WIDTH { A3 } else { A4 })
        .set_landscape()
        .set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3)
        .set_print_fit_to_pages(1, u16::from(on_one_page))
        .set_footer(format!("&L&\"{FONT}\"&9{name}&C&\"{FONT}\"&9&P／&N"));
}
