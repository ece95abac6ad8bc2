//! Days as offices write them: `令和7年3月31日`, `Ｒ７．３．３１`, `2025/3/31`, `㋿七年三月三十一日`, and Excel's serial number of one.

use chrono::{Days, NaiveDate};
use unicode_normalization::UnicodeNormalization;

use super::office_text::trimmed;

/// Names of eras, and the year before their first.
const ERAS: [(&str, i32); 9] =
    [("令和", 2018), ("令", 2018), ("R", 2018), ("平成", 1988), ("平", 1988), ("H", 1988), ("昭和", 1925), ("昭", 1925), ("S", 1925)];
/// Words behind a day that add nothing to it.
const BEHIND: [&str; 4] = ["現在", "時点", "付け", "付"];
/// Serial numbers of 2000-01-01 and 2050-12-31: what an officer can mean by a number where a date belongs.
const SERIALS: std::ops::RangeInclusive<u64> = 36_526..=55_153;

/// A day that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfficeDate {
    /// A day.
    Day(NaiveDate),
    /// It is written as a day, and no calendar has it: 令和7年2月30日.
    NotInCalendar,
}

/// Reads a text that is one whole day: era or four-digit year, month and day. A year or a month alone, a day without its
/// year and anything longer stay words.
#[must_use]
pub fn read_date(text: &str) -> Option<OfficeDate> {
    let text: String = trimmed(text).nfkc().filter(|c| !c.is_whitespace()).collect();
    let stem = BEHIND.iter().find_map(|word| text.strip_suffix(word)).unwrap_or(&text);
    let stem = without_weekday(stem);
    let (zero, rest) = ERAS
        .iter()
        .find_map(|(era, zero)| stem.strip_prefix(era).or_else(|| stem.strip_prefix(era.to_lowercase().as_str())).map(|rest| (*zero, rest)))
        .unwrap_or((0, stem));
    let (year, rest) = rest.strip_prefix('元').filter(|_| zero > 0).map(|rest| (1, rest)).or_else(|| number(rest))?;
    if zero == 0 && !(1900..=2100).contains(&year) {
        return None;
    }
    let (month, day) = if let Some(rest) = rest.strip_prefix('年') {
        let (month, rest) = number(rest)?;
        let (day, rest) = number(rest.strip_prefix('月')?)?;
        (rest == "日").then_some((month, day))?
    } else {
        let separator = rest.chars().next().filter(|c| matches!(c, '.' | '/' | '-' | '‐' | '−' | '–' | '・'))?;
        let (month, rest) = number(rest.strip_prefix(separator)?)?;
        let (day, rest) = number(rest.strip_prefix(separator)?)?;
        rest.is_empty().then_some((month, day))?
    };
    let written = NaiveDate::from_ymd_opt(zero + i32::try_from(year).ok()?, month, day);
    Some(written.map_or(OfficeDate::NotInCalendar, OfficeDate::Day))
}

/// The day of a number that stands where a date belongs: a date that lost its format in another program.
#[must_use]
pub fn serial_date(number: &str) -> Option<NaiveDate> {
    let serial: u64 = number.parse().ok().filter(|serial| SERIALS.contains(serial))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(serial))
}

/// `3月31日(月)` without its weekday.
fn without_weekday(text: &str) -> &str {
    let inner = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    let weekday = |word: &str| {
        let day = word.strip_suffix("曜日").or_else(|| word.strip_suffix('曜')).unwrap_or(word);
        matches!(day, "月" | "火" | "水" | "木" | "金" | "土" | "日")
    };
    inner.filter(|(_, word)| weekday(word)).map_or(text, |(text, _)| text)
}

/// A number at the beginning, in digits or in 漢数字, and what follows.
fn number(text: &str) -> Option<(u32, &str)> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    if digits > 0 {
        let (number, rest) = text.split_at(digits);
        return (digits <= 4).then(|| number.parse().ok()).flatten().map(|number| (number, rest));
    }
    let end = text.find(|c| c != '十' && kanji_digit(c).is_none()).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    Some((kanji(number)?, rest))
}

/// 三十一 is 31, 二〇二五 is 2025.
fn kanji(text: &str) -> Option<u32> {
    let digits = |text: &str| text.chars().try_fold(0u32, |sum, c| Some(sum * 10 + kanji_digit(c)?));
    match text.split_once('十') {
        _ if text.is_empty() || text.chars().count() > 4 => None,
        None => digits(text),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digits(tens)? };
            Some(tens * 10 + digits(ones)?)
        }
    }
}

fn kanji_digit(c: char) -> Option<u32> {
    "〇一二三四五六七八九".chars().zip(0..).find(|(digit, _)| *digit == c).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{printed_date, short_date};

    fn day(year: i32, month: u32, day: u32) -> Option<OfficeDate> {
        NaiveDate::from_ymd_opt(year, month, day).map(OfficeDate::Day)
    }

    #[test]
    fn one_day_in_all_its_spellings() {
        for text in [
            "令和7年3月31日",
            "　令和７年３月３１日現在 ",
            "令和 7年 3月31日（月）",
            "R7.3.31",
            "Ｒ７．３．３１",
            "r7/3/31",
            "R7-3-31",
            "令7.3.31",
            "㋿7年3月31日",
            "令和七年三月三十一日",
            "二〇二五年三月三十一日",
            "平成37年3月31日",
            "2025年3月31日時点",
            "2025/03/31",
            "2025-3-31",
            "2025.3.31",
        ] {
            assert_eq!(read_date(text), day(2025, 3, 31), "{text}");
        }
        assert_eq!(read_date("令和元年5月1日"), day(2019, 5, 1));
        assert_eq!(read_date("S64.1.7"), day(1989, 1, 7));
        for text in ["令和7年2月30日", "R7.13.1", "2025/4/31", "R7.0.1"] {
            assert_eq!(read_date(text), Some(OfficeDate::NotInCalendar), "{text}");
        }
    }

    #[test]
    fn what_is_not_one_whole_day_stays_words() {
        for text in [
            "",
            "R7.3",
            "令和7年3月",
            "令和7年3月末",
            "3月31日",
            "7.3.31",
            "25/3/31",
            "令和6年度",
            "R7.3.31、R7.4.1",
            "2025/3-31",
            "令和7年3月31",
            "20250331",
            "各年10月1日",
            "R",
            "99999/1/1",
        ] {
            assert_eq!(read_date(text), None, "{text}");
        }
        assert_eq!(serial_date("45747"), NaiveDate::from_ymd_opt(2025, 3, 31));
        for text in ["2025", "7", "45747.5", "99999", "R7"] {
            assert_eq!(serial_date(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_back(days in 0u64..40_000) {
            let day = NaiveDate::from_ymd_opt(1926, 12, 25).unwrap().checked_add_days(Days::new(days)).unwrap();
            for text in [printed_date(day), short_date(day), day.to_string()] {
                prop_assert_eq!(read_date(&text), Some(OfficeDate::Day(day)), "{}", text);
            }
        }

        #[test]
        fn no_almost_date_panics(text in "[0-9０-９一二三十〇令和平成昭元RHSrhs年月日./・()（）月火現在 -]{0,24}") {
            _ = read_date(&text);
        }
    }
}
