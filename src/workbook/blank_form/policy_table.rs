//! A policy's indicators by year: two lines each, 目標 above 実績; only this year's 実績 and the words beside it are typed.

use rust_xlsxwriter::{Format, FormatAlign, FormatDiagonalBorder, IgnoreError, Worksheet};

use super::content::{Cell, Row, printed};
use super::entry::{cell_format, put};
use super::policy_columns::{PolicyColumn, PolicyColumns};
use super::rules::{self, LongLists};
use crate::form::{BlankForm, BlankRow, BlankSheet, Field, Filled, Printed, YearCells};
use crate::workbook::fit;
use crate::workbook::style::{Style, WriteError};

/// Height of the line 目標, in points.
const TARGET_POINTS: f64 = 24.0;
/// Least height of the line 実績, in points.
const ACTUAL_POINTS_MIN: f64 = 30.0;
/// Words of the two lines.
pub(super) const LINES: [&str; 2] = ["目標", "実績"];

/// Where the table came to stand.
#[derive(Debug)]
pub(super) struct Table {
    /// Row of the headings.
    pub heading: u32,
    /// Row of 目標 of each indicator; 実績 is the next.
    pub targets: Vec<u32>,
    /// The first row below it.
    pub end: u32,
}

/// Draws the table from `row` on.
pub(super) fn draw(
    sheet: &mut Worksheet,
    row: u32,
    (form, policy, filled): (&BlankForm, &BlankSheet, &Filled),
    columns: &PolicyColumns<'_>,
    lists: &mut LongLists,
) -> Result<Table, WriteError> {
    let mut lines = 1;
    for (index, column) in columns.enumerated() {
        let heading = PolicyColumns::heading(column, form, policy);
        lines = lines.max(fit::lines(&heading, columns.width(index)));
        sheet.write_string_with_format(row, index, &heading, &Style::column_heading())?;
    }
    sheet.set_row_height(row, fit::height(lines))?;
    let mut table = Table { heading: row, targets: Vec::new(), end: row + 1 };
    for blank in policy.rows.iter().filter_map(|index| form.rows.get(*index)) {
        if let Some(head) = &blank.above {
            compound(sheet, table.end, head, columns)?;
            table.end += 1;
        }
        table.targets.push(table.end);
        indicator(sheet, table.end, form, blank, &Row::of(blank, filled), columns, lists)?;
        table.end += 2;
    }
    if table.end > row + 1 {
        sheet.ignore_error_range(row + 1, 0, table.end - 1, 0, IgnoreError::NumberStoredAsText)?;
    }
    Ok(table)
}

/// The line above a compound's parts: its number and its name.
fn compound(sheet: &mut Worksheet, row: u32, head: &crate::form::BlankHead, columns: &PolicyColumns<'_>) -> Result<(), WriteError> {
    let of = Row::heading(head);
    let name = columns.enumerated().find(|(_, column)| column.declared.field == Field::Indicator);
    let lines = name.zip(of.cells.get(&Field::Indicator)).map_or(1, |((index, _), cell)| fit::lines(&cell.shown(0), columns.width(index)));
    sheet.set_row_height(row, fit::height(lines).max(TARGET_POINTS))?;
    for (index, column) in columns.enumerated() {
        let cell = of.cells.get(&column.declared.field).filter(|_| column.year.is_none());
        put(sheet, (row, index), cell, &cell_format(column.declared, cell, &of, false))?;
    }
    Ok(())
}

