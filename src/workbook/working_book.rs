//! The working book (企画課作業用, 庁内限り): who filed, what is open, what differs, and where every number came from.
//!
//! Statuses and rates are live formulas over the numbers of the data sheet, with the results that a
//! recalculation gives, so that an auditor can press F9. What a department typed is written as text only.

mod changes;
mod data;
mod discrepancies;
mod filing;
mod findings;
mod origin;
mod sheet_table;
mod summary;

use super::{WriteError, new_workbook};
use crate::consolidation::Report;

/// Name of the data sheet, which formulas of other sheets refer to.
const DATA: &str = "データ";
/// Name of the provenance sheet, to which numbers are linked.
const ORIGIN: &str = "根拠";

/// Writes the working book. The same report gives the same bytes.
pub fn write(report: &Report) -> Result<Vec<u8>, WriteError> {
    let title = format!("{}　{}　企画課作業用", report.plan.name, report.round.name);
    let mut workbook = new_workbook(&title, report.now.date_naive())?;
    filing::write(workbook.add_worksheet(), report)?;
    findings::write(workbook.add_worksheet(), report)?;
    discrepancies::write(workbook.add_worksheet(), report)?;
    changes::write(workbook.add_worksheet(), report)?;
    summary::write(workbook.add_worksheet(), report)?;
    origin::write(workbook.add_worksheet(), report)?;
    data::write(workbook.add_worksheet(), report)?;
    Ok(workbook.save_to_buffer()?)
}

/// `2025-06-10T14:05:00+09:00` as `2025-06-10 14:05`; any other text as it is.
fn short_time(text: &str) -> String {
    let minutes = text.split_once('T').and_then(|(day, time)| Some(format!("{day} {}", time.get(..5)?)));
    minutes.unwrap_or_else(|| text.to_owned())
}
