//! Row heights that fit wrapped text: Japanese wraps almost anywhere, and no spreadsheet grows a row for us when
//! the file is written by a program. The library's own autofit takes every full-width character for 8 pixels.

use unicode_width::UnicodeWidthChar;

/// Height of one line at the body size, in points. Noto needs 15.2, BIZ UDゴシック 13.
const LINE_POINTS: f64 = 15.0;
/// Room above and below the text, in points.
const PADDING_POINTS: f64 = 6.0;
/// The tallest row that Excel allows, in points.
const HEIGHT_MAX: f64 = 409.0;

/// Lines that `text` takes in a cell `width` half-width characters wide; an empty text takes one.
pub(super) fn lines(text: &str, width: usize) -> usize {
    text.split('\n').map(|paragraph| paragraph_lines(paragraph, width.max(2))).sum()
}

/// Height of a row of `lines` lines, in points.
pub(super) fn height(lines: usize) -> f64 {
    let lines = u32::try_from(lines).unwrap_or(u32::MAX);
    (f64::from(lines) * LINE_POINTS + PADDING_POINTS).min(HEIGHT_MAX)
}

fn paragraph_lines(paragraph: &str, width: usize) -> usize {
    let (mut lines, mut used) = (1, 0);
    for piece in pieces(paragraph) {
        if used > 0 && used + piece > width {
            lines += 1;
            used = 0;
        }
        // A word wider than the cell is broken wherever it meets the edge.
        lines += (used + piece).saturating_sub(1) / width;
        used = (used + piece).checked_rem(width).filter(|rest| *rest > 0 || piece == 0).unwrap_or(width);
    }
    lines
}

/// Widths of the pieces that are not broken: a word of ASCII, or a character with the punctuation that must not
/// begin a line (、。）) or end one (（「).
fn pieces(paragraph: &str) -> Vec<usize> {
    let mut pieces: Vec<usize> = Vec::new();
    let mut before: Option<char> = None;
    for c in paragraph.chars() {
        let width = c.width_cjk().unwrap_or(0);
        let joined = before.is_some_and(|b| (b.is_ascii_graphic() && c.is_ascii_graphic()) || "（「『〔［".contains(b))
            || "、。，．）」』〕］ー々！？".contains(c);
        match pieces.last_mut() {
            Some(last) if joined => *last += width,
            _ => pieces.push(width),
        }
        before = Some(c);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_text_is_two_wide_and_wraps_anywhere() {
        assert_eq!(lines("", 10), 1);
        assert_eq!(lines("健康福祉部", 10), 1);
        assert_eq!(lines("健康福祉部高", 10), 2);
        assert_eq!(lines("一\n二\n三", 10), 3);
    }

    #[test]
    fn words_and_punctuation_stay_together() {
        assert_eq!(lines("abc defgh", 6), 2);
        assert_eq!(lines("健康福祉部。", 10), 2);
        assert_eq!(lines("健康福（祉部", 8), 2);
        assert_eq!(lines(&"x".repeat(25), 10), 3);
    }

    #[test]
    fn no_row_is_taller_than_excel_allows() {
        assert!(height(1000) <= 409.0);
    }
}
