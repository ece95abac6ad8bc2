//! A value as it is told back.
#![expect(missing_docs, reason = "a fact's name says what it is")]

use serde::{Deserialize, Serialize};

/// A value as the register writes it, and the year or the day that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    pub value: String,
    pub of: String,
}

impl Stated {
    /// Boxed, so that a problem stays small.
    #[must_use]
    pub fn boxed(value: impl Into<String>, of: impl Into<String>) -> Box<Self> {
        Box::new(Self { value: value.into(), of: of.into() })
    }
}
