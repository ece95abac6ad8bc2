//! Where each department stands, those who owe something first.

use serde::Serialize;

use super::words::{Words, counted, day, state_look, state_mark};
use crate::consolidation::{DepartmentLine, DepartmentState, Report};
use crate::domain::Phase;
use crate::schedule::BusinessDays;

/// A department.
#[derive(Debug, Clone, Serialize)]
pub(super) struct DepartmentRow {
    name: String,
    /// What it can be filtered by: its state, and `owed` or `done`.
    keys: String,
    state: Words,
    mark: &'static str,
    look: &'static str,
    /// Business days left or late.
    days: Words,
    /// The same to sort by: what is done comes last.
    days_order: i64,
    late: bool,
    asked: usize,
    received: usize,
    owed: usize,
    errors: usize,
    queries: usize,
    /// `6/10 14:05`; empty when nothing came.
    last: String,
    last_iso: String,
    /// Order of urgency.
    order: usize,
    #[serde(skip)]
    done: bool,
}

impl DepartmentRow {
    /// Whether nothing more is awaited from it.
    pub(super) const fn is_done(&self) -> bool {
        self.done
    }
}

/// A state that occurs, with how many departments are in it.
#[derive(Debug, Clone, Serialize)]
struct StateOption {
    key: &'static str,
    words: Words,
    count: usize,
}

/// The table of departments.
#[derive(Debug, Clone, Serialize)]
pub(super) struct DepartmentTable {
    rows: Vec<DepartmentRow>,
    states: Vec<StateOption>,
}

/// States from the most to the least urgent.
const URGENCY: [DepartmentState; 9] = [
    DepartmentState::Returned,
    DepartmentState::NotFiled,
    DepartmentState::Drafting,
    DepartmentState::PartlyFiled,
    DepartmentState::Queried,
    DepartmentState::Extended,
    DepartmentState::Filed,
    DepartmentState::Final,
    DepartmentState::NothingOwed,
];

impl DepartmentTable {
    /// The business days left, or over, are counted to each department's own due day.
    pub(super) fn new(report: &Report, days: BusinessDays<'_>) -> Self {
        let today = report.now.date_naive();
        let of = |line: &DepartmentLine| {
            let due = line.standing.due;
            row(report, line, days.business_days_between(today, due), today > due)
        };
        let mut rows: Vec<DepartmentRow> = report.departments.iter().map(of).collect();
        rows.sort_by_key(|row| row.order);
        let states = URGENCY.into_iter().filter_map(|state| {
            let count = report.departments.iter().filter(|line| line.standing.state == state).count();
            (count > 0).then(|| StateOption { key: state.name(), words: Words::of(|lang| state.label(lang).to_owned()), count })
        });
        Self { states: states.collect(), rows }
    }

    pub(super) fn rows(&self) -> &[DepartmentRow] {
        &self.rows
    }
}

fn row(report: &Report, line: &DepartmentLine, left: i64, late: bool) -> DepartmentRow {
    let standing = &line.standing;
    let done = standing.owed == 0 && standing.errors == 0 && standing.queries == 0;
    let awaited = standing.owed > 0 || standing.errors > 0;
    let late = late && awaited && report.phase != Phase::Locked;
    let last = line.last_received.as_deref().unwrap_or_default();
    DepartmentRow {
        name: line.name.clone(),
        keys: format!("{}{}{}", standing.state.name(), if standing.owed > 0 { " owed" } else { "" }, if late { " late" } else { "" }),
        state: Words::of(|lang| standing.state.label(lang).to_owned()),
        mark: state_mark(standing.state),
        look: state_look(standing.state),
        days: with_own_due(days(report.phase, awaited, left, late), report, line, awaited),
        days_order: if awaited { left } else { i64::from(i32::MAX) },
        late,
        asked: standing.asked,
        received: standing.received,
        owed: standing.owed,
        errors: standing.errors,
        queries: standing.queries,
        last: short_time(last),
        last_iso: last.to_owned(),
        order: URGENCY.iter().position(|state| *state == standing.state).unwrap_or(URGENCY.len()),
        done,
    }
}

/// Its own due day, where that is not the one that stands above the table.
fn with_own_due(days: Words, report: &Report, line: &DepartmentLine, awaited: bool) -> Words {
    if !awaited || line.standing.due == report.round.due {
        return days;
    }
    let due = day(line.standing.due);
    Words::new(format!("{}（{}）", days.ja, due.ja), format!("{} ({})", days.en, due.en))
}

fn days(phase: Phase, awaited: bool, left: i64, late: bool) -> Words {
    let n = usize::try_from(left.unsigned_abs()).unwrap_or(usize::MAX);
    match phase {
        _ if !awaited => Words::new("済み", "done"),
        Phase::Planned => Words::new("照会前", "not asked yet"),
        Phase::Locked => Words::new("受付終了", "locked"),
        Phase::Open | Phase::Closed if late => Words::new(format!("{n}営業日超過"), format!("{} late", counted(n, "business day"))),
        Phase::Open | Phase::Closed if n == 0 => Words::new("当日", "due today"),
        Phase::Open | Phase::Closed => Words::new(format!("あと{n}営業日"), format!("{} left", counted(n, "business day"))),
    }
}

/// `2025-06-10T14:05:00+09:00` as `6/10 14:05`.
fn short_time(iso: &str) -> String {
    let part = |from: usize, to: usize| iso.get(from..to).unwrap_or_default();
    if iso.len() < 16 {
        return iso.to_owned();
    }
    format!("{}/{} {}", part(5, 7).trim_start_matches('0'), part(8, 10).trim_start_matches('0'), part(11, 16))
}
