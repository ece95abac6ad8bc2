//! An `OpenDocument` workbook as plain cells, streamed from its content: never more than one row is held back.
//!
//! The parser that reads the other formats glues furigana onto the words, loses percentages, runs forever where the
//! content is cut short, and refuses what some programs write; so this format is read here.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Cursor};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader as XmlReader, XmlVersion};
use zip::ZipArchive;

use super::budget::{Budget, FORMULA_CHARS_MAX, TEXT_CHARS_MAX};
use super::ods_cell::OdsCell;
use super::package::SHEETS_MAX;
use super::preflight::{Preflight, too_large};
use super::{Grid, GridCell, GridSheet, damaged};
use crate::diagnostic::Problem;
use crate::domain::CellRef;

/// Most rows and columns of a sheet; what repeats beyond them does so to no purpose.
const ROWS_MAX: u32 = 1_048_576;
const COLUMNS_MAX: u32 = 16_384;

/// Reads the workbook that a package was found to be.
pub(super) fn read_ods(bytes: &[u8], found: Preflight) -> Result<Grid, Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error.to_string()))?;
    let content = archive.by_name("content.xml").map_err(|error| damaged(&error.to_string()))?;
    let mut workbook = Workbook { grid: Grid { macros: found.macros, ..Grid::default() }, ..Workbook::default() };
    workbook.read(XmlReader::from_reader(BufReader::new(content)))?;
    let elsewhere = |cell: &GridCell| cell.formula.as_deref().is_some_and(|formula| formula.starts_with("[1]"));
    workbook.grid.external_links = workbook.grid.sheets.iter().flat_map(|sheet| &sheet.cells).any(elsewhere);
    Ok(workbook.grid)
}

/// What was read so far.
#[derive(Default)]
struct Workbook {
    grid: Grid,
    budget: Budget,
    /// Styles of sheets that nobody sees.
    hidden: BTreeSet<String>,
    /// The style that is being read.
    style: String,
    /// Sheets within sheets: only the outer one counts.
    depth: usize,
    row: Row,
    cell: Option<OdsCell>,
}

/// The row that is being read.
#[derive(Default)]
struct Row {
    /// Zero-based.
    index: u32,
    /// How often it stands there.
    repeated: u32,
    /// The next cell's column.
    column: u32,
    /// Cells that hold something: first column, how many, and the cell.
    cells: Vec<(u32, u32, GridCell)>,
}

