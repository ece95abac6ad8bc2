//! The reader process: warm, limited, replaced at the first doubt.
#![expect(clippy::unwrap_used, reason = "a helper of a test may end it")]

use std::io::{Cursor, Write};
use std::path::PathBuf;
use std::time::Duration;

use rust_xlsxwriter::Workbook;
use rustix::process::{Pid, Signal, kill_process};
use torimatome::extraction::{Reader, ReaderLimits, Reading};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn reader(limits: ReaderLimits) -> Reader {
    Reader::new(PathBuf::from(env!("CARGO_BIN_EXE_torimatome")), limits)
}

/// A form of twenty rows, as a department files it.
fn good() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("入力").unwrap();
    for row in 0..20 {
        for column in 0..17 {
            sheet.write(row, column, format!("欄{row}-{column}　記入した文章が入ります。")).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// A small file with more shared text than a narrow child has memory for.
fn hungry() -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let relation = |kind: &str, target: &str| {
        format!(r#"<Relationships><Relationship Id="rId1" Type="x/relationships/{kind}" Target="{target}"/></Relationships>"#)
    };
    let strings = format!("<sst>{}</sst>", format!("<si><t>{}</t></si>", "a".repeat(1 << 20)).repeat(40));
    let parts = [
        ("xl/workbook.xml", "<workbook><sheets/></workbook>".to_owned()),
        ("_rels/.rels", relation("officeDocument", "xl/workbook.xml")),
        ("xl/_rels/workbook.xml.rels", relation("sharedStrings", "sharedStrings.xml")),
        ("xl/sharedStrings.xml", strings),
    ];
    for (name, text) in parts {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn rows_read(reading: &Reading) -> usize {
    match reading {
        Reading::Grid(grid) => grid.sheets[0].cells.len() / 17,
        Reading::Unreadable(_) | Reading::Broke(_) | Reading::NotStarted(_) => 0,
    }
}

#[test]
fn one_child_answers_several_files() {
    let mut reader = reader(ReaderLimits::default());
    let file = good();
    assert_eq!(reader.child_id(), None, "nothing is started before it is needed");
    assert_eq!(rows_read(&reader.read(&file)), 20);
    let first = reader.child_id();
    assert!(first.is_some());
    assert!(matches!(reader.read(b"garbage"), Reading::Unreadable(problem) if problem.code() == "F001"));
    assert!(matches!(reader.read(b""), Reading::Unreadable(problem) if problem.code() == "F002"));
    assert_eq!(rows_read(&reader.read(&file)), 20);
    assert_eq!(reader.child_id(), first);
}

#[test]
fn a_child_is_replaced_after_so_many_files() {
    let mut reader = reader(ReaderLimits { files_max: 2, ..ReaderLimits::default() });
    reader.read(&good());
    let first = reader.child_id();
    reader.read(&good());
    assert_eq!(rows_read(&reader.read(&good())), 20);
    assert_ne!(reader.child_id(), first);
}

#[test]
fn a_killed_child_costs_no_file() {
    let mut reader = reader(ReaderLimits::default());
    reader.read(&good());
    let first = reader.child_id().unwrap();
    kill_process(Pid::from_raw(i32::try_from(first).unwrap()).unwrap(), Signal::KILL).unwrap();
    assert_eq!(rows_read(&reader.read(&good())), 20);
    assert_ne!(reader.child_id(), Some(first));
}

#[test]
fn a_file_that_breaks_the_child_does_not_break_the_next() {
    let mut reader = reader(ReaderLimits { memory_bytes: 48 << 20, ..ReaderLimits::default() });
    assert_eq!(rows_read(&reader.read(&good())), 20);
    let broke = reader.read(&hungry());
    assert!(matches!(&broke, Reading::Broke(detail) if detail.contains("without an answer")), "{broke:?}");
    assert_eq!(rows_read(&reader.read(&good())), 20);
}

#[test]
fn a_bomb_is_one_clear_problem() {
    let mut reader = reader(ReaderLimits::default());
    let mut many = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..6_000 {
        many.start_file(format!("xl/{index}.xml"), SimpleFileOptions::default()).unwrap();
    }
    let reading = reader.read(&many.finish().unwrap().into_inner());
    assert!(matches!(&reading, Reading::Unreadable(problem) if problem.code() == "F008"), "{reading:?}");
    assert_eq!(rows_read(&reader.read(&good())), 20);
}

#[test]
fn an_answer_that_is_late_or_never_comes_is_a_broken_reader() {
    let mut late = reader(ReaderLimits { deadline: Duration::ZERO, ..ReaderLimits::default() });
    assert!(matches!(late.read(&good()), Reading::Broke(detail) if detail.starts_with("no answer within")));
    assert_eq!(late.child_id(), None, "a child that is late is not asked again");
    let mut none = Reader::new(PathBuf::from("/nonexistent/torimatome"), ReaderLimits::default());
    assert!(matches!(none.read(&good()), Reading::NotStarted(_)), "that is not the file's fault");
}
