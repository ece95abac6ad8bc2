//! A target that is worse than the baseline: right for a ceiling or a planned retreat, wrong where the direction slipped.

use crate::diagnostic::{Finding, Problem};
use crate::domain::{Indicator, Quantity, ValueKind};
use crate::register::draft::Draft;
use crate::register::sheets::indicator;

/// Mentions each indicator whose earliest such target lies on the wrong side of its baseline.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    for line in &draft.indicators {
        let Ok(item) = &line.item.item else { continue };
        let Some((baseline, target)) = retreat(draft, item) else { continue };
        let direction = item.direction.label().to_owned();
        let problem = Problem::RegisterDirectionDoubt { direction, baseline, target };
        findings.push(Finding::at(draft.place(&indicator::SHEET, indicator::DIRECTION, line.row), problem).about(&item.id));
    }
}

fn retreat(draft: &Draft, item: &Indicator) -> Option<(Quantity, Quantity)> {
    let values = || {
        let rows = draft.values.iter().filter_map(|line| line.item.item.as_ref().ok());
        rows.filter(|value| value.subject == item.id.as_str())
    };
    let baseline = values().find(|value| value.kind == ValueKind::Baseline)?.value?;
    let mut targets: Vec<_> = values().filter(|value| value.kind == ValueKind::Target).filter_map(|v| Some((v.year, v.value?))).collect();
    targets.sort_unstable();
    targets.into_iter().map(|(_, target)| target).find(|target| !item.direction.reaches(*target, baseline)).map(|target| (baseline, target))
}
