//! Schemes: whether every case gets a status and every rule can apply. Each scheme is tried on sample cases; see
//! `assessment::try_out`.

use std::collections::BTreeSet;

use crate::assessment::{case_words, try_out};
use crate::diagnostic::{Finding, Problem};
use crate::domain::{DecreaseRate, Lang, Scheme, SchemeId, SchemeRule};
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
    let tried = Scheme { id: id.clone(), rules: rules.iter().map(|(_, rule)| (*rule).clone()).collect() };
    let plan = draft.plan.plan.as_ref().ok();
    // A scheme that the plan does not use is tried on years of its own.
    let years = plan.filter(|plan| plan.scheme == *id).and_then(|plan| plan.years);
    let decrease = plan.map_or(DecreaseRate::TargetOverActual, |plan| plan.decrease_rate);
    let trial = try_out(&tried, years, decrease);
    for (row, rule) in trial.useless().filter_map(|place| rules.get(place)) {
        let problem = Problem::RegisterSchemeUnreachable { scheme: id.to_string(), label: rule.label.clone() };
        findings.push(Finding::at(draft.place(&scheme::SHEET, scheme::CONDITION, *row), problem));
    }
    if let Some(((row, _), gap)) = rules.last().zip(trial.gap) {
        let [example_ja, example_en] = [Lang::Ja, Lang::En].map(|lang| case_words(&gap, lang));
        let problem = Problem::RegisterSchemeGap { scheme: id.to_string(), example_ja, example_en };
        findings.push(Finding::at(draft.place(&scheme::SHEET, scheme::CONDITION, *row), problem));
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
