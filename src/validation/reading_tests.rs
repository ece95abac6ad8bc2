//! What was understood otherwise than it is written is told back; what a reason explains, over several submissions.
#![expect(clippy::wildcard_enum_match_arm, reason = "a test looks for one kind of finding")]

use super::fixture::{Case, codes};
use super::{Held, Validated};
use crate::diagnostic::{Finding, Problem};
use crate::domain::{MarkMeaning, Severity, ValueState, Verdict};
use crate::extraction::Content;
use crate::form::{Field, HeaderField};

/// What was told back, as raw and as read.
fn told(validated: &Validated) -> Vec<(&str, &str)> {
    let told = validated.findings.iter().filter_map(|finding| match &finding.problem {
        Problem::WordReadAs { raw, read } => Some((raw.as_str(), read.as_str())),
        Problem::MarkReadAs { mark, state } => Some((mark.as_str(), state.as_str())),
        _ => None,
    });
    told.collect()
}

#[test]
fn words_for_a_state_and_for_filing_are_told_back() {
    let mut case = Case::new();
    case.text(0, Field::State, "確定値");
    case.text(1, Field::State, "暫定");
    case.text(2, Field::State, " 確定　");
    case.header(HeaderField::FilingState, "提出済み");
    case.header(HeaderField::CheckedOn, "令和7年6月9日");
    let validated = case.validated();
    assert_eq!(told(&validated), [("提出済み", "提出"), ("令和7年6月9日", "R7.6.9"), ("確定値", "確定"), ("暫定", "速報")]);
    assert_eq!((validated.verdict, validated.rows[1].state), (Verdict::Accepted, ValueState::Preliminary));
}

#[test]
fn a_mark_alone_says_what_the_plan_says_it_means_and_is_never_zero() {
    let mut case = Case::new();
    case.text(0, Field::Actual, "—");
    case.clear(0, &[Field::State]);
    assert_eq!(codes(&case.validated()), ["V019"]);
    case.registry.plan.marks = vec![MarkMeaning { mark: "－".into(), state: ValueState::Unpublished }];
    let validated = case.validated();
    assert_eq!((told(&validated), codes(&validated)), (vec![("—", "統計未公表")], vec!["V037"]));
    assert_eq!((validated.rows[0].value, validated.rows[0].state), (None, ValueState::Unpublished));
    // A state that was chosen says more than a mark.
    case.text(0, Field::State, "集計中");
    let validated = case.validated();
    assert_eq!((codes(&validated), validated.rows[0].state), (vec![], ValueState::Collecting));
    // The word of another state contradicts it.
    case.text(0, Field::Actual, "調査なし");
    let validated = case.validated();
    assert_eq!(
        (told(&validated), validated.rows[0].state),
        (vec![("調査なし", "集計中")], ValueState::Collecting),
        "{:?}",
        validated.findings
    );
    case.text(0, Field::State, "確定");
    assert_eq!(codes(&case.validated()), ["V017"]);
}

#[test]
fn a_mark_that_only_the_plan_knows_is_a_mark() {
    let mut case = Case::new();
    case.text(0, Field::Actual, "Ｐ");
    case.clear(0, &[Field::State]);
    assert_eq!(codes(&case.validated()), ["V002"]);
    case.registry.plan.marks = vec![MarkMeaning { mark: "p".into(), state: ValueState::NotSurveyed }];
    let validated = case.validated();
    assert_eq!((codes(&validated), validated.rows[0].state), (vec!["V037"], ValueState::NotSurveyed));
}

#[test]
fn a_states_own_word_in_place_of_the_number_is_that_state() {
    let indicator = Case::new().indicator("k1").clone();
    for (typed, label) in
        [("集計中", "集計中"), ("（未公表）", "統計未公表"), ("今年度調査なし", "今年度調査なし"), ("未定", ""), ("取消", "")]
    {
        let mut case = Case::new();
        case.text(0, Field::Actual, typed);
        let cell = case.raw.rows[0].cells[&Field::Actual].clone();
        let entry = crate::extraction::read_entry(Some(&cell), &indicator);
        let (report, problems) = super::values::report(entry, typed, "", &case.registry.plan, &indicator.unit);
        let state = problems.iter().find_map(|(_, problem)| match problem {
            Problem::MarkReadAs { state, .. } => Some(state.as_str()),
            _ => None,
        });
        assert_eq!(state.unwrap_or_default(), label, "{typed}: {report:?}");
    }
}

