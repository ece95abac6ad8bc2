//! 決定. Decisions: waiver, override, extension, reopening, amendment. The sheet stands ready; rows in it are refused until they mean something.

use super::reserved::refuse;
use crate::diagnostic::Finding;
use crate::register::sheet::{Sheet, required};
use crate::register::table::Table;

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "決定",
    headings: &[
        required("決定日"),
        required("種類"),
        required("照会ID"),
        required("指標ID"),
        required("所管課ID"),
        required("内容"),
        required("理由"),
        required("決定者"),
        required("期限"),
    ],
    rows_needed: false,
};

/// Refuses what stands in it.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) {
    refuse(table, findings);
}
