//! The mailbox as people see it, and what they decide about a mail: release, retry, cancel, confirm.

use serde::Serialize;

use super::{WorkError, Worker, stamp};
use crate::domain::{Civil, DepartmentId, PlanId};
use crate::notification::{MailKind, MailRow, compose};
use crate::store::{MailDecision, MailEntry, MailEvent, MailState, StoreError};

/// A mail as people see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MailLine {
    /// Its number, by which it is named.
    pub number: i64,
    /// Where it stands.
    pub state: MailState,
    /// What it is about.
    pub kind: MailKind,
    /// The plan.
    pub plan: PlanId,
    /// The department concerned.
    pub department: Option<DepartmentId>,
    /// To whom.
    pub recipient: String,
    /// Subject; as it would be now where it is not fixed yet.
    pub subject: String,
    /// By which the server's log knows it.
    pub message_id: String,
    /// When it was planned, ISO 8601.
    pub planned_at: String,
    /// When it came to stand where it does, ISO 8601.
    pub at: String,
    /// What was noted then: the server's reply, a reason.
    pub note: String,
    /// Not before when it is tried again.
    pub not_before: Option<String>,
    /// To whom it went instead, in a rehearsal.
    pub sent_to: Option<String>,
    /// Whether a delivery waits for the server's reply just now: then nothing can be decided about it.
    pub at_work: bool,
}

/// A mail with its text and what happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MailStory {
    /// The mail.
    #[serde(flatten)]
    pub line: MailLine,
    /// Its text.
    pub body: String,
    /// Name of the workbook that goes with it; empty for none.
    pub attached: String,
    /// What happened to it.
    pub history: Vec<MailEvent>,
}

/// What a person can decide about a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailAct {
    /// 許可: a held mail may go out.
    Release,
    /// 再送: a mail that failed, is in doubt or was put off is sent (again) now.
    Retry,
    /// 取消し: it does not go out.
    Cancel,
    /// 到達確認: it did arrive.
    Confirm,
}

impl MailAct {
    /// States in which it can be decided.
    #[must_use]
    pub const fn from(self) -> &'static [MailState] {
        match self {
            Self::Release => &[MailState::Held],
            Self::Retry => &[MailState::Failed, MailState::InDoubt, MailState::Queued],
            Self::Cancel => &[MailState::Held, MailState::Queued, MailState::Claimed, MailState::Failed, MailState::InDoubt],
            Self::Confirm => &[MailState::InDoubt, MailState::Held, MailState::Failed],
        }
    }

    /// Where the mail stands afterwards.
    #[must_use]
    pub const fn to(self) -> MailState {
        match self {
            Self::Release | Self::Retry => MailState::Queued,
            Self::Cancel => MailState::Cancelled,
            Self::Confirm => MailState::Sent,
        }
    }

    const fn note(self) -> &'static str {
        match self {
            Self::Release => "released",
            Self::Retry => "to be sent again",
            Self::Cancel => "cancelled",
            Self::Confirm => "confirmed: it arrived",
        }
    }
}

impl Worker {
    /// All mails, oldest first.
    pub fn mailbox(&self) -> Result<Vec<MailLine>, WorkError> {
        self.store.mailbox()?.into_iter().map(|entry| Ok(self.line(entry)?.0)).collect()
    }

    /// One mail by its number, its key or its Message-ID; `None` where there is no such mail.
    pub fn mail(&self, which: &str) -> Result<Option<MailStory>, WorkError> {
        for entry in self.store.mailbox()? {
            let key = entry.key.clone();
            let (line, row, body) = self.line(entry)?;
            let names = [line.number.to_string(), key.clone(), line.message_id.clone()];
            if names.iter().any(|name| name == which) || line.message_id.trim_matches(['<', '>']) == which {
                let attached = row.attached.map(|attached| attached.name).unwrap_or_default();
                return Ok(Some(MailStory { line, body, attached, history: self.store.mail_history(&key)? }));
            }
        }
        Ok(None)
    }

    /// Carries out what a person decided about these mails; `false` where it could not be decided.
    pub fn decide_mails(&mut self, numbers: &[i64], act: MailAct, who: &str, why: &str, now: Civil) -> Result<Vec<(i64, bool)>, WorkError> {
        let at = stamp(now);
        let entries = self.store.mailbox()?;
        let mut done = Vec::new();
        for number in numbers {
            let Some(entry) = entries.iter().find(|entry| entry.number == *number) else { continue };
            let decision = MailDecision { from: act.from(), to: act.to(), note: act.note(), who, why, at: &at };
            done.push((*number, self.store.decide_mail(&entry.key, &decision)?));
        }
        Ok(done)
    }

    fn line(&self, entry: MailEntry) -> Result<(MailLine, MailRow, String), WorkError> {
        let row: MailRow = serde_json::from_str(&entry.facts).map_err(StoreError::from)?;
        let (subject, body) = match entry.text {
            Some(text) => text,
            // Not fixed yet: as it would read now.
            None => compose(row.kind, &row.facts, self.installation.config.mail.lang, &self.templates)
                .map(|text| (text.subject, text.body))
                .unwrap_or_default(),
        };
        let line = MailLine {
            number: entry.number,
            state: entry.state,
            kind: row.kind,
            plan: row.plan.clone(),
            department: row.department.clone(),
            recipient: entry.recipient,
            subject,
            message_id: row.message_id.clone(),
            planned_at: row.planned_at.clone(),
            at: entry.at,
            note: entry.note,
            not_before: entry.not_before,
            sent_to: entry.sent_to,
            at_work: entry.at_work,
        };
        Ok((line, row, body))
    }
}
