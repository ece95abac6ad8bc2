//! Cells changed in the XML of one sheet. The XML is walked, not written anew: what is not touched keeps every byte.

use std::collections::BTreeMap;
use std::ops::Range;

use quick_xml::events::BytesStart;

use super::change::{CellChange, cell_xml};
use super::range::{first_of, widened, within};
use super::xml::{Edits, Tag, attribute, is_set, prefix_of, walk};
use super::{NewContent, PatchError};
use crate::domain::CellRef;

/// A sheet with its changes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Changed {
    /// Its XML.
    pub(super) xml: String,
    /// Whether a formula was taken out: the order of calculation no longer holds.
    pub(super) formula_removed: bool,
}

/// The sheet with these changes.
pub(super) fn change(xml: &str, name: &str, cells: &[CellChange]) -> Result<Changed, PatchError> {
    let mut sheet = Sheet::new(name, xml, cells);
    walk(xml, |tag, here, _| match tag {
        Tag::Start(element) => sheet.begin(element, here, false),
        Tag::Empty(element) => {
            sheet.begin(element, here.clone(), true)?;
            sheet.end(element.local_name().as_ref(), here, Some(element));
            Ok(())
        }
        Tag::End(name) => {
            sheet.end(name, here, None);
            Ok(())
        }
        Tag::Text => Ok(()),
    })?;
    sheet.finish()
}

/// A row that is being walked through.
struct Row {
    number: u32,
    style: Option<String>,
    prefix: String,
    place: Range<usize>,
    /// The columns that it says it spans, from 1.
    spans: Option<(u32, u32)>,
    widened: bool,
    next_column: u32,
}

/// A cell that is to be replaced, while its content is looked at.
struct Open<'a> {
    change: &'a CellChange,
    start: usize,
    style: Option<String>,
}

/// Where the walk is, and what is still to be placed.
struct Sheet<'a> {
    name: &'a str,
    xml: &'a str,
    wanted: BTreeMap<u32, BTreeMap<u32, &'a CellChange>>,
    /// Cells that get content.
    filled: Vec<CellRef>,
    column_styles: Vec<(u32, u32, String)>,
    /// Whether it is among the rows: other parts of a sheet have elements of these names too.
    in_data: bool,
    prefix: String,
    next_row: u32,
    row: Option<Row>,
    open: Option<Open<'a>>,
    dimension: Option<(Range<usize>, String)>,
    inserted: Vec<CellRef>,
    formula_removed: bool,
    edits: Edits,
}

impl<'a> Sheet<'a> {
    fn new(name: &'a str, xml: &'a str, cells: &'a [CellChange]) -> Self {
        let mut wanted: BTreeMap<u32, BTreeMap<u32, &CellChange>> = BTreeMap::new();
        for change in cells.iter().filter(|change| change.content.is_some() || change.style.is_some()) {
            wanted.entry(change.at.row()).or_default().insert(u32::from(change.at.column()), change);
        }
        Self {
            name,
            xml,
            wanted,
            filled: cells.iter().filter(|change| change.content.is_some()).map(|change| change.at).collect(),
            column_styles: Vec::new(),
            in_data: false,
            prefix: String::new(),
            next_row: 0,
            row: None,
            open: None,
            dimension: None,
            inserted: Vec::new(),
            formula_removed: false,
            edits: Edits::default(),
        }
    }

