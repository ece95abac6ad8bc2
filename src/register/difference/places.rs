//! 配置: an indicator that stands under another policy has moved; it was not removed and added.

use super::rows::Rows;
use super::{Amended, SheetChange, rows};
use crate::domain::{IndicatorId, NodeId, Registry};

pub(super) fn changes((before, earlier): (&Registry, &Rows), (after, later): (&Registry, &Rows)) -> Vec<SheetChange> {
    let mut changes = Vec::new();
    let mut moved: Vec<&IndicatorId> = Vec::new();
    for (id, indicator) in &after.indicators {
        // A new indicator and one that left are told as such.
        let Some(was) = before.placement(id).filter(|_| before.indicators.contains_key(id)) else {
            moved.push(id);
            continue;
        };
        let Some(is) = after.placement(id) else { continue };
        if was.node != is.node {
            moved.push(id);
            changes.push(SheetChange {
                sheet: "配置".to_owned(),
                id: id.to_string(),
                name: indicator.name.clone(),
                indicator: Some(id.clone()),
                change: Amended::Moved { before: heading(before, &was.node), after: heading(after, &is.node) },
            });
        }
    }
    let told = |id: &IndicatorId| !after.indicators.contains_key(id) || moved.contains(&id);
    let rest = rows::changes("配置", (before, earlier), (after, later));
    changes.extend(rest.into_iter().filter(|change| change.indicator.as_ref().is_none_or(|id| !told(id))));
    changes
}

/// `1. 観光の振興`: code and name of a node.
fn heading(registry: &Registry, id: &NodeId) -> String {
    let Some(node) = registry.node(id) else { return id.to_string() };
    let gap = if node.code.is_empty() || node.name.is_empty() { "" } else { " " };
    format!("{}{gap}{}", node.code, node.name)
}
