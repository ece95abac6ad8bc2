//! Which mails are due now and still owed. Missed ones collapse into the most recent.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{BusinessDays, CalendarDay, OfficeHours, ReminderSettings, Step, due_calendar, overdue_key, reminder_key, summary_key};
use crate::consolidation::{DepartmentState, DueCount, Standing};
use crate::domain::{Civil, Decisions, DepartmentId, DueDay, Ledger, Phase, PlanId, Registry, Round, RoundId};

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
    /// The day by which what it is about is due.
    pub due: NaiveDate,
    /// The day of that due day's calendar that it answers to; `None` for a summary.
    pub calendar: Option<CalendarDay>,
    /// One address.
    pub recipient: String,
    /// Indicators asked of the department by that day (of all, in a summary).
    pub asked: usize,
    /// Those still owed.
    pub owed: usize,
}

/// All that the plan of mails depends on.
#[derive(Debug, Clone, Copy)]
pub struct ScheduleInput<'a> {
    /// The frozen register.
    pub registry: &'a Registry,
    /// The round.
    pub round: &'a Round,
    /// The due day that the register gave the round when it was opened; an amendment may have given it another one since.
    pub first_due: NaiveDate,
    /// What was decided about it.
    pub decisions: &'a Decisions,
    /// Who owes what, on the day of `now`.
    pub ledger: &'a Ledger,
    /// Where departments stand now. A department without a standing is not written to.
    pub standings: &'a [Standing],
    /// Departments that were asked, and the day on which they were: by a form of their own, or by that of a department whose
    /// work they took over.
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

/// The mails that are due now, in the order of the ledger, summaries last: for each department one for each of its due days
/// of which a step has come. What goes to one recipient is joined by [`super::joint_mails`]; who has heard today hears more
/// on the next business day.
#[must_use]
pub fn due_mails(input: &ScheduleInput<'_>) -> Vec<Planned> {
    let days = BusinessDays::of(input.registry);
    if !input.hours.is_open(input.now, days) {
        return Vec::new();
    }
    let mut planned = Vec::new();
    for department in input.ledger.departments() {
        let Some(standing) = input.standings.iter().find(|s| &s.department == department) else { continue };
        if standing.state == DepartmentState::Final || is_held(input, department) {
            continue;
        }
        for count in standing.dues.iter().filter(|count| count.owed > 0) {
            let Some(day) = latest_step(input, department, count.due, days) else { continue };
            planned.extend(reminders(input, department, count, day));
        }
    }
    planned.extend(summaries(input));
    planned
}

/// Whether a person stopped the reminders to a department, or to one whose work it took over.
fn is_held(input: &ScheduleInput<'_>, department: &DepartmentId) -> bool {
    let today = input.now.date_naive();
    let held = |id: &DepartmentId| input.decisions.reminders_held(id, today);
    held(department) || input.registry.departments.iter().any(|d| input.registry.inherits(department, &d.id, today) && held(&d.id))
}

/// The last step of a due day's calendar that is past and still worth saying.
fn latest_step(input: &ScheduleInput<'_>, department: &DepartmentId, due: DueDay, days: BusinessDays<'_>) -> Option<CalendarDay> {
    let today = input.now.date_naive();
    if input.round.phase(true, today) == Phase::Locked && due.on < today {
        return None;
    }
    // What was asked, or given more time, today or later than the step need not be reminded of by that step.
    let asked = due.decided.into_iter().fold(*input.issued.get(department)?, NaiveDate::max);
    let calendar = due_calendar(input.round.opens, due.on, input.settings, days);
    let latest = calendar.iter().rev().find(|day| day.on <= today && day.on > asked)?;
    match latest.step {
        Step::Request => None,
        // "The deadline is Friday" is no longer true on Saturday.
        Step::Before(_) => (today <= due.on).then_some(*latest),
        Step::After(_) => Some(*latest),
    }
}

fn reminders(input: &ScheduleInput<'_>, department: &DepartmentId, count: &DueCount, day: CalendarDay) -> Vec<Planned> {
    let (plan, round) = (&input.ledger.plan, &input.ledger.round);
    // Of the day with which the round was opened a key says nothing: so it stays what it was before there were others, and
    // what was said of that day is not taken for said of the one to which an amendment moved it.
    let due = (count.due.on != input.first_due).then_some(count.due.on);
    let mut planned = Vec::new();
    for recipient in addresses_of(input.registry, department, input.now.date_naive()) {
        let (kind, key) = match day.step {
            Step::After(_) => (PlannedKind::Overdue, overdue_key(plan, round, department, due, day.step, recipient)),
            Step::Request | Step::Before(_) => (PlannedKind::Reminder, reminder_key(plan, round, department, due, day.step, recipient)),
        };
        if input.known_keys.contains(&key) || input.reminded_today.contains(recipient) {
            continue;
        }
        planned.push(Planned {
            key,
            kind,
            plan: plan.clone(),
            round: round.clone(),
            department: Some(department.clone()),
            due: count.due.on,
            calendar: Some(day),
            recipient: recipient.clone(),
            asked: count.asked,
            owed: count.owed,
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
            due: input.round.due,
            calendar: None,
            recipient: recipient.clone(),
            asked: input.standings.iter().map(|s| s.asked).sum(),
            owed: input.standings.iter().map(|s| s.owed).sum(),
        });
    }
    planned
}

/// Where a department is written to on `today`: its own addresses, or those of the department that has its work on that
/// day. Empty where the register gives none.
#[must_use]
pub fn addresses_of<'a>(registry: &'a Registry, department: &'a DepartmentId, today: NaiveDate) -> &'a [String] {
    registry.department(registry.in_office(department, today)).map_or(&[], |department| &department.addresses)
}

#[cfg(test)]
#[path = "due_mail_tests.rs"]
mod tests;
