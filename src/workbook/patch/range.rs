//! Ranges such as `A1:C3` in the XML of a sheet.

use crate::domain::CellRef;

fn ends(range: &str) -> Option<(CellRef, CellRef)> {
    let (first, last) = range.split_once(':').unwrap_or((range, range));
    Some((first.parse().ok()?, last.parse().ok()?))
}

pub(super) fn first_of(range: &str) -> Option<CellRef> {
    ends(range).map(|(first, _)| first)
}

pub(super) fn within(range: &str, at: CellRef) -> bool {
    ends(range).is_some_and(|(first, last)| {
        (first.row()..=last.row()).contains(&at.row()) && (first.column()..=last.column()).contains(&at.column())
    })
}

/// A range with these cells in it.
pub(super) fn widened(range: &str, cells: &[CellRef]) -> Option<String> {
    let (mut first, mut last) = ends(range)?;
    for at in cells {
        first = CellRef::new(first.row().min(at.row()), u32::from(first.column().min(at.column())))?;
        last = CellRef::new(last.row().max(at.row()), u32::from(last.column().max(at.column())))?;
    }
    Some(if first == last { first.to_string() } else { format!("{first}:{last}") })
}
