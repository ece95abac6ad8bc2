//! 入力 and 記入例: title, header block and table.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Formula, IgnoreError, ProtectionOptions, Worksheet};

use super::content::{Cell, Content, Row};
use super::layout::{Layout, Slot};
use crate::form::{BlankForm, CellKind, Column, Field, FormDeclaration, HeaderCell, HeaderField};
use crate::workbook::style::{Style, WriteError, display_width};
use crate::workbook::{fit, form_paper};

/// Least lines of a row, so that there is room to write by hand.
const LINES_MIN: usize = 2;
/// Room under a heading for the filter's button, in points.
const BUTTON_POINTS: f64 = 20.0;
/// Era, year, month and day.
const DATE_CODE: &str = "[$-411]ggge\"年\"m\"月\"d\"日\"";

/// Draws the sheet, all but its rules for typing.
pub(super) fn draw(
    sheet: &mut Worksheet,
    form: &BlankForm,
    declaration: &FormDeclaration,
    content: &Content,
    layout: &Layout,
) -> Result<(), WriteError> {
    for (column, width) in (0u16..).zip(&layout.widths) {
        sheet.set_column_width(column, u32::try_from(*width).unwrap_or(8))?;
    }
    sheet.set_row_height(0, 28)?.write_string_with_format(0, 0, &content.title, &Style::title())?;
    sheet.set_row_height(1, 22)?.write_string_with_format(1, 0, &content.lead, &Style::base())?;
    for (cell, slot) in declaration.header.iter().zip(&layout.slots) {
        header_cell(sheet, cell, *slot, &content.header, content.checked_on)?;
    }
    headings(sheet, form, declaration, layout)?;
    for (index, row) in (layout.first_row..).zip(&content.rows) {
        body_row(sheet, index, row, form, declaration, layout)?;
    }
    frame(sheet, declaration, content, layout)
}

pub(super) fn header_cell(
    sheet: &mut Worksheet,
    cell: &HeaderCell,
    slot: Slot,
    texts: &BTreeMap<HeaderField, String>,
    checked_on: Option<NaiveDate>,
) -> Result<(), WriteError> {
    sheet.set_row_height(slot.row, 22)?.write_string_with_format(slot.row, slot.label, &cell.label, &Style::column_heading())?;
    let paper = Style::bordered(Style::base());
    let shown = match cell.kind {
        CellKind::Date => paper.set_num_format(DATE_CODE).set_align(FormatAlign::Left),
        CellKind::Number | CellKind::Text | CellKind::LongText | CellKind::Choice => paper.set_shrink(),
    };
    let shown = if cell.input { Style::input(shown) } else { shown };
    let text = texts.get(&cell.field).map(String::as_str).unwrap_or_default();
    form_paper::span(sheet, slot.row, slot.value, text, &shown)?;
    if text.is_empty() {
        // `span` writes a text; an empty cell must stay empty.
        sheet.write_blank(slot.row, slot.value.0, &shown)?;
    }
    if let (HeaderField::CheckedOn, Some(date)) = (cell.field, checked_on) {
        let date = ExcelDateTime::parse_from_str(&date.format("%Y-%m-%d").to_string())?;
        sheet.write_datetime_with_format(slot.row, slot.value.0, &date, &shown)?;
    }
    Ok(())
}

fn headings(sheet: &mut Worksheet, form: &BlankForm, declaration: &FormDeclaration, layout: &Layout) -> Result<(), WriteError> {
    let format = Style::column_heading();
    let bold = Style::base().set_bold();
    let small = Style::base().set_font_size(8.5);
    let mut lines_most = 1;
    for (index, column) in (0u16..).zip(&declaration.columns) {
        let heading = broken(&column.heading, layout.width(index));
        let mut lines = fit::lines(&heading, layout.width(index));
        match column.suffix.map(|suffix| form.suffix(suffix)).filter(|suffix| !suffix.is_empty()) {
            Some(suffix) => {
                lines += 1;
                let suffix = format!("\n（{suffix}）");
                let parts = [(&bold, heading.as_str()), (&small, suffix.as_str())];
                sheet.write_rich_string_with_format(layout.heading_row, index, &parts, &format)?;
            }
            None => {
                sheet.write_string_with_format(layout.heading_row, index, &heading, &format)?;
            }
        }
        lines_most = lines_most.max(lines);
    }
    sheet.set_row_height(layout.heading_row, fit::height(lines_most) + BUTTON_POINTS)?;
    Ok(())
}

/// A heading that is too long for its column goes on in a new line at its bracket.
pub(super) fn broken(heading: &str, width: usize) -> String {
    match heading.split_once('（') {
        Some((before, rest)) if !before.is_empty() && display_width(heading) > width => format!("{before}\n（{rest}"),
        _ => heading.to_owned(),
    }
}

