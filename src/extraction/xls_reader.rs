//! An old workbook (xls) as plain cells: values and formulas by the parser, what it does not tell by the records.

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, ExcelDateTimeType, Reader as _, SheetType, SheetVisible, Xls, XlsError};

use super::biff::{CellRecord, FormulaRecord, records};
use super::budget::{Budget, FORMULA_CHARS_MAX};
use super::compound::Compound;
use super::preflight::Preflight;
use super::stored::{date_text, number_text};
use super::{Content, Grid, GridCell, GridSheet, UNREADABLE, damaged};
use crate::diagnostic::Problem;
use crate::domain::CellRef;

type Book<'a> = Xls<Cursor<&'a [u8]>>;

/// Reads the workbook that a compound file was found to be.
pub(super) fn read_xls(bytes: &[u8], found: Preflight) -> Result<Grid, Problem> {
    let file = Compound::open(bytes)?;
    let stream = match file.stream("Workbook")? {
        Some(stream) => stream,
        None => file.stream("Book")?.ok_or_else(|| damaged("there is no workbook"))?,
    };
    drop(file);
    let mut budget = Budget::default();
    let records = records(&stream, &mut budget)?;
    drop(stream);
    let mut book: Book<'_> = Xls::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    // Excel stores every result; a zero of another program may be one that it did not calculate.
    let by_excel = book.workbook_properties().is_ok_and(|properties| {
        properties
            .application
            .is_some_and(|application| application.starts_with("Microsoft Excel") || application.starts_with("Microsoft Macintosh Excel"))
    });
    let sheets = book.sheets_metadata().to_vec();
    let epoch_1904 = book.has_1904_epoch();
    if sheets.len() != records.sheets.len() || names_repeat(sheets.iter().map(|sheet| sheet.name.as_str())) {
        return Err(damaged("the sheets do not agree with their list"));
    }
    let mut grid = Grid { macros: found.macros, external_links: records.outside, ..Grid::default() };
    for (sheet, known) in sheets.iter().zip(records.sheets) {
        let mut cells = Vec::with_capacity(known.cells.len());
        if sheet.typ == SheetType::WorkSheet {
            let values = book.worksheet_range(&sheet.name).map_err(|error| broken(&error))?;
            let formulas = book.worksheet_formula(&sheet.name).map_err(|error| broken(&error))?;
            for (at, record) in known.cells {
                let place = (at.row(), u32::from(at.column()));
                let formula = record.formula.map(|known| formula_text(known, formulas.get_value(place).map_or("", String::as_str)));
                let content = content(values.get_value(place), record, epoch_1904, by_excel);
                keep(&mut cells, at, content, record.shown.percent, formula, &mut budget)?;
            }
        }
        let name = sheet.name.chars().take(255).collect();
        grid.sheets.push(GridSheet { name, visible: sheet.visible == SheetVisible::Visible, cells });
    }
    Ok(grid)
}

fn keep(
    cells: &mut Vec<GridCell>,
    at: CellRef,
    content: Content,
    percent: bool,
    formula: Option<String>,
    budget: &mut Budget,
) -> Result<(), Problem> {
    budget.keep(&content)?;
    budget.text(formula.as_deref().unwrap_or(""), FORMULA_CHARS_MAX)?;
    cells.push(GridCell { at, content, percent, formula });
    Ok(())
}

/// The parser names a sheet of another file as if it were one of this file; the records know better.
fn formula_text(known: FormulaRecord, parsed: &str) -> String {
    let short: String = parsed.chars().take(FORMULA_CHARS_MAX / 2).collect();
    if known.outside { format!("[1]{short}") } else { short }
}

fn content(value: Option<&Data>, record: CellRecord, epoch_1904: bool, by_excel: bool) -> Content {
    let in_doubt = record.formula.is_some_and(|formula| formula.zero_in_doubt) && !by_excel;
    match value {
        Some(Data::Int(_) | Data::Float(_) | Data::DateTime(_)) if in_doubt => Content::Nothing,
        Some(Data::Int(number)) => Content::Number(number.to_string()),
        Some(Data::Float(number)) => number_or_date(*number, record, epoch_1904),
        // Whether it is a date is decided by the cell's own format: the parser took every number of one program for a date.
        Some(Data::DateTime(stored)) => number_or_date(stored.as_f64(), record, epoch_1904),
        Some(Data::DateTimeIso(text) | Data::DurationIso(text)) => Content::Date(text.clone()),
        Some(Data::String(text)) => Content::Text(text.clone()),
        Some(Data::Bool(value)) => Content::Bool(*value),
        Some(Data::Error(error)) => Content::Error(error.to_string()),
        Some(Data::Empty) | None if record.formula.is_some() => Content::Nothing,
        // The record was there and the parser found nothing in it.
        Some(Data::Empty) | None => Content::Error(UNREADABLE.to_owned()),
    }
}

fn number_or_date(number: f64, record: CellRecord, epoch_1904: bool) -> Content {
    if !number.is_finite() {
        Content::Text(number.to_string())
    } else if record.shown.date {
        Content::Date(date_text(&ExcelDateTime::new(number, ExcelDateTimeType::DateTime, epoch_1904)))
    } else {
        Content::Number(number_text(number))
    }
}

/// Of two sheets with one name, the parser knows only one.
pub(super) fn names_repeat<'n>(names: impl Iterator<Item = &'n str>) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    let mut names = names;
    names.any(|name| !seen.insert(name))
}

fn broken(error: &XlsError) -> Problem {
    if matches!(error, XlsError::Password) { Problem::Encrypted } else { damaged(&error.to_string()) }
}
