//! Writes a sheet from top to bottom and turns pages: never within a row, and a table that goes on gets its headings again.

use rust_xlsxwriter::{ColNum, Color, Format, RowNum, Worksheet};

use super::super::paper::{Ink, PAGE, PAGE_WIDTH, ROW, columns, line_count, put_across, row_height};
use super::super::{Style, WriteError};
use super::entry::{Entry, Printed, notes};
use super::goal_page::Pages;
use super::layout::{Column, Field, Layout};
use crate::consolidation::Report;
use crate::domain::PaperColumn;

pub(super) const TITLE: f64 = 28.0;
pub(super) const CAPTION: f64 = 20.0;
pub(super) const GAP: f64 = 10.0;
const GROUP: f64 = 21.0;
/// Lines of the largest height a row may have.
const NOTE_LINE: f64 = 14.0;

/// Writes from top to bottom and turns pages.
pub(super) struct Pen<'a> {
    pub(super) sheet: &'a mut Worksheet,
    pub(super) report: &'a Report,
    pub(super) layout: &'a Layout<'a>,
    pub(super) row: RowNum,
    pub(super) pages: Pages,
}

impl<'a> Pen<'a> {
    /// Begins below a title that every page repeats.
    pub(super) fn new(sheet: &'a mut Worksheet, report: &'a Report, layout: &'a Layout<'a>) -> Result<Self, WriteError> {
        columns(sheet, &layout.widths)?;
        // Wider than a page, the sheet is printed smaller, and a page holds more.
        let page = PAGE * (layout.width() / PAGE_WIDTH).max(1.0);
        Ok(Self { sheet, report, layout, row: 0, pages: Pages::new(TITLE, page) })
    }

    /// The last column.
    pub(super) fn last(&self) -> ColNum {
        ColNum::try_from(self.layout.widths.len().saturating_sub(1)).unwrap_or(0)
    }

    /// The columns' widths together.
    pub(super) fn width(&self) -> f64 {
        self.layout.width()
    }

    pub(super) fn next(&mut self, height: f64) -> Result<(), WriteError> {
        self.sheet.set_row_height(self.row, height)?;
        self.pages.take(height);
        self.row += 1;
        Ok(())
    }

    pub(super) fn across(&mut self, text: &str, format: &Format, height: f64) -> Result<(), WriteError> {
        put_across(self.sheet, self.row, (0, self.last()), text, format)?;
        self.next(height)
    }

    /// Begins a new page unless rows of this height fit, or nothing stands on this one. Says whether it did.
    pub(super) fn make_room(&mut self, height: f64) -> bool {
        let turn = !self.pages.fits(height) && !self.pages.is_empty();
        if turn {
            self.pages.turn(self.row);
        }
        turn
    }

    /// A note in small type, as tall as it needs.
    pub(super) fn note(&mut self, text: &str) -> Result<(), WriteError> {
        // Nine points: more fits a line than of the body.
        let lines = u32::try_from(line_count(text, self.width() * 1.1)).unwrap_or(1);
        let height = f64::from(lines) * NOTE_LINE + 3.0;
        self.make_room(height);
        self.across(text, &Ink::note(), height)
    }

    /// Sets the page breaks; the last thing to do.
    pub(super) fn finish(self) -> Result<(), WriteError> {
        if !self.pages.breaks.is_empty() {
            self.sheet.set_page_breaks(&self.pages.breaks)?;
        }
        Ok(())
    }

    /// Height of a table's heading row.
    pub(super) fn heading_height(&self) -> f64 {
        row_height(self.layout.columns.iter().map(|column| (column.heading.as_str(), column.width + 2.0))) + 2.0
    }

    /// Height of a row of the table; of both of its rows, where an indicator takes two.
    pub(super) fn row_height(&self, row: &Printed<'_>) -> f64 {
        match row {
            Printed::Group(heading) => row_height([(heading.as_str(), self.width())]).max(GROUP),
            Printed::Entry(entry) => self.entry_heights(entry).iter().sum(),
        }
    }

