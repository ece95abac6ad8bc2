//! Civil time: a parameter everywhere, so that any day can be rehearsed.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Weekday};
use chrono_tz::Tz;

/// A moment in the office's time zone. Given by the caller; the core never asks a clock.
pub type Civil = DateTime<Tz>;

/// `6月13日（金）`.
#[must_use]
pub fn civil_date_ja(date: NaiveDate) -> String {
    let weekday = match date.weekday() {
        Weekday::Mon => '月',
        Weekday::Tue => '火',
        Weekday::Wed => '水',
        Weekday::Thu => '木',
        Weekday::Fri => '金',
        Weekday::Sat => '土',
        Weekday::Sun => '日',
    };
    format!("{}月{}日（{weekday}）", date.month(), date.day())
}

/// `6月10日（火）14時5分`; a full hour is `9時`.
#[must_use]
pub fn civil_time_ja(at: Civil) -> String {
    let date = civil_date_ja(at.date_naive());
    match at.minute() {
        0 => format!("{date}{}時", at.hour()),
        minute => format!("{date}{}時{minute}分", at.hour()),
    }
}

/// A stamp (`2025-06-10T14:05:00+09:00`) as tables show it, to the minute; any other text as it is.
#[must_use]
pub fn to_the_minute(stamp: &str) -> String {
    match (stamp.get(..10), stamp.get(10..11), stamp.get(11..16)) {
        (Some(day), Some("T"), Some(time)) => format!("{day} {time}"),
        _ => stamp.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::to_the_minute;

    #[test]
    fn a_stamp_is_shown_to_the_minute_and_nothing_else_is_touched() {
        assert_eq!(to_the_minute("2025-06-10T14:05:33+09:00"), "2025-06-10 14:05");
        assert_eq!(to_the_minute("Tuesday"), "Tuesday");
    }
}
