//! Decisions and proposals as the office reads them: on the board, in the working book and in `decide list`.

use chrono::NaiveDate;

use super::OpenFinding;
use crate::domain::{Act, Lang};

/// Where a decision stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionState {
    /// A row of the sheet without 実行.
    Proposed,
    /// To be carried out with the next pass, or when its day has come.
    Waiting,
    /// To be carried out, and it cannot be.
    Refused,
    /// It holds.
    InForce,
    /// It was carried out, and nothing of it goes on.
    Done,
    /// A later decision about the same matter holds.
    Replaced,
    /// Its last day is over.
    Ended,
    /// It was taken back.
    Revoked,
}

impl DecisionState {
    /// The name promised to scripts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Waiting => "waiting",
            Self::Refused => "refused",
            Self::InForce => "in_force",
            Self::Done => "done",
            Self::Replaced => "replaced",
            Self::Ended => "ended",
            Self::Revoked => "revoked",
        }
    }

    /// The word people read.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Proposed => lang.pick("案（未実行）", "proposed"),
            Self::Waiting => lang.pick("実行待ち", "waiting"),
            Self::Refused => lang.pick("実行できません", "cannot be carried out"),
            Self::InForce => lang.pick("有効", "in force"),
            Self::Done => lang.pick("実行済み", "done"),
            Self::Replaced => lang.pick("後の決定が有効", "replaced by a later one"),
            Self::Ended => lang.pick("期限が終了", "ended"),
            Self::Revoked => lang.pick("取消済み", "taken back"),
        }
    }

    /// Whether it was not carried out yet.
    #[must_use]
    pub const fn is_pending(self) -> bool {
        matches!(self, Self::Proposed | Self::Waiting | Self::Refused)
    }
}

/// The same in both languages: Japanese, English.
pub type Said = [String; 2];

/// A decision or a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionLine {
    /// Its number.
    pub number: String,
    /// Its row in the sheet, where it has one.
    pub row: Option<u32>,
    /// What is decided.
    pub act: Act,
    /// The same in a sentence.
    pub what: Said,
    /// Who decided.
    pub who: String,
    /// Why.
    pub why: String,
    /// Last day on which it holds.
    pub until: Option<NaiveDate>,
    /// The day of the decision.
    pub decided_on: NaiveDate,
    /// When it was carried out, civil time, ISO 8601.
    pub at: Option<String>,
    /// Where it stands.
    pub state: DecisionState,
    /// What would change, or why it cannot.
    pub effects: Vec<Said>,
}

impl DecisionLine {
    /// What it does.
    #[must_use]
    pub fn what(&self, lang: Lang) -> &str {
        pick(&self.what, lang)
    }
}

/// One of two languages.
#[must_use]
pub fn pick(said: &Said, lang: Lang) -> &str {
    lang.pick(&said[0], &said[1])
}

/// A finding that a decision has settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaivedFinding {
    /// The finding.
    pub open: OpenFinding,
    /// Number of the decision.
    pub number: String,
    /// Who decided.
    pub who: String,
    /// Why.
    pub why: String,
    /// Until when; `None` for good.
    pub until: Option<NaiveDate>,
}

/// A status that stands in place of the computed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overridden {
    /// What the scheme gives; `None` where it gives no status.
    pub computed: Option<String>,
    /// Number of the decision.
    pub number: String,
    /// Who decided.
    pub who: String,
    /// Why.
    pub why: String,
    /// The day of the decision.
    pub decided_on: NaiveDate,
}
