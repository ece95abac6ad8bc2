//! Which row is which indicator: by number, else by name; never by position.

use std::collections::BTreeMap;

use super::Context;
use super::identity::rows_of_filer;
use super::names::{bears, bears_exactly, number};
use super::plain::plain;
use super::strangers::{Stranger, strangers};
use super::validate::lacking;
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{CellRef, Department, DepartmentId, Indicator, IndicatorId};
use crate::extraction::{RawReturn, RawRow};
use crate::form::{Field, FormDeclaration};

/// A row and its indicator.
#[derive(Debug, Clone, Copy)]
pub(super) struct Located<'a> {
    pub(super) row: &'a RawRow,
    pub(super) indicator: &'a Indicator,
}

/// The rows of a return.
#[derive(Debug, Default)]
pub(super) struct Sorted<'a> {
    /// One row for each indicator that the department owes and that was found once.
    pub(super) rows: Vec<Located<'a>>,
    /// Indicators that stand twice with different entries: nothing of them is taken.
    pub(super) contradictory: Vec<IndicatorId>,
    /// Indicators that the department owes and that have no row.
    pub(super) missing: Vec<IndicatorId>,
    pub(super) findings: Vec<Finding>,
}

/// Whether the department typed anything into a row.
pub(super) fn has_input(row: &RawRow, form: &FormDeclaration) -> bool {
    !entries(row, form).is_empty()
}

/// What was typed into a row, comparable.
fn entries(row: &RawRow, form: &FormDeclaration) -> BTreeMap<Field, String> {
    let input = |field: &Field| form.column(*field).is_some_and(|column| column.input);
    row.cells
        .iter()
        .filter(|(field, _)| input(field))
        .map(|(field, cell)| (*field, if cell.formula.is_some() { "=".to_owned() } else { String::new() } + &plain(cell.content.text())))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

/// Finds the indicator of every row.
pub(super) fn sort<'a>(raw: &'a RawReturn, context: &Context<'a>, department: &Department) -> Sorted<'a> {
    let mine: Vec<&IndicatorId> = context.ledger.owed_by(&department.id).collect();
    let holder = context.registry.in_office(&department.id, context.now.date_naive());
    let own = rows_of_filer(context, department);
    // A form keeps its rows when the work passes to others: it may be filled in by whoever had it or has it now.
    let may = |id: &IndicatorId| {
        let passed_on = |to: &DepartmentId| context.ledger.asks(to, id);
        let of_form =
            || context.answering.asks(&department.id, id) || passed_on(holder) || department.successor.as_ref().is_some_and(passed_on);
        own.as_ref().map_or_else(of_form, |own| own.contains(&id))
    };
    let known: Vec<&IndicatorId> = context.answering.obligations.iter().map(|o| &o.indicator).filter(|id| may(id)).collect();
    let mut sorted = Sorted::default();
    let mut by_indicator: BTreeMap<&IndicatorId, Vec<Located<'a>>> = BTreeMap::new();
    let mut order: Vec<&IndicatorId> = Vec::new();
    let mut others: Vec<Stranger<'a>> = Vec::new();
    let readable: Vec<bool> = raw.tables.iter().map(|table| lacking(table, context).is_empty()).collect();
    for row in raw.rows.iter().filter(|row| readable.get(row.table).copied().unwrap_or_default()) {
        match indicator_of(row, context, &known) {
            Some(indicator) if may(&indicator.id) => {
                let found = by_indicator.entry(&indicator.id).or_default();
                if found.is_empty() {
                    order.push(&indicator.id);
                }
                found.push(Located { row, indicator });
            }
            other if has_input(row, context.form) => others.push(Stranger { row, indicator: other }),
            _ => {}
        }
    }
    let own: Vec<&RawRow> = by_indicator.values().flatten().map(|located| located.row).collect();
    sorted.findings.extend(strangers(raw, &others, &own, context, department));
    for id in order {
        let found = by_indicator.remove(id).unwrap_or_default();
        settle(raw, context, &found, &mut sorted);
    }
    let missing: Vec<IndicatorId> = mine.into_iter().filter(|id| !sorted.has(id) && may(id)).cloned().collect();
    sorted.missing = missing;
    sorted
}

impl Sorted<'_> {
    fn has(&self, id: &IndicatorId) -> bool {
        self.contradictory.contains(id) || self.rows.iter().any(|located| &located.indicator.id == id)
    }
}

/// One row for an indicator that may stand in several: blank copies and identical ones do no harm.
fn settle<'a>(raw: &RawReturn, context: &Context<'_>, found: &[Located<'a>], sorted: &mut Sorted<'a>) {
    let filled: Vec<&Located<'a>> = found.iter().filter(|located| has_input(located.row, context.form)).collect();
    let same = |a: &Located<'_>, b: &Located<'_>| entries(a.row, context.form) == entries(b.row, context.form);
    match filled.as_slice() {
        [] => sorted.rows.extend(found.first().copied()),
        [first, rest @ ..] if rest.iter().all(|other| same(first, other)) => sorted.rows.push(**first),
        [first, rest @ ..] => {
            // Each of the rows names another one, so that both can be found.
            let second = rest.first().copied().unwrap_or(first);
            for located in &filled {
                let twin = if std::ptr::eq(located.row, first.row) { second } else { first };
                if let (Some(here), Some(first)) = (row_cell(raw, located.row), row_cell(raw, twin.row)) {
                    let there = raw.sheet_of(twin.row);
                    let sheet = if there == raw.sheet_of(located.row) { String::new() } else { there.to_owned() };
                    let finding = Finding::at(Place::cell(raw.sheet_of(located.row), here), Problem::DuplicateRow { first, sheet });
                    sorted.findings.push(finding.about(&located.indicator.id));
                }
            }
            sorted.contradictory.push(first.indicator.id.clone());
        }
    }
}

/// The registered indicator of a row. A name must be unique among what the form asks, else in the plan; one that is written
/// as registered comes before one that is only read so.
pub(super) fn indicator_of<'a>(row: &RawRow, context: &Context<'a>, mine: &[&IndicatorId]) -> Option<&'a Indicator> {
    if let Some(found) = number(text(row, Field::Number)).and_then(|id| context.registry.indicator(&id)) {
        return Some(found);
    }
    let name = plain(text(row, Field::Indicator));
    if name.is_empty() {
        return None;
    }
    let find = |is: fn(&Indicator, &str) -> bool| {
        let named = || context.registry.indicators.values().filter(|indicator| is(indicator, &name));
        only(named().filter(|indicator| mine.contains(&&indicator.id))).or_else(|| only(named()))
    };
    find(bears_exactly).or_else(|| find(bears))
}

fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    found.next().filter(|_| found.next().is_none())
}

pub(super) fn text(row: &RawRow, field: Field) -> &str {
    row.cells.get(&field).map_or("", |cell| cell.content.text().trim())
}

/// Where a row is pointed at: its number, else its name, else whatever stands in it.
pub(super) fn row_cell(raw: &RawReturn, row: &RawRow) -> Option<CellRef> {
    let named = raw.address(row, Field::Number).or_else(|| raw.address(row, Field::Indicator));
    named.or_else(|| row.cells.values().next().map(|cell| cell.at))
}
