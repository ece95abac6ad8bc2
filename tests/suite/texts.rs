//! The published texts of a city's evaluation sheets, as a department would file them: taken whole, without false alarms.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use torimatome::domain::{FormIdentity, Ledger, Phase, TextField};
use torimatome::extraction::{Content, RawCell, RawReturn, RawText};
use torimatome::form::{FormDeclaration, HeaderField};
use torimatome::register::{self, folder::read_folder};
use torimatome::validation::{Context, validate};

use crate::case_worker::at;

#[test]
fn the_published_texts_of_shunan_raise_no_false_alarm() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("plans/shunan-r2");
    let registry = register::load(&read_folder(&folder).unwrap()).registry.unwrap();
    let form = FormDeclaration::parse(include_str!("../../templates/forms/evaluation.toml")).unwrap();
    let round = registry.rounds.last().unwrap();
    let ledger = Ledger::of(&registry, round);
    let cell = |text: &str, row: usize| RawCell {
        at: format!("C{}", row + 1).parse().unwrap(),
        content: Content::Text(text.to_owned()),
        percent: false,
        formula: None,
    };
    let published = std::fs::read(folder.join("demo/取組.csv")).unwrap();
    let published = String::from_utf8(published).unwrap();
    let mut texts = Vec::new();
    for (row, line) in csv::Reader::from_reader(published.trim_start_matches('\u{feff}').as_bytes()).records().enumerate() {
        let line = line.unwrap();
        for (column, field) in [(2, TextField::Results), (3, TextField::Evaluation)] {
            if !line[column].is_empty() {
                let slot = line[1].parse().unwrap();
                texts.push(RawText { node: line[0].to_owned(), sheet: line[0].to_owned(), slot, field, cell: cell(&line[column], row) });
            }
        }
    }
    let count = texts.len();
    assert!(count > 60, "{count}");
    // The published actuals are in force, so that there is a table to contradict.
    let actuals = std::fs::read_to_string(folder.join("demo/実績.csv")).unwrap();
    let numbers: BTreeMap<&str, &str> = actuals.lines().skip(1).filter_map(|line| line.split_once(',')).collect();
    let held = numbers
        .iter()
        .filter_map(|(id, value)| {
            let row = serde_json::json!({"indicator": id, "value": value.trim(), "state": "Confirmed", "as_of": "", "source": "", "reason": "",
                "measure": "", "sheet": "x", "cell": "A1", "raw": value});
            let held = serde_json::json!({"row": row, "department": null, "number": "R2-001-1", "file": "", "sha256": "", "received_at": ""});
            Some((id.parse().ok()?, serde_json::from_value(held).ok()?))
        })
        .collect();
    // The planning office may write under any policy.
    let office = registry.departments.iter().find(|known| known.name == registry.plan.office).unwrap_or(&registry.departments[0]);
    let mut plan = registry.clone();
    plan.plan.office.clone_from(&office.name);
    let mut raw = RawReturn::empty();
    let version = form.version;
    raw.identity = Some(FormIdentity { plan: registry.plan.id.clone(), round: round.id.clone(), department: office.id.clone(), version });
    raw.header.insert(HeaderField::FilingState, cell("提出", 0));
    raw.texts = texts;
    let context = Context {
        registry: &plan,
        round,
        phase: Phase::Open,
        ledger: &ledger,
        answering: &ledger,
        due: round.due,
        later: &BTreeSet::new(),
        folder: None,
        held: &held,
        answers: &[],
        elsewhere: &BTreeSet::new(),
        earlier: &[],
        now: at("2021-06-01T09:00"),
        form: &form,
    };
    let validated = validate(&raw, &context);
    let about_texts: Vec<_> = validated.findings.iter().filter(|finding| finding.problem.code() != "T006").collect();
    assert_eq!((validated.texts.len(), about_texts), (count, Vec::new()));
}
