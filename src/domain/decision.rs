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
        self.revocation(id).is_some()
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

    /// The last day on which a department may file although the round is locked: it was reopened for it, or its due day was
    /// moved. A lock that was decided later ends both.
    #[must_use]
    pub fn reopened_until(&self, department: &DepartmentId, today: NaiveDate) -> Option<NaiveDate> {
        let mut last: Option<NaiveDate> = None;
        for decision in self.holding(today) {
            match &decision.act {
                Act::Lock => last = None,
                Act::Reopen { department: Some(of), until } | Act::Extend { department: Some(of), due: until, .. } if of == department => {
                    last = last.max(Some(*until));
                }
                Act::Extend { .. }
                | Act::Close
                | Act::Reopen { .. }
                | Act::Waive { .. }
                | Act::Override { .. }
                | Act::Amend { .. }
                | Act::HoldReminders { .. }
                | Act::ReleaseMails { .. }
                | Act::Revoke { .. } => {}
            }
        }
        last.filter(|until| today <= *until)
    }

    /// Whether a department may file although the round is locked.
    #[must_use]
    pub fn reopened_for(&self, department: &DepartmentId, today: NaiveDate) -> bool {
        self.reopened_until(department, today).is_some()
    }

    /// The decision of this number.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Decision> {
        self.all.iter().find(|decision| decision.id == id)
    }

    /// The same with one more.
    #[must_use]
    pub fn with(&self, decision: Decision) -> Self {
        Self { all: self.all.iter().cloned().chain([decision]).collect() }
    }

    /// The decision that took another back.
    #[must_use]
    pub fn revocation(&self, id: &str) -> Option<&Decision> {
        self.all.iter().find(|later| matches!(&later.act, Act::Revoke { decision } if decision == id))
    }

    /// Whether a later decision says otherwise about the same matter.
    #[must_use]
    pub fn overruled(&self, id: &str, today: NaiveDate) -> Option<&Decision> {
        let place = self.all.iter().position(|decision| decision.id == id)?;
        let act = &self.all.get(place)?.act;
        let later = self.all.get(place + 1..).unwrap_or_default();
        later.iter().rfind(|later| act.same_matter(&later.act) && self.holding(today).any(|holding| holding.id == later.id))
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
#[path = "decision_tests.rs"]
mod tests;
