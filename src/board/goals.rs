//! Progress by goal: counts and shares of each status, and a bar.

use serde::Serialize;

use super::status_look::{Piece, StatusLook, bar};
use crate::consolidation::{Report, Tally};

/// A count with its share.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Count {
    pub(super) n: usize,
    /// `40.8`; none where nothing counts.
    pub(super) share: Option<String>,
}

/// A goal.
#[derive(Debug, Clone, Serialize)]
pub(super) struct GoalRow {
    code: String,
    name: String,
    indicators: usize,
    counts: Vec<Count>,
    unjudgeable: usize,
    missing: usize,
    bar: Vec<Piece>,
}

impl GoalRow {
    pub(super) fn new(statuses: &[StatusLook], report: &Report, code: &str, name: &str, tally: &Tally) -> Self {
        Self {
            code: code.to_owned(),
            name: name.to_owned(),
            indicators: tally.indicators,
            counts: counts(statuses, tally, report.plan.share_decimals),
            unjudgeable: tally.unjudgeable,
            missing: tally.missing,
            bar: bar(statuses, tally),
        }
    }
}

/// The count of each status, with its share where it counts.
pub(super) fn counts(statuses: &[StatusLook], tally: &Tally, decimals: u32) -> Vec<Count> {
    let count = |(place, status): (usize, &StatusLook)| Count {
        n: tally.count(place),
        share: tally.share(place, decimals).filter(|_| status.counted).map(|share| share.grouped(decimals)),
    };
    statuses.iter().enumerate().map(count).collect()
}
