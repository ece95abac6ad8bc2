//! Decisions are carried out once, together with what they set off.

use super::tests::{AT, indicator, kanko, mail, open_round, plan, round};
use super::*;
use crate::domain::{Act, DecisionSource, Obligation};

/// An amendment that asks another department.
pub(super) fn amended(store: &mut SqliteStore) {
    let decision = Decision {
        id: "d1".to_owned(),
        plan: plan(),
        round: round(),
        act: Act::Amend { version: "v2".to_owned() },
        who: "企画課長".to_owned(),
        why: "目標の見直し".to_owned(),
        until: None,
        decided_on: "2025-06-10".parse().unwrap(),
        source: DecisionSource::Sheet,
        at: AT.to_owned(),
    };
    let sheets = Sheets::from([("計画".to_owned(), b"y".to_vec())]);
    let obligations = vec![Obligation { department: "norin".parse().unwrap(), indicator: indicator("1.1-01"), lead: true }];
    let ledger = Ledger { plan: plan(), round: round(), obligations };
    let amendment = Amendment { register_version: "v2", sheets: &sheets, ledger: &ledger };
    assert!(store.decide(&decision, Some(&amendment)).unwrap());
    assert!(!store.decide(&decision, Some(&amendment)).unwrap(), "once");
    assert_eq!(store.decisions(&plan(), &round()).unwrap().all(), [decision]);
}

#[test]
fn an_amendment_changes_who_owes_and_keeps_both_registers() {
    let mut store = SqliteStore::in_memory().unwrap();
    open_round(&mut store);
    assert_eq!(store.ledger(&plan(), &round()).unwrap().departments(), [&kanko()]);
    amended(&mut store);
    let ledger = store.ledger(&plan(), &round()).unwrap();
    assert_eq!(ledger.departments().iter().map(ToString::to_string).collect::<Vec<_>>(), ["norin"]);
    for (version, bytes) in [("v1", b"x"), ("v2", b"y")] {
        assert_eq!(store.frozen_register(version).unwrap().unwrap()["計画"], bytes);
    }
}

#[test]
fn a_job_has_each_turn_once_and_a_good_register_is_kept_once() {
    let mut store = SqliteStore::in_memory().unwrap();
    assert!(store.occur("digest", "2025-06-10T09:00:00+09:00", &[mail("digest:1")], AT).unwrap());
    assert!(!store.occur("digest", "2025-06-10T09:00:00+09:00", &[mail("digest:2")], AT).unwrap());
    assert_eq!(store.queued_mails(10, AT).unwrap().len(), 1);
    assert_eq!(store.last_occurrence("digest", "2025-06-10T09:00:00+09:00").unwrap().as_deref(), Some("2025-06-10T09:00:00+09:00"));
    assert_eq!(store.last_occurrence("digest", "2025-06-10T08:59:59+09:00").unwrap(), None, "a clock that went back");
    assert_eq!(store.last_occurrence("compile", "2025-06-10T09:00:00+09:00").unwrap(), None);
    for (version, bytes) in [("v1", b"x"), ("v1", b"x"), ("v2", b"y"), ("v1", b"x")] {
        store.keep_register(&plan(), "台帳.xlsx", version, &Sheets::from([("計画".to_owned(), bytes.to_vec())]), AT).unwrap();
    }
    assert_eq!(store.last_good_register(&plan()).unwrap().unwrap()["計画"], b"x");
    let kept: u32 = store.connection.query_row("SELECT COUNT(*) FROM good_register", [], |row| row.get(0)).unwrap();
    assert_eq!(kept, 3);
    assert_eq!(store.plan_of_source("台帳.xlsx").unwrap(), Some(plan()));
    assert_eq!(store.plan_of_source("別の台帳.xlsx").unwrap(), None);
    let mut seen = Vec::new();
    store.each_register(&plan(), &mut |sheets| seen.push(sheets["計画"].clone())).unwrap();
    assert_eq!(seen, [b"x".to_vec(), b"y".to_vec()], "each version once");
}

#[test]
fn a_release_lets_the_held_mails_of_its_kind_and_round_go() {
    let mut store = SqliteStore::in_memory().unwrap();
    let key = |kind: &str, round: &str, department: &str| format!("{kind}:{}:{round}:{department}:a@x", plan());
    let keys = [key("request", "r6", "kanko"), key("request", "r6", "norin"), key("request", "r5", "kanko"), key("overdue", "r6", "kanko")];
    for key in &keys {
        store.queue_mails(&[mail(key)], AT).unwrap();
        store.mail_state(key, MailState::Held, "", AT).unwrap();
    }
    assert_eq!(store.queued_mails(10, AT).unwrap().len(), 0);
    let release = |store: &mut SqliteStore, id: &str, department: Option<&str>| {
        let act = Act::ReleaseMails { kind: Some("request".to_owned()), department: department.map(|id| id.parse().unwrap()) };
        let decision = Decision {
            id: id.to_owned(),
            plan: plan(),
            round: "r6".parse().unwrap(),
            act,
            who: "企画課".to_owned(),
            why: "確認済み".to_owned(),
            until: None,
            decided_on: "2025-06-10".parse().unwrap(),
            source: DecisionSource::CommandLine,
            at: AT.to_owned(),
        };
        store.decide(&decision, None).unwrap();
        store.queued_mails(10, AT).unwrap().into_iter().map(|queued| queued.mail.key).collect::<Vec<_>>()
    };
    assert_eq!(release(&mut store, "1", Some("norin")), keys[1..2]);
    assert_eq!(release(&mut store, "2", None), keys[..2]);
}
