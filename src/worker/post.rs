//! What mails say: facts of a round, and the message that is frozen from them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use tracing::error;

use super::desk::Desk;
use super::desks::Desks;
use super::issue::Prepared;
use super::{WorkError, Worker, stamp};
use crate::consolidation::Report;
use crate::domain::{Civil, Department};
use crate::form::{BlankForm, Field, HeaderField};
use crate::notification::{
    Alert, AllowedDomains, AlsoPlan, Attachment, DueLater, FreezeError, MailError, MailFacts, MailKind, MailRow, OwnFormFacts, Sender,
    Text, compose, freeze, rehearsal, sender_name,
};
use crate::schedule::{request_again_key, request_key, summary_key};
use crate::store::{Frozen, NewMail, NewOutput};

/// Most indicators that a mail names.
const NAMES_MAX: usize = 3;

impl Worker {
    /// Right-hand side of our Message-IDs: the sender's domain.
    pub(super) fn domain(&self) -> &str {
        self.installation.config.mail.from.rsplit_once('@').map_or("localhost", |(_, domain)| domain)
    }

    /// A department's inbox folder, as people read it.
    pub(super) fn shown_inbox(&self, department: &Department) -> String {
        self.installation.config.folders.shown_inbox(&department.folder)
    }

    /// An output's path, as people read it.
    pub(super) fn shown_output(&self, path: &str) -> String {
        self.installation.config.folders.shown_outbox(path)
    }

