//! A small table on a printed page: columns that may span cells, rows as tall as their text, long lists cut short.

use rust_xlsxwriter::{Format, IgnoreError, Worksheet};

use crate::workbook::style::{Style, WriteError};
use crate::workbook::{fit, form_paper};

/// What a cell's indent and its edges take of its width, in half-width characters.
const INDENT: usize = 4;
/// Longest text of a cell, in characters: a row ends where the page does.
const TEXT_MAX: usize = 400;

/// What fits on a page of A4 landscape between the margins, in points.
const PAGE_POINTS: f64 = 508.0;
/// What fits where a wider font makes the fitted page smaller, as where the Japanese fonts are missing.
const PAGE_POINTS_MAX: f64 = 545.0;
/// Gap, heading, the table's headings and two rows of two lines: what is not torn apart.
const KEPT_POINTS: f64 = 130.0;
/// Height of the empty row before a section.
const GAP_POINTS: f64 = 15.0;
/// Height of a section's heading.
const HEADING_POINTS: f64 = 19.5;

/// A column of a table: heading, first and last column of the sheet, format of its cells.
pub(super) type Head<'a> = (&'a str, (u16, u16), Format);

/// A cell of a table.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// Written as text whatever it looks like.
    Text(String),
    /// A number in a format of its own.
    Number(f64, Format),
    /// A text in a format of its own.
    Styled(String, Format),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

/// Where a table is drawn.
pub(super) struct Page<'a> {
    /// The sheet.
    pub sheet: &'a mut Worksheet,
    /// Widths of its columns, in half-width characters.
    pub widths: &'a [usize],
    /// The next free row.
    pub row: u32,
    /// Height of what stands on the printed page so far, in points.
    used: f64,
}

impl<'a> Page<'a> {
    /// An empty page.
    pub(super) fn new(sheet: &'a mut Worksheet, widths: &'a [usize]) -> Result<Self, WriteError> {
        for (column, width) in (0u16..).zip(widths) {
            sheet.set_column_width(column, u32::try_from(*width).unwrap_or(8))?;
        }
        Ok(Self { sheet, widths, row: 0, used: 0.0 })
    }

    /// Ends the current row at this height.
    pub(super) fn advance(&mut self, height: f64) -> Result<(), WriteError> {
        self.sheet.set_row_height(self.row, height)?;
        self.row += 1;
        self.used = if self.used + height > PAGE_POINTS { height } else { self.used + height };
        Ok(())
    }

    /// What was quoted is text, also where it looks like a number: Excel need not remark on it.
    pub(super) fn finish(&mut self) -> Result<(), WriteError> {
        let last = u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(0);
        self.sheet.ignore_error_range(0, 0, self.row, last, IgnoreError::NumberStoredAsText)?;
        Ok(())
    }

    /// Width of a span of columns.
    fn width(&self, (first, last): (u16, u16)) -> usize {
        self.widths.get(usize::from(first)..=usize::from(last)).unwrap_or_default().iter().sum()
    }

    /// A line of text over the page's width.
    pub(super) fn line(&mut self, text: &str, format: &Format) -> Result<(), WriteError> {
        let last = u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(0);
        let text = plain(text);
        form_paper::span(self.sheet, self.row, (0, last), &text, &format.clone().set_text_wrap())?;
        self.advance(fit::height(fit::lines(&text, self.width((0, last)))))
    }

    /// A section's heading, after an empty row; on the next page where nothing would fit below it. (Excel ignores page
    /// breaks on a sheet that is fitted to the page, so empty rows make up the difference.)
    pub(super) fn heading(&mut self, text: &str) -> Result<(), WriteError> {
        if PAGE_POINTS - self.used < KEPT_POINTS {
            while self.used < PAGE_POINTS_MAX {
                self.sheet.set_row_height(self.row, GAP_POINTS)?;
                self.row += 1;
                self.used += GAP_POINTS;
            }
            self.used = PAGE_POINTS_MAX - PAGE_POINTS;
        } else {
            self.advance(GAP_POINTS)?;
        }
        self.sheet.write_string_with_format(self.row, 0, text, &Style::heading())?;
        self.advance(HEADING_POINTS)
    }

    /// One row of cells.
    pub(super) fn cells(&mut self, cells: &[((u16, u16), Value, Format)]) -> Result<(), WriteError> {
        let mut lines = 1;
        for (columns, value, format) in cells {
            match value {
                Value::Text(text) | Value::Styled(text, _) => {
                    let format = if let Value::Styled(_, own) = value { own } else { format };
                    let text = plain(text);
                    lines = lines.max(fit::lines(&text, self.width(*columns).saturating_sub(INDENT)));
                    form_paper::span(self.sheet, self.row, *columns, &text, format)?;
                }
                Value::Number(number, own) => {
                    form_paper::span(self.sheet, self.row, *columns, "", own)?;
                    self.sheet.write_number_with_format(self.row, columns.0, *number, own)?;
                }
            }
        }
        self.advance(fit::height(lines))
    }

    /// The row of headings.
    pub(super) fn heads(&mut self, heads: &[Head<'_>]) -> Result<(), WriteError> {
        let cells: Vec<_> = heads.iter().map(|(text, columns, _)| (*columns, Value::from(*text), Style::column_heading())).collect();
        self.cells(&cells)
    }

    /// Headings and numbered rows, `max` at most, then a line that counts the rest.
    pub(super) fn table<T>(
        &mut self,
        heads: &[Head<'_>],
        items: &[T],
        max: usize,
        values: impl Fn(&T) -> Vec<Value>,
    ) -> Result<(), WriteError> {
        self.heads(heads)?;
        for (number, item) in (1u32..).zip(items.iter().take(max)) {
            let mut cells = Vec::with_capacity(heads.len());
            let numbered = std::iter::once(Value::Number(f64::from(number), Style::centred())).chain(values(item));
            for ((_, columns, format), value) in heads.iter().zip(numbered) {
                cells.push((*columns, value, format.clone()));
            }
            self.cells(&cells)?;
        }
        if items.len() > max {
            self.line(&format!("ほか{}件あります。", items.len() - max), &Style::base())?;
        }
        Ok(())
    }
}

/// The text as it is printed: control characters but the line break are spaces, and it is not endless.
fn plain(text: &str) -> String {
    let visible = |c: char| if c.is_control() && c != '\n' { ' ' } else { c };
    let mut plain: String = text.chars().take(TEXT_MAX).map(visible).collect();
    if text.chars().nth(TEXT_MAX).is_some() {
        plain.push('…');
    }
    plain
}
