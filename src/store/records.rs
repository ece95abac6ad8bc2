//! What goes into the store and comes out of it.

use serde::{Deserialize, Serialize};

use crate::diagnostic::Finding;
use crate::domain::{DepartmentId, Lang, Ledger, PlanId, RoundId};
use crate::register::Sheets;
use crate::validation::Validated;

/// A round that opens.
#[derive(Debug)]
pub struct RoundOpening<'a> {
    /// Fixed for the whole round.
    pub ledger: &'a Ledger,
    /// Version (SHA-256) of the register.
    pub register_version: &'a str,
    /// The register itself.
    pub sheets: &'a Sheets,
    /// Civil time, ISO 8601.
    pub at: &'a str,
    /// Who opened it.
    pub who: &'a str,
    /// Why, where it was said.
    pub why: &'a str,
}

/// A round that is open (or locked since).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedRound {
    /// Which round.
    pub round: RoundId,
    /// Its frozen register.
    pub register_version: String,
    /// When, civil time, ISO 8601.
    pub at: String,
}

/// What a decision puts in force: another version of the register, and who owes what by it.
#[derive(Debug)]
pub struct Amendment<'a> {
    /// Version (SHA-256) of the register.
    pub register_version: &'a str,
    /// The register itself.
    pub sheets: &'a Sheets,
    /// Who owes what from now on.
    pub ledger: &'a Ledger,
}

/// A form that was issued.
#[derive(Debug)]
pub struct IssuedForm<'a> {
    /// The plan.
    pub plan: &'a PlanId,
    /// The round.
    pub round: &'a RoundId,
    /// For whom.
    pub department: &'a DepartmentId,
    /// Version of the form's layout.
    pub version: u16,
    /// Civil time, ISO 8601.
    pub at: &'a str,
}

/// A file as it was seen in the inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// Path below the inbox, `/` between parts; bytes that are not UTF-8 are percent-coded.
    pub path: String,
    /// The department folder it lies in.
    pub folder: Option<String>,
    /// File name, for people.
    pub file: String,
    /// SHA-256 (hex) of its bytes.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// What the file system calls the file (device and inode).
    pub identity: String,
    /// Modification time in nanoseconds, as text.
    pub mtime: String,
}

/// Whether a sighting became a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Received {
    /// A new submission.
    New,
    /// Taken before, and not tidied yet.
    Known(String),
}

/// A file that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Its id.
    pub id: String,
    /// The department folder it lay in.
    pub folder: Option<String>,
    /// File name, for people.
    pub file: String,
    /// SHA-256 (hex): its name in the spool.
    pub sha256: String,
    /// Civil time of receipt, ISO 8601.
    pub received_at: String,
}

/// A sighting whose file was not tidied yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untidied {
    /// What it became.
    pub submission: Submission,
    /// What was seen.
    pub sighting: Sighting,
    /// Plans whose part of it is marked 作成中: then it stays.
    pub drafts: Vec<PlanId>,
    /// 受付番号; `None` before the verdict.
    pub number: Option<String>,
}

/// A file that now lies in 受付済.
#[derive(Debug)]
pub struct Tidied<'a> {
    /// The sighting it was.
    pub sighting: &'a Sighting,
    /// Its new path below the inbox; `None` when nothing could be moved.
    pub kept: Option<(&'a str, &'a Kept)>,
}

/// What lies in 受付済.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// SHA-256 (hex) of what was taken.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// Modification time in nanoseconds, as text.
    pub mtime: String,
}

