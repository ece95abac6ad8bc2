//! The list of findings as it is shown: in the order of the sheet, errors first within a row, and bounded.

use std::collections::BTreeMap;

use crate::diagnostic::{Finding, Problem};
use crate::domain::CellRef;

/// Most findings of one code.
const PER_CODE_MAX: usize = 20;
/// Most of one code that only tells back how something was read: the receipt lists them all in a table of their own.
const TOLD_BACK_MAX: usize = 100;
const TOLD_BACK: [&str; 3] = ["V020", "V036", "V037"];
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
        *count <= most(finding.problem.code())
    });
    let left_out = seen.into_iter().filter(|(code, count)| *count > most(code));
    let mut capped: Vec<Finding> =
        left_out.map(|(code, count)| Finding::file(Problem::Capped { code: code.to_owned(), more: count - most(code) })).collect();
    let room = ALL_MAX.saturating_sub(capped.len() + 1);
    if findings.len() > room {
        capped.push(Finding::file(Problem::Capped { code: String::new(), more: findings.len() - room }));
        findings.truncate(room);
    }
    findings.append(&mut capped);
    findings
}

/// How many findings of a code are listed.
fn most(code: &str) -> usize {
    if TOLD_BACK.contains(&code) { TOLD_BACK_MAX } else { PER_CODE_MAX }
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

    #[test]
    fn how_things_were_read_is_told_of_every_row_of_a_large_form() {
        let read = |row: u32| at(&format!("I{row}"), Problem::WordReadAs { raw: "確定値".into(), read: "確定".into() });
        assert_eq!(listed((1..=100).map(read).collect()).len(), 100);
        assert_eq!(listed((1..=101).map(read).collect()).last().map(|f| f.problem.code()), Some("V099"));
    }
}
