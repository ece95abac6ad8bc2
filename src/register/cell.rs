//! From a cell's text to a typed value, strictly: the register is exact, so nothing is guessed. What is not plain
//! is told back with the form in which it would be.

use std::str::FromStr;

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

use super::bounds::quoted;
use super::damage::{expanded, likely_code, serial_date};
use crate::diagnostic::Problem;
use crate::domain::{FiscalYear, Quantity};

/// Most significant digits that survive Excel.
const SIGNIFICANT_DIGITS_MAX: usize = 15;

/// Why a cell cannot be taken as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CellError {
    /// Not what the column holds; a sample or the list of choices.
    Invalid(String),
    /// Damaged by Excel; what it most likely was.
    Damaged(String),
    /// A number, but not in plain digits; the plain digits.
    NotPlain(String),
}

impl CellError {
    /// The problem, for a heading and the cell's text.
    pub(super) fn problem(self, heading: &str, text: &str) -> Problem {
        let (heading, text) = (heading.to_owned(), quoted(text));
        match self {
            Self::Invalid(expected) => Problem::RegisterInvalid { heading, text, expected },
            Self::Damaged(likely) => Problem::RegisterExcelDamage { heading, text, likely },
            Self::NotPlain(plain) => Problem::RegisterNumberFormat { heading, text, plain },
        }
    }

    /// Not what the column holds.
    pub(super) fn invalid(expected: &str) -> Self {
        Self::Invalid(expected.to_owned())
    }
}

/// An identifier. A whole number that could be the serial of a date counts as damage.
pub(super) fn id<T: FromStr>(text: &str) -> Result<T, CellError> {
    match likely_code(text) {
        Some(likely) => Err(CellError::Damaged(likely)),
        None => text.parse().map_err(|_| CellError::invalid("a–z 0–9 - _ .")),
    }
}

/// A date, `2025-06-13` or `2025/6/13`.
pub(super) fn date(text: &str) -> Result<NaiveDate, CellError> {
    if let Some(date) = serial_date(text) {
        return Err(CellError::Damaged(date.to_string()));
    }
    let text: String = text.nfkc().collect();
    ["%Y-%m-%d", "%Y/%m/%d"]
        .into_iter()
        .find_map(|format| NaiveDate::parse_from_str(&text, format).ok())
        .filter(|date| FiscalYear::of(*date).is_some())
        .ok_or_else(|| CellError::invalid("実在する日付 (a real date)：2025-06-13"))
}

/// A fiscal year, `R6`, `令和6年度` or `2024`.
pub(super) fn year(text: &str) -> Result<FiscalYear, CellError> {
    text.nfkc().collect::<String>().parse().map_err(|_| CellError::invalid("R6"))
}

/// An exact number in plain digits: `17677`, `-684`, `65.00`.
pub(super) fn quantity(text: &str) -> Result<Quantity, CellError> {
    if is_plain(text) {
        let significant = text.bytes().filter(u8::is_ascii_digit).skip_while(|byte| *byte == b'0').count();
        return text.parse().ok().filter(|_| significant <= SIGNIFICANT_DIGITS_MAX).ok_or_else(|| CellError::invalid("±10¹⁵"));
    }
    if let Some(likely) = expanded(text) {
        return Err(CellError::Damaged(likely));
    }
    let mut plain: String = text.nfkc().filter(|c| !matches!(c, ',' | '、' | ' ')).collect();
    if let Some(rest) = plain.strip_prefix(['△', '▲', '−', '‐', '–']) {
        plain = format!("-{rest}");
    }
    // A unit glued to the number (1,234人, 45.3%, +5): only the number belongs here.
    let number = plain.strip_prefix('+').unwrap_or(&plain);
    let end = number.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-'))).unwrap_or(number.len());
    match number.split_at(end) {
        (number, unit) if is_plain(number) && !unit.contains(|c: char| c.is_ascii_digit()) => Err(CellError::NotPlain(number.to_owned())),
        _ => Err(CellError::invalid("12.5")),
    }
}

fn is_plain(text: &str) -> bool {
    let body = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = body.split_once('.').unwrap_or((body, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(fraction)
}

/// A whole number within `min..=max`.
pub(super) fn whole(text: &str, min: u32, max: u32) -> Result<u32, CellError> {
    let number: Option<u32> = is_plain(text).then(|| text.parse().ok()).flatten();
    number.filter(|number| (min..=max).contains(number)).ok_or_else(|| CellError::Invalid(format!("{min}–{max}")))
}

/// One of a list of words. Full-width and half-width forms are the same word.
pub(super) fn choice<T: Copy>(text: &str, choices: &[(&str, T)]) -> Result<T, CellError> {
    let same = |label: &str| label.nfkc().eq(text.nfkc());
    let words = || choices.iter().map(|(label, _)| *label).collect::<Vec<_>>().join("／");
    choices.iter().find(|(label, _)| same(label)).map(|(_, value)| *value).ok_or_else(|| CellError::Invalid(words()))
}

/// ○ or ×; blank is ×. The circles that input methods offer are all accepted.
pub(super) fn flag(text: &str) -> Result<bool, CellError> {
    match text {
        "○" | "〇" | "◯" => Ok(true),
        "" | "×" | "✕" => Ok(false),
        _ => Err(CellError::invalid("○／×")),
    }
}

/// A text of one line without control characters (it may go into a mail's subject or a file's name).
pub(super) fn line(text: &str) -> Result<String, CellError> {
    if text.contains(is_unprintable) { Err(CellError::invalid("改行・制御文字なし (one line)")) } else { Ok(text.to_owned()) }
}

/// A text of several lines.
pub(super) fn prose(text: &str) -> Result<String, CellError> {
    let text = text.replace("\r\n", "\n");
    if text.contains(|c| c != '\n' && is_unprintable(c)) { Err(CellError::invalid("制御文字なし (plain text)")) } else { Ok(text) }
}

/// Control characters, and those that turn the direction of writing or have no width.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFD}'..='\u{FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_plain_or_told_back_plainly() {
        assert_eq!(quantity("65.00").map(|q| q.to_string()), Ok("65".to_owned()));
        assert_eq!(quantity("-684").map(|q| q.to_string()), Ok("-684".to_owned()));
        let plain = |text: &str| Err::<Quantity, _>(CellError::NotPlain(text.to_owned()));
        for (written, expected) in
            [("17,677", "17677"), ("△244", "-244"), ("１２３", "123"), ("45.3%", "45.3"), ("1,234人", "1234"), ("+5", "5")]
        {
            assert_eq!(quantity(written), plain(expected), "{written}");
        }
        assert_eq!(quantity("1E+05"), Err(CellError::Damaged("100000".to_owned())));
        for wrong in ["約120人", "—", "1.2.3", "3～5", "1234567890123456", "1e3"] {
            assert!(matches!(quantity(wrong), Err(CellError::Invalid(_))), "{wrong}");
        }
    }

    #[test]
    fn dates_as_people_and_programs_write_them() {
        let due = NaiveDate::from_ymd_opt(2025, 6, 13);
        assert_eq!(date("2025-06-13").ok(), due);
        assert_eq!(date("2025/6/13").ok(), due);
        assert_eq!(date("45821"), Err(CellError::Damaged("2025-06-13".to_owned())));
        for wrong in ["6月13日", "2025-02-30", "20250613", "0025-06-13"] {
            assert!(matches!(date(wrong), Err(CellError::Invalid(_))), "{wrong}");
        }
    }
}
