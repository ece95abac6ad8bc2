//! A row of 年度別: one value of one indicator in one year.

use std::collections::BTreeSet;

use super::indicator_row::{self, IndicatorRow};
use super::missing;
use crate::consolidation::Report;
use crate::domain::{FiscalYear, Quantity, RegisteredValue, Registry, ValueKind};

/// One value, or why there is none.
pub(super) struct YearRow<'a> {
    /// The indicator or part.
    pub(super) of: IndicatorRow<'a>,
    pub(super) kind: ValueKind,
    /// `None` for a baseline whose period is not published.
    pub(super) year: Option<FiscalYear>,
    /// The register's row; `None` where the value was reported in this round.
    pub(super) row: Option<&'a RegisteredValue>,
    pub(super) value: Option<Quantity>,
    /// Why there is no number.
    pub(super) missing: &'static str,
}

/// Baseline, targets and actuals of every indicator and part, each year once.
pub(super) fn rows<'a>(report: &'a Report, registry: &'a Registry) -> Vec<YearRow<'a>> {
    indicator_row::rows(report, registry).iter().flat_map(|row| of(row)).collect()
}

fn of<'a>(row: &IndicatorRow<'a>) -> Vec<YearRow<'a>> {
    let key = row.line.indicator.as_str();
    let mut rows: Vec<YearRow<'a>> = row.baseline().map(|known| registered(row, known)).into_iter().collect();
    for kind in [ValueKind::Target, ValueKind::Actual] {
        let own = row.registry.values.iter().filter(|value| value.kind == kind && value.subject == key);
        let mut years: BTreeSet<FiscalYear> = own.filter_map(|value| value.year).collect();
        if kind == ValueKind::Actual {
            years.insert(row.line.year);
        }
        for year in years {
            if kind == ValueKind::Actual && year == row.line.year {
                rows.push(asked(row));
            } else {
                rows.extend(row.registry.value(key, kind, Some(year)).map(|known| registered(row, known)));
            }
        }
    }
    rows
}

fn again<'a>(row: &IndicatorRow<'a>) -> IndicatorRow<'a> {
    IndicatorRow { report: row.report, registry: row.registry, line: row.line, part: row.part }
}

fn registered<'a>(row: &IndicatorRow<'a>, known: &'a RegisteredValue) -> YearRow<'a> {
    let value = if known.operator.is_baseline() { row.registry.baseline(&row.line.indicator) } else { known.value };
    let missing = missing::registered(row.line, Some(known));
    YearRow { of: again(row), kind: known.kind, year: known.year, row: Some(known), value, missing }
}

/// The actual of the year asked about: what departments reported, not what the register may say of it.
fn asked<'a>(row: &IndicatorRow<'a>) -> YearRow<'a> {
    let missing = missing::actual(row.line);
    YearRow { of: again(row), kind: ValueKind::Actual, year: Some(row.line.year), row: None, value: row.line.actual, missing }
}
