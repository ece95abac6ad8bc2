//! What an earlier copy of ours left in a workbook that comes back: the list, the hidden sheet with the fills that were there
//! before, comments. Other programs may have saved it in between, so nothing is known by its number.

use std::collections::{BTreeMap, BTreeSet};

use super::BEGIN;
use super::styles::{NO_FILL, is_our_fill};
use crate::domain::CellRef;
use crate::extraction::{MARKS_LIST as LISTING, is_marks_list};
use crate::workbook::patch::xml::{Tag, attribute, each_element, walk};
use crate::workbook::patch::{Package, PatchError, SheetPart};

/// Name of the hidden sheet.
pub(super) const HIDDEN: &str = "指摘情報";
/// First cells of the hidden sheet: as `extraction::identity` knows our sheets.
pub(super) const SIGNATURE: [&str; 2] = ["torimatome", "marks"];
/// Longest fill that is kept.
const FILL_MAX: usize = 2000;
/// Rows and columns in which our sheets say anything.
const ROWS_MAX: u32 = 6000;
const COLUMNS_MAX: u32 = 6;
/// Longest text of a cell that is looked at.
const TEXT_MAX: usize = 4000;

/// A cell that we coloured, and the fill that it had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Before {
    pub(super) sheet: String,
    pub(super) at: CellRef,
    /// Its number in the list.
    pub(super) number: usize,
    /// XML without a prefix.
    pub(super) fill: String,
}

/// What is known of an earlier copy.
#[derive(Debug, Default)]
pub(super) struct Earlier {
    pub(super) listing: Option<SheetPart>,
    pub(super) hidden: Option<SheetPart>,
    befores: Vec<Before>,
    comments: bool,
}

impl Earlier {
    /// Looks for what an earlier copy left.
    pub(super) fn of(package: &Package<'_>) -> Result<Self, PatchError> {
        let mut found = Self::default();
        for sheet in package.sheets().iter().filter(|sheet| sheet.worksheet) {
            if found.listing.is_none() && sheet.name.starts_with(LISTING) && is_listing(&texts(package, &sheet.part)?) {
                found.listing = Some(sheet.clone());
            } else if found.hidden.is_none() && sheet.name.starts_with(HIDDEN) {
                let texts = texts(package, &sheet.part)?;
                let first = |column| texts.get(&(0, column)).map_or("", String::as_str);
                if [first(0), first(1)] == SIGNATURE {
                    found.hidden = Some(sheet.clone());
                    found.befores = befores(&texts);
                }
            }
        }
        for sheet in package.sheets().iter().filter(|sheet| sheet.worksheet) {
            if let Some(part) = package.related(&sheet.part, "comments")? {
                found.comments |= package.text(&part)?.contains(BEGIN);
            }
        }
        Ok(found)
    }

    /// Whether there was an earlier copy.
    pub(super) const fn marked(&self) -> bool {
        self.listing.is_some() || self.hidden.is_some() || self.comments
    }

    /// Whether a part is a sheet of ours.
    pub(super) fn is_ours(&self, part: &str) -> bool {
        [&self.listing, &self.hidden].into_iter().flatten().any(|sheet| sheet.part == part)
    }

    /// The fill that a cell of ours had before; by the number in its comment, which moves with it, else by where it was.
    pub(super) fn fill(&self, sheet: &str, at: CellRef, number: Option<usize>) -> &str {
        let by_number = number.and_then(|number| self.befores.iter().find(|before| before.number == number));
        let found = by_number.or_else(|| self.befores.iter().find(|before| before.sheet == sheet && before.at == at));
        found.map_or(NO_FILL, |before| before.fill.as_str())
    }
}

fn is_listing(texts: &BTreeMap<(u32, u32), String>) -> bool {
    is_marks_list(|row, column| texts.get(&(row, column)).map(String::as_str))
}

fn befores(texts: &BTreeMap<(u32, u32), String>) -> Vec<Before> {
    let text = |row, column| texts.get(&(row, column)).map(String::as_str);
    let one = |row| {
        let fill = text(row, 3).filter(|fill| is_fill(fill))?;
        Some(Before {
            sheet: text(row, 0)?.to_owned(),
            at: text(row, 1)?.parse().ok()?,
            number: text(row, 2)?.parse().ok()?,
            fill: fill.to_owned(),
        })
    };
    let last = texts.keys().next_back().map_or(0, |(row, _)| *row);
    (1..=last).filter_map(one).collect()
}

/// What is put among the formats is a fill and nothing else, whoever wrote it.
fn is_fill(text: &str) -> bool {
    let known = ["fill", "patternFill", "fgColor", "bgColor", "gradientFill", "stop", "color"];
    let mut fits = text.len() <= FILL_MAX && text.starts_with("<fill>") && text.ends_with("</fill>") && !is_our_fill(text);
    let mut roots = 0;
    let walked = walk(text, |tag, _, depth| {
        if let Tag::Start(element) | Tag::Empty(element) = tag {
            roots += usize::from(depth == 0);
            fits &= known.contains(&element.name().as_ref());
        }
        fits &= !matches!(tag, Tag::Text);
        Ok(())
    });
    walked.is_ok() && fits && roots == 1
}

