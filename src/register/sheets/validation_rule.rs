//! 検証規則. Rules that the office switches on, off or to another weight by date. The sheet stands ready; rows in it are refused until they mean something.

use super::reserved::refuse;
use crate::diagnostic::Finding;
use crate::register::sheet::{Sheet, required};
use crate::register::table::Table;

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "検証規則",
    headings: &[
        required("規則"),
        required("指標ID"),
        required("重み"),
        required("基準"),
        required("開始日"),
        required("終了日"),
        required("理由"),
    ],
    rows_needed: false,
};

/// Refuses what stands in it.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) {
    refuse(table, findings);
}
