//! Texts put into the XML of one sheet. The XML is walked, not written anew: what is not touched keeps every byte.

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};

use super::PatchError;
use super::package::attribute;
use crate::domain::CellRef;

/// A place in the text and what is to stand there.
type Edit = (Range<usize>, String);

/// The sheet with these texts in these cells, which must be blank.
pub(super) fn fill(xml: &str, name: &str, cells: &[(CellRef, String)]) -> Result<String, PatchError> {
    let mut walk = Walk::new(name, cells);
    let mut reader = Reader::from_str(xml);
    loop {
        let from = position(&reader)?;
        let event = reader.read_event().map_err(|error| PatchError::Package(error.to_string()))?;
        let here = from..position(&reader)?;
        match event {
            Event::Start(element) => walk.begin(&element, here, xml)?,
            Event::Empty(element) => {
                walk.begin(&element, here.clone(), xml)?;
                walk.end(element.local_name().as_ref(), here, true)?;
            }
            Event::End(element) => walk.end(element.local_name().as_ref(), here, false)?,
            Event::Eof => break,
            Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
    if let Some(cell) = walk.wanted.values().flat_map(BTreeMap::values).next() {
        return Err(PatchError::Package(format!("row {} is not there", cell.at.row() + 1)));
    }
    let mut edits = walk.edits;
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let (mut filled, mut from) = (String::with_capacity(xml.len() + edits.len() * 80), 0);
    for (range, text) in edits {
        filled.push_str(xml.get(from..range.start).unwrap_or_default());
        filled.push_str(&text);
        from = range.end;
    }
    filled.push_str(xml.get(from..).unwrap_or_default());
    Ok(filled)
}

fn position(reader: &Reader<&[u8]>) -> Result<usize, PatchError> {
    usize::try_from(reader.buffer_position()).map_err(|error| PatchError::Package(error.to_string()))
}

struct New<'a> {
    at: CellRef,
    text: &'a str,
}

/// A row that is being walked through.
struct Row {
    number: u32,
    style: Option<String>,
    /// Beginning of its elements' names, `x:` or nothing.
    prefix: String,
    spans: Option<Spans>,
    next_column: u32,
}

/// The columns that a row says it spans, from 1.
struct Spans {
    place: Range<usize>,
    first: u32,
    last: u32,
    changed: bool,
}

impl Spans {
    /// The attribute within a tag that begins at `start`.
    fn of(tag: &str, start: usize) -> Option<Self> {
        let (before, rest) = tag.split_once(" spans=\"")?;
        let (spans, _) = rest.split_once('"')?;
        let (first, last) = spans.split_once(':')?;
        let at = start + before.len() + " spans=\"".len();
        Some(Self { place: at..at + spans.len(), first: first.parse().ok()?, last: last.parse().ok()?, changed: false })
    }

    /// A zero-based column within.
    fn widen(&mut self, column: u32) {
        let (first, last) = (self.first.min(column + 1), self.last.max(column + 1));
        self.changed |= (first, last) != (self.first, self.last);
        (self.first, self.last) = (first, last);
    }
}

/// A cell that is to be replaced, while its content is looked at.
struct Open<'a> {
    new: New<'a>,
    start: usize,
    style: Option<String>,
}

/// Where the walk is, and what is still to be placed.
struct Walk<'a> {
    name: &'a str,
    wanted: BTreeMap<u32, BTreeMap<u32, New<'a>>>,
    all: Vec<CellRef>,
    column_styles: Vec<(u32, u32, String)>,
    next_row: u32,
    row: Option<Row>,
    open: Option<Open<'a>>,
    edits: Vec<Edit>,
}

impl<'a> Walk<'a> {
    fn new(name: &'a str, cells: &'a [(CellRef, String)]) -> Self {
        let mut wanted: BTreeMap<u32, BTreeMap<u32, New<'a>>> = BTreeMap::new();
        for (at, text) in cells {
            wanted.entry(at.row()).or_default().insert(u32::from(at.column()), New { at: *at, text });
        }
        let all = cells.iter().map(|(at, _)| *at).collect();
        Self { name, wanted, all, column_styles: Vec::new(), next_row: 0, row: None, open: None, edits: Vec::new() }
    }