    /// The request mails of a department: one for all rounds that its workbook asks about, and for the departments `after` it
    /// that are written to at the same address (兼務). `form` is the workbook itself.
    pub(super) fn request_mails(
        &self,
        one: &Prepared<'_>,
        after: &[Prepared<'_>],
        form: &NewOutput,
        now: Civil,
    ) -> Result<Vec<NewMail>, WorkError> {
        let known = self.store.mail_keys()?;
        let mut mails = Vec::new();
        for recipient in &one.department.addresses {
            let shared = after.iter().filter(|other| other.department.addresses.contains(recipient));
            let parts = std::iter::once(one).chain(shared).flat_map(|of| of.forms.iter().map(move |(desk, form)| (of, *desk, form)));
            // A round of which the department is asked everything elsewhere needs no words of its own. What was asked before is
            // not asked again; what comes to it now is, also in the same workbook.
            let parts = parts.filter(|(_, _, form)| !form.rows.is_empty());
            let new: Vec<(&Prepared<'_>, &Desk, MailFacts, String)> = parts
                .map(|(of, desk, form)| (of, desk, self.request_facts(of, desk, form, now), request_key_of(of, desk, recipient, now)))
                .filter(|(.., key)| !known.contains(key))
                .collect();
            let Some(((of, desk, facts, key), others)) = new.split_first() else { continue };
            let mut facts = facts.clone();
            let also = |(other, desk, facts, _): &(&Prepared<'_>, &Desk, MailFacts, String)| {
                let also = AlsoPlan::of(facts, desk.plan(), &desk.round.id);
                if other.department.id == of.department.id { also } else { also.by(&other.department.id, facts) }
            };
            facts.also = others.iter().map(also).collect();
            let row = MailRow::new(key.clone(), desk.plan().clone(), MailKind::Request, recipient.clone(), facts, now, self.domain())
                .about(&desk.round.id, Some(&of.department.id));
            let row = self.attach(row, Some(of.department), form, desk.round.id.as_str());
            let covers = others.iter().map(|(_, desk, _, key)| (desk.plan().clone(), key.clone())).collect();
            mails.push(NewMail { covers, ..self.frozen(&row, now)? });
        }
        Ok(mails)
    }

    fn request_facts(&self, of: &Prepared<'_>, desk: &Desk, form: &BlankForm, now: Civil) -> MailFacts {
        let after = desk.due_after(&of.department.id, form.due);
        let mut later: BTreeMap<NaiveDate, DueLater> = BTreeMap::new();
        for row in &form.rows {
            let Some(due) = after.get(&row.indicator) else { continue };
            let entry = later.entry(*due).or_insert(DueLater { due: Some(*due), ..DueLater::default() });
            entry.count += 1;
            entry.names.extend(desk.registry.indicator(&row.indicator).map(|indicator| indicator.name.clone()));
        }
        let mut later: Vec<DueLater> = later.into_values().collect();
        for many in later.iter_mut().filter(|later| later.names.len() > NAMES_MAX) {
            many.names.clear();
        }
        let declaration = self.installation.form_for(&desk.registry.plan);
        let own_form = declaration.own.is_some().then(|| OwnFormFacts {
            filing_state: declaration.header_cell(HeaderField::FilingState).is_some(),
            states: declaration.column(Field::State).is_some(),
        });
        MailFacts {
            due: Some(form.due),
            asked: form.rows.len(),
            own_form,
            folder: self.shown_inbox(of.department),
            workbook: self.shown_output(&of.path),
            later,
            taken_over: desk.taken_over(&of.department.id),
            ..desk.facts(Some(of.department), now)
        }
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

    pub(super) fn freeze(&self, row: &MailRow, now: Civil) -> Result<Frozen, MailError> {
        let settings = &self.installation.config.mail;
        let text = compose(row.kind, &row.facts, settings.lang, &self.templates)?;
        let name = sender_name(&row.facts.office, settings.lang);
        let sender = Sender { name, address: settings.from.clone(), reply_to: None };
        let allowed = AllowedDomains::parse(&settings.allowed_domains)?;
        let workbook = self.attached(row)?;
        let attachment = row.attached.as_ref().zip(workbook.as_ref());
        let attachment = attachment.map(|(attached, bytes)| Attachment { name: &attached.name, bytes });
        let bytes = freeze(row, &text, attachment, &sender, &allowed, now)?;
        Ok(Frozen { subject: text.subject, body: text.body, bytes })
    }

    /// Whether the recipient of a mail that was frozen earlier may still be written to.
    pub(super) fn still_allowed(&self, row: &MailRow) -> Result<(), MailError> {
        let allowed = AllowedDomains::parse(&self.installation.config.mail.allowed_domains)?;
        allowed.check(&row.recipient).map_err(FreezeError::from)?;
        Ok(())
    }

    /// The same mail to the address of the rehearsal; `None` where it is no rehearsal. Made anew each time, and the same
    /// each time: its moment is the one at which the mail was planned.
    pub(super) fn rehearsed(&self, row: &MailRow, frozen: &Frozen) -> Result<Option<Frozen>, MailError> {
        let settings = &self.installation.config.mail;
        if settings.redirect_to.is_empty() {
            return Ok(None);
        }
        let text = Text { subject: frozen.subject.clone(), body: frozen.body.clone() };
        let (row, text) = rehearsal(row, &text, &settings.redirect_to, settings.lang);
        let name = sender_name(&row.facts.office, settings.lang);
        let sender = Sender { name, address: settings.from.clone(), reply_to: None };
        let allowed = AllowedDomains::parse(&settings.allowed_domains)?;
        let zone = self.installation.config.time_zone;
        let planned = chrono::DateTime::parse_from_rfc3339(&row.planned_at).map_err(|_| MailError::Moment(row.planned_at.clone()))?;
        let workbook = self.attached(&row)?;
        let attachment = row.attached.as_ref().zip(workbook.as_ref());
        let attachment = attachment.map(|(attached, bytes)| Attachment { name: &attached.name, bytes });
        let bytes = freeze(&row, &text, attachment, &sender, &allowed, planned.with_timezone(&zone))?;
        Ok(Some(Frozen { subject: text.subject, body: text.body, bytes }))
    }

    /// The bytes of the workbook that goes with a mail.
    fn attached(&self, row: &MailRow) -> Result<Option<Vec<u8>>, MailError> {
        let Some(attached) = &row.attached else { return Ok(None) };
        self.spool.get(&attached.sha256).map(Some).map_err(|error| MailError::Attachment { name: attached.name.clone(), error })
    }

    /// Tells the planning office that mails have failed: once for all of a pass, and not of the failure of such a mail.
    pub(super) fn alert_failed(&mut self, desks: &Desks, failures: &[(MailRow, String)], now: Civil) -> Result<(), WorkError> {
        let mut mails = Vec::new();
        for desk in &desks.desks {
            let told = |(row, _): &&(MailRow, String)| &row.plan == desk.plan() && row.kind != MailKind::Alert;
            let failed: Vec<&(MailRow, String)> = failures.iter().filter(told).collect();
            let Some((row, reply)) = failed.first() else { continue };
            let alert = Alert::MailFailed { recipient: row.recipient.clone(), reply: reply.clone(), others: failed.len() - 1 };
            let facts = MailFacts { alert: Some(alert), ..desk.facts(None, now) };
            for recipient in &desk.registry.plan.office_addresses {
                // An address that just failed is not written to about itself.
                if failed.iter().any(|(row, _)| &row.recipient == recipient) {
                    continue;
                }
                let key = format!("alert:{}:{}:mail:{}:{recipient}", desk.plan(), desk.round.id, spool_mark(&row.key, now));
                let row = MailRow::new(key, desk.plan().clone(), MailKind::Alert, recipient.clone(), facts.clone(), now, self.domain());
                let row = row.about(&desk.round.id, None);
                if self.still_allowed(&row).is_ok() {
                    mails.push(self.frozen(&row, now)?);
                }
            }
        }
        if !mails.is_empty() {
            self.store.queue_mails(&mails, &stamp(now))?;
        }
        Ok(())
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
}

/// Who has a form already is asked again, because more is asked now.
fn request_key_of(of: &Prepared<'_>, desk: &Desk, recipient: &str, now: Civil) -> String {
    let (plan, round, department) = (desk.plan(), &desk.round.id, &of.department.id);
    // What is issued again on a person's wish is no new request: the form alone.
    if of.grown {
        request_again_key(plan, round, department, now.date_naive(), recipient)
    } else {
        request_key(plan, round, department, recipient)
    }
}

/// A mail that failed at this time: a retry that fails again is told again.
fn spool_mark(key: &str, now: Civil) -> String {
    let digest = crate::spool::sha256_hex(format!("{key}{}", stamp(now)).as_bytes());
    digest.chars().take(16).collect()
}

pub(super) fn queued(row: &MailRow) -> Result<NewMail, WorkError> {
    Ok(NewMail {
        key: row.key.clone(),
        plan: row.plan.clone(),
        recipient: row.recipient.clone(),
        facts: serde_json::to_string(row).map_err(crate::store::StoreError::from)?,
        frozen: None,
        covers: Vec::new(),
    })
}
