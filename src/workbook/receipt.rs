//! The receipt as a workbook: 受付票, and 指摘一覧 where there is something to say. Where something must be
//! corrected, 指摘一覧 comes first. What a department typed is written as text only.

mod findings;
mod slip;
mod table;
#[cfg(test)]
mod tests;

pub(super) use findings::{about, tally, title as findings_title};

use super::form_paper;
use super::style::{WriteError, new_workbook};
use crate::notification::Receipt;

/// Writes a receipt.
pub fn write(receipt: &Receipt) -> Result<Vec<u8>, WriteError> {
    let mut workbook = new_workbook(receipt.title(), receipt.received_on)?;
    let findings_first = receipt.wants_correction();
    if findings_first && !receipt.findings.is_empty() {
        findings::draw(workbook.add_worksheet(), receipt)?;
    }
    slip::draw(workbook.add_worksheet(), receipt)?;
    if !findings_first && !receipt.findings.is_empty() {
        findings::draw(workbook.add_worksheet(), receipt)?;
    }
    form_paper::mark(&mut workbook, "output", "receipt")?;
    Ok(workbook.save_to_buffer()?)
}
