//! From a checked draft to the registry.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use super::row::{Line, Read};
use super::{Sheets, draft::Draft, sheets};
use crate::domain::{
    DepartmentId, IndicatorId, OwnerRole, Ownership, Part, Placement, RegisteredValue, Registry, Scheme, SchemeId, SchemeRule,
};

/// Builds the registry. `None` only if a row is unreadable, and then a finding said so.
pub(super) fn assemble(draft: Draft, sheets: &Sheets) -> Option<Registry> {
    let indicators: Vec<_> = items(draft.indicators, |row| row.item)?;
    let ownerships: Vec<Ownership> = items(draft.owners, |row| row.item)?;
    let of = |role| ownerships.iter().filter(move |row| row.role == role).map(|row| (row.indicator.clone(), row.department.clone()));
    let (owners, co_owners) = (of(OwnerRole::Lead).collect(), grouped(of(OwnerRole::Co)));
    let holidays: Vec<_> = items(draft.holidays, |row| row)?;
    let mut registry = Registry {
        plan: draft.plan.plan.ok()?,
        nodes: items(draft.nodes, |row| row.item)?,
        indicators: indicators.into_iter().map(|indicator| (indicator.id.clone(), indicator)).collect(),
        placements: placements(draft.placements)?,
        values: values(draft.values)?,
        departments: items(draft.departments, |row| row.item)?,
        owners,
        co_owners,
        ownerships,
        parts: parts(draft.parts)?,
        initiatives: items(draft.initiatives, |row| row.item)?,
        schemes: schemes(draft.schemes)?,
        rule_switches: items(draft.rule_switches, |row| row.item)?,
        rounds: items(draft.rounds, |row| row.item)?,
        later_dues: items(draft.later_dues, |row| row.item)?,
        projects: items(draft.projects, |row| row.item)?,
        holidays: holidays.into_iter().collect(),
        proposals: items(draft.decisions, |row| row.item)?,
        version: version(sheets),
    };
    // Until somebody says which day it is: that of the latest round's opening.
    if let Some(opens) = registry.rounds.iter().map(|round| round.opens).max() {
        registry.stand_on(opens);
    }
    Some(registry)
}

fn items<R, T>(lines: Vec<Line<R>>, item: impl Fn(R) -> Read<T>) -> Option<Vec<T>> {
    lines.into_iter().map(|line| item(line.item).ok()).collect()
}

/// An indicator that stands twice without 再掲 is entered where it stands first.
fn placements(lines: Vec<Line<sheets::placement::PlacementRow>>) -> Option<Vec<Placement>> {
    let mut placements: Vec<Placement> = items(lines, |row| row.item)?;
    let mut entered = BTreeSet::new();
    for placement in placements.iter_mut().filter(|placement| !placement.repeat) {
        placement.repeat = !entered.insert(placement.indicator.clone());
    }
    Some(placements)
}

/// The first decided first, so that the last row of a period is the one that holds.
fn values(lines: Vec<Line<sheets::value::ValueRow>>) -> Option<Vec<RegisteredValue>> {
    let mut values: Vec<RegisteredValue> = items(lines, |row| row.item)?;
    values.sort_by_key(|value| value.decided);
    Some(values)
}

/// Parts in their stated order, wholes in the order of the sheet.
fn parts(lines: Vec<Line<sheets::part::PartRow>>) -> Option<Vec<Part>> {
    let mut wholes: Vec<Option<IndicatorId>> = Vec::new();
    for line in &lines {
        if !wholes.contains(&line.item.whole) {
            wholes.push(line.item.whole.clone());
        }
    }
    let mut lines = lines;
    lines.sort_by_key(|line| (wholes.iter().position(|whole| *whole == line.item.whole), line.item.order));
    items(lines, |row| row.item)
}

fn grouped(owners: impl Iterator<Item = (IndicatorId, DepartmentId)>) -> BTreeMap<IndicatorId, Vec<DepartmentId>> {
    let mut groups: BTreeMap<IndicatorId, Vec<DepartmentId>> = BTreeMap::new();
    for (indicator, department) in owners {
        groups.entry(indicator).or_default().push(department);
    }
    groups
}

/// Rules by scheme, in their stated order; schemes in the order of the sheet.
pub(super) fn schemes(lines: Vec<Line<sheets::scheme::SchemeRow>>) -> Option<Vec<Scheme>> {
    let mut order: Vec<SchemeId> = Vec::new();
    let mut rules: BTreeMap<SchemeId, BTreeMap<u32, SchemeRule>> = BTreeMap::new();
    for line in lines {
        let id = line.item.id?;
        if !order.contains(&id) {
            order.push(id.clone());
        }
        rules.entry(id).or_default().insert(line.item.order?, line.item.item.ok()?);
    }
    let scheme = |id: SchemeId| Some(Scheme { rules: rules.remove(&id)?.into_values().collect(), id });
    order.into_iter().map(scheme).collect()
}

/// Sheets that say nothing about the plan: what stands there holds at once, and is no change of the register.
const APART: [&str; 2] = [sheets::decision::SHEET.name, sheets::holiday::SHEET.name];

/// SHA-256 over the names and bytes of the register's own sheets, each with its length before it.
fn version(sheets: &Sheets) -> String {
    let counts = |name: &str| super::sheet_names().any(|known| known == name) && !APART.contains(&name);
    hash(sheets.iter().filter(|(name, _)| counts(name)))
}

/// SHA-256 (hex) of all sheets, whatever they are: two registers of one digest say the same, to the last holiday.
#[must_use]
pub fn digest(sheets: &Sheets) -> String {
    hash(sheets.iter())
}

fn hash<'a>(sheets: impl Iterator<Item = (&'a String, &'a Vec<u8>)>) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in sheets {
        for part in [name.as_bytes(), bytes.as_slice()] {
            hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(part);
        }
    }
    hex(&hash.finalize())
}

/// Bytes in hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        for nibble in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(u32::from(nibble), 16));
        }
        text
    })
}
