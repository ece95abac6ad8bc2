//! What a pass does about the registers: keeps a good one, so that work can go on with it, and tells the planning office of
//! a broken one, once.

use tracing::{info, warn};

use super::desk::{Desk, PlanFolder};
use super::desks::Desks;
use super::{WorkError, Worker, stamp};
use crate::domain::{Civil, Lang, Severity};
use crate::notification::{Alert, MailFacts, MailKind, MailRow};
use crate::store::NewMail;

/// Places of errors that the mail names.
const PLACES: usize = 10;
/// Digits of a digest that tell one broken register from another.
const DIGEST_CHARS: usize = 16;

impl Worker {
    /// Keeps what is good and tells of what is broken.
    pub(super) fn mind_registers(&mut self, desks: &Desks, now: Civil) -> Result<(), WorkError> {
        for folder in &desks.registers {
            match folder.plan() {
                Some(plan) if self.kept.get(&folder.folder) != Some(&folder.digest) => {
                    self.store.keep_register(plan, &folder.folder, &folder.digest, &folder.sheets, &stamp(now))?;
                    self.kept.insert(folder.folder.clone(), folder.digest.clone());
                    info!(%plan, register = folder.folder, "register read");
                }
                Some(_) => {}
                None => {
                    // What was good before it broke is kept again when it comes back.
                    self.kept.remove(&folder.folder);
                    if let Some(desk) = desks.desks.iter().find(|desk| desk.source == folder.folder) {
                        self.alert_broken_register(desk, folder, now)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// One mail for each broken register, however often it is looked at. While somebody has the workbook open it is being
    /// put right, and what is half saved is not broken.
    fn alert_broken_register(&mut self, desk: &Desk, folder: &PlanFolder, now: Civil) -> Result<(), WorkError> {
        if folder.open || folder.away.is_some() {
            return Ok(());
        }
        let errors = || folder.loaded.findings.iter().filter(|finding| finding.severity() == Severity::Error);
        let place = |lang| move |finding: &crate::diagnostic::Finding| finding.place.text(lang);
        let first = errors().take(PLACES).map(|finding| [place(Lang::Ja)(finding), place(Lang::En)(finding)]).collect();
        let alert = Alert::RegisterBroken { errors: errors().count(), register: folder.folder.clone(), first };
        let (plan, round) = (desk.plan(), &desk.round.id);
        let version: String = folder.digest.chars().take(DIGEST_CHARS).collect();
        let known = self.store.mail_keys()?;
        let facts = MailFacts { alert: Some(alert), ..desk.facts(None, now) };
        let mut mails: Vec<NewMail> = Vec::new();
        for recipient in &desk.registry.plan.office_addresses {
            let key = format!("alert:{plan}:register:{version}:{recipient}");
            if known.contains(&key) {
                continue;
            }
            let row =
                MailRow::new(key, plan.clone(), MailKind::Alert, recipient.clone(), facts.clone(), now, self.domain()).about(round, None);
            mails.push(self.frozen(&row, now)?);
        }
        if !mails.is_empty() {
            warn!(register = folder.folder, errors = errors().count(), "the register is broken; the last good one holds");
            self.store.queue_mails(&mails, &stamp(now))?;
        }
        Ok(())
    }
}
