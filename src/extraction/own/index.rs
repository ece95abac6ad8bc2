//! A sheet's short texts by their spelling, so that headings and labels are looked up and not searched for.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{CellRef, FiscalYear};
use crate::extraction::identity::is_example;
use crate::extraction::office_text::{key, without_bracket};
use crate::extraction::{Content, Grid, GridSheet};
use crate::form::own::{spellings, year_texts};

/// Longest text that can be a heading or a label, in bytes.
const TEXT_MAX: usize = 240;
/// Headings and labels stand at the head of a sheet.
const ROWS_MAX: u32 = 2_000;

/// A sheet and where its short texts stand.
pub(super) struct Index<'a> {
    /// Place of the sheet in the workbook.
    pub(super) place: usize,
    pub(super) sheet: &'a GridSheet,
    /// By the whole text, by it without what stands in brackets at its end, and by what stands before a colon.
    whole: BTreeMap<String, Vec<CellRef>>,
    bare: BTreeMap<String, Vec<CellRef>>,
    label: BTreeMap<String, Vec<CellRef>>,
    /// Fiscal years that are named.
    pub(super) years: BTreeSet<FiscalYear>,
}

impl<'a> Index<'a> {
    fn new(place: usize, sheet: &'a GridSheet) -> Self {
        let (mut whole, mut bare, mut label) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let mut years = BTreeSet::new();
        let add = |map: &mut BTreeMap<String, Vec<CellRef>>, key: &str, at: CellRef| {
            if !key.is_empty() {
                map.entry(key.to_owned()).or_default().push(at);
            }
        };
        let head = sheet.cells.iter().take_while(|cell| cell.at.row() < ROWS_MAX);
        for cell in head.filter(|cell| matches!(cell.content, Content::Text(_) | Content::Number(_))) {
            let text = cell.content.text();
            if text.len() > TEXT_MAX {
                continue;
            }
            let full = key(text);
            add(&mut bare, without_bracket(&full), cell.at);
            if let Some((before, _)) = text.split_once(['：', ':']) {
                add(&mut label, &key(before), cell.at);
            }
            add(&mut whole, &full, cell.at);
            years.extend(year_texts(text).into_iter().map(|found| found.year));
        }
        Self { place, sheet, whole, bare, label, years }
    }

    /// The sheets that people see, those with the given names first; examples are left out.
    pub(super) fn of(grid: &'a Grid, names: &[String]) -> Vec<Self> {
        let wanted: Vec<String> = names.iter().map(|name| key(name)).collect();
        let seen = grid.sheets.iter().enumerate().filter(|(_, sheet)| sheet.visible && !is_example(sheet));
        let (named, others): (Vec<_>, Vec<_>) = seen.partition(|(_, sheet)| wanted.contains(&key(&sheet.name)));
        // A sheet that was renamed is still the one with the headings.
        let chosen = if named.is_empty() { others } else { named };
        chosen.into_iter().map(|(place, sheet)| Self::new(place, sheet)).collect()
    }

    /// Cells whose text is one of the declared ones, in order.
    pub(super) fn cells(&self, declared: &[&str], asked: Option<FiscalYear>) -> Vec<CellRef> {
        let keys: Vec<String> = declared.iter().flat_map(|text| spellings(text, asked)).map(|text| key(&text)).collect();
        let look = |map: &BTreeMap<String, Vec<CellRef>>| -> BTreeSet<CellRef> {
            keys.iter().filter_map(|key| map.get(key)).flatten().copied().collect()
        };
        let exact = look(&self.whole);
        (if exact.is_empty() { look(&self.bare) } else { exact }).into_iter().collect()
    }

    /// Cells whose text begins with one of the declared labels and a colon.
    pub(super) fn labelled(&self, declared: &[&str], asked: Option<FiscalYear>) -> Vec<CellRef> {
        let keys = declared.iter().flat_map(|text| spellings(text, asked)).map(|text| key(&text));
        let found: BTreeSet<CellRef> = keys.filter_map(|key| self.label.get(&key)).flatten().copied().collect();
        found.into_iter().collect()
    }

    /// Texts and where they stand.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, CellRef)> {
        self.whole.iter().filter_map(|(key, cells)| Some((key.as_str(), *cells.first()?)))
    }

    /// How a cell is spoken of.
    pub(super) fn spoken(&self, at: CellRef) -> String {
        format!("{} {at}", self.sheet.name)
    }
}
