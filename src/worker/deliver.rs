//! Delivering: what is queued is checked once more, frozen and sent.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tracing::error;

use super::desks::Desks;
use super::lock::Turn;
use super::{WorkError, Worker, stamp};
use crate::consolidation::Standing;
use crate::domain::{Civil, DepartmentId, PlanId, RoundId};
use crate::failpoint;
use crate::notification::{Delivered, EmlFolder, ListRow, MailError, MailKind, MailRow};
use crate::store::{MailState, SentMail};

/// Where the departments stand that still owe, by plan.
type Owed = BTreeMap<PlanId, Vec<Standing>>;

/// What a delivery came to.
#[derive(Debug, Default)]
pub(super) struct Delivery {
    pub(super) sent: usize,
    pub(super) failed: usize,
}

impl Worker {
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
            let of = also.department.as_ref().unwrap_or(&department);
            if self.owes(desks, (plan, round, of), also.due, known, now)? {
                kept.push(also);
            }
        }
        row.facts.also = kept;
        if self.owes(desks, (&row.plan, &round, &department), row.facts.due, known, now)? {
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
        (plan, round, department): (&PlanId, &RoundId, &DepartmentId),
        due: Option<NaiveDate>,
        known: &mut Owed,
        now: Civil,
    ) -> Result<bool, WorkError> {
        // A plan whose register is broken now is left alone: what was due when the mail was queued still is.
        let Some(desk) = desks.of(plan).filter(|desk| &desk.round.id == round) else { return Ok(desks.of(plan).is_none()) };
        if !known.contains_key(plan) {
            // Once for all mails of a delivery, which takes moments.
            let standings = self.known(desk, now)?.standings;
            let held = |standing: &Standing| desk.decisions.reminders_held(&standing.department, now.date_naive());
            known.insert(plan.clone(), standings.into_iter().filter(|s| s.owed > 0 && !held(s)).collect());
        }
        // What was filed, or given more time, since the mail was queued is not asked for.
        let still = |standing: &Standing| standing.dues.iter().any(|count| count.owed > 0 && due.is_none_or(|due| due == count.due.on));
        let of = |standing: &&Standing| &standing.department == desk.registry.in_office(department, now.date_naive());
        Ok(known.get(plan).is_some_and(|owing| owing.iter().filter(of).any(still)))
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

/// The file with the text alone, beside the message.
fn text_name(message: &str) -> String {
    format!("{}.txt", message.trim_end_matches(".eml"))
}
