//! Which mails are due now and still owed. Missed ones collapse into the most recent.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{BusinessDays, CalendarDay, OfficeHours, ReminderSettings, Step, overdue_key, reminder_calendar, reminder_key, summary_key};
use crate::consolidation::Standing;
use crate::domain::{Civil, Department, DepartmentId, Ledger, Phase, PlanId, Registry, Round, RoundId};

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlannedKind {
    /// 期限前のお知らせ.
    Reminder,
    /// 再依頼.
    Overdue,
    /// 集計結果.
    Summary,
}

/// A mail that is due now. Its counts are rechecked when it is sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Semantic key, unique in the mailbox.
    pub key: String,
    /// What it is.
    pub kind: PlannedKind,
    /// The plan.
    pub plan: PlanId,
    /// The round.
    pub round: RoundId,
    /// Who owes; `None` for the planning office's summary.
    pub department: Option<DepartmentId>,
    /// The day of the round's calendar that it answers to; `None` for a summary.
    pub calendar: Option<CalendarDay>,
    /// One address.
    pub recipient: String,
    /// Indicators asked of the department (of all, in a summary).
    pub asked: usize,
    /// Indicators still owed.
    pub owed: usize,
}

/// All that the plan of mails depends on.
#[derive(Debug, Clone, Copy)]
pub struct ScheduleInput<'a> {
    /// The frozen register.
    pub registry: &'a Registry,
    /// The round.
    pub round: &'a Round,
    /// Who owes what.
    pub ledger: &'a Ledger,
    /// Where departments stand now. A department without a standing is not written to.
    pub standings: &'a [Standing],
    /// Departments to which the round was issued, and the day on which it was.
    pub issued: &'a BTreeMap<DepartmentId, NaiveDate>,
    /// Keys in the mailbox, whatever became of them.
    pub known_keys: &'a BTreeSet<String>,
    /// Addresses that have got a reminder or overdue mail today, of any round and plan.
    pub reminded_today: &'a BTreeSet<String>,
    /// The latest compiled edition, to be announced to the planning office; `None` while nothing was compiled.
    pub edition: Option<u32>,
    /// Addresses that have got a summary of this round today.
    pub informed_today: &'a BTreeSet<String>,
    /// Days of the reminder calendar.
    pub settings: &'a ReminderSettings,
    /// Hours of a business day within which scheduled mail goes out.
    pub hours: OfficeHours,
    /// Civil now.
    pub now: Civil,
}

/// The mails that are due now, in the order of the ledger, summaries last. At most one reminder or overdue mail per
/// recipient and day: an address shared by two departments hears about the second one on the next business day.
#[must_use]
pub fn due_mails(input: &ScheduleInput<'_>) -> Vec<Planned> {
    let days = BusinessDays::of(input.registry);
    if !input.hours.is_open(input.now, days) {
        return Vec::new();
    }
    let calendar = reminder_calendar(input.round, input.settings, days);
    let mut reminded = input.reminded_today.clone();
    let mut planned = Vec::new();
    for department in input.ledger.departments() {
        let Some(day) = latest_step(input, department, &calendar) else { continue };
        planned.extend(reminders(input, department, day, &mut reminded));
    }
    planned.extend(summaries(input));
    planned
}

/// The last step of the calendar that is past and still worth saying.
fn latest_step(input: &ScheduleInput<'_>, department: &DepartmentId, calendar: &[CalendarDay]) -> Option<CalendarDay> {
    let today = input.now.date_naive();
    if input.round.phase(true, today) == Phase::Locked {
        return None;
    }
    // What was asked today or later than the step need not be reminded of by that step.
    let issued = *input.issued.get(department)?;
    let latest = calendar.iter().rev().find(|day| day.on <= today && day.on > issued)?;
    match latest.step {
        Step::Request => None,
        // "The deadline is Friday" is no longer true on Saturday.
        Step::Before(_) => (today <= input.round.due).then_some(*latest),
        Step::After(_) => Some(*latest),
    }
}

fn reminders(input: &ScheduleInput<'_>, department: &DepartmentId, day: CalendarDay, reminded: &mut BTreeSet<String>) -> Vec<Planned> {
    let Some(standing) = input.standings.iter().find(|s| &s.department == department && s.owed > 0) else { return Vec::new() };
    let (plan, round) = (&input.ledger.plan, &input.ledger.round);
    let mut planned = Vec::new();
    for recipient in addresses_of(input.registry, department, input.now.date_naive()) {
        let (kind, key) = match day.step {
            Step::After(_) => (PlannedKind::Overdue, overdue_key(plan, round, department, day.step, recipient)),
            Step::Request | Step::Before(_) => (PlannedKind::Reminder, reminder_key(plan, round, department, day.step, recipient)),
        };
        if input.known_keys.contains(&key) || !reminded.insert(recipient.clone()) {
            continue;
        }
        planned.push(Planned {
            key,
            kind,
            plan: plan.clone(),
            round: round.clone(),
            department: Some(department.clone()),
            calendar: Some(day),
            recipient: recipient.clone(),
            asked: standing.asked,
            owed: standing.owed,
        });
    }
    planned
}

fn summaries(input: &ScheduleInput<'_>) -> Vec<Planned> {
    let Some(edition) = input.edition else { return Vec::new() };
    let (plan, round) = (&input.ledger.plan, &input.ledger.round);
    let mut informed = input.informed_today.clone();
    let mut planned = Vec::new();
    for recipient in &input.registry.plan.office_addresses {
        let key = summary_key(plan, round, edition, recipient);
        if input.known_keys.contains(&key) || !informed.insert(recipient.clone()) {
            continue;
        }
        planned.push(Planned {
            key,
            kind: PlannedKind::Summary,
            plan: plan.clone(),
            round: round.clone(),
            department: None,
            calendar: None,
            recipient: recipient.clone(),
            asked: input.standings.iter().map(|s| s.asked).sum(),
            owed: input.standings.iter().map(|s| s.owed).sum(),
        });
    }
    planned
}

/// Where a department is written to on `today`: its own addresses, or its successor's once it no longer exists.
/// Empty where the register gives none.
#[must_use]
pub fn addresses_of<'a>(registry: &'a Registry, department: &DepartmentId, today: NaiveDate) -> &'a [String] {
    let mut found: Option<&Department> = registry.department(department);
    // A checked register has no circle of successors; the bound holds even so.
    for _ in 0..registry.departments.len() {
        let Some(current) = found else { return &[] };
        let gone = current.valid_to.is_some_and(|last| last < today);
        match &current.successor {
            Some(successor) if gone => found = registry.department(successor),
            _ => return &current.addresses,
        }
    }
    &[]
}

#[cfg(test)]
#[path = "due_mail_tests.rs"]
mod tests;
