//! 担当: who answers for what, before and now; what else stands in the rows (from when, until when) by cell.

use super::rows::Rows;
use super::{Amended, SheetChange, rows};
use crate::domain::{DepartmentId, IndicatorId, Registry};

pub(super) fn changes((before, earlier): (&Registry, &Rows), (after, later): (&Registry, &Rows)) -> Vec<SheetChange> {
    let mut changes = Vec::new();
    let mut moved: Vec<&IndicatorId> = Vec::new();
    for (id, indicator) in &after.indicators {
        // A new indicator says its department itself.
        if !before.indicators.contains_key(id) {
            moved.push(id);
            continue;
        }
        let (was, is) = (owners(before, id), owners(after, id));
        if was != is {
            moved.push(id);
            let named = |registry: &Registry, ids: &[&DepartmentId]| ids.iter().map(|id| name(registry, id)).collect();
            changes.push(SheetChange {
                sheet: "担当".to_owned(),
                id: id.to_string(),
                name: indicator.name.clone(),
                indicator: Some(id.clone()),
                change: Amended::Owners { before: named(before, &was), after: named(after, &is) },
            });
        }
    }
    let gone = |id: &IndicatorId| !after.indicators.contains_key(id) || moved.contains(&id);
    let rest = rows::changes("担当", (before, earlier), (after, later));
    changes.extend(rest.into_iter().filter(|change| change.indicator.as_ref().is_none_or(|id| !gone(id))));
    changes
}

fn owners<'a>(registry: &'a Registry, id: &IndicatorId) -> Vec<&'a DepartmentId> {
    registry.owner(id).into_iter().chain(registry.co_owners.get(id).into_iter().flatten()).collect()
}

fn name(registry: &Registry, id: &DepartmentId) -> String {
    registry.department(id).map_or_else(|| id.to_string(), |department| department.name.clone())
}
