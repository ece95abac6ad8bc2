//! Cells that are not the department's to change: numbers are compared as numbers, the rest as normalised text.

use super::Context;
use super::earlier_form::printed_year;
use super::names::bears;
use super::plain::{amount, plain, printed_number, says_something};
use super::rows::Located;
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{CellRef, FiscalYear, Indicator, RegisteredValue, Registry, ValueKind};
use crate::extraction::{RawCell, RawReturn};
use crate::form::{Field, Printed, printed_actual, printed_baseline, printed_target};

/// A cell that says something else than a register.
type Changed = (Field, CellRef, Problem);

/// What was changed in a row. A locked cell that was emptied contradicts nothing: the register's value holds. What an
/// earlier register of the round printed is as good: forms issued before an amendment stay valid. Another unit is asked
/// about even so, because the number may be meant in it.
pub(super) fn changes(raw: &RawReturn, located: Located<'_>, context: &Context<'_>) -> Vec<Finding> {
    let year = context.round.year;
    let mut found = changed(located, context.registry, year, context);
    // A form of an earlier round prints what held then.
    let printed = printed_year(raw, context);
    if printed != year {
        let then = changed(located, context.registry, printed, context);
        let stated = |field: Field| field != Field::LastActual || has_last_actual(located, printed, context);
        found.retain(|(field, ..)| stated(*field) && then.iter().any(|(other, ..)| other == field));
    }
    for version in context.earlier {
        let Some(indicator) = version.registry.indicator(&located.indicator.id).filter(|_| !found.is_empty()) else { continue };
        let then = changed(Located { indicator, ..located }, &version.registry, year, context);
        let as_printed = |field: Field| !then.iter().any(|(other, _, _)| *other == field);
        let (issued, rest): (Vec<Changed>, Vec<Changed>) = found.into_iter().partition(|(field, _, _)| as_printed(*field));
        found = rest;
        found.extend(issued.into_iter().filter(|(field, _, _)| *field == Field::Unit).map(|(field, cell, _)| {
            let (before, after) = (indicator.unit.clone(), located.indicator.unit.clone());
            let heading = context.form.heading(field).to_owned();
            (field, cell, Problem::AmendedSince { heading, before, after, reported: String::new() })
        }));
    }
    found
        .into_iter()
        .map(|(_, cell, problem)| Finding::at(Place::cell(raw.sheet_of(located.row), cell), problem).about(&located.indicator.id))
        .collect()
}

/// Whether the register states what the form of that year printed as last year's actual.
fn has_last_actual(located: Located<'_>, year: FiscalYear, context: &Context<'_>) -> bool {
    year.previous().is_some_and(|last| context.registry.value(located.indicator.id.as_str(), ValueKind::Actual, Some(last)).is_some())
}

/// The cells that say something else than this register about a year.
fn changed(located: Located<'_>, registry: &Registry, year: FiscalYear, context: &Context<'_>) -> Vec<Changed> {
    let Located { row, indicator } = located;
    let subject = indicator.id.as_str();
    let filled = |field: Field| row.cells.get(&field).filter(|cell| !plain(cell.content.text()).is_empty());
    let changed = |field: Field, registered: String, found: String| Problem::LockedCellChanged {
        // In an office's own form one heading may stand over the years.
        heading: match context.form.heading(field) {
            shared if field == Field::LastActual && shared == context.form.heading(Field::Actual) => "前年度実績".to_owned(),
            heading => heading.to_owned(),
        },
        registered,
        found,
    };
    let mut found = Vec::new();
    let direction = indicator.direction;
    let says = |field: Field| filled(field).map(|cell| plain(cell.content.text())).unwrap_or_default();
    let (name, unit, arrow) = (says(Field::Indicator), says(Field::Unit), says(Field::Direction));
    let words = [
        (Field::Indicator, indicator.name.as_str(), bears(indicator, &name)),
        (Field::Unit, indicator.unit.as_str(), unit == plain(&indicator.unit)),
        (Field::Direction, direction.arrow(), arrow.contains(direction.arrow()) || arrow.contains(direction.label())),
    ];
    for (field, registered, is_same) in words {
        let Some(cell) = filled(field).filter(|_| !is_same) else { continue };
        let text = cell.content.text().trim().to_owned();
        let other = field == Field::Indicator && registry.indicators.values().any(|other| bears(other, &name));
        let problem = if other {
            Problem::NumberAndNameDiffer { numbered: registered.to_owned(), named: text }
        } else {
            changed(field, registered.to_owned(), text)
        };
        found.push((field, cell.at, problem));
    }
    let last = year.previous();
    let last_row = last.and_then(|last| registry.value(subject, ValueKind::Actual, Some(last)));
    let numbers = [
        (Field::Baseline, registry.baseline_row(&indicator.id), printed_baseline(registry, indicator)),
        (Field::LastActual, last_row, last.and_then(|last| printed_actual(registry, indicator, last))),
    ];
    for (field, row, printed) in numbers {
        if let Some(cell) = filled(field).filter(|cell| differs(cell, row, printed.as_ref(), indicator)) {
            found.push((field, cell.at, changed(field, registered(row, indicator), as_found(cell, indicator))));
        }
    }
    // The target that holds: the year's own, or the next later one, as the form prints it.
    let target = registry.target_in_force(&indicator.id, year).map(|target| RegisteredValue { value: target.value, ..target.row.clone() });
    let printed = printed_target(registry, indicator, year);
    if let Some(cell) = filled(Field::Target).filter(|cell| differs(cell, target.as_ref(), printed.as_ref(), indicator)) {
        let problem = Problem::TargetChanged { registered: registered(target.as_ref(), indicator), found: as_found(cell, indicator) };
        found.push((Field::Target, cell.at, problem));
    }
    found
}

/// Whether a cell says something else than the form printed. The number alone is as good as the words around it.
fn differs(cell: &RawCell, row: Option<&RegisteredValue>, printed: Option<&Printed>, indicator: &Indicator) -> bool {
    let found = plain(cell.content.text());
    let text = row.map_or(String::new(), |row| plain(&row.text));
    let as_printed = matches!(printed, Some(Printed::Text(printed)) if plain(printed) == found);
    if found == text || as_printed {
        return false;
    }
    match (row.and_then(|row| row.value), printed_number(cell, indicator)) {
        (Some(value), Some(number)) => value != number,
        (Some(_), None) | (None, Some(_)) => true,
        // A mark may stand for "none".
        (None, None) => !text.is_empty() && says_something(&found),
    }
}

fn registered(row: Option<&RegisteredValue>, indicator: &Indicator) -> String {
    let printed = |row: &RegisteredValue| row.value.map_or_else(|| row.text.clone(), |value| amount(value, indicator));
    row.map_or_else(|| "—".to_owned(), printed)
}

fn as_found(cell: &RawCell, indicator: &Indicator) -> String {
    printed_number(cell, indicator).map_or_else(|| cell.content.text().trim().to_owned(), |number| amount(number, indicator))
}
