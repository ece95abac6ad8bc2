//! What the store holds on to: nothing appended changes, a sighting is received once, the latest good row is in force.

use super::*;
use crate::diagnostic::{Finding, Problem};
use crate::domain::{IndicatorId, Obligation, TextField, ValueState, Verdict};
use crate::validation::{AcceptedRow, AcceptedText, Validated};

pub(super) const AT: &str = "2025-06-10T14:05:00+09:00";

pub(super) fn plan() -> PlanId {
    "mine-r6".parse().unwrap()
}

pub(super) fn round() -> RoundId {
    "r6".parse().unwrap()
}

pub(super) fn kanko() -> DepartmentId {
    "kanko".parse().unwrap()
}

pub(super) fn indicator(id: &str) -> IndicatorId {
    id.parse().unwrap()
}

pub(super) fn sighting(path: &str, sha256: &str, mtime: &str) -> Sighting {
    Sighting {
        path: path.to_owned(),
        folder: Some("観光政策課".to_owned()),
        file: "回答.xlsx".to_owned(),
        sha256: sha256.to_owned(),
        size: 10,
        identity: "1:1".to_owned(),
        mtime: mtime.to_owned(),
    }
}

pub(super) fn row(id: &str, value: Option<&str>, state: ValueState) -> AcceptedRow {
    AcceptedRow {
        indicator: indicator(id),
        value: value.map(|value| value.parse().unwrap()),
        state,
        as_of: String::new(),
        source: String::new(),
        reason: String::new(),
        reason_for: None,
        measure: String::new(),
        sheet: "入力".to_owned(),
        cell: "I8".parse().unwrap(),
        raw: value.unwrap_or_default().to_owned(),
    }
}

pub(super) fn mail(key: &str) -> NewMail {
    NewMail {
        key: key.to_owned(),
        plan: plan(),
        recipient: "kanko@city.example".to_owned(),
        facts: "{}".to_owned(),
        frozen: None,
        covers: Vec::new(),
    }
}

fn output(id: &str, sha256: &str) -> NewOutput {
    NewOutput { id: id.to_owned(), plan: plan(), path: "観光政策課/受付票.xlsx".to_owned(), sha256: sha256.to_owned() }
}

/// Receives and concludes one submission with these rows; the n-th of its department.
pub(super) fn file(store: &mut SqliteStore, n: u32, verdict: Verdict, rows: Vec<AcceptedRow>) {
    let id = format!("s{n}");
    let sighting = sighting(&format!("観光政策課/{n}.xlsx"), &format!("hash{n}"), "1");
    assert_eq!(store.receive(&id, &sighting, AT).unwrap(), Received::New);
    store.begin_attempt(&id, AT).unwrap();
    let draft = verdict == Verdict::Draft;
    let validated = Validated {
        texts: vec![AcceptedText {
            key: TextKey { node: "1.1".parse().unwrap(), slot: 1, field: TextField::Results },
            text: "販路を広げた。".to_owned(),
            sheet: "1-(1)".to_owned(),
            cell: "C20".parse().unwrap(),
        }],
        verdict,
        identity: None,
        author: "見本".to_owned(),
        checker: String::new(),
        rows,
        rejected: Vec::new(),
        blank: Vec::new(),
        findings: vec![Finding::file(Problem::EmptyFile)],
        on_trial: Vec::new(),
    };
    let conclusion = Conclusion {
        submission: &id,
        plan: &plan(),
        round: &round(),
        department: Some(&kanko()),
        sequence: (!draft).then_some(n),
        number: &if draft { String::new() } else { format!("R6-001-{n}") },
        validated: &validated,
        mails: &[mail(&format!("receipt:{n}"))],
        outputs: &[output(&format!("o{n}"), &format!("receipt{n}"))],
        at: AT,
    };
    store.conclude(&[conclusion]).unwrap();
}

fn held(store: &SqliteStore) -> Vec<(String, String, String)> {
    let mut held = store.answers(&plan(), &round()).unwrap();
    held.retain(|held| held.row.state != ValueState::Withdrawn);
    held.sort_by(|a, b| a.row.indicator.cmp(&b.row.indicator));
    held.into_iter().map(|held| (held.row.indicator.to_string(), held.row.raw, held.number)).collect()
}

pub(super) fn open_round(store: &mut SqliteStore) -> bool {
    let ledger = Ledger {
        plan: plan(),
        round: round(),
        obligations: vec![Obligation { department: kanko(), indicator: indicator("1.1-01"), lead: true }],
    };
    let sheets = Sheets::from([("計画".to_owned(), b"x".to_vec())]);
    let opening = RoundOpening { ledger: &ledger, register_version: "v1", sheets: &sheets, at: AT, who: "企画課", why: "" };
    store.open_round(&opening).unwrap()
}

