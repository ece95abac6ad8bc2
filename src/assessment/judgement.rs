//! What the scheme says of one indicator.

use serde::{Deserialize, Serialize};

use crate::domain::{Quantity, Rate};

/// Why no status can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unjudged {
    /// No actual yet (未提出 or 集計中 …).
    NoActual,
    /// The register has no target for the year.
    NoTarget,
    /// The register has no baseline.
    NoBaseline,
    /// A rate that decides does not exist: by zero, without the year before, or without the plan's years.
    NoRate(Rate),
    /// The register does not say which years the plan has.
    NoPlanYears,
    /// No rule of the scheme applies.
    NoRule,
}

/// A status with its rates. Undefined rates are `None` (算定不可), never 0 or ∞.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The status label of the scheme, or why there is none.
    pub status: Result<String, Unjudged>,
    /// 達成率, in percent, not rounded.
    pub achievement: Option<Quantity>,
    /// 進捗率, in percent, not rounded.
    pub progress: Option<Quantity>,
}
