//! What an edition stated, kept so that the next one can say what has changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Report, ValueLine};
use crate::domain::{IndicatorId, Quantity};

/// What an edition stated of one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StatedValue {
    /// 目標値 that was held against.
    pub target: Option<Quantity>,
    /// 実績値, as printed.
    pub actual: Option<Quantity>,
    /// The word of its status column.
    pub status: String,
    /// 値の区分; empty while nothing was in force.
    pub state: String,
    /// 受付番号 of the return that it came from; empty while nothing was in force.
    #[serde(default)]
    pub number: String,
    /// Name of the indicator, for when the register no longer has it.
    #[serde(default)]
    pub name: String,
    /// Its unit.
    #[serde(default)]
    pub unit: String,
}

impl StatedValue {
    fn of(line: &ValueLine) -> Self {
        Self {
            target: line.case.target,
            actual: line.actual,
            status: line.status_word().to_owned(),
            state: line.state.map(|state| state.label().to_owned()).unwrap_or_default(),
            number: line.origin.as_ref().map(|origin| origin.number.clone()).unwrap_or_default(),
            name: line.name.clone(),
            unit: line.unit.clone(),
        }
    }

    /// Whether both state the same; the same value out of a later return is no change.
    fn says_what(&self, other: &Self) -> bool {
        let said = |value: &Self| (value.target, value.actual, value.status.clone(), value.state.clone());
        said(self) == said(other)
    }
}

/// What an edition stated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionFacts {
    /// 第n版.
    pub number: u32,
    /// Civil time, ISO 8601.
    pub at: String,
    /// By indicator; parts of indicators too.
    pub values: BTreeMap<IndicatorId, StatedValue>,
}

impl EditionFacts {
    /// What this report states.
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let all = report.lines.iter().flat_map(|line| std::iter::once(line).chain(line.parts.iter().map(|part| &part.line)));
        Self {
            number: report.edition,
            at: report.now.to_rfc3339(),
            values: all.map(|line| (line.indicator.clone(), StatedValue::of(line))).collect(),
        }
    }
}

/// An indicator, or a part of one, of which two editions state something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Place of its line.
    pub line: usize,
    /// Place of the part in that line's `parts`; `None` for the indicator itself.
    pub part: Option<usize>,
    /// As the previous edition stated it; `None` where it did not have the indicator.
    pub before: Option<StatedValue>,
    /// As it is stated now.
    pub after: StatedValue,
}

impl Change {
    /// The indicator or part that it is about.
    #[must_use]
    pub fn of<'a>(&self, lines: &'a [ValueLine]) -> Option<&'a ValueLine> {
        let line = lines.get(self.line)?;
        match self.part {
            Some(part) => line.parts.get(part).map(|part| &part.line),
            None => Some(line),
        }
    }

    /// Whether nothing had been reported before: no correction, but an answer that came in.
    #[must_use]
    pub fn is_first_answer(&self) -> bool {
        let none_yet = |before: &StatedValue| before.state.is_empty() && before.actual.is_none();
        self.before.as_ref().is_some_and(none_yet) && !self.after.state.is_empty()
    }

    /// Which of 目標値, 実績値, 値の区分, 達成状況 differ, in words.
    #[must_use]
    pub fn what(&self) -> Vec<&'static str> {
        let Some(before) = &self.before else { return vec!["指標の追加"] };
        let after = &self.after;
        let all = [
            (before.target != after.target, "目標値"),
            (before.actual != after.actual, "実績値"),
            (before.state != after.state, "値の区分"),
            (before.status != after.status, "達成状況"),
        ];
        all.into_iter().filter(|(differs, _)| *differs).map(|(_, word)| word).collect()
    }
}

/// What has changed since the previous edition, in printed order.
#[must_use]
pub(super) fn changes(previous: Option<&EditionFacts>, report: &Report) -> Vec<Change> {
    let Some(previous) = previous else { return Vec::new() };
    let mut found = Vec::new();
    for (place, line) in report.lines.iter().enumerate() {
        found.extend(change(previous, line, place, None));
        for (part, of) in line.parts.iter().enumerate() {
            found.extend(change(previous, &of.line, place, Some(part)));
        }
    }
    found
}

fn change(previous: &EditionFacts, own: &ValueLine, line: usize, part: Option<usize>) -> Option<Change> {
    let after = StatedValue::of(own);
    let before = previous.values.get(&own.indicator).cloned();
    let same = before.as_ref().is_some_and(|before| before.says_what(&after));
    (!same).then_some(Change { line, part, before, after })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Fixture, q};
    use super::*;
    use crate::domain::ValueState;

    #[test]
    fn a_corrected_value_is_told_with_what_stood_before() {
        let mut fixture = Fixture::full();
        let first = EditionFacts::of(&fixture.report());
        fixture.hold("a1", "128", "R6-001-2");
        // Filed again with the same number: nothing that was stated has changed.
        fixture.hold("a2", "-684", "R6-001-2");
        fixture.hold_state("b1", Some("3"), ValueState::Preliminary, "R6-002-2");
        let second = fixture.report();
        let found = changes(Some(&first), &second);
        let said: Vec<_> = found.iter().map(|change| (change.line, change.what())).collect();
        assert_eq!(said, [(0, vec!["実績値", "達成状況"]), (3, vec!["値の区分"])]);
        let before = found[0].before.as_ref().unwrap();
        assert_eq!((before.actual, before.status.as_str(), before.number.as_str()), (Some(q("131.8")), "目標達成", "R6-001-1"));
        assert_eq!((found[0].after.actual, found[0].after.status.as_str()), (Some(q("128")), "改善"));
        assert_eq!(found[0].after.number, "R6-001-2");
    }

    #[test]
    fn facts_of_an_earlier_program_still_compare() {
        let text = r#"{"number":1,"at":"2025-06-10T00:00:00+09:00","values":{"a1":{"target":"130.1","actual":"131.8","status":"目標達成","state":"確定"}}}"#;
        let earlier: EditionFacts = serde_json::from_str(text).unwrap();
        let found = changes(Some(&earlier), &Fixture::full().report());
        assert!(found.iter().all(|change| change.before.is_none()), "a1 is unchanged, the others were not there");
        assert_eq!(found.len(), 4);
    }
}
