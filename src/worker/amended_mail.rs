//! What follows an amendment: supplementary forms for indicators that are asked now, and one mail to each department
//! concerned. Derived from the decisions, so that a crash in between leaves nothing undone and nothing is said twice.

use std::collections::BTreeSet;

use super::desk::Desk;
use super::desks::Desks;
use super::{WorkError, Worker, stamp};
use crate::diagnostic::Problem;
use crate::domain::{Civil, Department, DepartmentId, IndicatorId, Ledger, Phase, ValueKind};
use crate::failpoint;
use crate::notification::{AmendmentFacts, MailFacts, MailKind, MailRow};
use crate::register::{Amended, Difference, SheetChange};
use crate::schedule::addresses_of;
use crate::store::NewMail;

/// Columns of 指標 about which whoever reports the indicator should hear.
const TOLD: [&str; 10] = ["指標名", "定義", "算出方法", "単位", "小数桁", "方向性", "集計方法", "下限", "上限", "段階"];

impl Worker {
    /// Issues what the last amendment of each open round asks anew, and tells the departments concerned; what was issued
    /// and told is left alone. Returns the forms written and how many mails were queued.
    pub(super) fn follow_amendments(&mut self, desks: &Desks, now: Civil) -> Result<(Vec<String>, usize), WorkError> {
        let (mut forms, mut mails) = (Vec::new(), 0);
        for desk in desks.desks.iter().filter(|desk| !desk.earlier.is_empty() && desk.phase(now) != Phase::Locked) {
            let (written, queued) = self.follow_amendment(desk, now)?;
            forms.extend(written);
            mails += queued;
        }
        Ok((forms, mails))
    }

    fn follow_amendment(&mut self, desk: &Desk, now: Civil) -> Result<(Vec<String>, usize), WorkError> {
        let (Some(replaced), Some(amendment)) = (desk.earlier.last(), desk.amendments.last()) else { return Ok((Vec::new(), 0)) };
        let before = Ledger::of(&replaced.registry, &desk.round);
        let changes = &amendment.difference;
        let known = self.store.mail_keys()?;
        let (plan, round) = (desk.plan(), &desk.round.id);
        let mut departments: Vec<&DepartmentId> = before.departments();
        departments.extend(desk.ledger.departments().into_iter().filter(|id| before.owed_by(id).next().is_none()));
        let mut open: Option<BTreeSet<(DepartmentId, IndicatorId, bool)>> = None;
        let (mut forms, mut queued) = (Vec::new(), 0);
        for department in departments.into_iter().filter_map(|id| desk.registry.department(id)) {
            let had = desk.issued.get(&department.id).is_some_and(|at| *at < amendment.at);
            let mut facts = told(desk, &before, changes, department);
            if facts.is_empty() && facts.todo() == 0 {
                continue;
            }
            if !facts.asked.is_empty() && self.last_form(desk, department)?.is_none_or(|at| at < amendment.at) {
                self.make_folders(desk);
                forms.extend(self.issue_form(&[desk], department, now)?.map(|(_, _, path)| path));
            }
            if !had {
                // Its first form came with a request that says all.
                continue;
            }
            let key = |recipient: &str| format!("amended:{plan}:{round}:{}:{}:{recipient}", amendment.decision, department.id);
            let addresses = addresses_of(&desk.registry, &department.id, now.date_naive());
            let recipients: Vec<&String> = addresses.iter().filter(|recipient| !known.contains(&key(recipient))).collect();
            if recipients.is_empty() {
                continue;
            }
            if open.is_none() {
                open = Some(self.asked_again(desk, now)?);
            }
            add_open(desk, department, changes, open.as_ref(), &mut facts);
            let row = |recipient: &String, facts: &MailFacts| {
                MailRow::new(key(recipient), plan.clone(), MailKind::Amended, recipient.clone(), facts.clone(), now, self.domain())
                    .about(round, Some(&department.id))
            };
            let form = self.store.form_path(plan, round, &department.id)?;
            let facts = MailFacts {
                amendment: Some(facts),
                folder: self.shown_inbox(department),
                workbook: form.map(|form| self.shown_output(&form)).unwrap_or_default(),
                ..desk.facts(Some(department), now)
            };
            let mails: Vec<NewMail> =
                recipients.into_iter().map(|recipient| self.frozen(&row(recipient, &facts), now)).collect::<Result<_, _>>()?;
            queued += self.store.queue_mails(&mails, &stamp(now))?;
            failpoint::at("amendment-told");
        }
        Ok((forms, queued))
    }

