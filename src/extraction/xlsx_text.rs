//! Text of a cell as xlsx stores it: pieces of rich text, furigana left out, `_x000D_` for what XML cannot say.

use std::borrow::Cow;

use quick_xml::events::BytesStart;

use super::xlsx_parts::attribute;
use crate::diagnostic::Problem;

/// Where we are within a text element (`si`, `is`). The text itself goes to a string that the caller holds.
#[derive(Debug, Default)]
pub(super) struct RichText {
    /// Within furigana.
    reading: bool,
    /// Where the piece that is being read begins, and whether blanks around it are part of it.
    piece: Option<(usize, bool)>,
}

impl RichText {
    /// Whether text that comes now belongs to the cell.
    pub(super) const fn takes(&self) -> bool {
        self.piece.is_some()
    }

    /// An element begins within the text element.
    pub(super) fn begin(&mut self, tag: &BytesStart<'_>, text: &str) -> Result<(), Problem> {
        match tag.local_name().as_ref() {
            "rPh" => self.reading = true,
            "t" if !self.reading => {
                let preserved = attribute(tag, "space")?.is_some_and(|space| space == "preserve");
                self.piece = Some((text.len(), preserved));
            }
            _ => {}
        }
        Ok(())
    }

    /// An element ends within the text element.
    pub(super) fn end(&mut self, name: &str, text: &mut String) {
        match name {
            "rPh" => self.reading = false,
            "t" => {
                if let Some((start, preserved)) = self.piece.take() {
                    finish_piece(text, start, preserved);
                }
            }
            _ => {}
        }
    }
}

/// Without `xml:space` blanks around a piece are layout of the XML. Blanks that only Unicode knows stay.
fn finish_piece(text: &mut String, start: usize, preserved: bool) {
    let Some(piece) = text.get(start..) else { return };
    let blank = [' ', '\t', '\r', '\n'];
    let trimmed = if preserved { piece } else { piece.trim_matches(blank) };
    let meant = unescaped(trimmed);
    if meant.len() != piece.len() {
        let meant = meant.into_owned();
        text.truncate(start);
        text.push_str(&meant);
    }
}

/// Length of `_x000D_`.
const ESCAPE_BYTES: usize = 7;

/// With `_xHHHH_` as the UTF-16 unit that it stands for (ECMA-376 Part 1, 22.9.2.19); half a pair becomes `�`.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find("_x") else { return Cow::Borrowed(text) };
    let mut meant = text.get(..first).unwrap_or_default().to_owned();
    let mut rest = text.get(first..).unwrap_or_default();
    let mut units: Vec<u16> = Vec::new();
    while let Some(c) = rest.chars().next() {
        if let Some(unit) = unit(rest) {
            units.push(unit);
            rest = rest.get(ESCAPE_BYTES..).unwrap_or_default();
        } else {
            meant.push_str(&String::from_utf16_lossy(&units));
            units.clear();
            meant.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    meant.push_str(&String::from_utf16_lossy(&units));
    Cow::Owned(meant)
}

/// The unit that an escape at the beginning stands for.
fn unit(text: &str) -> Option<u16> {
    let digits = text.strip_prefix("_x")?.get(..4)?;
    let ends = text.as_bytes().get(ESCAPE_BYTES - 1) == Some(&b'_');
    let hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    if ends && hex { u16::from_str_radix(digits, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_what_they_stand_for() {
        let meant = [
            ("一行目_x000D_\n二行目", "一行目\r\n二行目"),
            ("_x005F_x000D_", "_x000D_"),
            ("_xD83D__xDCF7_", "📷"),
            ("_xD83D_と", "\u{FFFD}と"),
            ("file_x1", "file_x1"),
            ("_x00G0_ _x000D", "_x00G0_ _x000D"),
            ("_x観光課_", "_x観光課_"),
        ];
        for (stored, text) in meant {
            assert_eq!(unescaped(stored), text, "{stored}");
        }
    }
}
