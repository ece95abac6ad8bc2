//! The plan's years: in their order, and targets within them.

use crate::diagnostic::{Finding, Problem};
use crate::domain::ValueKind;
use crate::register::draft::Draft;
use crate::register::sheets::plan::{self, PlanSheet};
use crate::register::sheets::value;

/// Reports a plan that ends before it begins; mentions targets for years outside it.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    let Some([(first, _), (last, row)]) = draft.plan.years else { return };
    if first > last {
        let (earlier, later) = (format!("{} {first}", PlanSheet::FIRST_YEAR), format!("{} {last}", PlanSheet::LAST_YEAR));
        let place = draft.place(&plan::SHEET, PlanSheet::CONTENT, row);
        findings.push(Finding::at(place, Problem::RegisterDateOrder { earlier, later }));
        return;
    }
    for line in draft.values.iter().filter(|line| line.item.kind == Some(ValueKind::Target)) {
        let Ok(Some(year)) = line.item.year else { continue };
        if year < first || year > last {
            let (year, first, last) = (year.to_string(), first.to_string(), last.to_string());
            let problem = Problem::RegisterTargetOutsidePlan { year, first, last };
            let indicator = line.item.subject.as_deref().and_then(|subject| subject.parse().ok());
            let finding = Finding::at(draft.place(&value::SHEET, value::YEAR, line.row), problem);
            findings.push(Finding { indicator, ..finding });
        }
    }
}
