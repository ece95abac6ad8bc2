//! Every code of this stage fires once and stays silent on a near miss; and what becomes of rows and files.

use super::fixture::{Case, codes, q};
use crate::diagnostic::{Finding, Problem};
use crate::domain::{Phase, Severity, ValueState, Verdict};
use crate::extraction::Content;
use crate::form::{Field, HeaderField};

/// A code, what makes it fire, and a near miss that does not.
type Pair = (&'static str, fn(&mut Case), fn(&mut Case));

fn check(pairs: &[Pair]) {
    for (code, fires, silent) in pairs {
        let mut case = Case::new();
        fires(&mut case);
        let found = codes(&case.validated());
        assert!(found.contains(code), "{code} did not fire: {found:?}");
        let mut case = Case::new();
        silent(&mut case);
        let found = codes(&case.validated());
        assert!(!found.contains(code), "{code} fired on the near miss: {found:?}");
    }
}

#[test]
fn identity() {
    check(&[
        ("I004", |c| set_identity(c, "other/r6/kanko", 2), |c| set_identity(c, "test/r6/kanko", 2)),
        ("I005", |c| set_identity(c, "test/r5/kanko", 2), |c| set_identity(c, "test/r6/kanko", 2)),
        ("I006", |c| c.phase = Phase::Planned, |c| c.phase = Phase::Closed),
        ("I007", |c| c.phase = Phase::Locked, |c| c.phase = Phase::Closed),
        ("I008", |c| c.day = 14, |c| c.day = 13),
        ("I009", |c| set_identity(c, "test/r6/kouhou", 2), |c| set_identity(c, "test/r6/kanko", 2)),
        ("I010", |c| c.folder = Some("農林課"), |c| c.folder = None),
        ("I010", |c| c.folder = Some("norin"), |c| c.folder = Some("共有")),
        (
            "I010",
            |c| c.folder = Some("農林課"),
            |c| {
                c.folder = Some("農林課");
                c.registry.departments[0].successor = Some("norin".parse().unwrap());
            },
        ),
        ("I011", |c| set_identity(c, "test/r6/kanko", 1), |c| set_identity(c, "test/r6/kanko", 2)),
        ("I012", |c| set_identity(c, "test/r6/kanko", 3), |c| set_identity(c, "test/r6/kanko", 1)),
        ("I013", |c| c.header(HeaderField::FilingState, " 作成中"), |c| c.header(HeaderField::FilingState, "提 出")),
        ("I013", |c| c.raw.header.clear(), |c| c.header(HeaderField::FilingState, "済")),
        ("I014", |c| c.header(HeaderField::FilingState, "済"), |c| c.header(HeaderField::FilingState, "作成中")),
    ]);
}

fn set_identity(case: &mut Case, text: &str, version: u16) {
    let [plan, round, department] = text.split('/').collect::<Vec<_>>().try_into().unwrap();
    let identity = case.raw.identity.as_mut().unwrap();
    identity.plan = plan.parse().unwrap();
    identity.round = round.parse().unwrap();
    identity.department = department.parse().unwrap();
    identity.version = version;
}

#[test]
fn table() {
    check(&[
        ("T002", |c| c.drop_column(Field::State), |c| c.drop_column(Field::Source)),
        (
            "T003",
            |c| rename(c, 0, "x9", "観光客の満足度"),
            |c| {
                rename(c, 0, "x9", "観光客の満足度");
                c.clear(0, &[Field::Actual, Field::State]);
            },
        ),
        ("T003", |c| rename(c, 0, "", "観光交流"), |c| rename(c, 0, "", "観光 交流人口")),
        (
            "T004",
            |c| rename(c, 0, "n1", "農業産出額"),
            |c| {
                rename(c, 0, "n1", "農業産出額");
                c.clear(0, &[Field::Actual, Field::State]);
            },
        ),
        (
            "T005",
            |c| {
                let row = c.copy_row(0);
                c.number(row, Field::Actual, "1530");
            },
            |c| {
                c.copy_row(0);
            },
        ),
        (
            "T005",
            |c| {
                let row = c.copy_row(0);
                c.text(row, Field::Reason, "別の理由");
            },
            |c| {
                let row = c.copy_row(0);
                c.clear(row, &[Field::Actual, Field::State]);
            },
        ),
        (
            "T006",
            |c| {
                c.raw.rows.remove(0);
            },
            |c| {
                c.raw.rows.remove(0);
                c.holds("k1", "1520", "");
            },
        ),
        ("T007", |c| c.number(0, Field::Target, "1499"), |c| c.text(0, Field::Target, "１，５００人")),
        ("T007", |c| c.text(0, Field::Target, "未定"), |c| c.clear(0, &[Field::Target])),
        ("T008", |c| c.text(0, Field::Unit, "千人"), |c| c.text(0, Field::Unit, " 人 ")),
        (
            "T008",
            |c| c.text(0, Field::Indicator, "観光人口"),
            |c| {
                c.text(0, Field::Indicator, "観光人口");
                c.indicator("k1").aliases = vec!["観光人口".into()];
            },
        ),
        ("T008", |c| c.number(0, Field::Baseline, "999"), |c| c.text(0, Field::Baseline, "1,000（R4年度）")),
        ("T008", |c| c.number(0, Field::LastActual, "1206"), |c| c.number(0, Field::LastActual, "1205.0")),
        ("T008", |c| c.text(0, Field::Direction, "↘"), |c| c.text(0, Field::Direction, "↗（増加）")),
        ("T011", |c| c.text(0, Field::Indicator, "リピート率"), |c| c.text(0, Field::Indicator, "観光人口")),
        (
            "T010",
            |c| (0..5).for_each(|row| c.clear(row, &[Field::Actual, Field::State])),
            |c| {
                (0..4).for_each(|row| c.clear(row, &[Field::Actual, Field::State]));
            },
        ),
    ]);
}

fn rename(case: &mut Case, row: usize, number: &str, name: &str) {
    case.text(row, Field::Number, number);
    case.text(row, Field::Indicator, name);
}

#[test]
fn values() {
    check(&[
        (
            "V001",
            |c| c.clear(0, &[Field::Actual, Field::State]),
            |c| {
                c.clear(0, &[Field::Actual, Field::State]);
                c.holds("k1", "1500", "");
            },
        ),
        ("V002", |c| c.text(0, Field::Actual, "未集計"), |c| c.text(0, Field::Actual, " ")),
        ("V004", |c| c.cell(0, Field::Reason, Content::Error("#REF!".into())), |c| c.text(0, Field::Reason, "#REF!")),
        ("V008", |c| c.number(1, Field::Actual, "51.25"), |c| c.number(1, Field::Actual, "51.20")),
        ("V009", |c| c.number(0, Field::Actual, "-1"), |c| c.number(0, Field::Actual, "0")),
        ("V010", |c| c.number(1, Field::Actual, "100.1"), |c| c.number(1, Field::Actual, "100")),
        // A fraction for a percentage; 0.6 % where the reference is 0.8 % is no slip.
        ("V011", |c| c.number(1, Field::Actual, "0.453"), |c| c.number(1, Field::Actual, "4.5")),
        ("V011", |c| c.number(1, Field::Actual, "0.88"), |c| c.number(1, Field::Actual, "0.1")),
        ("V012", |c| c.number(0, Field::Actual, "12050"), |c| c.number(0, Field::Actual, "16000")),
        ("V012", |c| c.number(0, Field::Actual, "1.2"), |c| c.number(0, Field::Actual, "1200")),
        ("V012", |c| c.number(4, Field::Actual, "460"), |c| c.number(3, Field::Actual, "10")),
        ("V012", |c| c.number(3, Field::Actual, "45794"), |c| c.number(3, Field::Actual, "99")),
        ("V013", |c| c.number(2, Field::Actual, "127"), |c| c.number(2, Field::Actual, "128")),
        ("V014", |c| c.number(0, Field::Actual, "1567"), |c| c.number(0, Field::Actual, "1566")),
        ("V015", |c| c.number(0, Field::Actual, "1205"), |c| c.number(0, Field::Actual, "1210")),
        ("V030", |c| c.number(0, Field::Actual, "1000"), |c| c.number(0, Field::Actual, "1001")),
        (
            "V016",
            |c| c.text(0, Field::State, "集計中"),
            |c| {
                c.text(0, Field::State, "集計中");
                c.clear(0, &[Field::Actual]);
            },
        ),
        ("V016", |c| c.text(0, Field::State, "取消"), |c| c.text(0, Field::State, "見込")),
        ("V017", |c| c.clear(0, &[Field::Actual]), |c| c.clear(0, &[Field::Actual, Field::State])),
        (
            "V017",
            |c| c.text(0, Field::Actual, "—"),
            |c| {
                c.text(0, Field::Actual, "—");
                c.text(0, Field::State, "統計未公表");
            },
        ),
        ("V018", |c| c.text(0, Field::State, "たぶん確定"), |c| c.text(0, Field::State, "確定値")),
        (
            "V019",
            |c| {
                c.text(0, Field::Actual, "—");
                c.clear(0, &[Field::State]);
            },
            |c| {
                c.text(0, Field::Actual, "—");
                c.text(0, Field::State, "今年度調査なし");
            },
        ),
        (
            "V021",
            |c| c.text(0, Field::Actual, "約1510"),
            |c| {
                c.text(0, Field::Actual, "約1510");
                c.text(0, Field::Reason, "概数のみ公表されているため。");
            },
        ),
    ]);
}

#[test]
fn words_and_earlier_values() {
    check(&[
        (
            "V024",
            |c| c.number(0, Field::Actual, "1300"),
            |c| {
                c.number(0, Field::Actual, "1300");
                c.text(0, Field::Reason, "大雨により団体利用が減ったため。");
            },
        ),
        // A dash is no reason; and a scheme that does not want one gets none.
        (
            "V024",
            |c| {
                c.number(0, Field::Actual, "1300");
                c.text(0, Field::Reason, "—");
            },
            |c| {
                c.number(0, Field::Actual, "1300");
                c.registry.schemes[0].rules.iter_mut().for_each(|rule| rule.reason_wanted = false);
            },
        ),
        ("V024", |c| c.number(4, Field::Actual, "45.1"), |c| c.number(4, Field::Actual, "45")),
        ("V025", |c| c.text(0, Field::Measure, &"長".repeat(401)), |c| c.text(0, Field::Measure, &"長".repeat(400))),
        ("V026", |c| c.formula(0, Field::Source, "台帳", "B3"), |c| c.text(0, Field::Source, "=B3")),
        (
            "V027",
            |c| {
                c.text(0, Field::State, "取消");
                c.clear(0, &[Field::Actual]);
            },
            |c| {
                c.text(0, Field::State, "統計未公表");
                c.clear(0, &[Field::Actual]);
            },
        ),
        (
            "V028",
            |c| {
                c.holds("k1", "1510", "");
                c.text(0, Field::Actual, "未集計");
            },
            |c| c.holds("k1", "1510", ""),
        ),
        ("V029", |c| c.number(0, Field::Correction, "1250"), |c| c.number(0, Field::Correction, "1205")),
        ("V099", |c| (0..22).for_each(|_| extra_row(c)), |c| (0..20).for_each(|_| extra_row(c))),
    ]);
}

fn extra_row(case: &mut Case) {
    let row = case.copy_row(0);
    rename(case, row, "", "知らない指標");
}

#[test]
fn an_explanation_settles_a_query_until_the_value_changes() {
    let weights = |case: &Case| case.validated().findings.iter().map(|f| (f.problem.code(), f.severity())).collect::<Vec<_>>();
    let mut case = Case::new();
    case.number(0, Field::Actual, "12050");
    case.text(0, Field::Reason, "新施設の開館により増えたため。");
    // The words may be about something else, such as a missed target: the officer hears that the number looks like a slip.
    assert_eq!((weights(&case), case.validated().verdict), (vec![("V012", Severity::Notice)], Verdict::Accepted));
    case.holds("k1", "1205", "新施設の開館により増えたため。");
    assert_eq!(weights(&case), [("V012", Severity::Query)]);
    case.holds("k1", "12050", "新施設の開館により増えたため。");
    assert_eq!(weights(&case), [("V012", Severity::Notice)]);
}

#[test]
fn a_plain_return_is_taken_as_it_is() {
    let mut case = Case::new();
    case.clear(3, &[Field::State]);
    case.cell(3, Field::AsOf, Content::Date("2025-03-31".into()));
    let validated = case.validated();
    assert_eq!((validated.verdict, codes(&validated)), (Verdict::Accepted, Vec::new()));
    assert_eq!(validated.rows.len(), 5);
    let row = &validated.rows[3];
    assert_eq!((row.value, row.state, row.as_of.as_str()), (Some(q("2")), ValueState::Confirmed, "R7.3.31"));
    assert_eq!((row.sheet.as_str(), row.cell.to_string().as_str(), row.raw.as_str()), ("入力", "I13", "2"));
}

#[test]
fn one_bad_row_does_not_send_back_the_others() {
    let mut case = Case::new();
    case.number(0, Field::Target, "1");
    case.clear(4, &[Field::Actual, Field::State]);
    let validated = case.validated();
    assert_eq!(validated.verdict, Verdict::PartlyAccepted);
    assert_eq!(validated.rows.iter().map(|row| row.indicator.as_str()).collect::<Vec<_>>(), ["k2", "k3", "k4"]);
    assert_eq!((validated.rejected, validated.blank), (vec!["k1".parse().unwrap()], vec!["k5".parse().unwrap()]));
}

#[test]
fn both_rows_of_a_contradiction_are_named_and_neither_is_taken() {
    let mut case = Case::new();
    let row = case.copy_row(0);
    case.number(row, Field::Actual, "1530");
    case.holds("k1", "1510", "");
    let validated = case.validated();
    let named: Vec<String> = validated
        .findings
        .iter()
        .filter_map(
            |f| if let Problem::DuplicateRow { first, .. } = &f.problem { Some(format!("{}→{first}", f.place.cell?)) } else { None },
        )
        .collect();
    assert_eq!(named, ["A10→A15", "A15→A10"]);
    assert!(codes(&validated).contains(&"V028"));
    assert_eq!((validated.rejected, validated.rows.len()), (vec!["k1".parse().unwrap()], 4));
}

#[test]
fn states_without_a_number_are_reports() {
    let mut case = Case::new();
    case.text(0, Field::State, "集計中");
    case.text(0, Field::Actual, "—");
    case.text(1, Field::State, "取消");
    case.clear(1, &[Field::Actual]);
    case.holds("k2", "50.1", "");
    let validated = case.validated();
    assert_eq!((validated.verdict, codes(&validated)), (Verdict::Accepted, vec!["V027"]));
    assert_eq!((validated.rows[0].value, validated.rows[0].state), (None, ValueState::Collecting));
    assert_eq!((validated.rows[1].value, validated.rows[1].state), (None, ValueState::Withdrawn));
    let withdrawn = Problem::ValueWithdrawn { earlier: "50.1%".into() };
    assert_eq!(validated.findings[0].problem, withdrawn);
}

#[test]
fn words_beside_a_blank_are_not_lost_silently() {
    let mut case = Case::new();
    case.clear(0, &[Field::Actual, Field::State]);
    case.text(0, Field::Reason, "理由だけ書き足した。");
    case.holds("k1", "1300", "");
    assert_eq!(codes(&case.validated()), ["V001", "V028"]);
}

#[test]
fn a_blank_beside_an_unchanged_number_leaves_the_earlier_words() {
    let mut case = Case::new();
    case.number(0, Field::Actual, "1300");
    case.holds("k1", "1300", "大雨により団体利用が減ったため。");
    let validated = case.validated();
    assert_eq!((codes(&validated), validated.rows[0].reason.as_str()), (Vec::new(), "大雨により団体利用が減ったため。"));
    case.text(0, Field::Reason, "施設の改修のため。");
    assert_eq!(case.validated().rows[0].reason, "施設の改修のため。");
    case.number(0, Field::Actual, "1310");
    case.clear(0, &[Field::Reason]);
    let changed = case.validated();
    assert_eq!((codes(&changed), changed.rows[0].reason.as_str()), (vec!["V024"], ""), "words for another number are void");
}

#[test]
fn what_turns_text_around_or_commands_a_terminal_is_left_out() {
    let mut case = Case::new();
    case.text(0, Field::Source, "\u{202e}統計\u{1b}[2J\r\n表\t1\u{2066}");
    case.header(HeaderField::Author, "山田\u{202e}\n太郎");
    let validated = case.validated();
    assert_eq!((validated.rows[0].source.as_str(), validated.author.as_str()), ("統計[2J\n表 1", "山田 太郎"));
}

#[test]
fn files_as_a_whole() {
    let verdict_of = |change: fn(&mut Case)| {
        let mut case = Case::new();
        change(&mut case);
        let validated = case.validated();
        assert!(matches!(validated.verdict, Verdict::AcceptedWithQueries) || validated.rows.is_empty(), "{:?}", validated.verdict);
        validated.verdict
    };
    assert_eq!(verdict_of(|c| c.raw.identity = None), Verdict::Refused);
    assert_eq!(verdict_of(|c| set_identity(c, "other/r6/kanko", 2)), Verdict::Refused);
    assert_eq!(verdict_of(|c| c.folder = Some("農林課")), Verdict::Returned);
    assert_eq!(verdict_of(|c| c.phase = Phase::Locked), Verdict::Returned);
    assert_eq!(verdict_of(|c| c.header(HeaderField::FilingState, "作成中")), Verdict::Draft);
    assert_eq!(verdict_of(|c| c.header(HeaderField::FilingState, "済")), Verdict::Returned);
    assert_eq!(verdict_of(|c| c.drop_column(Field::Actual)), Verdict::Returned);
    assert_eq!(verdict_of(|c| c.raw.rows.clear()), Verdict::Returned);
    assert_eq!(verdict_of(|c| c.number(0, Field::Actual, "1300")), Verdict::AcceptedWithQueries);
    let differ = Problem::IdentitiesDiffer { visible: String::new(), hidden: String::new() };
    let mut case = Case::new();
    case.raw.findings = vec![Finding::file(differ)];
    assert_eq!((case.validated().verdict, case.validated().rows.len()), (Verdict::Returned, 0));
}
