//! What officers do to a form, and what is found all the same.

use super::super::{Content, GridCell};
use super::*;
use crate::domain::FormIdentity;
use crate::form::{Field, HeaderField};

fn forms() -> Vec<FormDeclaration> {
    let form = |text| FormDeclaration::parse(text).unwrap();
    vec![form(include_str!("../../../templates/forms/list.toml")), form(include_str!("../../../templates/forms/frozen/list-1.toml"))]
}

fn identity(department: &str, version: u16) -> String {
    let part = |text: &str| text.parse().unwrap();
    FormIdentity { plan: "mine-r6".parse().unwrap(), round: "r6".parse().unwrap(), department: part(department), version }.to_string()
}

fn sheet(name: &str, visible: bool, cells: &[(&str, &str)]) -> GridSheet {
    let cell = |(at, text): &(&str, &str)| GridCell {
        at: at.parse().unwrap(),
        content: Content::Text((*text).to_owned()),
        percent: false,
        formula: None,
    };
    let mut cells: Vec<GridCell> = cells.iter().map(cell).collect();
    cells.sort_by_key(|cell| cell.at);
    GridSheet { name: name.to_owned(), visible, cells, merges: Vec::new() }
}

fn book(sheets: Vec<GridSheet>) -> Grid {
    Grid { sheets, ..Grid::default() }
}

const HEAD: [(&str, &str); 7] = [
    ("A6", "番号"),
    ("C6", "指標名"),
    ("D6", "基準値\n（R4）"),
    ("F6", "当年度実績\n（令和６年度）"),
    ("G6", "値の区分"),
    ("H6", "前年度実績の訂正\n（令和5年度）"),
    ("I6", "前年度実績（令和5年度）"),
];
const ROW: [(&str, &str); 4] = [("A7", "1.1-01"), ("C7", "観光交流人口"), ("F7", "131.8"), ("G7", "確定")];

fn form_sheet(name: &str, more: &[(&str, &str)]) -> GridSheet {
    sheet(name, true, &[&HEAD[..], &ROW[..], more].concat())
}

/// The first return of a workbook.
fn extract(grid: &Grid, forms: &[FormDeclaration]) -> RawReturn {
    super::extract(grid, forms).remove(0)
}

fn codes(found: &RawReturn) -> Vec<&'static str> {
    found.findings.iter().map(|finding| finding.problem.code()).collect()
}

#[test]
fn columns_are_found_by_heading_and_header_cells_by_label() {
    let own = identity("kanko", 2);
    let more = [
        ("A2", "様式番号"),
        ("D2", own.as_str()),
        ("A3", "提出区分："),
        ("C3", "提出"),
        ("A4", "記入者"),
        ("D4", "課内確認者"),
        ("F4", "山田　花子"),
        ("G4", "連絡先：内線1234"),
        ("A9", "1.1-03"),
        ("F9", "　"),
    ];
    let found = extract(&book(vec![form_sheet("入力", &more)]), &forms());
    assert_eq!(found.identity.as_ref().map(ToString::to_string), Some(own.clone()));
    assert_eq!(codes(&found), Vec::<&str>::new());
    assert_eq!(found.header_text(HeaderField::FilingState), "提出");
    assert_eq!(found.header_text(HeaderField::Author), "", "the next label is not a value");
    assert_eq!(found.header_text(HeaderField::Checker), "山田　花子");
    assert_eq!(found.header_text(HeaderField::Contact), "内線1234");
    let columns: Vec<(Field, u16)> = found.tables[0].columns.iter().map(|(field, column)| (*field, *column)).collect();
    let wanted = [
        (Field::Number, 0),
        (Field::Indicator, 2),
        (Field::Baseline, 3),
        (Field::LastActual, 8),
        (Field::Actual, 5),
        (Field::State, 6),
        (Field::Correction, 7),
    ];
    assert_eq!(columns, wanted);
    assert_eq!(found.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [6, 8], "the empty row between them is left out");
    assert_eq!(found.rows[0].cells[&Field::Actual].content, Content::Text("131.8".into()));
    let blank = found.address(&found.rows[1], Field::Actual).map(|at| at.to_string());
    assert_eq!(blank.as_deref(), Some("F9"));
}

