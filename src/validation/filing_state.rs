//! 提出区分 as officers word it.

use super::plain::plain;

/// What 提出区分 says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FilingState {
    /// 作成中, or nothing: it stays where it is.
    Draft,
    /// 提出.
    Filed,
    /// Something else.
    Unknown,
}

/// The word of the list for filing.
pub(super) const FILED: &str = "提出";
const FILED_WORDS: [&str; 6] = ["提出", "提出する", "提出します", "提出済", "提出済み", "提出しました"];
const DRAFT_WORDS: [&str; 6] = ["", "作成中", "作成中です", "記入中", "下書き", "未提出"];

/// Reads it. What may mean either is unknown.
pub(super) fn filing_state(text: &str) -> FilingState {
    let text = plain(text);
    let word = text.trim_end_matches('。');
    if FILED_WORDS.contains(&word) {
        FilingState::Filed
    } else if DRAFT_WORDS.contains(&word) {
        FilingState::Draft
    } else {
        FilingState::Unknown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_may_mean_either_is_neither() {
        for text in ["提出", "提 出", "提出済み", "提出します。"] {
            assert_eq!(filing_state(text), FilingState::Filed, "{text}");
        }
        for text in ["", "　", "作成中", "未提出", "下書き"] {
            assert_eq!(filing_state(text), FilingState::Draft, "{text}");
        }
        for text in ["済", "提出予定", "作成中／提出", "○", "提出しない"] {
            assert_eq!(filing_state(text), FilingState::Unknown, "{text}");
        }
    }
}
