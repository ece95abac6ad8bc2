//! Workbooks made to hurt the reader: each ends in one clear finding, and the next file is served at once.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use rustix::fs::{CWD, FileType, Mode, mknodat};
use torimatome::extraction::{Formats, Grid, Reader, ReaderLimits, Reading};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::case::Case;
use crate::crafted::{MIMETYPE, compound_file, old_workbook, open_document, patched, record, zip};
use crate::filing::fill;

const KANKO: &str = "観光政策課";
const SHEET: &str = r#"<sheet name="入力" sheetId="1" r:id="rId1"/>"#;

/// A workbook of one sheet with these parts; its dimension says that it fills the whole sheet.
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

/// A sheet of sixteen million characters that says in the package's table of contents that it has a thousand.
fn understated() -> Vec<u8> {
    let data = format!(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>"#, "あ".repeat(5 << 20));
    let mut file = xlsx(SHEET, &data, &[]);
    let entries: Vec<usize> = file.windows(4).enumerate().filter(|(_, bytes)| *bytes == b"PK\x01\x02").map(|(at, _)| at).collect();
    let sheet = entries.into_iter().find(|at| file[at + 46..].starts_with(b"xl/worksheets/sheet1.xml")).unwrap();
    file[sheet + 24..sheet + 28].copy_from_slice(&1_000_u32.to_le_bytes());
    file
}

/// An old workbook of so many sheets, each with these records.
fn xls(sheets: u32, records: &[u8]) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &[0x0600, kind, 0, 0, 0, 0, 0, 0].map(u16::to_le_bytes).concat());
    let listed = |index: u32, at: u32| record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 8, 0], format!("s{index:07}").as_bytes()].concat());
    let list_bytes = listed(0, 0).len() * sheets as usize;
    let at = u32::try_from(begin(5).len() + list_bytes + record(0x000A, &[]).len()).unwrap();
    let mut stream = begin(5);
    stream.extend((0..sheets).flat_map(|index| listed(index, at)));
    stream.extend(record(0x000A, &[]));
    stream.extend([begin(0x10), records.to_vec(), record(0x000A, &[])].concat());
    old_workbook(&stream)
}

fn old_number(row: u16, column: u16) -> Vec<u8> {
    record(0x0203, &[&[row, column, 0].map(u16::to_le_bytes).concat()[..], &1_f64.to_le_bytes()].concat())
}

/// A binary workbook that lists so many sheets.
fn xlsb(sheets: u32) -> Vec<u8> {
    let wide = |text: &str| -> Vec<u8> {
        let units: Vec<u16> = text.encode_utf16().collect();
        [u32::try_from(units.len()).unwrap().to_le_bytes().to_vec(), units.into_iter().flat_map(u16::to_le_bytes).collect()].concat()
    };
    let mut parts = Vec::new();
    for index in 0..sheets {
        let data = [&[0, 0, 0, 0][..], &index.to_le_bytes(), &wide("rId1"), &wide(&format!("s{index:07}"))].concat();
        // BrtBundleSh, and a length below 128.
        parts.extend([0x9C, 0x01, u8::try_from(data.len()).unwrap()]);
        parts.extend(data);
    }
    // BrtEndBundleShs
    parts.extend([0x90, 0x01, 0]);
    let relations =
        r#"<Relationships><Relationship Id="rId1" Type="x/relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#;
    zip(&[("xl/workbook.bin", &parts), ("xl/_rels/workbook.bin.rels", relations.as_bytes()), ("xl/worksheets/sheet1.bin", b"")])
}

/// An OLE file with these four bytes at a place.
fn ole(at: usize, word: u32) -> Vec<u8> {
    let mut file = compound_file(&["Workbook"]);
    file[at..at + 4].copy_from_slice(&word.to_le_bytes());
    file
}

