use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{Chart, ChartType, Color, DataValidation, Format, Note, Table, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::comments::Comments;
use super::*;
use crate::extraction::{Grid, read_workbook};

/// A workbook as a department has it: colours, a note, a chart, a table, a validation, protection, names, a hidden sheet.
fn office_book() -> Vec<u8> {
    let mut book = Workbook::new();
    let (input, percent) =
        (Format::new().set_background_color(Color::RGB(0x00FF_F8D6)).set_unlocked(), Format::new().set_num_format("0.0%"));
    let sheet = book.add_worksheet().set_name("入力'A'係").expect("a name");
    sheet.set_column_width(1, 30).expect("a width").set_row_height(3, 40).expect("a height").protect();
    sheet.set_column_format(40, &percent).expect("a column").set_print_area(0, 0, 9, 3).expect("an area");
    for (row, number) in [(1, 12.5), (2, 800.0), (3, 3.0)] {
        sheet.write_string(row, 0, "指標").expect("a cell").write_number_with_format(row, 1, number, &input).expect("a cell");
    }
    sheet.insert_note(1, 1, &Note::new("要再確認").set_author("観光政策課")).expect("a note");
    sheet.merge_range(5, 1, 6, 2, "結合", &input).expect("a range");
    let numbers = DataValidation::new().allow_whole_number(rust_xlsxwriter::DataValidationRule::GreaterThan(0));
    sheet.add_data_validation(1, 1, 3, 1, &numbers).expect("a validation");
    let mut chart = Chart::new(ChartType::Column);
    chart.add_series().set_values(("入力'A'係", 1, 1, 3, 1));
    sheet.insert_chart(10, 5, &chart).expect("a chart");
    let own = book.add_worksheet().set_name("課の表").expect("a name");
    own.add_table(0, 0, 3, 1, &Table::new()).expect("a table").set_print_area(0, 0, 3, 1).expect("an area");
    own.write_formula(5, 0, "='入力''A''係'!B2*2").expect("a formula");
    book.add_worksheet().set_name("隠し").expect("a name").set_hidden(true);
    book.save_to_buffer().expect("a book")
}

fn at(cell: &str) -> crate::domain::CellRef {
    cell.parse().expect("an address")
}

fn mark(kind: MarkKind, cell: &str, what: &str) -> Mark {
    let place = Place::cell("入力'A'係", at(cell));
    Mark {
        place,
        kind,
        code: "V012".to_owned(),
        about: "入込客数".to_owned(),
        what: what.to_owned(),
        remedy: "直してください。".to_owned(),
    }
}

fn cover() -> Cover {
    let lines = vec!["受付番号　R6-012-2".to_owned(), "要修正2か所".to_owned()];
    Cover {
        title: "指摘一覧".to_owned(), lines, contact: "企画課".to_owned(), footer: ("R6-012-2".to_owned(), "観光 & 政策課".to_owned())
    }
}

fn marked(book: &[u8], marks: &[Mark]) -> Vec<u8> {
    annotate(book, marks, &cover()).expect("a marked copy")
}

fn parts(book: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(book)).expect("a package");
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("a part");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("its bytes");
        parts.insert(entry.name().expect("a name").into_owned(), bytes);
    }
    parts
}

/// The parts of a package, by name.
type Parts = BTreeMap<String, Vec<u8>>;

/// A package of these parts.
fn packed(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("a package").into_inner()
}

fn text(book: &[u8], part: &str) -> String {
    String::from_utf8(parts(book).remove(part).expect(part)).expect("text")
}

fn grid(book: &[u8]) -> Grid {
    read_workbook(book).expect("a workbook")
}

/// The colour of a cell, RGB; empty without one.
fn colour(book: &[u8], sheet: &str, cell: &str) -> String {
    let mut package = Package::open(book).expect("a package");
    let part = package.sheet(sheet).expect("a sheet").part.clone();
    let scan = scan::Scan::of(&package.text(&part).expect("text"), &[at(cell)].into(), &[].into()).expect("a sheet");
    let fill = Styles::of(&mut package).expect("formats").fill_of(scan.style(at(cell)));
    fill.split("rgb=\"FF").nth(1).and_then(|rest| rest.get(..6)).unwrap_or_default().to_owned()
}

fn three() -> Vec<Mark> {
    vec![
        mark(MarkKind::Error, "B3", "桁が違います。"),
        mark(MarkKind::Error, "B2", "単位が違います。"),
        mark(MarkKind::Query, "B2", "前年度の10倍です。"),
        mark(MarkKind::Query, "C7", "結合されています。"),
        mark(MarkKind::Query, "AO3", "空欄です。"),
        mark(MarkKind::Notice, "B4", "前年度と同じです。"),
    ]
}

