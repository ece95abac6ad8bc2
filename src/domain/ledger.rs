//! The ledger: who owes what in a round, fixed when the round opens and before any file exists.

use serde::{Deserialize, Serialize};

use super::{DepartmentId, IndicatorId, PlanId, Registry, Round, RoundId};

/// One department owes one indicator.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Obligation {
    /// Who owes.
    pub department: DepartmentId,
    /// What is owed.
    pub indicator: IndicatorId,
}

/// All obligations of a round, in the register's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    /// The plan.
    pub plan: PlanId,
    /// The round.
    pub round: RoundId,
    /// Who owes what.
    pub obligations: Vec<Obligation>,
}

impl Ledger {
    /// The ledger that opening `round` fixes: each live indicator with its lead department. A retired indicator is not asked.
    #[must_use]
    pub fn of(registry: &Registry, round: &Round) -> Self {
        let obligations = registry
            .placements
            .iter()
            .filter(|placement| !placement.repeat)
            .filter_map(|placement| registry.indicator(&placement.indicator))
            .filter(|indicator| !indicator.retired)
            .filter_map(|indicator| {
                let department = registry.owner(&indicator.id)?.clone();
                Some(Obligation { department, indicator: indicator.id.clone() })
            })
            .collect();
        Self { plan: registry.plan.id.clone(), round: round.id.clone(), obligations }
    }

    /// Departments that owe anything, in the order in which they first appear.
    #[must_use]
    pub fn departments(&self) -> Vec<&DepartmentId> {
        let mut seen = Vec::new();
        for obligation in &self.obligations {
            if !seen.contains(&&obligation.department) {
                seen.push(&obligation.department);
            }
        }
        seen
    }

    /// What `department` owes, in the register's order.
    pub fn owed_by<'a>(&'a self, department: &'a DepartmentId) -> impl Iterator<Item = &'a IndicatorId> {
        self.obligations.iter().filter(move |o| &o.department == department).map(|o| &o.indicator)
    }
}
