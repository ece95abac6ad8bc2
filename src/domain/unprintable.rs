//! Characters that a person who types never means: they show nothing and change how the rest is shown.

/// Whether a character is a control (an escape sequence begins with one) or turns the direction of the text around it
/// (`回答\u{202e}xslx.exe` reads as a workbook).
#[must_use]
pub fn is_unprintable(c: char) -> bool {
    let reorders = matches!(c, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    c.is_control() || reorders
}
