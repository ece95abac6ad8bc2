//! From a sheet's bytes to headings and rows, each cell still text and at a known place.

use unicode_normalization::UnicodeNormalization;

use super::EXAMPLE;
use super::bounds::{CELL_CHARS_MAX, SHEET_BYTES_MAX, SHEET_COLUMNS_MAX, SHEET_ROWS_MAX, quoted};
use super::csv_text::each_record;
use super::encoding::decode;
use super::layout::{Layout, place};
use super::sheet::{Need, Sheet};
use crate::diagnostic::{Finding, Problem};

/// A row of text.
#[derive(Debug)]
pub(super) struct RawRow {
    /// Zero-based row as a spreadsheet shows it: blank lines count, line ends inside a cell do not.
    pub(super) row: u32,
    /// Its cells, trimmed.
    pub(super) cells: Vec<String>,
}

/// A readable sheet.
#[derive(Debug)]
pub(super) struct Table {
    /// Where its headings stand.
    pub(super) layout: Layout,
    /// Its rows that are not blank.
    pub(super) rows: Vec<RawRow>,
}

/// Reads a sheet. `None` when there is no table to speak of; the findings say why.
pub(super) fn read(sheet: &'static Sheet, bytes: &[u8], findings: &mut Vec<Finding>) -> Option<Table> {
    if bytes.len() > SHEET_BYTES_MAX {
        findings.push(Finding::at(place(sheet.name, 0, 0), too_large("bytes", bytes.len(), SHEET_BYTES_MAX)));
        return None;
    }
    let text = match decode(sheet.name, bytes) {
        Ok(text) => text,
        Err(finding) => {
            findings.push(*finding);
            return None;
        }
    };
    let mut rows = split(sheet, text, findings)?.into_iter();
    let Some(headings) = rows.next() else {
        let heading = sheet.headings.first().map_or("", |heading| heading.name);
        findings.push(Finding::at(place(sheet.name, 0, 0), Problem::RegisterEmpty { heading: heading.to_owned() }));
        return None;
    };
    let layout = lay_out(sheet, &headings, findings);
    let width = headings.cells.len();
    let rows: Vec<RawRow> = rows.collect();
    for row in &rows {
        check_cells(sheet, row, width, findings);
    }
    if rows.is_empty() && sheet.rows_needed {
        let heading = sheet.headings.first().map_or("", |heading| heading.name);
        findings.push(Finding::at(layout.place(heading, headings.row + 1), Problem::RegisterEmpty { heading: heading.to_owned() }));
    }
    Some(Table { layout, rows })
}

fn too_large(what: &str, found: usize, max: usize) -> Problem {
    let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    Problem::RegisterTooLarge { what: what.to_owned(), found: number(found), max: number(max) }
}

/// Splits the text by RFC 4180; blank rows are left out but counted.
fn split(sheet: &'static Sheet, text: &str, findings: &mut Vec<Finding>) -> Option<Vec<RawRow>> {
    let (mut rows, mut beyond) = (Vec::new(), None);
    let read = each_record(text, |row, record| {
        if row >= SHEET_ROWS_MAX {
            beyond = Some(row);
            return false;
        }
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        let first = cells.iter().find(|cell| !cell.is_empty());
        if first.is_some_and(|cell| !cell.starts_with(EXAMPLE)) {
            rows.push(RawRow { row, cells });
        }
        true
    });
    if let Err(no_table) = read {
        let problem = Problem::RegisterUnreadable { detail: no_table.detail };
        findings.push(Finding::at(place(sheet.name, no_table.row, no_table.column), problem));
        return None;
    }
    if let Some(row) = beyond {
        findings.push(Finding::at(place(sheet.name, row, 0), too_large("rows", row as usize + 1, SHEET_ROWS_MAX as usize)));
        return None;
    }
    Some(rows)
}

fn lay_out(sheet: &'static Sheet, headings: &RawRow, findings: &mut Vec<Finding>) -> Layout {
    let mut columns: Vec<(&'static str, u32)> = Vec::new();
    if headings.cells.len() > SHEET_COLUMNS_MAX {
        findings.push(Finding::at(place(sheet.name, headings.row, 0), too_large("columns", headings.cells.len(), SHEET_COLUMNS_MAX)));
    }
    for (column, cell) in (0_u32..).zip(&headings.cells).take(SHEET_COLUMNS_MAX) {
        let written = heading_key(cell);
        if written.is_empty() {
            continue;
        }
        let at = || place(sheet.name, headings.row, column);
        match sheet.headings.iter().find(|known| known.name.nfkc().eq(written.chars())) {
            None => findings.push(Finding::at(at(), Problem::RegisterHeadingUnknown { heading: quoted(cell) })),
            Some(known) if columns.iter().any(|(name, _)| *name == known.name) => {
                let (heading, text) = (known.name.to_owned(), quoted(cell));
                findings.push(Finding::at(at(), Problem::RegisterDuplicate { heading, text, first_row: headings.row + 1 }));
            }
            Some(known) => columns.push((known.name, column)),
        }
    }
    for missing in sheet.headings.iter().filter(|known| known.need == Need::Required) {
        if !columns.iter().any(|(name, _)| *name == missing.name) {
            let at = place(sheet.name, headings.row, u32::try_from(headings.cells.len()).unwrap_or(0));
            findings.push(Finding::at(at, Problem::RegisterHeadingMissing { heading: missing.name.to_owned() }));
        }
    }
    Layout::new(sheet, columns)
}

/// A heading as it is compared: full-width and half-width forms are one, and blanks within it do not count.
pub(super) fn heading_key(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect()
}

fn check_cells(sheet: &'static Sheet, row: &RawRow, width: usize, findings: &mut Vec<Finding>) {
    for (column, cell) in row.cells.iter().enumerate() {
        let at = || place(sheet.name, row.row, u32::try_from(column).unwrap_or(u32::MAX));
        let length = cell.chars().count();
        if length > CELL_CHARS_MAX {
            findings.push(Finding::at(at(), too_large("characters", length, CELL_CHARS_MAX)));
        }
        if column >= width && !cell.is_empty() {
            let columns = u32::try_from(width).unwrap_or(u32::MAX);
            findings.push(Finding::at(at(), Problem::RegisterExtraCell { text: quoted(cell), columns }));
        }
    }
}
