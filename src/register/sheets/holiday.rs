//! 休日: national and local holidays. Weekends and the turn of the year are known without it.

use chrono::NaiveDate;

use crate::diagnostic::Finding;
use crate::register::cell;
use crate::register::row::{self, Line, Read};
use crate::register::sheet::{Sheet, optional, required};
use crate::register::table::Table;

/// The day.
pub(in crate::register) const DATE: &str = "日付";

/// The sheet.
pub(in crate::register) const SHEET: Sheet =
    Sheet { name: "休日", headings: &[required(DATE), required("名称"), optional("備考")], rows_needed: false };

/// Reads the sheet.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) -> Vec<Line<Read<(NaiveDate, String)>>> {
    row::lines(table, findings, |row| {
        let (date, name) = (row.needed(DATE, cell::date), row.name("名称"));
        Ok((date?, name?))
    })
}
