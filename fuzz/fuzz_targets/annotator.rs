//! The answer in any workbook: its cells are read as before, and a second answer takes the place of the first.
//!
//! Files of a corpus can be given as they are; with TORIMATOME_TELL set, what became of each is said.
#![no_main]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use libfuzzer_sys::fuzz_target;
use torimatome::diagnostic::Place;
use torimatome::domain::CellRef;
use torimatome::extraction::{Formats, Grid, GridSheet, read_formats};
use torimatome::workbook::annotated::{Cover, Mark, MarkKind, annotate};
use torimatome_fuzz::Bytes;
use torimatome_fuzz::parts::{overlaid, package, small_xlsx};
use zip::ZipArchive;

fuzz_target!(|data: &[u8]| {
    let (head, parts) = overlaid(small_xlsx(), data);
    let whole = data.starts_with(b"PK");
    let Some(book) = (if whole { Some(data.to_vec()) } else { package(&parts) }) else { return };
    if formats_lie_about(&parts_of(&book)) {
        return tell("formats that nothing leads to");
    }
    let Ok(was) = read_formats(&book, Formats::default()) else { return tell("unreadable") };
    // A file of a corpus says nothing of marks: they follow from its bytes.
    let seed = data.iter().fold(7_u64, |seed, byte| (seed ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3));
    let drawn: Vec<u8> = (1..200_u64).map(|place| (seed.wrapping_mul(place | 1) >> 32) as u8).collect();
    let mut bytes = Bytes(if whole { &drawn } else { head });
    let marks = marks(&mut bytes, &was);
    let first = match annotate(&book, &marks, &cover()) {
        Ok(first) => first,
        Err(error) => return tell(&format!("refused: {error}")),
    };
    assert!(annotate(&book, &marks, &cover()).is_ok_and(|again| again == first), "the same marks make the same bytes");
    let is = readable(&first);
    holds_the_same(&was, &is);
    other_parts_stay(&book, &first);
    // It comes back, and is answered anew.
    let fewer = &marks[..marks.len() / 2];
    let second = match annotate(&first, fewer, &cover()) {
        Ok(second) => second,
        // A part that was damaged before is looked at only now: the answer is a workbook of its own.
        Err(error) => {
            let everywhere: Vec<Mark> =
                was.sheets.iter().map(|sheet| mark(Place::cell(&sheet.name, CellRef::new(0, 0).expect("A1")))).collect();
            assert!(is_damaged(&book) || annotate(&book, &everywhere, &cover()).is_err(), "our own copy: {error}");
            return tell("annotated once");
        }
    };
    let again = readable(&second);
    holds_the_same(&was, &again);
    assert_eq!(names(&is), names(&again), "our sheets are replaced, not doubled");
    tell("annotated");
});

/// Formats that no relationship leads to are none to Excel; the reader would take them.
fn formats_lie_about(parts: &BTreeMap<String, Vec<u8>>) -> bool {
    let relations = parts.get("xl/_rels/workbook.xml.rels").map_or_else(Default::default, |bytes| String::from_utf8_lossy(bytes));
    let led_to = relations.contains("/styles\"") && relations.contains("styles.xml\"");
    parts.contains_key("xl/styles.xml") && !led_to
}

fn tell(what: &str) {
    if std::env::var_os("TORIMATOME_TELL").is_some() {
        eprintln!("told: {what}");
    }
}

fn cover() -> Cover {
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    Cover {
        title: "指摘一覧".to_owned(),
        lines: texts(&["観光政策課　回答.xlsx", "要修正 2件"]),
        contact: "問合せ先　企画課企画係（内線1234）".to_owned(),
        footer: ("R6-012-2".to_owned(), String::new()),
    }
}

