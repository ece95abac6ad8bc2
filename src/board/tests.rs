//! What the page says and never says, without a browser; `tests/board/run` looks at it in one.

mod sample;

use std::collections::BTreeMap;

use chrono::Duration;

use super::*;
use crate::consolidation::OpenFinding;
use crate::consolidation::fixture::{Fixture, dept, id, now};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{CellRef, FiscalYear, Phase, ValueKind, ValueState};

/// The page of these reports at nine in the morning of 20 June 2025, a week after the due day.
fn page(reports: &[Report]) -> String {
    page_with(reports, &Templates::built_in().unwrap(), Vec::new())
}

fn page_with(reports: &[Report], templates: &Templates, problems: Vec<Words>) -> String {
    write(reports, &facts(problems), templates).unwrap()
}

fn facts(problems: Vec<Words>) -> BoardFacts<'static> {
    const NONE: &BTreeMap<NaiveDate, String> = &BTreeMap::new();
    BoardFacts { now: now(), holidays: NONE, problems, mailbox: MailboxCounts { sent: 4, ..MailboxCounts::default() } }
}

fn finding(file: &str, text: &str) -> OpenFinding {
    let place = Place::cell("入力", CellRef::new(13, 8).unwrap());
    OpenFinding {
        department: dept("kanko"),
        number: "R6-001-1".to_owned(),
        file: file.to_owned(),
        finding: Finding::at(place, Problem::NotANumber { text: text.to_owned() }).about(&id("a1")),
    }
}

/// The text that a Japanese reader meets, a line for each piece.
fn read_aloud(html: &str) -> String {
    let body = html.split_once("<main").unwrap().1.split_once("</main>").unwrap().0;
    let japanese: String = body
        .split("<span class=\"e\"")
        .enumerate()
        .map(|(place, piece)| if place == 0 { piece } else { piece.split_once("</span>").unwrap().1 })
        .collect();
    let options_left_out = japanese.split('<').filter(|piece| !piece.starts_with("option"));
    let words = options_left_out.filter_map(|piece| piece.split_once('>')).map(|(_, words)| words.trim()).filter(|words| !words.is_empty());
    words.flat_map(|words| [words, "\n"]).collect()
}

#[test]
fn the_first_sentence_says_what_is_missing_and_how_late_it_is() {
    let mut fixture = Fixture::full();
    fixture.held.remove(&id("a3"));
    fixture.phase = Phase::Closed;
    let html = page(&[fixture.report()]);
    assert!(
        html.contains("2課のうち1課からすべて届いています。未提出は1課1指標です。提出期限の6月13日（金）を5営業日過ぎています。"),
        "{html}"
    );
    assert!(html.contains("Everything is in from 1 of 2 departments. Still owed: 1 indicator from 1 department."), "{html}");
    assert!(html.contains("5営業日超過") && html.contains("5 business days late"), "{html}");
    let done = page(&[Fixture::full().report()]);
    assert!(done.contains("2課のすべてから届いています。") && !done.contains("営業日過ぎて"), "{done}");
}

#[test]
fn who_owes_something_stands_first() {
    let mut fixture = Fixture::full();
    fixture.held.remove(&id("b1"));
    let text = read_aloud(&page(&[fixture.report()]));
    let place = |word: &str| text.find(word).unwrap_or_else(|| panic!("{word} is missing in {text}"));
    assert!(place("総務課") < place("観光政策課"), "{text}");
    assert!(text.contains("一部未提出"), "{text}");
}

#[test]
fn what_a_department_typed_never_becomes_markup() {
    const HOSTILE: &str = "</script><img src=x onerror=alert(1)>\"'`{{ page }}<!--";
    let mut fixture = Fixture::full();
    fixture.open_findings.push(finding(&format!("{HOSTILE}.xlsx"), HOSTILE));
    fixture.registry.plan.name = HOSTILE.to_owned();
    fixture.registry.departments[0].name = HOSTILE.to_owned();
    fixture.registry.indicators.get_mut(&id("a1")).unwrap().name = HOSTILE.to_owned();
    let calm = page(&[Fixture::full().report()]);
    let html = page(&[fixture.report()]);
    assert!(!html.contains("<img") && !html.contains("<!--"), "{html}");
    let scripts = |html: &str| (html.matches("<script").count(), html.matches("</script").count(), html.matches("<style").count());
    assert_eq!(scripts(&html), scripts(&calm));
    assert_eq!(scripts(&html), (1, 1, 1));
    assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;"), "{html}");
    assert!(html.contains("{{ page }}"), "what looks like a placeholder is not filled in");
}

