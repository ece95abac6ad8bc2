//! What must be known of a sheet before it is marked: formats of cells, widths and heights, merged cells.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::CellRef;
use crate::workbook::patch::PatchError;
use crate::workbook::patch::xml::{Tag, attribute, is_set, prefix_of, walk};

/// Elements of a sheet that come after its old drawing.
const AFTER_LEGACY: [&str; 9] =
    ["legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst", "AlternateContent"];

/// Longest tag of a merged range, and most of them that are looked at.
const TAG_BYTES_MAX: usize = 200;
const MERGES_MAX: usize = 100_000;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Formats of the cells that were asked for.
    styles: BTreeMap<CellRef, u32>,
    row_styles: BTreeMap<u32, u32>,
    /// By their first column (from 1): their last one, and the format.
    column_styles: BTreeMap<u32, (u32, u32)>,
    /// Cells with a format that was asked for.
    pub(super) coloured: Vec<(CellRef, u32)>,
    columns: BTreeMap<u32, (u32, i64)>,
    rows: BTreeMap<u32, i64>,
    column_default: i64,
    row_default: i64,
    /// The relationship to the drawing of its comments.
    pub(super) legacy: Option<String>,
    /// Where that drawing is named, if it is not yet.
    pub(super) legacy_place: usize,
    /// Beginning of its elements' names, `x:` or nothing.
    pub(super) prefix: String,
}

