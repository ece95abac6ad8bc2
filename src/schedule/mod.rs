//! When mail is due: business days, the reminder calendar of a round, the office's mail time. Pure.
//!
//! Nothing here asks a clock: civil `now` is a parameter, so any day can be rehearsed.

mod business_day;
mod clock;
mod cron_expression;
mod due_mail;
mod holiday_file;
mod joint;
mod key;
mod office_hours;
mod reminder_calendar;
mod turns;
mod when;

pub use business_day::BusinessDays;
pub use clock::{ClockRecord, Jump};
pub use cron_expression::{CronError, CronExpression, OCCURRENCES_MAX, occurrences_between};
pub use due_mail::{Planned, PlannedKind, ScheduleInput, addresses_of, due_mails};
pub use holiday_file::HolidayFile;
pub use joint::{DuePlanned, joint_mails};
pub use key::{digest_key, overdue_key, reminder_key, request_again_key, request_key, summary_key};
pub use office_hours::{OfficeHours, OfficeHoursError};
pub use reminder_calendar::{CalendarDay, ReminderSettings, Step, due_calendar, reminder_calendar};
pub use turns::Turns;
pub use when::{Anchor, When, WhenError};
