//! Delivering: what is queued is checked once more, claimed, and handed over, by files or to the mail server.

use std::collections::BTreeMap;
use std::time::Instant;

use chrono::NaiveDate;
use tracing::error;
use uuid::Uuid;

use super::desks::Desks;
use super::outgoing::turn;
use super::repeated::is_stale;
use super::{Trouble, WorkError, Worker, stamp};
use crate::config::Transport;
use crate::consolidation::Standing;
use crate::domain::{Civil, DepartmentId, PlanId, RoundId};
use crate::failpoint;
use crate::notification::{Delivered, EmlFolder, ListRow, MailError, MailKind, MailRow};
use crate::store::{Frozen, MailState, QueuedMail, SentMail};

/// Where the departments stand that still owe, by plan.
pub(super) type Owed = BTreeMap<PlanId, Vec<Standing>>;

/// What a delivery came to.
#[derive(Debug, Default)]
pub(super) struct Delivery {
    pub(super) sent: usize,
    pub(super) failed: usize,
    /// The mails that failed for good, and why.
    pub(super) failures: Vec<(MailRow, String)>,
    /// What is known of departments' debts, once for all mails of a delivery.
    pub(super) known: Owed,
}

/// A mail in the hands of a delivery.
pub(super) struct InHand {
    pub(super) row: MailRow,
    /// What is sent.
    pub(super) frozen: Frozen,
    /// To whom: the recipient, or the address of a rehearsal.
    pub(super) to: String,
    pub(super) token: String,
    /// How often the server put it off.
    pub(super) put_off: u32,
}

impl Worker {
    /// Delivers what is queued, at most the configured number.
    pub(super) fn deliver(&mut self, desks: &Desks, now: Civil) -> Result<Delivery, WorkError> {
        let mut delivery = Delivery::default();
        self.hold_while_restored(now)?;
        match self.installation.config.mail.transport {
            Transport::Eml => {
                let Some(_turn) = turn(&self.installation.state(), true)? else { return Ok(delivery) };
                self.recover(now)?;
                self.deliver_files(desks, &mut delivery, now)?;
            }
            Transport::Smtp => self.deliver_smtp(desks, &mut delivery, now)?,
        }
        self.alert_failed(desks, &delivery.failures, now)?;
        Ok(delivery)
    }

    /// What a person should know of the mail.
    pub(super) fn mail_troubles(&self) -> Result<Vec<Trouble>, WorkError> {
        let counts = self.store.mail_counts()?;
        let mail = &self.installation.config.mail;
        let mut troubles: Vec<Trouble> = self.outgoing.trouble().into_iter().collect();
        troubles
            .extend((counts.in_doubt > 0 && self.outgoing.awaiting.is_none()).then_some(Trouble::MailsInDoubt { count: counts.in_doubt }));
        troubles.extend((counts.held > 0).then_some(Trouble::MailsHeld { count: counts.held }));
        troubles.extend((!mail.redirect_to.is_empty()).then(|| Trouble::Redirected { to: mail.redirect_to.clone() }));
        Ok(troubles)
    }

    /// Outbox steps 4 and 5: checks once more whether the mail is owed and allowed, fixes what is sent, and claims it.
    /// `None` where it does not go out.
    pub(super) fn take_in_hand(
        &mut self,
        desks: &Desks,
        waiting: QueuedMail,
        delivery: &mut Delivery,
        now: Civil,
    ) -> Result<Option<InHand>, WorkError> {
        let QueuedMail { mut mail, put_off } = waiting;
        let at = stamp(now);
        let row: MailRow = serde_json::from_str(&mail.facts).map_err(crate::store::StoreError::from)?;
        let Some(row) = self.still_owed(desks, row, &mut delivery.known, now)? else {
            self.store.mail_state(&mail.key, MailState::Cancelled, "no longer owed", &at)?;
            return Ok(None);
        };
        let was_frozen = mail.frozen.is_some();
        let made = match mail.frozen.take() {
            Some(frozen) => self.still_allowed(&row).map(|()| frozen),
            None => self.freeze(&row, now),
        };
        let made = made.and_then(|frozen| Ok((self.rehearsed(&row, &frozen)?, frozen)));
        let (rehearsed, frozen) = match made {
            Ok(made) => made,
            Err(error) => {
                self.failed(row, &error.to_string(), delivery, now)?;
                return Ok(None);
            }
        };
        let token = Uuid::new_v4().to_string();
        let to = self.installation.config.mail.redirect_to.as_str();
        let fixed = match &rehearsed {
            Some(rehearsed) => Some((rehearsed, Some(to))),
            None => (!was_frozen).then_some((&frozen, None)),
        };
        if !self.store.claim_mail(&mail.key, &token, fixed, &at)? {
            return Ok(None);
        }
        failpoint::at("mail-claimed");
        let to = if rehearsed.is_some() { to.to_owned() } else { row.recipient.clone() };
        Ok(Some(InHand { row, frozen: rehearsed.unwrap_or(frozen), to, token, put_off }))
    }

