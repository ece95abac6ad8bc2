//! The meeting paper of every shipped plan, with the values of its demonstration.
#![expect(clippy::disallowed_methods, reason = "reads the plans of the repository")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::TimeZone;
use chrono_tz::Asia::Tokyo;

use super::super::parts::{Parts, parts};
use super::write;
use crate::consolidation::{Report, ReportInput, standings};
use crate::domain::{CellRef, Ledger, Phase, Quantity, Registry, TextField, TextKey, ValueState};
use crate::register::folder::read_folder;
use crate::register::load;
use crate::validation::{AcceptedRow, AcceptedText, Held, HeldText};

fn folder(plan: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("plans").join(plan)
}

/// Rows of a CSV file of the demonstration, without its heading.
fn rows(plan: &str, file: &str) -> Vec<Vec<String>> {
    let Ok(mut reader) = csv::Reader::from_path(folder(plan).join("demo").join(file)) else { return Vec::new() };
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn registry(plan: &str) -> Registry {
    let mut sheets = read_folder(&folder(plan)).unwrap();
    if let Some(values) = sheets.get_mut("値") {
        let more = std::fs::read_to_string(folder(plan).join("demo/値.csv")).unwrap_or_default();
        for line in more.lines().skip(1) {
            values.extend_from_slice(line.as_bytes());
            values.push(b'\n');
        }
    }
    let loaded = load(&sheets);
    loaded.registry.unwrap_or_else(|| panic!("{:#?}", loaded.findings.iter().take(5).collect::<Vec<_>>()))
}

fn held_row(registry: &Registry, id: &str, typed: &str) -> Option<Held> {
    let indicator = registry.indicator(&id.parse().unwrap())?;
    let stage = (1..).zip(&indicator.stages).find(|(_, name)| *name == typed).map(|(place, _)| Quantity::from_count(place));
    let value = stage.or_else(|| typed.parse().ok());
    let row = AcceptedRow {
        indicator: indicator.id.clone(),
        value,
        state: if value.is_some() { ValueState::Confirmed } else { ValueState::NotSurveyed },
        as_of: String::new(),
        source: String::new(),
        reason: "コロナ禍の影響により、来訪者が減ったため。".to_owned(),
        measure: "関係団体と連携し、情報の発信を強めます。".to_owned(),
        sheet: "入力".to_owned(),
        cell: CellRef::new(13, 8).unwrap(),
        raw: typed.to_owned(),
    };
    Some(Held {
        row,
        department: None,
        number: "R6-001-1".to_owned(),
        file: "様式.xlsx".to_owned(),
        sha256: "0123456789ab".repeat(5),
        received_at: "2025-06-10T14:05:00+09:00".to_owned(),
    })
}

fn texts(plan: &str) -> BTreeMap<TextKey, HeldText> {
    let mut texts = BTreeMap::new();
    for row in rows(plan, "取組.csv") {
        for (field, text) in [(TextField::Results, &row[2]), (TextField::Evaluation, &row[3])] {
            let key = TextKey { node: row[0].parse().unwrap(), slot: row[1].parse().unwrap(), field };
            let text = AcceptedText { key: key.clone(), text: text.clone(), sheet: String::new(), cell: CellRef::new(0, 0).unwrap() };
            texts.insert(key, HeldText { text, department: None, number: String::new(), file: String::new() });
        }
    }
    texts
}

/// The report of a shipped plan; with what its demonstration files, or with nothing.
fn report(plan: &str, filed: bool) -> Report {
    let registry = registry(plan);
    let round = registry.rounds[0].clone();
    let ledger = Ledger::of(&registry, &round);
    let typed = if filed { rows(plan, "実績.csv") } else { Vec::new() };
    let held: BTreeMap<_, _> =
        typed.iter().filter_map(|row| held_row(&registry, &row[0], &row[1])).map(|held| (held.row.indicator.clone(), held)).collect();
    let texts = texts(plan);
    let standings = standings(&ledger, &held, &[], &[], Phase::Open);
    Report::build(&ReportInput {
        registry: &registry,
        round: &round,
        phase: Phase::Open,
        ledger: &ledger,
        held: &held,
        texts: &texts,
        previous: None,
        standings: &standings,
        submissions: &[],
        open_findings: &[],
        now: Tokyo.with_ymd_and_hms(2026, 6, 22, 9, 0, 0).unwrap(),
        edition: 1,
        sentence: None,
    })
}

fn paper(report: &Report) -> Parts {
    parts(&write(report).unwrap())
}

#[test]
fn dump() {
    let Some(to) = std::env::var_os("PAPERS") else { return };
    for plan in ["mine-r6", "mine-3rd", "shunan-r2", "yonezawa", "izunokuni"] {
        let report = report(plan, true);
        println!("{plan}: {} {:?}", report.sentences.printed, report.total);
        std::fs::write(Path::new(&to).join(format!("{plan}.xlsx")), write(&report).unwrap()).unwrap();
    }
}
