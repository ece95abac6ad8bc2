//! Compound indicators: a part belongs to one whole, is no whole itself and has no place of its own in the plan.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Problem};
use crate::domain::{Indicator, IndicatorId, PartRole};
use crate::register::bounds::quoted;
use crate::register::cell::CellError;
use crate::register::draft::Draft;
use crate::register::sheets::{part, placement};

/// Reports parts that are placed, parts that have parts, mixed roles, and units that differ from the part's own.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    let mut whole_of: BTreeMap<&IndicatorId, &IndicatorId> = BTreeMap::new();
    let mut first_role: BTreeMap<&IndicatorId, PartRole> = BTreeMap::new();
    let known: BTreeMap<&IndicatorId, &Indicator> =
        draft.indicators.iter().filter_map(|line| line.item.item.as_ref().ok()).map(|indicator| (&indicator.id, indicator)).collect();
    for line in &draft.parts {
        if let (Some(part), Some(whole)) = (&line.item.part, &line.item.whole) {
            whole_of.entry(part).or_insert(whole);
        }
    }
    for line in &draft.parts {
        let (Some(part), Some(whole)) = (&line.item.part, &line.item.whole) else { continue };
        let mut report = |heading: &str, problem: Problem| {
            findings.push(Finding::at(draft.place(&part::SHEET, heading, line.row), problem).about(part));
        };
        if part == whole {
            report(part::PART, Problem::RegisterCycle { node: part.to_string() });
        } else if whole_of.contains_key(whole) {
            // One level only: what is asked, judged and printed of a compound is its parts.
            report(part::WHOLE, Problem::RegisterNotSupported { heading: part::WHOLE.to_owned(), text: quoted(whole.as_str()) });
        }
        if let Some(role) = line.item.role {
            let first = *first_role.entry(whole).or_insert(role);
            if (first == PartRole::Judged) != (role == PartRole::Judged) {
                report(part::ROLE, CellError::invalid(first.label()).problem(part::ROLE, role.label()));
            }
        }
        if let Some(indicator) = known.get(part).filter(|indicator| !line.item.unit.is_empty() && indicator.unit != line.item.unit) {
            let expected = if indicator.unit.is_empty() { "空欄 (blank)" } else { &indicator.unit };
            report(part::UNIT, CellError::invalid(expected).problem(part::UNIT, &line.item.unit));
        }
    }
    for line in &draft.placements {
        let Some((id, whole)) = line.item.indicator.as_ref().and_then(|id| Some((id, whole_of.get(id)?))) else { continue };
        if *whole != id {
            let problem = Problem::RegisterPartPlaced { indicator: id.to_string(), whole: whole.to_string() };
            findings.push(Finding::at(draft.place(&placement::SHEET, placement::INDICATOR, line.row), problem).about(id));
        }
    }
}
