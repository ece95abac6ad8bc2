//! Amending the register in mid-round: what it would change, and the act.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use tracing::info;
use uuid::Uuid;

use super::desk::{Desk, PlanFolder};
use super::standing::Known;
use super::superseded::frozen;
use super::{WorkError, Worker, stamp};
use crate::consolidation::Report;
use crate::domain::{Act, Civil, Decision, DecisionSource, DepartmentId, IndicatorId, Ledger, Phase, PlanId, Severity, Superseded};
use crate::failpoint;
use crate::register::Difference;
use crate::store;

/// Who amends the register, why, and where that was written down.
#[derive(Debug, Clone, Copy)]
pub struct AmendOrder<'a> {
    /// Id of the decision, so that the same order is carried out once; `None` makes a new one.
    pub id: Option<&'a str>,
    /// Who decided.
    pub who: &'a str,
    /// Why.
    pub why: &'a str,
    /// Where it was written down.
    pub source: DecisionSource,
    /// The day of the decision.
    pub decided_on: NaiveDate,
}

/// An indicator whose status is another one by the amended register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatusChange {
    /// Which indicator.
    pub indicator: IndicatorId,
    /// Its name.
    pub name: String,
    /// The word of its status column before; empty where it was not among the indicators.
    pub before: String,
    /// The same by the amended register; empty where it is no longer among them.
    pub after: String,
}

/// An amendment: what it changes, and what follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Amendment {
    /// Whether it was applied by this call; a preview applies nothing.
    pub applied: bool,
    /// Id of the decision; empty for a preview.
    pub decision: String,
    /// Name of the round.
    pub round: String,
    /// What changes in the register.
    pub difference: Difference,
    /// Statuses that become others.
    pub statuses: Vec<StatusChange>,
    /// Indicators that a department (by name) is asked for now.
    pub asked: Vec<(String, String)>,
    /// Indicators that a department (by name) is no longer asked for.
    pub dropped: Vec<(String, String)>,
    /// Returns that are judged again.
    pub returns: usize,
    /// Open errors and queries before.
    pub open_before: usize,
    /// Open errors and queries by the amended register.
    pub open_after: usize,
    /// Supplementary forms that were written, below the outbox.
    pub forms: Vec<String>,
    /// Mails that tell the departments concerned.
    pub mails: usize,
}

impl Worker {
    /// What amending the register of `plan` (of the only plan) would change. Nothing is recorded.
    pub fn amendment(&self, plan: Option<&PlanId>, now: Civil) -> Result<Amendment, WorkError> {
        let (desk, next, _) = self.before_and_after(plan, now)?;
        self.consequences(&desk, &next, now)
    }

    /// Applies the register as it stands in its folder to the opened round.
    pub fn amend(
        &mut self,
        plan: &PlanId,
        who: &str,
        why: &str,
        source: DecisionSource,
        decided_on: NaiveDate,
        now: Civil,
    ) -> Result<Amendment, WorkError> {
        self.amend_by(Some(plan), &AmendOrder { id: None, who, why, source, decided_on }, now)
    }

    /// The same, by an order that may have an id of its own: the same id is carried out once.
    pub fn amend_by(&mut self, plan: Option<&PlanId>, order: &AmendOrder<'_>, now: Civil) -> Result<Amendment, WorkError> {
        // What an earlier amendment still has to tell is told first.
        let desks = self.desks_at_work(now)?;
        self.follow_amendments(&desks, now)?;
        let (desk, next, folder) = self.before_and_after(plan, now)?;
        let mut amendment = self.consequences(&desk, &next, now)?;
        // An order that has an id is recorded all the same: it must not apply what is changed after it.
        if amendment.difference.is_empty() && order.id.is_none() {
            return Ok(amendment);
        }
        let decision = Decision {
            id: order.id.map_or_else(|| Uuid::new_v4().to_string(), str::to_owned),
            plan: desk.plan().clone(),
            round: desk.round.id.clone(),
            act: Act::Amend { version: next.registry.version.clone() },
            who: order.who.to_owned(),
            why: order.why.to_owned(),
            until: None,
            decided_on: order.decided_on,
            source: order.source,
            at: stamp(now),
        };
        let version = next.registry.version.as_str();
        let applied = store::Amendment { register_version: version, sheets: &folder.sheets, ledger: &next.fixed };
        failpoint::at("amendment-planned");
        amendment.applied = self.store.decide(&decision, Some(&applied))?;
        failpoint::at("amendment-decided");
        amendment.decision = decision.id;
        info!(plan = %desk.plan(), round = %desk.round.id, applied = amendment.applied, "register amended");
        let desks = self.desks_at_work(now)?;
        (amendment.forms, amendment.mails) = self.follow_amendments(&desks, now)?;
        self.write_outputs(&stamp(now))?;
        self.deliver(&desks, now)?;
        Ok(amendment)
    }

