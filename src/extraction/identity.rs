//! The identity of a return: printed on the form, and hidden in it as well.

use super::labelled::Labels;
use super::office_text::{folded, key, trimmed};
use super::stored::quoted;
use super::{Content, Grid, GridSheet};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{CellRef, FormIdentity};
use crate::form::{FormDeclaration, HeaderField};

/// First cell of every hidden sheet that this program writes.
const SIGNATURE: &str = "torimatome";
/// Second cell of the hidden sheet of a form.
const FORM: &str = "form";
/// Second cell of the hidden sheet of everything else that this program writes.
const OUTPUT: &str = "output";
/// Longest identity text that a finding quotes.
const QUOTE_MAX: usize = 140;

/// What the workbook says about itself.
#[derive(Debug)]
pub(super) struct Found {
    /// The identity, where it holds.
    pub identity: Option<FormIdentity>,
    /// Why it does not.
    pub finding: Option<Finding>,
    /// The sheet on which it is printed.
    pub sheet: Option<usize>,
}

/// Whether this workbook was written by the program for people to read.
pub(super) fn is_own_output(grid: &Grid) -> bool {
    grid.sheets.iter().any(|sheet| signed(sheet, OUTPUT))
}

/// Finds the identity: the printed one suffices, because mail gateways strip hidden sheets.
pub(super) fn find(grid: &Grid, forms: &[FormDeclaration]) -> Found {
    let visible = visible_identity(grid, forms);
    let sheet = visible.as_ref().map(|(sheet, ..)| *sheet);
    let hidden = grid.sheets.iter().filter(|sheet| signed(sheet, FORM)).find_map(|sheet| text_at(sheet, 1, 1));
    let place = visible.as_ref().map_or_else(Place::default, |(_, place, _)| place.clone());
    let visible = visible.map(|(_, _, text)| text);
    let refused = |problem| Found { identity: None, finding: Some(Finding::at(place.clone(), problem)), sheet };
    let altered = |text: &str| refused(Problem::IdentityAltered { text: quoted(text, QUOTE_MAX) });
    let parsed = |text: &String| text.parse::<FormIdentity>().map_err(|_| text.clone());
    match (visible.as_ref().map(parsed), hidden.as_ref().map(parsed)) {
        (None, None) => Found { identity: None, finding: Some(Finding::file(Problem::NoIdentity)), sheet },
        (Some(Err(text)), _) | (_, Some(Err(text))) => altered(&text),
        (Some(Ok(visible)), Some(Ok(hidden))) if visible != hidden => {
            refused(Problem::IdentitiesDiffer { visible: visible.to_string(), hidden: hidden.to_string() })
        }
        (Some(Ok(identity)), _) | (None, Some(Ok(identity))) => Found { identity: Some(identity), finding: None, sheet },
    }
}

/// The printed identity with its sheet and cell: on the form's own sheet, else on any sheet that people see.
fn visible_identity(grid: &Grid, forms: &[FormDeclaration]) -> Option<(usize, Place, String)> {
    let cells: Vec<_> = forms.iter().filter_map(|form| form.header_cell(HeaderField::Identity)).collect();
    let names: Vec<String> = forms.iter().map(|form| key(&form.sheet)).collect();
    // Every declaration's label means the same here, so one index stands for all.
    let all: Vec<_> = cells.iter().map(|cell| Labels::new([*cell])).collect();
    let mut sheets: Vec<(usize, &GridSheet)> = grid.sheets.iter().enumerate().filter(|(_, sheet)| sheet.visible).collect();
    sheets.sort_by_key(|(_, sheet)| !names.contains(&key(&sheet.name)));
    sheets.into_iter().find_map(|(index, sheet)| {
        let cell = all.iter().find_map(|labels| labels.value(sheet, u32::MAX, 0))?;
        Some((index, Place::cell(&sheet.name, cell.at), spelled(cell.content.text())))
    })
}

fn signed(sheet: &GridSheet, kind: &str) -> bool {
    let is = |column, wanted: &str| text_at(sheet, 0, column).is_some_and(|text| text == wanted);
    is(0, SIGNATURE) && is(1, kind)
}

fn text_at(sheet: &GridSheet, row: u32, column: u32) -> Option<String> {
    let cell = sheet.get(CellRef::new(row, column)?)?;
    if let Content::Text(text) = &cell.content { Some(spelled(text)) } else { None }
}

/// An identity is ASCII; a conversion to full width on the way does not harm it.
fn spelled(text: &str) -> String {
    folded(trimmed(text))
}
