//! Who has whose work on which day, and who may file for whom.

use chrono::NaiveDate;

use crate::domain::{Department, DepartmentId, Ledger, Obligation, Registry};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn id(text: &str) -> DepartmentId {
    text.parse().unwrap()
}

/// 観光課 and 商工課 become 観光商工課 on 1 October; 農林課 stands in for it.
fn registry() -> Registry {
    let mut registry = crate::form::sample::registry();
    let one = registry.departments[0].clone();
    let of = |key: &str, from: Option<&str>, to: Option<&str>, successor: Option<&str>| Department {
        id: id(key),
        valid_from: from.map(day),
        valid_to: to.map(day),
        successor: successor.map(id),
        deputies: Vec::new(),
        ..one.clone()
    };
    registry.departments = vec![
        of("kanko", None, Some("2025-09-30"), Some("kanko-shoko")),
        of("shoko", None, Some("2025-09-30"), Some("kanko-shoko")),
        Department { deputies: vec![id("norin")], ..of("kanko-shoko", Some("2025-10-01"), None, None) },
        of("norin", None, None, None),
    ];
    registry
}

#[test]
fn the_work_passes_on_the_day_that_the_register_says() {
    let registry = registry();
    let on = |key: &str, today: &str| registry.in_office(&id(key), day(today)).to_string();
    assert_eq!(on("kanko", "2025-09-30"), "kanko");
    assert_eq!(on("kanko", "2025-10-01"), "kanko-shoko");
    assert_eq!(on("kanko-shoko", "2025-09-30"), "kanko-shoko", "of two predecessors none is the one");
    assert!(registry.may_file_for(&id("kanko-shoko"), &id("shoko"), day("2025-09-01")), "the successor, also ahead of its day");
    assert!(registry.may_file_for(&id("norin"), &id("shoko"), day("2025-10-01")), "its deputy");
    assert!(!registry.may_file_for(&id("norin"), &id("shoko"), day("2025-09-30")));
    assert!(!registry.may_file_for(&id("kanko"), &id("shoko"), day("2025-09-30")));
}

#[test]
fn two_departments_that_become_one_owe_once() {
    let registry = registry();
    let owes = |department: &str, lead| Obligation { department: id(department), indicator: "visitors".parse().unwrap(), lead };
    let fixed = Ledger {
        plan: "mine".parse().unwrap(),
        round: "r6".parse().unwrap(),
        obligations: vec![owes("shoko", false), owes("kanko", true)],
    };
    assert_eq!(fixed.on(&registry, day("2025-09-30")), fixed);
    assert_eq!(fixed.on(&registry, day("2025-10-01")).obligations, [owes("kanko-shoko", true)]);
    let today = fixed.on(&registry, day("2025-10-01"));
    assert_eq!(today.with_former(&fixed, &registry, day("2025-10-01")), today, "the successor answers for both");
}
