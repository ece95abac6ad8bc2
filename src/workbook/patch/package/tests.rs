//! A package is looked into, changed and written again.

use rust_xlsxwriter::Workbook;

use super::*;
use crate::domain::CellRef;
use crate::workbook::patch::NewContent;

fn book() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("入力").expect("a name");
    sheet.write_formula(0, 0, "=1+1").expect("a cell");
    book.add_worksheet().set_name("表 & 図").expect("a name");
    book.save_to_buffer().expect("a book")
}

#[test]
fn sheets_stand_in_their_order_with_their_parts() {
    let book = book();
    let package = Package::open(&book).expect("a package");
    let names: Vec<(&str, &str)> = package.sheets().iter().map(|sheet| (sheet.name.as_str(), sheet.part.as_str())).collect();
    assert_eq!(names, [("入力", "xl/worksheets/sheet1.xml"), ("表 & 図", "xl/worksheets/sheet2.xml")]);
    assert_eq!(package.workbook(), "xl/workbook.xml");
    assert_eq!(package.related("xl/workbook.xml", "styles"), Ok(Some("xl/styles.xml".to_owned())));
    assert!(package.has("/XL/Styles.xml") && !package.has("xl/calcChain.xml"));
    assert_eq!(package.sheet("別").err(), Some(PatchError::NoSheet("別".to_owned())));
}

#[test]
fn a_part_comes_and_goes_without_a_trace() {
    let book = book();
    let sheet = "xl/worksheets/sheet2.xml";
    let mut package = Package::open(&book).expect("a package");
    let name = package.free_name("xl/comments", ".xml");
    package.add(&name, "application/x", "<comments/>").expect("added");
    let id = package.relate(sheet, "comments", &name).expect("related");
    package.add_by_ending("xl/drawings/a.vml", "application/vml", "<xml/>").expect("added");
    let with = package.finish().expect("a copy");
    let mut again = Package::open(&with).expect("a package");
    assert_eq!(again.related(sheet, "comments"), Ok(Some("xl/comments1.xml".to_owned())));
    assert_eq!(again.text("xl/comments1.xml").as_deref(), Ok("<comments/>"));
    let types = again.text(TYPES).expect("types");
    assert!(types.contains("Extension=\"vml\" ContentType=\"application/vml\"") && types.contains("/xl/comments1.xml"), "{types}");
    again.unrelate(sheet, &id).expect("unrelated");
    again.remove("xl/comments1.xml").expect("removed");
    assert_eq!(again.related(sheet, "comments"), Ok(None));
    assert!(!again.text(TYPES).expect("types").contains("comments1"));
    assert!(!Package::open(&again.finish().expect("a copy")).expect("a package").has("xl/comments1.xml"));
}

#[test]
fn a_formula_that_goes_takes_the_order_of_calculation_along() {
    let book = book();
    let mut package = Package::open(&book).expect("a package");
    package.add("xl/calcChain.xml", "application/c", "<calcChain><c r=\"A1\" i=\"1\"/></calcChain>").expect("added");
    package.relate("xl/workbook.xml", "calcChain", "xl/calcChain.xml").expect("related");
    package.calculate_on_load().expect("set");
    let with = package.finish().expect("a copy");
    let mut package = Package::open(&with).expect("a package");
    assert!(package.text("xl/workbook.xml").expect("text").contains("fullCalcOnLoad=\"1\""));
    let at = CellRef::new(0, 0).expect("A1");
    package.change_cells("入力", &[CellChange::overwrite(at, NewContent::Blank)]).expect("changed");
    assert!(!package.has("xl/calcChain.xml"));
    assert_eq!(package.related("xl/workbook.xml", "calcChain"), Ok(None));
}
