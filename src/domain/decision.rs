//! Decisions (決定): what a person decided about a round, each with who, why and until when. They are events: none is
//! changed, a later one prevails, and one is taken back by another.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Act, DepartmentId, IndicatorId, PlanId, Round, RoundId};

/// Where a decision was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionSource {
    /// On the command line.
    CommandLine,
    /// In the sheet 決定 of the register.
    Sheet,
}

/// 決定: one act, with who, why and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its id; from the row's content where it stands in the sheet, so that the same row is never carried out twice.
    pub id: String,
    /// The plan.
    pub plan: PlanId,
    /// The round.
    pub round: RoundId,
    /// What was decided.
    pub act: Act,
    /// Who decided.
    pub who: String,
    /// Why.
    pub why: String,
    /// Last day on which it holds; `None` for good.
    pub until: Option<NaiveDate>,
    /// The day of the decision.
    pub decided_on: NaiveDate,
    /// Where it was written down.
    pub source: DecisionSource,
    /// When it was carried out, civil time, ISO 8601.
    pub at: String,
}

impl Decision {
    /// The due day that it sets, where it sets one.
    #[must_use]
    pub const fn new_due(&self) -> Option<NaiveDate> {
        if let Act::Extend { due, .. } = &self.act { Some(*due) } else { None }
    }
}

/// The decisions of a round, in the order in which they were carried out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decisions {
    all: Vec<Decision>,
}

impl Decisions {
    /// Decisions in the order in which they were carried out.
    #[must_use]
    pub const fn new(all: Vec<Decision>) -> Self {
        Self { all }
    }

    /// Every decision, those taken back included.
    #[must_use]
    pub fn all(&self) -> &[Decision] {
        &self.all
    }

    /// The register that the last amendment put in force; `None` while it is the one of the opening. An amendment is not
    /// taken back: another one follows it.
    #[must_use]
    pub fn register_version(&self) -> Option<&str> {
        self.all.iter().rev().find_map(|decision| if let Act::Amend { version } = &decision.act { Some(version.as_str()) } else { None })
    }

    /// Whether a decision was taken back.
    #[must_use]
    pub fn is_revoked(&self, id: &str) -> bool {
        self.all.iter().any(|later| matches!(&later.act, Act::Revoke { decision } if decision == id))
    }

    /// Decisions that hold on `today`, the first first.
    #[must_use]
    pub fn holding(&self, today: NaiveDate) -> impl DoubleEndedIterator<Item = &Decision> {
        self.all.iter().filter(move |decision| decision.until.is_none_or(|until| today <= until) && !self.is_revoked(&decision.id))
    }

    /// The round as these decisions leave it on `today`: its due day and its last day.
    #[must_use]
    pub fn round(&self, round: &Round, today: NaiveDate) -> Round {
        let mut round = round.clone();
        for decision in self.holding(today) {
            match &decision.act {
                Act::Extend { department: None, indicator: None, due, locks } => {
                    round.due = *due;
                    // A due day after the last day is none.
                    let moved = round.locks.map(|last| last.max(*due));
                    round.locks = locks.or(moved);
                }
                Act::Close => round.due = round.due.min(decision.decided_on.pred_opt().unwrap_or(decision.decided_on)),
                Act::Lock => round.locks = decision.decided_on.pred_opt(),
                Act::Reopen { department: None, until } => round.locks = Some(*until),
                Act::Extend { .. }
                | Act::Reopen { .. }
                | Act::Waive { .. }
                | Act::Override { .. }
                | Act::Amend { .. }
                | Act::HoldReminders { .. }
                | Act::ReleaseMails { .. }
                | Act::Revoke { .. } => {}
            }
        }
        round
    }

    /// The due day of an indicator for a department, where a decision moved it: the narrower one prevails, then the later.
    #[must_use]
    pub fn extended(&self, department: &DepartmentId, indicator: &IndicatorId, today: NaiveDate) -> Option<NaiveDate> {
        self.extension(department, indicator, today).and_then(Decision::new_due)
    }

