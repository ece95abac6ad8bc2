//! One pass over a sheet of an xlsx workbook: values, formulas and styles together, each place checked before it is kept.

use std::collections::BTreeMap;
use std::io::BufRead;

use quick_xml::Reader as XmlReader;
use quick_xml::events::{BytesStart, Event};

use super::budget::{Budget, FORMULA_CHARS_MAX};
use super::xlsx_cell::{Address, Known, XlsxCell};
use super::xlsx_parts::{attribute, push_reference};
use super::xlsx_text::RichText;
use super::{Content, GridCell, damaged};
use crate::diagnostic::Problem;
use crate::domain::CellRef;

/// Reads a sheet's cells, by row and column.
pub(super) fn read_cells<R: BufRead>(xml: &mut XmlReader<R>, known: &Known, budget: &mut Budget) -> Result<Vec<GridCell>, Problem> {
    let mut sheet = Sheet {
        known,
        budget,
        begun: false,
        data: false,
        unfinished: false,
        row: 0,
        column: 0,
        open: Open::None,
        part: Part::None,
        cell: XlsxCell::default(),
        shared: BTreeMap::new(),
        cells: Vec::new(),
    };
    let mut buffer = Vec::with_capacity(1024);
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(|error| damaged(&error.to_string()))? {
            Event::Start(tag) => sheet.begin(&tag)?,
            Event::Empty(tag) => {
                sheet.begin(&tag)?;
                sheet.end(tag.local_name().as_ref())?;
                if sheet.data && tag.local_name().as_ref() == "sheetData" {
                    break;
                }
            }
            Event::End(tag) if sheet.data && tag.local_name().as_ref() == "sheetData" => break,
            Event::End(tag) => sheet.end(tag.local_name().as_ref())?,
            Event::Text(text) => {
                if let Some(to) = sheet.text() {
                    to.push_str(&text.xml10_content());
                }
            }
            Event::CData(text) => {
                if let Some(to) = sheet.text() {
                    to.push_str(&text.xml10_content());
                }
            }
            Event::GeneralRef(entity) => {
                if let Some(to) = sheet.text() {
                    push_reference(&entity, to)?;
                }
            }
            // A sheet of another kind has no cells; one that ends before its cells is not whole.
            Event::Eof if sheet.begun && !sheet.data && !sheet.unfinished => break,
            Event::Eof => return Err(damaged("a sheet is cut short")),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    Ok(in_order(sheet.cells))
}

/// By row and column; of two cells in one place the first counts.
fn in_order(mut cells: Vec<GridCell>) -> Vec<GridCell> {
    if !cells.is_sorted_by(|one, next| one.at < next.at) {
        cells.sort_by_key(|cell| cell.at);
        cells.dedup_by_key(|cell| cell.at);
    }
    cells
}

/// What of the cell in hand is being read.
#[derive(Debug, Default)]
enum Part {
    #[default]
    None,
    Value,
    /// With the number of the shared formula that it belongs to.
    Formula(Option<u32>),
    Inline(RichText),
}

/// The cell in hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    None,
    /// It cannot be told where it stands.
    Nowhere,
    At(CellRef),
}

struct Sheet<'k> {
    known: &'k Known,
    budget: &'k mut Budget,
    /// Whether there was any element, and whether the cells have begun.
    begun: bool,
    data: bool,
    /// Whether a worksheet has begun and not ended.
    unfinished: bool,
    /// Where the next cell stands if it does not say so; zero-based.
    row: u32,
    column: u32,
    /// Whether a cell is open, and where it stands, if it stands anywhere.
    open: Open,
    part: Part,
    cell: XlsxCell,
    /// Shared formulas by number.
    shared: BTreeMap<u32, String>,
    cells: Vec<GridCell>,
}

