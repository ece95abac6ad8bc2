//! A made-up city of 40 departments and 230 indicators, and the pages that `tests/board/run` opens in a browser: they are
//! written when the variable `TORIMATOME_BOARD_SAMPLE` names a folder.
#![expect(clippy::disallowed_methods, reason = "writes pages for a browser when it is asked to")]

use std::path::Path;

use super::*;
use crate::domain::{Ledger, NodeLevel, ValueState};

const DEPARTMENTS: usize = 40;
const INDICATORS: usize = 230;
const GOALS: usize = 8;
/// Findings still open: more than any round had so far.
const FINDINGS: usize = 300;

/// Every eighth department has filed nothing, every seventh has something to correct.
fn city() -> Fixture {
    let mut fixture = Fixture::empty();
    let registry = &mut fixture.registry;
    let (indicator, node, department) = (registry.indicators[&id("a1")].clone(), registry.nodes.clone(), registry.departments[0].clone());
    let values: Vec<_> = registry.values.iter().filter(|value| value.subject == "a1").cloned().collect();
    let placement = registry.placements[0].clone();
    registry.plan.city = "見本市".to_owned();
    registry.departments = (1..=DEPARTMENTS)
        .map(|n| {
            let mut department = department.clone();
            department.id = dept(&format!("d{n}"));
            department.name = format!("地域づくり推進部協働のまち第{n}課");
            department.number = u16::try_from(n).unwrap();
            department.folder.clone_from(&department.name);
            department
        })
        .collect();
    registry.nodes = (1..=GOALS)
        .flat_map(|goal| {
            let mut above = node[0].clone();
            above.id = goal.to_string().parse().unwrap();
            above.level = NodeLevel::Goal;
            above.code = format!("基本目標{goal}");
            above.name = "誰もが安心して暮らし続けられる持続可能なまちづくり".to_owned();
            let mut below = node[1].clone();
            below.id = format!("{goal}.1").parse().unwrap();
            below.parent = Some(above.id.clone());
            [above, below]
        })
        .collect();
    registry.indicators.clear();
    registry.placements.clear();
    registry.values.clear();
    registry.owners.clear();
    for n in 1..=INDICATORS {
        let key = format!("i{n}");
        let mut indicator = indicator.clone();
        indicator.id = id(&key);
        indicator.name = format!("地域活動に参加している市民の割合（アンケート調査・第{n}項目）");
        registry.indicators.insert(indicator.id.clone(), indicator);
        let mut placement = placement.clone();
        placement.indicator = id(&key);
        // The first of each goal stands at the goal itself.
        let goal = n % GOALS + 1;
        placement.node = if n <= GOALS { goal.to_string() } else { format!("{goal}.1") }.parse().unwrap();
        registry.placements.push(placement);
        registry.owners.insert(id(&key), dept(&format!("d{}", n % DEPARTMENTS + 1)));
        for value in &values {
            let mut value = value.clone();
            value.subject.clone_from(&key);
            registry.values.push(value.clone());
            if value.kind == ValueKind::PublishedStatus {
                value.year = FiscalYear::new(2023);
                value.text = ["目標達成", "改善", "未達成", "現状維持", "未達成"][n % 5].to_owned();
                registry.values.push(value);
            }
        }
    }
    fixture.ledger = Ledger::of(&fixture.registry, &fixture.round);
    fixture.phase = Phase::Closed;
    fixture
}

fn filed(mut fixture: Fixture) -> Fixture {
    for n in 1..=INDICATORS {
        let actual = ["131.8", "119.4", "125.0", "-110.2", "1,301"][n % 5].replace(',', "");
        match n % DEPARTMENTS % 8 {
            0 => {}
            1 => drop(fixture.hold_state(&format!("i{n}"), Some(&actual), ValueState::Preliminary, "R6-001-1")),
            _ => drop(fixture.hold(&format!("i{n}"), &actual, "R6-001-1")),
        }
    }
    for n in 1..=DEPARTMENTS {
        let mut submission = Fixture::full().submissions[0].clone();
        submission.number = format!("R6-{n:03}-1");
        submission.department = Some(dept(&format!("d{n}")));
        submission.errors = if n % 7 == 0 { 3 } else { 0 };
        submission.queries = if n % 5 == 0 { 2 } else { 0 };
        fixture.submissions.extend((n % 8 != 1).then_some(submission));
    }
    for n in 1..=FINDINGS {
        let mut open = finding("様式_地域づくり推進部_提出用（最終）.xlsx", "約１，２００人（速報値のため要確認）");
        open.department = dept(&format!("d{}", n % DEPARTMENTS + 1));
        open.finding.indicator = Some(id(&format!("i{}", n % INDICATORS + 1)));
        if n % 3 == 0 {
            open.finding.problem = Problem::PowerOfTenSlip {
                factor: "10".to_owned(),
                reference: "120.5".parse().unwrap(),
                reference_name: "前年度".to_owned(),
                unit: "万人".to_owned(),
            };
        } else if n % 3 == 1 {
            open.finding.problem = Problem::PercentSlip { value: "0.453".parse().unwrap(), likely: "45.3".parse().unwrap() };
        }
        fixture.open_findings.push(open);
    }
    fixture
}

#[test]
fn the_page_of_a_large_city_is_small() {
    let huge = filed(city()).report();
    assert_eq!((huge.lines.len(), huge.departments.len(), huge.open_findings.len()), (INDICATORS, DEPARTMENTS, FINDINGS));
    let html = page(std::slice::from_ref(&huge));
    assert!(html.len() <= 1_000_000, "{} bytes", html.len());

    let Ok(folder) = std::env::var("TORIMATOME_BOARD_SAMPLE") else { return };
    let write = |name: &str, html: &str| std::fs::write(Path::new(&folder).join(name), html).unwrap();
    write("huge.html", &html);
    write("nothing.html", &page(&[]));
    write("empty.html", &page(&[city().report()]));
    let small = Fixture::full().report();
    write("two.html", &page(&[small.clone(), huge]));
    let troubles = vec![Words::new(
        "提出先が見つかりません。共有フォルダーの接続を確認してください。",
        "The inbox is not there. Check that the share is mounted.",
    )];
    write("trouble.html", &page_with(&[small], &Templates::built_in().unwrap(), troubles));
}
