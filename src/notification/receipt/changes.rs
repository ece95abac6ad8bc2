//! 前回からの変更: what this file says otherwise than what was in force before it.

use super::{ReceiptFacts, name, printed};
use crate::validation::AcceptedRow;

/// Longest text that is quoted, in characters; the whole of it stands in the department's own file.
const QUOTED_MAX: usize = 60;

/// One thing that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Name of the indicator.
    pub indicator: String,
    /// What changed, e.g. 実績.
    pub what: &'static str,
    /// What was in force.
    pub before: String,
    /// What is now.
    pub after: String,
    /// 受付番号 of the earlier one.
    pub number: String,
}

/// What a row changes.
pub(super) fn of(row: &AcceptedRow, facts: &ReceiptFacts<'_>) -> Vec<Change> {
    let Some(held) = facts.held_before.get(&row.indicator) else { return Vec::new() };
    let decimals = facts.registry.indicator(&row.indicator).map_or(0, |indicator| indicator.decimals);
    let number = |row: &AcceptedRow| row.value.map_or_else(|| "（数値なし）".to_owned(), |value| printed(value, decimals, facts));
    let pairs = [
        ("実績", number(&held.row), number(row)),
        ("値の区分", held.row.state.label().to_owned(), row.state.label().to_owned()),
        ("時点", quoted(&held.row.as_of), quoted(&row.as_of)),
        ("出典", quoted(&held.row.source), quoted(&row.source)),
    ];
    let texts = [("理由", &held.row.reason, &row.reason), ("今後の対応", &held.row.measure, &row.measure)];
    // Long texts are compared whole and quoted short: two that differ only behind the cut did change.
    let texts = texts.into_iter().filter(|(_, before, after)| before != after).map(|(what, b, a)| (what, quoted(b), quoted(a)));
    let pairs = pairs.into_iter().filter(|(_, before, after)| before != after);
    pairs
        .chain(texts)
        .map(|(what, before, after)| Change {
            indicator: name(Some(&row.indicator), facts),
            what,
            before,
            after,
            number: held.number.clone(),
        })
        .collect()
}

fn quoted(text: &str) -> String {
    if text.is_empty() {
        return "（記載なし）".to_owned();
    }
    let mut short: String = text.chars().take(QUOTED_MAX).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
