//! Who answers on a day: owners that change, departments that end, and those that stand in for others.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Department, DepartmentId, IndicatorId, Ledger, OwnerRole, Ownership, Registry};

impl Registry {
    /// Puts the owners of `day` in force. An indicator that has no lead on that day keeps the one that it had.
    pub fn stand_on(&mut self, day: NaiveDate) {
        let dated: BTreeSet<IndicatorId> = self.ownerships.iter().filter(|o| o.is_dated()).map(|o| o.indicator.clone()).collect();
        for indicator in dated {
            let rows = || self.ownerships.iter().filter(|row| row.indicator == indicator);
            let leads = || rows().filter(|row| row.role == OwnerRole::Lead);
            // A gap between two leads is the earlier one's; before the first there is only the first.
            let before = || leads().filter(|row| row.from.is_none_or(|first| first <= day)).max_by_key(|row| row.from);
            let lead = leads().find(|row| row.holds_on(day)).or_else(before).or_else(|| leads().min_by_key(|row| row.from));
            let co: Vec<DepartmentId> =
                rows().filter(|row| row.role == OwnerRole::Co && row.holds_on(day)).map(|row| row.department.clone()).collect();
            if let Some(lead) = lead.map(|row| row.department.clone()) {
                self.owners.insert(indicator.clone(), lead);
            }
            self.co_owners.remove(&indicator);
            if !co.is_empty() {
                self.co_owners.insert(indicator, co);
            }
        }
    }

    /// The department that does the work of `id` on `today`: its successor once it is gone, and, before it exists, the
    /// one department that it takes over from.
    #[must_use]
    pub fn in_office<'a>(&'a self, id: &'a DepartmentId, today: NaiveDate) -> &'a DepartmentId {
        let mut current = id;
        // A checked register has no circle of successors; the bound holds even so.
        for _ in 0..self.departments.len() {
            let Some(department) = self.department(current) else { return current };
            if department.is_gone_on(today) {
                match &department.successor {
                    Some(successor) => current = successor,
                    None => return current,
                }
            } else if department.valid_from.is_some_and(|first| today < first) {
                let mut before = self.departments.iter().filter(|d| d.successor.as_ref() == Some(current) && !d.is_gone_on(today));
                return match (before.next(), before.next()) {
                    (Some(only), None) => &only.id,
                    _ => current,
                };
            } else {
                return current;
            }
        }
        current
    }

    /// Whether `other` did the work of `id` before: a predecessor, of whatever degree, whose work is `id`'s on `today`.
    #[must_use]
    pub fn inherits(&self, id: &DepartmentId, other: &DepartmentId, today: NaiveDate) -> bool {
        id == other || self.in_office(other, today) == id
    }

    /// Whether `filer` may file a form of `of` on `today`: the department itself, whoever does its work now (or will), its
    /// deputies (代理).
    #[must_use]
    pub fn may_file_for(&self, filer: &DepartmentId, of: &DepartmentId, today: NaiveDate) -> bool {
        self.same_office(filer, of, today) || self.is_predecessor(of, filer) || self.is_deputy_of(filer, of, today)
    }

    /// Whether both names stand for one office on `today`.
    #[must_use]
    pub fn same_office(&self, one: &DepartmentId, other: &DepartmentId, today: NaiveDate) -> bool {
        self.in_office(one, today) == self.in_office(other, today)
    }

    /// Whether `filer` stands in for `of` (代理), or for whoever has its work on `today`.
    #[must_use]
    pub fn is_deputy_of(&self, filer: &DepartmentId, of: &DepartmentId, today: NaiveDate) -> bool {
        let now = self.in_office(of, today);
        let named = |id: &DepartmentId| self.department(id).map_or(&[][..], |department| &department.deputies);
        named(of).iter().chain(named(now)).any(|deputy| self.same_office(deputy, filer, today))
    }

