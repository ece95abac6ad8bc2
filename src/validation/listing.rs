//! The list of findings as it is shown: in the order of the sheet, errors first within a row, and bounded.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Problem};
use crate::domain::CellRef;

/// Most findings of one code.
const PER_CODE_MAX: usize = 20;
/// Most findings of one return.
const ALL_MAX: usize = 500;

/// Orders and caps. What was left out is counted at the end.
pub(super) fn listed(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| {
        let row = finding.place.cell.map(CellRef::row);
        let column = finding.place.cell.map(CellRef::column);
        (finding.place.sheet.is_some(), row, finding.severity(), column, finding.problem.code())
    });
    let mut seen: BTreeMap<&'static str, usize> = BTreeMap::new();
    findings.retain(|finding| {
        let count = seen.entry(finding.problem.code()).or_default();
        *count += 1;
        *count <= PER_CODE_MAX
    });
    let left_out = seen.into_iter().filter(|(_, count)| *count > PER_CODE_MAX);
    let mut capped: Vec<Finding> =
        left_out.map(|(code, count)| Finding::file(Problem::Capped { code: code.to_owned(), more: count - PER_CODE_MAX })).collect();
    let room = ALL_MAX.saturating_sub(capped.len() + 1);
    if findings.len() > room {
        capped.push(Finding::file(Problem::Capped { code: String::new(), more: findings.len() - room }));
        findings.truncate(room);
    }
    findings.append(&mut capped);
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    fn at(cell: &str, problem: Problem) -> Finding {
        Finding::at(Place::cell("入力", cell.parse().unwrap()), problem)
    }

    #[test]
    fn the_order_of_the_sheet_errors_first_within_a_row() {
        let blank = || Problem::BlankActual;
        let list = listed(vec![
            at("I12", blank()),
            at("M10", Problem::ReasonMissing),
            at("N10", Problem::ErrorValue { text: "#REF!".into() }),
            at("I10", blank()),
            Finding::file(Problem::HasMacros),
        ]);
        let order: Vec<String> =
            list.iter().map(|f| f.problem.code().to_owned() + &f.place.cell.map_or(String::new(), |c| c.to_string())).collect();
        assert_eq!(order, ["F013", "V004N10", "V024M10", "V001I10", "V001I12"]);
    }

    #[test]
    fn a_flood_is_counted_and_not_listed() {
        let flood = |problem: Problem| (1..=200).map(move |row| at(&format!("I{row}"), problem.clone()));
        let list = listed(flood(Problem::BlankActual).chain(flood(Problem::ReasonMissing)).collect());
        assert_eq!(list.len(), 2 * PER_CODE_MAX + 2);
        assert_eq!(list.last().map(|f| f.problem.clone()), Some(Problem::Capped { code: "V024".into(), more: 180 }));
    }
}
