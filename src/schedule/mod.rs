//! When mail is due: business days, the reminder calendar of a round, the office's mail time. Pure.
//!
//! Nothing here asks a clock: civil `now` is a parameter, so any day can be rehearsed.

mod business_day;
mod cron_expression;
mod due_mail;
mod joint;
mod key;
mod reminder_calendar;

pub use business_day::BusinessDays;
pub use cron_expression::{CronError, CronExpression, OCCURRENCES_MAX, occurrences_between};
pub use due_mail::{MailWindow, Planned, PlannedKind, ScheduleInput, addresses_of, due_mails};
pub use joint::{DuePlanned, joint_mails};
pub use key::{overdue_key, reminder_key, request_again_key, request_key, summary_key};
pub use reminder_calendar::{CalendarDay, ReminderSettings, Step, due_calendar, reminder_calendar};
