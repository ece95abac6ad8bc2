//! Sheets that must exist but cannot hold anything yet: what stands there is refused, not ignored.

use crate::diagnostic::{Finding, Problem};
use crate::register::bounds::quoted;
use crate::register::row;
use crate::register::table::Table;

/// Refuses every row of a sheet that a later version will know.
pub(super) fn refuse(table: Option<&Table>, findings: &mut Vec<Finding>) {
    let mut refused = Vec::new();
    row::lines(table, &mut Vec::new(), |row| {
        let (place, text) = row.first_filled();
        let heading = table.map_or("", |table| table.layout.sheet().name);
        refused.push(Finding::at(place, Problem::RegisterNotSupported { heading: heading.to_owned(), text: quoted(text) }));
    });
    findings.append(&mut refused);
}
