//! Reminders that were held, or put off, and would say what is no longer so, or what a later one says anyway.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{WorkError, Worker, stamp};
use crate::domain::{Civil, DepartmentId, PlanId, RoundId};
use crate::notification::{MailKind, MailRow};
use crate::store::{MailState, QueuedMail, StoreError};

/// What a reminder is about: of which plan and round, to whom, and by when it is due.
type Matter = (PlanId, RoundId, DepartmentId, Option<NaiveDate>);

impl Worker {
    /// Of reminders to one address that wait together, about the same matters, the last one goes: whoever let them go at
    /// once did not want them read one after the other.
    pub(super) fn without_repeated(&mut self, waiting: Vec<QueuedMail>, now: Civil) -> Result<Vec<QueuedMail>, WorkError> {
        let mut later: Vec<(String, String, BTreeSet<Matter>)> = Vec::new();
        let mut kept = Vec::new();
        for queued in waiting.into_iter().rev() {
            let row: MailRow = serde_json::from_str(&queued.mail.facts).map_err(StoreError::from)?;
            let about = matters(&row);
            let same = |known: &&(String, String, BTreeSet<Matter>)| known.0 == row.recipient && about.is_subset(&known.2);
            if let Some((_, key, _)) = later.iter().find(same).filter(|_| !about.is_empty()) {
                self.store.mail_state(&queued.mail.key, MailState::Cancelled, &format!("said in {key}"), &stamp(now))?;
                continue;
            }
            if !about.is_empty() {
                later.push((row.recipient, row.key, about));
            }
            kept.push(queued);
        }
        kept.reverse();
        Ok(kept)
    }
}

/// What a reminder is about; nothing for other kinds.
fn matters(row: &MailRow) -> BTreeSet<Matter> {
    let mut matters = BTreeSet::new();
    if !matches!(row.kind, MailKind::Reminder | MailKind::Overdue) {
        return matters;
    }
    let (Some(round), Some(department)) = (&row.round, &row.department) else { return matters };
    matters.insert((row.plan.clone(), round.clone(), department.clone(), row.facts.due));
    for also in &row.facts.also {
        let (Some(plan), Some(round)) = (&also.plan, &also.round) else { continue };
        matters.insert((plan.clone(), round.clone(), also.department.as_ref().unwrap_or(department).clone(), also.due));
    }
    matters
}

/// Whether a part of a mail reminded of a day that was to come, and that is over now.
pub(super) fn is_stale(row: &MailRow, due: Option<NaiveDate>, now: Civil) -> bool {
    let planned: Option<NaiveDate> = row.planned_at.get(..10).and_then(|day| day.parse().ok());
    due.zip(planned).is_some_and(|(due, planned)| planned <= due && due < now.date_naive())
}
