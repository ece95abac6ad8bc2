//! The plan's tree: goals on top, policies below, no circle. Successors of departments must not run in a circle either.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Problem};
use crate::domain::NodeLevel;
use crate::register::cell::CellError;
use crate::register::draft::Draft;
use crate::register::sheets::{department, node};

/// Reports goals below something, policies below nothing, and circles.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    let goal = draft.nodes.iter().filter_map(|line| line.item.item.as_ref().ok()).find(|node| node.level == NodeLevel::Goal);
    for line in &draft.nodes {
        let Ok(node) = &line.item.item else { continue };
        let problem = match (node.level, &node.parent) {
            (NodeLevel::Goal, Some(parent)) => CellError::invalid("空欄 (blank)").problem(node::PARENT, parent.as_str()),
            (NodeLevel::Policy, None) => match goal {
                Some(goal) => CellError::Invalid(goal.id.to_string()).problem(node::PARENT, ""),
                None => Problem::RegisterEmpty { heading: node::PARENT.to_owned() },
            },
            _ => continue,
        };
        findings.push(Finding::at(draft.place(&node::SHEET, node::PARENT, line.row), problem));
    }
    let parents: BTreeMap<&str, &str> =
        draft.nodes.iter().filter_map(|line| Some((line.item.id.as_ref()?.as_str(), line.item.parent.as_ref()?.as_str()))).collect();
    for line in &draft.nodes {
        if let Some(id) = line.item.id.as_ref().filter(|id| runs_in_a_circle(id.as_str(), &parents)) {
            let place = draft.place(&node::SHEET, node::PARENT, line.row);
            findings.push(Finding::at(place, Problem::RegisterCycle { node: id.to_string() }));
        }
    }
    let successors: BTreeMap<&str, &str> = draft
        .departments
        .iter()
        .filter_map(|line| Some((line.item.id.as_ref()?.as_str(), line.item.successor.as_ref()?.as_str())))
        .collect();
    for line in &draft.departments {
        if let Some(id) = line.item.id.as_ref().filter(|id| runs_in_a_circle(id.as_str(), &successors)) {
            let place = draft.place(&department::SHEET, department::SUCCESSOR, line.row);
            findings.push(Finding::at(place, Problem::RegisterCycle { node: id.to_string() }));
        }
    }
}

/// Whether following `next` from `start` comes back to `start`.
fn runs_in_a_circle(start: &str, next: &BTreeMap<&str, &str>) -> bool {
    let mut at = start;
    // No path without a circle is longer than the map.
    for _ in 0..next.len() {
        match next.get(at) {
            Some(after) if *after == start => return true,
            Some(after) => at = after,
            None => return false,
        }
    }
    false
}
