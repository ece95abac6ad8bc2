//! CSV as Excel opens it by a double click: UTF-8 with BOM, CRLF, RFC 4180 quoting, and no text that comes alive.
//!
//! A text that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises for CSV (CWE-1236). A
//! text that begins with an apostrophe gets one too, so that taking one away from every such text gives back exactly what
//! was written. Numbers are never touched: -684 stays a number. Line breaks inside a text become a blank, so that one
//! row is one line; the JSON keeps texts as they were typed.

use super::Column;
use super::cell::Cell;

/// Characters with which a spreadsheet begins a formula, in both widths.
const LIVE: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A whole file.
pub(super) fn table<R>(columns: &[Column<R>], rows: &[R]) -> String {
    let mut text = String::from("\u{feff}");
    line(&mut text, columns.iter().map(|column| column.heading.to_owned()));
    for row in rows {
        line(&mut text, columns.iter().map(|column| written(&(column.cell)(row))));
    }
    text
}

/// A whole file of words.
pub(super) fn words(rows: &[Vec<&str>]) -> String {
    let mut text = String::from("\u{feff}");
    for row in rows {
        line(&mut text, row.iter().map(|word| harmless(word)));
    }
    text
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            text.push(',');
        }
        if cell.contains(['"', ',', '\r', '\n']) {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&cell);
        }
    }
    text.push_str("\r\n");
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => harmless(text),
        Cell::Number(value) => value.to_string(),
        Cell::Count(count) => count.to_string(),
    }
}

/// A text on one line, which no spreadsheet takes for a formula.
fn harmless(text: &str) -> String {
    let one_line = text.split(['\r', '\n', '\t', '\0']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    // What a spreadsheet may pass over before it looks for the sign of a formula.
    let first = one_line.chars().find(|c| !c.is_whitespace() && !c.is_control());
    let live = first.is_some_and(|c| LIVE.contains(&c)) || one_line.starts_with('\'');
    if live { format!("'{one_line}") } else { one_line }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a reader of the file does to have a text back.
    fn read_back(text: &str) -> &str {
        text.strip_prefix('\'').unwrap_or(text)
    }

    #[test]
    fn a_typed_formula_stays_a_text_and_can_be_had_back() {
        for typed in ["=1+1", "+81-83", "-", "@SUM(A1)", "　=1+1", "＝1", "'=1", "'", "天候=不順", "−5", ""] {
            let text = harmless(typed);
            let first = text.trim_start().chars().next();
            assert!(first.is_none_or(|c| !LIVE.contains(&c)), "{typed}: {text}");
            assert_eq!(read_back(&text), typed);
        }
        assert_eq!(harmless("\t=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
    }

    #[test]
    fn numbers_are_numbers_and_a_row_is_a_line() {
        assert_eq!(written(&Cell::number("-1684.50".parse().ok())), "-1684.5");
        assert_eq!(harmless("一行目\r\n二行目"), "一行目 二行目");
        let mut text = String::new();
        line(&mut text, ["a,b".to_owned(), "言う\"x\"".to_owned(), String::new()].into_iter());
        assert_eq!(text, "\"a,b\",\"言う\"\"x\"\"\",\r\n");
    }
}
