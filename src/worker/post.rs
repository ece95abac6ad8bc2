//! What mails say: facts of a round, and the message that is frozen from them.

use tracing::error;

use super::desk::Desk;
use super::{WorkError, Worker, stamp};
use crate::consolidation::Report;
use crate::domain::{Civil, Department};
use crate::notification::{Alert, AllowedDomains, AlsoPlan, MailError, MailFacts, MailKind, MailRow, Sender, compose, freeze, sender_name};
use crate::schedule::{request_key, summary_key};
use crate::store::{Frozen, NewMail};

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

    pub(super) fn freeze(&self, row: &MailRow, now: Civil) -> Result<Frozen, MailError> {
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
