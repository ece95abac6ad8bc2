//! What the shown text of an `OpenDocument` number tells of its format: some programs store a percentage or a date as a bare
//! number and keep no style for it, but write beside it what people saw.

use calamine::{ExcelDateTime, ExcelDateTimeType};

use super::number_format::Shown;

/// Serials of days that people write: 1900 to 2100.
const DAYS: std::ops::Range<f64> = 1.0..73_051.0;

/// How `number` was shown, as far as its shown text tells: `27.5%` beside 0.275 is a percentage, `38.3%` beside 38.3 is the
/// number with a printed sign, `2025/3/31` beside 45747 is a date.
pub(super) fn shown_by_text(number: f64, text: &str) -> Shown {
    Shown { percent: is_percentage(number, text), date: is_date(number, text), ..Shown::default() }
}

/// Whether the text is the number a hundredfold, as exactly as the text shows it.
fn is_percentage(number: f64, text: &str) -> bool {
    let Some(digits) = text.trim().strip_suffix(['%', '％']) else {
        return false;
    };
    let digits: String = digits.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let Some((shown, decimals)) = digits.parse::<f64>().ok().zip(i32::try_from(decimals).ok()) else {
        return false;
    };
    // Half of the last shown place, and a little for what binary fractions lose.
    let tolerance = 0.500_001 * 10f64.powi(-decimals);
    (number.abs() * 100.0 - shown).abs() <= tolerance && (number.abs() - shown).abs() > f64::EPSILON
}

/// Whether the text ends with the month and the day for which the number stands, and says so with the signs of a date.
fn is_date(number: f64, text: &str) -> bool {
    if !DAYS.contains(&number) || !text.contains(['年', '月', '/', '-', '.']) {
        return false;
    }
    let (_, month, day, ..) = ExcelDateTime::new(number, ExcelDateTimeType::DateTime, false).to_ymd_hms_milli();
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty()).collect();
    let is_month_and_day = |texts: &[&str]| {
        let read: Vec<u8> = texts.iter().filter_map(|digits| digits.parse().ok()).collect();
        read == [month, day]
    };
    match numbers.as_slice() {
        [_, month_and_day @ ..] if month_and_day.len() == 2 => is_month_and_day(month_and_day),
        month_and_day => text.contains(['月', '/']) && is_month_and_day(month_and_day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_is_told_from_a_printed_sign() {
        for (number, text) in [(0.275, "27.5%"), (0.992, "99%"), (0.991_999_999_999, "99.2%"), (-0.05, "△5%"), (1.0, "100%")] {
            assert!(shown_by_text(number, text).percent, "{text}");
        }
        for (number, text) in [(38.3, "38.3%"), (0.275, "0.275"), (27.5, "27.5"), (0.0, "0%"), (0.3, "38.3%"), (1.0, "%")] {
            assert!(!shown_by_text(number, text).percent, "{text}");
        }
    }

    #[test]
    fn a_date_is_told_from_a_number() {
        for (number, text) in [(45_747.0, "2025/3/31"), (45_747.0, "R7.3.31"), (45_747.0, "令和7年3月31日"), (45_794.0, "5月17日")] {
            assert!(shown_by_text(number, text).date, "{text}");
        }
        for (number, text) in [(45_747.0, "45747"), (45_747.0, "45,747"), (45_747.0, "45747.0"), (5.17, "5.17"), (45_747.0, "2025/4/1")] {
            assert!(!shown_by_text(number, text).date, "{text}");
        }
    }
}
