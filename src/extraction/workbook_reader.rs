//! A workbook's bytes as plain cells: every cell is streamed and its place checked before it is stored.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata};

use super::number_format::Shown;
use super::package::SHEETS_MAX;
use super::preflight::{preflight, too_large};
use super::stored::{date_text, number_text};
use super::{Content, Grid, GridCell, GridSheet};
use crate::diagnostic::Problem;
use crate::domain::CellRef;

/// Most cells that are looked at, styled empty ones included.
const CELLS_EXAMINED_MAX: u64 = 2_000_000;
/// Most cells that hold something.
const CELLS_KEPT_MAX: usize = 200_000;
/// Longest text of a cell: Excel's own limit.
const TEXT_CHARS_MAX: usize = 32_767;
/// Longest formula: Excel's own limit.
const FORMULA_CHARS_MAX: usize = 8_192;
/// Most text of all cells together.
const TEXT_BYTES_MAX: usize = 24 << 20;
/// What stands in a cell whose stored value makes no sense.
const UNREADABLE: &str = "#UNREADABLE!";

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads a workbook. To be called in the reader process only: a parser may abort on hostile bytes.
pub(super) fn read_workbook(bytes: &[u8]) -> Result<Grid, Problem> {
    let found = preflight(bytes)?;
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let sheets = book.sheets_metadata().to_vec();
    if sheets.len() > SHEETS_MAX {
        return Err(too_large("sheets", sheets.len() as u64, SHEETS_MAX as u64));
    }
    let mut grid = Grid { macros: found.macros, external_links: found.external_links, ..Grid::default() };
    let mut budget = Budget::default();
    for sheet in sheets {
        let cells = if sheet.typ == SheetType::WorkSheet { read_sheet(&mut book, &sheet.name, &mut budget)? } else { Vec::new() };
        let name = sheet.name.chars().take(255).collect();
        grid.sheets.push(GridSheet { name, visible: sheet.visible == SheetVisible::Visible, cells });
    }
    Ok(grid)
}

/// What may still be read of a workbook.
#[derive(Default)]
struct Budget {
    examined: u64,
    kept: usize,
    text_bytes: usize,
}

impl Budget {
    fn examine(&mut self) -> Result<(), Problem> {
        self.examined += 1;
        if self.examined > CELLS_EXAMINED_MAX { Err(too_large("cells", self.examined, CELLS_EXAMINED_MAX)) } else { Ok(()) }
    }

    fn keep(&mut self, content: &Content) -> Result<(), Problem> {
        self.kept += 1;
        if self.kept > CELLS_KEPT_MAX {
            return Err(too_large("cells", self.kept as u64, CELLS_KEPT_MAX as u64));
        }
        self.text(content.text(), TEXT_CHARS_MAX)
    }

    fn text(&mut self, text: &str, chars_max: usize) -> Result<(), Problem> {
        // The first comparison is cheap and settles nearly every text.
        if text.len() > chars_max && text.chars().nth(chars_max).is_some() {
            return Err(too_large("text", text.chars().count() as u64, chars_max as u64));
        }
        self.text_bytes = self.text_bytes.saturating_add(text.len());
        if self.text_bytes > TEXT_BYTES_MAX { Err(too_large("text", self.text_bytes as u64, TEXT_BYTES_MAX as u64)) } else { Ok(()) }
    }
}

fn read_sheet(book: &mut Book<'_>, name: &str, budget: &mut Budget) -> Result<Vec<GridCell>, Problem> {
    let mut cells = BTreeMap::new();
    let unreadable = read_values(book, name, budget, &mut cells)?;
    if !unreadable.is_empty() {
        place_unreadable(book, name, budget, &unreadable, &mut cells)?;
    }
    read_formulas(book, name, budget, &mut cells)?;
    Ok(cells.into_values().collect())
}

/// Fills in values. Gives back the ordinals of cells that could not be read, with what is known of them.
fn read_values(
    book: &mut Book<'_>,
    name: &str,
    budget: &mut Budget,
    cells: &mut BTreeMap<CellRef, GridCell>,
) -> Result<BTreeMap<u64, String>, Problem> {
    let epoch_1904 = book.has_1904_epoch();
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(BTreeMap::new()),
        Err(error) => return Err(broken(&error)),
    };
    let shown: Vec<Shown> = reader
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().map_or_else(Shown::default, |format| Shown::of(format.format_id, &format.format_code)))
        .collect();
    let mut unreadable = BTreeMap::new();
    for ordinal in 0u64.. {
        budget.examine()?;
        let (cell, style) = match reader.next_cell_with_style_id() {
            Ok(Some(found)) => found,
            Ok(None) => break,
            Err(error) if ends_the_sheet(&error) => return Err(broken(&error)),
            Err(XlsxError::CellError(text)) => {
                unreadable.insert(ordinal, text.chars().take(40).collect());
                continue;
            }
            Err(_) => {
                unreadable.insert(ordinal, UNREADABLE.to_owned());
                continue;
            }
        };
        let (row, column) = cell.get_position();
        let Some(at) = CellRef::new(row, column) else {
            return Err(broken_detail("a cell lies off the sheet"));
        };
        let shown = shown.get(style).copied().unwrap_or_default();
        if let Some(content) = content(cell.get_value(), shown, epoch_1904) {
            budget.keep(&content)?;
            cells.entry(at).or_insert(GridCell { at, content, percent: shown.percent, formula: None });
        }
    }
    Ok(unreadable)
}

