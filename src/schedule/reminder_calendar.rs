//! The reminder calendar of a round: on which days the departments hear from the planning office.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::BusinessDays;
use crate::domain::Round;

/// Which mail of a round's calendar. The numbers are business days from the due day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Step {
    /// 依頼, at opening.
    Request,
    /// 期限前のお知らせ, so many business days before the due day.
    Before(u8),
    /// 再依頼, so many business days after the due day.
    After(u8),
}

impl fmt::Display for Step {
    /// `T-5`, `T+1`; part of a mail's key, so never changed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request => f.write_str("open"),
            Self::Before(days) => write!(f, "T-{days}"),
            Self::After(days) => write!(f, "T+{days}"),
        }
    }
}

/// How many business days before and after the due day departments that still owe are written to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReminderSettings {
    /// Days before the due day; 0 is the due day itself.
    pub before: Vec<u8>,
    /// Days after the due day; 0 is ignored, because the due day is not over.
    pub after: Vec<u8>,
}

impl Default for ReminderSettings {
    fn default() -> Self {
        Self { before: vec![5, 1], after: vec![1, 3] }
    }
}

/// One day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CalendarDay {
    /// The day.
    pub on: NaiveDate,
    /// What is due on it.
    pub step: Step,
}

/// The calendar of `round` with its own due day.
#[must_use]
pub fn reminder_calendar(round: &Round, settings: &ReminderSettings, days: BusinessDays<'_>) -> Vec<CalendarDay> {
    due_calendar(round.opens, round.due, settings, days)
}

/// The calendar of what is asked from `opens` on and due on `due`, by day. The request moves to the next business day where the round opens on a closed one;
/// a reminder that would come no later than the request is left out.
#[must_use]
pub fn due_calendar(opens: NaiveDate, due: NaiveDate, settings: &ReminderSettings, days: BusinessDays<'_>) -> Vec<CalendarDay> {
    let request = days.on_or_after(opens);
    let before = settings.before.iter().map(|n| CalendarDay { on: days.add_business_days(due, -i16::from(*n)), step: Step::Before(*n) });
    let after = settings
        .after
        .iter()
        .filter(|n| **n > 0)
        .map(|n| CalendarDay { on: days.add_business_days(due, i16::from(*n)), step: Step::After(*n) });
    let mut calendar: Vec<CalendarDay> = before.chain(after).filter(|day| day.on > request).collect();
    calendar.push(CalendarDay { on: request, step: Step::Request });
    calendar.sort_unstable();
    calendar.dedup();
    calendar
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn round(opens: &str, due: &str) -> Round {
        Round {
            id: "r6".parse().expect("id"),
            name: "令和6年度KPI実績".to_owned(),
            year: "R6".parse().expect("year"),
            opens: opens.parse().expect("day"),
            due: due.parse().expect("day"),
            locks: None,
        }
    }

    fn shown(opens: &str, due: &str) -> Vec<String> {
        let none = BTreeMap::new();
        reminder_calendar(&round(opens, due), &ReminderSettings::default(), BusinessDays::new(&none))
            .iter()
            .map(|day| format!("{} {}", day.on, day.step))
            .collect()
    }

    #[test]
    fn a_round_of_three_weeks() {
        let expected = ["2025-05-26 open", "2025-06-06 T-5", "2025-06-12 T-1", "2025-06-16 T+1", "2025-06-18 T+3"];
        assert_eq!(shown("2025-05-26", "2025-06-13"), expected);
    }

    #[test]
    fn a_short_round_is_not_reminded_before_it_was_asked() {
        let expected = ["2025-06-09 open", "2025-06-12 T-1", "2025-06-16 T+1", "2025-06-18 T+3"];
        assert_eq!(shown("2025-06-07", "2025-06-13"), expected);
    }
}
