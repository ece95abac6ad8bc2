//! 構成. Parts of a compound indicator (小学校82.0% 中学校70.0%). The sheet stands ready; rows in it are refused until they mean something.

use super::reserved::refuse;
use crate::diagnostic::Finding;
use crate::register::sheet::{Sheet, required};
use crate::register::table::Table;

/// The sheet.
pub(in crate::register) const SHEET: Sheet = Sheet {
    name: "構成",
    headings: &[required("指標ID"), required("順"), required("構成名"), required("単位"), required("役割"), required("備考")],
    rows_needed: false,
};

/// Refuses what stands in it.
pub(in crate::register) fn read(table: Option<&Table>, findings: &mut Vec<Finding>) {
    refuse(table, findings);
}
