//! Problems of the sheet 決定 (codes D): where it and the decisions that were carried out do not agree.
#![expect(missing_docs, reason = "a fact's name says what it is; the variant says what happened")]

use serde::{Deserialize, Serialize};

use crate::domain::Severity;

/// One problem and its facts. `kind` is the word of 種類, `number` the number of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "decision", rename_all = "snake_case")]
pub enum DecisionProblem {
    /// A row that was carried out says something else now.
    RowChanged { number: String, kind: String },
    /// A row that was carried out is no longer there.
    RowVanished { number: String, kind: String },
    /// A later decision says otherwise, and the sheet does not have it.
    RowOverruled { kind: String, number: String, later: String, who: String },
    /// A row that cannot be carried out as it stands.
    RowRefused { kind: String, why_ja: String, why_en: String },
}

impl DecisionProblem {
    /// The stable code and severity.
    #[must_use]
    pub const fn class(&self) -> (&'static str, Severity) {
        match self {
            Self::RowChanged { .. } => ("D001", Severity::Query),
            Self::RowVanished { .. } => ("D002", Severity::Query),
            Self::RowOverruled { .. } => ("D003", Severity::Query),
            Self::RowRefused { .. } => ("D004", Severity::Error),
        }
    }
}
