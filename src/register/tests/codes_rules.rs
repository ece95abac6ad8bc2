//! 検証規則: which rows are read, and what is told of the others.

use super::fixture::{after, with};
use crate::domain::Weight;
use crate::register::load;

fn silent() -> Vec<String> {
    Vec::new()
}

/// What a row of 検証規則 tells.
fn rule(rows: &str) -> Vec<String> {
    after("検証規則", "理由\n", &format!("理由\n{rows}\n"))
}

#[test]
fn r037_rules_that_keep_their_weight_and_r038_weights_that_a_rule_cannot_have() {
    assert_eq!(rule("V014,a-1,停止,,,,イベントの年のため"), silent());
    assert_eq!(rule("ｖ０１４,,試行,,2025-06-01,2025-06-30,試しに"), silent(), "as it is typed in full width");
    assert_eq!(rule("V002,,参考,,,,理由"), ["R037 「検証規則」シートA2"]);
    assert_eq!(rule("I005,,停止,,,,理由"), ["R037 「検証規則」シートA2"]);
    assert_eq!(rule("V999,,停止,,,,理由"), ["R006 「検証規則」シートA2"]);
    assert_eq!(rule("T007,,停止,,,,理由"), ["R038 「検証規則」シートC2"]);
    assert_eq!(rule("T007,,要確認,,,,理由"), silent());
    assert_eq!(rule("V031,,要修正,,,,理由"), ["R038 「検証規則」シートC2"], "nobody is refused for what another department wrote");
    assert_eq!(rule("V014,,やめる,,,,理由"), ["R006 「検証規則」シートC2"]);
}

#[test]
fn r039_thresholds_of_rules_without_one_and_r040_rows_that_contradict() {
    assert_eq!(rule("V014,,,20,,,全体を厳しく見るため"), silent());
    assert_eq!(rule("V024,,,20,,,理由"), ["R039 「検証規則」シートD2"]);
    assert_eq!(rule("V014,,,-20,,,理由"), ["R006 「検証規則」シートD2"]);
    assert_eq!(rule("V014,,,20%,,,理由"), ["R021 「検証規則」シートD2"]);
    assert_eq!(rule("V014,,,,,,理由"), ["R005 「検証規則」シートC2"], "it says nothing");
    assert_eq!(rule("V014,,停止,,,,"), ["R005 「検証規則」シートG2"]);
    assert_eq!(rule("V014,x-9,停止,,,,理由"), ["R009 「検証規則」シートB2"]);
    assert_eq!(rule("V014,,停止,,2025-06-30,2025-06-01,理由"), ["R012 「検証規則」シートF2"]);
    let both = |until: &str| rule(&format!("V014,,試行,,,{until},理由\nV014,,要確認,,2025-06-01,,理由\nV014,a-1,停止,,,,理由"));
    assert_eq!(both("2025-05-31"), silent());
    assert_eq!(both("2025-06-01"), ["R040 「検証規則」シートA3"]);
}

#[test]
fn rules_are_read_as_they_stand() {
    let registry = load(&with("検証規則", "理由\n", "理由\nV014,a-1,要修正,20,2025-06-01,,イベントの年\n")).registry.expect("sound");
    let [switch] = registry.rule_switches.as_slice() else { panic!("one row") };
    assert_eq!((switch.rule.as_str(), switch.weight, switch.threshold), ("V014", Some(Weight::Error), "20".parse().ok()));
    assert_eq!((switch.from, switch.until, switch.reason.as_str()), ("2025-06-01".parse().ok(), None, "イベントの年"));
}
