//! The texts of a policy's sheet: each stands right of its label, else below it, up to the next label.

use super::labelled::{holds_something, raw};
use super::office_text::{key, without_bracket};
use super::pasted::pasted;
use super::{Content, GridCell, GridSheet, RawCell, RawText};
use crate::domain::{CellRef, FiscalYear, INITIATIVES_MAX, TextField};
use crate::form::FormDeclaration;

/// Longest text that can be a label.
const LABEL_MAX: usize = 200;
/// How far to the right of its label a text may stand where no table says how wide the sheet is.
const REACH_COLUMNS: u16 = 40;

/// A label in one spelling: what stands before and behind its year or number.
#[derive(Debug)]
struct Spelling {
    field: TextField,
    before: String,
    behind: String,
    hole: Hole,
}

/// What a label leaves open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hole {
    Nothing,
    Year,
    Slot,
}

/// A label on a sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextLabel {
    at: CellRef,
    field: TextField,
    /// The initiative's number, where the label says it.
    slot: Option<u8>,
}

/// All labels of a form's texts, and the headings between them.
#[derive(Debug)]
pub(super) struct TextLabels {
    spellings: Vec<Spelling>,
    sections: Vec<String>,
}

impl TextLabels {
    pub(super) fn new(form: &FormDeclaration) -> Self {
        let texts = form.texts.iter().flat_map(|block| {
            let all = std::iter::once(&block.heading).chain(&block.aliases);
            all.map(|text| spelling(block.field, text))
        });
        let sections = [&form.sections.initiatives, &form.sections.council];
        Self { spellings: texts.collect(), sections: sections.into_iter().filter(|text| !text.is_empty()).map(|text| key(text)).collect() }
    }

    /// The labels on a sheet from `row` on.
    pub(super) fn on(&self, sheet: &GridSheet, row: u32) -> Vec<TextLabel> {
        let below = sheet.cells.iter().filter(|cell| cell.at.row() >= row);
        below.filter_map(|cell| self.label(cell)).collect()
    }

    /// The row in which the texts begin, or the sheet's end.
    pub(super) fn first_row(&self, sheet: &GridSheet, row: u32) -> u32 {
        let below = sheet.cells.iter().filter(|cell| cell.at.row() >= row);
        below.into_iter().find(|cell| self.is_section(cell) || self.label(cell).is_some()).map_or(u32::MAX, |cell| cell.at.row())
    }

    fn label(&self, cell: &GridCell) -> Option<TextLabel> {
        let text = label_text(cell)?;
        let full = key(text);
        let bare = without_bracket(&full);
        self.spellings.iter().find_map(|spelling| {
            let inner = spelling.inner(&full).or_else(|| spelling.inner(bare))?;
            Some(TextLabel { at: cell.at, field: spelling.field, slot: inner.parse().ok() })
        })
    }

    fn is_section(&self, cell: &GridCell) -> bool {
        label_text(cell).is_some_and(|text| self.sections.contains(&key(text)))
    }

    /// The texts behind the labels, empty ones left out.
    pub(super) fn read(&self, sheet: &GridSheet, labels: &[TextLabel], last_column: Option<u16>, node: &str) -> Vec<RawText> {
        let mut slot = 0;
        let mut texts = Vec::new();
        for label in labels {
            if label.field == TextField::Initiative {
                slot = label.slot.unwrap_or(slot + 1);
            }
            let own = if label.field.is_per_initiative() { slot.clamp(1, INITIATIVES_MAX) } else { 0 };
            if let Some(cell) = self.text(sheet, labels, label, last_column) {
                texts.push(RawText { node: node.to_owned(), sheet: sheet.name.clone(), slot: own, field: label.field, cell });
            }
        }
        texts
    }

    fn text(&self, sheet: &GridSheet, labels: &[TextLabel], label: &TextLabel, last_column: Option<u16>) -> Option<RawCell> {
        let (row, column) = (label.at.row(), label.at.column());
        let beside = labels.iter().find(|other| other.at.row() == row && other.at.column() > column).map(|other| other.at.column());
        let edge = last_column.filter(|last| *last > column).unwrap_or_else(|| column.saturating_add(REACH_COLUMNS));
        let next = |row_of: &dyn Fn(u32) -> bool| {
            let labelled = labels.iter().map(|other| other.at.row());
            let headed = sheet.cells.iter().filter(|cell| self.is_section(cell)).map(|cell| cell.at.row());
            labelled.chain(headed).filter(|row| row_of(*row)).min().unwrap_or(u32::MAX)
        };
        let end = next(&|other| other > row);
        let within = |cell: &&GridCell, columns: std::ops::RangeInclusive<u16>| {
            columns.contains(&cell.at.column()) && cell.at.row() < end && holds_something(cell)
        };
        let right = column.saturating_add(1)..=beside.map_or(edge, |column| column.saturating_sub(1));
        let cells: Vec<&GridCell> = sheet.cells.iter().filter(|cell| cell.at.row() >= row && within(cell, right.clone())).collect();
        if let Some(found) = joined(&cells) {
            return Some(found);
        }
        let below = column..=beside.map_or(edge, |column| column.saturating_sub(1));
        let cells: Vec<&GridCell> = sheet.cells.iter().filter(|cell| cell.at.row() > row && within(cell, below.clone())).collect();
        joined(&cells)
    }
}

/// One text of all cells, one below the other; a lone cell that is no text stays what it is.
fn joined(cells: &[&GridCell]) -> Option<RawCell> {
    let first = cells.first()?;
    if cells.len() == 1 && !matches!(first.content, Content::Text(_)) {
        return Some(raw(first));
    }
    let texts: Vec<String> = cells.iter().map(|cell| pasted(cell.content.text())).collect();
    Some(RawCell { content: Content::Text(texts.join("\n")), ..raw(first) })
}

fn label_text(cell: &GridCell) -> Option<&str> {
    if let Content::Text(text) = &cell.content
        && text.len() <= LABEL_MAX
    {
        Some(text)
    } else {
        None
    }
}

fn spelling(field: TextField, text: &str) -> Spelling {
    let cut = |mark: &str| text.split_once(mark).map(|(before, behind)| (key(before), key(behind)));
    if let Some((before, behind)) = cut("{year}") {
        Spelling { field, before, behind, hole: Hole::Year }
    } else if let Some((before, behind)) = cut("{slot}") {
        Spelling { field, before, behind, hole: Hole::Slot }
    } else {
        Spelling { field, before: key(text), behind: String::new(), hole: Hole::Nothing }
    }
}

impl Spelling {
    /// What stands in the hole of a label that is spelled so: a year, an initiative's number, or nothing.
    fn inner<'a>(&self, found: &'a str) -> Option<&'a str> {
        let inner = found.strip_prefix(self.before.as_str())?.strip_suffix(self.behind.as_str())?;
        let fits = match self.hole {
            Hole::Nothing => false,
            Hole::Year => inner.parse::<FiscalYear>().is_ok(),
            Hole::Slot => inner.parse().is_ok_and(|slot| (1..=INITIATIVES_MAX).contains(&slot)),
        };
        (inner.is_empty() || fits).then_some(inner)
    }
}
