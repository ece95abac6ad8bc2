//! A register that is read but not yet checked: every row of every sheet, and where it stands.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::compare::TargetPlaces;
use super::layout::{Layout, place};
use super::row::{Line, Read};
use super::sheet::Sheet;
use super::sheets::{
    ALL, OPTIONAL, decision, department, holiday, indicator, initiative, later_due, node, owner, part, placement, plan, project, round,
    scheme, validation_rule, value,
};
use super::table::{self, Table};
use super::{Sheets, stages};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::ValueKind;

/// The rows of a register.
#[derive(Debug)]
pub(super) struct Draft {
    layouts: BTreeMap<&'static str, Layout>,
    pub(super) plan: plan::PlanSheet,
    pub(super) nodes: Vec<Line<node::NodeRow>>,
    pub(super) indicators: Vec<Line<indicator::IndicatorRow>>,
    pub(super) placements: Vec<Line<placement::PlacementRow>>,
    pub(super) values: Vec<Line<value::ValueRow>>,
    pub(super) departments: Vec<Line<department::DepartmentRow>>,
    pub(super) owners: Vec<Line<owner::OwnerRow>>,
    pub(super) schemes: Vec<Line<scheme::SchemeRow>>,
    pub(super) rule_switches: Vec<Line<validation_rule::ValidationRuleRow>>,
    pub(super) rounds: Vec<Line<round::RoundRow>>,
    pub(super) later_dues: Vec<Line<later_due::LaterDueRow>>,
    pub(super) decisions: Vec<Line<decision::DecisionRow>>,
    pub(super) projects: Vec<Line<project::ProjectRow>>,
    pub(super) holidays: Vec<Line<Read<(NaiveDate, String)>>>,
    pub(super) parts: Vec<Line<part::PartRow>>,
    pub(super) initiatives: Vec<Line<initiative::InitiativeRow>>,
}

impl Draft {
    /// Reads every sheet; what is wrong with a sheet, a heading or a cell becomes a finding.
    pub(super) fn read(sheets: &Sheets, findings: &mut Vec<Finding>) -> Self {
        let tables = tables(sheets, findings);
        let table = |sheet: &Sheet| tables.get(sheet.name);
        let mut draft = Self {
            plan: plan::read(table(&plan::SHEET), findings),
            nodes: node::read(table(&node::SHEET), findings),
            indicators: indicator::read(table(&indicator::SHEET), findings),
            placements: placement::read(table(&placement::SHEET), findings),
            values: value::read(table(&value::SHEET), findings),
            departments: department::read(table(&department::SHEET), findings),
            owners: owner::read(table(&owner::SHEET), findings),
            schemes: scheme::read(table(&scheme::SHEET), findings),
            rule_switches: validation_rule::read(table(&validation_rule::SHEET), findings),
            rounds: round::read(table(&round::SHEET), findings),
            later_dues: later_due::read(table(&later_due::SHEET), findings),
            decisions: decision::read(table(&decision::SHEET), findings),
            projects: project::read(table(&project::SHEET), findings),
            holidays: holiday::read(table(&holiday::SHEET), findings),
            parts: part::read(table(&part::SHEET), findings),
            initiatives: initiative::read(table(&initiative::SHEET), findings),
            layouts: tables.into_iter().map(|(name, table)| (name, table.layout)).collect(),
        };
        stages::resolve(&mut draft, findings);
        draft
    }

    /// Whether a sheet was read with all its headings, so that what is not in it is really missing.
    pub(super) fn has(&self, sheet: &Sheet) -> bool {
        self.layouts.get(sheet.name).is_some_and(Layout::is_whole)
    }

    /// Where each target stands.
    pub(super) fn target_places(&self) -> TargetPlaces {
        let targets = self.values.iter().filter(|line| line.item.kind == Some(ValueKind::Target));
        let placed =
            targets.filter_map(|line| Some((line.item.item.as_ref().ok()?.clone(), self.place(&value::SHEET, value::VALUE, line.row))));
        TargetPlaces(placed.collect())
    }

    /// The cell below a heading in a zero-based row of a sheet.
    pub(super) fn place(&self, sheet: &Sheet, heading: &str, row: u32) -> Place {
        self.layouts.get(sheet.name).map_or_else(|| place(sheet.name, row, 0), |layout| layout.place(heading, row))
    }
}

fn tables(sheets: &Sheets, findings: &mut Vec<Finding>) -> BTreeMap<&'static str, Table> {
    let mut tables = BTreeMap::new();
    for sheet in ALL {
        match sheets.get(sheet.name) {
            None if OPTIONAL.contains(&sheet.name) => {}
            None => findings.push(Finding::at(Place::sheet(sheet.name), Problem::RegisterSheetMissing { sheet: sheet.name.to_owned() })),
            Some(bytes) => {
                if let Some(table) = table::read(sheet, bytes, findings) {
                    tables.insert(sheet.name, table);
                }
            }
        }
    }
    for name in sheets.keys().filter(|name| !ALL.iter().any(|sheet| sheet.name == name.as_str())) {
        let sheet = super::bounds::quoted(name);
        findings.push(Finding::at(Place::sheet(&sheet), Problem::RegisterSheetUnknown { sheet: sheet.clone() }));
    }
    tables
}
