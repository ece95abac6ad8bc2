//! The sheet 決定: rows are proposals, strictly read; what they say is no part of the register's version.

use super::fixture::{after, sound, told, with};
use crate::domain::{Act, Proposal};
use crate::register::load;

const HEADINGS: &str = "決定日,種類,照会ID,指標ID,所管課ID,内容,理由,決定者,期限";

/// The finding places of a register with one row in 決定.
fn row(text: &str) -> Vec<String> {
    after("決定", &format!("{HEADINGS}\n"), &format!("{HEADINGS},実行\n{text}\n"))
}

fn proposals(rows: &str) -> Vec<Proposal> {
    let loaded = load(&with("決定", &format!("{HEADINGS}\n"), &format!("{HEADINGS},実行\n{rows}")));
    loaded.registry.unwrap_or_else(|| panic!("{:?}", told(&loaded.findings))).proposals
}

#[test]
fn each_kind_becomes_its_act() {
    let rows = "2025-06-10,期限延長,r6,a-1,kanko,,統計の公表が遅れるため,企画課長,2025-06-30,○\n\
                2025-06-10,期限延長,r6,,,2025-07-25,災害対応のため,企画課長,2025-06-30,\n\
                2025-06-10,締切り,r6,,,,予定どおり,企画課長,,\n\
                2025-06-10,受付終了,r6,,,,部長会議のため,企画課長,,\n\
                2025-06-10,再開,r6,,kanko,,誤りの訂正,企画課長,2025-07-31,\n\
                2025-06-10,指摘の免除,r6,a-1,,v014,工事による休館,企画課長,,\n\
                2025-06-10,判定の変更,r6,a-1,,達成,要綱第5条による,企画課長,2026-03-31,\n\
                2025-06-10,台帳変更,r6,,,,目標の見直し,企画課長,,\n\
                2025-06-10,お知らせ停止,r6,,kanko,,災害対応,企画課長,2025-06-20,\n\
                2025-06-10,メール送信,r6,,,依頼,内容を確かめた,企画課長,,\n\
                2025-06-10,取消,r6,,,k12345678,誤記,企画課長,,\n";
    let proposals = proposals(rows);
    let names: Vec<&str> = proposals.iter().map(|proposal| proposal.wording.act.name()).collect();
    let all = ["extend", "extend", "close", "lock", "reopen", "waive", "override", "amend", "hold_reminders", "release_mails", "revoke"];
    assert_eq!(names, all);
    assert_eq!((proposals[0].row, proposals[0].carry_out, proposals[1].carry_out), (2, true, false));
    assert!(matches!(&proposals[1].wording.act, Act::Extend { department: None, locks: Some(_), .. }));
    assert_eq!(proposals[5].wording.act, Act::Waive { rule: "V014".to_owned(), indicator: "a-1".parse().ok(), department: None });
    assert_eq!(proposals[6].wording.until, "2026-03-31".parse().ok());
    let release = Act::ReleaseMails { kind: Some("request".to_owned()), department: None };
    assert_eq!(proposals[9].wording.act, release);
}

#[test]
fn what_a_kind_lacks_or_has_no_use_for_is_told() {
    assert_eq!(row("2025-06-10,延長,r6,,,,理由,課長,2025-06-30,"), ["R006 「決定」シートB2"]);
    assert_eq!(row("2025-06-10,期限延長,r6,,kanko,,理由,課長,,"), ["R005 「決定」シートI2"]);
    assert_eq!(row("2025-06-10,期限延長,r6,,kanko,2025-07-25,理由,課長,2025-06-30,"), ["R006 「決定」シートF2"]);
    assert_eq!(row("2025-06-10,受付終了,r6,,kanko,,理由,課長,,"), ["R006 「決定」シートE2"]);
    assert_eq!(row("2025-06-10,指摘の免除,r6,,,V002,理由,課長,,"), ["R006 「決定」シートF2"], "an error is put right");
    assert_eq!(row("2025-06-10,判定の変更,r6,,,達成,理由,課長,,"), ["R005 「決定」シートD2"]);
    assert_eq!(row("2025-06-10,締切り,r6,,,,,,,"), ["R005 「決定」シートG2", "R005 「決定」シートH2"]);
    assert_eq!(row("45821,締切り,r6,,,,理由,課長,,"), ["R007 「決定」シートA2"]);
}

#[test]
fn references_lead_somewhere() {
    assert_eq!(row("2025-06-10,締切り,r7,,,,理由,課長,,"), ["R009 「決定」シートC2"]);
    assert_eq!(row("2025-06-10,お知らせ停止,r6,,norin,,理由,課長,,"), ["R009 「決定」シートE2"]);
    assert_eq!(row("2025-06-10,判定の変更,r6,a-1,,順調,理由,課長,,"), ["R009 「決定」シートF2"]);
    assert_eq!(row("2025-06-10,判定の変更,r6,a-9,,達成,理由,課長,,"), ["R009 「決定」シートD2"]);
}

#[test]
fn a_sheet_of_an_earlier_register_has_no_column_for_carrying_out() {
    let text = format!("{HEADINGS}\n2025-06-10,締切り,r6,,,,理由,課長,\n");
    let loaded = load(&with("決定", &format!("{HEADINGS}\n"), &text));
    let registry = loaded.registry.unwrap();
    assert!(!registry.proposals[0].carry_out);
    assert_eq!(registry.version, load(&sound()).registry.unwrap().version, "a decision is no change of the register");
}
