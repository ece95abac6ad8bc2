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
    /// Whether the department leads; a co-owner (共管) may answer in its place, and whoever answers settles it for both.
    pub lead: bool,
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
    /// The ledger that opening `round` fixes: each live indicator with its lead department and its co-owners; a compound
    /// that is judged by its parts is asked as its parts, and parts that add up stand behind their whole. A repeat is
    /// asked once; a retired indicator is not asked.
    #[must_use]
    pub fn of(registry: &Registry, round: &Round) -> Self {
        let placed = registry.placements.iter().filter(|placement| !placement.repeat).map(|placement| &placement.indicator);
        let asked = placed.flat_map(|id| {
            let own = (!registry.is_judged_by_parts(id)).then_some((id, id));
            let parts = registry.parts.iter().filter(move |part| &part.whole == id).map(move |part| (&part.part, id));
            own.into_iter().chain(parts)
        });
        let mut obligations = Vec::new();
        for (id, whole) in asked {
            if registry.indicator(id).is_none_or(|indicator| indicator.retired) {
                continue;
            }
            // A part without owners of its own is its whole's departments' to report.
            let owned = if registry.owner(id).is_some() { id } else { whole };
            let Some(lead) = registry.owner(owned) else { continue };
            let co_owners = registry.co_owners.get(owned).into_iter().flatten().map(|department| (department, false));
            for (department, lead) in std::iter::once((lead, true)).chain(co_owners) {
                obligations.push(Obligation { department: department.clone(), indicator: id.clone(), lead });
            }
        }
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

    /// What `department` is asked for (as lead or as co-owner), in the register's order.
    pub fn owed_by<'a>(&'a self, department: &'a DepartmentId) -> impl Iterator<Item = &'a IndicatorId> {
        self.obligations.iter().filter(move |o| &o.department == department).map(|o| &o.indicator)
    }
}
