//! Characters that only one program or one computer shows: bullets of Word's symbol fonts, and 外字 drawn for one office.

use crate::diagnostic::Problem;

/// Bullets of Word's symbol fonts stand where no other font has a character; what they show is known.
const BULLETS: [(char, char); 9] = [
    ('\u{F0B7}', '•'),
    ('\u{F06C}', '●'),
    ('\u{F06E}', '■'),
    ('\u{F0A7}', '■'),
    ('\u{F075}', '◆'),
    ('\u{F0D8}', '➢'),
    ('\u{F0E8}', '→'),
    ('\u{F0E0}', '→'),
    ('\u{F0FC}', '✓'),
];

/// A bullet as every font shows it; any other character as it is.
pub(super) fn shown(c: char) -> char {
    BULLETS.iter().find(|(symbol, _)| *symbol == c).map_or(c, |(_, meant)| *meant)
}

/// What is to be said of such characters in a text.
pub(super) fn told(text: &str, heading: &str) -> Option<Problem> {
    let replaced = text.chars().filter(|c| shown(*c) != *c).count();
    let private = text.chars().filter(|c| shown(*c) == *c && is_private(*c)).count();
    (replaced + private > 0).then(|| Problem::SymbolsInText { heading: heading.to_owned(), replaced, private })
}

/// Places that Unicode leaves to whoever wants them.
fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{FFFFD}' | '\u{100000}'..='\u{10FFFD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_are_replaced_and_own_characters_are_named() {
        let mended: String = "\u{F0B7}項目\u{F0D8}次\u{E001}".chars().map(shown).collect();
        assert_eq!(mended, "•項目➢次\u{E001}");
        let counts = |text| match told(text, "出典") {
            Some(Problem::SymbolsInText { replaced, private, .. }) => (replaced, private),
            other => panic!("{other:?}"),
        };
        assert_eq!(counts("\u{F0B7}項目\u{F0D8}次\u{E001}"), (2, 1));
        assert_eq!(counts("\u{F0B0}"), (0, 1), "a symbol that is not known");
        assert_eq!(told("①髙橋﨑 葛\u{E0100}城㈱№ •", "出典"), None);
    }
}
