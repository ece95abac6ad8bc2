//! Other formats than xlsx: what they are is told by their content, which are read is the office's choice, and none of
//! them can hurt the reader.
#![expect(clippy::unwrap_used, reason = "a helper of a test may end it")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::path::PathBuf;

use torimatome::extraction::{Content, Formats, Grid, GridCell, Reader, ReaderLimits, Reading};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::case::Case;
use crate::crafted::{compound_file, zip};
use crate::filing::fill;

const KANKO: &str = "観光政策課";
const MIMETYPE: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

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

fn open_document(body: &str) -> Vec<u8> {
    let styles = ["shown", "hidden"].map(|name| {
        format!(
            r#"<style:style style:name="{name}" style:family="table"><style:table-properties table:display="{}"/></style:style>"#,
            name == "shown"
        )
    });
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s"><office:automatic-styles>{}</office:automatic-styles><office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"#,
        styles.concat()
    );
    zip(&[("mimetype", MIMETYPE), ("content.xml", content.as_bytes())])
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

/// A workbook whose entries together unpack to more than anybody can hold, in a few kilobytes.
fn inflated() -> Vec<u8> {
    let one = zip(&[("zeros", &vec![0; 16 << 20])]);
    let mut one = ZipArchive::new(Cursor::new(one)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("xl/workbook.xml", SimpleFileOptions::default()).unwrap();
    writer.write_all(b"<workbook/>").unwrap();
    for index in 0..20 {
        writer.raw_copy_file_rename(one.by_index(0).unwrap(), format!("xl/media/{index}.png")).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A compound file whose directory goes round in circles.
fn looped() -> Vec<u8> {
    let mut file = compound_file(&["Workbook"]);
    // The table stands behind the header; the directory is sector 1.
    file[512 + 4..512 + 8].copy_from_slice(&1u32.to_le_bytes());
    file
}

/// A workbook of one sheet with these parts.
fn xlsx(sheets: &str, data: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let relations = |kind: &str, target: &str| {
        format!(
            r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>"#
        )
    };
    let workbook = format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{sheets}</sheets></workbook>"#
    );
    let sheet = format!(r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData>{data}</sheetData></worksheet>"#);
    let (package, parts) = (relations("officeDocument", "xl/workbook.xml"), relations("worksheet", "worksheets/sheet1.xml"));
    let mut files = vec![
        ("_rels/.rels", package.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", parts.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    files.extend(more.iter().map(|(name, text)| (*name, text.as_bytes())));
    zip(&files)
}

const SHEET: &str = r#"<sheet name="入力" sheetId="1" r:id="rId1"/>"#;

#[test]
fn every_bomb_is_one_clear_problem_and_the_next_file_is_served() {
    let mut sheet_names = String::new();
    for index in 0..100_000 {
        write!(sheet_names, r#"<sheet name="s{index}" sheetId="{index}" r:id="rId1"/>"#).unwrap();
    }
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
    let repeated = r#"<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/></table:table-row></table:table>"#;
    let strings = r#"<sst uniqueCount="4000000000"><si><t>a</t></si></sst>"#;
    let bombs = [
        ("shared strings", xlsx(SHEET, "", &[("xl/sharedStrings.xml", strings)])),
        ("an address off the sheet", xlsx(SHEET, r#"<row r="1"><c r="XFE1"><v>1</v></c></row>"#, &[])),
        ("inflated", inflated()),
        ("100,000 sheets of xlsx", xlsx(&sheet_names, "", &[])),
        ("100,000 sheets of ods", open_document(&r#"<table:table table:name="a"/>"#.repeat(100_000))),
        ("repeated cells of ods", open_document(repeated)),
        ("an ods whose content is cut", zip(&[("mimetype", MIMETYPE), ("content.xml", b"<office:document-content><office:body>")])),
        ("a cut ods", cut(open_document(repeated))),
        ("an OLE chain that bites its tail", looped()),
        ("an OLE file without its content", compound_file(&["Workbook"])),
        ("a cut OLE file", cut(compound_file(&["Workbook"]))),
        ("an xlsb of nothing", zip(&[("xl/workbook.bin", b"")])),
    ];
    let good = xlsx(SHEET, r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#, &[]);
    let mut reader = reader(Formats::all());
    for (what, bomb) in bombs {
        let reading = reader.read(&bomb);
        assert!(matches!(&reading, Reading::Unreadable(problem) if matches!(problem.code(), "F008" | "F009")), "{what}: {reading:?}");
        assert_eq!(grid(reader.read(&good)).sheets[0].cells.len(), 2, "behind {what}");
    }
}