/// Finds out where the unreadable cells stand: this pass tells the place of every cell without looking at its value.
fn place_unreadable(
    book: &mut Book<'_>,
    name: &str,
    budget: &mut Budget,
    unreadable: &BTreeMap<u64, String>,
    cells: &mut BTreeMap<CellRef, GridCell>,
) -> Result<(), Problem> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|error| broken(&error))?;
    for ordinal in 0u64.. {
        let cell = match reader.next_formula() {
            Ok(Some(cell)) => cell,
            Ok(None) => break,
            Err(error) if ends_the_sheet(&error) => return Err(broken(&error)),
            Err(_) => continue,
        };
        let (row, column) = cell.get_position();
        if let (Some(text), Some(at)) = (unreadable.get(&ordinal), CellRef::new(row, column)) {
            let content = Content::Error(text.clone());
            budget.keep(&content)?;
            cells.entry(at).or_insert(GridCell { at, content, percent: false, formula: None });
        }
    }
    Ok(())
}

/// Adds formulas. A cell of a shared formula gets the text of the first one: enough to see what it refers to.
fn read_formulas(book: &mut Book<'_>, name: &str, budget: &mut Budget, cells: &mut BTreeMap<CellRef, GridCell>) -> Result<(), Problem> {
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(()),
        Err(error) => return Err(broken(&error)),
    };
    let mut shared: BTreeMap<usize, String> = BTreeMap::new();
    loop {
        let cell = match reader.next_cell_with_formula_metadata() {
            Ok(Some(cell)) => cell,
            Ok(None) => return Ok(()),
            Err(error) if ends_the_sheet(&error) => return Err(broken(&error)),
            Err(_) => continue,
        };
        let (row, column) = cell.pos;
        let formula = match cell.formula {
            None => continue,
            Some(XlsxFormulaMetadata::Normal { formula }) => formula,
            Some(XlsxFormulaMetadata::Shared { shared_index, formula, .. }) => {
                shared.insert(shared_index, formula.clone());
                formula
            }
            Some(XlsxFormulaMetadata::SharedDerived { shared_index }) => shared.get(&shared_index).cloned().unwrap_or_default(),
            // A kind that a later parser may know.
            Some(_) => String::new(),
        };
        let Some(at) = CellRef::new(row, column) else { continue };
        budget.text(&formula, FORMULA_CHARS_MAX)?;
        if let Some(known) = cells.get_mut(&at) {
            known.formula = Some(formula);
        } else {
            let content = Content::Nothing;
            budget.keep(&content)?;
            cells.insert(at, GridCell { at, content, percent: false, formula: Some(formula) });
        }
    }
}

fn content(value: &DataRef<'_>, shown: Shown, epoch_1904: bool) -> Option<Content> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::Int(number) => Content::Number(number.to_string()),
        DataRef::Float(number) if !number.is_finite() => Content::Text(number.to_string()),
        DataRef::Float(number) if shown.date => {
            Content::Date(date_text(&ExcelDateTime::new(*number, ExcelDateTimeType::DateTime, epoch_1904)))
        }
        DataRef::Float(number) => Content::Number(number_text(*number)),
        DataRef::DateTime(stored) => Content::Date(date_text(stored)),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Content::Date(text.clone()),
        DataRef::String(text) => Content::Text(text.clone()),
        DataRef::SharedString(text) => Content::Text((*text).to_owned()),
        DataRef::Bool(value) => Content::Bool(*value),
        DataRef::Error(error) => Content::Error(error.to_string()),
    })
}

/// Whether an error ends the sheet; others concern one cell, and the stream goes on behind it.
fn ends_the_sheet(error: &XlsxError) -> bool {
    matches!(
        error,
        XlsxError::Io(_) | XlsxError::Zip(_) | XlsxError::Xml(_) | XlsxError::XmlAttr(_) | XlsxError::XmlEof(_) | XlsxError::Encoding(_)
    )
}

fn broken(error: &XlsxError) -> Problem {
    if matches!(error, XlsxError::Password) { Problem::Encrypted } else { broken_detail(&error.to_string()) }
}

fn broken_detail(detail: &str) -> Problem {
    Problem::Damaged { detail: detail.chars().take(200).collect() }
}
