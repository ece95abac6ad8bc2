//! Exit statuses and answers that are promised to scripts.

use std::process::Command;

use serde_json::Value;
use torimatome::form::Field;

use crate::case::{Case, PROGRAM, said};
use crate::filing::{departments, fill};

/// Whether an answer has all these fields.
fn promises(answer: &Value, fields: &[&str]) {
    for field in fields {
        assert!(answer.get(field).is_some(), "{field} is missing: {answer}");
    }
}

#[test]
fn status_before_during_and_after() {
    let case = Case::new();
    let planned = case.run(&["status", "--json"]);
    assert_eq!((planned.status, &planned.json()["phase"]), (1, &"planned".into()), "{planned:?}");

    let case = Case::issued();
    assert_eq!(case.run(&["status"]).status, 1, "something is owed");
    for department in departments() {
        case.drop_in(department, "回答.xlsx", &fill(department, |officer| _ = officer.reasons()));
    }
    let pass = case.run(&["run", "--once", "--json"]);
    assert_eq!(pass.status, 0, "{pass:?}");
    let said = case.run(&["status", "--json"]);
    assert_eq!(said.status, 0, "nothing is owed");
    let answer = said.json();
    promises(
        &answer,
        &["plan", "round", "phase", "as_of", "indicators", "assessed", "statuses", "by_goal", "departments", "discrepancies", "values"],
    );
    assert_eq!((&answer["plan"], &answer["round"]), (&"mine-r6".into(), &"r6".into()));
    promises(&answer["by_goal"][0], &["goal", "statuses"]);
    promises(&answer["departments"][0], &["id", "name", "state", "due", "owed", "received", "errors", "queries", "submissions"]);
    promises(&answer["discrepancies"][0], &["indicator", "policy", "published", "computed", "why"]);
    let value = &answer["values"][0];
    promises(value, &["indicator_id", "indicator", "fiscal_year", "baseline", "target", "rate", "status", "file", "sheet", "cell"]);
    assert_eq!((&value["actual"], &value["file"], &value["sheet"]), (&"131.8".into(), &"回答.xlsx".into(), &"入力".into()));
    promises(&answer["mailbox"], &["held", "queued", "sent", "in_doubt", "failed"]);
    assert_eq!(answer["mailbox"], serde_json::json!({"held": 0, "queued": 0, "sent": 22, "in_doubt": 0, "failed": 0}));
    assert_eq!(answer["health"], serde_json::json!({"ok": true, "problems": []}));
}

#[test]
fn status_fits_a_terminal_in_both_languages() {
    let case = Case::issued();
    for lang in ["ja", "en"] {
        let text = case.run(&["status", "--lang", lang]).stdout;
        assert!(text.contains("観光政策課"), "{text}");
        let widest = text.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap();
        assert!(widest <= 100, "{widest} columns: {text}");
    }
}

#[test]
fn check_tells_and_records_nothing() {
    let case = Case::issued();
    let file = case.path("下書き.xlsx");
    std::fs::write(&file, fill("観光政策課", |officer| _ = officer.reasons().text(2, Field::Actual, "481万人"))).unwrap();
    let before = crate::seen::tree(case.root());
    let (status, answer) = case.check(&file, "ja");
    assert_eq!(status, 1);
    promises(&answer, &["file", "sha256", "verdict", "plan", "round", "department", "values", "findings"]);
    assert_eq!((&answer["verdict"], &answer["department"]), (&"partly_accepted".into(), &"kanko-seisaku".into()));
    promises(&answer["values"][0], &["indicator_id", "raw", "value", "sheet", "cell"]);
    let error = answer["findings"].as_array().unwrap().iter().find(|finding| finding["severity"] == "error").unwrap();
    promises(error, &["code", "severity", "sheet", "cell", "indicator_id", "message", "remedy"]);
    assert_eq!((&error["code"], &error["sheet"], &error["indicator_id"]), (&"V003".into(), &"入力".into(), &"1.1-03".into()));
    let mut after = crate::seen::tree(case.root());
    // The database's own side files come and go with a reader.
    after.retain(|path, _| before.contains_key(path) || !path.to_string_lossy().contains("torimatome.db-"));
    assert!(after == before, "nothing is recorded");
    assert_eq!(case.status_json()["missing"], 130);

    std::fs::write(&file, fill("観光政策課", |officer| _ = officer.reasons())).unwrap();
    assert_eq!(case.check(&file, "ja").0, 0);
}

#[test]
fn a_returned_row_is_exit_status_one() {
    let case = Case::issued();
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.text(2, Field::Actual, "x")));
    assert_eq!(case.run(&["run", "--once"]).status, 1);
    assert_eq!(case.run(&["run", "--once"]).status, 0);
}

#[test]
fn what_cannot_be_done_is_exit_status_two() {
    let case = Case::issued();
    let wrong: [&[&str]; 10] = [
        &["flee"],
        &["check"],
        &["check", "ない.xlsx"],
        &["run", "--at", "tomorrow"],
        &["issue", "--department", "nobody"],
        &["explain", "X999"],
        &["status", "--plan", "other"],
        &["status", "--lang", "fr"],
        &["register", "check", "ない"],
        &[],
    ];
    for args in wrong {
        let said = case.run(args);
        assert_eq!(said.status, 2, "{args:?}: {said:?}");
        assert!(said.stdout.is_empty() && !said.stderr.is_empty(), "{args:?}: {said:?}");
    }
    let empty = tempfile::tempdir().unwrap();
    let mut elsewhere = Command::new(PROGRAM);
    elsewhere.arg("--dir").arg(empty.path()).arg("status");
    let said = said(elsewhere);
    assert!(said.status == 2 && said.stderr.contains("torimatome.toml"), "{said:?}");
    assert_eq!(crate::seen::names(empty.path()), Vec::<String>::new());
}