fn indicator(
    sheet: &mut Worksheet,
    top: u32,
    form: &BlankForm,
    blank: &BlankRow,
    row: &Row,
    columns: &PolicyColumns<'_>,
    lists: &mut LongLists,
) -> Result<(), WriteError> {
    let mut lines = 2;
    for (index, column) in columns.enumerated() {
        let field = column.declared.field;
        let cell = row.cells.get(&field);
        if let Some(Cell::Text(text)) = cell {
            lines = lines.max(fit::lines(text, columns.width(index)));
        }
        match (field, column.year) {
            (_, Some(year)) => by_year(sheet, (top, index), column, blank, row, |cells| cells.year == year, form)?,
            (Field::Line, _) => {
                for (line, word) in (top..).zip(LINES) {
                    sheet.write_string_with_format(line, index, word, &Style::centred())?;
                }
            }
            (Field::Baseline, _) => {
                // A baseline has no target: the cell is crossed out, as on paper.
                sheet.write_blank(top, index, &crossed())?;
                let bare = cell.map(|cell| match cell {
                    Cell::Number(value, _) if form.baseline_year.is_some() => Cell::Number(*value, String::new()),
                    other @ (Cell::Text(_) | Cell::Number(..) | Cell::Percent(_) | Cell::Formula(..)) => other.clone(),
                });
                put(sheet, (top + 1, index), bare.as_ref(), &cell_format(column.declared, bare.as_ref(), row, form.triangle))?;
            }
            (Field::Actual, _) => {
                let target = row.cells.get(&Field::Target).filter(|_| is_set(blank, form));
                target_cell(sheet, (top, index), column, row, target, form.triangle)?;
                put(sheet, (top + 1, index), cell, &cell_format(column.declared, cell, row, form.triangle))?;
                let rule = rules::cell_rule(column.declared, row, &form.office, lists)?;
                sheet.add_data_validation(top + 1, index, top + 1, index, &rule)?;
            }
            _ => {
                let format = cell_format(column.declared, cell, row, form.triangle);
                sheet.merge_range(top, index, top + 1, index, "", &format)?;
                put(sheet, (top, index), cell, &format)?;
                let rule = rules::cell_rule(column.declared, row, &form.office, lists)?;
                sheet.add_data_validation(top, index, top + 1, index, &rule)?;
            }
        }
    }
    sheet.set_row_height(top, TARGET_POINTS)?;
    sheet.set_row_height(top + 1, (fit::height(lines) - TARGET_POINTS).max(ACTUAL_POINTS_MIN))?;
    Ok(())
}

/// Whether the year asked about has a target of its own: one of a later year stands in that year's column.
fn is_set(blank: &BlankRow, form: &BlankForm) -> bool {
    blank.by_year.iter().any(|cells| cells.year == form.year && cells.target.is_some())
}

/// Target and actual of another year.
fn by_year(
    sheet: &mut Worksheet,
    (top, index): (u32, u16),
    column: &PolicyColumn<'_>,
    blank: &BlankRow,
    row: &Row,
    wanted: impl Fn(&YearCells) -> bool,
    form: &BlankForm,
) -> Result<(), WriteError> {
    let cells = blank.by_year.iter().find(|cells| wanted(cells));
    let target = cells.and_then(|cells| cells.target.as_ref()).map(printed);
    target_cell(sheet, (top, index), column, row, target.as_ref(), form.triangle)?;
    let actual = cells.and_then(|cells| cells.actual.as_ref()).map(printed);
    put(sheet, (top + 1, index), actual.as_ref(), &number_format(column, actual.as_ref(), row, form.triangle))
}

/// A target; where none is set, the cell is crossed out: a chart would take any mark in it for zero.
fn target_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    declared: &PolicyColumn<'_>,
    of: &Row,
    target: Option<&Cell>,
    triangle: bool,
) -> Result<(), WriteError> {
    let none =
        target.is_none_or(|cell| matches!(cell, Cell::Text(text) if text.chars().all(|c| matches!(c, '-' | '—' | '－' | '/' | '／'))));
    if none {
        sheet.write_blank(row, column, &crossed())?;
        return Ok(());
    }
    put(sheet, (row, column), target, &number_format(declared, target, of, triangle))
}

/// A number or a short text that is only read.
fn number_format(column: &PolicyColumn<'_>, cell: Option<&Cell>, row: &Row, triangle: bool) -> Format {
    let locked = crate::form::Column { input: false, ..column.declared.clone() };
    cell_format(&locked, cell, row, triangle)
}

fn crossed() -> Format {
    Style::bordered(Style::base())
        .set_border_diagonal(rust_xlsxwriter::FormatBorder::Thin)
        .set_border_diagonal_type(FormatDiagonalBorder::BorderUp)
        .set_border_diagonal_color(rust_xlsxwriter::Color::RGB(0x008A_94A0))
        .set_align(FormatAlign::Center)
}

/// Whether a chart can show the indicator: stages have names and no height.
pub(super) fn is_charted(blank: &BlankRow) -> bool {
    let number = |printed: &Option<Printed>| matches!(printed, Some(Printed::Number { .. }));
    blank.stages.is_empty()
        && (matches!(blank.cells.get(&Field::Baseline), Some(Printed::Number { .. }))
            || blank.by_year.iter().any(|cells| number(&cells.target) || number(&cells.actual)))
}
