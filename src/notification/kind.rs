//! Kinds of mail.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::domain::Lang;
use crate::schedule::PlannedKind;

/// What a mail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    /// 依頼: please file.
    Request,
    /// 受付: it arrived.
    Receipt,
    /// 差戻し: please correct.
    Returned,
    /// 期限前のお知らせ.
    Reminder,
    /// 再依頼.
    Overdue,
    /// 集計結果, to the planning office.
    Summary,
    /// 日報, to the planning office.
    Digest,
    /// 台帳の変更: what changed for a department in mid-round.
    Amended,
    /// Something that a person must look at, to whoever runs the worker.
    Alert,
}

impl MailKind {
    /// All kinds.
    pub const ALL: [Self; 9] = [
        Self::Request,
        Self::Receipt,
        Self::Returned,
        Self::Reminder,
        Self::Overdue,
        Self::Summary,
        Self::Digest,
        Self::Amended,
        Self::Alert,
    ];

    /// The name in keys, file names, the store and the templates' folder.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Receipt => "receipt",
            Self::Returned => "returned",
            Self::Reminder => "reminder",
            Self::Overdue => "overdue",
            Self::Summary => "summary",
            Self::Digest => "digest",
            Self::Amended => "amended",
            Self::Alert => "alert",
        }
    }

    /// The word people read.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Request => lang.pick("依頼", "request"),
            Self::Receipt => lang.pick("受付", "receipt"),
            Self::Returned => lang.pick("差戻し", "returned"),
            Self::Reminder => lang.pick("期限前のお知らせ", "reminder"),
            Self::Overdue => lang.pick("再依頼", "overdue"),
            Self::Summary => lang.pick("集計結果", "summary"),
            Self::Digest => lang.pick("日報", "daily digest"),
            Self::Amended => lang.pick("指標の変更", "amendment"),
            Self::Alert => lang.pick("要対応", "alert"),
        }
    }
}

impl From<PlannedKind> for MailKind {
    fn from(kind: PlannedKind) -> Self {
        match kind {
            PlannedKind::Reminder => Self::Reminder,
            PlannedKind::Overdue => Self::Overdue,
            PlannedKind::Summary => Self::Summary,
        }
    }
}

impl FromStr for MailKind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.name() == text).ok_or_else(|| format!("{text:?} is not a kind of mail"))
    }
}

impl fmt::Display for MailKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
