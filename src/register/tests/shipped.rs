//! Mine City's plan as shipped.

use std::path::Path;

use super::fixture::told;
use crate::diagnostic::count;
use crate::domain::{FiscalYear, IndicatorId, NodeLevel, Quantity, Registry, Severity, ValueKind};
use crate::register::folder::read_folder;
use crate::register::load;

fn mine() -> Registry {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans/mine-r6");
    let loaded = load(&read_folder(&folder).unwrap());
    assert_eq!(count(&loaded.findings, Severity::Error), 0, "{:#?}", told(&loaded.findings));
    assert_eq!(count(&loaded.findings, Severity::Query), 0, "{:#?}", told(&loaded.findings));
    loaded.registry.unwrap()
}

#[test]
fn mine_city_is_complete() {
    let registry = mine();
    assert_eq!(registry.goals().count(), 5);
    assert_eq!(registry.nodes.iter().filter(|node| node.level == NodeLevel::Policy).count(), 15);
    assert_eq!(registry.indicators.len(), 130);
    assert_eq!(registry.projects.len(), 77);
    assert_eq!(registry.plan.municipality_code, "352136");
    let year = FiscalYear::new(2024).unwrap();
    for id in registry.indicators.keys() {
        assert!(
            registry.baseline(id).is_some() && registry.target(id, year).is_some() && registry.target(id, year.next().unwrap()).is_some(),
            "{id}"
        );
        assert!(registry.owner(id).and_then(|owner| registry.department(owner)).is_some(), "{id}");
        assert!(registry.past_actual(id, year.previous().unwrap()).is_none(), "no last-year actual is published: {id}");
    }
    let scheme = registry.scheme().unwrap();
    let statuses: Vec<&str> = scheme.statuses().iter().map(|rule| rule.label.as_str()).collect();
    assert_eq!(statuses, ["目標達成", "改善", "現状維持", "未達成"]);
    let round = registry.rounds.first().unwrap();
    assert_eq!((round.name.as_str(), round.locks), ("令和6年度実績", None));
}

#[test]
fn published_statuses_are_those_of_the_table() {
    let registry = mine();
    let year = FiscalYear::new(2024);
    let published =
        |label: &str| registry.values.iter().filter(|v| v.kind == ValueKind::PublishedStatus && v.year == year && v.text == label).count();
    assert_eq!(["目標達成", "改善", "現状維持", "未達成"].map(published), [58, 18, 14, 40]);
    assert_eq!(registry.values.iter().filter(|value| value.kind == ValueKind::PublishedShare).count(), 5);
}

/// The actuals that the demo's departments report belong to this plan, within its bounds and decimals.
#[test]
fn the_published_actuals_fit_the_register() {
    let registry = mine();
    let text = include_str!("../../../plans/mine-r6/demo/実績.csv");
    let mut rows = 0;
    for line in text.lines().skip(1) {
        let (id, value) = line.split_once(',').unwrap();
        let indicator = registry.indicator(&id.parse::<IndicatorId>().unwrap()).unwrap();
        let value: Quantity = value.parse().unwrap();
        assert!(value.decimals() <= indicator.decimals, "{id}");
        assert!(indicator.lower.is_none_or(|lower| value >= lower) && indicator.upper.is_none_or(|upper| value <= upper), "{id}");
        rows += 1;
    }
    assert_eq!(rows, 130);
}

#[test]
fn holidays_include_the_days_between_and_after() {
    let registry = mine();
    for day in ["2025-02-24", "2025-05-06", "2025-11-24", "2026-05-06", "2026-09-22", "2027-03-22"] {
        assert!(registry.holidays.contains_key(&day.parse().unwrap()), "{day}");
    }
    assert_eq!(registry.holidays.len(), 54);
}