#[test]
fn either_identity_suffices_and_both_must_agree() {
    let (kanko, zeimu) = (identity("kanko", 2), identity("zeimu", 2));
    let hidden = |text: &str| sheet("様式情報", false, &[("A1", "torimatome"), ("B1", "form"), ("B2", text)]);
    let visible = |text: &str| form_sheet("入力", &[("A2", &format!("様式番号：{text}"))]);
    let with = |sheets: Vec<GridSheet>| extract(&book(sheets), &forms());
    assert_eq!(with(vec![visible(&kanko)]).identity.unwrap().to_string(), kanko);
    assert_eq!(with(vec![form_sheet("入力", &[]), hidden(&kanko)]).identity.unwrap().to_string(), kanko);
    assert_eq!(with(vec![visible(&kanko), hidden(&kanko)]).identity.unwrap().to_string(), kanko);
    let differ = with(vec![visible(&kanko), hidden(&zeimu)]);
    assert_eq!((differ.identity.clone(), codes(&differ)), (None, vec!["I003"]));
    let altered = with(vec![visible(&kanko.replace("kanko", "kanka"))]);
    assert_eq!((altered.identity.clone(), codes(&altered)), (None, vec!["I002"]));
    assert_eq!(altered.findings[0].place.cell.map(|at| at.to_string()).as_deref(), Some("A2"));
    assert_eq!(codes(&with(vec![form_sheet("入力", &[])])), ["I001"]);
}

#[test]
fn our_own_papers_are_not_returns() {
    let output = sheet("様式情報", false, &[("A1", "torimatome"), ("B1", "output")]);
    let own = identity("kanko", 2);
    let found = extract(&book(vec![form_sheet("入力", &[("A2", "様式番号"), ("B2", &own)]), output]), &forms());
    assert_eq!((found.identity.clone(), codes(&found)), (None, vec!["F005"]));
}

#[test]
fn the_forms_version_selects_its_headings() {
    let own = identity("kanko", 1);
    let cells = [
        ("A1", "様式番号"),
        ("B1", own.as_str()),
        ("A3", "番号"),
        ("B3", "指標"),
        ("C3", "目標値（令和6年度）"),
        ("D3", "実績値（令和6年度）"),
        ("E3", "値の区分"),
        ("A4", "1.1-01"),
        ("D4", "5"),
    ];
    let found = extract(&book(vec![sheet("入力", true, &cells)]), &forms());
    assert_eq!(codes(&found), Vec::<&str>::new());
    assert_eq!(found.rows[0].cells[&Field::Actual].content, Content::Text("5".into()));
}

#[test]
fn a_renamed_sheet_is_found_and_the_example_is_not_taken_for_it() {
    let own = identity("kanko", 2);
    let example = form_sheet("記入例", &[("A8", "0.0-02"), ("A9", "0.0-03")]);
    let found = extract(&book(vec![example.clone(), form_sheet("観光政策課", &[("A2", "様式番号"), ("B2", &own)])]), &forms());
    assert_eq!((found.sheet(), found.rows.len()), ("観光政策課", 1));
    let hidden = sheet("様式情報", false, &[("A1", "torimatome"), ("B1", "form"), ("B2", &own)]);
    let found = extract(&book(vec![example, hidden]), &forms());
    assert_eq!(codes(&found), ["T001"]);
}

