//! What a department wrote where a number belongs.

use super::formula::{refers_to_another_file, truth_value};
use super::office_number::{is_bound, is_date, is_mark, is_range, parse};
use super::office_text::{key, trimmed};
use super::stored::quoted;
use super::unit::{Written, compare, leading_scale};
use super::{Content, RawCell};
use crate::diagnostic::Problem;
use crate::domain::{Indicator, Quantity, QuantityError};

/// Longest text that a finding quotes, in characters.
const QUOTE_MAX: usize = 40;

/// An entry, read. Blank, zero and unknown are three things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// Nothing.
    Blank,
    /// A mark that stands for "no number" (— ※ ＊ 未定 集計中 …): never zero.
    Mark(String),
    /// A number, and what was done to the text to get it (notices and queries).
    Number {
        /// The number in the indicator's unit.
        value: Quantity,
        /// Notices and queries.
        problems: Vec<Problem>,
    },
    /// Not a number: an error.
    Bad(Problem),
}

/// Reads a cell in which a number in the indicator's unit is expected.
#[must_use]
pub fn read_entry(cell: Option<&RawCell>, indicator: &Indicator) -> Entry {
    let Some(cell) = cell else {
        return Entry::Blank;
    };
    if cell.formula.as_deref().is_some_and(refers_to_another_file) {
        return Entry::Bad(Problem::ExternalLink);
    }
    if let Some(value) = cell.formula.as_deref().and_then(truth_value) {
        return not_a_number(value);
    }
    if !indicator.stages.is_empty() {
        return stage(cell, indicator);
    }
    match &cell.content {
        Content::Nothing if cell.formula.is_some() => Entry::Bad(Problem::NoCachedValue),
        Content::Nothing => Entry::Blank,
        Content::Error(text) => Entry::Bad(Problem::ErrorValue { text: quoted(text, QUOTE_MAX) }),
        Content::Date(text) => Entry::Bad(Problem::DateGiven { text: quoted(text.trim_start_matches('?'), QUOTE_MAX) }),
        Content::Bool(_) => not_a_number(cell.content.text()),
        Content::Number(text) => stored_number(text, cell.percent, indicator),
        Content::Text(text) => typed_text(text, indicator),
    }
}

/// The place of a named stage. A place itself is no answer: nobody sees which stage was meant.
fn stage(cell: &RawCell, indicator: &Indicator) -> Entry {
    let shown = trimmed(cell.content.text());
    match &cell.content {
        Content::Nothing if cell.formula.is_some() => return Entry::Bad(Problem::NoCachedValue),
        Content::Error(text) => return Entry::Bad(Problem::ErrorValue { text: quoted(text, QUOTE_MAX) }),
        _ if shown.is_empty() => return Entry::Blank,
        Content::Nothing | Content::Text(_) | Content::Number(_) | Content::Bool(_) | Content::Date(_) => {}
    }
    let wanted = key(shown);
    if let Some((place, name)) = (1..).zip(&indicator.stages).find(|(_, name)| key(name) == wanted) {
        let told = (name != shown).then(|| Problem::WordReadAs { raw: quoted(shown, QUOTE_MAX), read: name.clone() });
        return Entry::Number { value: Quantity::from_count(place), problems: told.into_iter().collect() };
    }
    if is_mark(shown, &indicator.unit) {
        return Entry::Mark(quoted(shown, QUOTE_MAX));
    }
    Entry::Bad(Problem::StageUnknown { text: quoted(shown, QUOTE_MAX), stages: indicator.stages.clone() })
}

/// A number cell. A percentage is stored as a fraction: 45.3% is 0.453.
fn stored_number(text: &str, percent: bool, indicator: &Indicator) -> Entry {
    let stored: Quantity = match text.parse() {
        Ok(value) => value,
        Err(QuantityError::OutOfRange) => return out_of_range(text),
        Err(QuantityError::NotANumber) => return not_a_number(text),
    };
    if !percent {
        return Entry::Number { value: stored, problems: Vec::new() };
    }
    if !indicator.is_percent() {
        return Entry::Bad(Problem::UnitMismatch { written: "%".to_owned(), registered: indicator.unit.clone() });
    }
    match stored.times(Quantity::HUNDRED) {
        Some(value) => Entry::Number { value, problems: vec![read_as(&format!("{value}%"), value, indicator)] },
        None => out_of_range(text),
    }
}

fn typed_text(text: &str, indicator: &Indicator) -> Entry {
    let shown = trimmed(text);
    if shown.is_empty() {
        return Entry::Blank;
    }
    if is_mark(shown, &indicator.unit) {
        return Entry::Mark(quoted(shown, QUOTE_MAX));
    }
    let Some(number) = parse(shown) else {
        return no_number(shown);
    };
    if !number.behind.is_empty() {
        match compare(&number.behind, &indicator.unit) {
            Written::Same => {}
            Written::Other => return unit_mismatch(&number.behind, indicator),
            Written::Unknown => {
                return leading_scale(&number.behind).map_or_else(|| no_number(shown), |scale| unit_mismatch(scale, indicator));
            }
        }
    }
    let Ok(value) = number.plain.parse::<Quantity>() else {
        return out_of_range(shown);
    };
    let problems = if number.about {
        vec![Problem::Approximate { raw: quoted(shown, QUOTE_MAX), value }]
    } else if number.plain == shown && has_all_digits(value, shown) {
        Vec::new()
    } else {
        vec![read_as(shown, value, indicator)]
    };
    Entry::Number { value, problems }
}

/// Whether a number is written with just these digits: a zero before it was a code's, and the sixteenth digit is no longer there.
fn has_all_digits(value: Quantity, plain: &str) -> bool {
    let significant = if plain.contains('.') { plain.trim_end_matches('0').trim_end_matches('.') } else { plain };
    value.to_string() == significant
}

/// What a text is that cannot be read as one number.
fn no_number(shown: &str) -> Entry {
    if is_date(shown) {
        Entry::Bad(Problem::DateGiven { text: quoted(shown, QUOTE_MAX) })
    } else if is_range(shown) || is_bound(shown) {
        Entry::Bad(Problem::RangeGiven { raw: quoted(shown, QUOTE_MAX) })
    } else {
        not_a_number(shown)
    }
}

fn not_a_number(text: &str) -> Entry {
    Entry::Bad(Problem::NotANumber { text: quoted(text, QUOTE_MAX) })
}

fn out_of_range(text: &str) -> Entry {
    Entry::Bad(Problem::OutOfRange { text: quoted(text, QUOTE_MAX) })
}

fn unit_mismatch(written: &str, indicator: &Indicator) -> Entry {
    Entry::Bad(Problem::UnitMismatch { written: quoted(written, QUOTE_MAX), registered: indicator.unit.clone() })
}

fn read_as(raw: &str, value: Quantity, indicator: &Indicator) -> Problem {
    Problem::ReadAs { raw: quoted(raw, QUOTE_MAX), value, unit: indicator.unit.clone() }
}

#[cfg(test)]
mod tests;
