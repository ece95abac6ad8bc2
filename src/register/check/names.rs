//! One name twice under one node: it can be right (mine-3rd 4-9 has two), so it is a question.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{Finding, Problem};
use crate::domain::{Indicator, IndicatorId};
use crate::register::draft::Draft;
use crate::register::sheets::indicator;

/// Asks about indicators that share a name under one node.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    let known: BTreeMap<&IndicatorId, (u32, &Indicator)> =
        draft.indicators.iter().filter_map(|line| line.item.item.as_ref().ok().map(|item| (&item.id, (line.row, item)))).collect();
    let mut first: BTreeMap<(&str, String), u32> = BTreeMap::new();
    for placement in draft.placements.iter().map(|line| &line.item) {
        let (Some(id), Some(node)) = (&placement.indicator, &placement.node) else { continue };
        let Some((row, item)) = known.get(id) else { continue };
        let folded: String = item.name.nfkc().filter(|c| !c.is_whitespace()).collect();
        match first.get(&(node.as_str(), folded.clone())) {
            Some(earlier) if *earlier != *row => {
                let problem = Problem::RegisterSameName { name: item.name.clone(), first_row: earlier + 1 };
                findings.push(Finding::at(draft.place(&indicator::SHEET, indicator::NAME, *row), problem).about(id));
            }
            Some(_) => {}
            None => drop(first.insert((node.as_str(), folded), *row)),
        }
    }
}
