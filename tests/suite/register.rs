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

/// Each of these ends in findings that name sheet, cell and remedy, exit status 1, and a register that is not used.
#[test]
fn a_bad_register_is_never_half_loaded() {
    let sheet = |name: &str| format!("plans/mine-r6/{name}.csv");
    for (name, from, to, code, cell, remedy) in [
        ("担当", "1.1-04,kanko-seisaku", "1.1-04,kankou", "R009", "B5", "「担当課」シートに加えるか"),
        ("体系", "1.1,1,施策", "1.1,1.2,施策", "R010", "B3", "上位の番号を直して"),
        ("指標", "1.1-02,本市への観光意欲度", "1.1-01,本市への観光意欲度", "R008", "A3", "重ならないように"),
        ("評価区分", "その他", "実績値=目標値", "R013", "D6", "「その他」"),
        ("提出期間", "2025-06-13", "2025-06-31", "R006", "E2", "2025-06-13"),
        ("休日", "2025-01-01", "2025-02-30", "R006", "A2", "2025-06-13"),
    ] {
        let case = Case::new();
        case.edit(&sheet(name), from, to);
        if name == "体系" {
            case.edit(&sheet(name), "1.2,1,施策", "1.2,1.1,施策");
        }
        let said = case.run(&["register", "check", "--json"]);
        assert_eq!(said.status, 1, "{name}: {said:?}");
        let answer = said.json();
        assert!(answer[0]["plan"].is_null() && answer[0]["indicators"] == 0, "{name}: nothing of it is used");
        let findings = answer[0]["findings"].as_array().unwrap();
        let told = findings.iter().any(|finding| {
            let says = finding["remedy"].as_str().unwrap().contains(remedy);
            finding["code"] == code && finding["sheet"] == name && finding["cell"] == cell && says
        });
        assert!(told, "{code} at {name}!{cell}: {answer:#}");
    }
}

#[test]
fn what_a_register_holds_is_counted() {
    let case = Case::new();
    let said = case.run(&["register", "check"]);
    assert!(said.stdout.contains("基本目標5、施策15、掲載130（KPI130）、指標130、所管課21、事業77。"), "{}", said.stdout);
    let english = case.run(&["register", "check", "--lang", "en"]).stdout;
    assert!(english.contains("5 goals, 15 policies, 130 entries (KPI 130), 130 indicators, 21 departments, 77 projects."), "{english}");
    let answer = case.run(&["register", "check", "--json"]).json();
    let counted =
        ["goals", "policies", "items", "placements", "placements_at_goals", "repeats", "indicators"].map(|name| answer[0][name].clone());
    assert_eq!(counted, [5, 15, 0, 130, 0, 0, 130].map(serde_json::Value::from));
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
