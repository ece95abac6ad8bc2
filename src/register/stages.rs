//! Values of an indicator that has stages: 文字 names the stage, and its number is the stage's place.

use std::collections::BTreeMap;

use super::cell::CellError;
use super::draft::Draft;
use super::row::Reported;
use super::sheets::value;
use crate::diagnostic::Finding;
use crate::domain::{Quantity, RegisteredState, ValueKind};

/// Fills in the places of stages; reports stages that the indicator does not have, and numbers typed in their place.
pub(super) fn resolve(draft: &mut Draft, findings: &mut Vec<Finding>) {
    let staged: BTreeMap<String, Vec<String>> = draft
        .indicators
        .iter()
        .filter_map(|line| line.item.item.as_ref().ok())
        .filter(|indicator| !indicator.stages.is_empty())
        .map(|indicator| (indicator.id.to_string(), indicator.stages.clone()))
        .collect();
    if staged.is_empty() {
        return;
    }
    let mut rejected = Vec::new();
    for line in &mut draft.values {
        let Ok(row) = &mut line.item.item else { continue };
        let Some(stages) = staged.get(&row.subject) else { continue };
        let measured = matches!(row.kind, ValueKind::Baseline | ValueKind::Target | ValueKind::Actual);
        if !measured || row.state != RegisteredState::Stated || row.operator.is_baseline() {
            continue;
        }
        if let Some(number) = row.value {
            rejected.push((line.row, value::VALUE, CellError::invalid("空欄 (blank)"), number.to_string()));
        } else if let Some(place) = stages.iter().position(|stage| *stage == row.text) {
            row.value = Some(Quantity::from_count(place + 1));
            continue;
        } else {
            rejected.push((line.row, value::TEXT, CellError::Invalid(stages.join("／")), row.text.clone()));
        }
        line.item.item = Err(Reported);
    }
    for (row, heading, error, text) in rejected {
        findings.push(Finding::at(draft.place(&value::SHEET, heading, row), error.problem(heading, &text)));
    }
}
