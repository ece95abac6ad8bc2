//! Due days of a round: the round's, an indicator's, and those that decisions gave.

use chrono::NaiveDate;

use crate::domain::{Act, Decision, DecisionSource, Decisions, DueDays, LaterDue, Ledger, Obligation, Phase, Round};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
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

fn extend(department: Option<&str>, indicator: Option<&str>, due: &str) -> Act {
    let (department, indicator) = (department.map(|id| id.parse().unwrap()), indicator.map(|id| id.parse().unwrap()));
    Act::Extend { department, indicator, due: day(due), locks: None }
}

fn ledger() -> Ledger {
    let owes = |department: &str, indicator: &str| Obligation {
        department: department.parse().unwrap(),
        indicator: indicator.parse().unwrap(),
        lead: true,
    };
    Ledger {
        plan: "mine".parse().unwrap(),
        round: "r6".parse().unwrap(),
        obligations: vec![owes("kanko", "visitors"), owes("kanko", "stays"), owes("norin", "farms")],
    }
}

/// The due days on `today` with these decisions, and 7月31日 for the visitors.
fn days(acts: Vec<Decision>, today: &str) -> DueDays {
    let mut registry = crate::form::sample::registry();
    registry.later_dues.push(LaterDue {
        round: "r6".parse().unwrap(),
        indicator: "visitors".parse().unwrap(),
        due: day("2025-07-31"),
        reason: "県の公表が遅いため".to_owned(),
    });
    let decisions = Decisions::new(acts);
    let today = day(today);
    DueDays::of(&registry, &decisions.round(&round(), today), &ledger(), &ledger(), &decisions, today)
}

fn due(days: &DueDays, department: &str, indicator: &str) -> String {
    days.due(&department.parse().unwrap(), &indicator.parse().unwrap()).on.to_string()
}

#[test]
fn more_time_is_given_and_never_taken() {
    let none = days(Vec::new(), "2025-06-01");
    assert_eq!((due(&none, "kanko", "visitors"), due(&none, "kanko", "stays")), ("2025-07-31".into(), "2025-06-13".into()));
    let more = days(vec![decided("1", "2025-06-10", extend(Some("kanko"), None, "2025-06-20"))], "2025-06-10");
    assert_eq!((due(&more, "kanko", "visitors"), due(&more, "kanko", "stays")), ("2025-07-31".into(), "2025-06-20".into()));
    assert_eq!(due(&more, "norin", "farms"), "2025-06-13");
    let all = days(
        vec![
            decided("1", "2025-06-10", extend(Some("kanko"), None, "2025-06-20")),
            decided("2", "2025-06-12", extend(None, None, "2025-06-27")),
        ],
        "2025-06-12",
    );
    assert_eq!((due(&all, "kanko", "stays"), due(&all, "norin", "farms")), ("2025-06-27".into(), "2025-06-27".into()));
    assert_eq!(all.round.decided, Some(day("2025-06-12")));
}

#[test]
fn the_lock_waits_for_who_was_given_more_time_unless_it_was_decided_after_that() {
    let open = |acts: Vec<Decision>, today: &str| {
        let days = days(acts, today);
        let phase = |id: &str| days.phase(&id.parse().unwrap(), Phase::Locked);
        (phase("kanko"), phase("norin"))
    };
    let more = || decided("1", "2025-07-01", extend(None, Some("stays"), "2025-08-29"));
    assert_eq!(open(vec![more()], "2025-08-29"), (Phase::Closed, Phase::Locked));
    assert_eq!(open(vec![more()], "2025-08-30"), (Phase::Locked, Phase::Locked));
    assert_eq!(open(vec![more(), decided("2", "2025-08-01", Act::Lock)], "2025-08-02"), (Phase::Locked, Phase::Locked));
    let again = decided("3", "2025-08-03", Act::Reopen { department: "norin".parse().ok(), until: day("2025-08-08") });
    let all = vec![more(), decided("2", "2025-08-01", Act::Lock), again];
    assert_eq!(open(all, "2025-08-08"), (Phase::Locked, Phase::Closed));
}
