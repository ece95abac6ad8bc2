//! Several departments about one indicator, several plans in one file: each kept apart, all concluded together.

use super::tests::{AT, file, kanko, mail, plan, round, row, sighting};
use super::*;
use crate::domain::{ValueState, Verdict};
use crate::validation::{AcceptedRow, Validated};

#[test]
fn each_departments_last_row_is_kept_apart() {
    let mine = plan();
    let mut store = SqliteStore::in_memory().unwrap();
    file(&mut store, 1, Verdict::Accepted, vec![row("1.1-01", Some("1"), ValueState::Confirmed)]);
    store.receive("s2", &sighting("農林課/回答.xlsx", "b", "1"), AT).unwrap();
    let norin: DepartmentId = "norin".parse().unwrap();
    let theirs = validated(vec![row("1.1-01", Some("2"), ValueState::Confirmed)]);
    let conclusion = Conclusion { department: Some(&norin), number: "R6-002-1", ..second(&theirs, &mine) };
    store.conclude(&[conclusion]).unwrap();
    file(&mut store, 3, Verdict::Accepted, vec![row("1.1-01", None, ValueState::Withdrawn)]);
    let answers = store.answers(&plan(), &round()).unwrap();
    let said: Vec<(&str, ValueState)> = answers.iter().map(|held| (held.number.as_str(), held.row.state)).collect();
    assert_eq!(said, [("R6-002-1", ValueState::Confirmed), ("R6-001-3", ValueState::Withdrawn)]);
}

#[test]
fn a_file_for_two_plans_is_concluded_for_both_or_for_none() {
    let mine = plan();
    let mut store = SqliteStore::in_memory().unwrap();
    let other: PlanId = "other".parse().unwrap();
    store.receive("s2", &sighting("観光政策課/両方.xlsx", "b", "1"), AT).unwrap();
    // Received later and read first, for the other plan alone.
    store.receive("s9", &sighting("観光政策課/後.xlsx", "c", "1"), AT).unwrap();
    let (newer, rows) =
        (validated(vec![row("z", Some("9"), ValueState::Confirmed)]), validated(vec![row("z", Some("1"), ValueState::Confirmed)]));
    store.conclude(&[Conclusion { submission: "s9", number: "R6-001-1", ..second(&newer, &other) }]).unwrap();
    let broken = [second(&rows, &mine), Conclusion { number: "R6-001-1", ..second(&rows, &other) }];
    assert!(store.conclude(&broken).is_err(), "the number is taken");
    assert_eq!(store.unread().unwrap().len(), 1, "so nothing was concluded");
    let draft = Validated { verdict: Verdict::Draft, ..rows.clone() };
    store.conclude(&[second(&rows, &mine), Conclusion { number: "R6-001-3", ..second(&rows, &other) }]).unwrap();
    assert!(store.unread().unwrap().is_empty(), "a derived submission is read already");
    assert_eq!(
        store.submissions(&other, &round()).unwrap().iter().map(|s| s.number.as_str()).collect::<Vec<_>>(),
        ["R6-001-3", "R6-001-1"]
    );
    assert_eq!(store.answers(&other, &round()).unwrap()[0].number, "R6-001-1", "received last, also among derived ones");
    assert_eq!(
        store.untidied().unwrap().iter().map(|waiting| waiting.number.as_deref()).collect::<Vec<_>>(),
        [Some("R6-001-2"), Some("R6-001-1")]
    );

    store.receive("s4", &sighting("観光政策課/半分.xlsx", "d", "1"), AT).unwrap();
    let half = [
        Conclusion { submission: "s4", sequence: Some(4), number: "R6-001-4", ..second(&rows, &mine) },
        Conclusion { submission: "s4", sequence: None, number: "", ..second(&draft, &other) },
    ];
    store.conclude(&half).unwrap();
    assert_eq!(store.untidied().unwrap().last().unwrap().drafts, [other]);
}

fn validated(rows: Vec<AcceptedRow>) -> Validated {
    Validated {
        texts: Vec::new(),
        verdict: Verdict::Accepted,
        identity: None,
        author: String::new(),
        checker: String::new(),
        rows,
        rejected: Vec::new(),
        blank: Vec::new(),
        findings: Vec::new(),
        on_trial: Vec::new(),
    }
}

/// The conclusion of submission `s2`.
fn second<'a>(validated: &'a Validated, plan: &'a PlanId) -> Conclusion<'a> {
    static ROUND: std::sync::LazyLock<RoundId> = std::sync::LazyLock::new(round);
    static KANKO: std::sync::LazyLock<DepartmentId> = std::sync::LazyLock::new(kanko);
    Conclusion {
        submission: "s2",
        plan,
        round: &ROUND,
        department: Some(&KANKO),
        sequence: Some(2),
        number: "R6-001-2",
        validated,
        mails: &[],
        outputs: &[],
        at: AT,
    }
}

#[test]
fn a_mail_that_says_two_things_leaves_neither_to_be_said_again() {
    let mut store = SqliteStore::in_memory().unwrap();
    let both = NewMail { covers: vec![("other".parse().unwrap(), "reminder:other:T-5".to_owned())], ..mail("reminder:T-5") };
    assert_eq!(store.queue_mails(std::slice::from_ref(&both), AT).unwrap(), 1);
    assert!(store.mail_keys().unwrap().contains("reminder:other:T-5"));
    assert_eq!(store.queued_mails(10, AT).unwrap().len(), 1, "one mail goes out");
    assert_eq!(store.queue_mails(&[mail("reminder:other:T-5")], AT).unwrap(), 0);
}
