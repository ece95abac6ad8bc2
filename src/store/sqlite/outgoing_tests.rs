//! A mail goes out under one claim, and nothing that a person decided is overtaken.

use super::super::SqliteStore;
use super::super::tests::{AT, mail};
use super::*;
use crate::store::Store;

fn frozen(text: &str) -> Frozen {
    Frozen { subject: text.to_owned(), body: text.to_owned(), bytes: text.as_bytes().to_vec() }
}

fn state(store: &SqliteStore, key: &str) -> MailState {
    store.mailbox().unwrap().into_iter().find(|entry| entry.key == key).unwrap().state
}

fn decision(to: MailState, from: &[MailState]) -> MailDecision<'_> {
    MailDecision { from, to, note: "decided", who: "企画課", why: "確認した", at: AT }
}

#[test]
fn a_mail_is_claimed_once_and_passes_the_point_of_no_return_under_its_own_claim_only() {
    let mut store = SqliteStore::in_memory().unwrap();
    store.queue_mails(&[mail("reminder:T-5")], AT).unwrap();
    assert!(store.claim_mail("reminder:T-5", "one", Some((&frozen("a"), None)), AT).unwrap());
    assert!(!store.claim_mail("reminder:T-5", "two", Some((&frozen("b"), None)), AT).unwrap());
    assert!(!store.point_of_no_return("reminder:T-5", "two", AT).unwrap(), "another's claim");
    assert!(store.point_of_no_return("reminder:T-5", "one", AT).unwrap());
    assert!(!store.point_of_no_return("reminder:T-5", "one", AT).unwrap());
    let abandoned = store.abandoned_mails().unwrap();
    assert!(matches!(abandoned.as_slice(), [one] if one.state == MailState::InDoubt && one.doubts == 1), "{abandoned:?}");
    store.mail_state("reminder:T-5", MailState::InDoubt, "reply lost", AT).unwrap();
    assert!(store.abandoned_mails().unwrap().is_empty(), "it waits for a person now");
    assert_eq!(store.mail_counts().unwrap().in_doubt, 1);
}

#[test]
fn a_cancelled_mail_does_not_go_out_under_an_older_claim() {
    let mut store = SqliteStore::in_memory().unwrap();
    store.queue_mails(&[mail("request:1")], AT).unwrap();
    assert!(store.claim_mail("request:1", "one", None, AT).unwrap());
    assert!(store.decide_mail("request:1", &decision(MailState::Cancelled, &[MailState::Claimed])).unwrap());
    assert!(!store.point_of_no_return("request:1", "one", AT).unwrap());
    let history = store.mail_history("request:1").unwrap();
    assert_eq!(history.last().and_then(|event| event.who.as_deref()), Some("企画課"));
}

#[test]
fn what_a_rehearsal_sent_elsewhere_is_not_what_the_mail_is() {
    let mut store = SqliteStore::in_memory().unwrap();
    store.queue_mails(&[mail("reminder:T-5")], AT).unwrap();
    assert!(store.claim_mail("reminder:T-5", "one", Some((&frozen("【試験】"), Some("test@city.example"))), AT).unwrap());
    assert_eq!(store.mailbox().unwrap()[0].sent_to.as_deref(), Some("test@city.example"));
    store.put_off_mail("reminder:T-5", None, "not sent", AT).unwrap();
    assert_eq!(store.queued_mails(10, AT).unwrap()[0].mail.frozen, None, "the rehearsed text is not kept");
}

#[test]
fn a_mail_that_was_put_off_waits_and_a_clock_that_went_back_does_not_make_it_wait_longer() {
    let mut store = SqliteStore::in_memory().unwrap();
    store.queue_mails(&[mail("receipt:1")], "2025-06-10T09:00:00+09:00").unwrap();
    store.put_off_mail("receipt:1", Some("2025-06-10T09:04:00+09:00"), "450 busy", "2025-06-10T09:02:00+09:00").unwrap();
    let due = |now: &str| store.queued_mails(10, now).unwrap().len();
    assert_eq!(due("2025-06-10T09:03:00+09:00"), 0);
    assert_eq!(due("2025-06-10T09:04:00+09:00"), 1);
    assert_eq!(due("2025-06-10T00:03:00+00:00"), 0, "the same moment in another zone");
    assert_eq!(due("2024-06-10T09:03:00+09:00"), 1, "the clock was a year ahead");
    assert_eq!(store.queued_mails(10, "2025-06-10T10:00:00+09:00").unwrap()[0].put_off, 1);
}

#[test]
fn kinds_are_held_whatever_queues_them_and_a_person_lets_them_go() {
    let mut store = SqliteStore::in_memory().unwrap();
    store.hold_kinds(&["request".to_owned()]).unwrap();
    store.queue_mails(&[mail("request:1"), mail("receipt:1")], AT).unwrap();
    assert_eq!((state(&store, "request:1"), state(&store, "receipt:1")), (MailState::Held, MailState::Queued));
    assert!(!store.claim_mail("request:1", "one", None, AT).unwrap());
    assert!(!store.decide_mail("receipt:1", &decision(MailState::Queued, &[MailState::Held])).unwrap(), "it is not held");
    assert!(store.decide_mail("request:1", &decision(MailState::Queued, &[MailState::Held])).unwrap());
    assert_eq!(store.queued_mails(10, AT).unwrap().len(), 2);
}

#[test]
fn after_a_restored_backup_nothing_goes_out_by_itself() {
    let mut store = SqliteStore::in_memory().unwrap();
    let keys = ["request:queued", "request:claimed", "receipt:doubt", "receipt:sent"];
    store.queue_mails(&keys.map(mail), AT).unwrap();
    for key in ["request:claimed", "receipt:doubt"] {
        assert!(store.claim_mail(key, "gone", None, AT).unwrap());
    }
    assert!(store.point_of_no_return("receipt:doubt", "gone", AT).unwrap());
    store.mail_state("receipt:sent", MailState::Sent, "250 ok", AT).unwrap();
    assert_eq!(store.hold_all_mails("restored", AT).unwrap(), 2);
    assert_eq!(store.hold_all_mails("restored", AT).unwrap(), 0);
    assert!(store.queued_mails(10, AT).unwrap().is_empty() && store.abandoned_mails().unwrap().is_empty());
    let states = keys.map(|key| state(&store, key));
    assert_eq!(states, [MailState::Held, MailState::Held, MailState::InDoubt, MailState::Sent]);
}
