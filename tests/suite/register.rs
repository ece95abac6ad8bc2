//! A register that breaks: every problem is named, and an open round goes on with the one it was opened with.

use crate::case::Case;
use crate::filing::fill;

const INDICATORS: &str = "plans/mine-r6/指標.csv";

#[test]
fn every_problem_is_named_with_sheet_row_and_column() {
    let case = Case::new();
    assert_eq!(case.run(&["register", "check"]).status, 0);
    case.edit(INDICATORS, "1.1-02,本市への観光意欲度", "1月1日,本市への観光意欲度");
    case.edit(INDICATORS, "1.1-03,三洞入洞者数,,,,千人,0,増加", "1.1-03,三洞入洞者数,,,,千人,0,上昇");
    case.edit("plans/mine-r6/担当.csv", "1.1-04,kanko-seisaku", "1.1-04,kanko");
    let said = case.run(&["register", "check", "--json"]);
    assert_eq!(said.status, 1, "{said:?}");
    let answer = said.json();
    let findings = answer[0]["findings"].as_array().unwrap();
    let told = |code: &str, sheet: &str, cell: &str| {
        let place = |finding: &&serde_json::Value| finding["code"] == code && finding["sheet"] == sheet && finding["cell"] == cell;
        assert!(findings.iter().any(|finding| place(&finding)), "{code} at {sheet}!{cell}: {answer}");
    };
    told("R007", "指標", "A3");
    told("R006", "指標", "H4");
    told("R009", "担当", "B5");
    let text = case.run(&["register", "check"]).stdout;
    assert!(text.contains("「指標」シートA3") && text.contains("「担当」シートB5"), "{text}");
    let english = case.run(&["register", "check", "--lang", "en"]).stdout;
    assert!(english.contains("A3") && english.contains("B5"), "{english}");
}

#[test]
fn a_round_is_not_opened_with_a_broken_register() {
    let case = Case::new();
    case.edit(INDICATORS, "1.1-02,", "1月1日,");
    let said = case.run(&["issue"]);
    assert_eq!(said.status, 2, "{said:?}");
    assert!(said.stderr.contains("register check"), "{said:?}");
    assert_eq!(case.outbox(), Vec::<String>::new());
}

#[test]
fn an_open_round_goes_on_with_the_frozen_register() {
    let case = Case::issued();
    case.edit(INDICATORS, "1.1-02,", "1月1日,");
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    let pass = case.run_once();
    assert_eq!(pass.verdict("回答.xlsx"), "accepted");
    let status = case.status_json();
    assert_eq!((&status["assessed"], &status["indicators"]), (&5.into(), &130.into()));
    assert_eq!(status["health"]["ok"], false);
    assert!(status["health"]["problems"][0].as_str().unwrap().contains("register check"), "{status}");
    assert_eq!(case.run(&["compile"]).status, 0);
}

#[test]
fn a_register_whose_plan_can_no_longer_be_read_does_not_stop_the_round() {
    let case = Case::issued();
    std::fs::remove_file(case.path("plans/mine-r6/計画.csv")).unwrap();
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    assert_eq!(case.run_once().verdict("回答.xlsx"), "accepted");
}

#[test]
fn a_register_that_was_changed_meanwhile_is_said_and_not_used() {
    let case = Case::issued();
    case.edit("plans/mine-r6/値.csv", "1.1-01,目標値,R6,130.1", "1.1-01,目標値,R6,999.9");
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    assert_eq!(case.run_once().verdict("回答.xlsx"), "accepted", "the form with the old target is still right");
    let status = case.status_json();
    assert_eq!(status["values"][0]["target"], "130.1");
    assert!(status["health"]["problems"][0].as_str().unwrap().contains("変更されています"), "{status}");
}