/// One row at least in every table that is only added to.
fn full() -> SqliteStore {
    let mut store = SqliteStore::in_memory().unwrap();
    open_round(&mut store);
    let form = IssuedForm { plan: &plan(), round: &round(), department: &kanko(), version: 2, at: AT };
    store.issue(&[form], &[mail("request:1")], &output("form", "form")).unwrap();
    file(&mut store, 1, Verdict::Accepted, vec![row("1.1-01", Some("131.8"), ValueState::Confirmed)]);
    store.output_written("o1", "観光政策課/受付票.xlsx", AT).unwrap();
    let edition = Edition { plan: plan(), round: round(), number: 1, digest: "d".to_owned(), at: AT.to_owned(), facts: "{}".to_owned() };
    store.compile(&edition, &[], &[]).unwrap();
    super::decision_tests::amended(&mut store);
    store.keep_register(&plan(), "台帳.xlsx", "v1", &Sheets::from([("計画".to_owned(), b"x".to_vec())]), AT).unwrap();
    assert!(store.occur("digest", AT, &[], AT).unwrap());
    super::upkeep_tests::restored(&mut store);
    store
}

#[test]
fn what_was_appended_can_neither_be_changed_nor_deleted() {
    let store = full();
    for table in schema::append_only() {
        let count: u32 = store.connection.query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        assert!(count > 0, "{table} is empty, so nothing is proved");
        let column: String =
            store.connection.query_row(&format!("SELECT name FROM pragma_table_info('{table}') LIMIT 1"), [], |row| row.get(0)).unwrap();
        for change in [format!("UPDATE {table} SET {column} = {column}"), format!("DELETE FROM {table}")] {
            let error = store.connection.execute(&change, []).unwrap_err().to_string();
            assert!(error.contains("append-only"), "{change}: {error}");
        }
    }
}

#[test]
fn only_the_working_tables_may_forget() {
    let store = full();
    let mut statement = store.connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").unwrap();
    let tables: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let free: Vec<&str> = tables.iter().map(String::as_str).filter(|table| !schema::append_only().any(|known| known == *table)).collect();
    assert_eq!(free, ["clock", "kept", "sighting"]);
}

#[test]
fn a_sighting_is_received_once_until_it_is_tidied() {
    let mut store = SqliteStore::in_memory().unwrap();
    let seen = sighting("観光政策課/回答.xlsx", "a", "1");
    assert_eq!(store.receive("s1", &seen, AT).unwrap(), Received::New);
    assert_eq!(store.receive("s2", &seen, AT).unwrap(), Received::Known("s1".to_owned()));
    assert_eq!(store.unread().unwrap().len(), 1);
    let touched = sighting("観光政策課/回答.xlsx", "a", "2");
    assert_eq!(store.receive("s3", &touched, AT).unwrap(), Received::New, "a file saved again is a new submission");
    let kept = Kept { sha256: "a".to_owned(), size: 10, mtime: "1".to_owned() };
    store.tidied(&Tidied { sighting: &seen, kept: Some(("観光政策課/受付済/R6-001-1__回答.xlsx", &kept)) }).unwrap();
    assert_eq!(store.kept().unwrap().into_values().collect::<Vec<_>>(), [kept]);
    assert_eq!(store.untidied().unwrap().len(), 1);
    assert_eq!(store.receive("s4", &seen, AT).unwrap(), Received::New, "the first version may be put back");
}

#[test]
fn the_latest_row_is_in_force_and_a_withdrawn_one_is_not() {
    let mut store = SqliteStore::in_memory().unwrap();
    let confirmed = |id, value| row(id, Some(value), ValueState::Confirmed);
    file(&mut store, 1, Verdict::Accepted, vec![confirmed("1.1-01", "131.8"), confirmed("1.1-02", "15.3")]);
    file(&mut store, 2, Verdict::PartlyAccepted, vec![confirmed("1.1-01", "120")]);
    let first = ("1.1-02".to_owned(), "15.3".to_owned(), "R6-001-1".to_owned());
    assert_eq!(held(&store), [("1.1-01".to_owned(), "120".to_owned(), "R6-001-2".to_owned()), first.clone()]);
    file(&mut store, 3, Verdict::Accepted, vec![row("1.1-01", None, ValueState::Withdrawn)]);
    assert_eq!(held(&store), std::slice::from_ref(&first));
    file(&mut store, 4, Verdict::Accepted, vec![confirmed("1.1-01", "131.8")]);
    assert_eq!(held(&store), [("1.1-01".to_owned(), "131.8".to_owned(), "R6-001-4".to_owned()), first]);
    let all: Vec<String> = store.rows(&plan(), &round()).unwrap().into_iter().map(|held| held.number).collect();
    assert!(all.len() > held(&store).len() && all.is_sorted(), "what was replaced is still told, in order: {all:?}");
    let other = store.answers(&"other".parse().unwrap(), &round()).unwrap();
    assert!(other.is_empty(), "the plan is part of the key");
}

