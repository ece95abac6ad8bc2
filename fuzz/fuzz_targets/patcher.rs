//! Cells of any workbook changed: nothing else changes, and the cells are read as what they were made.
#![no_main]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use libfuzzer_sys::fuzz_target;
use torimatome::domain::CellRef;
use torimatome::extraction::{Content, Formats, Grid, GridSheet, read_formats};
use torimatome::workbook::patch::{CellChange, NewContent, Package};
use torimatome_fuzz::Bytes;
use torimatome_fuzz::parts::{overlaid, package, small_xlsx};
use zip::ZipArchive;

fuzz_target!(|data: &[u8]| {
    // What stands before the first part says what is to change; without any part the bytes are a whole file.
    let (head, parts) = overlaid(small_xlsx(), data);
    let whole = data.starts_with(b"PK");
    let Some(book) = (if whole { Some(data.to_vec()) } else { package(&parts) }) else { return };
    let Ok(mut package) = Package::open(&book) else { return };
    let mut bytes = Bytes(if whole { b"" } else { head });
    let changes = changes(&mut bytes, &package);
    for (sheet, cells) in &changes {
        if package.change_cells(sheet, cells).is_err() {
            return;
        }
    }
    if head.last().is_some_and(|byte| byte % 5 == 0) && package.calculate_on_load().is_err() {
        return;
    }
    let mut may_change: BTreeSet<String> =
        changes.keys().filter_map(|name| package.sheet(name).ok()).map(|sheet| sheet.part.to_ascii_lowercase()).collect();
    may_change.insert(package.workbook().to_ascii_lowercase());
    let Ok(after) = package.finish() else { return };
    other_parts_stay(&book, &after, &may_change);
    let Ok(was) = read_formats(&book, Formats::all()) else { return };
    let is = read_formats(&after, Formats::all());
    let is = is.unwrap_or_else(|problem| panic!("what could be read cannot be read any more: {problem:?}"));
    cells_are_what_they_were_made(&was, &is, &changes);
});

type Changes = BTreeMap<String, Vec<CellChange>>;

fn changes(bytes: &mut Bytes<'_>, package: &Package<'_>) -> Changes {
    let mut changes = Changes::new();
    for _ in 0..usize::from(bytes.byte() % 5) + 1 {
        let sheets = package.sheets();
        if sheets.is_empty() {
            break;
        }
        let name = sheets[bytes.below(sheets.len())].name.clone();
        let (kind, row, column) = (bytes.byte(), bytes.byte(), bytes.byte());
        let (row, column) =
            (if row == 255 { 1_048_575 } else { u32::from(row % 16) }, if column == 255 { 16_383 } else { u32::from(column % 32) });
        let Some(at) = CellRef::new(row, column) else { continue };
        let content = match kind % 4 {
            0 => None,
            1 => Some(NewContent::Text(bytes.line())),
            2 => i64::from(bytes.byte()).to_string().parse().ok().map(NewContent::Number),
            _ => Some(NewContent::Blank),
        };
        let style = (kind & 0x10 != 0).then(|| u32::from(bytes.byte() % 4));
        let cells = changes.entry(name).or_default();
        if cells.iter().all(|known| known.at != at) {
            cells.push(CellChange { at, content, style, overwrite: kind & 0x20 != 0 });
        }
    }
    changes
}

fn parts_of(book: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(book)) else { return BTreeMap::new() };
    let count = archive.len();
    let part = |index| {
        let mut entry = archive.by_index(index).ok()?;
        let mut bytes = Vec::new();
        // An entry that cannot be unpacked is copied as it lies there.
        entry.read_to_end(&mut bytes).ok();
        Some((entry.name().ok()?.into_owned(), bytes))
    };
    (0..count).filter_map(part).collect()
}

/// Every other part is there, byte for byte; only the order of calculation may go, and with it what leads to it.
fn other_parts_stay(before: &[u8], after: &[u8], may_change: &BTreeSet<String>) {
    let (was, is) = (parts_of(before), parts_of(after));
    let chain_gone = is.len() < was.len();
    for (name, bytes) in &was {
        let folded = name.to_ascii_lowercase();
        if may_change.contains(&folded) || chain_gone && (folded.contains("_rels/") || folded == "[content_types].xml") {
            continue;
        }
        match is.get(name) {
            Some(kept) => assert!(kept == bytes, "{name} was changed"),
            None => assert!(was.len() - is.len() <= 4, "{name} is gone"),
        }
    }
}

fn cells_are_what_they_were_made(was: &Grid, is: &Grid, changes: &Changes) {
    let names = |grid: &Grid| grid.sheets.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(was), names(is));
    let once: BTreeSet<String> = names(was).into_iter().collect();
    // Two sheets of one name, or of one part: nobody can say which one was meant.
    if once.len() < was.sheets.len() {
        return;
    }
    let touched = |sheet: &GridSheet| was.sheets.iter().any(|known| known.name == sheet.name && known.cells != sheet.cells);
    if is.sheets.iter().filter(|sheet| touched(sheet) && !changes.contains_key(&sheet.name)).count() > 0 {
        return;
    }
    for (before, after) in was.sheets.iter().zip(&is.sheets) {
        let Some(cells) = changes.get(&before.name) else { continue };
        let changed = |at: CellRef| cells.iter().find(|change| change.at == at);
        let others = |sheet: &GridSheet| sheet.cells.iter().filter(|cell| changed(cell.at).is_none()).cloned().collect::<Vec<_>>();
        assert_eq!(others(before), others(after), "cells that were not meant, of {}", before.name);
        for change in cells {
            let content = after.get(change.at).map(|cell| (&cell.content, cell.formula.is_some()));
            match &change.content {
                Some(NewContent::Text(text)) => {
                    let odd = |c: char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}');
                    if text.is_empty() || text.contains(odd) || text.contains("_x") || text.len() > 30_000 {
                        continue;
                    }
                    assert_eq!(content, Some((&Content::Text(text.clone()), false)), "{}", change.at);
                }
                Some(NewContent::Number(_)) => {
                    let number = matches!(content, Some((Content::Number(_) | Content::Date(_), false)));
                    assert!(number, "{}: {content:?}", change.at);
                }
                Some(NewContent::Blank) => assert_eq!(content, None, "{}", change.at),
                None => {
                    let was = before.get(change.at).map(|cell| cell.formula.clone());
                    assert_eq!(after.get(change.at).map(|cell| cell.formula.clone()), was, "{}", change.at);
                }
            }
        }
    }
}
