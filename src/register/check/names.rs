//! Names that cannot be told apart. One name twice under one node can be right (mine-3rd 4-9 has two), so it is a
//! question; a name that is nearly another's, or its alias, may be one indicator that was renamed, so it is mentioned.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Finding, Problem};
use crate::domain::{Indicator, IndicatorId};
use crate::register::draft::Draft;
use crate::register::name_key::name_key;
use crate::register::sheets::indicator;

/// Asks about indicators that share a name.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    let known: BTreeMap<&IndicatorId, (u32, &Indicator)> =
        draft.indicators.iter().filter_map(|line| line.item.item.as_ref().ok().map(|item| (&item.id, (line.row, item)))).collect();
    let mut first: BTreeMap<(&str, String), u32> = BTreeMap::new();
    let mut asked: BTreeSet<(u32, u32)> = BTreeSet::new();
    for placement in draft.placements.iter().map(|line| &line.item) {
        let (Some(id), Some(node)) = (&placement.indicator, &placement.node) else { continue };
        let Some((row, item)) = known.get(id) else { continue };
        match first.get(&(node.as_str(), name_key(&item.name))) {
            Some(earlier) if earlier != row => {
                asked.insert((*earlier, *row));
                let problem = Problem::RegisterSameName { name: item.name.clone(), first_row: earlier + 1 };
                findings.push(Finding::at(draft.place(&indicator::SHEET, indicator::NAME, *row), problem).about(id));
            }
            Some(_) => {}
            None => drop(first.insert((node.as_str(), name_key(&item.name)), *row)),
        }
    }
    alike(draft, &asked, findings);
}

/// Names and aliases across the whole plan, each later one held against the first. Parts of compounds are left out:
/// 小学校 and 中学校 are printed within their wholes.
fn alike(draft: &Draft, asked: &BTreeSet<(u32, u32)>, findings: &mut Vec<Finding>) {
    let parts: BTreeSet<&IndicatorId> = draft.parts.iter().filter_map(|line| line.item.part.as_ref()).collect();
    let live = || {
        let good = draft.indicators.iter().filter_map(|line| Some((line.row, line.item.item.as_ref().ok()?)));
        good.filter(|(_, item)| !item.retired && !parts.contains(&item.id))
    };
    let mut named: BTreeMap<String, (u32, &Indicator)> = BTreeMap::new();
    for (row, item) in live() {
        named.entry(name_key(&item.name)).or_insert((row, item));
    }
    for (row, item) in live() {
        let own = name_key(&item.name);
        let by_name = named.get(&own).copied();
        let by_alias = item.aliases.iter().filter_map(|alias| named.get(&name_key(alias)).copied());
        let other = by_name.into_iter().chain(by_alias).find(|(first, _)| *first != row);
        if let Some((_, other)) = other.filter(|(first, _)| !asked.contains(&(*first, row)) && !asked.contains(&(row, *first))) {
            let (name, other_name, id) = (item.name.clone(), other.name.clone(), other.id.to_string());
            let problem = Problem::RegisterNameLikeAnother { name, other_name, other: id };
            findings.push(Finding::at(draft.place(&indicator::SHEET, indicator::NAME, row), problem).about(&item.id));
        }
    }
}
