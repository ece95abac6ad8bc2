//! What other programs find in the files.

use std::collections::BTreeSet;

use super::OpenData;
use crate::consolidation::fixture::{Fixture, id};
use crate::domain::ValueState;

fn fixture() -> Fixture {
    let mut fixture = Fixture::full();
    fixture.held.remove(&id("b1"));
    fixture.hold_state("a3", None, ValueState::Collecting, "R6-001-1");
    fixture
}

#[test]
fn the_files_as_other_programs_read_them() {
    let fixture = fixture();
    let report = fixture.report();
    let data = OpenData::of(&report, &fixture.registry);
    insta::assert_snapshot!("indicators", data.indicators_csv().trim_start_matches('\u{feff}').replace("\r\n", "\n"));
    insta::assert_snapshot!("years", data.years_csv().trim_start_matches('\u{feff}').replace("\r\n", "\n"));
    insta::assert_snapshot!("dictionary", OpenData::dictionary_csv().trim_start_matches('\u{feff}').replace("\r\n", "\n"));
}

#[test]
fn every_row_has_every_column_in_plain_utf8_for_excel() {
    let fixture = fixture();
    let report = fixture.report();
    let data = OpenData::of(&report, &fixture.registry);
    for file in [data.indicators_csv(), data.years_csv(), OpenData::dictionary_csv()] {
        let text = file.strip_prefix('\u{feff}').unwrap();
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let headings: BTreeSet<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(headings.len(), reader.headers().unwrap().len(), "no heading twice");
        // A row of another length is an error of the reader.
        assert!(reader.records().all(|record| record.is_ok()));
    }
}

#[test]
fn json_says_the_same_with_null_for_what_is_not_known() {
    let fixture = fixture();
    let report = fixture.report();
    let json: serde_json::Value = serde_json::from_str(&OpenData::of(&report, &fixture.registry).json()).unwrap();
    let rows = json["indicators"].as_array().unwrap();
    assert_eq!((rows.len(), &json["fiscal_year"], &json["edition"]), (5, &2024.into(), &1.into()));
    assert_eq!((&rows[1]["actual"], &rows[1]["status"]), (&"-684".into(), &"未達成".into()));
    assert!(rows[2]["actual"].is_null() && rows[2]["status"].is_null());
    assert_eq!((&rows[2]["state"], &rows[2]["actual_missing"]), (&"集計中".into(), &"集計中".into()));
    assert_eq!(rows[3]["status_missing"], "未提出");
    // What was typed stands there as it was typed.
    assert_eq!(rows[0]["measure"], "=1+1");
    let csv = OpenData::of(&report, &fixture.registry).indicators_csv();
    assert!(csv.contains(",'=1+1,") && !csv.contains(",=1+1,"), "{csv}");
    let values = json["values"].as_array().unwrap();
    let of = |kind: &str| values.iter().filter(|value| value["indicator_id"] == "a1" && value["value_kind"] == kind).count();
    assert_eq!((of("基準値"), of("目標値"), of("実績値")), (1, 2, 1));
}
