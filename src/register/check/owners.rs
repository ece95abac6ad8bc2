//! Whoever owns an indicator stands beside a department that leads.

use std::collections::BTreeSet;

use crate::diagnostic::{Finding, Problem};
use crate::domain::IndicatorId;
use crate::register::draft::Draft;
use crate::register::sheets::owner;

/// Reports, once for each indicator, co-owners and others without a lead.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    let led: BTreeSet<&IndicatorId> =
        draft.owners.iter().filter(|line| line.item.leads()).filter_map(|line| line.item.indicator.as_ref()).collect();
    let mut told: BTreeSet<&IndicatorId> = BTreeSet::new();
    for line in draft.owners.iter().filter(|line| !line.item.leads()) {
        let Some(id) = line.item.indicator.as_ref().filter(|id| !led.contains(id)) else { continue };
        if told.insert(id) {
            let problem = Problem::RegisterLeadMissing { indicator: id.to_string() };
            findings.push(Finding::at(draft.place(&owner::SHEET, owner::ROLE, line.row), problem).about(id));
        }
    }
}
