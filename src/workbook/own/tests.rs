//! The old workbook of an invented city, filled for a department.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::*;
use crate::diagnostic::{OwnProblem, Problem};
use crate::domain::{CellRef, Registry};
use crate::extraction::own::Merges;
use crate::extraction::{Content, Grid, extract, read_workbook};
use crate::form::{BlankForm, Field, FormDeclaration, sample};

const BOOK: &[u8] = include_bytes!("../../../tests/own/進捗状況報告書.xlsx");
const DECLARATION: &str = include_str!("../../../tests/own/進捗状況報告書.toml");

struct Case {
    form: FormDeclaration,
    grid: Grid,
    merges: Merges,
    look: Look,
}

impl Case {
    fn new(change: &[(&str, &str)]) -> Self {
        let text = change.iter().fold(DECLARATION.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "{from}");
            text.replace(from, to)
        });
        let (form, grid, merges) = (FormDeclaration::parse(&text).unwrap(), read_workbook(BOOK).unwrap(), merges_of(BOOK).unwrap());
        let look = look_at_form(&grid, &merges, &form);
        Self { form, grid, merges, look }
    }

    fn filled(&self, registry: &Registry) -> Filled {
        let blank = blank(registry, &self.form);
        fill_form((BOOK, &self.grid, &self.merges), &self.look, &self.form, &blank, registry).unwrap()
    }
}

fn blank(registry: &Registry, form: &FormDeclaration) -> BlankForm {
    sample::blank_of(registry, form)
}

fn shown(grid: &Grid, at: &str) -> String {
    let at: CellRef = at.parse().unwrap();
    grid.sheets[0].get(at).map_or_else(String::new, |cell| cell.content.text().to_owned())
}

fn parts(book: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(book)).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

#[test]
fn a_workbook_without_faults_is_seen_whole() {
    let case = Case::new(&[]);
    assert!(case.look.findings.is_empty(), "{:?}", case.look.findings);
    assert_eq!(case.look.room(&case.form.own.as_ref().unwrap().table), 25);
    let seen = seen_of_form(&case.grid, &case.look, &case.form);
    let at = |cell: &str| seen.iter().find(|seen| seen.at.to_string() == cell).map(|seen| seen.what.0.as_str());
    assert_eq!(at("H8"), Some("列：当年度実績（所管課が記入）"));
    assert_eq!(at("H4"), Some("記入者（所管課が記入）"), "the label is one cell wide");
    assert_eq!(at("C4"), Some("所属（配布時に記入）"), "by its defined name");
    assert_eq!(at("B9"), Some("表の最初の行（25行まで書き込みます）"));
}

#[test]
fn the_department_gets_its_indicators_and_the_years_are_this_years() {
    let (case, registry) = (Case::new(&[]), sample::registry());
    let filled = case.filled(&registry);
    assert!(filled.findings.is_empty(), "{:?}", filled.findings);
    let grid = read_workbook(&filled.book).unwrap();
    assert_eq!(["G8", "H8", "I8"].map(|at| shown(&grid, at)), ["Ｒ５", "Ｒ６", "Ｒ６"], "each is written as it was");
    assert!(shown(&grid, "A2").starts_with("令和６年度　白瀬市"), "{}", shown(&grid, "A2"));
    let form = blank(&registry, &case.form);
    assert_eq!(form.year.short(), "R6");
    assert_eq!(shown(&grid, "C4"), form.department);
    let first = form.rows.first().unwrap();
    let name = registry.indicator(&first.indicator).unwrap();
    assert_eq!((shown(&grid, "C9"), shown(&grid, "E9")), (name.name.clone(), name.unit.clone()));
    let returned = extract(&grid, &[case.form]);
    assert_eq!(returned[0].rows.len(), form.rows.len());
    assert!(returned[0].rows.iter().all(|row| !row.cells.contains_key(&Field::Actual)), "nothing is entered yet");
}

