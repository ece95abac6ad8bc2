//! Japanese office text brought into one spelling, to compare or to parse. What people see stays as it was typed.

use unicode_normalization::UnicodeNormalization;

/// Characters that show nothing: zero-width blanks and byte order marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{00AD}')
}

/// Without blanks (full-width, no-break, tabs, line breaks) and invisible characters at both ends.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || is_invisible(c))
}

/// Full-width letters, digits and signs as ASCII. Not NFKC: that would turn ① into 1 and ² into 2.
pub(super) fn folded(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
            '\u{FFE5}' => '¥',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .filter(|c| !is_invisible(*c))
        .collect()
}

/// For comparing labels, headings and sheet names: NFKC, no blanks, no marks of a footnote or of a label at the end.
pub(super) fn key(text: &str) -> String {
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace() && !c.is_control() && !is_invisible(*c)).collect();
    plain.trim_matches(|c| matches!(c, '※' | '*' | ':' | '■' | '●' | '○' | '◎' | '・' | '【' | '】')).to_owned()
}

/// A key without its last bracketed part, e.g. the year under a heading: `当年度実績(令和6年度)` is `当年度実績`.
pub(super) fn without_bracket(key: &str) -> &str {
    for (open, close) in [('(', ')'), ('[', ']'), ('〔', '〕'), ('<', '>')] {
        if let Some(inner) = key.strip_suffix(close) {
            return inner.rfind(open).and_then(|start| key.get(..start)).unwrap_or(key);
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_spelling() {
        assert_eq!(trimmed("　１２３\t\u{A0}\r\n\u{FEFF}"), "１２３");
        assert_eq!(folded("－１，２３４．５％"), "-1,234.5%");
        assert_eq!(folded("①²½"), "①²½", "a circled digit is not a digit");
        assert_eq!(key("当年度\n実績　（令和6年度）※"), "当年度実績(令和6年度)");
        assert_eq!(without_bracket("当年度実績(令和6年度)"), "当年度実績");
        assert_eq!(without_bracket("当年度実績"), "当年度実績");
        assert_eq!(without_bracket("実績)"), "実績)");
        assert_eq!(key("提出区分："), "提出区分");
    }
}
