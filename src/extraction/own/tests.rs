//! The old workbook of an invented city, found by its declaration.

use super::*;
use crate::diagnostic::{OwnProblem, Problem};
use crate::domain::FiscalYear;
use crate::extraction::{Content, Grid, GridCell, RawReturn, extract, read_workbook};
use crate::form::{Field, FormDeclaration, HeaderField};

const BOOK: &[u8] = include_bytes!("../../../tests/own/進捗状況報告書.xlsx");
const DECLARATION: &str = include_str!("../../../tests/own/進捗状況報告書.toml");

fn form(from: &str, to: &str) -> FormDeclaration {
    assert!(from.is_empty() || DECLARATION.contains(from), "{from}");
    let text = if from.is_empty() { DECLARATION.to_owned() } else { DECLARATION.replace(from, to) };
    FormDeclaration::parse(&text).unwrap()
}

fn grid() -> Grid {
    read_workbook(BOOK).unwrap()
}

fn put(grid: &mut Grid, at: &str, text: &str) {
    let cells = &mut grid.sheets[0].cells;
    let at: crate::domain::CellRef = at.parse().unwrap();
    cells.retain(|cell| cell.at != at);
    let content = text.parse::<f64>().map_or_else(|_| Content::Text(text.to_owned()), |_| Content::Number(text.to_owned()));
    cells.push(GridCell { at, content, percent: false, formula: None });
    cells.sort_by_key(|cell| cell.at);
}

fn filled() -> Grid {
    let mut grid = grid();
    for (at, text) in
        [("C4", "観光政策課"), ("H4", "峰 花子"), ("C9", "観光交流人口"), ("G9", "118"), ("H9", "125.4"), ("L9", "大雨のため。")]
    {
        put(&mut grid, at, text);
    }
    grid
}

fn read(grid: &Grid) -> RawReturn {
    let mut found = extract(grid, &[form("", "")]);
    assert_eq!(found.len(), 1);
    found.remove(0)
}

fn shown(found: &RawReturn) -> Vec<(Field, String)> {
    found.rows.iter().flat_map(|row| &row.cells).map(|(field, cell)| (*field, cell.content.text().to_owned())).collect()
}

fn tables(form: &FormDeclaration, grid: &Grid) -> FoundTables {
    let own = form.own.as_ref().unwrap();
    let columns: Vec<_> = own.columns.iter().collect();
    find_tables(grid, &Merges::new(), &own.table, &columns, &[1], &[5])
}

#[test]
fn a_return_is_read_by_headings_in_two_rows_and_the_years_in_them() {
    let found = read(&filled());
    let own = found.own.clone().unwrap();
    assert_eq!((own.department.as_str(), own.year), ("観光政策課", FiscalYear::new(2023)));
    assert_eq!(found.header_text(HeaderField::Author), "峰 花子");
    assert_eq!(found.header_text(HeaderField::FilingState), "提出", "it has no such cell: what lies in the folder is filed");
    let expected =
        [(Field::Indicator, "観光交流人口"), (Field::LastActual, "118"), (Field::Actual, "125.4"), (Field::Reason, "大雨のため。")];
    assert_eq!(shown(&found), expected.map(|(field, text)| (field, text.to_owned())));
    assert!(found.findings.is_empty(), "{:?}", found.findings);
    assert_eq!(found.address(&found.rows[0], Field::Measure), "M9".parse().ok());
}

#[test]
fn inserted_rows_and_columns_and_another_name_of_the_sheet_do_no_harm() {
    let expected = shown(&read(&filled()));
    let mut moved = filled();
    moved.sheets[0].name = "報告書 (2)".to_owned();
    for cell in &mut moved.sheets[0].cells {
        let (row, column) = (cell.at.row() + 3, u32::from(cell.at.column()) + 2);
        cell.at = crate::domain::CellRef::new(row, column).unwrap();
    }
    for name in &mut moved.names {
        (name.sheet, name.at) = ("報告書 (2)".to_owned(), crate::domain::CellRef::new(name.at.row() + 3, 4).unwrap());
    }
    let found = read(&moved);
    assert_eq!(shown(&found), expected);
    assert_eq!(found.own.unwrap().department, "観光政策課");
}

