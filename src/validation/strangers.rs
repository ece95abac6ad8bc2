//! Rows with entries that are none of the department's: what is no longer asked, another department's, unknown, or no row of
//! the form at all.

use super::Context;
use super::earlier_form::earlier_round;
use super::names::number;
use super::plain::plain;
use super::rows::{row_cell, text};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{Department, Indicator, IndicatorId, Ledger, ValueState};
use crate::extraction::{RawReturn, RawRow};
use crate::form::Field;

/// Names of rows that add up or average those above them.
const TOTALS: [&str; 6] = ["合計", "計", "小計", "総計", "平均", "総合計"];

/// A row with entries that is not the department's to fill.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stranger<'a> {
    pub(super) row: &'a RawRow,
    /// Whose row it is, where it is anybody's.
    pub(super) indicator: Option<&'a Indicator>,
}

/// What is said of them; `own` are the rows that are the department's.
pub(super) fn strangers(
    raw: &RawReturn,
    strangers: &[Stranger<'_>],
    own: &[&RawRow],
    context: &Context<'_>,
    department: &Department,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    // A row that continues what was left out below the table.
    let mut below: Option<(usize, u32)> = None;
    for (place, stranger) in strangers.iter().enumerate() {
        let row = stranger.row;
        if below.is_some_and(|(table, last)| table == row.table && last.checked_add(1) == Some(row.row)) {
            below = Some((row.table, row.row));
            continue;
        }
        if is_total(row) || begins_another_table(stranger, strangers.get(place..).unwrap_or_default(), raw, own) {
            below = (!is_total(row)).then_some((row.table, row.row));
            findings.push(Finding::at(place_of(raw, row), Problem::TableNotRead));
            continue;
        }
        let asked = asked_before(raw, stranger, context, department);
        findings
            .push(asked.map_or_else(|| unknown(raw, row, stranger.indicator, context), |asked| asked_no_more(raw, row, &asked, context)));
    }
    findings
}

/// Whether the row stands below all of the department's, with a gap before it, and it and those that follow it at once name no
/// indicator and choose no 値の区分: nobody entered a result there.
fn begins_another_table(stranger: &Stranger<'_>, from: &[Stranger<'_>], raw: &RawReturn, own: &[&RawRow]) -> bool {
    let row = stranger.row;
    let of_table = || own.iter().filter(|own| own.table == row.table).map(|own| own.row);
    let Some(last) = of_table().max() else { return false };
    // Rows that hold nothing are not among those of the return.
    let before = raw.rows.iter().filter(|other| other.table == row.table && other.row < row.row).map(|other| other.row).max();
    let gap = before.is_some_and(|before| before.saturating_add(1) < row.row) || has_head(raw, row, last);
    let block = from.iter().zip(row.row..).take_while(|(other, at)| other.row.table == row.table && other.row.row == *at);
    let foreign = |other: &Stranger<'_>| {
        let state = other.row.cells.get(&Field::State).map_or("", |cell| cell.content.text());
        // A serial number names nothing; a number like 1.1-99 was meant for one.
        let numbered = number(text(other.row, Field::Number)).is_some_and(|id| id.as_str().contains(|c: char| !c.is_ascii_digit()));
        other.indicator.is_none() && !numbered && plain(state).parse::<ValueState>().is_err()
    };
    row.row > last && gap && block.map(|(other, _)| other).all(foreign)
}

/// Whether a line without entries of the form (the head of a small table) stands between the department's last row and this
/// one, with a gap before it.
fn has_head(raw: &RawReturn, row: &RawRow, last: u32) -> bool {
    let mut between: Vec<u32> = raw
        .rows
        .iter()
        .filter(|other| other.table == row.table && other.row > last && other.row < row.row)
        .map(|other| other.row)
        .collect();
    between.sort_unstable();
    between.first().is_some_and(|first| last.saturating_add(1) < *first)
}

fn is_total(row: &RawRow) -> bool {
    let says = |field: Field| TOTALS.contains(&plain(text(row, field)).as_str());
    says(Field::Number) || says(Field::Indicator)
}

/// The indicator of a row that this department was asked before the register was amended, or in an earlier round by whose form
/// it answers.
fn asked_before(raw: &RawReturn, stranger: &Stranger<'_>, context: &Context<'_>, department: &Department) -> Option<IndicatorId> {
    let known = stranger.indicator;
    let id: IndicatorId = known.map(|indicator| indicator.id.clone()).or_else(|| number(text(stranger.row, Field::Number)))?;
    // A form of an earlier round asks what was asked then.
    let of_earlier_form = || known.is_some() && earlier_round(raw.identity.as_ref(), context).is_some();
    let asked = context.earlier.iter().any(|version| {
        let ledger = Ledger::of(&version.registry, context.round);
        ledger.owed_by(&department.id).any(|owed| *owed == id)
    });
    (asked || of_earlier_form()).then_some(id)
}

/// A form issued before an amendment asks what is no longer asked: said, and no fault.
fn asked_no_more(raw: &RawReturn, row: &RawRow, id: &IndicatorId, context: &Context<'_>) -> Finding {
    let lead = context.ledger.obligations.iter().find(|obligation| &obligation.indicator == id);
    let owner = lead.and_then(|lead| context.registry.department(&lead.department)).map_or_else(String::new, |owner| owner.name.clone());
    Finding::at(place_of(raw, row), Problem::NoLongerAsked { owner }).about(id)
}

/// A row of another department's indicator, or of none that is registered.
fn unknown(raw: &RawReturn, row: &RawRow, indicator: Option<&Indicator>, context: &Context<'_>) -> Finding {
    let obligation = indicator.and_then(|known| context.ledger.obligations.iter().find(|o| o.indicator == known.id));
    let problem = if let Some(other) = obligation {
        let owner = context.registry.department(&other.department);
        Problem::ForeignIndicator { owner: owner.map_or_else(|| other.department.to_string(), |owner| owner.name.clone()) }
    } else {
        let name = text(row, Field::Indicator);
        Problem::UnknownIndicator { text: if name.is_empty() { text(row, Field::Number) } else { name }.to_owned() }
    };
    Finding { indicator: indicator.map(|known| known.id.clone()), ..Finding::at(place_of(raw, row), problem) }
}

/// Where a row is pointed at.
fn place_of(raw: &RawReturn, row: &RawRow) -> Place {
    row_cell(raw, row).map_or_else(|| Place::sheet(raw.sheet_of(row)), |cell| Place::cell(raw.sheet_of(row), cell))
}
