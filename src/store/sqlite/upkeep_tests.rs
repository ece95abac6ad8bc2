//! What holds for the installation as a whole: mails that wait are held, a copy changes nothing, a newer database is left alone.

use super::tests::{AT, mail};
use super::*;
use crate::store::UpkeepKind;

pub(super) fn restored(store: &mut SqliteStore) {
    let event =
        |kind, why: &str| UpkeepEvent { kind, facts: "{}".to_owned(), who: "課長".to_owned(), why: why.to_owned(), at: AT.to_owned() };
    store.record_upkeep(&event(UpkeepKind::Restored, "")).unwrap();
}

#[test]
fn only_what_has_not_left_the_house_is_held() {
    let mut store = SqliteStore::in_memory().unwrap();
    let keys = ["request:1", "request:2", "request:3", "request:4"];
    store.queue_mails(&keys.map(mail), AT).unwrap();
    store.mail_state(keys[0], MailState::Sent, "", AT).unwrap();
    store.mail_state(keys[1], MailState::Claimed, "", AT).unwrap();
    store.mail_state(keys[2], MailState::Cancelled, "", AT).unwrap();
    assert_eq!(store.hold_all_mails("restored", AT).unwrap(), 2);
    assert!(store.queued_mails(10, AT).unwrap().is_empty());
    assert_eq!(store.hold_all_mails("restored", AT).unwrap(), 0, "what is held is held");
    assert_eq!(store.mail_counts().unwrap().sent, 1);
}

#[test]
fn a_restored_installation_is_so_until_a_person_confirms() {
    let mut store = SqliteStore::in_memory().unwrap();
    let unconfirmed = |store: &SqliteStore| UpkeepEvent::unconfirmed(&store.upkeep_events().unwrap()).is_some();
    assert!(!unconfirmed(&store));
    restored(&mut store);
    assert!(unconfirmed(&store));
    let confirmed = UpkeepEvent { kind: UpkeepKind::Confirmed, ..store.upkeep_events().unwrap().remove(0) };
    store.record_upkeep(&confirmed).unwrap();
    assert!(!unconfirmed(&store));
    restored(&mut store);
    assert!(unconfirmed(&store), "restored once more");
}

#[test]
fn a_snapshot_has_what_was_committed_while_another_works() {
    let place = tempfile::tempdir().unwrap();
    let (at, copy) = (place.path().join("torimatome.db"), place.path().join("copy.db"));
    let mut store = SqliteStore::open(&at).unwrap();
    store.queue_mails(&[mail("request:1")], AT).unwrap();
    assert_eq!(SqliteStore::snapshot(&at, &copy).unwrap(), SqliteStore::SCHEMA);
    store.queue_mails(&[mail("request:2")], AT).unwrap();
    assert_eq!(SqliteStore::open(&copy).unwrap().queued_mails(10, AT).unwrap().len(), 1);
    assert!(SqliteStore::look(&copy).unwrap().damage.is_empty());
}

#[test]
fn a_database_of_a_newer_program_is_neither_copied_nor_touched() {
    let place = tempfile::tempdir().unwrap();
    let at = place.path().join("torimatome.db");
    SqliteStore::open(&at).unwrap().connection.execute_batch("PRAGMA user_version = 999").unwrap();
    for refused in [SqliteStore::snapshot(&at, &place.path().join("copy.db")).err(), SqliteStore::look(&at).err()] {
        assert!(matches!(refused, Some(StoreError::Newer { found: 999, .. })), "{refused:?}");
    }
    assert!(!place.path().join("copy.db").exists());
}
