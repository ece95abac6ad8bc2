//! Finding a form's table: columns by heading, never by position alone. Officers insert, merge, sort and hide.

use std::collections::BTreeMap;

use super::labelled::holds_something;
use super::meanings::{likeness, of_a_year, senses};
use super::office_text::{key, without_bracket};
use super::{Content, GridCell, GridSheet};
use crate::domain::{CellRef, FiscalYear};
use crate::form::{Field, FormDeclaration, FormLayout};

/// Longest text that can be a heading.
const HEADING_MAX: usize = 200;
/// How alike a heading must be to be named as the one that was probably meant.
const LIKENESS_MIN: usize = 45;

/// How surely a heading means a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sureness {
    /// As the form declares it.
    Declared,
    /// The same but for what stands in brackets.
    Bracket,
    /// Only by its sense.
    Sense,
}

/// A heading and what it means.
#[derive(Debug, Clone)]
struct Meant {
    field: Field,
    sureness: Sureness,
    at: CellRef,
    text: String,
    year: Option<FiscalYear>,
}

/// Where the headings of a form stand on a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct HeadingRow {
    /// Zero-based row of its upper line.
    pub top: u32,
    /// Zero-based row; of headings in two lines the lower one.
    pub row: u32,
    /// Columns by meaning; of two columns with one heading, the first.
    pub columns: BTreeMap<Field, u16>,
    /// Headings that were understood by their sense, and where they stand.
    pub by_sense: Vec<(Field, CellRef, String)>,
    /// Further columns with a heading of the form that stands twice.
    pub twice: Vec<(Field, CellRef)>,
    /// The year that the heading of the actual names.
    pub year: Option<FiscalYear>,
    /// Where the heading of the actual stands, and what it says.
    pub actual: Option<(CellRef, String)>,
}

impl HeadingRow {
    /// Whether rows and their numbers can be found under it.
    pub(super) fn suffices(&self) -> bool {
        self.columns.contains_key(&Field::Actual) && self.names_rows()
    }

    fn names_rows(&self) -> bool {
        self.columns.contains_key(&Field::Number) || self.columns.contains_key(&Field::Indicator)
    }

    /// Essential fields that it lacks. Rows are found by id, else by name: one of the two columns suffices.
    pub(super) fn lacks(&self) -> Vec<Field> {
        let mut lacking = Vec::new();
        if !self.names_rows() {
            lacking.push(Field::Number);
        }
        lacking.extend([Field::Actual, Field::State].into_iter().filter(|field| !self.columns.contains_key(field)));
        lacking
    }

    /// How many headings stand as the form declares them.
    pub(super) fn declared(&self) -> usize {
        self.columns.len().saturating_sub(self.by_sense.len())
    }

    /// Whether it is a form's own head, which no table of somebody's own has: rows, the actual and its state, as declared.
    pub(super) fn is_forms(&self) -> bool {
        let by_sense = |field: &Field| self.by_sense.iter().any(|(other, ..)| other == field);
        self.lacks().is_empty() && ![Field::Actual, Field::State].iter().any(by_sense)
    }

    fn weight(&self) -> (bool, usize, usize) {
        (self.suffices(), self.declared(), self.columns.len())
    }
}

/// All headings of a form in one spelling.
#[derive(Debug)]
pub(super) struct Headings {
    known: BTreeMap<String, (Field, Sureness)>,
    /// Declared spellings, for naming what is missing.
    declared: Vec<(Field, String)>,
    /// Whether the form prints last year's actual.
    has_last: bool,
}

impl Headings {
    pub(super) fn new(form: &FormDeclaration) -> Self {
        let spellings = form.columns.iter().flat_map(|column| {
            let texts = std::iter::once(&column.heading).chain(&column.aliases);
            texts.map(move |text| (column.field, key(text)))
        });
        let declared: Vec<(Field, String)> = spellings.collect();
        let mut known = BTreeMap::new();
        for (field, text) in &declared {
            known.entry(text.clone()).or_insert((*field, Sureness::Declared));
        }
        for (field, text) in declared.iter().map(|(field, text)| (*field, without_bracket(text))).filter(|(_, text)| !text.is_empty()) {
            known.entry(text.to_owned()).or_insert((field, Sureness::Bracket));
        }
        // An evaluation sheet is full of the same words, and its years are columns of their own.
        let by_sense = senses().filter(|(field, _)| form.layout == FormLayout::List && form.column(*field).is_some());
        for (field, text) in by_sense {
            known.entry(key(text)).or_insert((field, Sureness::Sense));
        }
        Self { known, declared, has_last: form.column(Field::LastActual).is_some() }
    }

