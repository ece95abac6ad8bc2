//! Dates in their order, and holidays known as long as rounds run.

use chrono::{Datelike, NaiveDate};

use crate::diagnostic::{Finding, Problem};
use crate::domain::national_holidays;
use crate::register::draft::Draft;
use crate::register::sheet::Sheet;
use crate::register::sheets::{department, holiday, later_due, owner, round, validation_rule};

/// Reports dates in the wrong order, and a list of holidays that ends too soon.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    for line in &draft.rounds {
        let Ok(item) = &line.item.item else { continue };
        order(draft, &round::SHEET, line.row, (round::OPENS, Some(item.opens)), (round::DUE, Some(item.due)), findings);
        order(draft, &round::SHEET, line.row, (round::DUE, Some(item.due)), (round::LOCKS, item.locks), findings);
    }
    for line in &draft.departments {
        let Ok(item) = &line.item.item else { continue };
        let (from, to) = ((department::VALID_FROM, item.valid_from), (department::VALID_TO, item.valid_to));
        order(draft, &department::SHEET, line.row, from, to, findings);
    }
    for line in &draft.owners {
        let (from, to) = line.item.days;
        order(draft, &owner::SHEET, line.row, (owner::FROM, from), (owner::TO, to), findings);
    }
    for line in &draft.rule_switches {
        let (from, until) = line.item.days;
        order(draft, &validation_rule::SHEET, line.row, (validation_rule::FROM, from), (validation_rule::UNTIL, until), findings);
    }
    later_dues(draft, findings);
    holidays(draft, findings);
}

/// A number that comes later comes after the round's due day, and before the round takes nothing any more.
fn later_dues(draft: &Draft, findings: &mut Vec<Finding>) {
    let rounds = || draft.rounds.iter().filter_map(|line| line.item.item.as_ref().ok());
    for line in &draft.later_dues {
        let Ok(later) = &line.item.item else { continue };
        let Some(round) = rounds().find(|round| round.id == later.round) else { continue };
        let whole = format!("{}：{}", round::SHEET.name, round::DUE);
        order(draft, &later_due::SHEET, line.row, (&whole, Some(round.due)), (later_due::DUE, Some(later.due)), findings);
        if let Some(locks) = round.locks.filter(|locks| *locks < later.due) {
            let (earlier, last) = (format!("{} {}", later_due::DUE, later.due), format!("{}：{} {locks}", round::SHEET.name, round::LOCKS));
            let problem = Problem::RegisterDateOrder { earlier, later: last };
            findings.push(Finding::at(draft.place(&later_due::SHEET, later_due::DUE, line.row), problem).about(&later.indicator));
        }
    }
}

fn order(
    draft: &Draft,
    sheet: &'static Sheet,
    row: u32,
    earlier: (&str, Option<NaiveDate>),
    later: (&str, Option<NaiveDate>),
    findings: &mut Vec<Finding>,
) {
    if let (Some(first), Some(second)) = (earlier.1, later.1)
        && first > second
    {
        let problem = Problem::RegisterDateOrder { earlier: format!("{} {first}", earlier.0), later: format!("{} {second}", later.0) };
        findings.push(Finding::at(draft.place(sheet, later.0, row), problem));
    }
}

/// Reminders count business days, so the calendar year of each round's last day must have its holidays: the program's or
/// the register's own. An office that keeps them in a file of its own is told by the worker, which reads it.
fn holidays(draft: &Draft, findings: &mut Vec<Finding>) {
    let rounds = draft.rounds.iter().filter_map(|line| line.item.item.as_ref().ok());
    let Some(needed) = rounds.map(|round| round.locks.unwrap_or(round.due)).max() else { return };
    let rows: Vec<(NaiveDate, u32)> = draft.holidays.iter().filter_map(|line| Some((line.item.as_ref().ok()?.0, line.row))).collect();
    let national = national_holidays().into_keys().any(|day| day.year() == needed.year());
    if !national && draft.has(&holiday::SHEET) && !rows.iter().any(|(day, _)| day.year() >= needed.year()) {
        let (last, row) = rows.iter().max().map_or((String::new(), 1), |(last, row)| (last.to_string(), *row));
        let problem = Problem::RegisterHolidaysEnd { last, needed: needed.to_string() };
        findings.push(Finding::at(draft.place(&holiday::SHEET, holiday::DATE, row), problem));
    }
}
