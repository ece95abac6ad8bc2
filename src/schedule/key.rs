//! Keys of planned mails. A key says what the mail means; the mailbox holds each key once, which is why no mail repeats.

use chrono::NaiveDate;

use super::Step;
use crate::domain::{DepartmentId, PlanId, RoundId};

/// `request:<plan>:<round>:<department>:<recipient>`.
#[must_use]
pub fn request_key(plan: &PlanId, round: &RoundId, department: &DepartmentId, recipient: &str) -> String {
    format!("request:{plan}:{round}:{department}:{recipient}")
}

/// `request:<plan>:<round>:<department>:<day>:<recipient>`: asked again, because more is asked since that day.
#[must_use]
pub fn request_again_key(plan: &PlanId, round: &RoundId, department: &DepartmentId, since: NaiveDate, recipient: &str) -> String {
    format!("request:{plan}:{round}:{department}:{since}:{recipient}")
}

/// `reminder:<plan>:<round>:<department>:T-5:<recipient>`; `T-5@2025-07-31` where the due day is not the registered one of the
/// round.
#[must_use]
pub fn reminder_key(
    plan: &PlanId,
    round: &RoundId,
    department: &DepartmentId,
    due: Option<NaiveDate>,
    step: Step,
    recipient: &str,
) -> String {
    format!("reminder:{plan}:{round}:{department}:{}:{recipient}", step_of(step, due))
}

fn step_of(step: Step, due: Option<NaiveDate>) -> String {
    due.map_or_else(|| step.to_string(), |due| format!("{step}@{due}"))
}

/// `overdue:<plan>:<round>:<department>:T+1:<recipient>`; the due day as in [`reminder_key`].
#[must_use]
pub fn overdue_key(
    plan: &PlanId,
    round: &RoundId,
    department: &DepartmentId,
    due: Option<NaiveDate>,
    step: Step,
    recipient: &str,
) -> String {
    format!("overdue:{plan}:{round}:{department}:{}:{recipient}", step_of(step, due))
}

/// `summary:<plan>:<round>:<edition>:<recipient>`.
#[must_use]
pub fn summary_key(plan: &PlanId, round: &RoundId, edition: u32, recipient: &str) -> String {
    format!("summary:{plan}:{round}:{edition}:{recipient}")
}

/// `digest:<day>:<recipient>`: one a day, whatever it is about.
#[must_use]
pub fn digest_key(day: NaiveDate, recipient: &str) -> String {
    format!("digest:{day}:{recipient}")
}