    fn entry_heights(&self, entry: &Entry<'_>) -> Vec<f64> {
        let texts = |column: &Column, below: bool| {
            let cell = self.layout.cell(column.field, entry, below);
            (if cell.wraps() { cell.printed() } else { String::new() }, column.width)
        };
        let height_of = |columns: &mut dyn Iterator<Item = (String, f64)>| {
            let texts: Vec<(String, f64)> = columns.collect();
            row_height(texts.iter().map(|(text, width)| (text.as_str(), *width))) + 1.0
        };
        let columns = || self.layout.columns.iter();
        if !self.layout.is_paired() {
            return vec![height_of(&mut columns().map(|column| texts(column, false)))];
        }
        let [mut above, mut below] =
            [false, true].map(|low| height_of(&mut columns().filter(|c| is_pair(c.field)).map(|column| texts(column, low))));
        let whole = height_of(&mut columns().filter(|c| !is_pair(c.field)).map(|column| texts(column, false)));
        let missing = (whole - above - below).max(0.0) / 2.0;
        above += missing;
        below += missing;
        vec![above, below]
    }

    /// The heading row, with this word over the names.
    pub(super) fn heading(&mut self, word: &str) -> Result<(), WriteError> {
        let height = self.heading_height();
        for (span, column) in self.layout.spans.iter().zip(&self.layout.columns) {
            let text = if column.field == Field::Paper(PaperColumn::Name) { word } else { &column.heading };
            put_across(self.sheet, self.row, *span, text, &Style::column_heading())?;
        }
        self.next(height)
    }

    /// A table with its notes below it; on a new page it says what goes on there.
    pub(super) fn table(&mut self, word: &str, continued: &str, rows: &[Printed<'_>]) -> Result<(), WriteError> {
        self.heading(word)?;
        let heights: Vec<f64> = rows.iter().map(|row| self.row_height(row)).collect();
        for (place, row) in rows.iter().enumerate() {
            let own = heights.get(place).copied().unwrap_or(ROW);
            // A sub-heading stays with what it heads; the last row never stands alone on the next page.
            let follows = matches!(row, Printed::Group(_)) || place + 2 == rows.len();
            let together = if follows { own + heights.get(place + 1).copied().unwrap_or(0.0) } else { own };
            if self.make_room(together) {
                self.across(&format!("{continued}（続き）"), &Ink::plain(), CAPTION)?;
                self.heading(word)?;
            }
            match row {
                Printed::Group(heading) => self.across(heading, &group(), own)?,
                Printed::Entry(entry) => self.entry(entry)?,
            }
        }
        let beside = self.layout.has(PaperColumn::Note);
        for note in notes(rows, beside, self.layout.has(PaperColumn::Cumulative)) {
            self.note(&note)?;
        }
        Ok(())
    }

    fn entry(&mut self, entry: &Entry<'_>) -> Result<(), WriteError> {
        let (row, heights) = (self.row, self.entry_heights(entry));
        let layout = self.layout;
        let paired = layout.is_paired();
        for (span, column) in layout.spans.iter().zip(&layout.columns) {
            let above = layout.cell(column.field, entry, false);
            if paired && is_pair(column.field) {
                above.write(self.sheet, row, *span, 1)?;
                layout.cell(column.field, entry, true).write(self.sheet, row + 1, *span, 1)?;
            } else {
                above.write(self.sheet, row, *span, if paired { 2 } else { 1 })?;
            }
        }
        for height in heights {
            self.next(height)?;
        }
        Ok(())
    }
}

/// Whether a column has a cell of its own in both rows of an indicator.
const fn is_pair(field: Field) -> bool {
    matches!(field, Field::Pair | Field::Year(_))
}

/// A sub-heading within a table.
fn group() -> Format {
    Style::text().set_bold().set_background_color(Color::RGB(0x00F3_F5F8))
}