fn body_row(
    sheet: &mut Worksheet,
    index: u32,
    row: &Row,
    form: &BlankForm,
    declaration: &FormDeclaration,
    layout: &Layout,
) -> Result<(), WriteError> {
    let mut lines = LINES_MIN;
    for (at, column) in (0u16..).zip(&declaration.columns) {
        let cell = row.cells.get(&column.field);
        let format = cell_format(column, cell, row, form.triangle);
        if let Some(Cell::Text(text)) = cell {
            lines = lines.max(fit::lines(text, layout.width(at)));
        }
        put(sheet, (index, at), cell, &format)?;
    }
    sheet.set_row_height(index, fit::height(lines))?;
    Ok(())
}

/// Writes what a cell holds.
pub(super) fn put(sheet: &mut Worksheet, (row, column): (u32, u16), cell: Option<&Cell>, format: &Format) -> Result<(), WriteError> {
    match cell {
        None => sheet.write_blank(row, column, format)?,
        Some(Cell::Text(text)) => sheet.write_string_with_format(row, column, text, format)?,
        Some(Cell::Number(value, _)) => sheet.write_number_with_format(row, column, value.to_cell(), format)?,
        Some(Cell::Percent(value)) => {
            let hundredth = value.over(crate::domain::Quantity::HUNDRED).unwrap_or(*value);
            sheet.write_number_with_format(row, column, hundredth.to_cell(), format)?
        }
        Some(Cell::Formula(formula, result)) => {
            sheet.write_formula_with_format(row, column, Formula::new(formula).set_result(result), format)?
        }
    };
    Ok(())
}

/// Numbers right with the indicator's decimals, short marks and stages in the middle, texts left.
pub(super) fn cell_format(column: &Column, cell: Option<&Cell>, row: &Row, triangle: bool) -> Format {
    let decimals = row.decimals;
    let input = column.input && row.input;
    let format = match (column.kind, cell) {
        (CellKind::Number, _) if !row.stages.is_empty() => Style::centred(),
        (CellKind::Number, Some(Cell::Text(_))) if !input => Style::centred(),
        (CellKind::Number, Some(Cell::Percent(value))) => Style::number(0, false).set_num_format(percent_code(value.decimals())),
        (CellKind::Number, Some(Cell::Number(value, note))) => {
            let printed = decimals.max(if input { 0 } else { value.decimals() });
            Style::number(printed, triangle).set_num_format(noted(&Style::number_code(printed, triangle), note))
        }
        (CellKind::Number, _) => Style::number(decimals, triangle),
        (CellKind::Text, _) if column.field == Field::Indicator && row.is_part => Style::text().set_indent(1),
        (CellKind::Text | CellKind::Choice | CellKind::Date, _) if is_short(column.field) => Style::centred(),
        (CellKind::Text | CellKind::LongText | CellKind::Choice | CellKind::Date, _) => Style::text(),
    };
    match (input, row.input) {
        (true, _) => Style::input(format),
        (false, true) => format,
        // A compound's heading: bold, so that its parts read as what stands under it.
        (false, false) => format.set_bold(),
    }
}

const fn is_short(field: Field) -> bool {
    matches!(field, Field::Number | Field::Unit | Field::Direction | Field::State | Field::AsOf)
}

fn percent_code(decimals: u32) -> String {
    let places = if decimals == 0 { String::new() } else { format!(".{}", "0".repeat(decimals as usize)) };
    format!("0{places}%")
}

/// The same number code with a note shown behind the number, in every section.
fn noted(code: &str, note: &str) -> String {
    if note.is_empty() {
        return code.to_owned();
    }
    let note = Style::literal(note);
    code.split(';').map(|section| format!("{section}{note}")).collect::<Vec<_>>().join(";")
}

/// Freezing, filter, protection and the paper.
fn frame(sheet: &mut Worksheet, declaration: &FormDeclaration, content: &Content, layout: &Layout) -> Result<(), WriteError> {
    let (first, last) = (layout.first_row, layout.last_row);
    let name = declaration.columns.iter().position(|column| column.field == Field::Indicator).unwrap_or(0);
    let actual = declaration.columns.iter().position(|column| column.field == Field::Actual).unwrap_or(0);
    if !content.rows.is_empty() {
        // Codes such as 101 are text, and meant so.
        sheet.ignore_error_range(first, 0, last, layout.last_column, IgnoreError::NumberStoredAsText)?;
        sheet.set_selection(first, u16::try_from(actual).unwrap_or(0), first, u16::try_from(actual).unwrap_or(0))?;
    }
    if !content.example {
        sheet.set_freeze_panes(first, u16::try_from(name + 1).unwrap_or(0))?;
        if !content.rows.is_empty() {
            sheet.autofilter(layout.heading_row, 0, last, layout.last_column)?;
            // Excel sorts a protected table only if no cell in it is out of reach; `rules` keeps the printed ones as they are.
            sheet.unprotect_range_with_options(first, 0, last, layout.last_column, "sort_area", "")?;
        }
        sheet.set_repeat_rows(layout.heading_row, layout.heading_row)?;
    }
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        sort: true,
        use_autofilter: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}
