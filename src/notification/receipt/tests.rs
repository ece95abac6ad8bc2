//! What a department would miss on its receipt.

use super::sample::{at, held, id, partly, receipt, row, unread};
use super::*;

fn nothing() -> BTreeMap<IndicatorId, Held> {
    BTreeMap::new()
}

#[test]
fn one_bad_row_does_not_send_back_the_others() {
    let receipt = receipt(&partly(), &nothing(), at(6, 10, 14, 5), false);
    assert_eq!(
        receipt.counts,
        Counts { taken: 2, rejected: 1, errors: 1, queried: 1, queries: 1, blank: 0, blank_later: 0, unchanged: 0, texts: 0 }
    );
    assert_eq!(receipt.received_at, "令和7年6月10日（火）14時5分");
    assert_eq!(receipt.summary(), "3指標のうち2指標を受け付けました。1指標は、修正をお願いします。");
    assert_eq!(receipt.file_name(), "指摘一覧_R6-012-2.xlsx");
    assert_eq!(
        receipt.next_steps,
        [
            "「指摘一覧」の要修正1か所を直してください。",
            "「指摘一覧」の要確認1か所を確認し、誤りは直してください。正しい場合は、理由を記入してください。",
            "6月13日（金）までに再提出してください。",
            "受け付けた指標は、再提出のときに空欄でもかまいません。空欄の指標は、今回の値のままになります。",
        ]
    );
}

#[test]
fn errors_come_first_and_what_was_read_as_a_number_is_told_back() {
    let receipt = receipt(&partly(), &nothing(), at(6, 10, 14, 5), false);
    let places: Vec<(&str, Severity)> = receipt.findings.iter().map(|line| (line.place.as_str(), line.severity)).collect();
    assert_eq!(places, [("「入力」シートI9", Severity::Error), ("「入力」シートM10", Severity::Query)]);
    assert_eq!(receipt.findings[0].indicator, "本市へのリピート率");
    let read = &receipt.read_as[0];
    assert_eq!((read.raw.as_str(), read.value.as_str()), ("１３１．８万人", "131.8万人"));
}

#[test]
fn what_changed_since_last_time_is_said_in_the_plans_own_notation() {
    let before: BTreeMap<_, _> =
        [held(row("1.2-01", Some("-244"), ValueState::Preliminary)), held(row("1.1-01", Some("131.8"), ValueState::Confirmed))].into();
    let receipt = receipt(&partly(), &before, at(6, 10, 14, 5), false);
    let changes: Vec<_> = receipt.changes.iter().map(|c| (c.what, c.before.as_str(), c.after.as_str())).collect();
    assert_eq!(
        changes,
        [("実績", "△244", "△684"), ("値の区分", "速報", "確定"), ("理由", "（記載なし）", "=HYPERLINK(\"http://example.com\")")]
    );
    assert!(receipt.filed_before && receipt.changes.iter().all(|change| change.number == "R6-012-1"));
}

#[test]
fn a_blank_is_unchanged_where_something_is_in_force_and_owed_where_nothing_is() {
    let mut validated = partly();
    validated.verdict = Verdict::Accepted;
    (validated.rejected, validated.findings) = (Vec::new(), Vec::new());
    validated.blank = vec![id("1.1-02"), id("1.2-02")];
    let before = [held(row("1.1-02", Some("61"), ValueState::Confirmed))].into();
    let receipt = receipt(&validated, &before, at(6, 10, 9, 0), false);
    assert_eq!((receipt.counts.blank, receipt.counts.unchanged), (1, 1));
    assert_eq!(receipt.next_steps, ["未記入の1指標を記入してください。", "6月13日（金）までに再提出してください。"]);
    assert_eq!(receipt.file_name(), "受付票_R6-012-2.xlsx");
}

#[test]
fn a_clean_return_asks_for_nothing() {
    let mut validated = partly();
    validated.verdict = Verdict::Accepted;
    (validated.rejected, validated.findings) = (Vec::new(), Vec::new());
    let receipt = receipt(&validated, &nothing(), at(6, 10, 9, 0), false);
    assert_eq!((receipt.summary().as_str(), receipt.next_steps), ("2指標を受け付けました。", vec!["行うことはありません。".to_owned()]));
}

#[test]
fn after_the_due_day_no_past_date_is_named() {
    let receipt = receipt(&partly(), &nothing(), at(6, 14, 9, 0), false);
    assert!(receipt.next_steps.contains(&"至急再提出してください。".to_owned()), "{:?}", receipt.next_steps);
}

#[test]
fn a_check_is_never_mistaken_for_a_submission() {
    let receipt = receipt(&partly(), &nothing(), at(6, 10, 14, 5), true);
    assert_eq!(receipt.title(), "確認結果（提出ではありません）");
    assert_eq!(receipt.file_name(), "確認結果.xlsx");
    assert!(!receipt.summary().contains("受け付け"), "{}", receipt.summary());
    assert!(receipt.next_steps.last().is_some_and(|step| step.contains("まだ提出されていません")), "{:?}", receipt.next_steps);
}

#[test]
fn a_file_that_is_not_ours_is_told_what_was_expected() {
    let receipt = receipt(&unread(Verdict::Refused, Problem::NotAWorkbook), &nothing(), at(6, 10, 14, 5), false);
    assert_eq!((receipt.department.as_str(), receipt.is_return(), receipt.wants_correction()), ("", false, true));
    assert_eq!(receipt.next_steps, ["「指摘一覧」を確認してください。", "配布した様式に記入し、6月13日（金）までに提出してください。"]);
}
