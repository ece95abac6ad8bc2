//! `register blank` and `register ids`: from an empty register to one that a round can be opened with.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use serde_json::Value;

use crate::case::{Case, Said};

const BOOK: &str = "台帳.xlsx";

fn register(case: &Case, words: &[&str]) -> Said {
    let mut args = vec!["register"];
    args.extend(words);
    let paths: Vec<String> = args.iter().map(|word| place(case, word)).collect();
    case.run(&paths.iter().map(String::as_str).collect::<Vec<_>>())
}

/// What names a file lies in the case.
fn place(case: &Case, word: &str) -> String {
    if word.contains('.') || word.contains('/') { case.path(word).to_str().unwrap().to_owned() } else { word.to_owned() }
}

fn parts(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(fs::read(path).unwrap())).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn files(case: &Case) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(case.root()).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names.retain(|name| name.contains("番号付け前"));
    names
}

/// Two indicators without an id, in a workbook whose others have theirs.
fn with_blanks(case: &Case) {
    for id in ["1.1-02", "1.1-03"] {
        case.edit("plans/mine-r6/指標.csv", &format!("\n{id},"), "\n,");
    }
    assert_eq!(register(case, &["convert", "plans/mine-r6", BOOK]).status, 1);
}

#[test]
fn an_empty_register_becomes_a_city() {
    let case = Case::new();
    assert_eq!(register(&case, &["blank", "city/"]).status, 0);
    assert_eq!(register(&case, &["blank", "city/"]).status, 2, "what is there is not overwritten");
    let add = |sheet: &str, rows: &str| {
        let path = case.path(&format!("city/{sheet}.csv"));
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, format!("{text}{rows}\n")).unwrap();
    };
    for (word, content) in [
        ("計画ID", "sogo"),
        ("計画名", "青葉市総合計画"),
        ("団体名", "青葉市"),
        ("団体コード", "352136"),
        ("問合せ先", "企画課企画係（内線1234）"),
        ("企画担当課メール", "kikaku@city-mine.example"),
    ] {
        case.edit("city/計画.csv", &format!("{word},,"), &format!("{word},{content},"));
    }
    let width =
        |sheet: &str| fs::read_to_string(case.path(&format!("city/{sheet}.csv"))).unwrap().lines().next().unwrap().split(',').count();
    let row = |sheet: &str, cells: &[&str]| {
        let mut cells = cells.to_vec();
        cells.resize(width(sheet), "");
        add(sheet, &cells.join(","));
    };
    row("担当課", &["", "観光課", "012", "", "kanko@city-mine.example"]);
    row("体系", &["", "", "基本目標", "基本目標1", "にぎわい"]);
    row("指標", &["", "入込客数", "", "", "", "人", "0", "増加", "年間"]);
    let said = register(&case, &["ids", "city/", "--json"]);
    assert_eq!(said.status, 0, "{said:?}");
    let ids: Vec<Value> = said.json()["ids"].as_array().unwrap().clone();
    assert_eq!(ids.iter().map(|new| new["id"].as_str().unwrap()).collect::<Vec<_>>(), ["1", "kpi-001", "ka-012"]);
    assert_eq!(register(&case, &["ids", "city/", "--json"]).json()["ids"], Value::Array(Vec::new()), "once");
    row("配置", &["kpi-001", "1"]);
    row("担当", &["kpi-001", "ka-012"]);
    row("値", &["kpi-001", "基準値", "R4", "100"]);
    row("値", &["kpi-001", "目標値", "R6", "120"]);
    row("提出期間", &["r6", "令和6年度実績", "R6", "2025-05-19", "2025-06-13"]);
    assert_eq!(register(&case, &["convert", "city/", BOOK]).status, 0);
    let said = register(&case, &["check", BOOK]);
    assert!(said.status == 0 && said.stdout.contains("指標1、所管課1"), "{said:?}");
    case.configure("plans = [\"plans/mine-r6\"]", "plans = [\"台帳.xlsx\"]");
    let said = case.run(&["issue", "--json"]);
    assert_eq!(said.json()["forms"][0]["indicators"], 1, "{said:?}");
}