/// Marks on cells that hold something, on blank ones, and on a sheet.
fn marks(bytes: &mut Bytes<'_>, grid: &Grid) -> Vec<Mark> {
    let mut marks = Vec::new();
    for _ in 0..usize::from(bytes.byte() % 8) + 2 {
        let Some(sheet) = grid.sheets.get(bytes.below(grid.sheets.len())) else { break };
        let flags = bytes.byte();
        let known = sheet.cells.get(bytes.below(sheet.cells.len())).map(|cell| cell.at).filter(|_| flags & 4 == 0);
        let cell = known.or_else(|| CellRef::new(u32::from(bytes.byte() % 40), u32::from(bytes.byte() % 40)));
        let kind = [MarkKind::Error, MarkKind::Query, MarkKind::Notice, MarkKind::Seen][usize::from(flags & 3)];
        let said = (flags & 32 != 0).then(|| bytes.line());
        let place = if flags & 24 == 24 { None } else { cell };
        let plain = mark(place.map_or_else(|| Place::sheet(&sheet.name), |at| Place::cell(&sheet.name, at)));
        marks.push(Mark { kind, what: said.unwrap_or(plain.what), ..plain });
    }
    marks
}

fn mark(place: Place) -> Mark {
    Mark {
        place,
        kind: MarkKind::Error,
        code: "V002".to_owned(),
        about: "入込客数".to_owned(),
        what: "文字が入っているため、数値として読めません。".to_owned(),
        remedy: "数値だけを記入してください。".to_owned(),
    }
}

fn readable(book: &[u8]) -> Grid {
    read_formats(book, Formats::default()).unwrap_or_else(|problem| panic!("the copy cannot be read: {problem:?}"))
}

fn names(grid: &Grid) -> Vec<&str> {
    grid.sheets.iter().map(|sheet| sheet.name.as_str()).collect()
}

/// Every sheet that was there is there, in its order, with the same cells.
fn holds_the_same(was: &Grid, is: &Grid) {
    let ours = |sheet: &&GridSheet| sheet.name.starts_with("指摘") && !was.sheets.iter().any(|known| known.name == sheet.name);
    let theirs: Vec<&GridSheet> = is.sheets.iter().filter(|sheet| !ours(sheet)).collect();
    // A copy of ours that comes in has our sheets already.
    if was.sheets.iter().any(|sheet| sheet.name.starts_with("指摘")) {
        return;
    }
    assert_eq!(names(was), theirs.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>());
    for (before, after) in was.sheets.iter().zip(theirs) {
        assert_eq!(before.visible, after.visible, "{}", before.name);
        assert_eq!(before.cells.len(), after.cells.len(), "cells of {}", before.name);
        for (one, other) in before.cells.iter().zip(&after.cells) {
            assert_eq!(one, other, "{}", before.name);
        }
    }
}

/// Parts that no answer has to do with.
fn other_parts_stay(before: &[u8], after: &[u8]) {
    let kept = [
        "xl/sharedstrings",
        "xl/media",
        "xl/charts",
        "xl/theme",
        "xl/tables",
        "xl/pivot",
        "xl/externallinks",
        "customxml",
        "xl/vbaproject",
        "xl/threadedcomments",
        "xl/persons",
        "xl/printersettings",
    ];
    let (was, is) = (parts_of(before), parts_of(after));
    let all: BTreeSet<&String> = is.keys().collect();
    for (name, bytes) in &was {
        assert!(all.contains(name), "{name} is gone");
        if kept.iter().any(|kind| name.to_lowercase().starts_with(kind)) && !name.contains("_rels") {
            assert!(is.get(name) == Some(bytes), "{name} was changed");
        }
    }
}

/// Whether a part cannot be unpacked as it was packed.
fn is_damaged(book: &[u8]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(book)) else { return true };
    (0..archive.len()).any(|index| archive.by_index(index).map_or(true, |mut part| part.read_to_end(&mut Vec::new()).is_err()))
}

fn parts_of(book: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(book)) else { return BTreeMap::new() };
    let count = archive.len();
    let part = |index| {
        let mut entry = archive.by_index(index).ok()?;
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).ok();
        Some((entry.name().ok()?.into_owned(), bytes))
    };
    (0..count).filter_map(part).collect()
}
