//! A mail as the mailbox keeps it.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Attached, MailFacts, MailKind};
use crate::domain::{Civil, DepartmentId, PlanId, RoundId};

/// One mail to one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailRow {
    /// Semantic key; the mailbox holds each once.
    pub key: String,
    /// The plan.
    pub plan: PlanId,
    /// The round; `None` for an alert.
    pub round: Option<RoundId>,
    /// The department concerned.
    pub department: Option<DepartmentId>,
    /// What it is about.
    pub kind: MailKind,
    /// One address.
    pub recipient: String,
    /// Civil time at which it was planned, ISO 8601.
    pub planned_at: String,
    /// What it says.
    pub facts: MailFacts,
    /// The message as it is sent, once it is frozen.
    pub frozen: Option<Vec<u8>>,
    /// Message-ID with its angle brackets.
    pub message_id: String,
    /// The workbook that goes with it.
    #[serde(default)]
    pub attached: Option<Attached>,
}

impl MailRow {
    /// A mail that is not frozen yet. `domain` is the right-hand side of its Message-ID, from the configuration.
    #[must_use]
    pub fn new(key: String, plan: PlanId, kind: MailKind, recipient: String, facts: MailFacts, now: Civil, domain: &str) -> Self {
        let message_id = message_id(&key, domain);
        let planned_at = now.to_rfc3339();
        Self { key, plan, round: None, department: None, kind, recipient, planned_at, facts, frozen: None, message_id, attached: None }
    }

    /// The same mail, about a round and perhaps a department.
    #[must_use]
    pub fn about(mut self, round: &RoundId, department: Option<&DepartmentId>) -> Self {
        self.round = Some(round.clone());
        self.department = department.cloned();
        self
    }

    /// What separates its parts: not found in any of them, because base64 has no `_`, and the same each time.
    pub(super) fn mark_of_parts(&self) -> String {
        format!("_torimatome_{}", mark(&self.key, 32))
    }

    /// Name of its file: the day, what it is, whose, and a mark of the key. The same mail always has the same name.
    #[must_use]
    pub fn file_stem(&self) -> String {
        let day: String = self.planned_at.chars().take(10).filter(char::is_ascii_digit).collect();
        let whose = self.department.as_ref().map_or("office", DepartmentId::as_str);
        format!("{day}_{}_{whose}_{}", self.kind, mark(&self.key, 12))
    }
}

/// The Message-ID of the mail with this key: the same after every restart, so that a server or a reader can tell a repetition.
#[must_use]
pub fn message_id(key: &str, domain: &str) -> String {
    format!("<{}@{domain}>", mark(key, 32))
}

/// `receipt:<plan>:<round>:<number>:<recipient>`; `number` is the 受付番号.
#[must_use]
pub fn receipt_key(plan: &PlanId, round: &RoundId, number: &str, recipient: &str) -> String {
    format!("receipt:{plan}:{round}:{number}:{recipient}")
}

/// `returned:<plan>:<round>:<number>:<recipient>`; `number` is the 受付番号.
#[must_use]
pub fn returned_key(plan: &PlanId, round: &RoundId, number: &str, recipient: &str) -> String {
    format!("returned:{plan}:{round}:{number}:{recipient}")
}

fn mark(key: &str, length: usize) -> String {
    let digest = Sha256::digest(key.as_bytes());
    digest.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|n| char::from_digit(n.into(), 16)).take(length).collect()
}