    /// The desk as it is, and as the register in the folder would make it.
    fn before_and_after(&self, plan: Option<&PlanId>, now: Civil) -> Result<(Desk, Desk, PlanFolder), WorkError> {
        let plan = plan.or(self.plan.as_ref());
        let desk = Desk::set_up(&self.installation, self.store.as_ref(), plan, now)?;
        if !desk.opened {
            return Err(WorkError::NotOpened(desk.round_name()));
        }
        if desk.phase(now) == Phase::Locked {
            return Err(WorkError::AmendLocked(desk.round_name()));
        }
        let folder = self.register_now(&desk)?;
        let mut registry = folder.loaded.registry.clone().ok_or_else(|| folder.refusal())?;
        let mut earlier = desk.earlier.clone();
        let replaced = frozen(&self.installation.registers, self.store.as_ref(), &desk.registry.version)?.1.clone();
        earlier.push(Superseded { registry: replaced, on: now.date_naive(), until: stamp(now) });
        registry.remember(&earlier);
        let next = Desk::set_up(&self.installation, self.store.as_ref(), plan, now)?;
        let next = Desk { earlier, ..next.with_register(registry, now)? };
        Ok((desk, next, folder))
    }

    /// What follows from going over to `next`.
    fn consequences(&self, desk: &Desk, next: &Desk, now: Civil) -> Result<Amendment, WorkError> {
        let (was, is) = (self.known(desk, now)?, self.known(next, now)?);
        let open = |known: &Known| known.open_findings.iter().filter(|open| open.finding.severity() != Severity::Notice).count();
        let statuses = statuses(&self.report(desk, 0, now)?, &self.report(next, 0, now)?);
        Ok(Amendment {
            applied: false,
            decision: String::new(),
            round: desk.round_name(),
            difference: desk.difference.clone(),
            statuses,
            asked: beyond(next, &next.ledger, &desk.ledger),
            dropped: beyond(desk, &desk.ledger, &next.ledger),
            returns: was.submissions.len(),
            open_before: open(&was),
            open_after: open(&is),
            forms: Vec::new(),
            mails: 0,
        })
    }
}

/// Departments and indicators of a ledger that another one does not have, by name.
fn beyond(desk: &Desk, ledger: &Ledger, other: &Ledger) -> Vec<(String, String)> {
    let new = ledger.obligations.iter().filter(|one| {
        let same = |known: &&crate::domain::Obligation| (&known.department, &known.indicator) == (&one.department, &one.indicator);
        !other.obligations.iter().any(|known| same(&known))
    });
    let name = |id: &IndicatorId| desk.registry.indicator(id).map_or_else(|| id.to_string(), |indicator| indicator.name.clone());
    let department = |id: &DepartmentId| desk.department_name(id);
    new.map(|one| (department(&one.department), name(&one.indicator))).collect()
}

/// Indicators whose status word differs between two reports.
fn statuses(before: &Report, after: &Report) -> Vec<StatusChange> {
    let words = |report: &Report| -> BTreeMap<IndicatorId, (String, String)> {
        report.lines.iter().map(|line| (line.indicator.clone(), (line.name.clone(), line.status_word().to_owned()))).collect()
    };
    let (old, new) = (words(before), words(after));
    let mut ids: Vec<&IndicatorId> = after.lines.iter().map(|line| &line.indicator).collect();
    ids.extend(before.lines.iter().map(|line| &line.indicator).filter(|id| !new.contains_key(*id)));
    let change = |id: &IndicatorId| {
        let (was, is) = (old.get(id), new.get(id));
        let name = is.or(was).map_or_else(String::new, |(name, _)| name.clone());
        let word = |known: Option<&(String, String)>| known.map_or_else(String::new, |(_, word)| word.clone());
        let change = StatusChange { indicator: id.clone(), name, before: word(was), after: word(is) };
        (change.before != change.after).then_some(change)
    };
    ids.into_iter().filter_map(change).collect()
}
