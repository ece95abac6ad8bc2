//! What an edition stated, kept so that the next one can say what has changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Report;
use crate::domain::{IndicatorId, Quantity};

/// What an edition stated of one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StatedValue {
    /// 目標値 that was held against.
    pub target: Option<Quantity>,
    /// 実績値, as printed.
    pub actual: Option<Quantity>,
    /// The word of its status column.
    pub status: String,
    /// 値の区分; empty while nothing was in force.
    pub state: String,
}

/// What an edition stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionFacts {
    /// 第n版.
    pub number: u32,
    /// Civil time, ISO 8601.
    pub at: String,
    /// By indicator.
    pub values: BTreeMap<IndicatorId, StatedValue>,
}

impl EditionFacts {
    /// What this report states.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let value = |line: &super::ValueLine| StatedValue {
            target: line.case.target,
            actual: line.actual,
            status: line.status_word().to_owned(),
            state: line.state.map(|state| state.label().to_owned()).unwrap_or_default(),
        };
        Self {
            number: report.edition,
            at: report.now.to_rfc3339(),
            values: report.lines.iter().map(|line| (line.indicator.clone(), value(line))).collect(),
        }
    }
}

/// An indicator of which two editions state something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Place of its line.
    pub line: usize,
    /// As the previous edition stated it; `None` where it did not have the indicator.
    pub before: Option<StatedValue>,
    /// As it is stated now.
    pub after: StatedValue,
}

/// What has changed since the previous edition, in printed order.
#[must_use]
pub(super) fn changes(previous: Option<&EditionFacts>, report: &Report) -> Vec<Change> {
    let Some(previous) = previous else { return Vec::new() };
    let now = EditionFacts::of(report);
    let change = |(line, value): (usize, &super::ValueLine)| {
        let after = now.values.get(&value.indicator)?.clone();
        let before = previous.values.get(&value.indicator).cloned();
        (before.as_ref() != Some(&after)).then_some(Change { line, before, after })
    };
    report.lines.iter().enumerate().filter_map(change).collect()
}