impl Scan {
    /// Looks through a sheet for these cells, and for cells in these formats.
    pub(super) fn of(xml: &str, cells: &BTreeSet<CellRef>, formats: &BTreeSet<u32>) -> Result<Self, PatchError> {
        let mut scan = Self { column_default: 72, row_default: 20, ..Self::default() };
        let (mut row, mut next_row, mut column, mut done) = (0_u32, 0_u32, 0_u32, false);
        let mut place = None;
        walk(xml, |tag, here, depth| {
            let (element, name) = match tag {
                Tag::Start(element) | Tag::Empty(element) => (element, element.local_name()),
                Tag::End(name) => {
                    done |= *name == "sheetData";
                    if depth == 0 {
                        scan.legacy_place = place.unwrap_or(here.start);
                    }
                    return Ok(());
                }
                Tag::Text => return Ok(()),
            };
            let number = |name| attribute(element, name).and_then(|text| text.parse::<u32>().ok());
            match (depth, name.as_ref()) {
                (0, _) => prefix_of(element.name().as_ref()).clone_into(&mut scan.prefix),
                (1, "sheetFormatPr") => {
                    scan.column_default = pixels(attribute(element, "defaultColWidth"), 7.0).unwrap_or(scan.column_default);
                    scan.row_default = pixels(attribute(element, "defaultRowHeight"), 4.0 / 3.0).unwrap_or(scan.row_default);
                }
                (1, "legacyDrawing") => scan.legacy = attribute(element, "id"),
                (1, "sheetData") => done |= matches!(tag, Tag::Empty(_)),
                (1, name) if done && place.is_none() && AFTER_LEGACY.contains(&name) => place = Some(here.start),
                (2, "col") => {
                    if let (Some(min), Some(max)) = (number("min"), number("max")) {
                        let width = if is_set(element, "hidden") { Some(0) } else { pixels(attribute(element, "width"), 7.0) };
                        scan.columns.extend(width.map(|width| (min, (max, width))));
                        scan.column_styles.extend(number("style").map(|style| (min, (max, style))));
                    }
                }
                (2, "row") if !done => {
                    row = number("r").map_or(next_row, |number| number.saturating_sub(1));
                    next_row = row.saturating_add(1);
                    let height = if is_set(element, "hidden") { Some(0) } else { pixels(attribute(element, "ht"), 4.0 / 3.0) };
                    scan.rows.extend(height.map(|height| (row, height)));
                    scan.row_styles.extend(number("s").filter(|_| is_set(element, "customFormat")).map(|style| (row, style)));
                    column = 0;
                }
                (3, "c") if !done => {
                    let at = attribute(element, "r").and_then(|text| text.parse().ok()).or_else(|| CellRef::new(row, column));
                    if let Some(at) = at {
                        column = u32::from(at.column()) + 1;
                        let style = number("s").unwrap_or(0);
                        if cells.contains(&at) {
                            scan.styles.insert(at, style);
                        }
                        if formats.contains(&style) {
                            scan.coloured.push((at, style));
                        }
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(scan)
    }

    /// The format of a cell, also where it is not there yet.
    pub(super) fn style(&self, at: CellRef) -> u32 {
        let of_column = || of_column(&self.column_styles, u32::from(at.column()));
        self.styles.get(&at).or_else(|| self.row_styles.get(&at.row())).copied().or_else(of_column).unwrap_or(0)
    }

    /// Width of a column, in pixels.
    pub(super) fn width(&self, column: u32) -> i64 {
        of_column(&self.columns, column).unwrap_or(self.column_default)
    }

    /// Height of a row, in pixels.
    pub(super) fn height(&self, row: u32) -> i64 {
        self.rows.get(&row).copied().unwrap_or(self.row_default)
    }
}

/// A measure of a sheet in pixels.
fn pixels(text: Option<String>, each: f64) -> Option<i64> {
    let value: f64 = text?.parse().ok()?;
    #[expect(clippy::cast_possible_truncation, reason = "at most some thousand pixels")]
    (0.0..=2000.0).contains(&value).then(|| (value * each).round() as i64)
}

/// What is said of a column: columns that are said something of do not overlap.
fn of_column<T: Copy>(columns: &BTreeMap<u32, (u32, T)>, column: u32) -> Option<T> {
    let (_, (last, value)) = columns.range(..=column + 1).next_back()?;
    (*last > column).then_some(*value)
}

/// The merged ranges of a sheet. Text that only looks like one costs no more than its own length.
pub(super) fn merges(xml: &str) -> Vec<(CellRef, CellRef)> {
    let tags = xml.match_indices("mergeCell ").filter_map(|(at, _)| {
        let bytes = xml.as_bytes().get(at..)?;
        let end = bytes.iter().take(TAG_BYTES_MAX).position(|byte| *byte == b'>')?;
        xml.get(at..at + end)
    });
    let ranges = tags.take(MERGES_MAX).filter_map(|tag| tag.split("ref=").nth(1)?.get(1..)?.split(['"', '\'']).next());
    ranges.filter_map(|range| range.split_once(':')).filter_map(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?))).collect()
}

/// The cell that people see in place of this one.
pub(super) fn seen(at: CellRef, merges: &[(CellRef, CellRef)]) -> CellRef {
    let within = |(first, last): &&(CellRef, CellRef)| {
        (first.row()..=last.row()).contains(&at.row()) && (first.column()..=last.column()).contains(&at.column())
    };
    merges.iter().find(within).map_or(at, |(first, _)| *first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_ranges_are_found_and_text_like_them_costs_nothing() {
        let at = |text: &str| text.parse::<CellRef>().expect("an address");
        let xml = format!("<!--{}--><mergeCells><mergeCell x='1' ref='B2:C3'/></mergeCells>", "mergeCell ".repeat(200_000));
        let merges = merges(&xml);
        assert_eq!(merges, [(at("B2"), at("C3"))]);
        assert_eq!((seen(at("C3"), &merges), seen(at("D3"), &merges)), (at("B2"), at("D3")));
    }

    #[test]
    fn columns_have_the_width_that_was_said_of_them() {
        let xml = "<worksheet><cols><col min=\"2\" max=\"3\" width=\"10\" style=\"4\"/><col min=\"5\" max=\"5\" width=\"3\" hidden=\"1\"/></cols><sheetData/></worksheet>";
        let scan = Scan::of(xml, &BTreeSet::new(), &BTreeSet::new()).expect("a sheet");
        assert_eq!([0, 1, 2, 3, 4, 5].map(|column| scan.width(column)), [72, 70, 70, 72, 0, 72]);
        assert_eq!(["A1", "B1", "C9", "D1"].map(|at| scan.style(at.parse().expect("an address"))), [0, 4, 4, 0]);
    }
}
