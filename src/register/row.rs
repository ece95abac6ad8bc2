//! The sheet reader: takes a typed value out of a row by heading, and reports what is wrong with the cell.

use std::str::FromStr;

use chrono::NaiveDate;

use super::cell::{self, CellError};
use super::layout::Layout;
use super::sheet::Need;
use super::table::{RawRow, Table};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{FiscalYear, IndicatorId, Quantity};

/// The cell was bad and a finding says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reported;

/// A value, or the word that its problem is reported.
pub(super) type Read<T> = Result<T, Reported>;

/// A row that is being read.
#[derive(Debug)]
pub(super) struct Row<'a> {
    layout: &'a Layout,
    raw: &'a RawRow,
    findings: &'a mut Vec<Finding>,
    /// The word that findings use for the cell, where it is not the heading (計画 has one word per row).
    label: Option<&'static str>,
}

/// A row's content, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Line<T> {
    /// Zero-based row.
    pub(super) row: u32,
    /// What the row says.
    pub(super) item: T,
}

/// The heading whose cell tells which indicator a row is about, in every sheet that has it.
const INDICATOR: &str = "指標ID";

/// Reads every row of a sheet.
pub(super) fn lines<T>(table: Option<&Table>, findings: &mut Vec<Finding>, mut read: impl FnMut(&mut Row<'_>) -> T) -> Vec<Line<T>> {
    let Some(table) = table else { return Vec::new() };
    let mut lines = Vec::with_capacity(table.rows.len());
    for raw in &table.rows {
        let before = findings.len();
        let mut row = Row { layout: &table.layout, raw, findings, label: None };
        let indicator = row.written(INDICATOR).parse::<IndicatorId>().ok();
        lines.push(Line { row: raw.row, item: read(&mut row) });
        for finding in findings.iter_mut().skip(before) {
            finding.indicator.clone_from(&indicator);
        }
    }
    lines
}

impl Row<'_> {
    /// Findings about this row call every cell by this word from now on.
    pub(super) fn call(&mut self, label: &'static str) {
        self.label = Some(label);
    }

    /// The zero-based row.
    pub(super) const fn number(&self) -> u32 {
        self.raw.row
    }

    /// The cell below a heading.
    pub(super) fn place(&self, heading: &str) -> Place {
        self.layout.place(heading, self.raw.row)
    }

    /// Reports a problem of a cell.
    pub(super) fn report(&mut self, heading: &str, problem: Problem) -> Reported {
        let place = self.place(heading);
        self.findings.push(Finding::at(place, problem));
        Reported
    }

    /// Reports that a cell does not hold what belongs there.
    pub(super) fn reject(&mut self, heading: &str, error: CellError) -> Reported {
        let text = self.written(heading).to_owned();
        let word = self.label.unwrap_or(heading).to_owned();
        self.report(heading, error.problem(&word, &text))
    }

    /// The text of a cell; blank where the column is not there.
    pub(super) fn written(&self, heading: &str) -> &str {
        let column = self.layout.column(heading).and_then(|column| usize::try_from(column).ok());
        column.and_then(|column| self.raw.cells.get(column)).map_or("", String::as_str)
    }

    /// A cell that may be blank.
    pub(super) fn optional<T>(&mut self, heading: &str, read: impl FnOnce(&str) -> Result<T, CellError>) -> Read<Option<T>> {
        let text = self.written(heading);
        if text.is_empty() {
            return Ok(None);
        }
        read(text).map(Some).map_err(|error| self.reject(heading, error))
    }

    /// A cell that must not be blank. Silent where the whole column is missing: that was reported once.
    pub(super) fn needed<T>(&mut self, heading: &str, read: impl FnOnce(&str) -> Result<T, CellError>) -> Read<T> {
        if self.layout.column(heading).is_none() && self.layout.sheet().need(heading) == Some(Need::Required) {
            return Err(Reported);
        }
        match self.optional(heading, read)? {
            Some(value) => Ok(value),
            None => Err(self.report(heading, Problem::RegisterEmpty { heading: self.label.unwrap_or(heading).to_owned() })),
        }
    }

    /// An identifier.
    pub(super) fn id<T: FromStr>(&mut self, heading: &str) -> Read<T> {
        self.needed(heading, cell::id)
    }

    /// A name: one line, not blank.
    pub(super) fn name(&mut self, heading: &str) -> Read<String> {
        self.needed(heading, cell::line)
    }

    /// A text of one line, perhaps blank.
    pub(super) fn line(&mut self, heading: &str) -> Read<String> {
        self.optional(heading, cell::line).map(Option::unwrap_or_default)
    }

    /// A text of several lines, perhaps blank.
    pub(super) fn prose(&mut self, heading: &str) -> Read<String> {
        self.optional(heading, cell::prose).map(Option::unwrap_or_default)
    }

    /// A number, perhaps none.
    pub(super) fn quantity(&mut self, heading: &str) -> Read<Option<Quantity>> {
        self.optional(heading, cell::quantity)
    }

    /// A date, perhaps none.
    pub(super) fn date(&mut self, heading: &str) -> Read<Option<NaiveDate>> {
        self.optional(heading, cell::date)
    }

    /// A fiscal year.
    pub(super) fn year(&mut self, heading: &str) -> Read<FiscalYear> {
        self.needed(heading, cell::year)
    }

    /// One of a list of words.
    pub(super) fn choice<T: Copy>(&mut self, heading: &str, choices: &[(&str, T)]) -> Read<T> {
        self.needed(heading, |text| cell::choice(text, choices))
    }

    /// ○ or ×; blank is ×.
    pub(super) fn flag(&mut self, heading: &str) -> Read<bool> {
        self.optional(heading, cell::flag).map(Option::unwrap_or_default)
    }

    /// Names separated by semicolons; 、 stands within many names.
    pub(super) fn names(&mut self, heading: &str) -> Read<Vec<String>> {
        let text = self.line(heading)?;
        Ok(text.split([';', '；']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect())
    }
}
