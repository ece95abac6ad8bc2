//! What the register states about a subject in a period: baselines, targets, past actuals, published results.

use serde::{Deserialize, Serialize};

use super::{FiscalYear, Quantity};

/// 種別.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ValueKind {
    /// 基準値.
    Baseline,
    /// 目標値 of a year.
    Target,
    /// 実績値 of a past year.
    Actual,
    /// 公表された達成状況 of a year; the label stands in `text`.
    PublishedStatus,
    /// 公表された割合 of a year, in percent; the status label stands in `text`.
    PublishedShare,
}

impl ValueKind {
    /// The word of the register.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Baseline => "基準値",
            Self::Target => "目標値",
            Self::Actual => "実績値",
            Self::PublishedStatus => "公表区分",
            Self::PublishedShare => "公表割合",
        }
    }
}

/// One row of 値.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredValue {
    /// An indicator's or a node's id, or `全体`.
    pub subject: String,
    /// What it is.
    pub kind: ValueKind,
    /// The fiscal year; `None` for a baseline whose period is not published.
    pub year: Option<FiscalYear>,
    /// The number; `None` when the plan has none.
    pub value: Option<Quantity>,
    /// Text as printed: a status label, 時点, or a value that is not a number.
    pub text: String,
    /// Where it was published.
    pub source: String,
}
