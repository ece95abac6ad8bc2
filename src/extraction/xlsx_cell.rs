//! One cell of an xlsx sheet while it is being read: its attributes, its stored text, its formula.

use calamine::{ExcelDateTime, ExcelDateTimeType};
use quick_xml::events::BytesStart;

use super::stored::{as_shown, date_text, number_text};
use super::xlsx_parts::attributes;
use super::xlsx_strings::Strings;
use super::xlsx_styles::Style;
use super::xlsx_text::unescaped;
use super::{Content, UNREADABLE};
use crate::diagnostic::Problem;

/// Longest error text that is kept.
const ERROR_CHARS_MAX: usize = 40;
/// Digits that Excel keeps of a number.
const DIGITS_MAX: usize = 15;

/// What all cells of a workbook share.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub strings: Strings,
    pub styles: Vec<Style>,
    pub epoch_1904: bool,
    /// Programs that cannot calculate store 0 for every formula, and say that all is to be calculated on opening.
    pub calculates_on_load: bool,
}

/// What a cell's type says that its stored text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    /// No type, or `n`.
    #[default]
    Number,
    /// The number of a shared text.
    Shared,
    Bool,
    Date,
    Error,
    /// The result of a formula.
    Text,
    /// A text of its own in `is`.
    Inline,
    Unknown,
}

/// The cell in hand. One is used for all cells, so that its texts claim memory once.
#[derive(Debug, Default)]
pub(super) struct XlsxCell {
    kind: Kind,
    /// Whether `t="n"` says that it is a number.
    surely: bool,
    style: usize,
    /// The text of `v`.
    pub value: Stored,
    /// The text of `is`.
    pub inline: Stored,
    /// The text of `f`.
    pub formula: Stored,
}

/// A text of the cell in hand, which it may lack.
#[derive(Debug, Default)]
pub(super) struct Stored {
    pub there: bool,
    pub text: String,
}

impl Stored {
    /// It is there, and empty so far.
    pub(super) fn begin(&mut self) {
        self.there = true;
        self.text.clear();
    }

    /// The text, if it is there.
    pub(super) fn get(&self) -> Option<&str> {
        self.there.then_some(self.text.as_str())
    }
}

/// Where a cell says that it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Address {
    /// Zero-based row and column, possibly off the sheet.
    At(u32, u32),
    /// Behind the one before.
    Next,
    Nonsense,
}

impl XlsxCell {
    /// Begins a new cell.
    pub(super) fn begin(&mut self, tag: &BytesStart<'_>) -> Result<Address, Problem> {
        (self.kind, self.surely, self.style) = (Kind::Number, false, 0);
        (self.value.there, self.inline.there, self.formula.there) = (false, false, false);
        let mut address = Address::Next;
        for attribute in attributes(tag) {
            let attribute = attribute?;
            let value = attribute.value.as_ref();
            match attribute.key.as_ref() {
                "r" => address = place(value).map_or(Address::Nonsense, |(row, column)| Address::At(row, column)),
                "s" => self.style = value.trim().parse().unwrap_or(0),
                "t" => (self.kind, self.surely) = (kind(value), value == "n"),
                _ => {}
            }
        }
        Ok(address)
    }

    /// How its style shows a number.
    pub(super) fn style(&self, known: &Known) -> Style {
        known.styles.get(self.style).copied().unwrap_or_default()
    }

    /// What it holds; `None` where it is empty but for its looks.
    pub(super) fn content(&self, known: &Known) -> Option<Content> {
        let stored = match (self.kind, self.value.get(), self.inline.get()) {
            (Kind::Inline, _, inline) | (_, None, inline) => return inline.map(|text| Content::Text(text.to_owned())),
            (_, Some(stored), _) => stored,
        };
        let plain = stored.trim_matches([' ', '\t', '\r', '\n']);
        let unreadable = || Content::Error(UNREADABLE.to_owned());
        Some(match self.kind {
            Kind::Text => Content::Text(unescaped(stored).into_owned()),
            Kind::Date => Content::Date(stored.to_owned()),
            Kind::Unknown => unreadable(),
            _ if plain.is_empty() => return None,
            Kind::Shared => {
                plain.parse().ok().and_then(|index| known.strings.get(index)).map_or_else(unreadable, |text| Content::Text(text.to_owned()))
            }
            Kind::Bool => match plain {
                "0" => Content::Bool(false),
                "1" => Content::Bool(true),
                word if word.eq_ignore_ascii_case("false") => Content::Bool(false),
                word if word.eq_ignore_ascii_case("true") => Content::Bool(true),
                _ => unreadable(),
            },
            Kind::Error => Content::Error(plain.chars().take(ERROR_CHARS_MAX).collect()),
            Kind::Number | Kind::Inline => return Some(self.number(stored, plain, known)),
        })
    }

