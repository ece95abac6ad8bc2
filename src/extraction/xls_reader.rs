//! An old workbook (xls) as plain cells: values and formulas by the parser, what it does not tell by the records.

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, ExcelDateTimeType, Reader as _, SheetType, SheetVisible, Xls, XlsError};

use super::biff::{CellRecord, FormulaRecord, records};
use super::budget::{Budget, FORMULA_CHARS_MAX};
use super::compound::Compound;
use super::merge::MERGES_MAX;
use super::own::names_of;
use super::preflight::Preflight;
use super::stored::{as_shown, date_text, number_text};
use super::{Content, Grid, GridCell, GridSheet, Merge, UNREADABLE, damaged};
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
    grid.names = names_of(book.defined_names());
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
        let merges = book.merge_cells_by_sheet_name(&sheet.name).unwrap_or_default().into_iter();
        let merges = merges.filter_map(|range| Merge::over_rows(range.start, range.end)).take(MERGES_MAX).collect();
        grid.sheets.push(GridSheet { name, visible: sheet.visible == SheetVisible::Visible, cells, merges });
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
        Some(Data::Int(number)) if !record.shown.date => {
            let number = number.to_string();
            record.shown.scale.shown(&number).map_or(Content::Number(number), Content::Text)
        }
        // A serial number has seven digits.
        Some(Data::Int(number)) => number_or_date(i32::try_from(*number).map_or(f64::INFINITY, f64::from), record, epoch_1904),
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
        let stored = ExcelDateTime::new(number, ExcelDateTimeType::DateTime, epoch_1904);
        Content::Date(as_shown(date_text(&stored), record.shown.shape))
    } else {
        let number = number_text(number);
        record.shown.scale.shown(&number).map_or(Content::Number(number), Content::Text)
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

#[cfg(test)]
mod tests {
    use super::super::crafted_xls::{cell_format, formula, number, number_format, record, xls};
    use super::super::read_workbook;
    use super::*;

    fn cells(globals: &[Vec<u8>], records: Vec<Vec<u8>>) -> Vec<GridCell> {
        read_workbook(&xls(globals, &[("入力", records)])).unwrap().sheets.remove(0).cells
    }

    fn refused(globals: &[Vec<u8>], sheets: &[(&str, Vec<Vec<u8>>)]) -> &'static str {
        read_workbook(&xls(globals, sheets)).unwrap_err().code()
    }

    #[test]
    fn a_cell_is_what_its_own_format_shows() {
        let formats = [
            number_format(164, "0.0%"),
            number_format(165, "0.0\"%\""),
            number_format(166, "[$-411]e\"年度\""),
            // One program numbers its formats freely: every number came back as a date.
            number_format(14, "General"),
            cell_format(164),
            cell_format(165),
            cell_format(166),
            cell_format(14),
            cell_format(0),
        ];
        let found = cells(&formats, (0..5).map(|style| number(0, style, style, if style == 0 { 0.453 } else { 45_747.0 })).collect());
        let shown: Vec<(&str, bool)> = found.iter().map(|cell| (cell.content.text(), cell.percent)).collect();
        assert_eq!(shown, [("0.453", true), ("45747", false), ("2025-03-31", false), ("45747", false), ("45747", false)]);
    }

    #[test]
    fn a_zero_that_nobody_calculated_is_no_zero() {
        let text = [0x17, 1, 0, b'a', 0x17, 1, 0, b'b', 0x08];
        let difference = [0x44, 0, 0, 0, 0, 0x44, 0, 0, 0, 0, 0x04];
        let found = cells(&[cell_format(0)], vec![formula(0, 0, 0.0, &text), formula(0, 1, 0.0, &difference), formula(0, 2, 5.0, &text)]);
        let contents: Vec<&Content> = found.iter().map(|cell| &cell.content).collect();
        assert_eq!(contents, [&Content::Nothing, &Content::Number("0".into()), &Content::Number("5".into())]);
        assert!(found.iter().all(|cell| cell.formula.is_some()));
    }

    #[test]
    fn a_link_to_another_file_is_told_from_one_within() {
        let book = |outside: bool| record(0x01AE, if outside { &[1, 0, 5, 0, 0, b'b', b'.', b'x', b'l'] } else { &[1, 0, 1, 4] });
        let references = record(0x0017, &[2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]);
        let globals = [cell_format(0), book(false), book(true), references];
        let link = |reference: u8| [0x5A, reference, 0, 0, 0, 0, 0];
        let file = xls(&globals, &[("入力", vec![formula(0, 0, 7.0, &link(0)), formula(0, 1, 7.0, &link(1))])]);
        let grid = read_workbook(&file).unwrap();
        assert!(grid.external_links);
        let formulas: Vec<bool> = grid.sheets[0].cells.iter().map(|cell| cell.formula.as_deref().unwrap().starts_with("[1]")).collect();
        assert_eq!(formulas, [false, true]);
    }

    #[test]
    fn bombs_end_before_memory_is_claimed() {
        let size = |behind: u32, right: u16| {
            record(0x0200, &[&0u32.to_le_bytes()[..], &behind.to_le_bytes(), &0u16.to_le_bytes(), &right.to_le_bytes(), &[0, 0]].concat())
        };
        assert_eq!(refused(&[], &[("a", vec![size(u32::MAX, 256)])]), "F008", "an announced size");
        let corners = vec![number(0, 0, 0, 1.0), number(65_535, 255, 0, 1.0)];
        assert_eq!(refused(&[cell_format(0)], &[("a", corners)]), "F008", "two cells far apart");
        assert_eq!(refused(&[cell_format(0)], &[("a", vec![number(0, 256, 0, 1.0)])]), "F009", "a cell off the sheet");
        let strings = record(0x00FC, &[1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]);
        assert_eq!(refused(&[strings], &[("a", Vec::new())]), "F008", "announced strings");
        let many: Vec<(String, Vec<Vec<u8>>)> = (0..600).map(|index| (format!("s{index}"), Vec::new())).collect();
        let many: Vec<(&str, Vec<Vec<u8>>)> = many.iter().map(|(name, records)| (name.as_str(), records.clone())).collect();
        assert_eq!(refused(&[], &many), "F008", "sheets");
        assert_eq!(refused(&[record(0x002F, &[0, 0, 1, 2, 3, 4])], &[("a", Vec::new())]), "F004", "a password");
        assert_eq!(refused(&[], &[("a", Vec::new()), ("a", Vec::new())]), "F009", "two sheets of one name");
    }

    #[test]
    fn cut_or_altered_anywhere_it_ends() {
        let whole = xls(&[cell_format(0)], &[("入力", vec![number(0, 0, 0, 1.0), formula(0, 1, 2.0, &[0x1E, 2, 0])])]);
        assert!(read_workbook(&whole).is_ok());
        for length in (0..whole.len()).step_by(97) {
            let _ = std::panic::catch_unwind(|| read_workbook(&whole[..length]));
        }
    }
}
