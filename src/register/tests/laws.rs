//! Laws that hold for any register.

use proptest::prelude::*;

use super::fixture::{edit, sound, told, with};
use crate::register::{Sheets, load, sheet_names};

/// The sheets with every table's columns in another order.
fn shuffled(sheets: &Sheets, seed: usize) -> Sheets {
    let shuffle = |bytes: &Vec<u8>| {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        let mut writer = csv::Writer::from_writer(Vec::new());
        for record in reader.records() {
            let mut cells: Vec<String> = record.unwrap().iter().map(str::to_owned).collect();
            let width = cells.len();
            cells.rotate_left(seed % width);
            if seed % 2 == 1 {
                cells.swap(0, seed % width);
            }
            writer.write_record(&cells).unwrap();
        }
        writer.into_inner().unwrap()
    };
    sheets.iter().map(|(name, bytes)| (name.clone(), shuffle(bytes))).collect()
}

proptest! {
    #[test]
    fn the_order_of_columns_does_not_matter(seed in 0_usize..500) {
        let expected = load(&sound()).registry.unwrap();
        let mut found = load(&shuffled(&sound(), seed)).registry.unwrap();
        // The version speaks of bytes; all else is the same.
        found.version.clone_from(&expected.version);
        prop_assert_eq!(found, expected);
    }

    /// Whatever is typed into whatever cell: an answer, no panic, and never a half-loaded register.
    #[test]
    fn no_cell_stops_the_loader(sheet in 0_usize..15, row in 0_usize..4, column in 0_usize..9, text in "\\PC{0,12}|[0-9]{5}|1月1日|\"|,,|9e27") {
        let name = sheet_names().nth(sheet).unwrap();
        let mut sheets = sound();
        let mut lines: Vec<Vec<String>> = String::from_utf8(sheets[name].clone()).unwrap()
            .lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
        if let Some(cell) = lines.get_mut(row).and_then(|line| line.get_mut(column)) {
            *cell = text;
        }
        let joined = lines.iter().map(|line| line.join(",")).collect::<Vec<_>>().join("\n");
        sheets.insert(name.to_owned(), joined.into_bytes());
        let loaded = load(&sheets);
        let broken = loaded.findings.iter().any(|finding| finding.severity() == crate::domain::Severity::Error);
        prop_assert_eq!(loaded.registry.is_none(), broken);
    }
}

#[test]
fn the_sound_register_is_silent() {
    let loaded = load(&sound());
    assert_eq!(told(&loaded.findings), Vec::<String>::new());
    let registry = loaded.registry.unwrap();
    assert_eq!(registry.projects[0].summary, "祭りを\n行う。");
    assert_eq!(registry.departments[1].addresses, ["a@aoba.example", "b@aoba.example"]);
    assert_eq!(registry.departments[0].folder, "観光課");
    assert_eq!(registry.indicators.values().find(|one| one.id.as_str() == "a-1").unwrap().aliases, ["来客数", "客数"]);
    assert_eq!(registry.version.len(), 64);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing_but_the_version() {
    let expected = load(&sound()).registry.unwrap();
    let mut sheets = sound();
    for bytes in sheets.values_mut() {
        let text = String::from_utf8(bytes.clone()).unwrap().replace('\n', "\r\n");
        *bytes = format!("\u{FEFF}{text}").into_bytes();
    }
    let mut found = load(&sheets).registry.unwrap();
    assert_ne!(found.version, expected.version);
    found.version.clone_from(&expected.version);
    assert_eq!(found, expected);
}

#[test]
fn every_finding_names_sheet_row_and_column() {
    let mut sheets = sound();
    for (sheet, from, to) in [
        ("計画", "青葉市総合計画", ""),
        ("計画", "計画ID", "計画番号"),
        ("体系", "1.1,1,施策", "1.1,9,小施策"),
        ("指標", "0123,待機児童数", "123,待機児童数"),
        ("指標", "年間,0", "年間,ゼロ"),
        ("配置", "0123,1.1", "1月1日,1.1"),
        ("値", "R6,120", "R6,\"1,200\""),
        ("構成", "備考\n", "備考\na-1,1,,,,\n"),
        ("担当課", "kanko@aoba.example", "kanko@"),
        ("評価区分", "◎,青緑", "△,青緑"),
        ("提出期間", "2025-06-13", "45821"),
        ("事業", "R7", "7"),
        ("休日", "2025-05-05", "2025-05-50"),
    ] {
        edit(&mut sheets, sheet, from, to);
    }
    let loaded = load(&sheets);
    assert!(loaded.registry.is_none());
    assert!(loaded.findings.len() >= 14, "{:#?}", told(&loaded.findings));
    for finding in &loaded.findings {
        assert!(finding.place.sheet.is_some() && finding.place.cell.is_some(), "{finding:?}");
    }
}

#[test]
fn rows_are_counted_as_a_spreadsheet_shows_them() {
    // A blank line counts as a row; a line end inside quotation marks does not.
    let mut sheets = with("事業", "1.1,R7,祭り", "\r\n1.1,R7,祭り");
    edit(&mut sheets, "事業", "行う。\",\n", "行う。\",\n\n1.1,7年,市,,,\n");
    assert_eq!(told(&load(&sheets).findings), ["R006 「事業」シートB5"]);
}
