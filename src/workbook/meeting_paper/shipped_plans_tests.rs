//! The meeting paper of every shipped plan, with the values of its demonstration.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::TimeZone;
use chrono_tz::Asia::Tokyo;

use super::super::parts::{Parts, parts};
use super::write;
use crate::consolidation::{Report, ReportInput, standings};
use crate::domain::{CellRef, DueDays, Ledger, Phase, Quantity, Registry, TextField, TextKey, ValueState};
use crate::register::folder::read_folder;
use crate::register::load;
use crate::validation::{AcceptedRow, AcceptedText, Held, HeldText};

fn folder(plan: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("plans").join(plan)
}

/// Rows of a CSV file of the demonstration, without its heading.
fn rows(plan: &str, file: &str) -> Vec<Vec<String>> {
    let sheets = read_folder(&folder(plan).join("demo")).unwrap();
    let Some(bytes) = sheets.get(file) else { return Vec::new() };
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// The register with the earlier actuals that the demonstration adds to it.
fn registry(plan: &str) -> Registry {
    let mut sheets = read_folder(&folder(plan)).unwrap();
    let more = read_folder(&folder(plan).join("demo")).unwrap().remove("値").unwrap_or_default();
    if let Some(values) = sheets.get_mut("値") {
        let heading = more.iter().position(|byte| *byte == b'\n').map_or(more.len(), |end| end + 1);
        values.extend_from_slice(&more[heading..]);
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
        reason_for: None,
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
    for row in rows(plan, "取組") {
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
    let typed = if filed { rows(plan, "実績") } else { Vec::new() };
    let held: BTreeMap<_, _> =
        typed.iter().filter_map(|row| held_row(&registry, &row[0], &row[1])).map(|held| (held.row.indicator.clone(), held)).collect();
    let texts = texts(plan);
    let dues = DueDays::same(&round, round.opens);
    let standings = standings(&ledger, &held, &[], &[], Phase::Open, &dues);
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
        waived: &[],
        decisions: &crate::domain::Decisions::default(),
        next: None,
        now: Tokyo.with_ymd_and_hms(2026, 6, 22, 9, 0, 0).unwrap(),
        edition: 1,
        amendments: &[],
        sentence: None,
    })
}

fn paper(report: &Report) -> Parts {
    parts(&write(report).unwrap())
}

/// Names of the sheets, in order.
fn sheets(paper: &Parts) -> Vec<String> {
    let book = paper.part("xl/workbook.xml");
    book.split("<sheet name=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

fn words(paper: &Parts) -> String {
    paper.part("xl/sharedStrings.xml").to_owned()
}

#[test]
fn every_indicator_is_counted_once_and_printed_where_the_plan_prints_it() {
    let counted = ["mine-r6", "mine-3rd", "shunan-r2", "yonezawa", "izunokuni"].map(|plan| {
        let report = report(plan, true);
        let kinds: Vec<usize> = report.kinds.iter().map(|kind| kind.tally.indicators).collect();
        assert_eq!(kinds.iter().sum::<usize>(), report.total.indicators, "{plan}");
        assert_eq!(report.goals.iter().map(|goal| goal.tally.indicators).sum::<usize>(), report.total.indicators, "{plan}");
        (report.placed, report.total.indicators)
    });
    assert_eq!(counted, [(130, 130), (94, 93), (37, 34), (52, 50), (8, 8)]);
}

#[test]
fn every_plan_prints_on_a4_and_names_nothing_of_the_house_filed_or_not() {
    for plan in ["mine-r6", "mine-3rd", "shunan-r2", "yonezawa", "izunokuni"] {
        for filed in [true, false] {
            let paper = paper(&report(plan, filed));
            for secret in ["様式.xlsx", "0123456789ab", "R6-001-1", "内線", "torimatome", "-practised", "yearly-line"] {
                assert!(!paper.cells_and_properties().contains(secret), "{plan}: {secret}");
            }
            for sheet in paper.names().filter(|name| name.starts_with("xl/worksheets/sheet")) {
                let text = paper.part(sheet);
                assert!(text.contains("paperSize=\"9\"") && text.contains("orientation=\"landscape\""), "{plan} {sheet}");
                assert!(!text.contains("<f>") && !text.contains("hidden=\"1\""), "{plan} {sheet}");
            }
        }
    }
}

#[test]
fn shunan_prints_its_years_and_its_evaluation_sheets() {
    let report = report("shunan-r2", true);
    let port = report.lines.iter().find(|line| line.name.starts_with("徳山下松港航路等整備")).unwrap();
    assert_ne!(port.status(), Some("目標達成"), "2.0 of 2.0, and still under construction");
    let paper = paper(&report);
    let sheets = sheets(&paper);
    assert!(sheets.iter().any(|name| name == "目標一覧"), "{sheets:?}");
    assert_eq!(sheets.iter().filter(|name| name.starts_with("評価")).count(), 19);
    let words = words(&paper);
    for wanted in ["基本目標に係る数値目標の達成状況一覧", "R1\n（基準値）", "2.0（完成）", "整備中", "主な取組①", "戦略会議からの意見"]
    {
        assert!(words.contains(wanted), "{wanted}");
    }
    for row in rows("shunan-r2", "取組") {
        for text in row.iter().skip(2) {
            let begin: String = text.lines().next().unwrap_or_default().chars().take(30).collect();
            assert!(words.contains(&begin.replace('&', "&amp;")), "{begin}");
        }
    }
    // One chart for each indicator with numbers, beside the bar of the overview.
    assert!(paper.names().filter(|name| name.starts_with("xl/charts/chart")).count() > 25);
}

#[test]
fn yonezawa_prints_sums_parts_and_each_note_once() {
    let report = report("yonezawa", true);
    let joint = report.lines.iter().find(|line| line.target.shown == "延べ100件").unwrap();
    assert_eq!(joint.case.actual.map(|sum| sum.to_string()), Some("58".to_owned()), "28 of R6 and 30 of R7");
    let words = words(&paper(&report));
    for wanted in ["延べ100件", "　小学校", "　うち転入者数", "基準値の\n時点", "H30.6~R4", "基準値以上", "【再掲】", "最終目標\n（R9）"]
    {
        assert!(words.contains(wanted), "{wanted}");
    }
    assert!(words.contains("<t>※米沢八幡原中核工業団地"), "the second note of a row stands by itself");
    assert_eq!(words.matches("における新たな「研究数」、「事業化数」、「立地件数」です。").count(), 1, "once below its table");
}

#[test]
fn the_strategy_of_mine_prints_what_is_not_decided() {
    let paper = paper(&report("mine-3rd", true));
    let words = words(&paper);
    for wanted in ["現状値", "<t>*人</t>", "重点戦略1"] {
        assert!(words.contains(wanted), "{wanted}");
    }
    assert!(paper.part("xl/styles.xml").contains("&quot;以上&quot;"));
}

#[test]
fn definitions_without_targets_are_printed_and_not_judged() {
    let report = report("izunokuni", true);
    assert_eq!(
        report.sentences.printed,
        "8指標を定めていますが、目標値を公表していないため、達成状況は算定していません。実績値は、8指標で把握しました。"
    );
    let paper = paper(&report);
    assert!(words(&paper).contains("算定不可") && words(&paper).contains("市内で生産された付加価値額を測定し"));
    assert!(!paper.names().any(|name| name.starts_with("xl/charts/")), "nothing to draw");
    assert!(!sheets(&paper).iter().any(|name| name == "理由と対応"));
}
