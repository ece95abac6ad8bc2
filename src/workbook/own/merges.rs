//! The merged ranges of a workbook, sheet by sheet.

use crate::domain::CellRef;
use crate::extraction::own::Merges;
use crate::workbook::patch::xml::{attribute, each_element};
use crate::workbook::patch::{Package, PatchError};

/// Most ranges of a sheet that are looked at.
const RANGES_MAX: usize = 20_000;

/// The merged ranges by the name of their sheet.
pub fn merges_of(book: &[u8]) -> Result<Merges, PatchError> {
    let package = Package::open(book)?;
    let mut merges = Merges::new();
    for sheet in package.sheets().iter().filter(|sheet| sheet.worksheet) {
        let mut ranges = Vec::new();
        each_element(&package.text(&sheet.part)?, |element| {
            if element.local_name().as_ref() == "mergeCell" && ranges.len() < RANGES_MAX {
                ranges.extend(attribute(element, "ref").as_deref().and_then(range));
            }
        })?;
        merges.insert(sheet.name.clone(), ranges);
    }
    Ok(merges)
}

fn range(text: &str) -> Option<(CellRef, CellRef)> {
    let (first, last) = text.split_once(':')?;
    Some((first.parse().ok()?, last.parse().ok()?))
}
