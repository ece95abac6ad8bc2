//! What merged cells mean in a table: an indicator in two lines is one row, a word over several rows is said of each, and a
//! number over several rows is nobody's.

use std::collections::BTreeMap;

use super::headings::HeadingRow;
use super::{Content, GridSheet, Merge, RawCell, RawRow};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::CellRef;
use crate::form::{CellKind, Field, FormDeclaration};

/// The rows of a table as its merged cells mean them, and what cannot be told.
pub(super) fn as_merged(rows: Vec<RawRow>, sheet: &GridSheet, head: &HeadingRow, form: &FormDeclaration) -> (Vec<RawRow>, Vec<Finding>) {
    let merges: Vec<&Merge> = sheet.merges.iter().filter(|merge| merge.first.row() > head.row).collect();
    if merges.is_empty() {
        return (rows, Vec::new());
    }
    let over = |row: u32, field: Field| {
        let column = *head.columns.get(&field)?;
        merges.iter().find(|merge| merge.covers_below(row, column)).copied()
    };
    let mut joined = in_one(rows, &|row| over(row, Field::Number).or_else(|| over(row, Field::Indicator)), form);
    let firsts: BTreeMap<u32, RawRow> = joined.iter().map(|row| (row.row, row.clone())).collect();
    let mut findings = Vec::new();
    for row in &mut joined {
        for column in form.columns.iter().filter(|column| column.input) {
            if row.cells.contains_key(&column.field) {
                continue;
            }
            let Some(merge) = over(row.row, column.field) else { continue };
            let shown = firsts.get(&merge.first.row()).and_then(|first| first.cells.get(&column.field));
            let own = head.columns.get(&column.field).and_then(|at| CellRef::new(row.row, u32::from(*at)));
            let (Some(shown), Some(own)) = (shown, own) else { continue };
            if column.kind == CellKind::Number {
                // Neither row can have it for its own.
                for (at, other) in [(shown.at, own), (own, shown.at)] {
                    findings.push(Finding::at(Place::cell(&sheet.name, at), Problem::MergedOver { first: other }));
                }
            } else {
                row.cells.insert(column.field, RawCell { at: own, ..shown.clone() });
            }
        }
    }
    findings.dedup();
    (joined, findings)
}

/// Lines whose number (or name) is merged with that of the line above are one row. Where both say something else of one thing,
/// they stay two rows of one indicator, and nobody can tell which is right.
fn in_one<'a>(rows: Vec<RawRow>, merged: &dyn Fn(u32) -> Option<&'a Merge>, form: &FormDeclaration) -> Vec<RawRow> {
    let mut joined: Vec<RawRow> = Vec::new();
    for mut line in rows {
        let first = merged(line.row).map(|merge| merge.first.row());
        let Some(row) = joined.iter_mut().find(|row| Some(row.row) == first) else {
            joined.push(line);
            continue;
        };
        let is_long = |field: &Field| form.column(*field).is_some_and(|column| column.kind == CellKind::LongText);
        let contradicts =
            |(field, cell): (&Field, &RawCell)| !is_long(field) && row.cells.get(field).is_some_and(|known| known.content != cell.content);
        if line.cells.iter().any(contradicts) {
            let names = [Field::Number, Field::Indicator].into_iter().filter_map(|field| Some((field, row.cells.get(&field)?.clone())));
            for (field, cell) in names {
                line.cells.entry(field).or_insert(cell);
            }
            joined.push(line);
            continue;
        }
        for (field, cell) in line.cells {
            match (row.cells.get_mut(&field), &cell.content) {
                (Some(RawCell { content: Content::Text(known), .. }), Content::Text(more)) if is_long(&field) => {
                    known.push('\n');
                    known.push_str(more);
                }
                (Some(_), _) => {}
                (None, _) => {
                    row.cells.insert(field, cell);
                }
            }
        }
    }
    joined
}
