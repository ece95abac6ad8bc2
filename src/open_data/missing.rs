//! Why a number is missing, in the words of the register and of the form.

use crate::consolidation::ValueLine;
use crate::domain::{RegisteredState, RegisteredValue};

/// Nothing was ever registered for this period.
const NOT_REGISTERED: &str = "登録なし";
/// There is a row, and it has words instead of a number.
const NO_NUMBER: &str = "数値の記載なし";
/// The whole has no number of its own.
const BY_PARTS: &str = "構成する指標で判定";
/// Nothing was filed.
pub(super) const NOT_FILED: &str = "未提出";

/// Why a number of the register is missing; nothing where it is there.
pub(super) fn registered(line: &ValueLine, row: Option<&RegisteredValue>) -> &'static str {
    match row {
        Some(row) if row.value.is_some() || row.operator.is_baseline() => "",
        Some(row) if row.state != RegisteredState::Stated => row.state.label(),
        _ if line.is_judged_by_parts() => BY_PARTS,
        Some(_) => NO_NUMBER,
        None => NOT_REGISTERED,
    }
}

/// Why the actual of the year asked about is missing; nothing where it is there.
pub(super) fn actual(line: &ValueLine) -> &'static str {
    match (line.actual, line.state) {
        (Some(_), _) => "",
        (None, None) if line.is_judged_by_parts() => BY_PARTS,
        (None, None) => NOT_FILED,
        (None, Some(state)) if state.has_number() => NO_NUMBER,
        (None, Some(state)) => state.label(),
    }
}
