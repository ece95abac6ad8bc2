//! Numbers and names of indicators as officers write them: with bullets, brackets, footnote marks and other dashes.

use super::plain::plain;
use crate::domain::{Indicator, IndicatorId};

/// Marks that stand before or behind a name and are no part of it.
const MARKS: &str = "・○●◎■□◆◇▼▽※*＊:、。「」『』\"'";

/// The indicator's id that a cell of 番号 names, however it is written: `１．１－０１`, `No.1.1-01`.
pub(super) fn number(text: &str) -> Option<IndicatorId> {
    let text = dashed(&plain(text)).to_lowercase();
    let bare = text.trim_matches(|c| MARKS.contains(c) || matches!(c, '(' | ')' | '[' | ']' | '#'));
    let bare = ["no.", "no", "番号"].into_iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare);
    bare.parse().ok()
}

/// Whether an indicator has (or had) this name as it is written.
pub(super) fn bears_exactly(indicator: &Indicator, name: &str) -> bool {
    plain(&indicator.name) == name || indicator.aliases.iter().any(|alias| plain(alias) == name)
}

/// The same, whatever marks, dashes, brackets with the unit or numbering are written around it; `name` is plain text.
pub(super) fn bears(indicator: &Indicator, name: &str) -> bool {
    let found = spelled(name, indicator);
    let is = |registered: &String| {
        let registered = spelled(&plain(registered), indicator);
        registered == found || (!registered.is_empty() && unnumbered(&found) == registered)
    };
    bears_exactly(indicator, name) || (!found.is_empty() && std::iter::once(&indicator.name).chain(&indicator.aliases).any(is))
}

/// A name without what is no part of it.
fn spelled(name: &str, indicator: &Indicator) -> String {
    let mut text = dashed(name);
    for word in ["【再掲】", "(再掲)", "[再掲]", "〔再掲〕", "再掲:"] {
        text = text.replace(word, "");
    }
    let unit = dashed(&plain(&indicator.unit));
    let mut bare = text.trim_matches(|c| MARKS.contains(c));
    for ending in [format!("({unit})"), format!("[{unit}]"), format!("(単位:{unit})"), format!("【{unit}】")] {
        bare = bare.strip_suffix(ending.as_str()).filter(|rest| !unit.is_empty() && !rest.is_empty()).unwrap_or(bare);
    }
    // ※1 behind a name is a footnote's.
    let footnote =
        bare.rfind(['※', '*']).filter(|at| *at > 0 && bare.get(*at..).is_some_and(|mark| mark.chars().skip(1).all(|c| c.is_ascii_digit())));
    footnote.and_then(|at| bare.get(..at)).unwrap_or(bare).trim_matches(|c| MARKS.contains(c)).to_owned()
}

/// Without a number before it: `(1)観光交流人口`, `1-1.観光交流人口`.
fn unnumbered(name: &str) -> &str {
    name.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | '.' | '-' | ',' | '、'))
}

/// One dash for all of them; the long vowel ー is a letter.
fn dashed(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '‐' | '‑' | '‒' | '–' | '—' | '―' | '−') { '-' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Case;
    use super::*;

    #[test]
    fn a_number_is_known_in_every_dress() {
        for text in ["1.1-01", "１．１－０１", " No.1.1‐01 ", "（1.1−01）", "1.1—01"] {
            assert_eq!(number(text).map(String::from).as_deref(), Some("1.1-01"), "{text}");
        }
        assert_eq!(number("1月1日"), None);
    }

    #[test]
    fn a_name_is_known_by_what_it_says() {
        let mut case = Case::new();
        let indicator = case.indicator("k1").clone();
        for name in
            ["観光交流人口", "・観光交流人口", "観光交流人口（人）", "【再掲】観光交流人口", "（１）観光交流人口※2", "①　観光 交流人口"]
        {
            assert!(bears(&indicator, &plain(name)), "{name}");
        }
        for name in ["", "観光交流", "観光交流人口（千人）", "人口", "・"] {
            assert!(!bears(&indicator, &plain(name)), "{name}");
        }
    }
}
