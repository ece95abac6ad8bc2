//! The pass over a return.

use super::{Context, Validated};
use crate::domain::Verdict;
use crate::extraction::RawReturn;

/// Checks a return against the frozen register. Never fails: what is wrong is a finding.
#[must_use]
pub fn validate(_raw: &RawReturn, _context: &Context<'_>) -> Validated {
    Validated {
        verdict: Verdict::Refused,
        identity: None,
        author: String::new(),
        checker: String::new(),
        rows: Vec::new(),
        rejected: Vec::new(),
        blank: Vec::new(),
        findings: Vec::new(),
    }
}