/// What became of a submission.
#[derive(Debug)]
pub struct Conclusion<'a> {
    /// Which submission, as it was received.
    pub submission: &'a str,
    /// The plan (the installation's when the file does not tell).
    pub plan: &'a PlanId,
    /// The round (likewise).
    pub round: &'a RoundId,
    /// Whose it is, where known.
    pub department: Option<&'a DepartmentId>,
    /// Position among the department's submissions; `None` for a draft.
    pub sequence: Option<u32>,
    /// 受付番号; empty for a draft.
    pub number: &'a str,
    /// Verdict, rows and findings.
    pub validated: &'a Validated,
    /// Receipt mails, frozen.
    pub mails: &'a [NewMail],
    /// Receipt or findings workbook.
    pub outputs: &'a [NewOutput],
    /// Civil time, ISO 8601.
    pub at: &'a str,
}

/// A mail to queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewMail {
    /// What it means, e.g. `reminder:mine-r6:r6:norin:T-5:norin@…`. Unique.
    pub key: String,
    /// The plan.
    pub plan: PlanId,
    /// One recipient.
    pub recipient: String,
    /// The mail as facts, JSON.
    pub facts: String,
    /// What is sent; `None` is frozen in the claim.
    pub frozen: Option<Frozen>,
    /// Keys of further mails that this one says as well (another plan's): they are never sent by themselves.
    pub covers: Vec<(PlanId, String)>,
}

/// A mail that will not change any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// Subject.
    pub subject: String,
    /// Text.
    pub body: String,
    /// The message as it is sent.
    pub bytes: Vec<u8>,
}

/// A mail that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentMail {
    /// Name of its file.
    pub file: String,
    /// Address.
    pub recipient: String,
    /// Subject.
    pub subject: String,
    /// Text.
    pub body: String,
}

/// Where a mail stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// Waits for a person to release it.
    Held,
    /// Waits.
    Queued,
    /// Taken by a delivery that has not come to its point of no return yet.
    Claimed,
    /// Accepted by the server, or written as a file.
    Sent,
    /// Sent, but the reply was lost: never resent by the program where it is a reminder.
    InDoubt,
    /// Refused for good.
    Failed,
    /// No longer owed.
    Cancelled,
}

impl MailState {
    /// All states, in the order of a mail's life.
    pub const ALL: [Self; 7] = [Self::Held, Self::Queued, Self::Claimed, Self::InDoubt, Self::Sent, Self::Failed, Self::Cancelled];

    /// The word in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Queued => "queued",
            Self::Claimed => "claimed",
            Self::Sent => "sent",
            Self::InDoubt => "in_doubt",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    /// The word people read.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Held => lang.pick("送信許可待ち", "held"),
            Self::Queued => lang.pick("送信待ち", "queued"),
            Self::Claimed => lang.pick("送信中", "being sent"),
            Self::Sent => lang.pick("送信済み", "sent"),
            Self::InDoubt => lang.pick("到達不明", "in doubt"),
            Self::Failed => lang.pick("失敗", "failed"),
            Self::Cancelled => lang.pick("取消し", "cancelled"),
        }
    }
}

/// A file to write into the outbox; its bytes lie in the spool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOutput {
    /// Its id.
    pub id: String,
    /// The plan.
    pub plan: PlanId,
    /// Path below the outbox, `/` between parts.
    pub path: String,
    /// SHA-256 (hex) of its bytes: its name in the spool.
    pub sha256: String,
}

/// A file that waits to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingOutput {
    /// Its id.
    pub id: String,
    /// Path below the outbox.
    pub path: String,
    /// Its name in the spool.
    pub sha256: String,
}

/// A finding and the submission it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFinding {
    /// Whose, where known.
    pub department: Option<DepartmentId>,
    /// 受付番号.
    pub number: String,
    /// File name.
    pub file: String,
    /// The finding.
    pub finding: Finding,
}

/// A compile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// The plan.
    pub plan: PlanId,
    /// The round.
    pub round: RoundId,
    /// 第n版, from 1.
    pub number: u32,
    /// SHA-256 (hex) of the report's input.
    pub digest: String,
    /// Civil time, ISO 8601.
    pub at: String,
    /// What the edition stated, as JSON; what the next one has changed is told from it.
    pub facts: String,
}
