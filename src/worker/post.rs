//! Mail: what is due is queued, what is queued is checked once more, frozen and delivered.

use tracing::{error, info};

use super::desk::Desk;
use super::lock::Turn;
use super::standing::Known;
use super::{WorkError, Worker, stamp};
use crate::config::Mail;
use crate::consolidation::Report;
use crate::domain::{Civil, Department, DepartmentId};
use crate::failpoint;
use crate::notification::{
    Alert, AllowedDomains, Delivered, EmlFolder, ListRow, MailError, MailFacts, MailKind, MailRow, Sender, compose, freeze, sender_name,
};
use crate::schedule::{BusinessDays, MailWindow, Planned, ReminderSettings, ScheduleInput, due_mails, request_key, summary_key};
use crate::store::{Frozen, MailState, NewMail, SentMail};

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

    /// The request mails of a department.
    pub(super) fn request_mails(&self, desk: &Desk, department: &Department, form: &str, now: Civil) -> Result<Vec<NewMail>, WorkError> {
        let (plan, round) = (&desk.registry.plan.id, &desk.round.id);
        let facts = MailFacts {
            asked: desk.ledger.owed_by(&department.id).count(),
            folder: self.shown_inbox(department),
            workbook: self.shown_output(form),
            ..MailFacts::of(&desk.registry, &desk.round, Some(department), now)
        };
        let row = |recipient: &String| {
            let key = request_key(plan, round, &department.id, recipient);
            MailRow::new(key, plan.clone(), MailKind::Request, recipient.clone(), facts.clone(), now, self.domain())
                .about(round, Some(&department.id))
        };
        department.addresses.iter().map(|recipient| self.frozen(&row(recipient), now)).collect()
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
            ..MailFacts::of(&desk.registry, &desk.round, None, now)
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
        let facts = MailFacts { alert: Some(alert), ..MailFacts::of(&desk.registry, &desk.round, None, now) };
        let row = |recipient: &String| {
            let key = format!("alert:{plan}:{round}:inbox:{}:{recipient}", now.format("%Y-%m-%d"));
            MailRow::new(key, plan.clone(), MailKind::Alert, recipient.clone(), facts.clone(), now, self.domain()).about(round, None)
        };
        let mails: Vec<NewMail> =
            desk.registry.plan.office_addresses.iter().map(|recipient| self.frozen(&row(recipient), now)).collect::<Result<_, _>>()?;
        self.store.queue_mails(&mails, &stamp(now))?;
        Ok(())
    }

    /// Queues the reminders that are due now and still owed.
    pub(super) fn plan_mails(&mut self, desk: &Desk, now: Civil) -> Result<(), WorkError> {
        if !desk.opened {
            return Ok(());
        }
        let window = window(&self.installation.config.mail)?;
        if !window.is_open(now, BusinessDays::of(&desk.registry)) {
            return Ok(());
        }
        let (plan, round) = (&desk.registry.plan.id, &desk.round.id);
        let known = self.known(desk, now)?;
        let issued = self.store.issued(plan, round)?;
        let issued = issued
            .into_iter()
            .filter_map(|(department, at)| at.get(..10).and_then(|day| day.parse().ok()).map(|day| (department, day)))
            .collect();
        let today = now.format("%Y-%m-%d").to_string();
        let mut reminded = self.store.recipients_on("reminder:", &today)?;
        reminded.extend(self.store.recipients_on("overdue:", &today)?);
        let planned = due_mails(&ScheduleInput {
            registry: &desk.registry,
            round: &desk.round,
            ledger: &desk.ledger,
            standings: &known.standings,
            issued: &issued,
            known_keys: &self.store.mail_keys()?,
            reminded_today: &reminded,
            // Summaries are queued by the compile itself, in its own transaction.
            edition: None,
            informed_today: &std::collections::BTreeSet::new(),
            settings: &reminder_settings(&self.installation.config.mail),
            window: &window,
            now,
        });
        let mails = planned.iter().map(|planned| self.reminder(desk, planned, now)).collect::<Result<Vec<_>, _>>()?;
        if !mails.is_empty() {
            let added = self.store.queue_mails(&mails, &stamp(now))?;
            failpoint::at("mail-queued");
            info!(added, "reminders queued");
        }
        Ok(())
    }

    /// A reminder keeps its facts and is frozen when it is claimed.
    fn reminder(&self, desk: &Desk, planned: &Planned, now: Civil) -> Result<NewMail, WorkError> {
        let department = planned.department.as_ref().and_then(|id| desk.registry.department(id));
        let form = department.map(|department| self.shown_output(&super::issue::form_path(desk, department)));
        let facts = MailFacts {
            asked: planned.asked,
            owed: planned.owed,
            folder: department.map(|d| self.shown_inbox(d)).unwrap_or_default(),
            workbook: form.unwrap_or_default(),
            ..MailFacts::of(&desk.registry, &desk.round, department, now)
        };
        let row = MailRow::new(
            planned.key.clone(),
            planned.plan.clone(),
            planned.kind.into(),
            planned.recipient.clone(),
            facts,
            now,
            self.domain(),
        );
        queued(&row.about(&planned.round, planned.department.as_ref()))
    }

    /// Delivers what is queued, at most the configured number.
    pub(super) fn deliver(&mut self, desk: &Desk, now: Civil) -> Result<Delivery, WorkError> {
        let _turn = Turn::wait(&self.installation.state(), "mail")?;
        let at = stamp(now);
        let folder = EmlFolder::new(self.installation.state().join("mail"));
        if !self.listed {
            folder.sweep().map_err(MailError::from)?;
        }
        let mut delivery = Delivery::default();
        let mut known = None;
        for waiting in self.store.queued_mails(self.installation.config.mail.per_pass_max)? {
            let mut mail = waiting.mail;
            let row: MailRow = serde_json::from_str(&mail.facts).map_err(crate::store::StoreError::from)?;
            if self.no_longer_owed(desk, &row, &mut known, now)? {
                self.store.mail_state(&mail.key, MailState::Cancelled, "no longer owed", &at)?;
                continue;
            }
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

    /// Outbox step 5: filing is rechecked before a reminder goes out.
    fn no_longer_owed(&self, desk: &Desk, row: &MailRow, known: &mut Option<Known>, now: Civil) -> Result<bool, WorkError> {
        if !matches!(row.kind, MailKind::Reminder | MailKind::Overdue) {
            return Ok(false);
        }
        let Some(department) = &row.department else { return Ok(false) };
        // Once for all mails of a delivery, which takes moments.
        let known = match known {
            Some(known) => known,
            None => known.insert(self.known(desk, now)?),
        };
        let owes = |id: &DepartmentId| known.standings.iter().any(|standing| &standing.department == id && standing.owed > 0);
        Ok(!owes(department))
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
    })
}

/// The file with the text alone, beside the message.
fn text_name(message: &str) -> String {
    format!("{}.txt", message.trim_end_matches(".eml"))
}

/// When scheduled mail may go out.
pub(super) fn window(settings: &Mail) -> Result<MailWindow, MailError> {
    Ok(MailWindow { time: settings.schedule.parse()?, catch_up_hours: 8 })
}

fn reminder_settings(settings: &Mail) -> ReminderSettings {
    ReminderSettings { before: settings.remind_before.clone(), after: settings.remind_after.clone() }
}
