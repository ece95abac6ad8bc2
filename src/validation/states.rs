//! 値の区分 as officers word it: the list's own words, the words that people use for the same, and marks by the plan's meaning.

use super::plain::plain;
use crate::domain::{Plan, ValueState};
use crate::extraction::Entry;

/// Words that people use for a state, besides its own.
const WORDS: [(ValueState, &[&str]); 7] = [
    (ValueState::Confirmed, &["確定済", "確定済み", "確報"]),
    (ValueState::Preliminary, &["暫定"]),
    (ValueState::Expected, &["見込"]),
    (ValueState::Collecting, &["集計前", "未集計", "集計作業中", "調査中", "算定中", "とりまとめ中", "取りまとめ中"]),
    (ValueState::NotSurveyed, &["調査なし", "調査無し", "今年度調査無し", "今年度は調査なし", "本年度調査なし"]),
    (ValueState::Unpublished, &["未公表", "公表前", "未発表", "公表待ち", "統計公表前"]),
    (ValueState::Withdrawn, &["取消し", "取り消し"]),
];

/// The state of a text; `None` when it is blank. 確定値, 速報値 and 見込値 are the words people also use.
pub(super) fn state_of(text: &str) -> Result<Option<ValueState>, ()> {
    let text = plain(text);
    let text = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(&text);
    let text = text.trim_end_matches('※');
    let word = text.strip_suffix('値').unwrap_or(text);
    if word.is_empty() && text.is_empty() {
        return Ok(None);
    }
    if let Ok(state) = word.parse() {
        return Ok(Some(state));
    }
    WORDS.iter().find(|(_, words)| words.contains(&word)).map(|(state, _)| Some(*state)).ok_or(())
}

/// The state for which a mark in place of the number stands: as the plan says, else what a state's own word says. Marks
/// that only the plan knows are marks too.
pub(super) fn state_of_mark(entry: &Entry, raw: &str, plan: &Plan, unit: &str) -> Option<ValueState> {
    let stated = || plan.marks.iter().find(|meaning| meaning.covers(raw, unit)).map(|meaning| meaning.state);
    match entry {
        Entry::Mark(_) => stated().or_else(|| {
            let said = state_of(raw).ok().flatten();
            said.filter(|state| !state.has_number() && *state != ValueState::Withdrawn)
        }),
        Entry::Bad(_) => stated(),
        Entry::Blank | Entry::Number { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_one_state_and_words_for_none() {
        for (text, label) in [
            ("確定", "確定"),
            ("確 定 値", "確定"),
            ("（確定）", "確定"),
            ("確定済み", "確定"),
            ("速報値※", "速報"),
            ("見込", "見込み"),
            ("見込値", "見込み"),
            ("ﾄﾘﾏﾄﾒ中", ""),
            ("調査中", "集計中"),
            ("未公表", "統計未公表"),
            ("調査無し", "今年度調査なし"),
            ("取り消し", "取消"),
        ] {
            let state = state_of(text).ok().flatten();
            assert_eq!(state.map_or("", ValueState::label), label, "{text}");
        }
        assert_eq!(state_of(" 　"), Ok(None));
        for text in ["たぶん確定", "不確定", "確定しない", "値", "未確定", "1", "推計"] {
            assert_eq!(state_of(text), Err(()), "{text}");
        }
    }
}