#[test]
fn what_is_missing_or_too_much_in_the_head_is_said() {
    let own = identity("kanko", 2);
    let label = [("A2", "様式番号"), ("B2", own.as_str())];
    let without = |heading: &str| {
        let mut cells = [&HEAD[..], &ROW[..], &label[..]].concat();
        cells.retain(|(_, text)| !text.starts_with(heading) || text.starts_with("前"));
        extract(&book(vec![sheet("入力", true, &cells)]), &forms())
    };
    assert_eq!(codes(&without("当年度実績")), ["T002"]);
    assert_eq!(codes(&without("値の区分")), ["T002"]);
    let by_name = without("番号");
    assert_eq!((codes(&by_name), by_name.rows.len()), (vec!["T009"], 1), "rows are found by name too");
    let more = [("A2", "様式番号"), ("B2", own.as_str()), ("L6", "備考欄"), ("L7", "要相談"), ("N7", "5")];
    let found = extract(&book(vec![form_sheet("入力", &more)]), &forms());
    assert_eq!(codes(&found), ["T009", "T009"]);
    assert!(matches!(&found.findings[0].problem, Problem::ColumnUnknown { heading } if heading == "備考欄"));
}

#[test]
fn a_workbook_for_two_plans_is_two_returns() {
    let text = |plan: &str| identity("kanko", 2).parse::<FormIdentity>().map(|own| FormIdentity { plan: plan.parse().unwrap(), ..own });
    let (one, two) = (text("mine-r6").unwrap(), text("mine-3rd").unwrap());
    let (first, second) = (one.to_string(), two.to_string());
    let head = [("A2", "様式番号"), ("C2", first.as_str()), ("A3", "提出区分"), ("C3", "提出"), ("D3", "記入者"), ("E3", "見本")];
    let sheets = || {
        let second = [("A2", "様式番号"), ("C2", second.as_str()), ("A8", "9-01"), ("F8", "5")];
        vec![form_sheet("入力（総合戦略）", &second), form_sheet("入力", &head)]
    };
    let found = super::extract(&book(sheets()), &forms());
    let told: Vec<_> = found.iter().map(|part| (part.identity.clone().unwrap(), part.sheet().to_owned(), part.rows.len())).collect();
    assert_eq!(told, [(two.clone(), "入力（総合戦略）".to_owned(), 2), (one, "入力".to_owned(), 1)]);
    assert_eq!(found[0].header_text(HeaderField::FilingState), "提出", "said once, it holds for the whole file");
    assert_eq!(found[0].header_sheet(HeaderField::FilingState), "入力");
    assert!(found.iter().all(|part| part.findings.is_empty()));
    // The hidden sheet knows both; where one is deleted, the other is still a return.
    let hidden =
        [("A1", "torimatome"), ("B1", "form"), ("B2", first.as_str()), ("C2", "入力"), ("B3", second.as_str()), ("C3", "入力（総合戦略）")];
    let with = |mut sheets: Vec<GridSheet>| {
        sheets.push(sheet("様式情報", false, &hidden));
        super::extract(&book(sheets), &forms())
    };
    assert_eq!(with(sheets()).len(), 2);
    assert_eq!(with(sheets().split_off(1)).len(), 1);
    // Its number deleted, a sheet is known by its name.
    let nameless = with(vec![form_sheet("入力（総合戦略）", &[]), form_sheet("入力", &head)]);
    assert_eq!(nameless.iter().map(|part| part.identity.clone().unwrap().plan.to_string()).collect::<Vec<_>>(), ["mine-r6", "mine-3rd"]);
}

#[test]
fn a_head_repeated_for_printing_is_no_row() {
    let own = identity("kanko", 2);
    let again: Vec<(String, &str)> = HEAD.iter().map(|(at, text)| (at.replace('6', "8"), *text)).collect();
    let mut more: Vec<(&str, &str)> = again.iter().map(|(at, text)| (at.as_str(), *text)).collect();
    more.extend([("A2", "様式番号"), ("B2", own.as_str()), ("A9", "1.1-02")]);
    let found = extract(&book(vec![form_sheet("入力", &more)]), &forms());
    assert_eq!(found.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [6, 8]);
}
