//! A declared cell in a workbook: beside its label, below it, behind it in the same cell, or by its defined name.

use super::index::Index;
use super::nearest::nearest;
use super::{CELLS_MAX, Merges};
use crate::diagnostic::{Finding, OwnProblem, Place, Problem};
use crate::domain::{CellRef, FiscalYear};
use crate::extraction::Grid;
use crate::extraction::office_text::key;
use crate::form::own::{OwnPlace, has_year_place};

/// Where a declared cell stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCell {
    /// Place of its sheet in the workbook.
    pub sheet: usize,
    /// Its label; the cell itself where it has a defined name.
    pub label: CellRef,
    /// The cell.
    pub at: CellRef,
    /// The year asked about, as its label names it.
    pub year: Option<FiscalYear>,
}

/// Looks for a declared cell: where it stands, and what is wrong with it.
#[must_use]
pub fn find_cell(grid: &Grid, merges: &Merges, place: &OwnPlace) -> (Option<FoundCell>, Option<Finding>) {
    match &place.name {
        Some(name) => by_name(grid, place, name),
        None => by_label(grid, merges, place),
    }
}

fn by_name(grid: &Grid, place: &OwnPlace, name: &str) -> (Option<FoundCell>, Option<Finding>) {
    let wanted = key(name).to_lowercase();
    let of_sheet = |sheet: &str| place.sheet.as_ref().is_none_or(|wanted| key(wanted) == key(sheet));
    let named = grid.names.iter().filter(|known| key(&known.name).to_lowercase() == wanted && of_sheet(&known.sheet));
    let mut found = named.filter_map(|known| {
        let sheet = grid.sheets.iter().position(|sheet| sheet.name == known.sheet)?;
        let at = moved(known.at, place.down.unwrap_or(0), place.right.unwrap_or(0))?;
        Some(FoundCell { sheet, label: known.at, at, year: None })
    });
    let Some(first) = found.next() else { return (None, Some(Finding::file(missing(place, "name", &[], String::new())))) };
    (Some(first), None)
}

fn by_label(grid: &Grid, merges: &Merges, place: &OwnPlace) -> (Option<FoundCell>, Option<Finding>) {
    let names: Vec<String> = place.sheet.iter().cloned().collect();
    let indexes = Index::of(grid, &names);
    let declared: Vec<&str> = place.label.iter().chain(&place.aliases).map(String::as_str).collect();
    let dated = declared.iter().any(|text| has_year_place(text));
    let mut found: Vec<(&Index<'_>, CellRef, Option<FiscalYear>)> = Vec::new();
    for index in &indexes {
        let years: Vec<Option<FiscalYear>> = if dated { index.years.iter().rev().copied().map(Some).collect() } else { vec![None] };
        for year in years {
            let mut cells = index.cells(&declared, year);
            if cells.is_empty() {
                cells = index.labelled(&declared, year);
            }
            found.extend(cells.into_iter().map(|at| (index, at, year)));
        }
    }
    found.dedup_by_key(|(index, at, _)| (index.place, *at));
    let looked: Vec<String> = indexes.iter().take(CELLS_MAX).map(|index| index.sheet.name.clone()).collect();
    let Some((index, label, year)) = found.first() else {
        let near = place.label.as_deref().map(|label| nearest(&indexes, label)).unwrap_or_default();
        return (None, Some(Finding::file(missing(place, "label", &looked, near))));
    };
    let at = match (place.right, place.down) {
        (None, None) => moved(*label, 0, width(merges, &index.sheet.name, *label)),
        (right, down) => moved(*label, down.unwrap_or(0), right.unwrap_or(0)),
    };
    let twice = (found.len() > 1).then(|| {
        let cells = found.iter().take(CELLS_MAX).map(|(index, at, _)| index.spoken(*at)).collect();
        let problem = OwnProblem::PlaceTwice { what: "label".to_owned(), wanted: place.wanted().to_owned(), cells };
        Finding::at(Place::cell(&index.sheet.name, *label), Problem::Own(problem))
    });
    (at.map(|at| FoundCell { sheet: index.place, label: *label, at, year: *year }), twice)
}

fn missing(place: &OwnPlace, what: &str, looked: &[String], nearest: String) -> Problem {
    let wanted = place.wanted().to_owned();
    Problem::Own(OwnProblem::PlaceMissing { what: what.to_owned(), wanted, looked: looked.to_vec(), nearest })
}

fn moved(at: CellRef, down: u16, right: u16) -> Option<CellRef> {
    CellRef::new(at.row() + u32::from(down), u32::from(at.column()) + u32::from(right))
}

/// How many columns a label is merged over.
fn width(merges: &Merges, sheet: &str, label: CellRef) -> u16 {
    let range = merges.get(sheet).and_then(|ranges| ranges.iter().find(|(first, _)| *first == label));
    range.map_or(1, |(first, last)| last.column().saturating_sub(first.column()).saturating_add(1))
}
