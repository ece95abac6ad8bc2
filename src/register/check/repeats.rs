//! An indicator that is placed twice is a repeat (再掲): a repeat that nobody marked is mentioned and treated as one.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Problem};
use crate::domain::IndicatorId;
use crate::register::draft::Draft;
use crate::register::sheets::placement;

/// Mentions each placement after the first that is not marked.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    let mut first: BTreeMap<&IndicatorId, u32> = BTreeMap::new();
    for line in draft.placements.iter().filter(|line| !line.item.repeat) {
        let Some(id) = &line.item.indicator else { continue };
        match first.get(id) {
            Some(row) => {
                let problem = Problem::RegisterRepeatUnmarked { indicator: id.to_string(), first_row: row + 1 };
                findings.push(Finding::at(draft.place(&placement::SHEET, placement::REPEAT, line.row), problem).about(id));
            }
            None => drop(first.insert(id, line.row)),
        }
    }
}
