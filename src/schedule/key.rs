//! Keys of planned mails. A key says what the mail means; the mailbox holds each key once, which is why no mail repeats.

use chrono::NaiveDate;

use super::Step;
use crate::domain::{DepartmentId, PlanId, RoundId};

/// `request:<plan>:<round>:<department>:<recipient>`.
#[must_use]
pub fn request_key(plan: &PlanId, round: &RoundId, department: &DepartmentId, recipient: &str) -> String {
    format!("request:{plan}:{round}:{department}:{recipient}")
}

/// `reminder:<plan>:<round>:<department>:T-5:<recipient>`.
#[must_use]
pub fn reminder_key(plan: &PlanId, round: &RoundId, department: &DepartmentId, step: Step, recipient: &str) -> String {
    format!("reminder:{plan}:{round}:{department}:{step}:{recipient}")
}

/// `overdue:<plan>:<round>:<department>:T+1:<recipient>`.
#[must_use]
pub fn overdue_key(plan: &PlanId, round: &RoundId, department: &DepartmentId, step: Step, recipient: &str) -> String {
    format!("overdue:{plan}:{round}:{department}:{step}:{recipient}")
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
