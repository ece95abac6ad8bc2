//! What `status` says: the report, the mailbox, the worker's health.

use super::{WorkError, Worker};
use crate::consolidation::{Health, MailboxCounts, Report};
use crate::domain::Civil;

impl Worker {
    /// The state of the round at civil `now`.
    pub fn status(&self, now: Civil) -> Result<(Report, MailboxCounts, Health), WorkError> {
        let desk = self.desk()?;
        let edition = self.store.last_edition(&desk.registry.plan.id, &desk.round.id)?.map_or(0, |edition| edition.number);
        let report = self.report(&desk, edition, now)?;
        let mailbox = self.store.mail_counts()?;
        let mut problems = desk.problems.clone();
        if !self.installation.inbox().is_dir() && desk.opened {
            problems.push(format!("{}: the inbox is not there", self.installation.inbox().display()));
        }
        if mailbox.failed > 0 {
            problems.push(format!("{} mails failed; see state/log", mailbox.failed));
        }
        let unread = self.store.unread()?.len();
        if unread > 0 {
            problems.push(format!("{unread} files are taken and not read yet; start `torimatome run`"));
        }
        Ok((report, mailbox, Health { ok: problems.is_empty(), problems }))
    }
}