#[test]
fn an_empty_workbook_says_what_it_wants() {
    let case = Case::new();
    assert_eq!(register(&case, &["blank", BOOK]).status, 0);
    let said = register(&case, &["check", BOOK]);
    assert!(said.status == 1 && said.stdout.contains("「計画」シートB3"), "{said:?}");
    assert!(!said.stdout.contains("はじめに") && !said.stdout.contains("（例）"), "neither guide nor example is read: {said:?}");
    for wrong in ["台帳.xls", "台帳.ods"] {
        assert_eq!(register(&case, &["blank", wrong]).status, 2);
    }
}

#[test]
fn ids_change_only_their_cells_and_the_old_file_stays() {
    let case = Case::new();
    with_blanks(&case);
    let (before, bytes) = (parts(&case.path(BOOK)), fs::read(case.path(BOOK)).unwrap());
    let said = register(&case, &["ids", BOOK]);
    assert_eq!(said.status, 0, "{said:?}");
    assert!(said.stdout.contains("「指標」シートA3：kpi-001　本市への観光意欲度"), "{said:?}");
    let after = parts(&case.path(BOOK));
    let changed: Vec<&String> = before.iter().filter(|(name, bytes)| after.get(*name) != Some(bytes)).map(|(name, _)| name).collect();
    assert_eq!((changed.len(), after.len()), (1, before.len()), "{changed:?}");
    let kept = files(&case);
    assert_eq!(kept.len(), 1);
    assert_eq!(fs::read(case.path(&kept[0])).unwrap(), bytes);
    let again = register(&case, &["ids", BOOK, "--json"]);
    assert_eq!(again.json()["ids"], Value::Array(Vec::new()));
    assert_eq!(files(&case).len(), 1, "nothing to do, nothing kept");
}

#[test]
fn an_open_workbook_is_left_alone() {
    let case = Case::new();
    with_blanks(&case);
    let bytes = fs::read(case.path(BOOK)).unwrap();
    fs::write(case.path("~$台帳.xlsx"), "").unwrap();
    let said = register(&case, &["ids", BOOK]);
    assert!(said.status == 2 && said.stderr.contains("開かれている"), "{said:?}");
    assert_eq!(fs::read(case.path(BOOK)).unwrap(), bytes);
    assert_eq!(files(&case), Vec::<String>::new());
}

#[test]
fn an_id_of_former_times_is_never_given_again() {
    let case = Case::new();
    case.edit("plans/mine-r6/指標.csv", "\n1.1-02,", "\nkpi-007,");
    for sheet in ["配置", "担当", "値"] {
        case.edit(&format!("plans/mine-r6/{sheet}.csv"), "\n1.1-02,", "\nkpi-007,");
    }
    case.run_once();
    // The office takes the indicator out altogether instead of retiring it, and adds another.
    let text = fs::read_to_string(case.path("plans/mine-r6/指標.csv")).unwrap();
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("kpi-007,")).collect();
    fs::write(case.path("plans/mine-r6/指標.csv"), format!("{}\n,新しい指標,,,,人,0,増加,年間,,,,,,\n", kept.join("\n"))).unwrap();
    for sheet in ["配置", "担当", "値"] {
        let path = case.path(&format!("plans/mine-r6/{sheet}.csv"));
        let text = fs::read_to_string(&path).unwrap();
        let rows: Vec<&str> = text.lines().filter(|line| !line.starts_with("kpi-007,")).collect();
        fs::write(path, format!("{}\n", rows.join("\n"))).unwrap();
    }
    let said = register(&case, &["ids", "plans/mine-r6", "--json"]);
    assert_eq!(said.json()["ids"][0]["id"], "kpi-008", "{said:?}");
}
