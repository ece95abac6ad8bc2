//! A sixth plan, with a scheme of its own, comes in as CSV files alone and goes through a whole round.

use std::collections::BTreeMap;
use std::path::Path;

use torimatome::domain::{IndicatorId, Ledger, Registry};
use torimatome::form::{BlankForm, Field, Filled, FilledCell, FormDeclaration};
use torimatome::register::{self, folder::read_folder};
use torimatome::workbook::blank_form::write_filled;

use crate::case::Case;
use crate::seen;

const LIST: &str = include_str!("../../templates/forms/list.toml");
const STEADY: &str = "着実に進んでいる";
const MOSTLY: &str = "概ね進んでいる";
const WANTED: &str = "改善や工夫が必要";

/// What is reported for the third of five years, which asks for 60 % of the final target, and the status that follows.
const REPORTED: [(&str, &str, &str); 13] = [
    ("1.0-01", "30000", STEADY),
    // 4 and 6 of the years before and these 8 are 36 % of 50: exactly 60 % of what the year asks for.
    ("1.0-02", "8", MOSTLY),
    ("1.1-01", "1.4", WANTED),
    ("1.1-02", "36", STEADY),
    ("1.1-03", "1", MOSTLY),
    ("1.2-01", "0", WANTED),
    ("1.2-02", "36", STEADY),
    ("1.2-03", "", "評価なし"),
    ("1.3-01", "4", MOSTLY),
    ("2.0-01", "700", STEADY),
    ("2.0-02", "2999", MOSTLY),
    ("2.1-01", "2793", STEADY),
    ("2.1-02", "6.1", WANTED),
];

fn installed() -> (Case, Registry) {
    let case = Case::new();
    let plan = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans/urakawa");
    seen::copy_tree(&plan, &case.path("plans/urakawa"));
    case.configure("plans/mine-r6", "plans/urakawa");
    case.configure("city-mine.example", "town-urakawa.example");
    let registry = register::load(&read_folder(&plan).unwrap()).registry.unwrap();
    (case, registry)
}

/// The return of a department, as its officer types it.
fn filled(registry: &Registry, department: &str) -> Vec<u8> {
    let round = registry.rounds.last().unwrap();
    let declaration = FormDeclaration::parse(LIST).unwrap();
    let department = registry.departments.iter().find(|known| known.name == department).unwrap();
    let blank = BlankForm::of(registry, round, &Ledger::of(registry, round), department, &declaration, &department.folder);
    let mut rows = BTreeMap::new();
    for row in &blank.rows {
        let (_, actual, status) = REPORTED.iter().find(|(id, ..)| *id == row.indicator.as_str()).unwrap();
        let text = |text: &str| FilledCell::Text(text.to_owned());
        let mut cells = BTreeMap::from([(Field::State, text(if actual.is_empty() { "集計中" } else { "確定" }))]);
        if !actual.is_empty() {
            cells.insert(Field::Actual, FilledCell::Number(actual.parse().unwrap()));
        }
        if *status == WANTED {
            cells.insert(Field::Reason, text("参加者が見込みを下回りました。"));
        }
        rows.insert(row.indicator.clone(), cells);
    }
    let filled =
        Filled { filing_state: "提出".to_owned(), author: "見本".to_owned(), checker: "確認".to_owned(), rows, ..Filled::default() };
    write_filled(&blank, &declaration, &filled).unwrap()
}

#[test]
fn a_sixth_plan_goes_through_a_round_as_csv_only() {
    let (case, registry) = installed();
    let said = case.run(&["register", "check", "--json"]);
    assert_eq!(said.status, 0, "{said:?}");
    let answer = said.json();
    assert_eq!((&answer[0]["indicators"], &answer[0]["errors"], &answer[0]["queries"]), (&13.into(), &0.into(), &0.into()), "{answer}");

    case.worker().issue(None, "企画課", crate::case_worker::at("2018-05-21T10:00")).unwrap();
    for department in ["産業課", "商工観光課", "企画課"] {
        case.drop_in(department, "回答.xlsx", &filled(&registry, department));
    }
    let report = case.pass_at("2018-06-11T14:05");
    assert_eq!(report.concluded.len(), 3, "{report:?}");
    assert_eq!(report.concluded.iter().map(|one| one.errors).sum::<usize>(), 0, "{report:?}");

    let status = case.status_at("2018-06-11T15:00");
    let values = status["values"].as_array().unwrap();
    for (id, _, expected) in REPORTED {
        let id: IndicatorId = id.parse().unwrap();
        let value = values.iter().find(|value| value["indicator_id"] == id.as_str()).unwrap();
        assert_eq!(value["status"], expected, "{id}: {value}");
    }
    assert_eq!(status["statuses"], serde_json::json!({STEADY: 5, MOSTLY: 4, WANTED: 3, "評価なし": 1}));

    let said = case.run(&["compile", "--json"]);
    assert_eq!(said.status, 0, "{said:?}");
    let paper = case.workbooks().into_iter().find(|(path, _)| path.contains("会議資料")).unwrap().1;
    let texts = seen::texts(&paper);
    for text in ["浦河町", STEADY, "達成率が60%以上である", "判定する年度が平成29年度である"] {
        assert!(texts.contains(text), "{text}");
    }
}

#[test]
fn a_scheme_is_shown_rule_by_rule_with_examples() {
    let (case, _) = installed();
    let said = case.run(&["register", "scheme", "tama-by-year"]);
    assert_eq!(said.status, 0, "{said:?}");
    assert!(said.stdout.contains("9　概ね進んでいる　条件：年度＝H29かつ達成率≧36"), "{}", said.stdout);
    assert!(said.stdout.contains("達成率は"), "{}", said.stdout);
    let ready = case.run(&["register", "scheme", "rate-abcd", "--lang", "en"]);
    assert!(ready.stdout.contains("if 達成率≧80") && ready.stdout.contains("e.g. more is better"), "{}", ready.stdout);
    assert_eq!(case.run(&["register", "scheme", "no-such"]).status, 2);
}