/// The texts of a sheet's cells, by row and column.
fn texts(package: &Package<'_>, part: &str) -> Result<BTreeMap<(u32, u32), String>, PatchError> {
    let xml = package.text(part)?;
    let mut found: BTreeMap<(u32, u32), String> = BTreeMap::new();
    let mut shared: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    let (mut at, mut is_shared, mut from): (Option<CellRef>, bool, Option<usize>) = (None, false, None);
    walk(&xml, |tag, here, _| {
        match tag {
            Tag::Start(element) => match element.local_name().as_ref() {
                "c" => {
                    at = attribute(element, "r").and_then(|at| at.parse().ok());
                    is_shared = attribute(element, "t").is_some_and(|kind| kind == "s");
                }
                "t" | "v" => from = Some(here.end),
                _ => {}
            },
            Tag::End("c") => at = None,
            Tag::End("t" | "v") => {
                let inner = from.take().and_then(|from| xml.get(from..here.start)).unwrap_or_default();
                let Some(at) = at else { return Ok(()) };
                let place = (at.row(), u32::from(at.column()));
                if place.0 >= ROWS_MAX || place.1 >= COLUMNS_MAX || inner.len() > TEXT_MAX {
                    return Ok(());
                }
                if is_shared {
                    shared.extend(inner.parse().ok().map(|index| (place, index)));
                } else {
                    found.entry(place).or_default().push_str(&plain(inner));
                }
            }
            Tag::End(_) | Tag::Empty(_) | Tag::Text => {}
        }
        Ok(())
    })?;
    if !shared.is_empty() {
        let strings = shared_strings(package, &shared.values().copied().collect())?;
        found.extend(shared.into_iter().filter_map(|(place, index)| Some((place, strings.get(&index)?.clone()))));
    }
    Ok(found)
}

fn plain(inner: &str) -> String {
    quick_xml::escape::unescape(inner).map_or_else(|_| inner.to_owned(), std::borrow::Cow::into_owned)
}

/// The shared strings of these numbers.
fn shared_strings(package: &Package<'_>, wanted: &BTreeSet<usize>) -> Result<BTreeMap<usize, String>, PatchError> {
    let Some(part) = package.related(package.workbook(), "sharedStrings")? else { return Ok(BTreeMap::new()) };
    let xml = package.text(&part)?;
    let (mut strings, mut from, mut phonetic): (BTreeMap<usize, String>, Option<usize>, bool) = (BTreeMap::new(), None, false);
    let mut next = 0_usize;
    walk(&xml, |tag, here, depth| {
        match tag {
            Tag::Start(element) | Tag::Empty(element) if depth == 1 && element.local_name().as_ref() == "si" => {
                if wanted.contains(&next) {
                    strings.insert(next, String::new());
                }
                next += 1;
            }
            Tag::Start(element) => match element.local_name().as_ref() {
                "rPh" => phonetic = true,
                "t" if !phonetic => from = Some(here.end),
                _ => {}
            },
            Tag::End("rPh") => phonetic = false,
            Tag::End("t") => {
                let own = strings.get_mut(&next.saturating_sub(1)).filter(|text| text.len() <= TEXT_MAX);
                if let (Some(from), Some(text)) = (from.take(), own) {
                    let inner = xml.get(from..here.start).filter(|inner| inner.len() <= TEXT_MAX);
                    text.push_str(&plain(inner.unwrap_or_default()));
                }
            }
            Tag::End(_) | Tag::Empty(_) | Tag::Text => {}
        }
        Ok(())
    })?;
    Ok(strings)
}

/// Cells with a conversation, in which Excel shows nothing but that.
pub(super) fn conversations(package: &Package<'_>, part: &str) -> Result<Vec<CellRef>, PatchError> {
    let mut found = Vec::new();
    if let Some(part) = package.related(part, "threadedComment")? {
        each_element(&package.text(&part)?, |element| {
            found.extend(attribute(element, "ref").and_then(|at| at.parse::<CellRef>().ok()));
        })?;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_fill_is_taken_for_a_fill() {
        assert!(is_fill(NO_FILL));
        assert!(is_fill("<fill><patternFill patternType=\"solid\"><fgColor theme=\"4\" tint=\"0.5\"/></patternFill></fill>"));
        for other in
            ["<fill><patternFill/></fill><fill></fill>", "<fill><script/></fill>", "<fill>x</fill>", "<fill><patternFill></fill>", ""]
        {
            assert!(!is_fill(other), "{other}");
        }
    }
}