#[test]
fn what_stands_below_the_end_or_without_a_name_is_no_row() {
    let mut grid = filled();
    put(&mut grid, "C40", "検算");
    put(&mut grid, "H40", "999");
    put(&mut grid, "H12", "5");
    assert_eq!(read(&grid).rows.len(), 1);
}

#[test]
fn what_is_not_there_is_named_with_where_it_was_looked_for_and_what_is_near() {
    let found = tables(&form("heading = \"単位\"", "heading = \"単位名\""), &grid());
    assert_eq!(found.tables.len(), 1);
    let [finding] = &found.findings[..] else { panic!("{:?}", found.findings) };
    let expected = Problem::Own(OwnProblem::PlaceMissing {
        what: "heading".into(),
        wanted: "単位名".into(),
        looked: vec!["報告書".into()],
        nearest: "「単位」（報告書 E7）".into(),
    });
    assert_eq!(finding.problem, expected);
    let sub = tables(&form("sub = \"{last_year}\"", "sub = \"H25\""), &grid());
    let is_sub = |problem: &Problem| matches!(problem, Problem::Own(OwnProblem::PlaceMissing { what, .. }) if what == "sub");
    assert!(sub.findings.iter().any(|finding| is_sub(&finding.problem) && finding.place.cell == "G7".parse().ok()), "{sub:?}");
    let sheet = tables(&form("sheets = [\"報告書\"]", "sheets = [\"様式1\"]"), &grid());
    assert!(
        matches!(&sheet.findings[..], [only] if matches!(&only.problem, Problem::Own(OwnProblem::PlaceMissing { what, .. }) if what == "sheet"))
    );
    assert_eq!(sheet.tables.len(), 1, "the headings are found all the same");
}

#[test]
fn what_is_there_twice_is_not_guessed() {
    let mut grid = grid();
    put(&mut grid, "N7", "単位");
    let found = tables(&form("", ""), &grid);
    assert!(
        matches!(&found.findings[..], [only] if matches!(&only.problem, Problem::Own(OwnProblem::PlaceTwice { cells, .. }) if cells.len() == 2)),
        "{found:?}"
    );
    put(&mut grid, "G36", "記入者");
    let form = form("", "");
    let own = form.own.unwrap();
    let (place, finding) = find_cell(&grid, &Merges::new(), &own.cells[1].place);
    assert!(place.is_some() && matches!(finding.unwrap().problem, Problem::Own(OwnProblem::PlaceTwice { .. })));
}

#[test]
fn a_name_that_is_gone_is_named() {
    let mut grid = grid();
    grid.names.clear();
    let own = form("", "").own.unwrap();
    let (place, finding) = find_cell(&grid, &Merges::new(), &own.cells[0].place);
    assert!(place.is_none() && matches!(&finding.unwrap().problem, Problem::Own(OwnProblem::PlaceMissing { what, .. }) if what == "name"));
}

#[test]
fn a_form_of_the_programs_own_stays_one() {
    let list = FormDeclaration::parse(include_str!("../../../templates/forms/list.toml")).unwrap();
    let found = extract(&Grid::default(), &[list, form("", "")]);
    assert!(found[0].own.is_none() && found[0].identity.is_none());
}

#[test]
fn last_years_sheet_beside_this_years_is_not_read() {
    let mut grid = filled();
    let mut last = grid.sheets[0].clone();
    for cell in &mut last.cells {
        if let Content::Text(text) = &mut cell.content {
            *text = crate::form::own::years_moved(text, -1);
        }
    }
    grid.sheets[0].name = "R5".to_owned();
    last.name = "R4".to_owned();
    grid.sheets.insert(0, last);
    let mut found = extract(&grid, &[form("rows = \"blank\"", "rows = \"listed\"")]);
    let found = found.remove(0);
    assert_eq!(found.own.as_ref().and_then(|own| own.year), FiscalYear::new(2023));
    assert!(found.tables.iter().all(|table| table.sheet == "R5") && found.rows.len() == 1);
    assert!(
        matches!(&found.findings[..], [finding] if matches!(finding.problem, Problem::OtherRoundsSheet { .. })),
        "{:?}",
        found.findings
    );
}
