//! Rules that the office switches (検証規則), from the register to what departments and the planning office see of them.

use serde_json::Value;
use torimatome::domain::{DecisionSource, Lang};
use torimatome::form::Field;

use crate::case::Case;
use crate::case_worker::at;
use crate::filing::fill;
use crate::seen;

const KANKO: &str = "観光政策課";
const RULES: &str = "plans/mine-r6/検証規則.csv";

/// A round opened with these rows of 検証規則.
fn opened_with(rows: &str) -> Case {
    let case = Case::new();
    switch(&case, rows);
    case.worker().issue(None, "企画課", at("2025-05-19T10:00")).unwrap();
    case
}

fn switch(case: &Case, rows: &str) {
    case.edit(RULES, "終了日,理由\n", &format!("終了日,理由\n{rows}"));
}

/// Files 観光政策課's form with ten times the number of its first indicator, or with the right one.
fn file(case: &Case, time: &str, number: &str, reason: &str) -> Vec<String> {
    let bytes = fill(KANKO, |officer| {
        officer.reasons().number(0, number);
        officer.text(0, Field::Reason, reason);
    });
    case.drop_in(KANKO, &format!("回答_{}.xlsx", time.replace([':', '-'], "")), &bytes);
    let mut pass = case.pass_at(time);
    assert_eq!(pass.concluded.len(), 1, "{pass:?}");
    pass.concluded.remove(0).codes
}

fn rule(case: &Case, code: &str) -> Value {
    let said = case.run(&["findings", code, "--json"]);
    assert_eq!(said.status, 0, "{said:?}");
    said.json()["rounds"][0]["rules"][0].clone()
}

#[test]
fn a_rule_on_trial_reaches_the_planning_office_only() {
    let case = opened_with("V012,,試行,,,,1年試すため\nV014,,停止,,,,試行の間は止める\n");
    assert!(!file(&case, "2025-06-05T10:00", "1318", "").contains(&"V012".to_owned()));
    let outbox = case.workbooks();
    let of_department = outbox.iter().filter(|(path, _)| path.contains(KANKO));
    assert!(of_department.clone().count() > 0);
    for (path, bytes) in of_department {
        assert!(!seen::texts(bytes).contains("約10倍"), "{path}");
    }
    assert!(case.mails().iter().all(|mail| !mail.body.contains("約10倍")));
    case.worker().compile(at("2025-06-05T11:00")).unwrap();
    let book = std::fs::read(case.path("outbox/planning/企画課作業用_令和6年度実績.xlsx")).unwrap();
    assert!(seen::texts(&book).contains("試行中の規則による指摘（所管課には伝えていません）：1件"));
    let paper = std::fs::read(case.path("outbox/planning/会議資料_令和6年度実績.xlsx")).unwrap();
    assert!(!seen::texts(&paper).contains("試行中"), "no meeting hears of it");
    // The department puts it right by itself: the rule would have found something.
    file(&case, "2025-06-06T10:00", "131.8", "");
    let told = rule(&case, "V012");
    assert_eq!(
        (&told["cases"], &told["on_trial"], &told["corrected"], &told["hit_rate"]),
        (&1.into(), &1.into(), &1.into(), &"100".into())
    );
    assert_eq!((&told["list"][0]["weight"], &told["switches"][0]["weight"]), (&"beta".into(), &"beta".into()));
}

#[test]
fn what_a_query_led_to_is_counted_by_rule_and_round() {
    let case = opened_with("V014,,停止,,,,試し\n");
    assert!(file(&case, "2025-06-05T10:00", "1318", "").contains(&"V012".to_owned()));
    assert_eq!(rule(&case, "V012")["nothing"], 1);
    assert!(file(&case, "2025-06-05T11:00", "1318", "").contains(&"V012".to_owned()));
    assert_eq!(rule(&case, "V012")["cases"], 1, "the same sent again is one case");
    // What looks like a slip is still told, and asked no more.
    assert!(file(&case, "2025-06-05T12:00", "1318", "全国大会を開いたため。").contains(&"V012".to_owned()));
    assert_eq!(rule(&case, "V012")["explained"], 1);
    // The explanation is void with another number, and the query comes again.
    assert!(file(&case, "2025-06-05T13:00", "1320", "全国大会を開いたため。").contains(&"V012".to_owned()));
    file(&case, "2025-06-05T14:00", "131.8", "");
    let told = rule(&case, "V012");
    assert_eq!((&told["explained"], &told["corrected"], &told["cases"]), (&1.into(), &1.into(), &2.into()), "{told}");
    for lang in ["ja", "en"] {
        let table = case.run(&["findings", "--lang", lang]);
        assert!(table.status == 0 && table.stdout.contains("V012") && table.stdout.contains("100.0%"), "{}", table.stdout);
        let one = case.run(&["findings", "v012", "--round", "r6", "--lang", lang]);
        assert!(one.stdout.contains("R6-001-2") && one.stdout.contains('I'), "{}", one.stdout);
    }
    assert_eq!(case.run(&["findings", "--round", "r9"]).status, 2);
    assert_eq!(case.run(&["findings", "X999"]).status, 2);
}

#[test]
fn a_rule_made_lighter_in_mid_round_asks_for_what_it_sent_back() {
    let case = Case::issued();
    let over = fill(KANKO, |officer| _ = officer.reasons().number(3, "120"));
    case.drop_in(KANKO, "回答.xlsx", &over);
    assert!(case.pass_at("2025-06-05T10:00").concluded[0].codes.contains(&"V010".to_owned()));
    switch(&case, "V010,1.1-04,要確認,,,,複数回答を認めるため\n");
    // Until the amendment the round goes on with the register that it was opened with.
    case.drop_in(KANKO, "二度目.xlsx", &over);
    assert!(case.pass_at("2025-06-06T10:00").concluded[0].verdict.name() == "partly_accepted");
    let now = at("2025-06-09T10:00");
    case.worker().amend(&"mine-r6".parse().unwrap(), "企画課長", "試験のため", DecisionSource::CommandLine, now.date_naive(), now).unwrap();
    let worker = case.worker();
    let desk = worker.desk(at("2025-06-09T11:00")).unwrap();
    let report = worker.report(&desk, 1, at("2025-06-09T11:00")).unwrap();
    let said: Vec<String> = report.open_findings.iter().map(|open| open.finding.problem.message(Lang::Ja)).collect();
    assert!(said.iter().any(|said| said.contains("検証規則（V010）") && said.contains("「要修正」から「要確認」")), "{said:?}");
    drop((worker, report));
    case.drop_in(KANKO, "三度目.xlsx", &over);
    let pass = case.pass_at("2025-06-09T12:00");
    assert_eq!((pass.concluded[0].verdict.name(), pass.concluded[0].rows), ("accepted", 5), "its reason settles the query: {pass:?}");
    let unexplained = fill(KANKO, |officer| _ = officer.reasons().number(3, "130").text(3, Field::Reason, ""));
    case.drop_in(KANKO, "四度目.xlsx", &unexplained);
    let pass = case.pass_at("2025-06-09T13:00");
    assert_eq!((pass.concluded[0].verdict.name(), pass.concluded[0].rows), ("accepted_with_queries", 5), "{pass:?}");
    assert!(pass.concluded[0].codes.contains(&"V010".to_owned()));
}
