//! Schemes: whether every case gets a status and every rule can apply.
//!
//! A rule's conditions compare baseline, target and actual only, in the indicator's good direction. Three numbers have
//! thirteen orders, so all cases are simply tried.

use std::collections::BTreeSet;

use crate::diagnostic::{Finding, Problem};
use crate::domain::{Condition, SchemeId, SchemeRule};
use crate::register::cell::CellError;
use crate::register::draft::Draft;
use crate::register::sheets::scheme;

/// Reports gaps, rules that can never apply, and one status that looks different in two rows.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    let ids: BTreeSet<&SchemeId> = draft.schemes.iter().filter_map(|line| line.item.id.as_ref()).collect();
    for id in ids {
        let mut lines: Vec<_> = draft.schemes.iter().filter(|line| line.item.id.as_ref() == Some(id)).collect();
        lines.sort_by_key(|line| (line.item.order, line.row));
        let rules: Option<Vec<(u32, &SchemeRule)>> =
            lines.iter().map(|line| line.item.item.as_ref().ok().map(|rule| (line.row, rule))).collect();
        // An unreadable rule might be the missing one.
        if let Some(rules) = rules {
            coverage(draft, id, &rules, findings);
            looks(draft, &rules, findings);
        }
    }
}

fn coverage(draft: &Draft, id: &SchemeId, rules: &[(u32, &SchemeRule)], findings: &mut Vec<Finding>) {
    let mut used = BTreeSet::new();
    let mut gap = false;
    for case in cases() {
        match rules.iter().find(|(_, rule)| rule.conditions.iter().all(|condition| holds(*condition, case))) {
            Some((row, _)) => drop(used.insert(*row)),
            None => gap = true,
        }
    }
    for (row, rule) in rules.iter().filter(|(row, _)| !used.contains(row)) {
        let problem = Problem::RegisterSchemeUnreachable { scheme: id.to_string(), label: rule.label.clone() };
        findings.push(Finding::at(draft.place(&scheme::SHEET, scheme::CONDITION, *row), problem));
    }
    if let Some((row, _)) = rules.last().filter(|_| gap) {
        let problem = Problem::RegisterSchemeGap { scheme: id.to_string() };
        findings.push(Finding::at(draft.place(&scheme::SHEET, scheme::CONDITION, *row), problem));
    }
}

/// A case: the ranks of baseline, target and actual, more is better.
type Case = (u8, u8, u8);

fn cases() -> impl Iterator<Item = Case> {
    (0..3).flat_map(|baseline| (0..3).flat_map(move |target| (0..3).map(move |actual| (baseline, target, actual))))
}

const fn holds(condition: Condition, (baseline, target, actual): Case) -> bool {
    match condition {
        Condition::TargetEqualsBaseline => target == baseline,
        Condition::ActualEqualsBaseline => actual == baseline,
        Condition::ActualEqualsTarget => actual == target,
        Condition::TargetMet => actual >= target,
        Condition::BetterThanBaseline => actual > baseline,
        Condition::WorseThanBaseline => actual < baseline,
    }
}

/// A status has one mark, one look and one weight, in however many rows it stands.
fn looks(draft: &Draft, rules: &[(u32, &SchemeRule)], findings: &mut Vec<Finding>) {
    for (index, (row, rule)) in rules.iter().enumerate() {
        let Some((_, first)) = rules.iter().take(index).find(|(_, earlier)| earlier.label == rule.label) else { continue };
        let counted = |counted: bool| if counted { "○" } else { "×" };
        let pairs = [
            (scheme::MARK, rule.mark.as_str(), first.mark.as_str()),
            (scheme::TONE, rule.tone.label(), first.tone.label()),
            (scheme::COUNTED, counted(rule.counted), counted(first.counted)),
        ];
        for (heading, found, expected) in pairs.into_iter().filter(|(_, found, expected)| found != expected) {
            let problem = CellError::invalid(expected).problem(heading, found);
            findings.push(Finding::at(draft.place(&scheme::SHEET, heading, *row), problem));
        }
    }
}