    /// The decision that moved it.
    #[must_use]
    pub fn extension(&self, department: &DepartmentId, indicator: &IndicatorId, today: NaiveDate) -> Option<&Decision> {
        let mut found: Option<(u8, &Decision)> = None;
        for decision in self.holding(today) {
            let Act::Extend { department: of, indicator: about, .. } = &decision.act else { continue };
            let fits = of.as_ref().is_none_or(|of| of == department) && about.as_ref().is_none_or(|about| about == indicator);
            let narrow = u8::from(of.is_some()) + u8::from(about.is_some());
            if fits && narrow > 0 && found.is_none_or(|(known, _)| narrow >= known) {
                found = Some((narrow, decision));
            }
        }
        found.map(|(_, decision)| decision)
    }

    /// Whether the lock does not hold for a department yet: it was reopened for it, or an extension that reaches it runs
    /// beyond the last day. A lock that was decided later ends what was extended before it.
    #[must_use]
    pub fn open_after_lock(&self, department: &DepartmentId, owes: impl Fn(&IndicatorId) -> bool, today: NaiveDate) -> bool {
        let holding: Vec<&Decision> = self.holding(today).collect();
        let locked = holding.iter().rposition(|decision| matches!(decision.act, Act::Lock)).map_or(0, |place| place + 1);
        self.reopened_for(department, today)
            || holding.iter().skip(locked).any(|decision| {
                let Act::Extend { department: of, indicator, due, .. } = &decision.act else { return false };
                let reaches = of.as_ref().is_none_or(|of| of == department) && indicator.as_ref().is_none_or(&owes);
                (of.is_some() || indicator.is_some()) && reaches && today <= *due
            })
    }

    /// Whether a department may file although the round is locked.
    #[must_use]
    pub fn reopened_for(&self, department: &DepartmentId, today: NaiveDate) -> bool {
        self.holding(today)
            .any(|decision| matches!(&decision.act, Act::Reopen { department: Some(of), until } if of == department && today <= *until))
    }

    /// Whether reminders to a department are held.
    #[must_use]
    pub fn reminders_held(&self, department: &DepartmentId, today: NaiveDate) -> bool {
        self.holding(today)
            .any(|decision| matches!(&decision.act, Act::HoldReminders { department: of } if of.as_ref().is_none_or(|of| of == department)))
    }

    /// The decision that settles findings of a rule about an indicator of a department.
    #[must_use]
    pub fn waived(&self, rule: &str, indicator: Option<&IndicatorId>, department: &DepartmentId, today: NaiveDate) -> Option<&Decision> {
        self.holding(today).find(|decision| {
            let Act::Waive { rule: known, indicator: about, department: of } = &decision.act else { return false };
            known == rule && of.as_ref().is_none_or(|of| of == department) && (about.is_none() || about.as_ref() == indicator)
        })
    }

    /// The last decision about an indicator's status.
    #[must_use]
    pub fn status_of(&self, indicator: &IndicatorId, today: NaiveDate) -> Option<&Decision> {
        self.holding(today).rfind(|decision| matches!(&decision.act, Act::Override { indicator: of, .. } if of == indicator))
    }
}

#[cfg(test)]
mod tests {
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
        assert_eq!(at(&all, "2025-06-30").phase(true, day("2025-06-30")), super::super::Phase::Closed);
        all.push(decided("3", "2025-07-01", Act::Lock));
        assert_eq!(at(&all, "2025-07-01").phase(true, day("2025-07-01")), super::super::Phase::Locked);
        all.push(decided("4", "2025-07-02", Act::Reopen { department: None, until: day("2025-07-31") }));
        assert_eq!(at(&all, "2025-07-02").phase(true, day("2025-07-02")), super::super::Phase::Closed);
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
}
