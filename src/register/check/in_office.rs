//! Whoever is asked in the latest round must exist while it runs: after a reorganisation 担当 is easily forgotten.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Problem};
use crate::domain::{Department, DepartmentId};
use crate::register::draft::Draft;
use crate::register::sheets::owner;

/// Asks about owners that end before the latest round opens, or begin after it is due.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    let rounds = draft.rounds.iter().filter_map(|line| line.item.item.as_ref().ok());
    let Some(round) = rounds.max_by_key(|round| round.opens) else { return };
    let departments: BTreeMap<&DepartmentId, &Department> =
        draft.departments.iter().filter_map(|line| line.item.item.as_ref().ok().map(|item| (&item.id, item))).collect();
    for line in &draft.owners {
        let Ok(owned) = &line.item.item else { continue };
        // Who owned it earlier, or will later, is not asked in this round.
        if !line.item.holds_within(round.opens, round.due) {
            continue;
        }
        let Some(department) = departments.get(&owned.department) else { continue };
        let ended = department.valid_to.is_some_and(|last| last < round.opens);
        let ahead = department.valid_from.is_some_and(|first| first > round.due);
        if ended || ahead {
            let day = |day: Option<chrono::NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
            let valid = format!("{}～{}", day(department.valid_from), day(department.valid_to));
            let (name, round) = (department.name.clone(), round.name.clone());
            let problem = Problem::RegisterDepartmentNotInOffice { department: name, round, valid };
            findings.push(Finding::at(draft.place(&owner::SHEET, owner::DEPARTMENT, line.row), problem).about(&owned.indicator));
        }
    }
}
