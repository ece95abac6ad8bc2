//! Mail: what is due is queued, what is queued is checked once more, frozen and delivered.

use std::collections::{BTreeMap, BTreeSet};

use tracing::{error, info};

use super::desk::Desk;
use super::desks::Desks;
use super::lock::Turn;
use super::{WorkError, Worker, stamp};
use crate::config::Schedule;
use crate::consolidation::Report;
use crate::domain::{Civil, Department, DepartmentId, PlanId, RoundId};
use crate::failpoint;
use crate::notification::{
    Alert, AllowedDomains, AlsoPlan, Delivered, EmlFolder, ListRow, MailError, MailFacts, MailKind, MailRow, Sender, compose, freeze,
    sender_name,
};
use crate::schedule::{
    BusinessDays, CronExpression, DuePlanned, MailWindow, Planned, ReminderSettings, ScheduleInput, due_mails, joint_mails, request_key,
    summary_key,
};
use crate::store::{Frozen, MailState, NewMail, SentMail};

/// Departments that still owe, by plan.
type Owed = BTreeMap<PlanId, BTreeSet<DepartmentId>>;

/// What a delivery came to.
#[derive(Debug, Default)]
pub(super) struct Delivery {
    pub(super) sent: usize,
    pub(super) failed: usize,
}

impl Worker {
    /// Right-hand side of our Message-IDs: the sender's domain.
    pub(super) fn domain(&self) -> &str {
        self.installation.config.mail.from.rsplit_once('@').map_or("localhost", |(_, domain)| domain)
    }

    /// A department's inbox folder, as people read it.
    pub(super) fn shown_inbox(&self, department: &Department) -> String {
        format!("{}/{}", self.installation.config.folders.inbox, department.folder)
    }

    /// An output's path, as people read it.
    pub(super) fn shown_output(&self, path: &str) -> String {
        format!("{}/{path}", self.installation.config.folders.outbox)
    }

    /// The request mails of a department: one for all rounds that its workbook asks about, `asked` indicators each.
    pub(super) fn request_mails(
        &self,
        asked: &[(&Desk, usize)],
        department: &Department,
        form: &str,
        now: Civil,
    ) -> Result<Vec<NewMail>, WorkError> {
        // A round of which the department is asked everything elsewhere needs no words of its own.
        let mut parts: Vec<(&Desk, MailFacts)> = Vec::new();
        for (desk, asked) in asked.iter().filter(|(_, asked)| *asked > 0) {
            let folder = self.shown_inbox(department);
            parts.push((desk, MailFacts { asked: *asked, folder, workbook: self.shown_output(form), ..desk.facts(Some(department), now) }));
        }
        let known = self.store.mail_keys()?;
        let mut mails = Vec::new();
        for recipient in &department.addresses {
            let key = |desk: &Desk| request_key(desk.plan(), &desk.round.id, &department.id, recipient);
            // What was asked before is not asked again; what comes to it now is, also in the same workbook.
            let new: Vec<&(&Desk, MailFacts)> = parts.iter().filter(|(desk, _)| !known.contains(&key(desk))).collect();
            let Some(((desk, facts), others)) = new.split_first() else { continue };
            let mut facts = facts.clone();
            facts.also = others.iter().map(|(desk, facts)| AlsoPlan::of(facts, desk.plan(), &desk.round.id)).collect();
            let row = MailRow::new(key(desk), desk.plan().clone(), MailKind::Request, recipient.clone(), facts, now, self.domain())
                .about(&desk.round.id, Some(&department.id));
            let covers = others.iter().map(|(desk, _)| (desk.plan().clone(), key(desk))).collect();
            mails.push(NewMail { covers, ..self.frozen(&row, now)? });
        }
        Ok(mails)
    }

