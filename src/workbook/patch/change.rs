//! What is to change in one cell, and the XML of a cell that is written anew.

use quick_xml::escape::escape;

use crate::domain::{CellRef, Quantity};

/// Excel's longest text of a cell, in UTF-16 units. What is longer is cut.
const TEXT_UNITS_MAX: usize = 32_767;

/// What is to change in one cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellChange {
    /// Where.
    pub at: CellRef,
    /// What is to stand there; `None` leaves what is there.
    pub content: Option<NewContent>,
    /// The cell's format, an index of the workbook's `cellXfs`; `None` leaves the one it has. A cell that is not there yet
    /// has its row's or its column's.
    pub style: Option<u32>,
    /// Whether `content` may take the place of something. Otherwise a cell that is not blank is an error.
    pub overwrite: bool,
}

/// What a cell is to hold: never a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewContent {
    /// A text, whatever it looks like.
    Text(String),
    /// A number.
    Number(Quantity),
    /// Nothing.
    Blank,
}

impl CellChange {
    /// Content for a blank cell, in the format that it has.
    #[must_use]
    pub const fn fill(at: CellRef, content: NewContent) -> Self {
        Self { at, content: Some(content), style: None, overwrite: false }
    }

    /// Content for a cell whatever it holds, in the format that it has.
    #[must_use]
    pub const fn overwrite(at: CellRef, content: NewContent) -> Self {
        Self { at, content: Some(content), style: None, overwrite: true }
    }

    /// Another format, and nothing else.
    #[must_use]
    pub const fn restyle(at: CellRef, style: u32) -> Self {
        Self { at, content: None, style: Some(style), overwrite: false }
    }
}

/// A cell in elements that begin with `prefix` (`x:` or nothing).
pub(super) fn cell_xml(prefix: &str, at: CellRef, style: Option<&str>, content: Option<&NewContent>) -> String {
    let style = style.map_or_else(String::new, |style| format!(" s=\"{}\"", escape(style)));
    match content {
        None | Some(NewContent::Blank) => format!("<{prefix}c r=\"{at}\"{style}/>"),
        Some(NewContent::Number(number)) => format!("<{prefix}c r=\"{at}\"{style}><{prefix}v>{number}</{prefix}v></{prefix}c>"),
        Some(NewContent::Text(text)) => {
            let text = text_xml(prefix, text);
            format!("<{prefix}c r=\"{at}\"{style} t=\"inlineStr\"><{prefix}is>{text}</{prefix}is></{prefix}c>")
        }
    }
}

/// A text element: what XML cannot carry is left out, and what Excel would take for a code of its own is told apart.
pub(in crate::workbook) fn text_xml(prefix: &str, text: &str) -> String {
    let text = plain(text);
    let space = if text.trim() == text && !text.contains(['\n', '\t']) { "" } else { " xml:space=\"preserve\"" };
    format!("<{prefix}t{space}>{}</{prefix}t>", escape(&text))
}

fn plain(text: &str) -> String {
    let (mut plain, mut units) = (String::with_capacity(text.len()), 0);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        units += c.len_utf16();
        if units > TEXT_UNITS_MAX {
            break;
        }
        if c == '_' && is_code(rest) {
            plain.push_str("_x005F");
        }
        match c {
            '\r' if rest.starts_with("\r\n") => {}
            '\r' => plain.push('\n'),
            '\n' | '\t' => plain.push(c),
            c if c < ' ' || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {}
            c => plain.push(c),
        }
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
    }
    plain
}

/// Whether a text begins with what Excel reads as one character: `_x000D_`.
fn is_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.starts_with(b"_x") && bytes.get(6) == Some(&b'_') && bytes.get(2..6).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(content: &NewContent) -> String {
        cell_xml("", CellRef::new(0, 0).expect("A1"), None, Some(content))
    }

    #[test]
    fn a_text_stays_the_text_it_is() {
        let text = |text: &str| cell(&NewContent::Text(text.to_owned()));
        assert_eq!(text("=1+1"), "<c r=\"A1\" t=\"inlineStr\"><is><t>=1+1</t></is></c>");
        assert!(text(" 前後 ").contains("<t xml:space=\"preserve\"> 前後 </t>"));
        assert!(text("一\r\n二").contains("一\n二</t>"));
        assert!(text("_x000D_").contains("_x005F_x000D_"));
        assert!(text("a\u{1}b\u{FFFF}").contains("<t>ab</t>"));
        assert_eq!(text(&"長".repeat(40_000)).matches('長').count(), TEXT_UNITS_MAX);
    }

    #[test]
    fn a_number_is_written_exactly() {
        assert_eq!(cell(&NewContent::Number("-684.50".parse().expect("a number"))), "<c r=\"A1\"><v>-684.5</v></c>");
        assert_eq!(cell(&NewContent::Blank), "<c r=\"A1\"/>");
    }
}
