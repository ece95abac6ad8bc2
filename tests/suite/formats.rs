//! Other formats than xlsx: what they are is told by their content, and which are read is the office's choice.
#![expect(clippy::unwrap_used, reason = "a helper of a test may end it")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use torimatome::extraction::{Content, Formats, Grid, GridCell, Reader, ReaderLimits, Reading};

use crate::case::Case;
use crate::crafted::open_document;
use crate::filing::fill;

const KANKO: &str = "観光政策課";

fn reader(formats: Formats) -> Reader {
    let limits = ReaderLimits { formats, ..ReaderLimits::default() };
    Reader::new(PathBuf::from(env!("CARGO_BIN_EXE_torimatome")), limits)
}

fn grid(reading: Reading) -> Grid {
    let Reading::Grid(grid) = reading else { panic!("{reading:?}") };
    grid
}

/// The workbook as LibreOffice would save it.
fn as_ods(grid: &Grid) -> Vec<u8> {
    let mut body = String::new();
    for sheet in &grid.sheets {
        let style = if sheet.visible { "shown" } else { "hidden" };
        write!(body, r#"<table:table table:name="{}" table:style-name="{style}">"#, escaped(&sheet.name)).unwrap();
        let mut rows: BTreeMap<u32, BTreeMap<u16, &GridCell>> = BTreeMap::new();
        for cell in &sheet.cells {
            rows.entry(cell.at.row()).or_default().insert(cell.at.column(), cell);
        }
        for row in 0..=rows.keys().last().copied().unwrap_or(0) {
            let cells = rows.remove(&row).unwrap_or_default();
            let last = cells.keys().last().copied().unwrap_or(0);
            let cells: String =
                (0..=last).map(|column| cells.get(&column).map_or("<table:table-cell/>".to_owned(), |cell| ods_cell(cell))).collect();
            write!(body, "<table:table-row>{cells}</table:table-row>").unwrap();
        }
        body += "</table:table>";
    }
    open_document(&body)
}

fn ods_cell(cell: &GridCell) -> String {
    let shown = escaped(cell.content.text());
    if let Content::Number(number) = &cell.content {
        let kind = if cell.percent { "percentage" } else { "float" };
        return format!(
            r#"<table:table-cell office:value-type="{kind}" office:value="{number}"><text:p>{shown}</text:p></table:table-cell>"#
        );
    }
    let paragraphs = shown.replace('\n', "</text:p><text:p>");
    format!(r#"<table:table-cell office:value-type="string"><text:p>{paragraphs}</text:p></table:table-cell>"#)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[test]
fn an_ods_is_the_same_return_where_the_office_reads_it() {
    let case = Case::issued();
    case.configure(r#"formats = ["xlsx", "xlsm", "xls"]"#, r#"formats = ["xlsx", "ods"]"#);
    let form = fill(KANKO, |officer| _ = officer.reasons());
    let ods = as_ods(&grid(reader(Formats::default()).read(&form)));
    let answer = |name: &str, bytes: &[u8]| {
        let path = case.path(name);
        std::fs::write(&path, bytes).unwrap();
        let (status, answer) = case.check(&path, "ja");
        (status, answer["verdict"].clone(), answer["values"].clone(), answer["findings"].clone())
    };
    let as_xlsx = answer("回答.xlsx", &form);
    assert!(as_xlsx.2.as_array().is_some_and(|values| values.len() == 5), "{as_xlsx:?}");
    assert_eq!(answer("回答.ods", &ods), as_xlsx);
    assert_eq!(answer("名前だけ.xlsx", &ods), as_xlsx, "the content decides, not the name");
    case.drop_in(KANKO, "回答.ods", &ods);
    assert_eq!(case.run_once().verdict("回答.ods"), "accepted");
}

#[test]
fn a_format_that_the_office_does_not_read_is_refused_by_name() {
    let case = Case::issued();
    let ods = as_ods(&grid(reader(Formats::default()).read(&fill(KANKO, |_| {}))));
    case.drop_in(KANKO, "回答.xls", &ods);
    let pass = case.run_once();
    assert_eq!((pass.verdict("回答.xls"), pass.codes("回答.xls")), ("refused", vec!["F006"]));
    let told = case.mails().into_iter().find(|mail| mail.body.contains("ods")).expect("a mail that names the format");
    assert!(told.body.contains(".xlsx形式で保存し直して"), "{}", told.body);
}

#[test]
fn a_reader_process_says_how_far_it_is_confined() {
    let mut reader = reader(Formats::default());
    let confinement = reader.confinement().unwrap();
    assert!(confinement.limits);
    assert_eq!(confinement.is_full(), confinement.missing().is_empty());
    let child = reader.child_id();
    assert!(matches!(reader.read(b"x"), Reading::Unreadable(_)));
    assert_eq!(reader.child_id(), child, "the child that said so reads");
}
