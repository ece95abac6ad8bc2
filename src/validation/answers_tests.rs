//! Co-owners, partial files, sums over the plan and stages: what is asked, and what is left alone.

use super::fixture::{Case, codes, q};
use crate::diagnostic::Problem;
use crate::domain::Verdict;
use crate::form::Field;

#[test]
fn co_owners_who_disagree_are_asked_until_they_agree() {
    let shared = |value: &str| {
        let mut case = Case::new();
        case.registry.co_owners.insert("k1".parse().unwrap(), vec!["norin".parse().unwrap()]);
        case.holds("k1", value, "");
        let mut theirs = case.held.values().next().unwrap().clone();
        theirs.department = Some("norin".parse().unwrap());
        case.answers.push(theirs);
        case
    };
    let found = shared("1510").validated();
    let finding = found.findings.iter().find(|finding| finding.problem.code() == "V031").unwrap();
    let expected =
        Problem::CoOwnersDiffer { department: "農林課".into(), reported: "1,510人（確定）".into(), number: "R6-001-1".into() };
    assert_eq!((&finding.problem, finding.place.cell), (&expected, found.rows.first().map(|row| row.cell)));
    assert_eq!(found.rows.len(), 5, "the row is taken all the same");
    assert!(!codes(&shared("1520").validated()).contains(&"V031"));
    // Explaining the number does not make them agree.
    let mut explained = shared("1510");
    explained.text(0, Field::Reason, "速報の訂正による。");
    assert!(codes(&explained.validated()).contains(&"V031"));
    // A blank leaves it to the other, and nothing is owed.
    let mut blank = shared("1510");
    blank.clear(0, &[Field::Actual, Field::State]);
    assert_eq!(codes(&blank.validated()), Vec::<&str>::new());
}

#[test]
fn a_part_of_the_sheets_is_a_part_and_no_error() {
    let mut case = Case::new();
    case.raw.rows.truncate(1);
    case.holds("k2", "51.2", "");
    let validated = case.validated();
    // k2 is in force; k3 to k5 are still owed and said so.
    assert_eq!(codes(&validated), ["T006", "T006", "T006"]);
    assert_eq!((validated.verdict, validated.rows.len()), (Verdict::Accepted, 1));
    // What another plan's sheet asks is not missed here.
    case.elsewhere = ["k3", "k4", "k5"].iter().map(|id| id.parse().unwrap()).collect();
    let validated = case.validated();
    assert_eq!((codes(&validated).len(), validated.blank.len()), (0, 1));
}

#[test]
fn one_damaged_sheet_keeps_the_others() {
    let mut case = Case::new();
    let mut second = case.raw.tables[0].clone();
    second.sheet = "1-(2)".into();
    second.columns.remove(&Field::Actual);
    case.raw.tables.push(second);
    for row in &mut case.raw.rows[3..] {
        row.table = 1;
    }
    let validated = case.validated();
    assert_eq!((validated.verdict, validated.rows.len()), (Verdict::PartlyAccepted, 3));
    let heading = validated.findings.iter().find(|finding| finding.problem.code() == "T002").unwrap();
    assert_eq!(heading.place.sheet.as_deref(), Some("1-(2)"));
}

#[test]
fn what_adds_up_over_the_plan_is_compared_with_years_and_not_with_sums() {
    let adding = |actual: &str, target: &str| {
        let mut case = Case::new();
        case.indicator("k1").aggregation = crate::domain::Aggregation::CumulativeWithinPlan;
        let year = crate::domain::FiscalYear::new;
        case.registry.plan.years = year(2024).zip(year(2027));
        for row in case.registry.values.iter_mut().filter(|row| row.subject == "k1") {
            if row.kind == crate::domain::ValueKind::Baseline {
                row.year = year(2022);
            } else if row.kind == crate::domain::ValueKind::Target {
                row.value = Some(q(target));
            }
        }
        case.clear(0, &[Field::Target]);
        case.number(0, Field::Actual, actual);
        codes(&case.validated())
    };
    // 1,205 last year; the target for four years is far away and no slip of the pen.
    assert_eq!(adding("1300", "5000"), ["V024"]);
    assert_eq!(adding("1300", "1250"), Vec::<&str>::new());
    assert!(adding("12500", "50000").contains(&"V012"), "ten times last year's amount");
}

#[test]
fn a_stage_has_no_digits_to_slip() {
    let mut case = Case::new();
    case.indicator("k5").stages = vec!["未着手".into(), "整備中".into(), "完成".into()];
    case.number(4, Field::Actual, "3");
    let found = codes(&case.validated());
    assert!(!found.iter().any(|code| ["V012", "V014", "V015", "V030"].contains(code)), "{found:?}");
}
