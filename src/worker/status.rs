//! What `status` says: the report, the mailbox, the worker's health.

use super::desk::Desk;
use super::{Trouble, WorkError, Worker};
use crate::consolidation::{Health, MailboxCounts, Report};
use crate::domain::{Civil, Lang};

impl Worker {
    /// The state of the round at civil `now`; problems in `lang`.
    pub fn status(&self, now: Civil, lang: Lang) -> Result<(Report, MailboxCounts, Health), WorkError> {
        let desk = self.desk(now)?;
        let edition = self.store.last_edition(&desk.registry.plan.id, &desk.round.id)?.map_or(0, |edition| edition.number);
        let report = self.report(&desk, edition, now)?;
        let mailbox = self.store.mail_counts()?;
        let problems: Vec<String> = self.troubles(&desk)?.iter().map(|trouble| trouble.text(lang)).collect();
        Ok((report, mailbox, Health { ok: problems.is_empty(), problems }))
    }

    /// What a person should look at now.
    pub(super) fn troubles(&self, desk: &Desk) -> Result<Vec<Trouble>, WorkError> {
        let mut troubles = desk.troubles.clone();
        troubles.extend(self.restored()?);
        if !self.inbox_is_there(desk.opened) {
            troubles.push(self.inbox_missing());
        }
        troubles.extend(self.mail_troubles()?);
        let failed = self.store.mail_counts()?.failed;
        if failed > 0 {
            troubles.push(Trouble::MailsFailed { count: failed });
        }
        let count = self.store.pending_outputs()?.len();
        if count > 0 {
            troubles.push(Trouble::NotWritten { count });
        }
        let count = self.store.unread()?.len();
        if count > 0 {
            troubles.push(Trouble::Unread { count });
        }
        Ok(troubles)
    }
}