    fn begin(&mut self, element: &BytesStart<'_>, here: Range<usize>, empty: bool) -> Result<(), PatchError> {
        match (element.local_name().as_ref(), self.in_data) {
            ("dimension", false) => self.dimension = attribute(element, "ref").map(|range| (here, range)),
            ("col", false) => {
                let number = |name| attribute(element, name).and_then(|text| text.parse().ok());
                if let (Some(min), Some(max), Some(style)) = (number("min"), number("max"), attribute(element, "style")) {
                    self.column_styles.push((min, max, style));
                }
            }
            ("sheetData", false) => {
                self.in_data = true;
                prefix_of(element.name().as_ref()).clone_into(&mut self.prefix);
            }
            ("row", true) => self.begin_row(element, here)?,
            ("c", true) => self.begin_cell(element, here)?,
            ("f", true) => self.formula(element, empty)?,
            ("v" | "is", true) if !empty => self.something()?,
            ("mergeCell", false) => {
                let range = attribute(element, "ref").unwrap_or_default();
                if let Some(at) = self.filled.iter().find(|at| first_of(&range) != Some(**at) && within(&range, **at)) {
                    return Err(PatchError::Merged(self.name.to_owned(), *at));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn begin_row(&mut self, element: &BytesStart<'_>, here: Range<usize>) -> Result<(), PatchError> {
        let number = attribute(element, "r").and_then(|text| text.parse::<u32>().ok());
        let number = number.and_then(|number| number.checked_sub(1)).unwrap_or(self.next_row);
        if number < self.next_row {
            return Err(PatchError::Package("rows are not in order".to_owned()));
        }
        self.rows_before(here.start, number);
        self.next_row = number.saturating_add(1);
        let spans = attribute(element, "spans").and_then(|spans| {
            let (first, last) = spans.split_once(':')?;
            Some((first.parse().ok()?, last.parse().ok()?))
        });
        let style = attribute(element, "s").filter(|_| is_set(element, "customFormat"));
        let prefix = prefix_of(element.name().as_ref()).to_owned();
        self.row = Some(Row { number, style, prefix, place: here, spans, widened: false, next_column: 0 });
        Ok(())
    }

    fn begin_cell(&mut self, element: &BytesStart<'_>, here: Range<usize>) -> Result<(), PatchError> {
        let Some(row) = &mut self.row else { return Ok(()) };
        let at = attribute(element, "r").and_then(|text| text.parse::<CellRef>().ok());
        let column = at.map_or(row.next_column, |at| u32::from(at.column()));
        if column < row.next_column || at.is_some_and(|at| at.row() != row.number) {
            return Err(PatchError::Package("cells are not in order".to_owned()));
        }
        row.next_column = column.saturating_add(1);
        let number = row.number;
        // What belongs before this cell is put there.
        let before = self.cells(number, |wanted| wanted < column);
        if !before.is_empty() {
            self.edits.put(here.start..here.start, before);
        }
        let Some(change) = self.wanted.get_mut(&number).and_then(|row| row.remove(&column)) else { return Ok(()) };
        let style = change.style.map(|style| style.to_string());
        if change.content.is_some() {
            self.open = Some(Open { change, start: here.start, style: style.or_else(|| attribute(element, "s")) });
        } else if let Some(style) = style {
            self.edits.set(self.xml, &here, "s", &style);
        }
        Ok(())
    }

    /// A formula, also one that shows nothing. One that other cells live on is never taken out.
    fn formula(&mut self, element: &BytesStart<'_>, empty: bool) -> Result<(), PatchError> {
        let kind = attribute(element, "t").unwrap_or_default();
        let range = attribute(element, "ref");
        if let Some(open) = &self.open {
            if !open.change.overwrite {
                return Err(PatchError::NotBlank(self.name.to_owned(), open.change.at));
            }
            // The one that the others share says the formula itself; not every writer says for which cells.
            if kind == "shared" && (range.is_some() || !empty) {
                return Err(PatchError::Formula(self.name.to_owned(), open.change.at));
            }
            self.formula_removed = true;
        }
        let Some(range) = range.filter(|_| kind == "array" || kind == "dataTable") else { return Ok(()) };
        match self.filled.iter().find(|at| within(&range, **at)) {
            Some(at) => Err(PatchError::Formula(self.name.to_owned(), *at)),
            None => Ok(()),
        }
    }

    fn something(&self) -> Result<(), PatchError> {
        match &self.open {
            Some(open) if !open.change.overwrite => Err(PatchError::NotBlank(self.name.to_owned(), open.change.at)),
            _ => Ok(()),
        }
    }

    /// The end of an element; `empty` is the element where it had no content.
    fn end(&mut self, name: &str, here: Range<usize>, empty: Option<&BytesStart<'_>>) {
        match name {
            "c" if self.in_data => {
                if let (Some(open), Some(row)) = (self.open.take(), &self.row) {
                    let text = cell_xml(&row.prefix, open.change.at, open.style.as_deref(), open.change.content.as_ref());
                    self.edits.put(open.start..here.end, text);
                }
            }
            "row" if self.in_data => {
                let Some(number) = self.row.as_ref().map(|row| row.number) else { return };
                let text = self.cells(number, |_| true);
                self.wanted.remove(&number);
                self.insert(text, &here, empty);
                // A row that says which columns it spans says so of the new cells too.
                let Some(Row { place, spans: Some((first, last)), widened: true, .. }) = self.row.take() else { return };
                self.edits.set(self.xml, &place, "spans", &format!("{first}:{last}"));
            }
            "sheetData" if self.in_data => {
                let text = self.new_rows(u32::MAX);
                self.insert(text, &here, empty);
                self.in_data = false;
            }
            _ => {}
        }
    }

    /// Puts `text` at the end of the element that ends `here`.
    fn insert(&mut self, text: String, here: &Range<usize>, empty: Option<&BytesStart<'_>>) {
        match empty {
            _ if text.is_empty() => {}
            Some(element) => self.edits.open(element, here, &text),
            None => self.edits.put(here.start..here.start, text),
        }
    }

    /// Puts the rows that belong before row `number` at `position`.
    fn rows_before(&mut self, position: usize, number: u32) {
        let text = self.new_rows(number);
        if !text.is_empty() {
            self.edits.put(position..position, text);
        }
    }

    /// Rows before `number` that are not there.
    fn new_rows(&mut self, number: u32) -> String {
        let numbers: Vec<u32> = self.wanted.range(..number).map(|(row, _)| *row).collect();
        let prefix = self.prefix.clone();
        let mut rows = Vec::new();
        for number in numbers {
            let cells = self.cells(number, |_| true);
            self.wanted.remove(&number);
            rows.push(format!("<{prefix}row r=\"{}\">{cells}</{prefix}row>", number.saturating_add(1)));
        }
        rows.concat()
    }

    /// Cells of row `number` that are not there, and come next.
    fn cells(&mut self, number: u32, which: impl Fn(u32) -> bool) -> String {
        let Some(wanted) = self.wanted.get_mut(&number) else { return String::new() };
        let row = self.row.as_mut().filter(|row| row.number == number);
        let (prefix, of_row) = row.as_ref().map_or_else(|| (self.prefix.clone(), None), |row| (row.prefix.clone(), row.style.clone()));
        let columns: Vec<u32> = wanted.keys().copied().filter(|column| which(*column)).collect();
        let changes: Vec<&CellChange> = columns.iter().filter_map(|column| wanted.remove(column)).collect();
        let mut text = String::new();
        for change in &changes {
            // Nothing into a cell that is not there leaves it so.
            if change.style.is_none() && change.content == Some(NewContent::Blank) {
                continue;
            }
            let column = u32::from(change.at.column()) + 1;
            let of_column = || self.column_styles.iter().find(|(min, max, _)| (*min..=*max).contains(&column));
            let own = change.style.map(|style| style.to_string()).or_else(|| of_row.clone());
            let style = own.or_else(|| of_column().map(|(_, _, style)| style.clone()));
            text.push_str(&cell_xml(&prefix, change.at, style.as_deref(), change.content.as_ref()));
            self.inserted.push(change.at);
        }
        if let Some(Row { spans: Some((first, last)), widened, .. }) = row {
            for column in columns.iter().map(|column| column + 1) {
                *widened |= column < *first || column > *last;
                (*first, *last) = ((*first).min(column), (*last).max(column));
            }
        }
        text
    }

    fn finish(mut self) -> Result<Changed, PatchError> {
        if !self.wanted.is_empty() {
            return Err(PatchError::Package("there are no rows".to_owned()));
        }
        if let Some((place, range)) = self.dimension.take() {
            let wider = widened(&range, &self.inserted).filter(|wider| *wider != range);
            if let Some(wider) = wider {
                self.edits.set(self.xml, &place, "ref", &wider);
            }
        }
        Ok(Changed { xml: self.edits.applied(self.xml)?, formula_removed: self.formula_removed })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(at: &str) -> CellRef {
        at.parse().expect("an address")
    }

    fn text(at: &str, text: &str) -> CellChange {
        CellChange::fill(cell(at), NewContent::Text(text.to_owned()))
    }

    fn changed(xml: &str, cells: &[CellChange]) -> Result<String, PatchError> {
        change(xml, "指標", cells).map(|changed| changed.xml)
    }

    fn rows(rows: &str) -> String {
        format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
    }

    #[test]
    fn rows_and_cells_without_addresses_are_counted() {
        let xml = rows("<row><c><v>1</v></c></row><row><c/><c><v>2</v></c></row>");
        let expected = rows("<row><c><v>1</v></c></row><row><c r=\"A2\" t=\"inlineStr\"><is><t>k</t></is></c><c><v>2</v></c></row>");
        assert_eq!(changed(&xml, &[text("A2", "k")]), Ok(expected));
    }

    #[test]
    fn a_prefixed_sheet_gets_prefixed_cells_and_its_spans_grow() {
        let xml = "<x:worksheet><x:sheetData><x:row r=\"2\" spans=\"2:3\" s=\"4\" customFormat=\"1\"><x:c r=\"B2\"/></x:row></x:sheetData></x:worksheet>";
        let cells = "<x:c r=\"A2\" s=\"4\" t=\"inlineStr\"><x:is><x:t>k</x:t></x:is></x:c><x:c r=\"B2\"/><x:c r=\"D2\" s=\"4\" t=\"inlineStr\"><x:is><x:t>l</x:t></x:is></x:c>";
        let expected = format!(
            "<x:worksheet><x:sheetData><x:row r=\"2\" spans=\"1:4\" s=\"4\" customFormat=\"1\">{cells}</x:row></x:sheetData></x:worksheet>"
        );
        assert_eq!(changed(xml, &[text("A2", "k"), text("D2", "l")]), Ok(expected));
    }

    #[test]
    fn absent_rows_and_cells_are_put_in_order() {
        let new = |at: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>k</t></is></c>");
        let xml = "<x:worksheet><x:dimension ref=\"B3\"/><x:sheetData/></x:worksheet>";
        let expected = "<x:worksheet><x:dimension ref=\"B2:C3\"/><x:sheetData><x:row r=\"2\"><x:c r=\"C2\" s=\"7\"/></x:row></x:sheetData></x:worksheet>";
        assert_eq!(changed(xml, &[CellChange::restyle(cell("C2"), 7)]).as_deref(), Ok(expected));
        let xml = rows("<row r=\"3\"/><row r=\"5\"><c r=\"B5\"/></row>");
        let cells = [text("A1", "k"), text("B3", "k"), text("A4", "k"), text("AB5", "k"), text("A9", "k")];
        let expected = rows(&format!(
            "<row r=\"1\">{}</row><row r=\"3\">{}</row><row r=\"4\">{}</row><row r=\"5\"><c r=\"B5\"/>{}</row><row r=\"9\">{}</row>",
            new("A1"),
            new("B3"),
            new("A4"),
            new("AB5"),
            new("A9")
        ));
        assert_eq!(changed(&xml, &cells), Ok(expected));
        assert!(matches!(changed("<worksheet/>", &[text("A1", "k")]), Err(PatchError::Package(_))));
        assert!(matches!(changed(&rows("<row r=\"3\"/><row r=\"2\"/>"), &[text("A2", "k")]), Err(PatchError::Package(_))));
    }

    #[test]
    fn a_format_changes_and_nothing_else() {
        let xml = rows(
            "<row r=\"1\"><c r=\"A1\" s=\"2\" t=\"s\"><v>0</v></c><c r='B1'><f t=\"shared\" ref=\"B1:B9\" si=\"0\">A1</f><v>3</v></c></row>",
        );
        let expected = xml.replace("s=\"2\"", "s=\"5\"").replace("<c r='B1'>", "<c s=\"5\" r='B1'>");
        assert_eq!(changed(&xml, &[CellChange::restyle(cell("A1"), 5), CellChange::restyle(cell("B1"), 5)]), Ok(expected));
    }

    #[test]
    fn what_is_there_gives_way_only_where_it_may() {
        let xml = rows(
            "<row r=\"1\"><c r=\"A1\" s=\"2\"><v>1</v></c><c r=\"B1\"><f>A1</f><v>1</v></c><c r=\"C1\"><f t=\"shared\" ref=\"C1:C2\" si=\"0\">A1</f></c><c r=\"D1\"><f t=\"array\" ref=\"D1:D3\">A1</f></c><c r=\"E1\"><f t=\"shared\" si=\"1\">A1</f></c><c r=\"F1\"><f t=\"shared\" si=\"1\"/></c></row>",
        );
        let over = |at: &str| CellChange::overwrite(cell(at), NewContent::Number("7".parse().expect("a number")));
        assert_eq!(changed(&xml, &[text("A1", "k")]), Err(PatchError::NotBlank("指標".to_owned(), cell("A1"))));
        assert_eq!(changed(&xml, &[text("B1", "k")]), Err(PatchError::NotBlank("指標".to_owned(), cell("B1"))));
        for master in ["C1", "D1", "D3", "E1"] {
            assert_eq!(changed(&xml, &[over(master)]), Err(PatchError::Formula("指標".to_owned(), cell(master))));
        }
        let kept = |at: &str| change(&xml, "指標", &[over(at)]).expect("changed");
        assert!(!kept("A1").formula_removed && kept("A1").xml.contains("<c r=\"A1\" s=\"2\"><v>7</v></c><c r=\"B1\"><f>"));
        assert!(kept("F1").formula_removed, "one that only shares may go");
        assert!(kept("B1").formula_removed && kept("B1").xml.contains("<c r=\"B1\"><v>7</v></c>"));
    }

    #[test]
    fn rows_of_other_parts_of_a_sheet_are_not_rows() {
        let control = "<controls><control><anchor><from><xdr:col>1</xdr:col><xdr:row>4</xdr:row></from></anchor></control></controls>";
        let xml = rows("<row r=\"9\"><c r=\"A9\"/></row>").replace("</worksheet>", &format!("{control}</worksheet>"));
        let expected = xml.replace("<c r=\"A9\"/>", "<c s=\"1\" r=\"A9\"/>");
        assert_eq!(changed(&xml, &[CellChange::restyle(cell("A9"), 1)]), Ok(expected));
    }
}