impl Workbook {
    fn read<R: BufRead>(&mut self, mut xml: XmlReader<R>) -> Result<(), Problem> {
        let mut buffer = Vec::new();
        let mut ended = false;
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer).map_err(|error| damaged(&error.to_string()))? {
                Event::Start(tag) if is_beside(&tag) => {
                    let name = tag.to_end().into_owned();
                    let mut skipped = Vec::new();
                    xml.read_to_end_into(name.name(), &mut skipped).map_err(|error| damaged(&error.to_string()))?;
                }
                Event::Start(tag) => self.begin(&tag)?,
                Event::Empty(tag) if is_beside(&tag) => {}
                Event::Empty(tag) => {
                    self.begin(&tag)?;
                    self.end(tag.local_name().as_ref())?;
                }
                Event::End(tag) => {
                    ended |= tag.local_name().as_ref() == "document-content";
                    self.end(tag.local_name().as_ref())?;
                }
                Event::Text(text) => self.text(&text)?,
                Event::CData(text) => self.text(&text)?,
                Event::GeneralRef(entity) => {
                    let meant = match entity.resolve_char_ref() {
                        Ok(Some(c)) => c.to_string(),
                        Ok(None) => quick_xml::escape::resolve_predefined_entity(&entity).unwrap_or("").to_owned(),
                        Err(error) => return Err(damaged(&error.to_string())),
                    };
                    self.text(&meant)?;
                }
                Event::Eof if ended => return Ok(()),
                Event::Eof => return Err(damaged("the content is cut short")),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<(), Problem> {
        match tag.local_name().as_ref() {
            "style" => self.style = attribute(tag, "name").unwrap_or_default(),
            "table-properties" if attribute(tag, "display").as_deref() == Some("false") => {
                self.hidden.insert(self.style.clone());
            }
            "table" => self.begin_sheet(tag)?,
            "table-row" if self.depth == 1 => {
                self.row.repeated = repeated(tag, "number-rows-repeated", ROWS_MAX);
                self.row.column = 0;
            }
            "table-cell" | "covered-table-cell" if self.depth == 1 => {
                self.budget.examine()?;
                self.cell = Some(OdsCell::of(|name| attribute(tag, name), repeated(tag, "number-columns-repeated", COLUMNS_MAX)));
            }
            within => {
                if let Some(cell) = &mut self.cell {
                    let count = attribute(tag, "c").and_then(|count| count.parse().ok()).unwrap_or(1);
                    cell.within(within, count);
                }
            }
        }
        Ok(())
    }

    fn begin_sheet(&mut self, tag: &BytesStart<'_>) -> Result<(), Problem> {
        self.depth += 1;
        if self.depth > 1 {
            return Ok(());
        }
        let visible = attribute(tag, "style-name").is_none_or(|style| !self.hidden.contains(&style));
        let name = attribute(tag, "name").unwrap_or_default().chars().take(255).collect();
        self.grid.sheets.push(GridSheet { name, visible, cells: Vec::new() });
        self.row = Row::default();
        let sheets = self.grid.sheets.len();
        if sheets > SHEETS_MAX { Err(too_large("sheets", sheets as u64, SHEETS_MAX as u64)) } else { Ok(()) }
    }

    fn end(&mut self, name: &str) -> Result<(), Problem> {
        match name {
            "table" => self.depth = self.depth.saturating_sub(1),
            "table-row" if self.depth == 1 => self.end_row()?,
            "table-cell" | "covered-table-cell" if self.depth == 1 => {
                if let Some(cell) = self.cell.take() {
                    let column = self.row.column;
                    self.row.column = column.saturating_add(cell.repeated);
                    // The place is given when the row is laid down.
                    if let (Some(at), Some(found)) = (CellRef::new(0, 0), cell.content()) {
                        let formula = cell.formula.clone();
                        self.row.cells.push((column, cell.repeated, GridCell { at, content: found, percent: cell.percent, formula }));
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Lays the row down as often as it repeats.
    fn end_row(&mut self) -> Result<(), Problem> {
        let cells = std::mem::take(&mut self.row.cells);
        let first = self.row.index;
        self.row.index = first.saturating_add(self.row.repeated);
        let Some(sheet) = self.grid.sheets.last_mut() else { return Ok(()) };
        if cells.is_empty() {
            return Ok(());
        }
        for row in first..self.row.index {
            for (column, count, cell) in &cells {
                for column in *column..column.saturating_add(*count) {
                    let at = CellRef::new(row, column).ok_or_else(|| damaged("a cell lies off the sheet"))?;
                    self.budget.keep(&cell.content)?;
                    self.budget.text(cell.formula.as_deref().unwrap_or(""), FORMULA_CHARS_MAX)?;
                    sheet.cells.push(GridCell { at, ..cell.clone() });
                }
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Problem> {
        let Some(cell) = &mut self.cell else { return Ok(()) };
        cell.text(text);
        if cell.shown_bytes() > TEXT_CHARS_MAX * 4 {
            return Err(too_large("text", cell.shown_bytes() as u64 / 4, TEXT_CHARS_MAX as u64));
        }
        Ok(())
    }
}

/// What stands in a cell's place without being its value: comments, pictures, the reading of a word (furigana); and
/// tables that are no sheets.
fn is_beside(tag: &BytesStart<'_>) -> bool {
    let name = tag.local_name();
    let drawn = tag.name().prefix().is_some_and(|prefix| matches!(prefix.as_ref(), "draw" | "dr3d" | "chart"));
    let beside = ["annotation", "note", "ruby-text", "shapes", "tracked-changes", "dde-links", "content-validations", "forms"];
    drawn || beside.contains(&name.as_ref())
}

/// An attribute by its name: the first of that name, whatever its prefix, or that with the prefix asked for.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| if name.contains(':') { attribute.key.as_ref() == name } else { attribute.key.local_name().as_ref() == name })?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

fn repeated(tag: &BytesStart<'_>, name: &str, most: u32) -> u32 {
    attribute(tag, name).and_then(|count| count.trim().parse().ok()).unwrap_or(1).clamp(1, most)
}