/// What each bomb is, and itself.
fn bombs() -> Vec<(&'static str, Vec<u8>)> {
    let mut sheet_names = String::new();
    for index in 0..100_000 {
        write!(sheet_names, r#"<sheet name="s{index}" sheetId="{index}" r:id="rId1"/>"#).unwrap();
    }
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
    let cell = |text: &str| format!(r#"<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>"#);
    let repeated = r#"<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/></table:table-row></table:table>"#;
    let text = |text: &str| {
        format!(
            r#"<table:table table:name="a"><table:table-row><table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell></table:table-row></table:table>"#
        )
    };
    let strings = r#"<sst uniqueCount="4000000000"><si><t>a</t></si></sst>"#;
    let cells = r#"<c s="0"/>"#.repeat(1_000);
    let many_cells = (1..=2_001).map(|row| format!(r#"<row r="{row}">{cells}</row>"#)).collect::<Vec<_>>().concat();
    vec![
        ("shared strings", xlsx(SHEET, "", &[("xl/sharedStrings.xml", strings)])),
        ("an address off the sheet", xlsx(SHEET, r#"<row r="1"><c r="XFE1"><v>1</v></c></row>"#, &[])),
        ("two million styled empty cells", xlsx(SHEET, &many_cells, &[])),
        ("a text without end", xlsx(SHEET, &cell(&"あ".repeat(1 << 20)), &[])),
        ("inflated", inflated()),
        ("understated", understated()),
        ("100,000 sheets of xlsx", xlsx(&sheet_names, "", &[])),
        ("100,000 sheets of xls", xls(100_000, &[])),
        ("100,000 sheets of xlsb", xlsb(100_000)),
        ("100,000 sheets of ods", open_document(&r#"<table:table table:name="a"/>"#.repeat(100_000))),
        ("two corners of xls", xls(1, &[old_number(0, 0), old_number(65_535, 255)].concat())),
        ("repeated cells of ods", open_document(repeated)),
        ("blanks of ods", open_document(&text(&r#"<text:s text:c="4000000000"/>"#.repeat(100)))),
        ("an ods whose content is cut", zip(&[("mimetype", MIMETYPE), ("content.xml", b"<office:document-content><office:body>")])),
        ("a cut ods", cut(open_document(repeated))),
        ("an ods without its content", zip(&[("mimetype", MIMETYPE)])),
        // Sector 0 is the table, sector 1 the directory.
        ("an OLE chain that bites its tail", ole(512 + 4, 1)),
        ("an OLE file whose table is its directory", ole(76, 1)),
        ("an OLE file whose list of tables is endless", ole(68, 0)),
        ("an OLE file with a short table that bites its tail", ole(60, 0)),
        ("an OLE file of a million tables", ole(44, 1_000_000)),
        ("an OLE file without its content", compound_file(&["Workbook"])),
        ("a cut OLE file", cut(compound_file(&["Workbook"]))),
        ("an xlsb of nothing", zip(&[("xl/workbook.bin", b"")])),
    ]
}

fn reader() -> Reader {
    let limits = ReaderLimits { formats: Formats::all(), ..ReaderLimits::default() };
    Reader::new(PathBuf::from(env!("CARGO_BIN_EXE_torimatome")), limits)
}

fn grid(reading: Reading) -> Grid {
    let Reading::Grid(grid) = reading else { panic!("{reading:?}") };
    grid
}

#[test]
fn every_bomb_is_one_clear_problem_and_the_next_file_is_served() {
    let good = xlsx(SHEET, r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#, &[]);
    let mut reader = reader();
    for (what, bomb) in bombs() {
        let reading = reader.read(&bomb);
        assert!(matches!(&reading, Reading::Unreadable(problem) if matches!(problem.code(), "F008" | "F009")), "{what}: {reading:?}");
        assert_eq!(grid(reader.read(&good)).sheets[0].cells.len(), 2, "behind {what}");
    }
}

#[test]
fn what_would_grow_is_not_grown() {
    let entities = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>"#;
    let cell = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>7</v></c></row>"#;
    let strings = format!("{entities}<sst uniqueCount=\"1\"><si><t>x&b;{}</t></si></sst>", "&b;".repeat(1_000));
    let nested = format!("{}{}", "<a>".repeat(300_000), "</a>".repeat(300_000));
    // The directory's tree: the root's child is the root, and the workbook stands beside itself.
    let mut in_itself = xls(1, &old_number(0, 0));
    let directory = in_itself.windows(8).position(|bytes| bytes == [b'R', 0, b'o', 0, b'o', 0, b't', 0]).unwrap();
    in_itself[directory + 76..directory + 80].copy_from_slice(&[0; 4]);
    in_itself[directory + 128 + 72..directory + 128 + 76].copy_from_slice(&1_u32.to_le_bytes());
    let mut reader = reader();
    for (what, book) in [
        ("an OLE folder in itself", in_itself),
        ("entities", xlsx(SHEET, cell, &[("xl/sharedStrings.xml", &strings)])),
        ("elements in elements", xlsx(SHEET, &format!("{nested}{cell}"), &[("xl/sharedStrings.xml", "<sst><si><t>x</t></si></sst>")])),
        (
            "tables in tables",
            open_document(&format!("{}{}", r#"<table:table table:name="a">"#.repeat(100_000), "</table:table>".repeat(100_000))),
        ),
        (
            "styles",
            xlsx(SHEET, cell, &[("xl/styles.xml", r#"<styleSheet><cellXfs count="4000000000"><xf numFmtId="9"/></cellXfs></styleSheet>"#)]),
        ),
    ] {
        match reader.read(&book) {
            Reading::Grid(grid) => {
                let cells: Vec<_> = grid.sheets.iter().flat_map(|sheet| &sheet.cells).collect();
                assert!(cells.iter().all(|cell| cell.content.text().len() < 5_000), "{what}");
            }
            Reading::Unreadable(problem) => assert!(matches!(problem.code(), "F008" | "F009"), "{what}: {problem:?}"),
            other @ (Reading::Broke(_) | Reading::NotStarted(_)) => panic!("{what}: {other:?}"),
        }
    }
}

#[test]
fn an_inbox_full_of_bombs_is_gone_through_in_one_pass() {
    let case = Case::issued();
    case.configure(r#"formats = ["xlsx", "xlsm", "xls"]"#, r#"formats = ["xlsx", "xlsm", "xls", "xlsb", "ods"]"#);
    let folder = case.path("inbox").join(KANKO);
    let mut laid = Vec::new();
    for (place, (what, bomb)) in bombs().into_iter().enumerate() {
        let name = format!("{place:02}.xlsx");
        case.drop_in(KANKO, &name, &bomb);
        laid.push((name, what));
    }
    mknodat(CWD, folder.join("98.xlsx"), FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
    symlink("/dev/zero", folder.join("99.xlsx")).unwrap();
    laid.extend([("98.xlsx".to_owned(), "a FIFO"), ("99.xlsx".to_owned(), "a link to a file without end")]);
    case.drop_in(KANKO, "良い回答.xlsx", &fill(KANKO, |officer| _ = officer.reasons()));
    let pass = case.run_once();
    assert_eq!(pass.verdict("良い回答.xlsx"), "accepted");
    assert_eq!(pass.concluded(), laid.len() + 1);
    for (name, what) in laid {
        let codes = pass.codes(&name);
        assert!(pass.verdict(&name) == "refused" && matches!(codes.as_slice(), ["F008" | "F009" | "F011"]), "{what}: {codes:?}");
    }
    assert_eq!(case.run_once().concluded(), 0);
}

#[test]
fn a_good_return_whose_sheet_says_it_is_endless_is_read() {
    let form = fill(KANKO, |officer| _ = officer.reasons());
    let form = patched(&form, "<sheetData>", r#"<dimension ref="A1:XFD1048576"/><sheetData>"#);
    let case = Case::issued();
    case.drop_in(KANKO, "回答.xlsx", &form);
    assert_eq!(case.run_once().verdict("回答.xlsx"), "accepted");
}
