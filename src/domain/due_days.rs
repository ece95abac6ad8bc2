//! When each obligation is due (提出期限): the round's day, a later one that the register gives an indicator (個別期限), or
//! one that a decision gives a department. More time is given, never taken.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Act, Decisions, DepartmentId, IndicatorId, Ledger, Phase, Registry, Round, RoundId};

/// 個別期限: an indicator whose number comes later than the others'.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaterDue {
    /// In which round.
    pub round: RoundId,
    /// Which indicator.
    pub indicator: IndicatorId,
    /// Its 提出期限.
    pub due: NaiveDate,
    /// Why.
    pub reason: String,
}

/// A due day, and since when it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DueDay {
    /// The day.
    pub on: NaiveDate,
    /// When it was decided, where a decision moved it.
    pub decided: Option<NaiveDate>,
}

/// The due days of a round as they stand on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueDays {
    /// The round's own.
    pub round: DueDay,
    /// The day on which they stand so.
    pub today: NaiveDate,
    /// Obligations that are due on another day.
    others: BTreeMap<(DepartmentId, IndicatorId), DueDay>,
    /// Departments for which the lock does not hold yet.
    open: BTreeSet<DepartmentId>,
}

impl DueDays {
    /// One day for all.
    #[must_use]
    pub const fn same(round: &Round, today: NaiveDate) -> Self {
        let round = DueDay { on: round.due, decided: None };
        Self { round, today, others: BTreeMap::new(), open: BTreeSet::new() }
    }

    /// The due days of `ledger` on `today`. `round` is as the decisions leave it; `fixed` is the ledger of the opening, so
    /// that what was decided for a department holds for whoever took over from it.
    #[must_use]
    pub fn of(registry: &Registry, round: &Round, fixed: &Ledger, ledger: &Ledger, decisions: &Decisions, today: NaiveDate) -> Self {
        let mut days = Self::same(round, today);
        days.round.decided = decisions.holding(today).rfind(|decision| moved_round(&decision.act)).map(|decision| decision.decided_on);
        for obligation in &ledger.obligations {
            let whole = registry.whole_of(&obligation.indicator).map(|part| &part.whole);
            let mut due = days.round;
            for indicator in std::iter::once(&obligation.indicator).chain(whole) {
                let own = registry.later_dues.iter().rev().find(|later| later.round == round.id && &later.indicator == indicator);
                due = later(due, own.map(|own| DueDay { on: own.due, decided: None }));
                let before = fixed.obligations.iter().filter(|o| o.indicator == obligation.indicator).map(|o| &o.department);
                let before = before.filter(|id| registry.inherits(&obligation.department, id, today));
                for department in std::iter::once(&obligation.department).chain(before) {
                    let extension = decisions.extension(department, indicator, today);
                    due = later(
                        due,
                        extension.and_then(|decision| decision.new_due().map(|on| DueDay { on, decided: Some(decision.decided_on) })),
                    );
                }
            }
            if due != days.round {
                days.others.insert((obligation.department.clone(), obligation.indicator.clone()), due);
            }
        }
        for department in ledger.departments() {
            let inherited = fixed.departments().into_iter().filter(|id| registry.inherits(department, id, today));
            let owes = |asked: &IndicatorId| {
                let whole = |id| registry.whole_of(id).is_some_and(|part| &part.whole == asked);
                ledger.owed_by(department).any(|id| id == asked || whole(id))
            };
            if std::iter::once(department).chain(inherited).any(|id| decisions.open_after_lock(id, owes, today)) {
                days.open.insert(department.clone());
            }
        }
        days
    }

    /// When an obligation is due.
    #[must_use]
    pub fn due(&self, department: &DepartmentId, indicator: &IndicatorId) -> DueDay {
        // The keys are owned: a lookup by reference would need them cloned as well.
        self.others.get(&(department.clone(), indicator.clone())).copied().unwrap_or(self.round)
    }

    /// The indicators of a department by due day, those that `ledger` asks of it.
    #[must_use]
    pub fn of_department<'a>(&self, department: &'a DepartmentId, ledger: &'a Ledger) -> BTreeMap<DueDay, Vec<&'a IndicatorId>> {
        let mut days: BTreeMap<DueDay, Vec<&IndicatorId>> = BTreeMap::new();
        for indicator in ledger.owed_by(department) {
            days.entry(self.due(department, indicator)).or_default().push(indicator);
        }
        days
    }

    /// Where the round stands for a department: an extension or a reopening keeps it open beyond the lock.
    #[must_use]
    pub fn phase(&self, department: &DepartmentId, round: Phase) -> Phase {
        if round == Phase::Locked && self.open.contains(department) { Phase::Closed } else { round }
    }

    /// Departments for which the lock does not hold yet.
    pub fn open_after_lock(&self) -> impl Iterator<Item = &DepartmentId> {
        self.open.iter()
    }
}

fn later(known: DueDay, other: Option<DueDay>) -> DueDay {
    other.filter(|other| other.on > known.on).unwrap_or(known)
}

const fn moved_round(act: &Act) -> bool {
    matches!(act, Act::Extend { department: None, indicator: None, .. })
}