    fn number(&self, stored: &str, plain: &str, known: &Known) -> Content {
        let style = self.style(known);
        if !style.shown.date && is_as_shown(plain) {
            return style.shown.scale.shown(plain).map_or_else(|| Content::Number(plain.to_owned()), Content::Text);
        }
        let kind = if style.elapsed { ExcelDateTimeType::TimeDelta } else { ExcelDateTimeType::DateTime };
        match plain.parse::<f64>() {
            Ok(number) if !number.is_finite() => Content::Text(number.to_string()),
            Ok(number) if style.shown.date => {
                let stored = ExcelDateTime::new(number, kind, known.epoch_1904);
                Content::Date(as_shown(date_text(&stored), style.shown.shape))
            }
            Ok(number) => {
                let number = number_text(number);
                style.shown.scale.shown(&number).map_or(Content::Number(number), Content::Text)
            }
            Err(_) if self.surely => Content::Error(UNREADABLE.to_owned()),
            // Without a type a program may have meant a text.
            Err(_) => Content::Text(stored.to_owned()),
        }
    }
}

fn kind(text: &str) -> Kind {
    match text {
        "n" => Kind::Number,
        "s" => Kind::Shared,
        "b" => Kind::Bool,
        "d" => Kind::Date,
        "e" => Kind::Error,
        "str" => Kind::Text,
        "inlineStr" | "is" => Kind::Inline,
        _ => Kind::Unknown,
    }
}

/// Zero-based row and column of an address such as `I14`; what is too large for any sheet stays too large.
fn place(text: &str) -> Option<(u32, u32)> {
    let digits = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let (letters, digits) = text.split_at_checked(digits)?;
    if letters.is_empty() || digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let letter = |column: u32, byte: u8| column.saturating_mul(26).saturating_add(u32::from(byte.to_ascii_uppercase() - b'A') + 1);
    let column = letters.bytes().fold(0, letter);
    let row = digits.bytes().fold(0_u32, |row, byte| row.saturating_mul(10).saturating_add(u32::from(byte - b'0')));
    Some((row.checked_sub(1)?, column - 1))
}

/// Whether a stored number reads as Excel shows it, digit by digit: most do, and need not be calculated with.
fn is_as_shown(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || (whole.len() > 1 && whole.starts_with('0')) {
        return false;
    }
    match fraction {
        // A minus before zero is not shown.
        None => whole.len() <= DIGITS_MAX && text != "-0",
        // Leading zeros count as digits here: a very small number is calculated with.
        Some(fraction) => {
            all_digits(fraction) && !fraction.ends_with('0') && whole.len() + fraction.len() <= DIGITS_MAX && !tiny(whole, fraction)
        }
    }
}

/// Below what is written without an exponent.
fn tiny(whole: &str, fraction: &str) -> bool {
    whole == "0" && fraction.starts_with("00000000")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses() {
        assert_eq!((place("A1"), place("xfd1048576"), place("I14")), (Some((0, 0)), Some((1_048_575, 16_383)), Some((13, 8))));
        for nonsense in ["", "A", "1", "A0", "!!", "A1B", "$A$1", "あ1"] {
            assert_eq!(place(nonsense), None, "{nonsense}");
        }
        assert!(place("AAAAAAAAA1").is_some_and(|(_, column)| column > 16_383), "it does not wrap to some column");
        assert!(place("A99999999999").is_some_and(|(row, _)| row > 1_048_575));
    }

    #[test]
    fn what_is_calculated_with() {
        for shown in ["0", "45.3", "-684", "47000", "999999999999999", "0.453", "0.00000001"] {
            assert!(is_as_shown(shown), "{shown}");
        }
        for not_shown in [
            "",
            "-",
            "-0",
            "007",
            "1.50",
            "47000.0",
            ".5",
            "5.",
            "+5",
            "1e5",
            "45.300000000000004",
            "9999999999999999",
            "0.000000001",
            "１",
        ] {
            assert!(!is_as_shown(not_shown), "{not_shown}");
        }
    }

    proptest! {
        #[test]
        fn the_short_way_and_the_long_way_meet(whole in 0_u64..=999_999_999_999_999, places in 0_usize..15, minus: bool) {
            let digits = format!("{whole:0width$}", width = places + 1);
            let (whole, fraction) = digits.split_at(digits.len() - places);
            let text = format!("{}{whole}{}{fraction}", if minus { "-" } else { "" }, if places > 0 { "." } else { "" });
            if is_as_shown(&text) {
                prop_assert_eq!(number_text(text.parse().unwrap()), text);
            }
        }
    }
}
