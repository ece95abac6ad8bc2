//! The national holidays (国民の祝日), as far as they are published, and how an office's own days go with them.
//!
//! Source of `national.csv`: 国民の祝日に関する法律（昭和23年法律第178号）第2条 and 第3条, with the equinoxes of the 暦要項 as the
//! Cabinet Office (内閣府) publishes them each February for the next year; 2027 was published on 2 February 2026.
//! A substitute holiday is called 振替休日, a day between two holidays 国民の休日.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

/// The days, `日付,名称`.
const NATIONAL: &str = include_str!("national.csv");

/// The national holidays of the years that this program knows.
#[must_use]
pub fn national_holidays() -> BTreeMap<NaiveDate, String> {
    let rows = NATIONAL.lines().skip(1).filter_map(|line| line.split_once(','));
    rows.filter_map(|(day, name)| Some((day.parse().ok()?, name.to_owned()))).collect()
}

/// The office's calendar: its own days and the national ones. For a year of which the office names 元日 (1 January) it has
/// stated the whole year: the program's days of that year do not hold. In every other year its days come on top.
#[must_use]
pub fn office_holidays(own: &BTreeMap<NaiveDate, String>) -> BTreeMap<NaiveDate, String> {
    let mut days = national_holidays();
    days.retain(|day, _| !states_year(own, day.year()));
    days.extend(own.iter().map(|(day, name)| (*day, name.clone())));
    days
}

/// The last day up to which the holidays are known without a gap, counted from the year of `from`; `None` where those of
/// that year are not known themselves. A year is known when its 元日 is named.
#[must_use]
pub fn holidays_known_until(holidays: &BTreeMap<NaiveDate, String>, from: NaiveDate) -> Option<NaiveDate> {
    let end = holidays.keys().next_back()?.year().saturating_add(1);
    // The first year that is not known; no day of `end` is.
    let gap = (from.year()..=end).find(|year| !states_year(holidays, *year))?;
    NaiveDate::from_ymd_opt(gap.checked_sub(1).filter(|last| *last >= from.year())?, 12, 31)
}

/// Whether the holidays of a year are stated.
fn states_year(holidays: &BTreeMap<NaiveDate, String>, year: i32) -> bool {
    NaiveDate::from_ymd_opt(year, 1, 1).is_some_and(|day| holidays.contains_key(&day))
}

#[cfg(test)]
mod tests {
    use chrono::{Days, Weekday};

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// 第2条: fixed days, Mondays, and the equinoxes by the formula that almanacs use for 1980 to 2099.
    fn by_law(year: i32) -> BTreeMap<NaiveDate, &'static str> {
        let on = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let monday = |month, nth| NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Mon, nth).unwrap();
        let equinox =
            |base: i64| u32::try_from((base + 242_194 * i64::from(year - 1980)) / 1_000_000 - i64::from((year - 1980) / 4)).unwrap();
        BTreeMap::from([
            (on(1, 1), "元日"),
            (monday(1, 2), "成人の日"),
            (on(2, 11), "建国記念の日"),
            (on(2, 23), "天皇誕生日"),
            (on(3, equinox(20_843_100)), "春分の日"),
            (on(4, 29), "昭和の日"),
            (on(5, 3), "憲法記念日"),
            (on(5, 4), "みどりの日"),
            (on(5, 5), "こどもの日"),
            (monday(7, 3), "海の日"),
            (on(8, 11), "山の日"),
            (monday(9, 3), "敬老の日"),
            (on(9, equinox(23_248_800)), "秋分の日"),
            (monday(10, 2), "スポーツの日"),
            (on(11, 3), "文化の日"),
            (on(11, 23), "勤労感謝の日"),
        ])
    }

    /// 第3条: a holiday on a Sunday moves to the next day that is none; a day between two holidays is one.
    fn with_the_days_between(holidays: &BTreeMap<NaiveDate, &'static str>) -> BTreeMap<NaiveDate, &'static str> {
        let mut all = holidays.clone();
        for date in holidays.keys().filter(|date| date.weekday() == Weekday::Sun) {
            all.insert(date.iter_days().find(|next| !holidays.contains_key(next)).unwrap(), "振替休日");
        }
        for date in holidays.keys() {
            let (between, after) = (*date + Days::new(1), *date + Days::new(2));
            if !all.contains_key(&between) && holidays.contains_key(&after) {
                all.insert(between, "国民の休日");
            }
        }
        all
    }

    #[test]
    fn the_days_are_those_of_the_law() {
        let expected: BTreeMap<NaiveDate, String> =
            (2024..=2027).flat_map(|year| with_the_days_between(&by_law(year))).map(|(day, name)| (day, name.to_owned())).collect();
        assert_eq!(national_holidays(), expected);
        let named = |text| national_holidays().get(&day(text)).cloned();
        assert_eq!(named("2026-09-22").as_deref(), Some("国民の休日"));
        assert_eq!(named("2027-03-22").as_deref(), Some("振替休日"));
        assert_eq!(named("2024-05-06").as_deref(), Some("振替休日"));
    }

    #[test]
    fn an_office_adds_days_or_states_a_whole_year() {
        let own = |days: &[&str]| days.iter().map(|text| (day(text), "own".to_owned())).collect();
        let local = office_holidays(&own(&["2026-08-14"]));
        assert!(local.contains_key(&day("2026-08-14")) && local.contains_key(&day("2026-08-11")));
        let stated = office_holidays(&own(&["2026-01-01", "2026-08-14"]));
        assert!(stated.contains_key(&day("2026-08-14")) && !stated.contains_key(&day("2026-08-11")));
        assert!(stated.contains_key(&day("2027-08-11")), "other years are as published");
    }

    #[test]
    fn the_end_is_that_of_the_last_year_without_a_gap() {
        let until = |own: &[&str], from: &str| {
            let own = own.iter().map(|text| (day(text), "元日".to_owned())).collect();
            holidays_known_until(&office_holidays(&own), day(from))
        };
        assert_eq!(until(&[], "2026-11-21"), Some(day("2027-12-31")));
        assert_eq!(until(&["2028-01-01"], "2026-11-21"), Some(day("2028-12-31")));
        assert_eq!(until(&["2029-01-01"], "2026-11-21"), Some(day("2027-12-31")));
        assert_eq!(until(&[], "2028-01-04"), None);
    }
}
