//! Office hours (執務時間): scheduled mail goes out within them, on business days, and at no other time.

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDate, NaiveTime, TimeZone};

use super::BusinessDays;
use crate::domain::Civil;

/// Why a text is no office hours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no office hours: write two times of one day, the earlier first, e.g. 08:30-17:15")]
pub struct OfficeHoursError {
    /// What was written.
    pub text: String,
}

/// From and to, of one day; both belong to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficeHours {
    from: NaiveTime,
    to: NaiveTime,
}

impl Default for OfficeHours {
    /// 08:30-17:15, the hours of most offices.
    fn default() -> Self {
        let time = |hour, minute| NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
        Self { from: time(8, 30), to: time(17, 15) }
    }
}

impl OfficeHours {
    /// Whether the office is open at `now`.
    #[must_use]
    pub fn is_open(&self, now: Civil, days: BusinessDays<'_>) -> bool {
        days.is_business_day(now.date_naive()) && (self.from..=self.to).contains(&now.time())
    }

    /// When the office opens on `day`; `None` where it does not.
    #[must_use]
    pub fn opening(&self, day: NaiveDate, zone: chrono_tz::Tz, days: BusinessDays<'_>) -> Option<Civil> {
        days.is_business_day(day).then(|| zone.from_local_datetime(&day.and_time(self.from)).earliest()).flatten()
    }

    /// Whether a time of day lies within them.
    #[must_use]
    pub fn contains(&self, time: NaiveTime) -> bool {
        (self.from..=self.to).contains(&time)
    }
}

impl FromStr for OfficeHours {
    type Err = OfficeHoursError;

    fn from_str(text: &str) -> Result<Self, OfficeHoursError> {
        let wrong = || OfficeHoursError { text: text.to_owned() };
        let (from, to) = text.split_once('-').ok_or_else(wrong)?;
        let (from, to) = (time_of_day(from.trim()).ok_or_else(wrong)?, time_of_day(to.trim()).ok_or_else(wrong)?);
        if from < to { Ok(Self { from, to }) } else { Err(wrong()) }
    }
}

impl fmt::Display for OfficeHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from.format("%H:%M"), self.to.format("%H:%M"))
    }
}

/// `09:00` or `9:00`: hours and minutes, nothing else.
pub(super) fn time_of_day(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hour, 2) || minute.len() != 2 || !digits(minute, 2) {
        return None;
    }
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono_tz::Asia::Tokyo;

    use super::*;

    #[test]
    fn both_ends_belong_to_them_and_closed_days_have_none() {
        let hours: OfficeHours = "8:30-17:15".parse().unwrap();
        assert_eq!(hours.to_string(), "08:30-17:15");
        let none = BTreeMap::new();
        let open =
            |day, hour, minute| hours.is_open(Tokyo.with_ymd_and_hms(2025, 6, day, hour, minute, 0).unwrap(), BusinessDays::new(&none));
        assert_eq!(
            [open(16, 8, 29), open(16, 8, 30), open(16, 17, 15), open(16, 17, 16), open(15, 9, 0)],
            [false, true, true, false, false]
        );
    }

    #[test]
    fn what_is_no_hours_is_refused() {
        for text in ["", "09:00", "17:15-08:30", "9-17", "08:30-24:00", "08:30-08:30", "8:3-17:15", "+8:30-17:15"] {
            assert!(text.parse::<OfficeHours>().is_err(), "{text}");
        }
    }
}
