//! Texts pasted from Word and elsewhere: what only another program understands becomes what Excel shows. No word is lost.

use super::office_text::trimmed;

/// Characters that Excel's files write as `_x000B_` where a text holds them.
const ESCAPES: [(&str, &str); 5] = [("_x000D_\n", "\n"), ("_x000D_", "\n"), ("_x000B_", "\n"), ("_x000C_", "\n"), ("_x0007_", "\n")];

/// The text with one kind of line break and one kind of blank, and without what shows nothing. Tabs, quotation marks
/// and everything that a person sees stay as they are.
pub(super) fn pasted(text: &str) -> String {
    let mut plain = text.replace("\r\n", "\n");
    for (escape, meant) in ESCAPES {
        plain = plain.replace(escape, meant);
    }
    let shown: String = plain.chars().filter_map(shown).collect();
    trimmed(&shown).to_owned()
}

fn shown(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => Some(c),
        // Line, paragraph and page ends, and the end of a cell in a table of Word.
        '\r' | '\u{7}' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{A0}' | '\u{2007}' | '\u{202F}' => Some(' '),
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_word_means_becomes_what_excel_shows() {
        assert_eq!(pasted("一行目\u{B}二行目\r\n三行目_x000B_四行目_x000D_\n"), "一行目\n二行目\n三行目\n四行目");
        assert_eq!(pasted("ハイ\u{AD}フン\u{A0}“引用”\t表\u{200B}"), "ハイフン “引用”\t表");
        assert_eq!(pasted("\u{F0B7}項目\u{2028}次"), "\u{F0B7}項目\n次", "a bullet is replaced where it is told");
        assert_eq!(pasted("変数_x1"), "変数_x1");
        let long = "長い文章です。".repeat(1000);
        assert_eq!(pasted(&long), long);
    }
}
