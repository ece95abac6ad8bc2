//! What decisions come to, one after another.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn decided(id: &str, on: &str, act: Act) -> Decision {
    Decision {
        id: id.to_owned(),
        plan: "mine".parse().unwrap(),
        round: "r6".parse().unwrap(),
        act,
        who: "企画課長".to_owned(),
        why: "試験".to_owned(),
        until: None,
        decided_on: day(on),
        source: DecisionSource::CommandLine,
        at: format!("{on}T09:00:00+09:00"),
    }
}

fn round() -> Round {
    Round {
        id: "r6".parse().unwrap(),
        name: "令和6年度実績".to_owned(),
        year: "R6".parse().unwrap(),
        opens: day("2025-05-26"),
        due: day("2025-06-13"),
        locks: Some(day("2025-07-11")),
    }
}

fn extend(department: Option<&str>, indicator: Option<&str>, due: &str) -> Act {
    let (department, indicator) = (department.map(|id| id.parse().unwrap()), indicator.map(|id| id.parse().unwrap()));
    Act::Extend { department, indicator, due: day(due), locks: None }
}

#[test]
fn the_narrower_extension_prevails_then_the_later_and_a_revoked_one_is_none() {
    let (kanko, norin) = ("kanko".parse().unwrap(), "norin".parse().unwrap());
    let (visitors, stays) = ("visitors".parse().unwrap(), "stays".parse().unwrap());
    let today = day("2025-06-10");
    let mut all = vec![
        decided("1", "2025-06-01", extend(Some("kanko"), Some("visitors"), "2025-06-30")),
        decided("2", "2025-06-02", extend(Some("kanko"), None, "2025-06-20")),
        decided("3", "2025-06-03", extend(Some("kanko"), None, "2025-06-23")),
    ];
    let decisions = Decisions::new(all.clone());
    assert_eq!(decisions.extended(&kanko, &visitors, today), Some(day("2025-06-30")));
    assert_eq!(decisions.extended(&kanko, &stays, today), Some(day("2025-06-23")));
    assert_eq!(decisions.extended(&norin, &stays, today), None);
    all.push(decided("4", "2025-06-04", Act::Revoke { decision: "3".to_owned() }));
    assert_eq!(Decisions::new(all).extended(&kanko, &stays, today), Some(day("2025-06-20")));
}

#[test]
fn a_round_is_extended_closed_locked_and_reopened() {
    let mut all = vec![decided("1", "2025-06-10", extend(None, None, "2025-07-18"))];
    let at = |all: &Vec<Decision>, today: &str| Decisions::new(all.clone()).round(&round(), day(today));
    assert_eq!((at(&all, "2025-06-10").due, at(&all, "2025-06-10").locks), (day("2025-07-18"), Some(day("2025-07-18"))));
    all.push(decided("2", "2025-06-30", Act::Close));
    assert_eq!(at(&all, "2025-06-30").phase(true, day("2025-06-30")), crate::domain::Phase::Closed);
    all.push(decided("3", "2025-07-01", Act::Lock));
    assert_eq!(at(&all, "2025-07-01").phase(true, day("2025-07-01")), crate::domain::Phase::Locked);
    all.push(decided("4", "2025-07-02", Act::Reopen { department: None, until: day("2025-07-31") }));
    assert_eq!(at(&all, "2025-07-02").phase(true, day("2025-07-02")), crate::domain::Phase::Closed);
    all.push(decided("5", "2025-07-03", Act::Reopen { department: "kanko".parse().ok(), until: day("2025-08-08") }));
    let decisions = Decisions::new(all);
    assert!(decisions.reopened_for(&"kanko".parse().unwrap(), day("2025-08-08")));
    assert!(!decisions.reopened_for(&"kanko".parse().unwrap(), day("2025-08-09")));
    assert!(!decisions.reopened_for(&"norin".parse().unwrap(), day("2025-08-01")));
}

#[test]
fn a_decision_ends_with_its_last_day() {
    let mut hold = decided("1", "2025-06-02", Act::HoldReminders { department: "kanko".parse().ok() });
    hold.until = Some(day("2025-06-20"));
    let decisions = Decisions::new(vec![hold]);
    assert!(decisions.reminders_held(&"kanko".parse().unwrap(), day("2025-06-20")));
    assert!(!decisions.reminders_held(&"kanko".parse().unwrap(), day("2025-06-21")));
    assert!(!decisions.reminders_held(&"norin".parse().unwrap(), day("2025-06-20")));
}

#[test]
fn a_lock_ends_what_was_reopened_and_an_extension_lets_in_beyond_it() {
    let kanko = "kanko".parse().unwrap();
    let mut all = vec![decided("1", "2025-06-10", extend(Some("kanko"), None, "2025-07-31"))];
    let until = |all: &Vec<Decision>| Decisions::new(all.clone()).reopened_until(&kanko, day("2025-07-15"));
    assert_eq!(until(&all), Some(day("2025-07-31")));
    all.push(decided("2", "2025-07-14", Act::Lock));
    assert_eq!(until(&all), None);
    all.push(decided("3", "2025-07-15", Act::Reopen { department: "kanko".parse().ok(), until: day("2025-07-18") }));
    assert_eq!(until(&all), Some(day("2025-07-18")));
    let decisions = Decisions::new(all);
    assert_eq!(decisions.overruled("1", day("2025-07-15")), None, "a lock is no other due day");
    assert_eq!(decisions.overruled("2", day("2025-07-15")), None, "one department alone does not unlock the round");
    let again = decisions.with(decided("4", "2025-07-16", Act::Reopen { department: None, until: day("2025-08-01") }));
    assert_eq!(again.overruled("2", day("2025-07-16")).map(|decision| decision.id.as_str()), Some("4"));
}