#[test]
fn nothing_changes_but_what_is_meant_to() {
    let before = office_book();
    let after = marked(&before, &three());
    let (was, is) = (parts(&before), parts(&after));
    let new: Vec<&str> = is.keys().filter(|name| !was.contains_key(*name)).map(String::as_str).collect();
    assert_eq!(new, ["xl/worksheets/sheet4.xml", "xl/worksheets/sheet5.xml"]);
    let differ: Vec<&str> = was.iter().filter(|(name, bytes)| is.get(*name) != Some(bytes)).map(|(name, _)| name.as_str()).collect();
    let meant = [
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
    ];
    assert_eq!(differ, meant);
    // In the sheet only the formats of the marked cells differ, and one cell that was not there.
    let without_formats = |xml: &str| {
        let xml = xml.replace("<c r=\"AO3\" s=\"9\"/>", "");
        let cells = xml.split("<c r=\"").map(|cell| match cell.split_once("\" s=\"") {
            Some((at, rest)) if at.len() < 6 => format!("{at}{}", rest.split_once('"').map_or("", |(_, rest)| rest)),
            _ => cell.to_owned(),
        });
        cells.collect::<Vec<_>>().join("<c r=\"")
    };
    let inserted = text(&after, "xl/worksheets/sheet1.xml");
    let cell = inserted.split("<c r=\"AO3\"").nth(1).and_then(|rest| rest.split("/>").next()).expect("the new cell");
    let inserted = inserted
        .replace(&format!("<c r=\"AO3\"{cell}/>"), "")
        .replace("ref=\"A2:AO7\"", "ref=\"A2:C7\"")
        .replace("spans=\"1:41\"", "spans=\"1:3\"");
    assert_eq!(
        without_formats(&inserted),
        without_formats(&text(&before, "xl/worksheets/sheet1.xml")).replace("ref=\"A2:AO7\"", "ref=\"A2:C7\"")
    );
    assert_eq!(after, marked(&before, &three()), "the same answer is the same bytes");
}

#[test]
fn the_colour_tells_the_weight_and_the_format_stays() {
    let after = marked(&office_book(), &three());
    let colours = ["B2", "B3", "B6", "C7", "AO3", "B4"].map(|cell| colour(&after, "入力'A'係", cell));
    assert_eq!(colours, ["F8CBC5", "F8CBC5", "FFE38F", "FFF8D6", "FFE38F", "FFF8D6"], "a merged cell is marked where it is seen");
    let styles = text(&after, "xl/styles.xml");
    let xfs = styles.split("<cellXfs").nth(1).expect("formats");
    assert!(xfs.contains("locked=\"0\""), "input stays input");
    assert_eq!(
        xfs.split("</cellXfs>").next().map(|xfs| xfs.matches("<xf ").count().to_string()),
        xfs.split("count=\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned)
    );
}

#[test]
fn comments_say_what_and_what_to_do_and_theirs_stay() {
    let after = marked(&office_book(), &three());
    let comments = Comments::parsed(Some(text(&after, "xl/comments1.xml"))).expect("comments");
    let ours = comments.ours();
    assert_eq!(ours.keys().map(ToString::to_string).collect::<Vec<_>>(), ["B2", "B3", "AO3", "B6"]);
    let both = &ours[&at("B2")];
    assert!(both.contains("指摘2（× 要修正　V012）\n単位が違います。\n→ 直してください。\n\n指摘3（？ 要確認"), "{both}");
    assert!(text(&after, "xl/comments1.xml").contains("要再確認"));
    assert_eq!(text(&after, "xl/drawings/vmlDrawing1.vml").matches("ObjectType=\"Note\"").count(), 4);
}

#[test]
fn the_list_comes_first_with_links_and_every_index_counts_on() {
    let after = marked(&office_book(), &three());
    let names: Vec<String> = grid(&after).sheets.iter().map(|sheet| sheet.name.clone()).collect();
    assert_eq!(names, ["指摘一覧", "入力'A'係", "課の表", "隠し", "指摘情報"]);
    let list = text(&after, "xl/worksheets/sheet4.xml");
    assert!(list.contains("location=\"&apos;入力&apos;&apos;A&apos;&apos;係&apos;!B3\""), "{list}");
    let workbook = text(&after, "xl/workbook.xml");
    assert!(workbook.contains("activeTab=\"1\""), "{workbook}");
    assert!(
        workbook.contains("localSheetId=\"1\">&apos;入力&apos;&apos;A&apos;&apos;係&apos;!$A$1:$D$10")
            || workbook.contains("localSheetId=\"1\">'入力''A''係'!$A$1:$D$10"),
        "{workbook}"
    );
    // Values read back as they were.
    let values = |book: &[u8]| grid(book).sheets.into_iter().filter(|sheet| !sheet.name.starts_with("指摘")).collect::<Vec<_>>();
    assert_eq!(values(&after), values(&office_book()));
}

#[test]
fn the_next_answer_replaces_the_last_one() {
    let first = marked(&office_book(), &three());
    let second = marked(&first, &[mark(MarkKind::Query, "B3", "増えています。")]);
    let colours = ["B2", "B3", "B6", "AO3"].map(|cell| colour(&second, "入力'A'係", cell));
    assert_eq!(colours, ["FFF8D6", "FFE38F", "FFF8D6", ""], "what is right now has its colour back");
    let comments = Comments::parsed(Some(text(&second, "xl/comments1.xml"))).expect("comments").ours();
    assert_eq!(comments.keys().map(ToString::to_string).collect::<Vec<_>>(), ["B3"]);
    assert!(text(&second, "xl/comments1.xml").contains("要再確認"));
    assert_eq!(text(&second, "xl/drawings/vmlDrawing1.vml").matches("ObjectType=\"Note\"").count(), 2);
    assert_eq!(grid(&second).sheets.len(), 5, "one list, not two");
    assert_eq!(text(&second, "xl/workbook.xml").matches("Print_Titles").count(), 1);
    let third = marked(&second, &[]);
    assert_eq!(colour(&third, "入力'A'係", "B3"), "FFF8D6", "also after two answers");
}

#[test]
fn a_department_s_own_list_stays() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("入力'A'係").expect("a name").write_number(1, 1, 3).expect("a cell");
    book.add_worksheet().set_name("指摘一覧").expect("a name").write_string(0, 0, "指摘一覧（課内）").expect("a cell");
    let after = marked(&book.save_to_buffer().expect("a book"), &three());
    let again = marked(&after, &three());
    let names: Vec<String> = grid(&again).sheets.iter().map(|sheet| sheet.name.clone()).collect();
    assert_eq!(names, ["指摘一覧（確認）", "入力'A'係", "指摘一覧", "指摘情報"]);
}

