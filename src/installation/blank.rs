//! An empty register, as `register blank` and a new installation offer it.

use chrono::NaiveDate;

use crate::assets::SCHEMES;
use crate::register::{SheetText, blank_sheets};
use crate::workbook::WriteError;
use crate::workbook::register_book::register_book;

/// What the workbook is called in its properties.
const TITLE: &str = "台帳";

/// Its sheets: with a scheme that works as it is, and rows that show how others are written.
#[must_use]
pub fn blank_texts(example: bool) -> Vec<SheetText> {
    blank_sheets(SCHEMES.first().map_or("", |(_, csv)| csv), example)
}

/// The workbook: headings, notes, drop-downs, cells of text.
pub fn blank_book(today: NaiveDate, example: bool) -> Result<Vec<u8>, WriteError> {
    register_book(TITLE, &blank_texts(example), today)
}
