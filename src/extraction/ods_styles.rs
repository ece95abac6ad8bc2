//! Styles of an `OpenDocument` workbook, as far as they say what a cell shows: some programs store a percentage or a date as
//! a bare number, and only its style tells.

use std::collections::{BTreeMap, BTreeSet};

use super::number_format::{Shown, shape_of};

/// Styles that were read so far. They stand before the sheets.
#[derive(Debug, Default)]
pub(super) struct OdsStyles {
    /// The style that is being read.
    current: String,
    /// The date format that is being read, and the first letters of what it shows so far.
    format: String,
    shows: String,
    /// Styles of sheets that nobody sees.
    hidden: BTreeSet<String>,
    /// What the number formats show that show more than the number.
    formats: BTreeMap<String, Shown>,
    /// The number format of each style of cells.
    cells: BTreeMap<String, String>,
}

impl OdsStyles {
    /// An element begins that may be one of styles.
    pub(super) fn begin(&mut self, element: &str, attribute: impl Fn(&str) -> Option<String>) {
        let name = || attribute("style:name").unwrap_or_default();
        match element {
            "style" => {
                self.current = name();
                if let Some(format) = attribute("data-style-name") {
                    self.cells.insert(self.current.clone(), format);
                }
            }
            "table-properties" if attribute("display").as_deref() == Some("false") => {
                self.hidden.insert(self.current.clone());
            }
            "percentage-style" => _ = self.formats.insert(name(), Shown { percent: true, ..Shown::default() }),
            "date-style" | "time-style" => {
                self.format = name();
                self.shows.clear();
                self.formats.insert(self.format.clone(), Shown { date: true, ..Shown::default() });
            }
            "year" | "month" | "day" | "hours" | "minutes" | "seconds" => self.shows_part(element),
            _ => {}
        }
    }

    fn shows_part(&mut self, part: &str) {
        self.shows.push(match part {
            "year" => 'y',
            "month" => 'm',
            "day" => 'd',
            _ => 'h',
        });
        let shape = shape_of(&self.shows);
        if let Some(format) = self.formats.get_mut(&self.format) {
            format.shape = shape;
        }
    }

    /// Whether people see a sheet of this style.
    pub(super) fn sheet_is_visible(&self, style: Option<&str>) -> bool {
        style.is_none_or(|style| !self.hidden.contains(style))
    }

    /// What a cell of this style makes of a number.
    pub(super) fn shown(&self, style: Option<&str>) -> Shown {
        let format = style.and_then(|style| self.cells.get(style));
        format.and_then(|format| self.formats.get(format)).copied().unwrap_or_default()
    }
}