    /// Outbox step 11, for good.
    pub(super) fn failed(&mut self, row: MailRow, why: &str, delivery: &mut Delivery, now: Civil) -> Result<(), WorkError> {
        error!(key = %row.key, why, "the mail failed");
        self.store.mail_state(&row.key, MailState::Failed, why, &stamp(now))?;
        delivery.failed += 1;
        delivery.failures.push((row, why.to_owned()));
        Ok(())
    }

    /// Writes what is queued as files, and the list of them.
    fn deliver_files(&mut self, desks: &Desks, delivery: &mut Delivery, now: Civil) -> Result<(), WorkError> {
        let folder = EmlFolder::new(self.installation.state().join("mail"));
        if !self.outgoing.listed {
            folder.sweep().map_err(MailError::from)?;
        }
        let at = stamp(now);
        let waiting = self.store.queued_mails(self.installation.config.mail.per_pass_max, &at)?;
        for waiting in self.without_repeated(waiting, now)? {
            let Some(mail) = self.take_in_hand(desks, waiting, delivery, now)? else { continue };
            let name = format!("{}.eml", mail.row.file_stem());
            let text = format!("{}\n\n{}", mail.frozen.subject, mail.frozen.body);
            let written = folder.deliver(&text_name(&name), text.as_bytes()).and_then(|_| folder.deliver(&name, &mail.frozen.bytes));
            let delivered = match written {
                Ok(delivered) => delivered,
                // A person changed the file that an earlier process left: it stays, and no other mail waits for it.
                Err(error) if !error.is_temporary() => {
                    self.failed(mail.row, &error.to_string(), delivery, now)?;
                    continue;
                }
                Err(error) => {
                    self.store.put_off_mail(&mail.row.key, None, &error.to_string(), &at)?;
                    return Err(MailError::from(error).into());
                }
            };
            failpoint::at("mail-delivered");
            self.store.mail_state(&mail.row.key, MailState::Sent, &name, &at)?;
            delivery.sent += usize::from(delivered == Delivered::Written);
        }
        // The first time in any case: an earlier process may have ended between its mails and its list.
        if delivery.sent > 0 || !self.outgoing.listed {
            failpoint::at("mail-sent");
            self.write_mail_list(&folder)?;
            self.outgoing.listed = true;
        }
        Ok(())
    }

    /// Outbox step 5: filing is rechecked before a reminder goes out, and "the deadline is Friday" is not said on Saturday. What is said of a plan to which nothing is owed any
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
            if !is_stale(&row, also.due, now) && self.owes(desks, (plan, round, of), also.due, known, now)? {
                kept.push(also);
            }
        }
        row.facts.also = kept;
        let stale = is_stale(&row, row.facts.due, now);
        if !stale && self.owes(desks, (&row.plan, &round, &department), row.facts.due, known, now)? {
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
            body: mail.body,
            file: mail.file,
            recipient: mail.recipient,
            subject: mail.subject,
        };
        // What went to a mail server, before the office changed to files, has no file to look into.
        let by_file = |mail: &SentMail| std::path::Path::new(&mail.file).extension().is_some_and(|extension| extension == "eml");
        let rows: Vec<ListRow> = self.store.sent_mails()?.into_iter().filter(by_file).map(row).collect();
        if rows.is_empty() {
            return Ok(());
        }
        folder.write_list(&rows, lang).map_err(MailError::from)?;
        Ok(())
    }

    /// Waits, before the program ends, for the reply to a message that was handed over.
    pub(super) fn finish_mail(&mut self, until: Instant, now: Civil) -> Result<(), WorkError> {
        let mut delivery = Delivery::default();
        self.settle_awaiting(until, &mut delivery, now)
    }
}

/// The file with the text alone, beside the message.
fn text_name(message: &str) -> String {
    format!("{}.txt", message.trim_end_matches(".eml"))
}