    /// The mails that announce a compile to the planning office.
    pub(super) fn summary_mails(&self, desk: &Desk, report: &Report, now: Civil) -> Result<Vec<NewMail>, WorkError> {
        let (plan, round) = (&desk.registry.plan.id, &desk.round.id);
        let known = self.known(desk, now)?;
        let sum = |count: fn(&crate::consolidation::Standing) -> usize| known.standings.iter().map(count).sum::<usize>();
        let owed = sum(|standing| standing.owed);
        let facts = MailFacts {
            asked: sum(|standing| standing.asked),
            owed,
            taken: sum(|standing| standing.received),
            errors: sum(|standing| standing.errors),
            queried: sum(|standing| standing.queries),
            late_departments: known.standings.iter().filter(|standing| standing.owed > 0).count(),
            edition: report.edition,
            preliminary: report.provisional(),
            discrepancies: report.discrepancies.len(),
            workbook: self.shown_output(&self.installation.config.folders.planning),
            ..desk.facts(None, now)
        };
        let row = |recipient: &String| {
            let key = summary_key(plan, round, report.edition, recipient);
            MailRow::new(key, plan.clone(), MailKind::Summary, recipient.clone(), facts.clone(), now, self.domain()).about(round, None)
        };
        desk.registry.plan.office_addresses.iter().map(|recipient| self.frozen(&row(recipient), now)).collect()
    }

    /// A mail whose text is fixed now, if it can be made at all.
    pub(super) fn frozen(&self, row: &MailRow, now: Civil) -> Result<NewMail, WorkError> {
        let frozen = match self.freeze(row, now) {
            Ok(frozen) => Some(frozen),
            // A recipient that may not be written to costs a mail, never a return: delivery marks it failed.
            Err(error) => {
                error!(key = %row.key, %error, "the mail cannot be made");
                None
            }
        };
        Ok(NewMail { frozen, ..queued(row)? })
    }

    fn freeze(&self, row: &MailRow, now: Civil) -> Result<Frozen, MailError> {
        let settings = &self.installation.config.mail;
        let text = compose(row.kind, &row.facts, settings.lang, &self.templates)?;
        let name = sender_name(&row.facts.office, settings.lang);
        let sender = Sender { name, address: settings.from.clone(), reply_to: None };
        let allowed = AllowedDomains::parse(&settings.allowed_domains)?;
        let bytes = freeze(row, &text, &sender, &allowed, now)?;
        Ok(Frozen { subject: text.subject, body: text.body, bytes })
    }

    /// Tells the planning office, once a day, that the inbox is not there.
    pub(super) fn alert_inbox_missing(&mut self, desk: &Desk, now: Civil) -> Result<(), WorkError> {
        let (plan, round) = (&desk.registry.plan.id, &desk.round.id);
        let alert = Alert::InboxMissing { folder: self.installation.config.folders.inbox.clone() };
        let facts = MailFacts { alert: Some(alert), ..desk.facts(None, now) };
        let row = |recipient: &String| {
            let key = format!("alert:{plan}:{round}:inbox:{}:{recipient}", now.format("%Y-%m-%d"));
            MailRow::new(key, plan.clone(), MailKind::Alert, recipient.clone(), facts.clone(), now, self.domain()).about(round, None)
        };
        let mails: Vec<NewMail> =
            desk.registry.plan.office_addresses.iter().map(|recipient| self.frozen(&row(recipient), now)).collect::<Result<_, _>>()?;
        self.store.queue_mails(&mails, &stamp(now))?;
        Ok(())
    }

    /// Queues the reminders that are due now and still owed: one for each recipient, for all plans.
    pub(super) fn plan_mails(&mut self, desks: &Desks, now: Civil) -> Result<(), WorkError> {
        let window = window(&self.installation.config.schedule.remind)?;
        let today = now.format("%Y-%m-%d").to_string();
        let mut reminded = self.store.recipients_on("reminder:", &today)?;
        reminded.extend(self.store.recipients_on("overdue:", &today)?);
        let known_keys = self.store.mail_keys()?;
        let mut planned = Vec::new();
        for desk in desks.desks.iter().filter(|desk| desk.opened) {
            if !window.is_open(now, BusinessDays::of(&desk.registry)) {
                continue;
            }
            let known = self.known(desk, now)?;
            let day = |at: &String| at.get(..10).and_then(|day| day.parse().ok());
            let issued = desk.issued.iter().filter_map(|(department, at)| day(at).map(|day| (department.clone(), day))).collect();
            let due = due_mails(&ScheduleInput {
                registry: &desk.registry,
                round: &desk.round,
                ledger: &desk.ledger,
                standings: &known.standings,
                issued: &issued,
                known_keys: &known_keys,
                reminded_today: &reminded,
                // Summaries are queued by the compile itself, in its own transaction.
                edition: None,
                informed_today: &std::collections::BTreeSet::new(),
                settings: &reminder_settings(&self.installation.config.schedule),
                window: &window,
                now,
            });
            planned.extend(due.into_iter().map(|planned| (desk.round.due, planned)));
        }
        let mails = joint_mails(planned).iter().map(|planned| self.reminder(desks, planned, now)).collect::<Result<Vec<_>, _>>()?;
        let mails: Vec<NewMail> = mails.into_iter().flatten().collect();
        if !mails.is_empty() {
            let added = self.store.queue_mails(&mails, &stamp(now))?;
            failpoint::at("mail-queued");
            info!(added, "reminders queued");
        }
        Ok(())
    }

