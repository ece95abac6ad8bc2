//! Where everything stands on 入力: column widths that fit the numbers, places of the header cells.

use super::content::{Cell, Content};
use crate::form::{CellKind, Column, FormDeclaration};
use crate::workbook::display_width;

/// The row of the first header cells; title and lead stand above.
const HEADER_ROW: u32 = 2;
/// Most header cells side by side.
const PAIRS_MAX: usize = 3;
/// Least width of a header value, in half-width characters.
const VALUE_WIDTH: usize = 20;

/// A header cell's place. The value begins in the column right of the label, so that a reader finds it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    /// Row of both.
    pub row: u32,
    /// Column of the label.
    pub label: u16,
    /// First and last column of the value.
    pub value: (u16, u16),
}

/// Places on the sheet, from zero.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// Width of each column, in half-width characters.
    pub widths: Vec<usize>,
    /// Places of the header cells, in the declaration's order.
    pub slots: Vec<Slot>,
    /// Row of the table's headings.
    pub heading_row: u32,
    /// First row of the table's body.
    pub first_row: u32,
    /// Last row of the table's body (the heading's when it is empty).
    pub last_row: u32,
    /// Last column.
    pub last_column: u16,
}

impl Layout {
    pub(super) fn of(declaration: &FormDeclaration, content: &Content) -> Self {
        let widths: Vec<usize> = declaration.columns.iter().map(|column| width(column, declaration, content)).collect();
        let slots = slots(declaration, &widths);
        let heading_row = slots.last().map_or(HEADER_ROW, |slot| slot.row + 2);
        let count = u32::try_from(content.rows.len()).unwrap_or(0);
        let last_column = u16::try_from(widths.len().saturating_sub(1)).unwrap_or(0);
        Self { widths, slots, heading_row, first_row: heading_row + 1, last_row: heading_row + count, last_column }
    }

    /// Width of one column.
    pub(super) fn width(&self, column: u16) -> usize {
        self.widths.get(usize::from(column)).copied().unwrap_or(0)
    }
}

/// The declared width, or more where a number needs it: a number does not wrap, it turns into `####`. What will be
/// typed is about as long as the indicator's other numbers.
fn width(column: &Column, declaration: &FormDeclaration, content: &Content) -> usize {
    let declared = usize::from(column.width);
    if column.kind != CellKind::Number {
        return declared;
    }
    let columns =
        declaration.columns.iter().filter(|other| other.kind == CellKind::Number && (column.input || other.field == column.field));
    let numbers = columns.flat_map(|other| content.rows.iter().filter_map(|row| Some((row.decimals, row.cells.get(&other.field)?))));
    let shown = numbers.filter_map(|(decimals, cell)| match cell {
        Cell::Number(value, _) if column.input => Some(value.grouped(decimals)),
        Cell::Number(..) => Some(cell.shown(decimals)),
        Cell::Text(_) | Cell::Percent(_) | Cell::Formula(..) => None,
    });
    shown.map(|text| display_width(&text) + 1).max().unwrap_or(0).max(declared)
}

pub(super) fn slots(declaration: &FormDeclaration, widths: &[usize]) -> Vec<Slot> {
    let label_width = declaration.header.iter().map(|cell| display_width(&cell.label) + 1).max().unwrap_or(0);
    let mut pairs: Vec<(u16, (u16, u16))> = Vec::new();
    let mut columns = (0u16..).zip(widths.iter().copied()).peekable();
    while pairs.len() < PAIRS_MAX {
        let Some((label, _)) = columns.find(|(_, width)| *width >= label_width) else { break };
        let (mut last, mut sum) = (label, 0);
        while sum < VALUE_WIDTH {
            let Some((column, width)) = columns.next() else { break };
            (last, sum) = (column, sum + width);
        }
        if sum < VALUE_WIDTH {
            break;
        }
        pairs.push((label, (label + 1, last)));
    }
    if pairs.is_empty() {
        pairs.push((0, (1, u16::try_from(widths.len().saturating_sub(1)).unwrap_or(1).max(1))));
    }
    let rows = (HEADER_ROW..).flat_map(|row| pairs.iter().map(move |(label, value)| Slot { row, label: *label, value: *value }));
    rows.take(declaration.header.len()).collect()
}
