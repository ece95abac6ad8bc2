//! Findings in the order in which an officer works through them, and no more than can be worked through.

use std::collections::BTreeMap;

use super::bounds::FINDINGS_PER_CODE_MAX;
use super::sheets;
use crate::diagnostic::{Finding, Problem};

/// Sorts findings by sheet, row and column; beyond a limit per code they are counted instead of listed.
pub(super) fn tidy(mut findings: Vec<Finding>) -> Vec<Finding> {
    let rank = |finding: &Finding| {
        let sheet = finding.place.sheet.as_deref().unwrap_or_default();
        let order = sheets::ALL.iter().position(|known| known.name == sheet).unwrap_or(sheets::ALL.len());
        (order, finding.place.clone(), finding.problem.code())
    };
    findings.sort_by_cached_key(rank);
    findings.dedup();
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    findings.retain(|finding| {
        let count = counts.entry(finding.problem.code()).or_default();
        *count += 1;
        *count <= FINDINGS_PER_CODE_MAX
    });
    for (code, count) in counts {
        if let Some(more) = count.checked_sub(FINDINGS_PER_CODE_MAX).filter(|more| *more > 0) {
            findings.push(Finding::file(Problem::Capped { code: code.to_owned(), more }));
        }
    }
    findings
}
