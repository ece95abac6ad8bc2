//! The rows of データ and 根拠: every indicator in printed order, each followed by its parts.

use rust_xlsxwriter::RowNum;

use super::sheet_table::FIRST;
use crate::consolidation::{PartLine, Report, ValueLine};
use crate::domain::{PartRole, Quantity};

/// An indicator or a part of one.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    /// Place of the indicator in the report's `lines`, from 0.
    pub(super) place: usize,
    /// Place of the part in its indicator's `parts`.
    pub(super) part: Option<(usize, &'a PartLine)>,
    /// Its own numbers.
    pub(super) line: &'a ValueLine,
}

/// Every row, in order.
pub(super) fn entries(report: &Report) -> Vec<Entry<'_>> {
    let mut all = Vec::new();
    for (place, line) in report.lines.iter().enumerate() {
        all.push(Entry { place, part: None, line });
        let parts = line.parts.iter().enumerate();
        all.extend(parts.map(|(index, part)| Entry { place, part: Some((index, part)), line: &part.line }));
    }
    all
}

/// The row of the sheet on which the entry at this place stands, the same on both sheets.
pub(super) fn row_of(place: usize) -> RowNum {
    FIRST + RowNum::try_from(place).unwrap_or(0)
}

impl Entry<'_> {
    /// `12`, or `12-1` for the first part of the twelfth.
    pub(super) fn number(&self) -> String {
        match self.part {
            None => (self.place + 1).to_string(),
            Some((index, _)) => format!("{}-{}", self.place + 1, index + 1),
        }
    }

    /// The indicator's name; a part's with its short name and what it is to the whole.
    pub(super) fn name(&self) -> String {
        match self.part {
            None => self.line.name.clone(),
            Some((_, part)) => format!("　{}（{}）", part.name, part.role.label()),
        }
    }

    /// Whether it has a status: parts that add up have none.
    pub(super) fn is_judged(&self) -> bool {
        self.part.is_none_or(|(_, part)| part.role == PartRole::Judged)
    }
}

/// A number as the plan prints it, with the name of its stage beside it.
pub(super) fn printed(line: &ValueLine, value: Quantity) -> String {
    match line.stage(value) {
        Some(name) => format!("{}（{name}）", value.grouped(0)),
        None => line.printed(value),
    }
}
