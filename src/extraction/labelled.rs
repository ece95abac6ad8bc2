//! Labelled cells above a table: `提出区分 | 提出`, or `提出区分：提出` in one cell.

use super::office_text::{key, trimmed};
use super::{Content, GridCell, GridSheet, RawCell};
use crate::domain::CellRef;
use crate::form::HeaderCell;

/// How far to the right of its label a value may stand: labels are often merged over several columns.
const REACH_COLUMNS: u16 = 8;
/// Longest text that can be a label, or a label with its value.
const LABELLED_MAX: usize = 200;

/// The labels of header cells, in one spelling.
#[derive(Debug)]
pub(super) struct Labels {
    keys: Vec<(usize, String)>,
}

impl Labels {
    /// All labels and aliases; each remembers the index of its header cell.
    pub(super) fn new<'a>(cells: impl IntoIterator<Item = &'a HeaderCell>) -> Self {
        let spellings = |cell: &'a HeaderCell| std::iter::once(&cell.label).chain(&cell.aliases);
        Self::of(cells.into_iter().enumerate().flat_map(|(index, cell)| spellings(cell).map(move |text| (index, text.as_str()))))
    }

    /// Labels of other cells, each with the index by which it is asked for.
    pub(super) fn of<'a>(spellings: impl Iterator<Item = (usize, &'a str)>) -> Self {
        Self { keys: spellings.map(|(index, text)| (index, key(text))).collect() }
    }

    fn is_label(&self, cell: &GridCell) -> bool {
        label_text(cell).is_some_and(|text| {
            let found = key(text);
            self.keys.iter().any(|(_, label)| *label == found)
        })
    }

    /// The first value of the header cell `index` in rows before `row_end`; `None` where it is blank.
    pub(super) fn value(&self, sheet: &GridSheet, row_end: u32, index: usize) -> Option<RawCell> {
        let own: Vec<&str> = self.keys.iter().filter(|(of, _)| *of == index).map(|(_, key)| key.as_str()).collect();
        let above = sheet.cells.iter().take_while(|cell| cell.at.row() < row_end);
        above
            .filter_map(|cell| label_text(cell).map(|text| (cell, text)))
            .find_map(|(cell, text)| if own.contains(&key(text).as_str()) { self.beside(sheet, cell.at) } else { within(cell, text, &own) })
    }

    /// The next cell to the right that holds something, unless that is another label.
    fn beside(&self, sheet: &GridSheet, label: CellRef) -> Option<RawCell> {
        let first = sheet.cells.partition_point(|cell| cell.at <= label);
        let reach = label.column().saturating_add(REACH_COLUMNS);
        let mut right = sheet.cells.iter().skip(first).take_while(|cell| cell.at.row() == label.row() && cell.at.column() <= reach);
        right.find(|cell| holds_something(cell)).filter(|cell| !self.is_label(cell)).map(raw)
    }
}

/// A value behind its label in the same cell, after a colon.
fn within(cell: &GridCell, text: &str, own: &[&str]) -> Option<RawCell> {
    let (label, value) = text.split_once(['：', ':'])?;
    let value = trimmed(value);
    (!value.is_empty() && own.contains(&key(label).as_str())).then(|| RawCell {
        content: Content::Text(value.to_owned()),
        percent: false,
        ..raw(cell)
    })
}

fn label_text(cell: &GridCell) -> Option<&str> {
    if let Content::Text(text) = &cell.content
        && text.len() <= LABELLED_MAX
    {
        Some(text)
    } else {
        None
    }
}

/// Whether a person sees something in the cell, or would if its formula had been calculated.
pub(super) fn holds_something(cell: &GridCell) -> bool {
    match &cell.content {
        Content::Text(text) => !trimmed(text).is_empty(),
        Content::Number(_) | Content::Bool(_) | Content::Date(_) | Content::Error(_) | Content::Nothing => true,
    }
}

/// A cell of the grid as a cell of the return.
pub(super) fn raw(cell: &GridCell) -> RawCell {
    RawCell { at: cell.at, content: cell.content.clone(), percent: cell.percent, formula: cell.formula.clone() }
}