impl Sheet<'_> {
    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<(), Problem> {
        let name = tag.local_name();
        self.begun = true;
        if !self.data {
            self.data = name.as_ref() == "sheetData";
            self.unfinished |= name.as_ref() == "worksheet";
            return Ok(());
        }
        match (name.as_ref(), &mut self.part) {
            (_, Part::Inline(rich)) => {
                rich.begin(tag, &self.cell.inline.text)?;
            }
            ("c", _) => self.begin_cell(tag)?,
            ("row", _) => {
                if let Some(row) = attribute(tag, "r")?.and_then(|row| row.trim().parse::<u32>().ok()?.checked_sub(1)) {
                    self.row = row;
                }
            }
            ("v", Part::None) if self.open != Open::None => {
                self.cell.value.begin();
                self.part = Part::Value;
            }
            ("f", Part::None) if self.open != Open::None => {
                self.cell.formula.begin();
                let shared = attribute(tag, "t")?.is_some_and(|kind| kind == "shared");
                let number = if shared { attribute(tag, "si")?.and_then(|number| number.trim().parse().ok()) } else { None };
                self.part = Part::Formula(number);
            }
            ("is", Part::None) if self.open != Open::None => {
                self.cell.inline.begin();
                self.part = Part::Inline(RichText::default());
            }
            _ => {}
        }
        Ok(())
    }

    fn begin_cell(&mut self, tag: &BytesStart<'_>) -> Result<(), Problem> {
        self.budget.examine()?;
        let place = match self.cell.begin(tag)? {
            Address::At(row, column) => Some((row, column)),
            Address::Next => Some((self.row, self.column)),
            // It cannot be told where it stands; the others can.
            Address::Nonsense => None,
        };
        self.part = Part::None;
        self.open = match place {
            None => Open::Nowhere,
            Some((row, column)) => {
                self.column = column.saturating_add(1);
                Open::At(CellRef::new(row, column).ok_or_else(|| damaged("a cell lies off the sheet"))?)
            }
        };
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Problem> {
        match (name, &mut self.part) {
            ("worksheet", _) => self.unfinished = false,
            ("is", Part::Inline(_)) | ("v", Part::Value) => self.part = Part::None,
            (_, Part::Inline(rich)) => rich.end(name, &mut self.cell.inline.text),
            ("f", Part::Formula(number)) => {
                if let Some(number) = number.take() {
                    self.share(number)?;
                }
                self.part = Part::None;
            }
            ("c", _) => self.end_cell()?,
            ("row", _) => {
                self.row = self.row.saturating_add(1);
                self.column = 0;
            }
            _ => {}
        }
        Ok(())
    }

    /// A cell of a shared formula gets the text of the first one: enough to see what it refers to.
    fn share(&mut self, number: u32) -> Result<(), Problem> {
        let own = &mut self.cell.formula.text;
        if !own.is_empty() {
            self.budget.text(own, FORMULA_CHARS_MAX)?;
            self.shared.insert(number, own.clone());
        } else if let Some(first) = self.shared.get(&number) {
            own.push_str(first);
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<(), Problem> {
        self.part = Part::None;
        let Open::At(at) = std::mem::replace(&mut self.open, Open::None) else { return Ok(()) };
        let formula = self.cell.formula.get().map(str::to_owned);
        let content = match self.cell.content(self.known) {
            Some(Content::Number(zero)) if formula.is_some() && self.known.calculates_on_load && zero == "0" => Content::Nothing,
            Some(content) => content,
            None if formula.is_some() => Content::Nothing,
            None => return Ok(()),
        };
        self.budget.keep(&content)?;
        self.budget.text(formula.as_deref().unwrap_or(""), FORMULA_CHARS_MAX)?;
        self.cells.push(GridCell { at, content, percent: self.cell.style(self.known).shown.percent, formula });
        Ok(())
    }

    /// Where text that comes now goes.
    fn text(&mut self) -> Option<&mut String> {
        match &self.part {
            Part::None => None,
            Part::Value => Some(&mut self.cell.value.text),
            Part::Formula(_) => Some(&mut self.cell.formula.text),
            Part::Inline(rich) => rich.takes().then_some(&mut self.cell.inline.text),
        }
    }
}