    /// When a department's form was last written.
    fn last_form(&self, desk: &Desk, department: &Department) -> Result<Option<String>, WorkError> {
        Ok(self.store.last_issued(desk.plan(), &desk.round.id, &department.id)?)
    }

    /// Open queries and errors by department and indicator; `true` where only the reason is missing.
    fn asked_again(&self, desk: &Desk, now: Civil) -> Result<BTreeSet<(DepartmentId, IndicatorId, bool)>, WorkError> {
        let open = self.known(desk, now)?.open_findings;
        let asked = open.into_iter().filter_map(|open| {
            let reason = open.finding.problem == Problem::ReasonMissing;
            Some((open.department, open.finding.indicator?, reason))
        });
        Ok(asked.collect())
    }
}

/// Adds what is open about the indicators that changed.
fn add_open(
    desk: &Desk,
    department: &Department,
    changes: &Difference,
    open: Option<&BTreeSet<(DepartmentId, IndicatorId, bool)>>,
    facts: &mut AmendmentFacts,
) {
    let of_this = open.into_iter().flatten().filter(|(of, id, _)| of == &department.id && changes.about(id).next().is_some());
    for (_, id, reason) in of_this {
        let list = if *reason { &mut facts.reasons } else { &mut facts.checks };
        list.push(desk.registry.indicator(id).map_or_else(|| id.to_string(), |indicator| indicator.name.clone()));
    }
}

/// What a department is told: changes of what it reports before and after, what is asked anew and what no longer.
fn told(desk: &Desk, before: &Ledger, changes: &Difference, department: &Department) -> AmendmentFacts {
    let was: BTreeSet<&IndicatorId> = before.owed_by(&department.id).collect();
    let is: BTreeSet<&IndicatorId> = desk.ledger.owed_by(&department.id).collect();
    let known = |id: &IndicatorId| desk.registry.indicator(id).or_else(|| desk.earlier.last()?.registry.indicator(id));
    let name = |id: &&IndicatorId| known(id).map_or_else(|| id.to_string(), |indicator| indicator.name.clone());
    let stays = |change: &&SheetChange| change.indicator.as_ref().is_some_and(|id| was.contains(id) && is.contains(id));
    AmendmentFacts {
        changes: changes.changes.iter().filter(stays).filter(|change| matters(desk, change)).cloned().collect(),
        asked: desk.ledger.owed_by(&department.id).filter(|id| !was.contains(id)).map(|id| name(&id)).collect(),
        dropped: before.owed_by(&department.id).filter(|id| !is.contains(id)).map(|id| name(&id)).collect(),
        ..AmendmentFacts::default()
    }
}

/// Whether who reports the indicator should hear of a change.
fn matters(desk: &Desk, change: &SheetChange) -> bool {
    let target = |id: &IndicatorId| desk.registry.target_in_force(id, desk.round.year).map(|target| target.year);
    match &change.change {
        Amended::Value { kind: ValueKind::Baseline, .. } => true,
        Amended::Value { kind: ValueKind::Target, year, .. } => {
            let held = change.indicator.as_ref().and_then(target);
            *year == Some(desk.round.year) || (year.is_some() && *year == held)
        }
        Amended::Cell { heading, .. } => change.sheet == "指標" && TOLD.contains(&heading.as_str()),
        Amended::Value { .. }
        | Amended::Added { .. }
        | Amended::Removed
        | Amended::Retired
        | Amended::Revived
        | Amended::Owners { .. }
        | Amended::Moved { .. }
        | Amended::Order => false,
    }
}
