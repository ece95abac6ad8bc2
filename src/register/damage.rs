//! What Excel makes of a code when a CSV file is opened in it and saved: 1-1 becomes 1月1日, 45292 or 2025/1/1,
//! 0123 becomes 123, 1e5 becomes 1.00E+05, (1) becomes -1. Each guess is what the office most likely meant.

use chrono::{Datelike, NaiveDate};

/// Serial numbers that a date of 2000–2079 has in Excel.
const SERIALS: std::ops::RangeInclusive<i64> = 36_526..=65_745;

/// The date of an Excel serial number (1900 system), for dates since 2000.
pub(super) fn serial_date(text: &str) -> Option<NaiveDate> {
    let serial = digits(text).filter(|serial| SERIALS.contains(serial))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_signed(chrono::TimeDelta::try_days(serial)?)
}

/// The code that a damaged cell most likely held; `None` when the text does not look like damage.
pub(super) fn likely_code(text: &str) -> Option<String> {
    month_day(text)
        .map(|(month, day)| format!("{month}-{day}"))
        .or_else(|| serial_date(text).map(|date| format!("{}-{}", date.month(), date.day())))
        .or_else(|| power_of_ten(text))
        .or_else(|| expanded(text))
}

/// `1e05` for 1E+05 or 1.00E+05: nobody numbers things 100000, but Excel takes a code such as 1e05 for that number.
fn power_of_ten(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = digits(exponent.strip_prefix('+')?).filter(|exponent| *exponent <= 40)?;
    (whole.len() == 1 && digits(whole).is_some() && fraction.bytes().all(|byte| byte == b'0')).then(|| format!("{whole}e{exponent:02}"))
}

/// The printed number that Excel read as a negative one: (1) becomes -1.
pub(super) fn likely_bracketed(text: &str) -> Option<String> {
    text.strip_prefix('-').and_then(digits).map(|number| format!("({number})"))
}

/// The known code that equals the text once Excel took its leading or trailing zeros: 0123 and 123, 1.10 and 1.1.
pub(super) fn likely_known<'a>(text: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let bare = bare_number(text)?;
    let mut candidates = known.filter(|code| bare_number(code).is_some_and(|other| other == bare));
    let first = candidates.next()?;
    candidates.next().is_none().then(|| first.to_owned())
}

fn bare_number(text: &str) -> Option<(&str, &str)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let numeric = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    (!whole.is_empty() && numeric(whole) && numeric(fraction)).then(|| (whole.trim_start_matches('0'), fraction.trim_end_matches('0')))
}

fn digits(text: &str) -> Option<i64> {
    (!text.is_empty() && text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn month_day(text: &str) -> Option<(i64, i64)> {
    let text = text.split_once(' ').map_or(text, |(date, _)| date);
    let month_and_day = |month: &str, day: &str| {
        let (month, day) = (digits(month)?, digits(day)?);
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((month, day))
    };
    if let Some(body) = text.strip_suffix('日') {
        let body = body.split_once('年').map_or(body, |(_, rest)| rest);
        let (month, day) = body.split_once('月')?;
        return month_and_day(month, day);
    }
    for separator in ['/', '-'] {
        let parts: Vec<&str> = text.split(separator).collect();
        match parts[..] {
            [year, month, day] if year.len() == 4 && digits(year).is_some() => return month_and_day(month, day),
            // 1/1 only: 1-1 is an intact code.
            [month, day] if separator == '/' => return month_and_day(month, day),
            [first, second] => {
                if let Some(found) = named_month(first, second).or_else(|| named_month(second, first)) {
                    return Some(found);
                }
            }
            _ => {}
        }
    }
    None
}

fn named_month(name: &str, day: &str) -> Option<(i64, i64)> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let month = (1_i64..).zip(MONTHS).find(|(_, short)| name.eq_ignore_ascii_case(short))?.0;
    digits(day).filter(|day| (1..=31).contains(day)).map(|day| (month, day))
}

/// A number in scientific notation, written out; `?` stands for each digit that is lost.
pub(super) fn expanded(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let exponent = usize::try_from(digits(exponent.strip_prefix('+')?)?).ok().filter(|exponent| *exponent <= 40)?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let kept = format!("{whole}{}", fraction.trim_end_matches('0'));
    if whole.len() != 1 || digits(&kept).is_none() {
        return None;
    }
    let lost = (exponent + 1).checked_sub(kept.len())?;
    // A round number was typed as such; otherwise the display cut it off.
    let fill = if kept.len() <= 2 { "0" } else { "?" };
    Some(format!("{kept}{}", fill.repeat(lost)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dress_of_one_dash_one_is_known() {
        for text in ["1月1日", "2025/1/1", "2025-01-01", "2025年1月1日", "45292", "1-Jan", "Jan-01", "1/1", "2025/1/1 0:00"] {
            assert_eq!(likely_code(text).as_deref(), Some("1-1"), "{text}");
        }
        for intact in ["1-1", "1.2-03", "(1)", "r6", "99999", "kanko-seisaku", "2025"] {
            assert_eq!(likely_code(intact), None, "{intact}");
        }
    }

    #[test]
    fn numbers_that_were_cut() {
        assert_eq!(likely_code("1E+05").as_deref(), Some("1e05"));
        assert_eq!(likely_code("1.00E+05").as_deref(), Some("1e05"));
        assert_eq!(expanded("1E+05").as_deref(), Some("100000"), "a value is the number");
        assert_eq!(likely_code("1.23457E+11").as_deref(), Some("123457??????"));
        assert_eq!(likely_bracketed("-1").as_deref(), Some("(1)"));
        assert_eq!(likely_known("123", ["0123", "x"].into_iter()).as_deref(), Some("0123"));
        assert_eq!(likely_known("1.1", ["1.10", "1.2"].into_iter()).as_deref(), Some("1.10"));
        assert_eq!(likely_known("1.1", ["1.10", "01.1"].into_iter()), None);
    }
}
