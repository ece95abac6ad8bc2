//! The answer in a department's own workbook: a copy in which each cell with something to say is coloured and carries a
//! comment, with the list of all of it as the first sheet. Nothing else in the copy differs, byte for byte. What an earlier
//! copy of ours put in is known again (by its colour, and by the first line of its comments) and gives way.

mod answer;
mod comments;
mod earlier;
mod listing;
mod own_sheets;
mod scan;
mod sheet_marks;
mod styles;
#[cfg(test)]
mod tests;
mod vml;
mod vml_names;
mod words;

use std::collections::BTreeMap;

pub use answer::{AnswerBook, answer_book, is_marked};
pub use listing::Cover;
pub use words::receipt_marks;

use self::earlier::Earlier;
use self::sheet_marks::SheetMarks;
use self::styles::Styles;
use super::patch::{Package, PatchError};
use crate::diagnostic::Place;

/// Who is named as the author of the comments.
const AUTHOR: &str = "とりまとめ";
/// The first line of what we say in a comment.
const BEGIN: &str = "【とりまとめ】";
/// Its last line.
const END: &str = "【ここまで】";

/// Most marks that colour cells; further ones stand in the list.
const MARKED_MAX: usize = 1000;

/// Most cells in the colours of an earlier copy that are taken back: far more than ever were coloured, also where rows
/// were copied.
const COLOURED_MAX: usize = 5000;

/// What a mark means. Each has one colour; a notice has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// Must be corrected: pale red.
    Error,
    /// To be confirmed or explained: a yellow deeper than that of input cells.
    Query,
    /// Only said, in the list.
    Notice,
    /// What the program sees here, in a trial of an office's own form: pale blue.
    Seen,
}

impl MarkKind {
    /// Its colour, RGB.
    const fn colour(self) -> Option<&'static str> {
        match self {
            Self::Error => Some("F8CBC5"),
            Self::Query => Some("FFE38F"),
            Self::Seen => Some("CFE6F7"),
            Self::Notice => None,
        }
    }

    /// The word for it, with a mark that a black-and-white copier keeps.
    const fn word(self) -> &'static str {
        match self {
            Self::Error => "× 要修正",
            Self::Query => "？ 要確認",
            Self::Notice => "・ 参考",
            Self::Seen => "○ 読取り",
        }
    }
}

/// Something that is said of a cell, a sheet, or the file as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where.
    pub place: Place,
    /// What it means.
    pub kind: MarkKind,
    /// Code of the finding; may be empty.
    pub code: String,
    /// Name of the indicator; may be empty.
    pub about: String,
    /// What happened.
    pub what: String,
    /// What to do; may be empty.
    pub remedy: String,
}

/// A copy of the workbook with these marks, and their list as its first sheet. Marks stand in the list in their order, and
/// are numbered from 1. A workbook that cannot be changed safely (signed, encrypted, not xlsx or xlsm) is an error, and is
/// to be answered in another way.
pub fn annotate(book: &[u8], marks: &[Mark], cover: &Cover) -> Result<Vec<u8>, PatchError> {
    let mut package = Package::open(book)?;
    refuse_odd(&package)?;
    let earlier = Earlier::of(&package)?;
    let mut styles = Styles::of(&mut package)?;
    let mut by_sheet: BTreeMap<&str, Vec<(usize, &Mark)>> = BTreeMap::new();
    for (number, mark) in (1..).zip(marks).take(MARKED_MAX) {
        if let (Some(sheet), Some(_)) = (&mark.place.sheet, mark.place.cell) {
            by_sheet.entry(sheet).or_default().push((number, mark));
        }
    }
    let (mut befores, mut coloured) = (Vec::new(), 0);
    let sheets: Vec<_> = package.sheets().iter().filter(|sheet| sheet.worksheet && !earlier.is_ours(&sheet.part)).cloned().collect();
    for (index, sheet) in sheets.iter().enumerate() {
        let marks = by_sheet.get(sheet.name.as_str()).map_or(&[][..], Vec::as_slice);
        if marks.is_empty() && !earlier.marked() {
            continue;
        }
        let mut work = SheetMarks::new(&package, sheet, index, marks, &earlier, &styles)?;
        coloured += work.coloured();
        if coloured > COLOURED_MAX {
            return Err(PatchError::Package("too many cells have our colours".to_owned()));
        }
        work.colour(&mut styles, &earlier)?;
        befores.extend(work.befores());
        work.write(&mut package)?;
    }
    own_sheets::write(&mut package, &mut styles, &earlier, marks, cover, &befores)?;
    styles.write(&mut package)?;
    package.finish()
}

/// What a change would break, or what speaks another dialect.
fn refuse_odd(package: &Package<'_>) -> Result<(), PatchError> {
    if package.parts().any(|part| part.to_ascii_lowercase().starts_with("_xmlsignatures/")) {
        return Err(PatchError::Package("it is signed".to_owned()));
    }
    if package.text(package.workbook())?.contains("http://purl.oclc.org/ooxml/") {
        return Err(PatchError::Package("it is strict Open XML".to_owned()));
    }
    Ok(())
}
