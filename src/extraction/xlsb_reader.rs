//! A binary workbook (xlsb) as plain cells, streamed. Percent formats are not told here: a fraction where a percentage
//! belongs becomes a query.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsb, XlsbError};
use zip::ZipArchive;

use super::budget::{Budget, FORMULA_CHARS_MAX};
use super::own::names_of;
use super::package::SHEETS_MAX;
use super::preflight::{Preflight, too_large};
use super::stored::{date_text, number_text};
use super::xls_reader::names_repeat;
use super::{Content, Grid, GridCell, GridSheet, damaged};
use crate::diagnostic::Problem;
use crate::domain::CellRef;

type Book<'a> = Xlsb<Cursor<&'a [u8]>>;

/// Largest part that is looked through for records the parser leaves out.
const PART_BYTES_MAX: u64 = 300 << 20;
/// Cells that leave out their column: some programs write them, Excel reads them, the parser skips them without a word.
const SHORT_CELLS: std::ops::RangeInclusive<u16> = 0x000C..=0x0012;

/// Reads the workbook that a package was found to be.
pub(super) fn read_xlsb(bytes: &[u8], found: Preflight) -> Result<Grid, Problem> {
    nothing_is_skipped(bytes)?;
    let mut book: Book<'_> = Xlsb::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let sheets = book.sheets_metadata().to_vec();
    if sheets.len() > SHEETS_MAX {
        return Err(too_large("sheets", sheets.len() as u64, SHEETS_MAX as u64));
    }
    if names_repeat(sheets.iter().map(|sheet| sheet.name.as_str())) {
        return Err(damaged("two sheets have one name"));
    }
    let mut grid = Grid { macros: found.macros, external_links: found.external_links, ..Grid::default() };
    grid.names = names_of(book.defined_names());
    let mut budget = Budget::default();
    for sheet in sheets {
        let mut cells = BTreeMap::new();
        if sheet.typ == SheetType::WorkSheet {
            read_values(&mut book, &sheet.name, &mut budget, &mut cells)?;
            read_formulas(&mut book, &sheet.name, found.external_links, &mut budget, &mut cells)?;
        }
        let name = sheet.name.chars().take(255).collect();
        grid.sheets.push(GridSheet {
            name,
            visible: sheet.visible == SheetVisible::Visible,
            cells: cells.into_values().collect(),
            merges: Vec::new(),
        });
    }
    Ok(grid)
}

fn read_values(book: &mut Book<'_>, name: &str, budget: &mut Budget, cells: &mut BTreeMap<CellRef, GridCell>) -> Result<(), Problem> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| broken(&error))?;
    loop {
        budget.examine()?;
        let cell = match reader.next_cell() {
            Ok(Some(cell)) => cell,
            Ok(None) => return Ok(()),
            Err(error) => return Err(broken(&error)),
        };
        let content = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::Int(number) => Content::Number(number.to_string()),
            DataRef::Float(number) if !number.is_finite() => Content::Text(number.to_string()),
            DataRef::Float(number) => Content::Number(number_text(*number)),
            DataRef::DateTime(stored) => Content::Date(date_text(stored)),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Content::Date(text.clone()),
            DataRef::String(text) => Content::Text(text.clone()),
            DataRef::SharedString(text) => Content::Text((*text).to_owned()),
            DataRef::Bool(value) => Content::Bool(*value),
            DataRef::Error(error) => Content::Error(error.to_string()),
        };
        let (row, column) = cell.get_position();
        let at = CellRef::new(row, column).ok_or_else(|| damaged("a cell lies off the sheet"))?;
        budget.keep(&content)?;
        cells.entry(at).or_insert(GridCell { at, content, percent: false, formula: None });
    }
}

/// A formula whose result is an error has no value in the stream of values: it is a formula without a result.
fn read_formulas(
    book: &mut Book<'_>,
    name: &str,
    external_links: bool,
    budget: &mut Budget,
    cells: &mut BTreeMap<CellRef, GridCell>,
) -> Result<(), Problem> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| broken(&error))?;
    loop {
        budget.examine()?;
        let (place, text) = match reader.next_formula() {
            Ok(Some(cell)) => (cell.get_position(), cell.get_value().clone()),
            Ok(None) => return Ok(()),
            Err(error) => return Err(broken(&error)),
        };
        let at = CellRef::new(place.0, place.1).ok_or_else(|| damaged("a cell lies off the sheet"))?;
        // Sheets of other files have no name here.
        let elsewhere = external_links && text.contains("#Unknown");
        let formula: String = text.chars().take(FORMULA_CHARS_MAX / 2).collect();
        let formula = if elsewhere { format!("[1]{formula}") } else { formula };
        budget.text(&formula, FORMULA_CHARS_MAX)?;
        if let Some(known) = cells.get_mut(&at) {
            known.formula = Some(formula);
        } else {
            budget.keep(&Content::Nothing)?;
            cells.insert(at, GridCell { at, content: Content::Nothing, percent: false, formula: Some(formula) });
        }
    }
}

/// Refuses a workbook with cells that the parser would leave out.
fn nothing_is_skipped(bytes: &[u8]) -> Result<(), Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error.to_string()))?;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| damaged(&error.to_string()))?;
        let name = String::from_utf8_lossy(part.name_raw()).replace('\\', "/").to_lowercase();
        if !name.contains("/worksheets/") || name.contains("/_rels/") {
            continue;
        }
        let mut content = Vec::new();
        part.take(PART_BYTES_MAX).read_to_end(&mut content).map_err(|error| damaged(&error.to_string()))?;
        if kinds(&content).any(|kind| SHORT_CELLS.contains(&kind)) {
            return Err(Problem::UnsupportedFormat { format: "xlsb".to_owned() });
        }
    }
    Ok(())
}

/// The kinds of a part's records, one after another; what is cut short ends them.
fn kinds(part: &[u8]) -> impl Iterator<Item = u16> {
    let mut rest = part.iter();
    std::iter::from_fn(move || {
        let low = *rest.next()?;
        let kind = if low & 0x80 == 0 { u16::from(low) } else { u16::from(low & 0x7F) | (u16::from(*rest.next()?) << 7) };
        let mut length = 0usize;
        for shift in [0, 7, 14, 21] {
            let byte = *rest.next()?;
            length |= usize::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                break;
            }
        }
        if length > 0 {
            rest.nth(length - 1)?;
        }
        Some(kind)
    })
}

fn broken(error: &XlsbError) -> Problem {
    if matches!(error, XlsbError::Password) { Problem::Encrypted } else { damaged(&error.to_string()) }
}
