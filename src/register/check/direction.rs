//! A target that is worse than the baseline: right for a ceiling or a planned retreat, wrong where the direction slipped.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Problem};
use crate::domain::{Direction, Quantity, RegisteredValue, ValueKind};
use crate::register::draft::Draft;
use crate::register::sheets::indicator;

/// Mentions each indicator with such a target; the earliest one is quoted.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    let mut values: BTreeMap<&str, Vec<&RegisteredValue>> = BTreeMap::new();
    for value in draft.values.iter().filter_map(|line| line.item.item.as_ref().ok()) {
        values.entry(value.subject.as_str()).or_default().push(value);
    }
    for line in &draft.indicators {
        let Ok(item) = &line.item.item else { continue };
        let Some((baseline, target)) = values.get(item.id.as_str()).and_then(|rows| retreat(item.direction, rows)) else { continue };
        let direction = item.direction.label().to_owned();
        let problem = Problem::RegisterDirectionDoubt { direction, baseline, target };
        findings.push(Finding::at(draft.place(&indicator::SHEET, indicator::DIRECTION, line.row), problem).about(&item.id));
    }
}

fn retreat(direction: Direction, rows: &[&RegisteredValue]) -> Option<(Quantity, Quantity)> {
    let baseline = rows.iter().find(|row| row.kind == ValueKind::Baseline)?.value?;
    let mut targets: Vec<_> =
        rows.iter().filter(|row| row.kind == ValueKind::Target).filter_map(|row| Some((row.year, row.value?))).collect();
    targets.sort_unstable();
    targets.into_iter().map(|(_, target)| target).find(|target| !direction.reaches(*target, baseline)).map(|target| (baseline, target))
}
