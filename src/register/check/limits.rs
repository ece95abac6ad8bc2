//! Smallest and largest possible values: in their order, and kept by the register's own numbers.

use std::collections::BTreeMap;

use crate::diagnostic::Finding;
use crate::domain::{Indicator, ValueKind};
use crate::register::cell::CellError;
use crate::register::draft::Draft;
use crate::register::sheets::{indicator, value};

/// Reports a lower limit above the upper one, and baselines, targets and past actuals outside the limits: a return
/// that repeats them would be sent back.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    let mut known: BTreeMap<&str, &Indicator> = BTreeMap::new();
    for line in &draft.indicators {
        let Ok(item) = &line.item.item else { continue };
        known.insert(item.id.as_str(), item);
        if let (Some(lower), Some(upper)) = (item.lower, item.upper)
            && lower > upper
        {
            let problem = CellError::Invalid(format!("≥ {lower}")).problem(indicator::UPPER, &upper.to_string());
            findings.push(Finding::at(draft.place(&indicator::SHEET, indicator::UPPER, line.row), problem).about(&item.id));
        }
    }
    for line in &draft.values {
        let Ok(row) = &line.item.item else { continue };
        let (Some(number), Some(item)) = (row.value, known.get(row.subject.as_str())) else { continue };
        let below = item.lower.filter(|lower| number < *lower).map(|lower| format!("≥ {lower}"));
        let above = item.upper.filter(|upper| number > *upper).map(|upper| format!("≤ {upper}"));
        let measured = matches!(row.kind, ValueKind::Baseline | ValueKind::Target | ValueKind::Actual);
        if let Some(limit) = below.or(above).filter(|_| measured) {
            let problem = CellError::Invalid(limit).problem(value::VALUE, &number.to_string());
            findings.push(Finding::at(draft.place(&value::SHEET, value::VALUE, line.row), problem).about(&item.id));
        }
    }
}
