//! Which row is which indicator: by number, else by name; never by position.

use std::collections::BTreeMap;

use super::Context;
use super::identity::rows_of_filer;
use super::plain::plain;
use super::validate::lacking;
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{CellRef, Department, DepartmentId, Indicator, IndicatorId, Ledger};
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
    let readable: Vec<bool> = raw.tables.iter().map(|table| lacking(table).is_empty()).collect();
    for row in raw.rows.iter().filter(|row| readable.get(row.table).copied().unwrap_or_default()) {
        match indicator_of(row, context, &known) {
            Some(indicator) if may(&indicator.id) => {
                let found = by_indicator.entry(&indicator.id).or_default();
                if found.is_empty() {
                    order.push(&indicator.id);
                }
                found.push(Located { row, indicator });
            }
            other if has_input(row, context.form) => {
                let finding = asked_before(row, other, context, department);
                sorted
                    .findings
                    .push(finding.map_or_else(|| stranger(raw, row, other, context), |asked| asked_no_more(raw, row, &asked, context)));
            }
            _ => {}
        }
    }
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
                let twin = if located.row.row == first.row.row { second } else { first };
                if let (Some(here), Some(first)) = (row_cell(raw, located.row), row_cell(raw, twin.row)) {
                    let finding = Finding::at(Place::cell(raw.sheet_of(located.row), here), Problem::DuplicateRow { first });
                    sorted.findings.push(finding.about(&located.indicator.id));
                }
            }
            sorted.contradictory.push(first.indicator.id.clone());
        }
    }
}

/// The registered indicator of a row. A name must be unique among what the form asks, else in the plan.
fn indicator_of<'a>(row: &RawRow, context: &Context<'a>, mine: &[&IndicatorId]) -> Option<&'a Indicator> {
    let number = plain(text(row, Field::Number)).to_lowercase();
    if let Some(found) = number.parse().ok().and_then(|id: IndicatorId| context.registry.indicator(&id)) {
        return Some(found);
    }
    let name = plain(text(row, Field::Indicator));
    if name.is_empty() {
        return None;
    }
    let named = || context.registry.indicators.values().filter(|indicator| bears(indicator, &name));
    only(named().filter(|indicator| mine.contains(&&indicator.id))).or_else(|| only(named()))
}

/// Whether an indicator has (or had) this name.
pub(super) fn bears(indicator: &Indicator, name: &str) -> bool {
    plain(&indicator.name) == name || indicator.aliases.iter().any(|alias| plain(alias) == name)
}

fn only<T>(mut found: impl Iterator<Item = T>) -> Option<T> {
    found.next().filter(|_| found.next().is_none())
}

/// The indicator of a row that this department was asked before the register was amended.
fn asked_before(row: &RawRow, known: Option<&Indicator>, context: &Context<'_>, department: &Department) -> Option<IndicatorId> {
    let typed = || plain(text(row, Field::Number)).to_lowercase().parse().ok();
    let id: IndicatorId = known.map(|indicator| indicator.id.clone()).or_else(typed)?;
    let asked = context.earlier.iter().any(|version| {
        let ledger = Ledger::of(&version.registry, context.round);
        ledger.owed_by(&department.id).any(|owed| *owed == id)
    });
    asked.then_some(id)
}

/// A form issued before an amendment asks what is no longer asked: said, and no fault.
fn asked_no_more(raw: &RawReturn, row: &RawRow, id: &IndicatorId, context: &Context<'_>) -> Finding {
    let lead = context.ledger.obligations.iter().find(|obligation| &obligation.indicator == id);
    let owner = lead.and_then(|lead| context.registry.department(&lead.department)).map_or_else(String::new, |owner| owner.name.clone());
    let place = row_cell(raw, row).map_or_else(|| Place::sheet(raw.sheet_of(row)), |cell| Place::cell(raw.sheet_of(row), cell));
    Finding::at(place, Problem::NoLongerAsked { owner }).about(id)
}

/// A row with entries that is not the department's to fill.
fn stranger(raw: &RawReturn, row: &RawRow, indicator: Option<&Indicator>, context: &Context<'_>) -> Finding {
    let obligation = indicator.and_then(|known| context.ledger.obligations.iter().find(|o| o.indicator == known.id));
    let problem = if let Some(other) = obligation {
        let owner = context.registry.department(&other.department);
        Problem::ForeignIndicator { owner: owner.map_or_else(|| other.department.to_string(), |owner| owner.name.clone()) }
    } else {
        let name = text(row, Field::Indicator);
        Problem::UnknownIndicator { text: if name.is_empty() { text(row, Field::Number) } else { name }.to_owned() }
    };
    let place = row_cell(raw, row).map_or_else(|| Place::sheet(raw.sheet_of(row)), |cell| Place::cell(raw.sheet_of(row), cell));
    Finding { indicator: indicator.map(|known| known.id.clone()), ..Finding::at(place, problem) }
}

fn text(row: &RawRow, field: Field) -> &str {
    row.cells.get(&field).map_or("", |cell| cell.content.text().trim())
}

/// Where a row is pointed at: its number, else its name, else whatever stands in it.
fn row_cell(raw: &RawReturn, row: &RawRow) -> Option<CellRef> {
    let named = raw.address(row, Field::Number).or_else(|| raw.address(row, Field::Indicator));
    named.or_else(|| row.cells.values().next().map(|cell| cell.at))
}
