//! Whether the clock can be believed. A machine whose clock is a year ahead would remind everybody of everything; one that
//! goes back must not repeat what it did. Pure: what was last seen is a parameter.
//!
//! Turns never repeat, because each is recorded with its planned time; that covers small corrections either way. A clock
//! that is far from what was last recorded is not believed at once: scheduled mail rests until the clock has kept to
//! the new time for a day, or a person says that it is right.

use chrono::{DateTime, Duration, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::domain::Civil;

/// So far ahead of what was last recorded the clock is believed: the worker was down. A vacation of two weeks is usual,
/// and so is a server that is off for a month.
const AHEAD_DAYS_MAX: i64 = 31;
/// So far behind it is believed: a correction, a change of time zone.
const BEHIND_HOURS_MAX: i64 = 25;
/// So long the clock must keep to a time that was not believed.
const KEEPS_HOURS: i64 = 24;

/// What was recorded of the clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockRecord {
    /// The last time that was believed.
    pub believed: DateTime<FixedOffset>,
    /// Since when it shows a time that is not believed, and the last such time.
    pub jumped: Option<Jump>,
}

/// A time that is not believed yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jump {
    /// What it showed first.
    pub first: DateTime<FixedOffset>,
    /// What it showed last.
    pub last: DateTime<FixedOffset>,
}

impl ClockRecord {
    /// A clock that is believed.
    #[must_use]
    pub fn believing(now: Civil) -> Self {
        Self { believed: now.fixed_offset(), jumped: None }
    }

    /// The record after the clock showed `now`.
    #[must_use]
    pub fn after(&self, now: Civil) -> Self {
        let now = now.fixed_offset();
        let believing = Self { believed: now, jumped: None };
        if plausible(self.believed, now) {
            return believing;
        }
        match self.jumped {
            Some(jump) if plausible(jump.last, now) && now - jump.first >= Duration::hours(KEEPS_HOURS) => believing,
            Some(jump) if plausible(jump.last, now) => {
                Self { jumped: Some(Jump { first: jump.first.min(now), last: now }), ..self.clone() }
            }
            Some(_) | None => Self { jumped: Some(Jump { first: now, last: now }), ..self.clone() },
        }
    }

    /// Until when scheduled mail rests, if nobody says that the clock is right; `None` while it is believed.
    #[must_use]
    pub fn rests_until(&self) -> Option<DateTime<FixedOffset>> {
        self.jumped.map(|jump| jump.first + Duration::hours(KEEPS_HOURS))
    }
}

fn plausible(last: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> bool {
    let step = now - last;
    step <= Duration::days(AHEAD_DAYS_MAX) && step >= -Duration::hours(BEHIND_HOURS_MAX)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use chrono_tz::Asia::Tokyo;

    use super::*;

    fn civil(text: &str) -> Civil {
        Tokyo.from_local_datetime(&chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()).unwrap()
    }

    /// Whether the clock is believed after each of these.
    fn believed(shown: &[&str]) -> Vec<bool> {
        let mut record = ClockRecord::believing(civil("2025-06-10 09:00"));
        let next = |text: &&str| {
            record = record.after(civil(text));
            record.jumped.is_none()
        };
        shown.iter().map(next).collect()
    }

    #[test]
    fn downtime_and_small_corrections_are_believed() {
        assert_eq!(believed(&["2025-06-10 08:00", "2025-06-10 10:00", "2025-06-24 09:00", "2025-07-25 09:00"]), [true; 4]);
    }

    #[test]
    fn a_year_ahead_is_not_believed_until_it_keeps_to_it_for_a_day() {
        assert_eq!(
            believed(&["2026-06-10 09:00", "2026-06-10 15:00", "2026-06-11 08:59", "2026-06-11 09:00"]),
            [false, false, false, true]
        );
        assert_eq!(believed(&["2026-06-10 09:00", "2025-06-10 09:30", "2025-06-11 09:00"]), [false, true, true]);
    }

    #[test]
    fn a_year_back_is_not_believed_either() {
        assert_eq!(believed(&["2024-06-10 09:00", "2025-06-10 09:01"]), [false, true]);
        assert_eq!(believed(&["2024-06-10 09:00", "2026-06-10 09:00", "2026-06-10 10:00"]), [false; 3], "from one wrong time to another");
    }

    #[test]
    fn the_record_is_read_back() {
        let record = ClockRecord::believing(civil("2025-06-10 09:00")).after(civil("2026-06-10 09:00"));
        let text = serde_json::to_string(&record).unwrap();
        assert_eq!(serde_json::from_str::<ClockRecord>(&text).unwrap(), record);
        assert_eq!(record.rests_until(), Some(civil("2026-06-11 09:00").fixed_offset()));
    }
}
