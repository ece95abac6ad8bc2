//! References to what is not there. Where Excel's handling of zeros explains the difference, the likely code is quoted.

use std::collections::BTreeSet;

use crate::diagnostic::{Finding, Problem};
use crate::domain::{DepartmentId, IndicatorId, NodeId, RoundId, ValueKind};
use crate::register::bounds::quoted;
use crate::register::damage::likely_known;
use crate::register::draft::Draft;
use crate::register::sheet::Sheet;
use crate::register::sheets::plan::{self, PlanSheet};
use crate::register::sheets::{
    decision, department, indicator, initiative, later_due, node, owner, part, placement, project, round, scheme, validation_rule, value,
};

/// Reports every reference that leads nowhere.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    let ids = Ids::of(draft);
    let mut look = |sheet: &'static Sheet, heading: &'static str, row: u32, text: Option<&str>, target: &Target<'_>| {
        let Some(text) = text else { return };
        // A sheet that could not be read is reported once; what refers to it is not in doubt for that.
        if !draft.has(target.sheet) || target.ids.contains(text) {
            return;
        }
        let (heading, text) = (heading.to_owned(), quoted(text));
        let place = draft.place(sheet, &heading, row);
        let problem = match likely_known(&text, target.ids.iter().copied()) {
            Some(likely) => Problem::RegisterExcelDamage { heading, text, likely },
            None => Problem::RegisterUnknownReference { heading, text, sheet: target.sheet.name.to_owned() },
        };
        findings.push(Finding::at(place, problem));
    };
    if let Some((scheme, row)) = &draft.plan.scheme {
        look(&plan::SHEET, PlanSheet::CONTENT, *row, Some(scheme.as_str()), &ids.schemes);
    }
    for line in &draft.nodes {
        look(&node::SHEET, node::PARENT, line.row, line.item.parent.as_ref().map(NodeId::as_str), &ids.nodes);
    }
    for line in &draft.placements {
        look(&placement::SHEET, placement::INDICATOR, line.row, line.item.indicator.as_ref().map(IndicatorId::as_str), &ids.indicators);
        look(&placement::SHEET, placement::NODE, line.row, line.item.node.as_ref().map(NodeId::as_str), &ids.nodes);
    }
    for line in &draft.owners {
        look(&owner::SHEET, owner::INDICATOR, line.row, line.item.indicator.as_ref().map(IndicatorId::as_str), &ids.indicators);
        look(&owner::SHEET, owner::DEPARTMENT, line.row, line.item.department.as_ref().map(DepartmentId::as_str), &ids.departments);
    }
    for line in &draft.parts {
        look(&part::SHEET, part::WHOLE, line.row, line.item.whole.as_ref().map(IndicatorId::as_str), &ids.indicators);
        look(&part::SHEET, part::PART, line.row, line.item.part.as_ref().map(IndicatorId::as_str), &ids.indicators);
    }
    for line in &draft.initiatives {
        look(&initiative::SHEET, initiative::NODE, line.row, line.item.node.as_ref().map(NodeId::as_str), &ids.nodes);
    }
    for line in &draft.departments {
        look(&department::SHEET, department::SUCCESSOR, line.row, line.item.successor.as_ref().map(DepartmentId::as_str), &ids.departments);
    }
    for line in &draft.departments {
        for deputy in &line.item.deputies {
            look(&department::SHEET, department::DEPUTIES, line.row, Some(deputy.as_str()), &ids.departments);
        }
    }
    for line in &draft.later_dues {
        look(&later_due::SHEET, later_due::ROUND, line.row, line.item.round.as_ref().map(RoundId::as_str), &ids.rounds);
        look(&later_due::SHEET, later_due::INDICATOR, line.row, line.item.indicator.as_ref().map(IndicatorId::as_str), &ids.indicators);
    }
    for line in &draft.rule_switches {
        let indicator = line.item.indicator.as_ref().map(IndicatorId::as_str);
        look(&validation_rule::SHEET, validation_rule::INDICATOR, line.row, indicator, &ids.indicators);
    }
    for line in &draft.projects {
        look(&project::SHEET, project::NODE, line.row, line.item.node.as_ref().map(NodeId::as_str), &ids.nodes);
    }
    for line in &draft.decisions {
        let row = &line.item;
        look(&decision::SHEET, decision::ROUND, line.row, row.round.as_ref().map(RoundId::as_str), &ids.rounds);
        look(&decision::SHEET, decision::INDICATOR, line.row, row.indicator.as_ref().map(IndicatorId::as_str), &ids.indicators);
        look(&decision::SHEET, decision::DEPARTMENT, line.row, row.department.as_ref().map(DepartmentId::as_str), &ids.departments);
        look(&decision::SHEET, decision::CONTENT, line.row, row.status.as_deref(), &ids.statuses);
    }
    for line in &draft.values {
        let subject = line.item.subject.as_deref();
        match line.item.kind {
            Some(ValueKind::PublishedShare) if subject == Some(value::WHOLE) => {}
            Some(ValueKind::PublishedShare) => look(&value::SHEET, value::SUBJECT, line.row, subject, &ids.nodes),
            Some(_) => look(&value::SHEET, value::SUBJECT, line.row, subject, &ids.indicators),
            None => {}
        }
        let published = matches!(line.item.kind, Some(ValueKind::PublishedStatus | ValueKind::PublishedShare));
        let status = Some(line.item.text.as_str()).filter(|text| published && !text.is_empty());
        look(&value::SHEET, value::TEXT, line.row, status, &ids.statuses);
    }
}

/// The ids that a sheet defines.
struct Target<'a> {
    sheet: &'static Sheet,
    ids: BTreeSet<&'a str>,
}

struct Ids<'a> {
    nodes: Target<'a>,
    indicators: Target<'a>,
    departments: Target<'a>,
    rounds: Target<'a>,
    schemes: Target<'a>,
    statuses: Target<'a>,
}

impl<'a> Ids<'a> {
    fn of(draft: &'a Draft) -> Self {
        let plan_scheme = draft.plan.scheme.as_ref().map(|(id, _)| id);
        let of_plan = |row: &&'a scheme::SchemeRow| plan_scheme.is_none() || row.id.as_ref() == plan_scheme;
        let schemes = || draft.schemes.iter().map(|line| &line.item);
        Self {
            nodes: Target {
                sheet: &node::SHEET,
                ids: draft.nodes.iter().filter_map(|line| Some(line.item.id.as_ref()?.as_str())).collect(),
            },
            indicators: Target {
                sheet: &indicator::SHEET,
                ids: draft.indicators.iter().filter_map(|line| Some(line.item.id.as_ref()?.as_str())).collect(),
            },
            departments: Target {
                sheet: &department::SHEET,
                ids: draft.departments.iter().filter_map(|line| Some(line.item.id.as_ref()?.as_str())).collect(),
            },
            rounds: Target {
                sheet: &round::SHEET,
                ids: draft.rounds.iter().filter_map(|line| Some(line.item.id.as_ref()?.as_str())).collect(),
            },
            schemes: Target { sheet: &scheme::SHEET, ids: schemes().filter_map(|row| Some(row.id.as_ref()?.as_str())).collect() },
            statuses: Target { sheet: &scheme::SHEET, ids: schemes().filter(of_plan).filter_map(|row| row.label.as_deref()).collect() },
        }
    }
}
