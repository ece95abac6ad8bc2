//! Several plans of one municipality, held against each other: one indicator, one year, two targets.

use super::Loaded;
use super::check::revisions::written;
use super::name_key::name_key;
use super::sheets::value;
use crate::diagnostic::{Finding, Place, Problem, Stated};
use crate::domain::{Direction, FiscalYear, Indicator, RegisteredValue, Registry, ValueKind};

/// The cell of 値 of each row, by what the row says; kept because a registry does not know cells.
#[derive(Debug, Clone, Default)]
pub(super) struct TargetPlaces(pub(super) Vec<(RegisteredValue, Place)>);

impl TargetPlaces {
    fn of(&self, row: &RegisteredValue) -> Place {
        self.0.iter().find(|(known, _)| known == row).map_or_else(|| Place::sheet(value::SHEET.name), |(_, place)| place.clone())
    }
}

/// For each register the targets that another plan of the same 団体コード states otherwise: of the same 共通ID, or of the
/// same name and unit. The difference is told at the plan that begins later, else at the one named later.
#[must_use]
pub fn compare_plans(registers: &[&Loaded]) -> Vec<Vec<Finding>> {
    let mut findings: Vec<Vec<Finding>> = registers.iter().map(|_| Vec::new()).collect();
    let begins = |registry: &Registry| registry.plan.years.map(|(first, _)| first);
    let mut order: Vec<(usize, &Loaded, &Registry)> =
        registers.iter().enumerate().filter_map(|(index, loaded)| Some((index, *loaded, loaded.registry.as_ref()?))).collect();
    order.sort_by_key(|(index, _, registry)| (begins(registry), *index));
    for (at, (index, loaded, later)) in order.iter().enumerate() {
        for (_, _, earlier) in order.iter().take(at) {
            let one_office = later.plan.municipality_code == earlier.plan.municipality_code && later.plan.id != earlier.plan.id;
            if let Some(list) = findings.get_mut(*index).filter(|_| one_office) {
                differences(loaded, later, earlier, list);
            }
        }
    }
    findings
}

fn differences(loaded: &Loaded, later: &Registry, earlier: &Registry, findings: &mut Vec<Finding>) {
    for indicator in later.indicators.values().filter(|indicator| !indicator.retired) {
        let Some(other) = same(indicator, earlier) else { continue };
        let theirs = targets(earlier, other);
        for (year, row) in targets(later, indicator) {
            let Some((there_year, there)) = revised(indicator.direction, (year, row), &theirs) else { continue };
            let problem = Problem::RegisterTargetDiffers {
                plan: earlier.plan.name.clone(),
                indicator: other.name.clone(),
                here: Stated::boxed(written(row), year.to_string()),
                there: Stated::boxed(written(there), there_year.to_string()),
            };
            findings.push(Finding::at(loaded.targets.of(row), problem).about(&indicator.id));
        }
    }
}

/// The target that this one revises: another for the same year, or, where it is set for a year after the other plan's
/// last, one that asked for more.
fn revised<'a>(
    direction: Direction,
    (year, row): (FiscalYear, &RegisteredValue),
    theirs: &[(FiscalYear, &'a RegisteredValue)],
) -> Option<(FiscalYear, &'a RegisteredValue)> {
    let numbers = |there: &RegisteredValue| row.value.zip(there.value);
    if let Some((_, there)) = theirs.iter().find(|(known, _)| *known == year) {
        let differs = numbers(there).is_some() && (row.value, row.operator) != (there.value, there.operator);
        return differs.then_some((year, *there));
    }
    let (last, there) = theirs.last().filter(|(last, _)| *last < year)?;
    numbers(there).filter(|(here, there)| !direction.reaches(*here, *there)).map(|_| (*last, *there))
}

/// The same indicator in another plan. A name decides only where it names one there and both count in one unit.
fn same<'a>(indicator: &Indicator, other: &'a Registry) -> Option<&'a Indicator> {
    let live = || other.indicators.values().filter(|known| !known.retired);
    let shared = live().find(|known| !indicator.shared.is_empty() && known.shared == indicator.shared);
    let key = name_key(&indicator.name);
    // Two 共通ID that differ say that these are two indicators, whatever their names.
    let open = |known: &&Indicator| known.shared.is_empty() || indicator.shared.is_empty();
    let mut named = live().filter(open).filter(|known| known.unit == indicator.unit && name_key(&known.name) == key);
    shared.or_else(|| named.next().filter(|_| named.next().is_none()))
}

/// The target that holds for each year that has one of its own.
fn targets<'a>(registry: &'a Registry, indicator: &Indicator) -> Vec<(FiscalYear, &'a RegisteredValue)> {
    let rows = registry.values.iter().filter(|row| row.kind == ValueKind::Target && row.subject == indicator.id.as_str());
    let mut years: Vec<FiscalYear> = rows.filter_map(|row| row.year).collect();
    years.sort_unstable();
    years.dedup();
    let last = |year| registry.value(indicator.id.as_str(), ValueKind::Target, Some(year)).map(|row| (year, row));
    years.into_iter().filter_map(last).collect()
}