    /// What a heading means: as declared, else without the year (or the like) in brackets under it, else by its sense.
    fn meant(&self, text: &str, at: CellRef) -> Option<Meant> {
        if text.len() > HEADING_MAX {
            return None;
        }
        let full = key(text);
        let bare = without_bracket(&full);
        let in_bracket = || full.get(bare.len()..).and_then(|rest| rest.trim_matches(|c| "()[]〔〕<>".contains(c)).parse().ok());
        let meant = |field, sureness, year| Some(Meant { field, sureness, at, text: text.to_owned(), year });
        if let Some((field, sureness)) = self.known.get(&full) {
            return meant(*field, *sureness, in_bracket());
        }
        if let Some((field, sureness)) = self.known.get(bare).filter(|_| !bare.is_empty()) {
            return meant(*field, (*sureness).max(Sureness::Bracket), in_bracket());
        }
        let (field, year) = of_a_year(bare)?;
        let year = year.parse().ok()?;
        self.known.values().any(|(known, _)| *known == field).then(|| meant(field, Sureness::Sense, Some(year)))?
    }

    /// The headings in one row of cells.
    fn row(&self, cells: &[GridCell]) -> HeadingRow {
        let row = cells.first().map_or(0, |cell| cell.at.row());
        let meant = cells.iter().filter_map(|cell| self.meant(heading_text(cell)?, cell.at));
        resolved(row, row, meant.collect(), self.has_last)
    }

    /// The headings in two rows of cells, one under the other: a heading that is merged over several columns stands above
    /// those of the columns.
    fn band(&self, upper: &[GridCell], lower: &[GridCell]) -> Option<HeadingRow> {
        let mut lower_meant: Vec<(Option<CellRef>, Meant)> = Vec::new();
        let below: Vec<&GridCell> = lower.iter().filter(|cell| holds_something(cell)).collect();
        for cell in &below {
            let text = heading_text(cell)?;
            let above =
                upper.iter().rfind(|above| above.at.column() <= cell.at.column()).and_then(|above| Some((above.at, heading_text(above)?)));
            let joined = above.and_then(|(at, above)| {
                let above = key(above);
                let above = without_bracket(&above);
                let both = [format!("{above}{text}"), format!("{text}{above}")];
                both.iter().find_map(|both| self.meant(both, cell.at)).map(|meant| (Some(at), meant))
            });
            lower_meant.extend(joined.or_else(|| self.meant(text, cell.at).map(|meant| (None, meant))));
        }
        // A row of entries is no row of headings.
        if lower_meant.is_empty() || lower_meant.len().saturating_mul(2) < below.len() {
            return None;
        }
        let used = |at: CellRef| lower_meant.iter().any(|(above, meant)| *above == Some(at) || meant.at.column() == at.column());
        let own = upper.iter().filter(|cell| !used(cell.at)).filter_map(|cell| self.meant(heading_text(cell)?, cell.at));
        let all: Vec<Meant> = own.chain(lower_meant.iter().map(|(_, meant)| meant.clone())).collect();
        Some(resolved(upper.first()?.at.row(), lower.first()?.at.row(), all, self.has_last))
    }

    /// The head with most headings of the form: one under which rows can be found, else the likeliest.
    pub(super) fn find(&self, sheet: &GridSheet) -> Option<HeadingRow> {
        let mut best: Option<HeadingRow> = None;
        let rows: Vec<&[GridCell]> = sheet.cells.chunk_by(|a, b| a.at.row() == b.at.row()).collect();
        for (index, cells) in rows.iter().enumerate() {
            let row = self.row(cells);
            if row.columns.is_empty() {
                continue;
            }
            let next = rows.get(index.saturating_add(1)).filter(|next| next.first().is_some_and(|cell| cell.at.row() == row.row + 1));
            let band = next.and_then(|next| self.band(cells, next)).filter(|band| band.columns.len() > row.columns.len());
            let head = band.filter(|band| band.weight() > row.weight()).unwrap_or(row);
            if best.as_ref().is_none_or(|best| head.weight() > best.weight()) {
                best = Some(head);
            }
        }
        best
    }

    /// Further heads on the sheet under which rows could be found: above or below the first one, or beside it.
    pub(super) fn others(&self, sheet: &GridSheet, head: &HeadingRow) -> Vec<HeadingRow> {
        let first = head.columns.values().min().copied().unwrap_or(0);
        let last = head.columns.values().max().copied().unwrap_or(0);
        let mut found = Vec::new();
        for cells in sheet.cells.chunk_by(|a, b| a.at.row() == b.at.row()) {
            let row = cells.first().map_or(0, |cell| cell.at.row());
            if (head.top..=head.row).contains(&row) {
                let (before, rest) = cells.split_at(cells.partition_point(|cell| cell.at.column() < first));
                let (_, behind) = rest.split_at(rest.partition_point(|cell| cell.at.column() <= last));
                found.extend([before, behind].map(|cells| self.row(cells)));
            } else if !self.repeats(head, cells) {
                found.push(self.row(cells));
            }
        }
        found.retain(HeadingRow::suffices);
        found
    }

