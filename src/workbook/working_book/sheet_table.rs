//! The frame of every sheet of the working book: title, 庁内限り, a table with filter, panes and repeated headings.

use rust_xlsxwriter::{ColNum, FormatAlign, RowNum, Worksheet};

use super::super::paper::{Ink, columns, page_setup, put, put_across, row_height};
use super::super::{Style, WriteError};
use crate::consolidation::{Report, printed_date};

/// Row of the headings, on every sheet.
pub(super) const HEADING: RowNum = 3;
/// First row below them.
pub(super) const FIRST: RowNum = HEADING + 1;

/// Names the sheet and writes title, date and headings. `lead` says in a line what the sheet shows.
pub(super) fn begin(sheet: &mut Worksheet, report: &Report, name: &str, lead: &str, table: &[(&str, f64)]) -> Result<(), WriteError> {
    sheet.set_name(name)?;
    page_setup(sheet);
    let widths: Vec<f64> = table.iter().map(|column| column.1).collect();
    columns(sheet, &widths)?;
    let last = last_column(table);
    let heading = format!("{name}　【庁内限り・企画課作業用】　{}（第{}版）", report.round.name, report.edition);
    put(sheet, 0, 0, &heading, &Style::heading())?;
    let stamp = format!("{}{}　{}現在", report.plan.city, report.plan.office, printed_date(report.now.date_naive()));
    put(sheet, 1, 0, &stamp, &Style::base())?;
    put_across(sheet, 2, (0, last), lead, &Ink::plain())?;
    sheet.set_row_height(0, 24.0)?.set_row_height(1, 18.0)?;
    sheet.set_row_height(2, row_height([(lead, widths.iter().sum())]) + 4.0)?;
    let mut tallest = 0.0_f64;
    for (column, (word, width)) in (0..).zip(table) {
        put(sheet, HEADING, column, word, &Style::column_heading())?;
        tallest = tallest.max(row_height([(*word, *width)]));
    }
    sheet.set_row_height(HEADING, tallest + 2.0)?;
    sheet.set_freeze_panes(FIRST, 0)?.set_repeat_rows(HEADING, HEADING)?;
    Ok(())
}

/// Adds the filter over `rows` rows; without rows, says so.
pub(super) fn end(sheet: &mut Worksheet, table: &[(&str, f64)], rows: usize, empty: &str) -> Result<RowNum, WriteError> {
    let last = last_column(table);
    let after = FIRST + RowNum::try_from(rows).unwrap_or(0);
    if rows == 0 {
        put_across(sheet, FIRST, (0, last), empty, &Style::text().set_align(FormatAlign::Left))?;
        sheet.set_row_height(FIRST, 24.0)?;
        return Ok(FIRST + 1);
    }
    sheet.autofilter(HEADING, 0, after - 1, last)?;
    Ok(after)
}

/// Writes a row of texts, tall enough for the longest.
pub(super) fn texts(sheet: &mut Worksheet, row: RowNum, table: &[(&str, f64)], cells: &[&str]) -> Result<(), WriteError> {
    for (column, text) in (0..).zip(cells) {
        put(sheet, row, column, text, &Style::text())?;
    }
    fit(sheet, row, table, cells)
}

/// A printed figure at the right of its cell, like a number.
pub(super) fn figure(sheet: &mut Worksheet, row: RowNum, column: ColNum, printed: &str) -> Result<(), WriteError> {
    put(sheet, row, column, printed, &Style::text().set_align(FormatAlign::Right).set_indent(1))
}

/// Makes a row tall enough for its texts.
pub(super) fn fit(sheet: &mut Worksheet, row: RowNum, table: &[(&str, f64)], cells: &[&str]) -> Result<(), WriteError> {
    let widths = table.iter().map(|column| column.1);
    sheet.set_row_height(row, row_height(cells.iter().copied().zip(widths)) + 2.0)?;
    Ok(())
}

pub(super) fn last_column(table: &[(&str, f64)]) -> ColNum {
    ColNum::try_from(table.len().saturating_sub(1)).unwrap_or(0)
}