#[test]
fn only_the_parts_that_are_concerned_change_and_no_stale_result_stays() {
    let case = Case::new(&[]);
    let filled = case.filled(&sample::registry());
    let (was, is) = (parts(BOOK), parts(&filled.book));
    assert_eq!(was.keys().collect::<Vec<_>>(), is.keys().collect::<Vec<_>>());
    let differ: Vec<&str> = was.iter().filter(|(name, bytes)| is.get(*name) != Some(bytes)).map(|(name, _)| name.as_str()).collect();
    assert_eq!(differ, ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml"]);
    let text = |name: &str| String::from_utf8(is[name].clone()).unwrap();
    assert!(text("xl/workbook.xml").contains("fullCalcOnLoad=\"1\""));
    assert!(!text("xl/worksheets/sheet3.xml").contains("0.95") && text("xl/worksheets/sheet3.xml").contains("<f>COUNT(報告書!H9:H33)</f>"));
    let sheet = text("xl/worksheets/sheet1.xml");
    assert!(
        sheet.contains("<rPh") && sheet.contains("conditionalFormatting") && sheet.contains("dataValidation") && !sheet.contains("0.95")
    );
    let grid = read_workbook(&filled.book).unwrap();
    let formulas = |grid: &Grid| grid.sheets.iter().flat_map(|sheet| &sheet.cells).filter(|cell| cell.formula.is_some()).count();
    assert_eq!(formulas(&grid), formulas(&case.grid));
    let stale = grid.sheets.iter().flat_map(|sheet| &sheet.cells).any(|cell| cell.formula.is_some() && cell.content != Content::Nothing);
    assert!(!stale);
}

#[test]
fn too_few_rows_and_formulas_are_told_and_nothing_is_overwritten() {
    let case = Case::new(&[
        ("rows_max = 25", "rows_max = 1"),
        ("field = \"reason\"\nheading = \"未達成の理由・課題\"", "field = \"reason\"\nheading = \"達成率\""),
    ]);
    let kept = case.look.findings.iter().find(|finding| matches!(finding.problem, Problem::Own(OwnProblem::CellKept { .. }))).unwrap();
    assert_eq!(kept.place.cell.map(|cell| cell.to_string()).as_deref(), Some("K9"));
    let filled = case.filled(&sample::registry());
    assert!(matches!(&filled.findings[..], [only] if matches!(&only.problem, Problem::Own(OwnProblem::RowsShort { room: 1, .. }))));
    assert!(read_workbook(&filled.book).unwrap().sheets[0].get("K9".parse().unwrap()).is_some_and(|cell| cell.formula.is_some()));
}

#[test]
fn rows_that_are_there_are_found_by_name_and_a_missing_one_is_named() {
    let registry = sample::registry();
    let case = Case::new(&[("rows = \"blank\"", "rows = \"listed\"")]);
    let mut listed = case.grid.clone();
    let wanted = blank(&registry, &case.form);
    let name = registry.indicator(&wanted.rows[0].indicator).unwrap().name.clone();
    let put = |grid: &mut Grid, at: &str, content: Content| {
        let at = at.parse().unwrap();
        grid.sheets[0].cells.push(crate::extraction::GridCell { at, content, percent: false, formula: None });
        grid.sheets[0].cells.sort_by_key(|cell| cell.at);
    };
    put(&mut listed, "C12", Content::Text(format!("　{name}")));
    put(&mut listed, "H12", Content::Number("99".to_owned()));
    let look = look_at_form(&listed, &case.merges, &case.form);
    let filled = fill_form((BOOK, &listed, &case.merges), &look, &case.form, &wanted, &registry).unwrap();
    assert_eq!(filled.findings.len(), wanted.rows.len() - 1);
    assert!(filled.findings.iter().all(|finding| matches!(finding.problem, Problem::Own(OwnProblem::RowMissing { .. }))));
    assert_eq!(shown(&read_workbook(&filled.book).unwrap(), "C12"), name);
}

#[test]
fn an_identity_cell_is_written_where_the_office_wants_one() {
    let registry = sample::registry();
    let case = Case::new(&[("field = \"contact\"\nlabel = \"内線\"", "field = \"identity\"\nlabel = \"内線\"\nright = 1")]);
    let grid = read_workbook(&case.filled(&registry).book).unwrap();
    let returned = extract(&grid, std::slice::from_ref(&case.form));
    let identity = returned[0].identity.clone().unwrap();
    assert_eq!(identity, blank(&registry, &case.form).identity);
}
