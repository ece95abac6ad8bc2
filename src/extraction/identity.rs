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
/// A sheet that shows how to fill in the form.
const EXAMPLE_SHEET: &str = "記入例";
/// Most returns that the hidden sheet of a workbook names.
const RETURNS_MAX: u32 = 20;
/// Most returns of one workbook: more than a division has departments.
const PARTS_MAX: usize = 100;
/// Longest identity text that a finding quotes.
const QUOTE_MAX: usize = 140;

/// One return of a workbook: an identity and where it stands. A workbook for two plans, or of two departments, holds two.
#[derive(Debug)]
pub(super) struct Part {
    /// The identity, where it holds.
    pub identity: Option<FormIdentity>,
    /// Why it does not.
    pub finding: Option<Finding>,
    /// The sheets that are its own: those on which it is printed, else the one that the hidden sheet names.
    pub sheets: Vec<usize>,
}

/// An identity as it is printed on a sheet that people see.
struct Printed {
    sheet: usize,
    place: Place,
    text: String,
    /// Whether the sheet is one that departments fill in.
    named: bool,
}

/// An identity on the hidden sheet, and the name of the sheet that is filled in for it.
struct Hidden {
    text: String,
    sheet: String,
}

/// Whether this workbook was written by the program for people to read.
pub(super) fn is_own_output(grid: &Grid) -> bool {
    grid.sheets.iter().any(|sheet| signed(sheet, OUTPUT))
}

/// Finds the returns of a workbook by their identities; never none. The printed ones suffice, because mail gateways
/// strip hidden sheets.
pub(super) fn parts(grid: &Grid, forms: &[FormDeclaration]) -> Vec<Part> {
    let mut printed = printed(grid, forms, true);
    let hidden = hidden(grid);
    if printed.is_empty() {
        // A form that somebody hid, and nothing else: its own sheet says what the program's says.
        printed = self::printed(grid, forms, false);
    }
    // Sheets of other departments' workbooks are gathered in one of them; only that one's hidden sheet comes along.
    let gathered = hidden.iter().any(|known| printed.iter().any(|found| parsed(&found.text).is_some() && found.text == known.text));
    let whole = |problem: Problem, at: Option<&Printed>| {
        let finding = at.map_or_else(|| Finding::file(problem.clone()), |at| Finding::at(at.place.clone(), problem.clone()));
        vec![Part { identity: None, finding: Some(finding), sheets: at.map(|at| at.sheet).into_iter().collect() }]
    };
    let altered = |text: &str| Problem::IdentityAltered { text: quoted(text, QUOTE_MAX) };
    if let Some(bad) = hidden.iter().find(|known| parsed(&known.text).is_none()) {
        return whole(altered(&bad.text), printed.first());
    }
    let mut parts: Vec<Part> = Vec::new();
    for found in &printed {
        match parsed(&found.text) {
            Some(identity) => match parts.iter_mut().find(|part| part.identity.as_ref() == Some(&identity)) {
                Some(part) => part.sheets.push(found.sheet),
                None if hidden.is_empty() || gathered => {
                    parts.push(Part { identity: Some(identity), finding: None, sheets: vec![found.sheet] });
                }
                None => {
                    let known: Vec<&str> = hidden.iter().map(|known| known.text.as_str()).collect();
                    parts.extend(whole(Problem::IdentitiesDiffer { visible: identity.to_string(), hidden: known.join("、") }, Some(found)));
                }
            },
            None if found.named => parts.extend(whole(altered(&found.text), Some(found))),
            None => {}
        }
    }
    parts.extend(hidden_only(grid, &hidden, &printed, &parts));
    match (parts.is_empty(), printed.first()) {
        (false, _) if parts.len() > PARTS_MAX => {
            let (found, max) = (parts.len() as u64, PARTS_MAX as u64);
            whole(Problem::TooLarge { what: "returns".to_owned(), found, max }, None)
        }
        (false, _) => parts,
        (true, Some(bad)) => whole(altered(&bad.text), Some(bad)),
        (true, None) => whole(Problem::NoIdentity, None),
    }
}

/// Identities that stand on the hidden sheet alone. Of a workbook with several, one counts only where its sheet is
/// still there and says nothing else.
fn hidden_only(grid: &Grid, hidden: &[Hidden], printed: &[Printed], parts: &[Part]) -> Vec<Part> {
    let unsaid = |known: &&Hidden| {
        let identity = parsed(&known.text);
        !parts.iter().any(|part| part.identity == identity)
    };
    let part = |known: &Hidden| {
        let name = key(&known.sheet);
        let sheet = grid.sheets.iter().position(|sheet| sheet.visible && !name.is_empty() && key(&sheet.name) == name);
        let free = sheet.filter(|index| !printed.iter().any(|found| found.sheet == *index));
        let alone = hidden.len() == 1 && parts.is_empty() && !printed.iter().any(|found| found.named);
        (alone || free.is_some()).then(|| Part { identity: parsed(&known.text), finding: None, sheets: free.into_iter().collect() })
    };
    hidden.iter().filter(unsaid).filter_map(part).collect()
}

fn parsed(text: &str) -> Option<FormIdentity> {
    text.parse().ok()
}

/// The printed identities, those on the sheets that departments fill in first.
fn printed(grid: &Grid, forms: &[FormDeclaration], visible: bool) -> Vec<Printed> {
    let cells: Vec<_> = forms.iter().filter_map(|form| form.header_cell(HeaderField::Identity)).collect();
    let names: Vec<String> = forms.iter().map(|form| key(&form.sheet)).collect();
    // Every declaration's label means the same here, so one index stands for all.
    let all: Vec<_> = cells.iter().map(|cell| Labels::new([*cell])).collect();
    let sheets = grid.sheets.iter().enumerate().filter(|(_, sheet)| sheet.visible == visible && !is_example(sheet) && !is_signed(sheet));
    let mut found: Vec<Printed> = sheets
        .filter_map(|(index, sheet)| {
            let cell = all.iter().find_map(|labels| labels.value(sheet, u32::MAX, 0))?;
            // 入力（総合戦略） is the second plan's 入力.
            let named = names.iter().any(|name| key(&sheet.name).starts_with(name.as_str()));
            Some(Printed { sheet: index, place: Place::cell(&sheet.name, cell.at), text: spelled(cell.content.text()), named })
        })
        .collect();
    found.sort_by_key(|found| !found.named);
    found
}

/// A filled example has the headings of the form too; it is never the return.
pub(super) fn is_example(sheet: &GridSheet) -> bool {
    key(&sheet.name).contains(EXAMPLE_SHEET)
}

fn hidden(grid: &Grid) -> Vec<Hidden> {
    let signed = grid.sheets.iter().filter(|sheet| signed(sheet, FORM));
    let rows = signed.flat_map(|sheet| (1..=RETURNS_MAX).map_while(move |row| Some((sheet, row, text_at(sheet, row, 1)?))));
    let mut found: Vec<Hidden> = Vec::new();
    for (sheet, row, text) in rows {
        if !found.iter().any(|known| known.text == text) {
            found.push(Hidden { text, sheet: text_at(sheet, row, 2).unwrap_or_default() });
        }
    }
    found
}

/// Whether the program wrote this sheet, for itself.
pub(super) fn is_signed(sheet: &GridSheet) -> bool {
    text_at(sheet, 0, 0).is_some_and(|text| text == SIGNATURE)
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