#[test]
fn what_was_received_last_is_in_force_although_it_was_read_first() {
    let mut store = SqliteStore::in_memory().unwrap();
    store.receive("s2", &sighting("観光政策課/先.xlsx", "first", "1"), AT).unwrap();
    file(&mut store, 1, Verdict::Accepted, vec![row("1.1-01", Some("120"), ValueState::Confirmed)]);
    let late = Validated {
        texts: Vec::new(),
        verdict: Verdict::Accepted,
        identity: None,
        author: String::new(),
        checker: String::new(),
        rows: vec![row("1.1-01", Some("99"), ValueState::Confirmed)],
        rejected: Vec::new(),
        blank: Vec::new(),
        findings: Vec::new(),
        on_trial: Vec::new(),
    };
    let conclusion = Conclusion {
        submission: "s2",
        plan: &plan(),
        round: &round(),
        department: Some(&kanko()),
        sequence: Some(2),
        number: "R6-001-2",
        validated: &late,
        mails: &[],
        outputs: &[],
        at: AT,
    };
    store.conclude(&[conclusion]).unwrap();
    assert_eq!(held(&store), [("1.1-01".to_owned(), "120".to_owned(), "R6-001-1".to_owned())]);
    let order: Vec<String> = store.submissions(&plan(), &round()).unwrap().into_iter().map(|s| s.number).collect();
    assert_eq!(order, ["R6-001-2", "R6-001-1"], "in order of receipt");
}

#[test]
fn an_output_waits_until_it_is_written_also_behind_written_ones() {
    let mut store = SqliteStore::in_memory().unwrap();
    let waiting = |store: &SqliteStore| store.pending_outputs().unwrap().into_iter().map(|output| output.id).collect::<Vec<_>>();
    for id in ["a", "b", "c"] {
        store.add_output(&output(id, id), AT).unwrap();
    }
    store.output_written("b", "b", AT).unwrap();
    assert_eq!(waiting(&store), ["a", "c"]);
    store.output_written("a", "a", AT).unwrap();
    assert_eq!(waiting(&store), ["c"]);
    store.output_written("c", "c", AT).unwrap();
    assert_eq!(waiting(&store), Vec::<String>::new());
    store.add_output(&output("d", "d"), AT).unwrap();
    assert_eq!(waiting(&store), ["d"]);
}

#[test]
fn a_draft_takes_no_number_and_is_no_submission_of_the_round() {
    let mut store = SqliteStore::in_memory().unwrap();
    file(&mut store, 1, Verdict::Draft, Vec::new());
    assert_eq!(store.next_sequence(&plan(), &round(), Some(&kanko())).unwrap(), 1);
    assert!(store.submissions(&plan(), &round()).unwrap().is_empty());
    assert!(store.findings(&plan(), &round()).unwrap().is_empty());
    assert!(store.unread().unwrap().is_empty(), "it has its verdict");
    file(&mut store, 2, Verdict::Refused, Vec::new());
    assert_eq!(store.next_sequence(&plan(), &round(), Some(&kanko())).unwrap(), 3);
    assert_eq!(store.next_sequence(&plan(), &round(), None).unwrap(), 1, "files of nobody are counted apart");
    let told = store.submissions(&plan(), &round()).unwrap();
    assert!(matches!(told.as_slice(), [one] if one.verdict == Some(Verdict::Refused) && one.errors == 1), "{told:?}");
}

#[test]
fn a_verdict_is_reached_once_and_in_one_piece() {
    let mut store = SqliteStore::in_memory().unwrap();
    file(&mut store, 1, Verdict::Accepted, vec![row("1.1-01", Some("1"), ValueState::Confirmed)]);
    let again = Validated {
        texts: Vec::new(),
        verdict: Verdict::Accepted,
        identity: None,
        author: String::new(),
        checker: String::new(),
        rows: vec![row("1.1-01", Some("2"), ValueState::Confirmed)],
        rejected: Vec::new(),
        blank: Vec::new(),
        findings: Vec::new(),
        on_trial: Vec::new(),
    };
    let twice = Conclusion {
        submission: "s1",
        plan: &plan(),
        round: &round(),
        department: Some(&kanko()),
        sequence: Some(2),
        number: "R6-001-2",
        validated: &again,
        mails: &[mail("receipt:twice")],
        outputs: &[output("twice", "twice")],
        at: AT,
    };
    assert!(store.conclude(&[twice]).is_err());
    assert_eq!(held(&store), [("1.1-01".to_owned(), "1".to_owned(), "R6-001-1".to_owned())]);
    assert_eq!((store.mail_keys().unwrap().len(), store.pending_outputs().unwrap().len()), (1, 1), "nothing of it is left");
}

