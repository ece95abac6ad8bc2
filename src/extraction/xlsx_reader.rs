//! An xlsx or xlsm workbook as plain cells: its parts are streamed, each once.
//!
//! The parser that reads xls and xlsb can tell a cell's value with its style or its formula, so it went over each sheet
//! twice, and over a sheet with a new error value three times; it reads all that a style holds. Reading here costs less
//! than half of that (`cargo bench --bench reading`), and nothing is reserved on a number that the file states.

use super::budget::Budget;
use super::damaged;
use super::own::names_of;
use super::preflight::Preflight;
use super::xlsx_book::Book;
use super::xlsx_cell::Known;
use super::xlsx_merges::read_merges;
use super::xlsx_parts::Parts;
use super::xlsx_sheet::read_cells;
use super::xlsx_strings::Strings;
use super::xlsx_styles::read_styles;
use super::{Grid, GridSheet};
use crate::diagnostic::Problem;

/// Reads the workbook that a package was found to be.
pub(super) fn read_xlsx(bytes: &[u8], found: Preflight) -> Result<Grid, Problem> {
    let mut parts = Parts::open(bytes)?;
    let book = Book::read(&mut parts)?;
    let mut known = Known { epoch_1904: book.epoch_1904, calculates_on_load: book.calculates_on_load, ..Known::default() };
    if let Some(mut part) = parts.part(&book.strings)? {
        known.strings = Strings::read(&mut part)?;
    }
    if let Some(mut part) = parts.part(&book.styles)? {
        known.styles = read_styles(&mut part)?;
    }
    let mut grid = Grid { macros: found.macros, external_links: found.external_links, ..Grid::default() };
    grid.names = names_of(&book.names);
    let mut budget = Budget::default();
    for sheet in book.sheets {
        let (cells, merges) = match sheet.cells {
            Some(name) => {
                let mut part = parts.part(&name)?.ok_or_else(|| damaged("the part of a sheet is missing"))?;
                (read_cells(&mut part, &known, &mut budget)?, read_merges(&mut part))
            }
            None => (Vec::new(), Vec::new()),
        };
        grid.sheets.push(GridSheet { name: sheet.name, visible: sheet.visible, cells, merges });
    }
    Ok(grid)
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime as WrittenDate, Format, Formula, Workbook};

    use super::super::budget::TEXT_CHARS_MAX;
    use super::super::crafted::workbook;
    use super::super::preflight::too_large;
    use super::super::{Content, GridCell, UNREADABLE, read_workbook};
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
    fn a_placeholder_of_a_program_that_cannot_calculate_is_no_result() {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write(0, 0, Formula::new("5+2")).unwrap();
        sheet.write(0, 1, Formula::new("5-2").set_result("3")).unwrap();
        sheet.write(0, 2, 0).unwrap();
        let cells = cells(&book.save_to_buffer().unwrap());
        assert_eq!(at(&cells, "A1").content, Content::Nothing);
        assert_eq!(at(&cells, "B1").content, Content::Number("3".into()));
        assert_eq!(at(&cells, "C1").content, Content::Number("0".into()));
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
