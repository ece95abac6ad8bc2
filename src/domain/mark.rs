//! What a mark in place of a number stands for. Plans differ: — is 未公表 in one and 調査なし in another. It is never zero.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::ValueState;

/// A mark and the value state that the plan says it stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkMeaning {
    /// As the register writes it, e.g. `—` or `※`.
    pub mark: String,
    /// A state without a number.
    pub state: ValueState,
}

impl MarkMeaning {
    /// Whether what was typed is this mark: in any width, with any of the dashes, in brackets, repeated, or before the unit.
    #[must_use]
    pub fn covers(&self, typed: &str, unit: &str) -> bool {
        let (mark, typed) = (key(&self.mark), key(typed));
        let unit = key(unit);
        let bare = typed.strip_suffix(unit.as_str()).filter(|bare| !unit.is_empty() && !bare.is_empty());
        !mark.is_empty() && (typed == mark || bare == Some(mark.as_str()))
    }
}

/// One spelling of a mark: NFKC without blanks and brackets, one dash for all dashes, each sign once.
fn key(text: &str) -> String {
    let mut key = String::new();
    for c in text.nfkc().flat_map(char::to_lowercase).filter(|c| !c.is_whitespace() && !c.is_control()) {
        let c = match c {
            '‐'..='―' | '−' | '─' | '━' | 'ー' => '-',
            '∗' | '✳' => '*',
            '・' | '…' | '‥' => '.',
            '✕' | '✖' | '╳' => '×',
            other => other,
        };
        if c.is_alphanumeric() || !key.ends_with(c) {
            key.push(c);
        }
    }
    let inner = [('(', ')'), ('[', ']'), ('〔', '〕'), ('【', '】')]
        .into_iter()
        .find_map(|(open, close)| key.strip_prefix(open).and_then(|inner| inner.strip_suffix(close)));
    inner.map(str::to_owned).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mark_in_all_its_spellings_and_no_other() {
        let dash = MarkMeaning { mark: "—".into(), state: ValueState::Unpublished };
        for typed in ["-", "－", "―", "–", "−", "‑", "ー", "ｰ", "─", "（―）", "--- ", "-人", "— 人"] {
            assert!(dash.covers(typed, "人"), "{typed}");
        }
        for typed in ["", "0", "-5", "※", "-件", "-※", "人"] {
            assert!(!dash.covers(typed, "人"), "{typed}");
        }
        let cross = MarkMeaning { mark: "x".into(), state: ValueState::NotSurveyed };
        assert!(cross.covers("Ｘ", "") && !cross.covers("×", "") && !cross.covers("xx", ""));
        let word = MarkMeaning { mark: "調査中".into(), state: ValueState::Collecting };
        assert!(word.covers("（調査中）", "人") && !word.covers("調査中止", "人"));
    }
}