#[test]
fn the_day_of_a_number_is_printed_in_one_way() {
    let mut case = Case::new();
    case.text(0, Field::AsOf, "令和７年３月31日現在");
    case.cell(1, Field::AsOf, Content::Date("2025-03-31".into()));
    case.number(2, Field::AsOf, "45747");
    case.text(3, Field::AsOf, "令和7年2月30日");
    case.text(4, Field::AsOf, "令和6年度末");
    let validated = case.validated();
    let days: Vec<&str> = validated.rows.iter().map(|row| row.as_of.as_str()).collect();
    assert_eq!(days, ["R7.3.31", "R7.3.31", "R7.3.31", "令和7年2月30日", "令和6年度末"]);
    assert_eq!(told(&validated), [("令和７年３月31日現在", "R7.3.31"), ("45747", "R7.3.31")]);
    assert_eq!(codes(&validated), ["V036", "V036", "V039"]);
}

#[test]
fn symbols_of_another_program_are_named() {
    let mut case = Case::new();
    case.text(0, Field::Measure, "\u{F0B7}広報を増やす\n\u{F0B7}窓口を増やす");
    case.text(1, Field::Reason, "\u{E002}田地区の工事のため");
    let validated = case.validated();
    assert_eq!((codes(&validated), validated.rows[0].measure.as_str()), (vec!["V038", "V038"], "•広報を増やす\n•窓口を増やす"));
}

/// Files `value` and `reason` for k1 after what was filed `before`; gives back what is asked and what is in force then.
fn turn(before: Option<&Held>, value: &str, reason: &str) -> (Vec<&'static str>, Held) {
    let mut case = Case::new();
    case.number(0, Field::Actual, value);
    case.text(0, Field::Reason, reason);
    case.holds("k1", value, reason);
    let template = case.held.values().next().unwrap().clone();
    case.held.clear();
    if let Some(before) = before {
        case.held.insert(before.row.indicator.clone(), before.clone());
    }
    let validated = case.validated();
    let row = validated.rows.into_iter().find(|row| row.indicator.as_str() == "k1").unwrap();
    // What a reason explains is told, and asks for nothing.
    let asked = validated.findings.iter().filter(|finding| finding.severity() != Severity::Notice);
    (asked.map(|finding| finding.problem.code()).collect(), Held { row, ..template })
}

#[test]
fn a_reason_explains_the_number_it_was_given_for_and_no_other() {
    const OPENED: &str = "新施設の開館により増えたため。";
    let nothing: Vec<&str> = Vec::new();
    let (asked, first) = turn(None, "12050", "");
    assert_eq!(asked, ["V012"]);
    let (settled, second) = turn(Some(&first), "12050", OPENED);
    assert_eq!(settled, nothing);
    assert_eq!(turn(Some(&second), "12050", "").0, nothing, "a blank later means unchanged");
    let (void, third) = turn(Some(&second), "12060", OPENED);
    assert_eq!(void, ["V012"], "the value changed");
    let (again, fourth) = turn(Some(&third), "12060", OPENED);
    assert_eq!(again, ["V012"], "to file the same form again explains nothing");
    assert_eq!(turn(Some(&fourth), "12060", "").0, ["V012"]);
    assert_eq!(turn(Some(&fourth), "12060", "　新施設の 開館により増えたため。").0, ["V012"], "nor do blanks");
    assert_eq!(turn(Some(&fourth), "12060", "速報値から改めた。新施設の開館による。").0, nothing);
    assert_eq!(turn(Some(&fourth), "12050", OPENED).0, nothing, "the number for which it was given");
    assert_eq!(turn(Some(&fourth), "1520", "").0, nothing);
}

#[test]
fn an_unknown_filing_state_is_told_together_with_the_rest() {
    let mut case = Case::new();
    case.header(HeaderField::FilingState, "済");
    case.text(0, Field::Actual, "未集計");
    case.raw.findings = vec![Finding::file(Problem::HasMacros)];
    assert_eq!(codes(&case.validated()), ["F013", "I014", "V002"]);
}
