//! What the cell styles of an xlsx workbook make of a number: nothing else of a style is of use here.

use std::collections::BTreeMap;
use std::io::BufRead;

use quick_xml::Reader as XmlReader;
use quick_xml::events::{BytesStart, Event};

use super::damaged;
use super::number_format::Shown;
use super::xlsx_parts::attribute;
use crate::diagnostic::Problem;

/// Built-in `[h]:mm:ss`.
const ELAPSED: u32 = 46;

/// How a style shows a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Style {
    /// As a percentage, a date, or the number itself.
    pub shown: Shown,
    /// As a length of time: `[h]:mm`.
    pub elapsed: bool,
}

/// Reads the styles that cells refer to by number.
pub(super) fn read_styles<R: BufRead>(xml: &mut XmlReader<R>) -> Result<Vec<Style>, Problem> {
    let mut codes: BTreeMap<u32, Style> = BTreeMap::new();
    let mut styles = Vec::new();
    let mut buffer = Vec::with_capacity(1024);
    // The same elements mean other things in other lists (`dxfs`, `cellStyleXfs`).
    let (mut in_formats, mut in_cells) = (false, false);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| damaged(&error.to_string()))? {
            Event::Empty(tag) if tag.local_name().as_ref() == "styleSheet" => return Ok(styles),
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "numFmts" => in_formats = true,
                "cellXfs" => in_cells = true,
                "numFmt" if in_formats => {
                    if let (Some(id), Some(code)) = (number(&tag)?, attribute(&tag, "formatCode")?) {
                        codes.insert(id, of_code(id, &code));
                    }
                }
                "xf" if in_cells => {
                    let style = number(&tag)?.map_or_else(Style::default, |id| codes.get(&id).copied().unwrap_or_else(|| built_in(id)));
                    styles.push(style);
                }
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "numFmts" => in_formats = false,
                // The list of formats stands before it: there is nothing more to learn.
                "cellXfs" | "styleSheet" => return Ok(styles),
                _ => {}
            },
            Event::Eof => return Err(damaged("the styles are cut short")),
            Event::Text(_)
            | Event::CData(_)
            | Event::GeneralRef(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
}

fn number(tag: &BytesStart<'_>) -> Result<Option<u32>, Problem> {
    Ok(attribute(tag, "numFmtId")?.and_then(|id| id.trim().parse().ok()))
}

fn built_in(id: u32) -> Style {
    Style { shown: Shown::of(Some(id), ""), elapsed: id == ELAPSED }
}

/// A file may state the code of a built-in format too.
fn of_code(id: u32, code: &str) -> Style {
    let shown = Shown::of(Some(id), code);
    let elapsed = !shown.percent && is_elapsed(code);
    Style { shown: Shown { date: shown.date || elapsed, ..shown }, elapsed }
}

/// Whether the first that the code shows of a date or time is a length: `[h]`, `[mm]`, `[s]`.
fn is_elapsed(code: &str) -> bool {
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c.to_ascii_lowercase() {
            '\\' | '_' | '*' => {
                chars.next();
            }
            '"' => {
                chars.by_ref().find(|c| *c == '"');
            }
            '[' => {
                let inner: String = chars.by_ref().take_while(|c| *c != ']').collect::<String>().to_ascii_lowercase();
                let first = inner.chars().next();
                if first.is_some_and(|first| matches!(first, 'h' | 'm' | 's') && inner.chars().all(|c| c == first)) {
                    return true;
                }
            }
            ';' | 'd' | 'm' | 'h' | 'y' | 's' => return false,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(part: &str) -> Vec<Style> {
        read_styles(&mut XmlReader::from_reader(part.as_bytes())).unwrap()
    }

    #[test]
    fn a_cell_style_is_told_from_other_styles() {
        assert_eq!(styles("<styleSheet/>"), []);
        let found = styles(
            r#"<styleSheet><numFmts count="3"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="[h]:mm"/>
               <numFmt numFmtId="5" formatCode="&quot;¥&quot;#,##0"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
               <cellXfs><xf numFmtId="0"/><xf numFmtId="164"><alignment/></xf><xf numFmtId="165"/><xf numFmtId="46"/><xf numFmtId="57"/><xf numFmtId="5"/><xf/></cellXfs>
               <dxfs><dxf><numFmt numFmtId="5" formatCode="0%"/></dxf></dxfs></styleSheet>"#,
        );
        let shown: Vec<(bool, bool, bool)> = found.iter().map(|style| (style.shown.percent, style.shown.date, style.elapsed)).collect();
        let (none, percent, date, elapsed) = ((false, false, false), (true, false, false), (false, true, false), (false, true, true));
        assert_eq!(shown, [none, percent, elapsed, elapsed, date, none, none]);
    }

    #[test]
    fn a_length_of_time_is_told_from_a_time_of_day() {
        for code in ["[h]:mm", "[mm]:ss", "[Red][s]", "[HH]"] {
            assert!(is_elapsed(code), "{code}");
        }
        for code in ["h:mm", "yyyy\"[h]\"", "[$-411]ge.m.d", "0;[h]", "mm:[ss]"] {
            assert!(!is_elapsed(code), "{code}");
        }
    }
}
