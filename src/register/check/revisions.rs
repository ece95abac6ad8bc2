//! Values that were decided anew: both are kept, the last decided holds, and whoever writes the paper should know.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::diagnostic::{Finding, Problem, Stated};
use crate::domain::{FiscalYear, Operator, RegisteredValue, ValueKind};
use crate::register::draft::Draft;
use crate::register::sheets::value;

/// The period of a value: of whom, of what kind, in which year.
type Period<'a> = (&'a str, ValueKind, Option<FiscalYear>);

/// Mentions each later decision that changed what was decided before.
pub(super) fn check(draft: &Draft, findings: &mut Vec<Finding>) {
    let mut periods: BTreeMap<Period<'_>, Vec<(u32, &RegisteredValue)>> = BTreeMap::new();
    for line in &draft.values {
        let Ok(item) = &line.item.item else { continue };
        if matches!(item.kind, ValueKind::Baseline | ValueKind::Target | ValueKind::Actual) {
            let year = item.year.filter(|_| item.kind != ValueKind::Baseline);
            periods.entry((item.subject.as_str(), item.kind, year)).or_default().push((line.row, item));
        }
    }
    for ((_, kind, year), mut rows) in periods {
        rows.sort_by_key(|(_, item)| item.decided);
        for pair in rows.windows(2) {
            let [(_, earlier), (row, later)] = pair else { continue };
            let changed = (earlier.value, earlier.operator, earlier.state) != (later.value, later.operator, later.state);
            if earlier.decided == later.decided || !changed {
                continue;
            }
            let year = year.map(|year| format!(" {year}")).unwrap_or_default();
            let problem = Problem::RegisterValueRevised {
                subject: format!("{}{year}", kind.label()),
                earlier: Stated::boxed(written(earlier), day(earlier.decided)),
                later: Stated::boxed(written(later), day(later.decided)),
            };
            let indicator = later.subject.parse().ok();
            let finding = Finding::at(draft.place(&value::SHEET, value::VALUE, *row), problem);
            findings.push(Finding { indicator, ..finding });
        }
    }
}

/// A value as the register writes it: the number and what belongs to it, else the word that stands in its place.
pub(in crate::register) fn written(value: &RegisteredValue) -> String {
    let operator = value.operator.label();
    match value.value {
        _ if value.operator.is_baseline() => operator.to_owned(),
        Some(number) if value.operator != Operator::Plain => format!("{}{operator}", number.grouped(0)),
        Some(number) => number.grouped(0),
        None if value.state.label().is_empty() => value.text.clone(),
        None => value.state.label().to_owned(),
    }
}

fn day(decided: Option<NaiveDate>) -> String {
    decided.map_or_else(String::new, |day| day.to_string())
}
