//! The office's mail time as a cron expression, read strictly.

use std::fmt;
use std::str::FromStr;

use chrono::DateTime;
use cron::Schedule;
use serde::{Deserialize, Serialize};

use crate::domain::Civil;

/// Most occurrences that are listed at once.
pub const OCCURRENCES_MAX: usize = 1000;

/// Why a text is not a mail time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CronError {
    /// Not six or seven fields.
    #[error(
        "{text:?} has {found} fields; write second, minute, hour, day of month, month and weekday, e.g. \"0 0 9 * * MON-FRI\" (the seconds are mandatory)"
    )]
    Fields {
        /// What was written.
        text: String,
        /// Its number of fields.
        found: usize,
    },
    /// A weekday by number. Programs disagree: 1 is Monday in crontab(5), Sunday in Quartz and in the library used here.
    #[error(
        "the weekday {weekday:?} is a number, which programs count differently (1 is Monday in some, Sunday in others); write names, e.g. MON-FRI"
    )]
    NumericWeekday {
        /// The weekday field.
        weekday: String,
    },
    /// A step of zero.
    #[error("{text:?} has a step of zero")]
    ZeroStep {
        /// What was written.
        text: String,
    },
    /// Not understood.
    #[error("{text:?} is not a time: {detail}")]
    Syntax {
        /// What was written.
        text: String,
        /// What the reader says.
        detail: String,
    },
    /// A time that never comes, such as 30 February.
    #[error("{text:?} never comes")]
    Never {
        /// What was written.
        text: String,
    },
}

/// A checked cron expression with seconds: `0 0 9 * * MON-FRI`. Day of month *and* weekday must both fit.
/// Evaluated in the zone of the civil time that is asked about (the office's, Asia/Tokyo).
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CronExpression {
    text: String,
    schedule: Schedule,
}

impl CronExpression {
    /// The expression as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The last time up to and including `until`.
    #[must_use]
    pub fn last_until(&self, until: Civil) -> Option<Civil> {
        // The iterator goes back from a second that it does not count itself.
        self.schedule.after(&(until + chrono::Duration::seconds(1))).next_back()
    }
}

impl FromStr for CronExpression {
    type Err = CronError;

    fn from_str(text: &str) -> Result<Self, CronError> {
        let text = text.trim().to_owned();
        let fields: Vec<&str> = text.split_whitespace().collect();
        if !matches!(fields.len(), 6 | 7) {
            return Err(CronError::Fields { found: fields.len(), text });
        }
        if let Some(weekday) = fields.get(5).filter(|field| field.contains(|c: char| c.is_ascii_digit())) {
            return Err(CronError::NumericWeekday { weekday: (*weekday).to_owned() });
        }
        if text.split([' ', '\t', ',']).filter_map(|part| part.split_once('/')).any(|(_, step)| step.chars().all(|c| c == '0')) {
            return Err(CronError::ZeroStep { text });
        }
        let schedule = match Schedule::from_str(&text) {
            Ok(schedule) => schedule,
            Err(error) => return Err(CronError::Syntax { detail: error.to_string().replace('\n', " ").trim().to_owned(), text }),
        };
        // Any start does: what never comes after the first civil second of the Unix era never comes at all.
        if schedule.after(&DateTime::UNIX_EPOCH).next().is_none() {
            return Err(CronError::Never { text });
        }
        Ok(Self { text, schedule })
    }
}

impl TryFrom<String> for CronExpression {
    type Error = CronError;

    fn try_from(text: String) -> Result<Self, CronError> {
        text.parse()
    }
}

impl From<CronExpression> for String {
    fn from(expression: CronExpression) -> Self {
        expression.text
    }
}

impl PartialEq for CronExpression {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for CronExpression {}

impl fmt::Display for CronExpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The times of `expression` after `after` up to and including `until`, at most [`OCCURRENCES_MAX`].
#[must_use]
pub fn occurrences_between(expression: &CronExpression, after: Civil, until: Civil) -> Vec<Civil> {
    expression.schedule.after(&after).take_while(|at| *at <= until).take(OCCURRENCES_MAX).collect()
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use chrono_tz::Asia::Tokyo;
    use proptest::prelude::*;

    use super::*;

    fn at(m: u32, d: u32, h: u32) -> Civil {
        Tokyo.with_ymd_and_hms(2025, m, d, h, 0, 0).single().expect("a time of the test")
    }

    #[test]
    fn nine_oclock_on_weekdays_is_nine_in_tokyo() {
        let nine: CronExpression = "0 0 9 * * MON-FRI".parse().expect("valid");
        assert_eq!(occurrences_between(&nine, at(6, 6, 9), at(6, 10, 9)), vec![at(6, 9, 9), at(6, 10, 9)]);
        assert_eq!(occurrences_between(&nine, at(6, 6, 9), at(6, 6, 9)), Vec::<Civil>::new());
    }

    #[test]
    fn the_last_time_may_be_now_or_long_ago() {
        let nine: CronExpression = "0 0 9 * * MON-FRI".parse().expect("valid");
        assert_eq!(nine.last_until(at(6, 9, 9)), Some(at(6, 9, 9)));
        assert_eq!(nine.last_until(at(6, 9, 8)), Some(at(6, 6, 9)));
        let yearly: CronExpression = "0 30 8 1 4 *".parse().expect("valid");
        assert_eq!(yearly.last_until(at(3, 31, 9)).map(|at| at.to_string()), Some("2024-04-01 08:30:00 JST".to_owned()));
    }

    #[test]
    fn a_numeric_weekday_is_refused_with_the_reason() {
        for text in ["0 0 9 * * 1-5", "0 0 9 * * MON,3", "0 0 9 * * */2"] {
            let error = text.parse::<CronExpression>().expect_err("refused");
            assert!(matches!(error, CronError::NumericWeekday { .. }), "{error}");
            assert!(error.to_string().contains("MON-FRI"));
        }
    }

    #[test]
    fn what_cannot_be_a_time_is_refused_with_its_reason() {
        let error = |text: &str| text.parse::<CronExpression>().expect_err("refused");
        assert!(matches!(error("0 9 * * MON-FRI"), CronError::Fields { found: 5, .. }));
        assert!(matches!(error("@daily"), CronError::Fields { found: 1, .. }));
        assert!(matches!(error("0 0 25 * * MON"), CronError::Syntax { .. }));
        assert!(matches!(error("0 0 9 30 FEB *"), CronError::Never { .. }));
        assert!(matches!(error("0 */0 9 * * *"), CronError::ZeroStep { .. }));
        assert!(matches!(error("0 0 9 * * 月"), CronError::Syntax { .. }));
    }

    #[test]
    fn a_time_of_every_second_is_capped() {
        let always: CronExpression = "* * * * * *".parse().expect("valid");
        assert_eq!(occurrences_between(&always, at(6, 6, 9), at(6, 10, 9)).len(), OCCURRENCES_MAX);
    }

    proptest! {
        #[test]
        fn no_text_stops_the_reader(text in "[0-9*/,?A-Z -]{0,30}") {
            let _ = text.parse::<CronExpression>();
        }

        #[test]
        fn no_six_fields_stop_the_reader(fields in proptest::collection::vec("[0-9*/,?A-Z-]{1,6}", 6..8)) {
            let _ = fields.join(" ").parse::<CronExpression>();
        }
    }
}
