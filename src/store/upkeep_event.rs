//! What was done to the installation as a whole: restored, confirmed, disposed of. Events like all others: only added.

use crate::domain::{PlanId, RoundId};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UpkeepKind {
    /// A backup was restored: no mail leaves the house until a person confirms.
    Restored,
    /// A person confirmed that mail may leave the house again.
    Confirmed,
    /// The originals of a round were disposed of.
    Disposed,
}

impl UpkeepKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Restored, Self::Confirmed, Self::Disposed];

    /// The word in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Restored => "restored",
            Self::Confirmed => "confirmed",
            Self::Disposed => "disposed",
        }
    }
}

/// One such event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpkeepEvent {
    /// What was done.
    pub kind: UpkeepKind,
    /// What it was done to, as JSON.
    pub facts: String,
    /// Who.
    pub who: String,
    /// Why.
    pub why: String,
    /// Civil time, ISO 8601.
    pub at: String,
}

impl UpkeepEvent {
    /// The restoring that no person has confirmed yet.
    #[must_use]
    pub fn unconfirmed(events: &[Self]) -> Option<&Self> {
        let last = events.iter().rfind(|event| matches!(event.kind, UpkeepKind::Restored | UpkeepKind::Confirmed));
        last.filter(|event| event.kind == UpkeepKind::Restored)
    }
}

/// A file that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// SHA-256 (hex): its name in the spool. What was no file (a link, a folder) has another word here.
    pub sha256: String,
    /// Bytes.
    pub size: u64,
    /// The round for which it was filed; `None` before the verdict.
    pub round: Option<(PlanId, RoundId)>,
}

impl Original {
    /// Whether it ever lay in the spool.
    #[must_use]
    pub fn is_file(&self) -> bool {
        self.sha256.len() == 64 && self.sha256.bytes().all(|byte| byte.is_ascii_hexdigit())
    }
}
