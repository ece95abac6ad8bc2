//! Tests of the report model.

use super::super::fixture::{Fixture, id, indicator, q, value};
use crate::domain::{Direction, Part, PartRole, ValueKind, ValueState};

#[test]
fn every_indicator_is_counted_once_under_its_goal() {
    let mut fixture = Fixture::full();
    let mut again = fixture.registry.placements[0].clone();
    again.node = "2.1".parse().unwrap();
    again.repeat = true;
    fixture.registry.placements.push(again);
    let report = fixture.report();
    assert_eq!((report.total.indicators, report.total.assessed()), (5, 5));
    assert_eq!(report.total.counts, [2, 1, 1, 1]);
    assert_eq!(report.goals.iter().map(|goal| goal.tally.indicators).collect::<Vec<_>>(), [3, 2]);
    // Printed twice, counted once.
    assert_eq!(report.goals[1].policies[0].rows.len(), 3);
    assert!(report.goals[1].policies[0].rows[2].repeat);
}

#[test]
fn what_has_no_number_stands_apart_and_says_why() {
    let mut fixture = Fixture::full();
    fixture.held.remove(&super::super::fixture::id("a1"));
    fixture.hold_state("a2", None, ValueState::Collecting, "R6-001-2");
    fixture.hold_state("a3", None, ValueState::Withdrawn, "R6-001-2");
    let report = fixture.report();
    assert_eq!((report.total.missing, report.total.denominator), (3, 2));
    let words: Vec<&str> = report.lines.iter().map(super::ValueLine::status_word).collect();
    assert_eq!(words, ["未提出", "集計中", "未提出", "現状維持", "目標達成"]);
    assert_eq!(report.departments[0].standing.owed, 2);
}

/// Gives a compound two parts of its own.
fn compound(fixture: &mut Fixture, whole: &str, role: PartRole) {
    for key in ["p1", "p2"] {
        let part = indicator(key, key, "%", 1, Direction::Increase);
        fixture.registry.values.push(value(key, ValueKind::Baseline, None, Some("60"), ""));
        fixture.registry.values.push(value(key, ValueKind::Target, Some(fixture.round.year), Some("80"), ""));
        fixture.registry.indicators.insert(part.id.clone(), part);
        fixture.registry.parts.push(Part { whole: id(whole), part: id(key), name: key.to_owned(), role });
    }
}

#[test]
fn a_compound_is_judged_by_its_parts_and_counted_once() {
    let mut fixture = Fixture::full();
    compound(&mut fixture, "a1", PartRole::Judged);
    fixture.held.remove(&id("a1"));
    fixture.hold("p1", "82", "R6-001-1");
    let waiting = fixture.report();
    assert_eq!((waiting.total.indicators, waiting.total.missing), (5, 1), "half of it is not in");
    assert_eq!(waiting.lines[0].status_word(), "未提出");
    fixture.hold("p2", "70", "R6-001-1");
    let report = fixture.report();
    assert_eq!((report.total.indicators, report.total.missing), (5, 0));
    assert_eq!(report.lines[0].status(), Some("改善"), "no better than the worse part");
    assert_eq!(report.lines[0].parts.len(), 2);
}

#[test]
fn parts_that_add_up_are_shown_and_not_counted() {
    let mut fixture = Fixture::full();
    compound(&mut fixture, "a2", PartRole::Plus);
    let report = fixture.report();
    assert_eq!((report.total.indicators, report.total.missing), (5, 0));
    assert_eq!(report.lines[1].status(), Some("未達成"));
}

#[test]
fn last_years_shares_are_the_published_ones_or_follow_from_all_statuses() {
    let mut fixture = Fixture::full();
    assert!(fixture.report().last_shares.is_empty());
    let last = fixture.round.year.previous();
    for (key, status) in [("a1", "目標達成"), ("a2", "未達成"), ("a3", "未達成"), ("b1", "目標達成")] {
        fixture.registry.values.push(value(key, ValueKind::PublishedStatus, last, None, status));
    }
    assert!(fixture.report().last_shares.is_empty(), "one of them is not known");
    fixture.registry.values.push(value("b2", ValueKind::PublishedStatus, last, None, "目標達成"));
    let report = fixture.report();
    assert_eq!(report.last_shares.first(), Some(&Some(q("60"))));
    assert!(report.sentences.printed.contains("目標達成の割合は、前年度から20.0ポイント減少しました。"), "{}", report.sentences.printed);
}

#[test]
fn provisional_numbers_are_counted_and_said() {
    let mut fixture = Fixture::full();
    fixture.hold_state("a1", Some("131.8"), ValueState::Preliminary, "R6-001-2");
    let report = fixture.report();
    assert_eq!(report.provisional(), 1);
    assert!(report.sentences.printed.contains("速報値1指標を含む"), "{}", report.sentences.printed);
}

#[test]
fn reasons_are_asked_where_the_scheme_asks() {
    let report = Fixture::full().report();
    let names: Vec<&str> = report.shortfalls.iter().map(|place| report.lines[*place].name.as_str()).collect();
    assert_eq!(names, ["社会増減", "外国人観光客数"]);
}
