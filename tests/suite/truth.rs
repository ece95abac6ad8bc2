//! Mine City's 130 published actuals, typed plainly by all departments.

use std::collections::BTreeMap;

use torimatome::domain::Verdict;

use crate::case::Case;
use crate::filing::{Officer, departments, fill};

/// All departments file; verdicts by department.
fn all_file(case: &Case, change: impl Fn(&mut Officer)) -> Vec<torimatome::worker::Concluded> {
    for department in departments() {
        case.drop_in(department, "回答.xlsx", &fill(department, &change));
    }
    case.pass_at("2025-06-10T14:05").concluded
}

/// Findings by code over all files, as the store keeps them.
fn codes(case: &Case) -> BTreeMap<String, usize> {
    let mut codes = BTreeMap::new();
    for finding in case.findings() {
        *codes.entry(finding).or_default() += 1;
    }
    codes
}

#[test]
fn mines_true_actuals_raise_no_error_and_are_judged_as_the_city_practises() {
    let case = Case::issued();
    let concluded = all_file(&case, |_| {});
    assert_eq!(concluded.len(), departments().len());
    assert_eq!(concluded.iter().map(|one| one.errors).sum::<usize>(), 0, "{concluded:?}");
    assert_eq!(concluded.iter().map(|one| one.rows).sum::<usize>(), 130);
    let status = case.status_at("2025-06-10T15:00");
    assert_eq!(status["indicators"], 130);
    assert_eq!(status["assessed"], 130);
    let statuses = serde_json::json!({"目標達成": 53, "改善": 18, "現状維持": 18, "未達成": 41});
    assert_eq!(status["statuses"], statuses);
    let told: Vec<&str> = status["discrepancies"].as_array().unwrap().iter().map(|row| row["indicator"].as_str().unwrap()).collect();
    let mut expected =
        ["ほ場整備率", "年間商品販売額", "乳児家庭全戸訪問実施率", "市道改良率", "法定耐用年数を経過した管路の割合(水道事業)"];
    let mut sorted = told.clone();
    sorted.sort_unstable();
    expected.sort_unstable();
    assert_eq!(sorted, expected);
    let shares: Vec<&str> = status["share_discrepancies"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["scope"] == "全体")
        .map(|row| row["published"].as_str().unwrap())
        .collect();
    // 58 and 18 of 130 are 44.6% and 13.8%; 14 and 40 of 130 are 10.8% and 30.8% as published.
    assert_eq!(shares, ["45.4", "13.1"]);
    // 41 未達成, 18 改善 and two that stayed at a baseline short of the target: reasons are asked for, nothing else.
    assert_eq!(codes(&case), BTreeMap::from([("V024".to_owned(), 61), ("V030".to_owned(), AT_THE_BASELINE)]));
}

/// Actuals equal to a baseline that is not the target: 民生委員の充足率, 交通事故死者数, 消防団員数の割合.
const AT_THE_BASELINE: usize = 3;

#[test]
fn with_reasons_nothing_is_left_to_ask() {
    let case = Case::issued();
    let concluded = all_file(&case, |officer| {
        officer.reasons();
    });
    assert_eq!(codes(&case), BTreeMap::from([("V030".to_owned(), AT_THE_BASELINE)]), "notices ask for nothing");
    assert!(concluded.iter().all(|one| one.verdict == Verdict::Accepted), "{concluded:?}");
}