    /// A reminder keeps its facts and is frozen when it is claimed.
    fn reminder(&self, desks: &Desks, planned: &[DuePlanned], now: Civil) -> Result<Option<NewMail>, WorkError> {
        let mut parts = Vec::new();
        for (_, planned) in planned {
            let Some(desk) = desks.of(&planned.plan) else { continue };
            parts.push((planned, self.reminder_facts(desk, planned, now)?));
        }
        let Some(((first, facts), others)) = parts.split_first() else { return Ok(None) };
        let mut facts = facts.clone();
        facts.also = others.iter().map(|(planned, facts)| AlsoPlan::of(facts, &planned.plan, &planned.round)).collect();
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
            asked: planned.asked,
            owed: planned.owed,
            folder: department.map(|d| self.shown_inbox(d)).unwrap_or_default(),
            workbook: form.map(|form| self.shown_output(&form)).unwrap_or_default(),
            ..desk.facts(department, now)
        })
    }

    /// Delivers what is queued, at most the configured number.
    pub(super) fn deliver(&mut self, desks: &Desks, now: Civil) -> Result<Delivery, WorkError> {
        let _turn = Turn::wait(&self.installation.state(), "mail")?;
        let at = stamp(now);
        let folder = EmlFolder::new(self.installation.state().join("mail"));
        if !self.listed {
            folder.sweep().map_err(MailError::from)?;
        }
        let mut delivery = Delivery::default();
        let mut known = BTreeMap::new();
        for waiting in self.store.queued_mails(self.installation.config.mail.per_pass_max)? {
            let mut mail = waiting.mail;
            let row: MailRow = serde_json::from_str(&mail.facts).map_err(crate::store::StoreError::from)?;
            let Some(row) = self.still_owed(desks, row, &mut known, now)? else {
                self.store.mail_state(&mail.key, MailState::Cancelled, "no longer owed", &at)?;
                continue;
            };
            let frozen = match mail.frozen.take() {
                Some(frozen) => frozen,
                None => match self.freeze(&row, now) {
                    Ok(frozen) => {
                        self.store.freeze_mail(&mail.key, &frozen, &at)?;
                        failpoint::at("mail-frozen");
                        frozen
                    }
                    Err(error) => {
                        error!(key = %mail.key, %error, "the mail cannot be made");
                        self.store.mail_state(&mail.key, MailState::Failed, &error.to_string(), &at)?;
                        delivery.failed += 1;
                        continue;
                    }
                },
            };
            let name = format!("{}.eml", row.file_stem());
            let text = format!("{}\n\n{}", frozen.subject, frozen.body);
            let written = folder.deliver(&text_name(&name), text.as_bytes()).and_then(|_| folder.deliver(&name, &frozen.bytes));
            let delivered = match written {
                Ok(delivered) => delivered,
                // A person changed the file that an earlier process left: it stays, and no other mail waits for it.
                Err(error) if !error.is_temporary() => {
                    error!(key = %mail.key, %error, "the mail cannot be delivered");
                    self.store.mail_state(&mail.key, MailState::Failed, &error.to_string(), &at)?;
                    delivery.failed += 1;
                    continue;
                }
                Err(error) => return Err(MailError::from(error).into()),
            };
            failpoint::at("mail-delivered");
            self.store.mail_state(&mail.key, MailState::Sent, &name, &at)?;
            delivery.sent += usize::from(delivered == Delivered::Written);
        }
        failpoint::at("mail-sent");
        // The first time in any case: an earlier process may have ended between its mails and its list.
        if delivery.sent > 0 || !self.listed {
            self.write_mail_list(&folder)?;
            self.listed = true;
        }
        Ok(delivery)
    }

    /// Outbox step 5: filing is rechecked before a reminder goes out. What is said of a plan to which nothing is owed any
    /// more is left out; `None` where nothing is left.
    fn still_owed(&self, desks: &Desks, mut row: MailRow, known: &mut Owed, now: Civil) -> Result<Option<MailRow>, WorkError> {
        if !matches!(row.kind, MailKind::Reminder | MailKind::Overdue) {
            return Ok(Some(row));
        }
        let (Some(department), Some(round)) = (row.department.clone(), row.round.clone()) else { return Ok(Some(row)) };
        let mut kept = Vec::new();
        for also in std::mem::take(&mut row.facts.also) {
            let (Some(plan), Some(round)) = (&also.plan, &also.round) else { continue };
            if self.owes(desks, plan, round, &department, known, now)? {
                kept.push(also);
            }
        }
        row.facts.also = kept;
        if self.owes(desks, &row.plan, &round, &department, known, now)? {
            return Ok(Some(row));
        }
        let Some(facts) = row.facts.promoted() else { return Ok(None) };
        let overdue = facts.due.is_some_and(|due| now.date_naive() > due);
        row.kind = if overdue { MailKind::Overdue } else { MailKind::Reminder };
        Ok(Some(MailRow { facts, ..row }))
    }

    fn owes(
        &self,
        desks: &Desks,
        plan: &PlanId,
        round: &RoundId,
        department: &DepartmentId,
        known: &mut Owed,
        now: Civil,
    ) -> Result<bool, WorkError> {
        // A plan whose register is broken now is left alone: what was due when the mail was queued still is.
        let Some(desk) = desks.of(plan).filter(|desk| &desk.round.id == round) else { return Ok(desks.of(plan).is_none()) };
        if !known.contains_key(plan) {
            // Once for all mails of a delivery, which takes moments.
            let standings = self.known(desk, now)?.standings;
            known.insert(plan.clone(), standings.into_iter().filter(|s| s.owed > 0).map(|s| s.department).collect());
        }
        Ok(known.get(plan).is_some_and(|owing| owing.contains(department)))
    }

    fn write_mail_list(&self, folder: &EmlFolder) -> Result<(), WorkError> {
        let lang = self.installation.config.mail.lang;
        let row = |mail: SentMail| ListRow {
            text_file: text_name(&mail.file),
            first_line: mail.body.lines().next().unwrap_or_default().to_owned(),
            file: mail.file,
            recipient: mail.recipient,
            subject: mail.subject,
        };
        let rows: Vec<ListRow> = self.store.sent_mails()?.into_iter().map(row).collect();
        if rows.is_empty() {
            return Ok(());
        }
        folder.write_list(&rows, lang).map_err(MailError::from)?;
        Ok(())
    }
}

fn queued(row: &MailRow) -> Result<NewMail, WorkError> {
    Ok(NewMail {
        key: row.key.clone(),
        plan: row.plan.clone(),
        recipient: row.recipient.clone(),
        facts: serde_json::to_string(row).map_err(crate::store::StoreError::from)?,
        frozen: None,
        covers: Vec::new(),
    })
}

/// The file with the text alone, beside the message.
fn text_name(message: &str) -> String {
    format!("{}.txt", message.trim_end_matches(".eml"))
}

/// When scheduled mail may go out.
pub(super) fn window(times: &[String]) -> Result<MailWindow, MailError> {
    let times: Result<Vec<CronExpression>, _> = times.iter().map(|time| time.parse()).collect();
    Ok(MailWindow { times: times?, catch_up_hours: 8 })
}

fn reminder_settings(settings: &Schedule) -> ReminderSettings {
    ReminderSettings { before: settings.remind_before.clone(), after: settings.remind_after.clone() }
}
