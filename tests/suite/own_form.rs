//! A city that keeps its ten-year-old workbook: declared, checked, issued, returned, compiled.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test of files")]

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::case::Case;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/own");

/// Mine City's plan, asked with the workbook of 白瀬市.
fn declared() -> Case {
    let case = Case::new();
    for (file, folder) in [
        ("進捗状況報告書.xlsx", "forms"),
        ("進捗状況報告書.toml", "forms"),
        ("部長会議資料.xlsx", "report"),
        ("部長会議資料.toml", "report"),
    ] {
        fs::copy(Path::new(FOLDER).join(file), case.path("templates").join(folder).join(file)).unwrap();
    }
    let plan = fs::read_to_string(case.path("plans/mine-r6/計画.csv")).unwrap();
    assert!(!plan.contains("\n様式,"));
    fs::write(case.path("plans/mine-r6/計画.csv"), plan.replace("\n負数の表記,", "\n様式,shinchoku,\n負数の表記,")).unwrap();
    case
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// Puts texts and numbers into cells of the first sheet, as an officer does.
fn typed(book: &[u8], cells: &[(&str, &str)]) -> Vec<u8> {
    use torimatome::workbook::patch::{CellChange, NewContent, Package};
    let mut package = Package::open(book).unwrap();
    let change = |(at, text): &(&str, &str)| {
        let content = text.parse().map_or_else(|_| NewContent::Text((*text).to_owned()), NewContent::Number);
        CellChange::overwrite(at.parse().unwrap(), content)
    };
    package.change_cells("報告書", &cells.iter().map(change).collect::<Vec<_>>()).unwrap();
    package.finish().unwrap()
}

#[test]
fn the_offices_own_workbook_goes_the_whole_way() {
    let case = declared();
    let out = case.path("state").display().to_string();
    fs::create_dir_all(&out).unwrap();
    let check = case.run(&["form", "check", "shinchoku", "--out", &out, "--json"]);
    assert_eq!(check.status, 0, "{check:?}");
    let seen = json(&check.stdout)[0]["seen"].as_array().unwrap().clone();
    assert!(seen.iter().any(|seen| seen["cell"] == "H8" && seen["input"] == true), "{seen:?}");
    let issued = case.run(&["issue", "--json"]);
    assert_eq!(issued.status, 0, "{issued:?}");
    let forms = json(&issued.stdout)["forms"].as_array().unwrap().clone();
    let form = forms.iter().find(|form| form["department"] == "観光政策課").unwrap();
    let path = case.path("outbox").join(form["path"].as_str().unwrap());
    let book = fs::read(&path).unwrap();
    let filled = typed(&book, &[("H9", "150.5"), ("L9", "好天に恵まれたため。"), ("H4", "峰 花子")]);
    case.drop_in("観光政策課", "進捗（観光）.xlsx", &filled);
    let said = case.run(&["check", &case.path("inbox/観光政策課/進捗（観光）.xlsx").display().to_string(), "--json"]);
    let answer = json(&said.stdout);
    assert_eq!(answer["department"], "kanko-seisaku", "{answer}");
    let values = answer["values"].as_array().unwrap();
    assert!(values.iter().any(|value| value["cell"] == "H9" && value["value"] == "150.5" && value["state"] == "確定"), "{answer}");
    case.run_once();
    let compiled = case.run(&["compile", "--json"]);
    assert_eq!(compiled.status, 0, "{compiled:?}");
    let files = json(&compiled.stdout)["files"].to_string();
    assert!(files.contains("部長会議資料_"), "{files}");
}

#[test]
fn nothing_is_opened_or_issued_while_something_declared_is_missing() {
    let case = declared();
    case.edit("templates/forms/進捗状況報告書.toml", "heading = \"単位\"", "heading = \"単位名\"");
    let said = case.run(&["issue"]);
    assert_eq!(said.status, 2, "{said:?}");
    for word in ["単位名", "報告書", "E7", "form check"] {
        assert!(said.stderr.contains(word), "{word}: {}", said.stderr);
    }
    assert!(!case.path("outbox/観光政策課").exists());
    let out = case.path("outbox").display().to_string();
    let check = case.run(&["form", "check", "--out", &out, "--json"]);
    assert_eq!(check.status, 1);
    assert!(check.stdout.contains("R041"));
    let again = case.run(&["form", "check", "shinchoku", "--out", &out]);
    assert!(again.stdout.contains("確認_進捗状況報告書（2）.xlsx"), "{again:?}");
    assert_eq!(case.run(&["form", "check", "nothing-of-the-kind"]).status, 2);
}

#[test]
fn too_many_indicators_for_the_table_stop_the_issue_and_name_the_department() {
    let case = declared();
    case.edit("templates/forms/進捗状況報告書.toml", "rows_max = 25", "rows_max = 3");
    let said = case.run(&["issue"]);
    assert!(said.status == 2 && said.stderr.contains("表の行は3行です"), "{said:?}");
}
