//! Business days (開庁日): not a weekend, not a holiday of the register, not 12/29–1/3.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::domain::Registry;

/// The office's business days. The year's end (12月29日 to 1月3日) is closed everywhere (行政機関の休日に関する法律
/// and the municipal ordinances modelled on it); national and local holidays come from the register.
#[derive(Debug, Clone, Copy)]
pub struct BusinessDays<'a> {
    holidays: &'a BTreeMap<NaiveDate, String>,
}

impl<'a> BusinessDays<'a> {
    /// Business days with these holidays.
    #[must_use]
    pub const fn new(holidays: &'a BTreeMap<NaiveDate, String>) -> Self {
        Self { holidays }
    }

    /// Business days of a register.
    #[must_use]
    pub const fn of(registry: &'a Registry) -> Self {
        Self::new(&registry.holidays)
    }

    /// Whether the office is open on `date`.
    #[must_use]
    pub fn is_business_day(&self, date: NaiveDate) -> bool {
        let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
        let turn_of_year = matches!((date.month(), date.day()), (12, 29..) | (1, ..=3));
        !weekend && !turn_of_year && !self.holidays.contains_key(&date)
    }

    /// The `n`-th business day after `date`, or before it when `n` is negative; `date` itself when `n` is 0.
    /// `date` need not be a business day. Stays at the end of the calendar rather than passing it.
    #[must_use]
    pub fn add_business_days(&self, date: NaiveDate, n: i16) -> NaiveDate {
        let mut day = date;
        let mut left = n.unsigned_abs();
        while left > 0 {
            let next = if n > 0 { day.succ_opt() } else { day.pred_opt() };
            let Some(next) = next else { return day };
            day = next;
            if self.is_business_day(day) {
                left -= 1;
            }
        }
        day
    }

    /// `date` itself when the office is open, else the next day on which it is.
    #[must_use]
    pub fn on_or_after(&self, date: NaiveDate) -> NaiveDate {
        if self.is_business_day(date) { date } else { self.add_business_days(date, 1) }
    }

    /// `date` itself when the office is open, else the last day before it on which it was.
    #[must_use]
    pub fn on_or_before(&self, date: NaiveDate) -> NaiveDate {
        if self.is_business_day(date) { date } else { self.add_business_days(date, -1) }
    }

    /// How many business days lie after `from` up to and including `to`; negative when `to` is earlier.
    #[must_use]
    pub fn business_days_between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        let (early, late, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
        let open = early.iter_days().skip(1).take_while(|day| *day <= late).filter(|day| self.is_business_day(*day));
        sign * i64::try_from(open.count()).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("a date of the test")
    }

    fn golden_week() -> BTreeMap<NaiveDate, String> {
        [(day(2025, 5, 5), "こどもの日"), (day(2025, 5, 6), "振替休日"), (day(2025, 4, 29), "昭和の日")]
            .map(|(date, name)| (date, name.to_owned()))
            .into()
    }

    #[test]
    fn golden_week_and_the_turn_of_the_year_are_skipped() {
        let holidays = golden_week();
        let days = BusinessDays::new(&holidays);
        assert_eq!(days.add_business_days(day(2025, 5, 2), 1), day(2025, 5, 7));
        assert_eq!(days.add_business_days(day(2025, 5, 7), -1), day(2025, 5, 2));
        assert_eq!(days.add_business_days(day(2025, 12, 26), 1), day(2026, 1, 5));
        assert_eq!(days.on_or_after(day(2025, 12, 29)), day(2026, 1, 5));
        assert_eq!(days.business_days_between(day(2025, 5, 2), day(2025, 5, 8)), 2);
        assert_eq!(days.business_days_between(day(2025, 5, 8), day(2025, 5, 2)), -2);
    }

    #[test]
    fn five_business_days_before_a_friday_is_the_friday_before() {
        let none = BTreeMap::new();
        assert_eq!(BusinessDays::new(&none).add_business_days(day(2025, 6, 13), -5), day(2025, 6, 6));
    }

    fn calendars() -> impl Strategy<Value = (NaiveDate, BTreeMap<NaiveDate, String>)> {
        let start = (0u64..3000).prop_map(|n| day(2020, 1, 1) + Days::new(n));
        let holidays = proptest::collection::vec(0u64..3400, 0..120);
        (start, holidays).prop_map(|(start, offsets)| {
            (start, offsets.into_iter().map(|n| (day(2019, 12, 1) + Days::new(n), "休日".to_owned())).collect())
        })
    }

    proptest! {
        #[test]
        fn adding_lands_on_a_business_day_and_counts_back((start, holidays) in calendars(), n in -60i16..60) {
            let days = BusinessDays::new(&holidays);
            let end = days.add_business_days(start, n);
            if n != 0 {
                prop_assert!(days.is_business_day(end));
                prop_assert!(!holidays.contains_key(&end));
            }
            let open = days.on_or_after(start);
            let end = days.add_business_days(open, n);
            prop_assert_eq!(days.business_days_between(open, end), i64::from(n));
            prop_assert_eq!(days.add_business_days(end, -n), open);
        }

        #[test]
        fn adding_twice_the_same_way_is_adding_the_sum((start, holidays) in calendars(), a in 0i16..30, b in 0i16..30) {
            let days = BusinessDays::new(&holidays);
            prop_assert_eq!(days.add_business_days(days.add_business_days(start, a), b), days.add_business_days(start, a + b));
            prop_assert_eq!(days.add_business_days(days.add_business_days(start, -a), -b), days.add_business_days(start, -a - b));
        }

        #[test]
        fn a_holiday_is_never_a_business_day((start, holidays) in calendars()) {
            let days = BusinessDays::new(&holidays);
            for holiday in holidays.keys() {
                prop_assert!(!days.is_business_day(*holiday));
            }
            prop_assert_eq!(days.business_days_between(start, start), 0);
        }
    }
}
