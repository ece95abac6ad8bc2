//! Differences as they are read.

use super::super::load;
use super::*;

const BASE: [(&str, &str); 15] = [
    ("計画", include_str!("../../../plans/mine-r6/計画.csv")),
    ("体系", include_str!("../../../plans/mine-r6/体系.csv")),
    ("指標", include_str!("../../../plans/mine-r6/指標.csv")),
    ("配置", include_str!("../../../plans/mine-r6/配置.csv")),
    ("値", include_str!("../../../plans/mine-r6/値.csv")),
    ("構成", include_str!("../../../plans/mine-r6/構成.csv")),
    ("担当課", include_str!("../../../plans/mine-r6/担当課.csv")),
    ("担当", include_str!("../../../plans/mine-r6/担当.csv")),
    ("評価区分", include_str!("../../../plans/mine-r6/評価区分.csv")),
    ("検証規則", include_str!("../../../plans/mine-r6/検証規則.csv")),
    ("提出期間", include_str!("../../../plans/mine-r6/提出期間.csv")),
    ("決定", include_str!("../../../plans/mine-r6/決定.csv")),
    ("事業", include_str!("../../../plans/mine-r6/事業.csv")),
    ("休日", include_str!("../../../plans/mine-r6/休日.csv")),
    ("主な取組", "体系ID,順,取組名,具体的な取組,備考\n"),
];

/// Mine's register with texts of its sheets replaced.
fn edited(edits: &[(&str, &str, &str)]) -> Sheets {
    let mut sheets: Sheets = BASE.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect();
    for (sheet, from, to) in edits {
        let bytes = sheets.get_mut(*sheet).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.contains(from), "{sheet} has no {from:?}");
        *bytes = text.replacen(from, to, 1).into_bytes();
    }
    sheets
}

fn changes(edits: &[(&str, &str, &str)]) -> Difference {
    let (before, after) = (edited(&[]), edited(edits));
    let registry = |sheets: &Sheets| {
        let loaded = load(sheets);
        loaded.registry.unwrap_or_else(|| panic!("{:?}", loaded.findings))
    };
    let (old, new) = (registry(&before), registry(&after));
    difference(Side { sheets: &before, registry: &old }, Side { sheets: &after, registry: &new })
}

fn said(edits: &[(&str, &str, &str)], lang: Lang) -> Vec<String> {
    changes(edits).changes.iter().map(|change| change.text(lang)).collect()
}

#[test]
fn another_way_of_writing_is_no_change() {
    assert_eq!(said(&[], Lang::Ja), [""; 0]);
    let edits = [("値", "1.1-01,目標値,R6,130.1", "1.1-01,目標値,R6,130.10"), ("提出期間", "2025-05-19", "2025/5/19")];
    assert_eq!(said(&edits, Lang::Ja), [""; 0], "the same number and the same day");
    assert_eq!(said(&[("休日", "元日", "元旦")], Lang::Ja), [""; 0], "holidays hold at once");
}

#[test]
fn a_target_is_told_as_the_plan_prints_it_written_over_or_below() {
    let over = [("値", "1.1-01,目標値,R6,130.1", "1.1-01,目標値,R6,140")];
    assert_eq!(said(&over, Lang::Ja), ["「観光交流人口」：令和6年度の目標値を130.1万人から140.0万人に変更"]);
    assert_eq!(said(&over, Lang::En), ["観光交流人口: target of fiscal 2024: 130.1万人 → 140.0万人"]);
    let below = [("値", "1.1-01,目標値,R7", "1.1-01,目標値,R6,140,,,,,2025-06-09,\n1.1-01,目標値,R7")];
    assert_eq!(said(&below, Lang::Ja), ["「観光交流人口」：令和6年度の目標値を130.1万人から140.0万人に変更（令和7年6月9日決定）"]);
    let gone = [("値", "1.1-01,目標値,R7,140.7,,第二次美祢市総合計画後期計画における令和7年度の実施について（美祢市）,,,,\n", "")];
    assert_eq!(said(&gone, Lang::Ja), ["「観光交流人口」：令和7年度の目標値（140.7万人）を削除"]);
}

#[test]
fn indicators_departments_and_places_are_told_by_name() {
    let edits = [
        ("指標", "1.1-01,観光交流人口,,,,万人,1,増加,年間,0,,50,,", "1.1-01,観光交流人口,,,,千人,1,増加,年間,0,,50,,"),
        ("指標", "1.1-02,本市への観光意欲度,,,,ポイント,1,増加,時点,,,50,,", "1.1-02,本市への観光意欲度,,,,ポイント,1,増加,時点,,,50,○,"),
        ("配置", "1.1-03,1.1,", "1.1-03,1.2,"),
        ("担当", "1.1-04,kanko-seisaku,主", "1.1-04,digital-suishin,主"),
    ];
    let said = said(&edits, Lang::Ja);
    let found: Vec<&str> = said.iter().map(String::as_str).filter(|line| !line.contains("順")).collect();
    assert_eq!(found[..2], ["「観光交流人口」：単位を「万人」から「千人」に変更", "「本市への観光意欲度」：指標を廃止"]);
    assert!(found[2].starts_with("「三洞入洞者数」：「1. 観光の振興と魅力の創出」から「2. "), "{found:?}");
    assert_eq!(found[3], "「本市へのリピート率」：所管課を観光政策課からデジタル推進課に変更");
}

#[test]
fn a_new_indicator_is_one_addition_with_its_department_and_many_changes_are_counted() {
    let new = [
        ("指標", "1.1-02,本市への", "1.1-90,宿泊者数,,,,人,0,増加,年間,0,,50,,,\n1.1-02,本市への"),
        ("配置", "1.1-02,1.1,", "1.1-90,1.1,,\n1.1-02,1.1,"),
        ("担当", "1.1-02,kanko-seisaku,主", "1.1-90,digital-suishin,主,,,\n1.1-02,kanko-seisaku,主"),
        ("値", "1.1-02,基準値", "1.1-90,基準値,,1000,,,,,,\n1.1-90,目標値,R6,1200,,,,,,\n1.1-02,基準値"),
    ];
    let difference = changes(&new);
    assert_eq!(difference.changes[0].text(Lang::Ja), "「宿泊者数」：指標を追加（所管課はデジタル推進課）");
    assert_eq!(difference.summary(Lang::Ja), "指標1件、値2件");
    let (sheet, count, first) = &difference.grouped(1, Lang::Ja)[1];
    assert_eq!((sheet.as_str(), *count, first.len()), ("値", 2, 1));
}