#[test]
fn a_mail_is_queued_once_whatever_became_of_it() {
    let mut store = SqliteStore::in_memory().unwrap();
    assert_eq!(store.queue_mails(&[mail("reminder:T-5"), mail("reminder:T-5"), mail("reminder:T-1")], AT).unwrap(), 2);
    let frozen = Frozen { subject: "件名".to_owned(), body: "本文".to_owned(), bytes: b"mail".to_vec() };
    assert!(store.claim_mail("reminder:T-5", "token", Some((&frozen, None)), AT).unwrap());
    store.put_off_mail("reminder:T-5", None, "not sent", AT).unwrap();
    let queued = store.queued_mails(10, AT).unwrap();
    assert_eq!(queued.len(), 2);
    assert_eq!(queued[0].mail.frozen.as_ref(), Some(&frozen), "what was frozen first is what is sent");
    assert_eq!(store.queued_mails(1, AT).unwrap().len(), 1);
    store.mail_state("reminder:T-5", MailState::Sent, "a.eml", AT).unwrap();
    store.mail_state("reminder:T-1", MailState::Cancelled, "no longer owed", AT).unwrap();
    assert_eq!(store.queue_mails(&[mail("reminder:T-5"), mail("reminder:T-1")], AT).unwrap(), 0);
    assert!(store.queued_mails(10, AT).unwrap().is_empty());
    assert_eq!(store.mail_counts().unwrap(), MailboxCounts { sent: 1, ..MailboxCounts::default() });
    let sent = store.sent_mails().unwrap();
    assert!(matches!(sent.as_slice(), [one] if one.file == "a.eml" && one.subject == "件名"), "{sent:?}");
    assert_eq!(store.recipients_on("reminder:", "2025-06-10").unwrap().len(), 1);
    assert!(store.recipients_on("overdue:", "2025-06-10").unwrap().is_empty());
}

#[test]
fn a_round_opens_once_with_one_register() {
    let mut store = SqliteStore::in_memory().unwrap();
    assert!(store.opened_plans().unwrap().is_empty());
    assert!(open_round(&mut store));
    assert!(!open_round(&mut store));
    assert_eq!(store.opened_plans().unwrap(), [plan()]);
    let opened = store.opened_rounds(&plan()).unwrap();
    assert!(matches!(opened.as_slice(), [one] if one.round == round() && one.register_version == "v1"), "{opened:?}");
    assert_eq!(store.frozen_register("v1").unwrap(), Some(Sheets::from([("計画".to_owned(), b"x".to_vec())])));
    assert_eq!(store.ledger(&plan(), &round()).unwrap().obligations.len(), 1);
}

#[test]
fn our_own_papers_are_known_again_and_an_issued_form_is_not_one() {
    let store = full();
    assert!(store.is_own_output("receipt1").unwrap());
    assert!(!store.is_own_output("form").unwrap(), "a blank form that comes back is a return");
    assert_eq!(store.written_at("観光政策課/受付票.xlsx").unwrap().as_deref(), Some("receipt1"));
}

#[test]
fn a_newer_schema_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("torimatome.db");
    drop(SqliteStore::open(&path).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", schema::VERSION + 1).unwrap();
    let refused = SqliteStore::open(&path);
    assert!(matches!(refused, Err(StoreError::Newer { found, known }) if found == known + 1), "{refused:?}");
    let version: i64 = Connection::open(&path).unwrap().query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    assert_eq!(version, schema::VERSION + 1);
}

#[test]
fn a_copy_is_whole_and_goes_its_own_way() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = SqliteStore::open(&folder.path().join("a.db")).unwrap();
    file(&mut store, 1, Verdict::Accepted, vec![row("1.1-01", Some("1"), ValueState::Confirmed)]);
    store.copy_to(&folder.path().join("b.db")).unwrap();
    let mut copy = SqliteStore::open(&folder.path().join("b.db")).unwrap();
    assert_eq!(held(&copy), held(&store));
    file(&mut copy, 2, Verdict::Accepted, vec![row("1.1-01", Some("2"), ValueState::Confirmed)]);
    assert_eq!(held(&store)[0].1, "1");
}
