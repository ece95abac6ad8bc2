//! What became of a file, and how much a finding weighs.

use serde::{Deserialize, Serialize};

use super::Lang;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// エラー: must be fixed.
    Error,
    /// 要確認: fix or explain.
    Query,
    /// 参考.
    Notice,
}

impl Severity {
    /// The word people read.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Error => lang.pick("要修正", "error"),
            Self::Query => lang.pick("要確認", "query"),
            Self::Notice => lang.pick("参考", "notice"),
        }
    }
}

/// What became of a file. Every file gets exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// All rows taken.
    Accepted,
    /// All rows taken, some need an explanation.
    AcceptedWithQueries,
    /// Some rows taken, others need a correction.
    PartlyAccepted,
    /// A return of ours of which nothing could be taken.
    Returned,
    /// Not a return of ours: the findings say what was expected.
    Refused,
    /// It broke the reader.
    Quarantined,
    /// 作成中: stays with the department, nothing recorded.
    Draft,
}

impl Verdict {
    /// The name promised to scripts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::AcceptedWithQueries => "accepted_with_queries",
            Self::PartlyAccepted => "partly_accepted",
            Self::Returned => "returned",
            Self::Refused => "refused",
            Self::Quarantined => "quarantined",
            Self::Draft => "draft",
        }
    }

    /// The word people read.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Accepted => lang.pick("受付済み", "accepted"),
            Self::AcceptedWithQueries => lang.pick("受付済み（要確認あり）", "accepted, with queries"),
            Self::PartlyAccepted => lang.pick("一部受付（修正依頼あり）", "partly accepted"),
            Self::Returned => lang.pick("差戻し", "returned"),
            Self::Refused => lang.pick("受付対象外", "refused"),
            Self::Quarantined => lang.pick("読取不能（隔離）", "quarantined"),
            Self::Draft => lang.pick("作成中", "draft"),
        }
    }
}