#[test]
fn a_workbook_without_formats_or_comments_gets_both() {
    let mut bare = parts(&office_book());
    bare.retain(|name, _| !name.contains("comments") && !name.contains("vml") && name != "xl/styles.xml");
    let replace = |parts: &mut BTreeMap<String, Vec<u8>>, name: &str, from: &str, to: &str| {
        let text = String::from_utf8(parts[name].clone()).expect("text");
        assert!(text.contains(from), "{name}: {text}");
        parts.insert(name.to_owned(), text.replace(from, to).into_bytes());
    };
    for (name, bytes) in &mut bare {
        let Ok(text) = String::from_utf8(bytes.clone()) else { continue };
        let elements = text.split_inclusive('>').filter(|element| {
            let related = element.contains("styles") || element.contains("/comments") || element.contains("vmlDrawing");
            !(name.contains("_rels/") || name.starts_with("[Content")) || !related
        });
        *bytes = elements.collect::<String>().into_bytes();
    }
    replace(&mut bare, "xl/worksheets/sheet1.xml", "<legacyDrawing r:id=\"rId2\"/>", "");
    let after = marked(&packed(&bare), &[mark(MarkKind::Error, "A1", "書かれていません。")]);
    assert_eq!(colour(&after, "入力'A'係", "A1"), "F8CBC5");
    let sheet = text(&after, "xl/worksheets/sheet1.xml");
    assert!(sheet.find("<drawing ") < sheet.find("<legacyDrawing ") && sheet.contains("<row r=\"1\"><c r=\"A1\""), "{sheet}");
    assert!(text(&after, "[Content_Types].xml").contains("vmlDrawing"));
}

#[test]
fn what_cannot_be_changed_safely_is_not_changed() {
    let refused = |change: &dyn Fn(&mut Parts)| {
        let mut parts = parts(&office_book());
        change(&mut parts);
        annotate(&packed(&parts), &three(), &cover()).expect_err("refused")
    };
    refused(&|parts| drop(parts.insert("_xmlsignatures/sig1.xml".to_owned(), Vec::new())));
    refused(&|parts| {
        let strict = String::from_utf8(parts["xl/workbook.xml"].clone()).expect("text");
        let strict =
            strict.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main");
        parts.insert("xl/workbook.xml".to_owned(), strict.into_bytes());
    });
    refused(&|parts| drop(parts.remove("xl/worksheets/sheet1.xml")));
    refused(&|parts| drop(parts.insert("xl/styles.xml".to_owned(), b"<styleSheet/>".to_vec())));
    assert!(annotate(b"\xD0\xCF\x11\xE0 encrypted", &three(), &cover()).is_err());
}