#[test]
fn the_page_asks_nothing_of_any_network() {
    let html = page(&[Fixture::full().report()]);
    for outside in
        ["http:", "https:", "=\"//", "url(//", "@import", "fetch(", "XMLHttp", "<link", "<iframe", "src=", "localStorage", "cookie"]
    {
        assert!(!html.contains(outside), "{outside}");
    }
    assert!(html.contains("default-src 'none'; script-src 'sha256-"), "{html}");
    assert!(!html.contains("unsafe"));
    // A policy by hash lets no attribute style or act.
    assert!(!html.contains(" style=") && !html.contains(" onclick="), "{html}");
}

#[test]
fn every_word_is_there_in_both_languages() {
    let mut fixture = Fixture::full();
    fixture.open_findings.push(finding("様式.xlsx", "約百"));
    fixture.hold_state("a1", Some("131.8"), ValueState::Preliminary, "R6-001-1");
    let html = page_with(&[fixture.report()], &Templates::built_in().unwrap(), vec![Words::new("困り事", "a trouble")]);
    assert_eq!(html.matches("class=\"j\"").count(), html.matches("class=\"e\"").count());
    assert_eq!(html.matches("data-ja=").count(), html.matches("data-en=").count());
    for words in [
        "速報",
        "preliminary",
        "「入力」シートI14",
        "sheet 入力, I14",
        "困り事",
        "a trouble",
        "庁内限り",
        "Internal use only",
        "target met",
    ] {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn the_time_of_day_alone_makes_no_new_page() {
    let templates = Templates::built_in().unwrap();
    let report = Fixture::full().report();
    let at = |hours| {
        Board::new(std::slice::from_ref(&report), &BoardFacts { now: now() + Duration::hours(hours), ..facts(Vec::new()) }, &templates)
    };
    assert_eq!(at(0).state(), at(8).state());
    assert_ne!(at(0).state(), at(24).state(), "business days left change with the day");
    assert_ne!(at(0).html(&templates).unwrap(), at(8).html(&templates).unwrap());
    assert_eq!(state_in(&at(0).html(&templates).unwrap()), Some(at(0).state()));
    let mut other = Fixture::full();
    other.hold("a1", "131.9", "R6-001-1");
    assert_ne!(Board::new(&[other.report()], &facts(Vec::new()), &templates).state(), at(0).state());
}

#[test]
fn last_year_is_compared_where_it_is_known() {
    let mut fixture = Fixture::full();
    assert!(!page(&[fixture.report()]).contains("前年度との比較"));
    let mut known = fixture.registry.values.iter().find(|value| value.kind == ValueKind::PublishedStatus).unwrap().clone();
    known.year = FiscalYear::new(2023);
    known.text = "未達成".to_owned();
    fixture.registry.values.push(known);
    let text = read_aloud(&page(&[fixture.report()]));
    assert!(text.contains("前年度との比較") && text.contains("前年度の達成状況が分かる1指標の内訳"), "{text}");
}

#[test]
fn several_plans_have_a_way_between_them_and_one_has_none() {
    let report = Fixture::full().report();
    assert!(!page(std::slice::from_ref(&report)).contains("<nav"));
    let two = page(&[report.clone(), report]);
    assert!(two.contains("<nav") && two.contains("href=\"#p2\"") && two.contains("id=\"p2\""), "{two}");
    assert!(page(&[]).contains("照会を開いた計画はありません。"));
}

#[test]
fn an_office_may_edit_the_page_and_hears_of_slips() {
    let with = |name: &str, text: &str| Templates::from_map(&BTreeMap::from([(name.to_owned(), text.to_owned())]));
    let windows = with("board.css", "\u{feff}b {\r\n}\r\n").unwrap();
    let html = page_with(&[Fixture::full().report()], &windows, Vec::new());
    assert!(html.contains("<style>b {\n}\n</style>"), "a browser hashes what it reads with LF");
    assert!(matches!(with("board.html", "{{ paje }}"), Err(TemplateError::Broken(_))));
    assert!(matches!(with("board.html", "{% if %}"), Err(TemplateError::Broken(_))));
    assert_eq!(with("board.js", "a = '</script>'"), Err(TemplateError::Closes("board.js".to_owned())));
}

#[test]
fn what_the_page_says() {
    let mut fixture = Fixture::full();
    fixture.held.remove(&id("b2"));
    fixture.open_findings.push(finding("様式.xlsx", "約百"));
    fixture.phase = Phase::Closed;
    insta::assert_snapshot!(read_aloud(&page(&[fixture.report()])));
}
