//! From a checked draft to the registry.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::row::{Line, Read};
use super::{Sheets, draft::Draft, sheets};
use crate::domain::{Registry, Scheme, SchemeId, SchemeRule};

/// Builds the registry. `None` only if a row is unreadable, and then a finding said so.
pub(super) fn assemble(draft: Draft, sheets: &Sheets) -> Option<Registry> {
    let indicators: Vec<_> = items(draft.indicators, |row| row.item)?;
    let owners: Vec<_> = items(draft.owners, |row| row.item)?;
    let holidays: Vec<_> = items(draft.holidays, |row| row)?;
    Some(Registry {
        plan: draft.plan.plan.ok()?,
        nodes: items(draft.nodes, |row| row.item)?,
        indicators: indicators.into_iter().map(|indicator| (indicator.id.clone(), indicator)).collect(),
        placements: items(draft.placements, |row| row.item)?,
        values: items(draft.values, |row| row.item)?,
        departments: items(draft.departments, |row| row.item)?,
        owners: owners.into_iter().collect(),
        co_owners: BTreeMap::new(),
        parts: Vec::new(),
        initiatives: Vec::new(),
        schemes: schemes(draft.schemes)?,
        rounds: items(draft.rounds, |row| row.item)?,
        projects: items(draft.projects, |row| row.item)?,
        holidays: holidays.into_iter().collect(),
        version: version(sheets),
    })
}

fn items<R, T>(lines: Vec<Line<R>>, item: impl Fn(R) -> Read<T>) -> Option<Vec<T>> {
    lines.into_iter().map(|line| item(line.item).ok()).collect()
}

/// Rules by scheme, in their stated order; schemes in the order of the sheet.
fn schemes(lines: Vec<Line<sheets::scheme::SchemeRow>>) -> Option<Vec<Scheme>> {
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

/// SHA-256 over the names and bytes of the register's own sheets, each with its length before it.
fn version(sheets: &Sheets) -> String {
    let mut hash = Sha256::new();
    for (name, bytes) in sheets.iter().filter(|(name, _)| super::sheet_names().any(|known| known == name.as_str())) {
        for part in [name.as_bytes(), bytes.as_slice()] {
            hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(part);
        }
    }
    hash.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        for nibble in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(u32::from(nibble), 16));
        }
        text
    })
}
