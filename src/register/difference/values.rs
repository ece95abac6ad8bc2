//! 値: which figure holds now, and which one held.

use std::collections::{BTreeMap, BTreeSet};

use super::{Amended, SheetChange};
use crate::domain::{FiscalYear, Indicator, Operator, RegisteredValue, Registry, ValueKind};

/// The period of a figure: of whom, of what kind, in which year. A baseline has one, whatever its year.
type Period<'a> = (&'a str, ValueKind, Option<FiscalYear>);

fn period(row: &RegisteredValue) -> Period<'_> {
    (row.subject.as_str(), row.kind, row.year.filter(|_| row.kind != ValueKind::Baseline))
}

/// The last row of each period: the one that holds.
fn holding(registry: &Registry) -> BTreeMap<Period<'_>, &RegisteredValue> {
    registry.values.iter().filter(|row| row.kind != ValueKind::PublishedShare).map(|row| (period(row), row)).collect()
}

/// What has changed among baselines, targets and published figures, in the order of the sheet.
pub(super) fn changes(before: &Registry, after: &Registry) -> Vec<SheetChange> {
    let (old, new) = (holding(before), holding(after));
    let mut seen: BTreeSet<Period<'_>> = BTreeSet::new();
    let mut changes = Vec::new();
    for wanted in after.values.iter().chain(&before.values).map(period) {
        if seen.insert(wanted) {
            let rows = (old.get(&wanted).copied(), new.get(&wanted).copied());
            changes.extend(change((before, after), wanted, rows));
        }
    }
    changes.extend(shares(before, after));
    changes
}

fn change(
    (before, after): (&Registry, &Registry),
    wanted: Period<'_>,
    (was, is): (Option<&RegisteredValue>, Option<&RegisteredValue>),
) -> Option<SheetChange> {
    let says = |row: &RegisteredValue| (row.value, row.operator, row.state, row.text.clone(), row.period, row.year);
    if was.map(says) == is.map(says) {
        return None;
    }
    let indicator = |registry: &Registry| wanted.0.parse().ok().and_then(|id| registry.indicator(&id).cloned());
    let (old, new) = (indicator(before), indicator(after));
    let known = new.as_ref().or(old.as_ref());
    let node = || wanted.0.parse().ok().and_then(|id| after.node(&id).or_else(|| before.node(&id)).map(|node| node.name.clone()));
    let name = known.map(|indicator| indicator.name.clone()).or_else(node).unwrap_or_else(|| wanted.0.to_owned());
    let change = Amended::Value {
        kind: wanted.1,
        year: is.or(was).and_then(|row| row.year),
        before: was.map(|row| printed(row, old.as_ref().or(new.as_ref()))),
        after: is.map(|row| printed(row, new.as_ref().or(old.as_ref()))),
        decided: is.and_then(|row| row.decided),
    };
    Some(SheetChange { sheet: "値".to_owned(), id: wanted.0.to_owned(), name, indicator: known.map(|known| known.id.clone()), change })
}

/// Published shares stand by their status, several to a period: they are told together.
fn shares(before: &Registry, after: &Registry) -> Option<SheetChange> {
    let of = |registry: &Registry| {
        let shares = registry.values.iter().filter(|row| row.kind == ValueKind::PublishedShare);
        shares.map(|row| (row.subject.clone(), row.year, row.text.clone(), row.value)).collect::<Vec<_>>()
    };
    let name = ValueKind::PublishedShare.label().to_owned();
    let change = Amended::Cell { heading: "値".to_owned(), before: String::new(), after: String::new() };
    (of(before) != of(after)).then(|| SheetChange { sheet: "値".to_owned(), id: String::new(), name, indicator: None, change })
}

/// A figure as the plan prints it, with its unit.
fn printed(row: &RegisteredValue, indicator: Option<&Indicator>) -> String {
    let unit = indicator.map_or("", |indicator| indicator.unit.as_str());
    match row.value {
        _ if row.operator.is_baseline() => row.operator.label().to_owned(),
        Some(value) => {
            let stage = indicator.and_then(|indicator| indicator.stage(value));
            let operator = if row.operator == Operator::Plain { "" } else { row.operator.label() };
            let decimals = indicator.map_or(0, |indicator| indicator.decimals).max(value.decimals());
            stage.map_or_else(|| format!("{}{unit}{operator}", value.grouped(decimals)), str::to_owned)
        }
        None if row.text.is_empty() && row.state.label().is_empty() => "—".to_owned(),
        None if row.text.is_empty() => row.state.label().to_owned(),
        None => row.text.clone(),
    }
}
