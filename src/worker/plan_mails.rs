//! Mails that the calendar makes due: what is due now and still owed is queued, once.

use std::collections::BTreeMap;

use tracing::info;

use super::desk::Desk;
use super::desks::Desks;
use super::jobs::Job;
use super::post::queued;
use super::{WorkError, Worker};
use crate::domain::{Civil, DepartmentId, PlanId};
use crate::failpoint;
use crate::notification::{AlsoPlan, MailFacts, MailRow};
use crate::schedule::{DuePlanned, Planned, ScheduleInput, due_mails, joint_mails};
use crate::store::NewMail;

/// 要修正 that are open, by plan and department.
type Corrections = BTreeMap<(PlanId, DepartmentId), usize>;

impl Worker {
    /// Queues the reminders that are due now and still owed: one for each recipient, for all plans that have their turn.
    pub(super) fn plan_mails(&mut self, desks: &Desks, now: Civil) -> Result<(), WorkError> {
        let mut turns: Vec<(&Desk, Civil)> = Vec::new();
        for desk in &desks.desks {
            turns.extend(self.turn(Job::Remind, desk, now)?.map(|turn| (desk, turn)));
        }
        let Some(((first, turn), others)) = turns.split_first() else { return Ok(()) };
        let schedule = &self.installation.config.schedule;
        let (settings, hours) = (schedule.reminder_days(), schedule.hours());
        let today = now.format("%Y-%m-%d").to_string();
        let mut reminded = self.store.recipients_on("reminder:", &today)?;
        reminded.extend(self.store.recipients_on("overdue:", &today)?);
        let known_keys = self.store.mail_keys()?;
        let mut planned = Vec::new();
        let mut corrections = Corrections::new();
        for (desk, _) in &turns {
            let mut known = self.known(desk, now)?;
            // To whom reminders are held is not written to.
            known.standings.retain(|standing| !desk.decisions.reminders_held(&standing.department, now.date_naive()));
            let wrong = known.standings.iter().filter(|standing| standing.errors > 0);
            corrections.extend(wrong.map(|standing| ((desk.plan().clone(), standing.department.clone()), standing.errors)));
            let issued = desk.asked_since();
            let due = due_mails(&ScheduleInput {
                registry: &desk.registry,
                round: &desk.round,
                first_due: desk.first_due(),
                decisions: &desk.decisions,
                ledger: &desk.ledger,
                standings: &known.standings,
                issued: &issued,
                known_keys: &known_keys,
                reminded_today: &reminded,
                // Editions are announced by the compile itself, in its own transaction, or by the digest.
                edition: None,
                informed_today: &std::collections::BTreeSet::new(),
                settings: &settings,
                hours,
                now,
            });
            planned.extend(due.into_iter().map(|planned| (planned.due, planned)));
        }
        let mails =
            joint_mails(planned).iter().map(|planned| self.reminder(desks, planned, &corrections, now)).collect::<Result<Vec<_>, _>>()?;
        let mails: Vec<NewMail> = mails.into_iter().flatten().collect();
        // One transaction: the turn and its mails. After a crash before the others, their mails are known by their keys.
        if self.take_turn(Job::Remind, first, *turn, &mails, now)? && !mails.is_empty() {
            failpoint::at("mail-queued");
            info!(queued = mails.len(), "reminders queued");
        }
        for (desk, turn) in others {
            self.had_turn(Job::Remind, desk, *turn, now)?;
        }
        Ok(())
    }

    /// A reminder keeps its facts and is frozen when it is claimed.
    fn reminder(&self, desks: &Desks, planned: &[DuePlanned], corrections: &Corrections, now: Civil) -> Result<Option<NewMail>, WorkError> {
        let mut parts = Vec::new();
        for (_, planned) in planned {
            let Some(desk) = desks.of(&planned.plan) else { continue };
            // Who has filed, and has something to correct, is told so: "not filed" alone would not be understood.
            let of = planned.department.as_ref().map(|department| (planned.plan.clone(), department.clone()));
            let errors = of.and_then(|of| corrections.get(&of)).copied().unwrap_or_default();
            parts.push((planned, MailFacts { errors, ..self.reminder_facts(desk, planned, now)? }));
        }
        let Some(((first, facts), others)) = parts.split_first() else { return Ok(None) };
        let mut facts = facts.clone();
        facts.also = others
            .iter()
            .map(|(planned, facts)| {
                let also = AlsoPlan::of(facts, &planned.plan, &planned.round);
                let other = planned.department.as_ref().filter(|department| first.department.as_ref() != Some(*department));
                if let Some(department) = other { also.by(department, facts) } else { also }
            })
            .collect();
        let row =
            MailRow::new(first.key.clone(), first.plan.clone(), first.kind.into(), first.recipient.clone(), facts, now, self.domain());
        let covers = others.iter().map(|(planned, _)| (planned.plan.clone(), planned.key.clone())).collect();
        Ok(Some(NewMail { covers, ..queued(&row.about(&first.round, first.department.as_ref()))? }))
    }

    fn reminder_facts(&self, desk: &Desk, planned: &Planned, now: Civil) -> Result<MailFacts, WorkError> {
        let department = planned.department.as_ref().and_then(|id| desk.registry.department(id));
        let form = match department {
            Some(department) => self.store.form_path(desk.plan(), &desk.round.id, &department.id)?,
            None => None,
        };
        Ok(MailFacts {
            due: Some(planned.due),
            asked: planned.asked,
            owed: planned.owed,
            taken_over: department.map(|d| desk.taken_over(&d.id)).unwrap_or_default(),
            folder: department.map(|d| self.shown_inbox(d)).unwrap_or_default(),
            workbook: form.map(|form| self.shown_output(&form)).unwrap_or_default(),
            ..desk.facts(department, now)
        })
    }
}