    /// Whether `later` takes over from `earlier`, whenever.
    #[must_use]
    pub fn is_predecessor(&self, earlier: &DepartmentId, later: &DepartmentId) -> bool {
        let mut current = earlier;
        for _ in 0..self.departments.len() {
            match self.department(current).and_then(|department| department.successor.as_ref()) {
                Some(successor) if successor == later => return true,
                Some(successor) => current = successor,
                None => return false,
            }
        }
        false
    }

    /// Indicators of which a department may say the number without being asked: as 副 on `today`.
    pub fn deputised<'a>(&'a self, department: &'a DepartmentId, today: NaiveDate) -> impl Iterator<Item = &'a IndicatorId> {
        let deputy = move |row: &&Ownership| {
            row.role == OwnerRole::Deputy && row.holds_on(today) && self.in_office(&row.department, today) == department
        };
        self.ownerships.iter().filter(deputy).map(|row| &row.indicator)
    }
}

impl Department {
    /// Whether it does not exist any more on `day`.
    #[must_use]
    pub fn is_gone_on(&self, day: NaiveDate) -> bool {
        self.valid_to.is_some_and(|last| last < day)
    }
}

impl Ledger {
    /// Who owes what on `today`: the obligations that the opening fixed, in the hands of the departments that have the work
    /// now. What is asked does not change by it, only of whom.
    #[must_use]
    pub fn on(&self, registry: &Registry, today: NaiveDate) -> Self {
        let dated: BTreeSet<&IndicatorId> = registry.ownerships.iter().filter(|row| row.is_dated()).map(|row| &row.indicator).collect();
        let owned = |indicator: &'_ IndicatorId| -> Option<IndicatorId> {
            let own = registry.owner(indicator).map(|_| indicator.clone());
            own.or_else(|| registry.whole_of(indicator).map(|part| part.whole.clone()))
        };
        let mut moved = Self { plan: self.plan.clone(), round: self.round.clone(), obligations: Vec::new() };
        let mut done: BTreeSet<&IndicatorId> = BTreeSet::new();
        for obligation in &self.obligations {
            let source = owned(&obligation.indicator).filter(|source| dated.contains(source));
            let lead = source.as_ref().and_then(|source| registry.owner(source));
            let (Some(source), Some(lead)) = (&source, lead) else {
                moved.owe(registry.in_office(&obligation.department, today), &obligation.indicator, obligation.lead);
                continue;
            };
            if done.insert(&obligation.indicator) {
                moved.owe(registry.in_office(lead, today), &obligation.indicator, true);
                for co in registry.co_owners.get(source).into_iter().flatten() {
                    moved.owe(registry.in_office(co, today), &obligation.indicator, false);
                }
            }
        }
        moved
    }

    /// Who may have answered for what: today's obligations (`self`), and those of departments that handed them on to others
    /// than their successors. What these said stays what they said, as lead or as co-owner.
    #[must_use]
    pub fn with_former(&self, fixed: &Self, registry: &Registry, today: NaiveDate) -> Self {
        let mut all = self.clone();
        let former = fixed.obligations.iter().filter(|o| !self.asks(registry.in_office(&o.department, today), &o.indicator));
        all.obligations.extend(former.cloned());
        all
    }

    /// Adds an obligation; two departments that became one owe it once, and lead where one of them led.
    fn owe(&mut self, department: &DepartmentId, indicator: &IndicatorId, lead: bool) {
        let known = self.obligations.iter_mut().find(|o| &o.department == department && &o.indicator == indicator);
        match known {
            Some(known) => known.lead |= lead,
            None => self.obligations.push(super::Obligation { department: department.clone(), indicator: indicator.clone(), lead }),
        }
    }

    /// Whether a department is asked for an indicator.
    #[must_use]
    pub fn asks(&self, department: &DepartmentId, indicator: &IndicatorId) -> bool {
        self.obligations.iter().any(|o| &o.department == department && &o.indicator == indicator)
    }
}
