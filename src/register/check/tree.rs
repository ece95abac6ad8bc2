//! The plan's tree: goals on top, policies below, items below policies, no circle. Successors of departments must not run in a circle either.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Problem};
use crate::domain::{NodeId, NodeLevel};
use crate::register::cell::CellError;
use crate::register::draft::Draft;
use crate::register::sheets::{department, node};

/// Reports goals below something, policies and items below nothing or below what cannot hold them, and circles.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    levels(draft, findings);
    circles(draft, findings);
}

fn levels(draft: &Draft, findings: &mut Vec<Finding>) {
    let known: BTreeMap<&NodeId, NodeLevel> =
        draft.nodes.iter().filter_map(|line| Some((line.item.id.as_ref()?, line.item.level?))).collect();
    let first = |level| draft.nodes.iter().filter_map(|line| line.item.item.as_ref().ok()).find(move |node| node.level == level);
    for line in &draft.nodes {
        let Ok(node) = &line.item.item else { continue };
        let above = node.parent.as_ref().and_then(|parent| known.get(parent)).copied();
        // What an item or a policy may stand under, as a word and as an example.
        let holder = if node.level == NodeLevel::Item { NodeLevel::Policy } else { NodeLevel::Goal };
        let problem = match (node.level, &node.parent, above) {
            (NodeLevel::Goal, Some(parent), _) => CellError::invalid("空欄 (blank)").problem(node::PARENT, parent.as_str()),
            (NodeLevel::Policy | NodeLevel::Item, None, _) => match first(holder) {
                Some(holder) => CellError::Invalid(holder.id.to_string()).problem(node::PARENT, ""),
                None => Problem::RegisterEmpty { heading: node::PARENT.to_owned() },
            },
            (NodeLevel::Policy, Some(parent), Some(NodeLevel::Item))
            | (NodeLevel::Item, Some(parent), Some(NodeLevel::Goal | NodeLevel::Item)) => {
                let expected = first(holder).map_or_else(|| node::level_label(holder).to_owned(), |holder| holder.id.to_string());
                CellError::Invalid(expected).problem(node::PARENT, parent.as_str())
            }
            (NodeLevel::Goal, None, _) | (NodeLevel::Policy | NodeLevel::Item, Some(_), _) => continue,
        };
        findings.push(Finding::at(draft.place(&node::SHEET, node::PARENT, line.row), problem));
    }
}

fn circles(draft: &Draft, findings: &mut Vec<Finding>) {
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