    fn begin(&mut self, element: &BytesStart<'_>, here: Range<usize>, xml: &str) -> Result<(), PatchError> {
        match element.local_name().as_ref() {
            "col" => {
                let number = |name| attribute(element, name).and_then(|text| text.parse().ok());
                if let (Some(min), Some(max), Some(style)) = (number("min"), number("max"), attribute(element, "style")) {
                    self.column_styles.push((min, max, style));
                }
            }
            "row" => {
                let number = attribute(element, "r").and_then(|text| text.parse::<u32>().ok());
                let number = number.and_then(|number| number.checked_sub(1)).unwrap_or(self.next_row);
                self.next_row = number.saturating_add(1);
                let style = attribute(element, "customFormat").and_then(|_| attribute(element, "s"));
                let prefix = prefix_of(element.name().as_ref()).to_owned();
                let spans = Spans::of(xml.get(here.clone()).unwrap_or_default(), here.start);
                self.row = Some(Row { number, style, prefix, spans, next_column: 0 });
            }
            "c" => self.begin_cell(element, here.start),
            // A formula that shows nothing, or a value after all.
            "f" | "v" | "is" => {
                if let Some(open) = &self.open {
                    return Err(PatchError::NotBlank(self.name.to_owned(), open.new.at));
                }
            }
            "mergeCell" => {
                let range = attribute(element, "ref").unwrap_or_default();
                if let Some(at) = self.all.iter().find(|at| hides(&range, **at)) {
                    return Err(PatchError::Merged(self.name.to_owned(), *at));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>, start: usize) {
        let Some(row) = &mut self.row else { return };
        let at = attribute(element, "r").and_then(|text| text.parse::<CellRef>().ok());
        let column = at.map_or(row.next_column, |at| u32::from(at.column()));
        row.next_column = column.saturating_add(1);
        let number = row.number;
        // What belongs before this cell is put there.
        self.place(number, start, |wanted| wanted < column);
        if let Some(new) = self.wanted.get_mut(&number).and_then(|row| row.remove(&column)) {
            self.open = Some(Open { new, start, style: attribute(element, "s") });
        }
    }

    fn end(&mut self, name: &str, here: Range<usize>, empty: bool) -> Result<(), PatchError> {
        match name {
            "c" => {
                if let (Some(open), Some(row)) = (self.open.take(), &self.row) {
                    self.edits.push((open.start..here.end, cell_text(&row.prefix, &open.new, open.style.as_deref())));
                }
            }
            "row" => {
                let Some(number) = self.row.as_ref().map(|row| row.number) else { return Ok(()) };
                if empty && self.wanted.get(&number).is_some_and(|row| !row.is_empty()) {
                    return Err(PatchError::Package(format!("row {} is empty", number + 1)));
                }
                self.place(number, here.start, |_| true);
                self.wanted.remove(&number);
                // A row that says which columns it spans says so of the new cells too.
                if let Some(spans) = self.row.take().and_then(|row| row.spans).filter(|spans| spans.changed) {
                    self.edits.push((spans.place, format!("{}:{}", spans.first, spans.last)));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Inserts cells that are not there yet at `position`.
    fn place(&mut self, number: u32, position: usize, which: impl Fn(u32) -> bool) {
        let (Some(wanted), Some(row)) = (self.wanted.get_mut(&number), &mut self.row) else { return };
        let columns: Vec<u32> = wanted.keys().copied().filter(|column| which(*column)).collect();
        let mut text = String::new();
        for column in columns {
            let Some(new) = wanted.remove(&column) else { continue };
            let of_column = || self.column_styles.iter().find(|(min, max, _)| (*min..=*max).contains(&(column + 1)));
            let style = row.style.clone().or_else(|| of_column().map(|(_, _, style)| style.clone()));
            text.push_str(&cell_text(&row.prefix, &new, style.as_deref()));
            if let Some(spans) = &mut row.spans {
                spans.widen(column);
            }
        }
        if !text.is_empty() {
            self.edits.push((position..position, text));
        }
    }
}

/// `x:` of `x:row`.
fn prefix_of(name: &str) -> &str {
    name.split_once(':').map_or("", |(prefix, _)| name.get(..=prefix.len()).unwrap_or_default())
}

fn cell_text(prefix: &str, new: &New<'_>, style: Option<&str>) -> String {
    let style = style.map_or_else(String::new, |style| format!(" s=\"{}\"", escape(style)));
    let (at, text) = (new.at, escape(new.text));
    format!("<{prefix}c r=\"{at}\"{style} t=\"inlineStr\"><{prefix}is><{prefix}t>{text}</{prefix}t></{prefix}is></{prefix}c>")
}

/// Whether a merged range hides a cell: every one but its first.
fn hides(range: &str, at: CellRef) -> bool {
    let Some((first, last)) = range.split_once(':') else { return false };
    let (Ok(first), Ok(last)) = (first.parse::<CellRef>(), last.parse::<CellRef>()) else { return false };
    at != first && (first.row()..=last.row()).contains(&at.row()) && (first.column()..=last.column()).contains(&at.column())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(xml: &str, cells: &[(&str, &str)]) -> Result<String, PatchError> {
        let cells: Vec<(CellRef, String)> = cells.iter().map(|(at, text)| (at.parse().expect("an address"), (*text).to_owned())).collect();
        fill(xml, "指標", &cells)
    }

    #[test]
    fn rows_and_cells_without_addresses_are_counted() {
        let xml = "<worksheet><sheetData><row><c><v>1</v></c></row><row><c/><c><v>2</v></c></row></sheetData></worksheet>";
        let expected = "<worksheet><sheetData><row><c><v>1</v></c></row><row><c r=\"A2\" t=\"inlineStr\"><is><t>k</t></is></c><c><v>2</v></c></row></sheetData></worksheet>";
        assert_eq!(filled(xml, &[("A2", "k")]).as_deref(), Ok(expected));
    }

    #[test]
    fn a_prefixed_sheet_gets_prefixed_cells_and_its_spans_grow() {
        let xml = "<x:worksheet><x:sheetData><x:row r=\"2\" spans=\"2:3\" s=\"4\" customFormat=\"1\"><x:c r=\"B2\"/></x:row></x:sheetData></x:worksheet>";
        let cells = "<x:c r=\"A2\" s=\"4\" t=\"inlineStr\"><x:is><x:t>k</x:t></x:is></x:c><x:c r=\"B2\"/><x:c r=\"D2\" s=\"4\" t=\"inlineStr\"><x:is><x:t>l</x:t></x:is></x:c>";
        let expected = format!(
            "<x:worksheet><x:sheetData><x:row r=\"2\" spans=\"1:4\" s=\"4\" customFormat=\"1\">{cells}</x:row></x:sheetData></x:worksheet>"
        );
        assert_eq!(filled(xml, &[("A2", "k"), ("D2", "l")]), Ok(expected));
    }

    #[test]
    fn a_row_that_is_not_there_is_no_place() {
        assert!(matches!(filled("<worksheet><sheetData/></worksheet>", &[("A2", "k")]), Err(PatchError::Package(_))));
    }
}
