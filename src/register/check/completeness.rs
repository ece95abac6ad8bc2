//! Every live indicator has a place in the plan, a department, a baseline and a target: a number, or in words why not.
//! A part of a compound stands behind its whole; a compound that is judged by its parts has no numbers of its own.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Finding, Problem};
use crate::domain::{IndicatorId, PartRole, ValueKind};
use crate::register::draft::Draft;
use crate::register::sheet::Sheet;
use crate::register::sheets::{indicator, owner, placement, value};

/// Reports what each indicator lacks, at the cell of its id.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    let placed: BTreeSet<&IndicatorId> = draft.placements.iter().filter_map(|line| line.item.indicator.as_ref()).collect();
    let owned: BTreeSet<&IndicatorId> = draft.owners.iter().filter_map(|line| line.item.indicator.as_ref()).collect();
    let stated = |kind: ValueKind| -> BTreeSet<&str> {
        draft.values.iter().filter(|line| line.item.kind == Some(kind)).filter_map(|line| line.item.subject.as_deref()).collect()
    };
    let (baselines, targets) = (stated(ValueKind::Baseline), stated(ValueKind::Target));
    let judged = |role: Option<PartRole>| role.is_none_or(|role| role == PartRole::Judged);
    let parts: BTreeMap<&IndicatorId, bool> =
        draft.parts.iter().filter_map(|line| Some((line.item.part.as_ref()?, judged(line.item.role)))).collect();
    let wholes: BTreeSet<&IndicatorId> =
        draft.parts.iter().filter(|line| judged(line.item.role)).filter_map(|line| line.item.whole.as_ref()).collect();
    for line in &draft.indicators {
        let Some(id) = &line.item.id else { continue };
        if line.item.item.as_ref().is_ok_and(|indicator| indicator.retired) {
            continue;
        }
        let part = parts.get(id);
        let numberless = wholes.contains(id) || part.is_some_and(|judged| !judged);
        let lacks: [(&'static Sheet, bool, &str); 4] = [
            (&placement::SHEET, part.is_some() || placed.contains(id), placement::SHEET.name),
            (&owner::SHEET, part.is_some() || owned.contains(id), owner::SHEET.name),
            (&value::SHEET, numberless || baselines.contains(id.as_str()), ValueKind::Baseline.label()),
            (&value::SHEET, numberless || targets.contains(id.as_str()), ValueKind::Target.label()),
        ];
        for (_, _, what) in lacks.into_iter().filter(|(sheet, there, _)| !there && draft.has(sheet)) {
            let problem = Problem::RegisterIncomplete { indicator: id.to_string(), lacks: what.to_owned() };
            findings.push(Finding::at(draft.place(&indicator::SHEET, indicator::ID, line.row), problem).about(id));
        }
    }
}
