//! Each plan's whole round, as `demo --plan` plays it: what must be seen in its results.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::case::PROGRAM;
use crate::seen;

/// The open data of a played round: its indicators.
struct Played {
    folder: tempfile::TempDir,
    events: Value,
    indicators: Vec<Value>,
}

/// Plays `plan` and reads what was written for the planning office.
fn played(plan: &str) -> Played {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("demo");
    let said = Command::new(PROGRAM).arg("demo").arg(&root).args(["--plan", plan, "--json"]).output().unwrap();
    assert!(said.status.success(), "{said:?}");
    let answer: Value = serde_json::from_slice(&said.stdout).unwrap();
    let data = files(&root.join("outbox/planning")).into_iter().find(|name| name.starts_with("データ_") && seen::is_kind(name, "json"));
    let text = std::fs::read_to_string(root.join("outbox/planning").join(data.unwrap())).unwrap();
    let data: Value = serde_json::from_str(&text).unwrap();
    Played { folder, events: answer["events"].clone(), indicators: data["indicators"].as_array().unwrap().clone() }
}

fn files(folder: &Path) -> Vec<String> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

impl Played {
    /// The row of an indicator or a part.
    fn row(&self, name: &str) -> &Value {
        self.indicators.iter().find(|row| row["indicator"] == name).unwrap_or_else(|| panic!("{name}"))
    }

    /// Indicators that count: no parts.
    fn counted(&self) -> usize {
        self.indicators.iter().filter(|row| row["whole_id"].is_null()).count()
    }

    /// The findings' codes of the returns that were told so.
    fn codes(&self, told: &str) -> Vec<String> {
        let of_scene = self.events.as_array().unwrap().iter().filter(|event| event["deed"][0] == told);
        let codes = of_scene.flat_map(|event| event["outcome"]["verdict"]["codes"].as_array().unwrap().clone());
        codes.map(|code| code.as_str().unwrap().to_owned()).collect()
    }

    /// Everything written in the meeting paper.
    fn meeting_paper(&self) -> String {
        let folder = self.folder.path().join("demo/outbox/planning");
        let name = files(&folder).into_iter().find(|name| name.starts_with("会議資料_")).unwrap();
        seen::texts(&std::fs::read(folder.join(name)).unwrap())
    }

    fn papers(&self) -> usize {
        let names = files(&self.folder.path().join("demo/outbox/planning"));
        names.iter().filter(|name| seen::is_kind(name, "xlsx")).count()
    }
}

/// An undecided target is told as such; it is not zero.
#[test]
fn mines_strategy_leaves_the_undecided_undecided() {
    let round = played("mine-3rd");
    assert_eq!((round.counted(), round.papers()), (93, 2));
    let births = round.row("出生数");
    assert_eq!((&births["target"], &births["target_printed"], &births["target_missing"]), (&Value::Null, &"*人".into(), &"未定".into()));
    assert_eq!((&births["actual"].is_null(), &births["achievement_rate"]), (&false, &Value::Null));
}

/// As many waterways as wanted, and none of them finished.
#[test]
fn shunans_waterways_are_not_achieved() {
    let round = played("shunan-r2");
    assert_eq!((round.counted(), round.papers()), (34, 2));
    let number = round.row("徳山下松港航路等整備(累計) 航路数");
    assert_eq!((&number["actual"], &number["target"], &number["status"]), (&"2".into(), &"2".into(), &"S".into()));
    let stage = round.row("徳山下松港航路等整備(累計) 整備の段階");
    assert_eq!((&stage["actual_stage"], &stage["target_stage"], &stage["status"]), (&"整備中".into(), &"完成".into(), &"B".into()));
    assert_eq!(round.row("徳山下松港航路等整備(累計)")["status"], "B", "the worst of its parts");
    let wish = round.row("周南市に住みたいと思う人の割合");
    assert_eq!((&wish["actual"], &wish["state"]), (&Value::Null, &"今年度調査なし".into()));
    // What the departments wrote stands on the evaluation sheets, word for word.
    let (paper, published) = (round.meeting_paper(), include_str!("../../plans/shunan-r2/demo/取組.csv"));
    let rows: Vec<csv::StringRecord> = csv::Reader::from_reader(published.as_bytes()).records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 43);
    for text in rows.iter().flat_map(|row| [row.get(2), row.get(3)]).flatten() {
        for line in text.lines() {
            assert!(paper.contains(line), "{line}");
        }
    }
}

#[test]
fn yonezawa_is_judged_on_sums_and_by_parts() {
    let round = played("yonezawa");
    assert_eq!((round.counted(), round.papers()), (50, 2));
    // 30 this year would be behind the line; 58 since 令和6年度 is ahead of it (half of 100).
    let research = round.row("市内企業と山形大学工学部教員の共同研究数");
    assert_eq!((&research["actual"], &research["cumulative"], &research["status"]), (&"30".into(), &"58".into(), &"順調".into()));
    assert_eq!(research["target_printed"], "延べ100件");
    let children = "地域や社会をよくするために何かしてみたいと思う子どもの割合";
    let part = |name: &str| round.row(&format!("{children} {name}"))["status"].clone();
    let whole = round.row(&format!("{children}(全国学力学習状況調査)"));
    assert_eq!((part("小学校"), part("中学校")), ("順調".into(), "おおむね順調".into()));
    assert_eq!((&whole["status"], &whole["actual"]), (&"おおむね順調".into(), &Value::Null));
    // A co-owner's other figure is asked about.
    assert!(round.codes("提出（共管の課と異なる値）").contains(&"V031".to_owned()), "{}", round.events);
}

/// Eight definitions, all told that they cannot be judged, none dropped and none zero.
#[test]
fn izunokunis_definitions_are_carried() {
    let round = played("izunokuni");
    assert_eq!((round.indicators.len(), round.papers()), (8, 2));
    for row in &round.indicators {
        assert_eq!((&row["status"], &row["status_missing"]), (&Value::Null, &"算定不可".into()), "{row}");
        assert!(!row["definition"].is_null() && !row["actual"].is_null() && row["target"].is_null(), "{row}");
    }
}

#[test]
fn a_plan_that_is_not_carried_is_named_with_those_that_are() {
    let folder = tempfile::tempdir().unwrap();
    let said = Command::new(PROGRAM).arg("demo").arg(folder.path().join("demo")).args(["--plan", "sabae"]).output().unwrap();
    assert_eq!(said.status.code(), Some(2));
    let told = String::from_utf8_lossy(&said.stderr);
    assert!(told.contains("sabae") && told.contains("izunokuni"), "{told}");
}