    /// Whether a row below the table's head repeats the head, as copies for printing do.
    pub(super) fn repeats(&self, head: &HeadingRow, cells: &[GridCell]) -> bool {
        let again = self.row(cells);
        again.suffices() && again.columns.iter().filter(|(field, column)| head.columns.get(field) == Some(column)).count() >= 3
    }

    /// The text in a table's head that is most like a heading that is missing.
    pub(super) fn nearest<'a>(&self, sheet: &'a GridSheet, head: &HeadingRow, field: Field) -> Option<(CellRef, &'a str)> {
        let spellings: Vec<&str> = self.declared.iter().filter(|(of, _)| *of == field).map(|(_, key)| without_bracket(key)).collect();
        let known: Vec<u16> = head.columns.values().copied().collect();
        let in_head =
            sheet.cells.iter().filter(|cell| (head.top..=head.row).contains(&cell.at.row()) && !known.contains(&cell.at.column()));
        let like = in_head.filter_map(|cell| {
            let found = key(heading_text(cell)?);
            let bare = without_bracket(&found);
            let alike = spellings.iter().map(|wanted| likeness(bare, wanted)).max()?;
            (alike >= LIKENESS_MIN).then_some((alike, cell))
        });
        let (_, cell) = like.max_by_key(|(alike, cell)| (*alike, std::cmp::Reverse(cell.at)))?;
        Some((cell.at, heading_text(cell)?))
    }
}

fn heading_text(cell: &GridCell) -> Option<&str> {
    if let Content::Text(text) = &cell.content { Some(text) } else { None }
}

/// Which column is which, of all headings that mean something: the surest, and of several the first.
fn resolved(top: u32, row: u32, mut meant: Vec<Meant>, has_last: bool) -> HeadingRow {
    by_year(&mut meant, has_last);
    one_by_sense(&mut meant);
    meant.sort_by_key(|meant| (meant.sureness, meant.at.column()));
    let mut found = HeadingRow { top, row, ..HeadingRow::default() };
    for heading in meant {
        if let std::collections::btree_map::Entry::Vacant(vacant) = found.columns.entry(heading.field) {
            vacant.insert(heading.at.column());
            if heading.field == Field::Actual {
                found.year = heading.year;
                found.actual = Some((heading.at, heading.text.clone()));
            }
            if heading.sureness == Sureness::Sense {
                found.by_sense.push((heading.field, heading.at, heading.text));
            }
        } else if heading.sureness != Sureness::Sense {
            found.twice.push((heading.field, heading.at));
        }
    }
    found
}

/// Of headings that say only their year (R5実績, R6実績) the last year is the one asked about, the one before it last
/// year's; other years are no column of the form. Where the form asks last year's too (`has_last`) and no column holds it, a
/// lone year may be either.
fn by_year(meant: &mut Vec<Meant>, has_last: bool) {
    let declared = meant.iter().find(|heading| heading.field == Field::Actual && heading.sureness != Sureness::Sense);
    let by_sense = || meant.iter().filter(|heading| heading.field == Field::Actual && heading.sureness == Sureness::Sense);
    let current = declared.map_or_else(|| by_sense().filter_map(|heading| heading.year).max(), |heading| heading.year);
    let is_declared = declared.is_some();
    for heading in meant.iter_mut().filter(|heading| heading.field == Field::Actual && heading.sureness == Sureness::Sense) {
        if heading.year.is_some() && heading.year == current.and_then(FiscalYear::previous) {
            heading.field = Field::LastActual;
        }
    }
    let lone = has_last && !meant.iter().any(|heading| heading.field == Field::LastActual);
    meant.retain(|heading| match (heading.field, heading.sureness, heading.year) {
        (Field::Actual, Sureness::Sense, Some(year)) => !is_declared && !lone && Some(year) == current,
        (Field::Target, Sureness::Sense, Some(year)) => current.is_none_or(|current| current == year),
        _ => true,
    });
}

/// Of several headings that only by their sense mean one field, none does.
fn one_by_sense(meant: &mut Vec<Meant>) {
    let mut counts: BTreeMap<Field, usize> = BTreeMap::new();
    for heading in meant.iter().filter(|heading| heading.sureness == Sureness::Sense) {
        *counts.entry(heading.field).or_default() += 1;
    }
    meant.retain(|heading| heading.sureness != Sureness::Sense || counts.get(&heading.field) == Some(&1));
}

/// Cells below the head, row by row, repeated heads left out.
pub(super) fn rows_below<'a>(sheet: &'a GridSheet, headings: &'a Headings, head: &'a HeadingRow) -> impl Iterator<Item = &'a [GridCell]> {
    let rows = sheet.cells.chunk_by(|a, b| a.at.row() == b.at.row());
    rows.filter(|cells| cells.first().is_some_and(|cell| cell.at.row() > head.row))
        .filter(|cells| cells.iter().any(holds_something) && !headings.repeats(head, cells))
}