#[test]
fn a_broken_configuration_is_refused_with_all_its_problems() {
    let case = Case::issued();
    case.configure("size_max_mb = 50", "size_max_mb = 0");
    case.configure("0 0 9 1 1 *", "every morning");
    let said = case.run(&["run", "--once"]);
    assert_eq!(said.status, 2, "{said:?}");
    assert!(said.stderr.contains("size_max_mb") && said.stderr.contains("every morning"), "{said:?}");
}

#[test]
fn explain_knows_every_code_in_both_languages() {
    let case = Case::new();
    for lang in ["ja", "en"] {
        let said = case.run(&["explain", "V003", "--lang", lang]);
        assert!(said.status == 0 && said.stdout.contains("V003"), "{said:?}");
        let all = case.run(&["explain", "--json", "--lang", lang]);
        let pages = all.json();
        assert!(pages.as_array().unwrap().len() > 60 && all.status == 0);
        assert!(pages.as_array().unwrap().iter().all(|page| page["text"].as_str().unwrap().len() > 50));
    }
    assert_eq!(case.run(&["--help"]).status, 0);
    assert_eq!(case.run(&["--version"]).status, 0);
}

#[test]
fn issuing_again_gives_only_what_is_missing() {
    let case = Case::new();
    let first = case.run(&["issue", "--json"]).json();
    assert_eq!((&first["opened"], first["forms"].as_array().unwrap().len(), &first["mails"]), (&true.into(), 11, &11.into()));
    let again = case.run(&["issue", "--json"]).json();
    assert_eq!(
        (&again["opened"], &again["forms"], &again["had"], &again["mails"]),
        (&false.into(), &serde_json::json!([]), &11.into(), &0.into())
    );
    let one = case.run(&["issue", "--department", "norin", "--json"]).json();
    assert_eq!(one["forms"][0]["department"], "農林課");
    assert_eq!(case.mails().len(), 11, "nobody is asked twice");
}

#[test]
fn a_slip_of_the_pen_opens_no_round() {
    let case = Case::new();
    let said = case.run(&["issue", "--department", "nourin"]);
    assert!(said.status == 2 && said.stderr.contains("「nourin」はありません"), "{said:?}");
    assert_eq!(case.status_json()["phase"], "planned");
    assert_eq!(case.run(&["issue", "--department", "norin", "--json"]).json()["opened"], true);
}

#[test]
fn before_the_round_is_open_nothing_is_compiled() {
    let case = Case::new();
    assert!(case.run(&["status"]).stdout.contains("照会前"));
    let said = case.run(&["compile"]);
    assert!(said.status == 2 && said.stderr.contains("torimatome issue"), "{said:?}");
    assert_eq!(case.run(&["run", "--once", "--json"]).json()["troubles"][0]["trouble"], "not_opened");
    assert!(case.mails().is_empty() && case.workbooks().is_empty());
}

#[test]
fn export_writes_data_and_overwrites_nothing() {
    let case = Case::new();
    assert_eq!(case.run(&["export"]).status, 2, "nobody was asked yet");
    let case = Case::issued();
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.text(0, Field::Reason, "=1+1")));
    case.run_once();
    let out = case.path("公開用");
    let export = |format: &str, lang: &str| case.run(&["export", "--format", format, "--out", out.to_str().unwrap(), "--lang", lang]);

    let said = case.run(&["export", "--out", out.to_str().unwrap(), "--json"]);
    assert_eq!(said.status, 0, "{said:?}");
    let answer = said.json();
    promises(&answer, &["edition", "as_of", "indicators", "files"]);
    assert!(answer["edition"].is_null(), "nothing was compiled yet");
    let csv = std::fs::read_to_string(out.join("データ_令和6年度実績.csv")).unwrap();
    assert!(csv.starts_with("\u{feff}全国地方公共団体コード,") && csv.contains(",'=1+1,"), "{csv}");
    assert_eq!(csv.lines().count(), 131, "a row for each indicator");
    assert!(out.join("年度別データ_令和6年度実績.csv").exists() && out.join("項目定義.csv").exists());

    // A person has worked on a file: nothing is written, not even the others.
    std::fs::write(out.join("項目定義.csv"), "mine").unwrap();
    std::fs::remove_file(out.join("年度別データ_令和6年度実績.csv")).unwrap();
    for (lang, words) in [("ja", "既にあるため"), ("en", "is there already")] {
        let said = export("csv", lang);
        assert_eq!(said.status, 2, "{said:?}");
        assert!(said.stderr.contains(words) && said.stderr.contains("項目定義.csv"), "{said:?}");
    }
    assert_eq!(std::fs::read_to_string(out.join("項目定義.csv")).unwrap(), "mine");
    assert!(!out.join("年度別データ_令和6年度実績.csv").exists());

    assert_eq!(export("json", "en").status, 0);
    let json: Value = serde_json::from_slice(&std::fs::read(out.join("データ_令和6年度実績.json")).unwrap()).unwrap();
    assert_eq!((json["indicators"].as_array().unwrap().len(), &json["indicators"][0]["actual"]), (130, &"131.8".into()));
}
