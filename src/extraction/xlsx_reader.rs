//! An xlsx or xlsm workbook as plain cells: every cell is streamed and its place checked before it is stored.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata};

use super::budget::{Budget, FORMULA_CHARS_MAX};
use super::number_format::Shown;
use super::own::names_of;
use super::package::SHEETS_MAX;
use super::preflight::{Preflight, too_large};
use super::stored::{date_text, number_text};
use super::{Content, Grid, GridCell, GridSheet, UNREADABLE, damaged};
use crate::diagnostic::Problem;
use crate::domain::CellRef;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads the workbook that a package was found to be.
pub(super) fn read_xlsx(bytes: &[u8], found: Preflight) -> Result<Grid, Problem> {
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let sheets = book.sheets_metadata().to_vec();
    if sheets.len() > SHEETS_MAX {
        return Err(too_large("sheets", sheets.len() as u64, SHEETS_MAX as u64));
    }
    let mut grid = Grid { macros: found.macros, external_links: found.external_links, ..Grid::default() };
    grid.names = names_of(book.defined_names());
    let mut budget = Budget::default();
    for sheet in sheets {
        let cells = if sheet.typ == SheetType::WorkSheet { read_sheet(&mut book, &sheet.name, &mut budget)? } else { Vec::new() };
        let name = sheet.name.chars().take(255).collect();
        grid.sheets.push(GridSheet { name, visible: sheet.visible == SheetVisible::Visible, cells });
    }
    Ok(grid)
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
            return Err(damaged("a cell lies off the sheet"));
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
            let formula = Some(cell.get_value()).filter(|text| !text.is_empty()).cloned();
            budget.text(formula.as_deref().unwrap_or(""), FORMULA_CHARS_MAX)?;
            cells.entry(at).or_insert(GridCell { at, content, percent: false, formula });
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
    if matches!(error, XlsxError::Password) { Problem::Encrypted } else { damaged(&error.to_string()) }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime as WrittenDate, Format, Formula, Workbook};

    use super::super::budget::TEXT_CHARS_MAX;
    use super::super::crafted::workbook;
    use super::super::read_workbook;
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<GridCell> {
        read_workbook(bytes).unwrap().sheets.remove(0).cells
    }

    fn at(cells: &[GridCell], address: &str) -> GridCell {
        cells.iter().find(|cell| cell.at.to_string() == address).unwrap().clone()
    }

    #[test]
    fn a_workbook_as_excel_shows_it() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet().set_name("入力").unwrap();
        let format = |code: &str| Format::new().set_num_format(code);
        sheet.write(0, 0, "指標名").unwrap();
        sheet.write(0, 1, 45.300_000_000_000_004).unwrap();
        sheet.write_with_format(0, 2, 0.453, &format("0.0%")).unwrap();
        sheet.write_with_format(0, 3, 45.3, &format("0.0\"%\"")).unwrap();
        sheet.write_with_format(0, 4, 45_747, &format("[$-411]e\"年度\"")).unwrap();
        sheet.write_with_format(0, 5, WrittenDate::from_ymd(2025, 3, 31).unwrap(), &format("ggge\"年\"m\"月\"d\"日\"")).unwrap();
        sheet.write(0, 6, true).unwrap();
        sheet.write(0, 7, Formula::new("B1*2").set_result("90.6")).unwrap();
        sheet.write_with_format(0, 9, 0.5, &Format::new().set_num_format_index(9)).unwrap();
        sheet.write_blank(0, 8, &format("0.0%")).unwrap();
        book.add_worksheet().set_name("様式情報").unwrap().set_very_hidden(true);
        let grid = read_workbook(&book.save_to_buffer().unwrap()).unwrap();
        let visible: Vec<(&str, bool)> = grid.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.visible)).collect();
        assert_eq!(visible, [("入力", true), ("様式情報", false)]);
        let cells = &grid.sheets[0].cells;
        assert_eq!(at(cells, "A1").content, Content::Text("指標名".into()));
        assert_eq!(at(cells, "B1").content, Content::Number("45.3".into()));
        assert_eq!((at(cells, "C1").content, at(cells, "C1").percent), (Content::Number("0.453".into()), true));
        assert!(!at(cells, "D1").percent);
        assert_eq!(at(cells, "E1").content, Content::Date("2025-03-31".into()));
        assert_eq!(at(cells, "F1").content, Content::Date("2025-03-31".into()));
        assert_eq!(at(cells, "G1").content, Content::Bool(true));
        assert_eq!((at(cells, "H1").content, at(cells, "H1").formula), (Content::Number("90.6".into()), Some("B1*2".into())));
        assert!(at(cells, "J1").percent);
        assert!(cells.iter().all(|cell| cell.at.to_string() != "I1"), "a styled empty cell holds nothing");
    }

    #[test]
    fn furigana_is_left_out() {
        let strings = "<sst uniqueCount=\"1\"><si><t>課税部</t><rPh sb=\"0\" eb=\"3\"><t>カゼイブ</t></rPh></si></sst>";
        let cells = cells(&workbook("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", &[("xl/sharedStrings.xml", strings)]));
        assert_eq!(at(&cells, "A1").content, Content::Text("課税部".into()));
    }

    #[test]
    fn one_strange_cell_does_not_hide_the_others() {
        let cells = cells(&workbook(
            r#"<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><f>A1:A3</f><v>#SPILL!</v></c><c r="C1" t="e"><v>#N/A</v></c>
               <c r="D1" t="weird"><v>7</v></c><c r="E1"><v>2</v></c><c r="!!"><v>9</v></c></row><row r="2"><c r="A2"><v>3</v></c></row>"#,
            &[],
        ));
        assert_eq!((at(&cells, "B1").content, at(&cells, "B1").formula), (Content::Error("#SPILL!".into()), Some("A1:A3".into())));
        assert_eq!(at(&cells, "C1").content, Content::Error("#N/A".into()));
        assert_eq!(at(&cells, "D1").content, Content::Error(UNREADABLE.into()));
        assert_eq!(at(&cells, "E1").content, Content::Number("2".into()));
        assert_eq!(at(&cells, "A2").content, Content::Number("3".into()));
        assert_eq!(cells.len(), 6);
    }

    #[test]
    fn a_formula_without_a_result_is_told_from_an_empty_result() {
        let cells = cells(&workbook(
            r#"<row r="1"><c r="A1"><f>SUM(B1:B3)</f></c><c r="B1" t="str"><f>IF(1,"")</f><v></v></c>
               <c r="C1"><f t="shared" ref="C1:D1" si="0">[1]Sheet1!A1</f><v>5</v></c><c r="D1"><f t="shared" si="0"/><v>6</v></c></row>"#,
            &[],
        ));
        assert_eq!(at(&cells, "A1").content, Content::Nothing);
        assert_eq!(at(&cells, "B1").content, Content::Text(String::new()));
        assert_eq!(at(&cells, "D1").formula.as_deref(), Some("[1]Sheet1!A1"), "a shared formula refers to what the first one does");
    }

    #[test]
    fn far_cells_and_false_addresses_cost_nothing() {
        let far = workbook("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>", &[]);
        assert_eq!(cells(&far).len(), 2);
        let off = workbook("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>", &[]);
        assert_eq!(read_workbook(&off).unwrap_err().code(), "F009");
        let shared = workbook("<row r=\"1\"><c r=\"A1\"><f t=\"shared\" ref=\"A1\" si=\"4000000000\">1</f><v>1</v></c></row>", &[]);
        assert_eq!(cells(&shared).len(), 1, "a false index of a shared formula claims no memory");
    }

    #[test]
    fn entities_are_not_expanded_and_depth_is_no_stack() {
        let laughs = "<!DOCTYPE sst [<!ENTITY a \"はは\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>\
                      <sst uniqueCount=\"1\"><si><t>&c;</t></si></sst>";
        let read = read_workbook(&workbook("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>", &[("xl/sharedStrings.xml", laughs)]));
        let shown = read.map_or_else(|problem| problem.code().to_owned(), |grid| format!("{grid:?}"));
        assert!(!shown.contains("はは"), "{shown}");
        let deep = format!("<row r=\"1\">{}<c r=\"A1\"><v>1</v></c>{}</row>", "<x>".repeat(200_000), "</x>".repeat(200_000));
        assert!(read_workbook(&workbook(&deep, &[])).is_ok());
    }

    #[test]
    fn limits_hold() {
        let row = format!("<row>{}</row>", "<c><v>1</v></c>".repeat(10_000));
        let rows = row.repeat(21);
        assert_eq!(read_workbook(&workbook(&rows, &[])).unwrap_err(), too_large("cells", 200_001, 200_000));
        let long = "あ".repeat(TEXT_CHARS_MAX + 1);
        let row = format!("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>{long}</t></is></c></row>");
        assert!(matches!(read_workbook(&workbook(&row, &[])), Err(Problem::TooLarge { .. })));
    }
}
