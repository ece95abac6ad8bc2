//! Rows are accepted one by one, and what was accepted stays until something better comes.

use serde_json::Value;
use torimatome::form::Field;

use crate::case::Case;
use crate::filing::{fill, fill_old};

const KANKO: &str = "観光政策課";
const FILE: &str = "回答.xlsx";

fn value<'a>(status: &'a Value, id: &str) -> &'a Value {
    status["values"].as_array().unwrap().iter().find(|value| value["indicator_id"] == id).unwrap()
}

fn kanko(status: &Value) -> &Value {
    status["departments"].as_array().unwrap().iter().find(|department| department["name"] == KANKO).unwrap()
}

#[test]
fn one_bad_row_does_not_send_back_the_others() {
    let case = Case::issued();
    case.drop_in(KANKO, FILE, &fill(KANKO, |officer| _ = officer.reasons().text(2, Field::Actual, "たくさん")));
    let pass = case.run_once();
    assert_eq!((pass.verdict(FILE), &pass.of(FILE)["rows"], &pass.of(FILE)["errors"]), ("partly_accepted", &4.into(), &1.into()));
    let status = case.status_json();
    assert_eq!(value(&status, "1.1-01")["actual"], "131.8");
    assert!(value(&status, "1.1-03")["actual"].is_null());
    let kanko = kanko(&status);
    assert_eq!((&kanko["received"], &kanko["owed"], &kanko["errors"]), (&4.into(), &1.into(), &1.into()));
}

#[test]
fn a_blank_later_means_unchanged() {
    let case = Case::issued();
    case.drop_in(KANKO, FILE, &fill(KANKO, |_| {}));
    case.run_once();
    case.drop_in(KANKO, FILE, &fill(KANKO, |officer| _ = officer.only(0).number(0, "131.9")));
    case.run_once();
    let status = case.status_json();
    let (first, second) = (value(&status, "1.1-01"), value(&status, "1.1-02"));
    assert_eq!((&first["actual"], &first["number"]), (&"131.9".into(), &"R6-001-2".into()));
    assert_eq!((&second["actual"], &second["number"]), (&"15.3".into(), &"R6-001-1".into()));
    assert_eq!(kanko(&status)["owed"], 0);
}

#[test]
fn a_later_bad_row_does_not_displace_an_earlier_good_one() {
    let case = Case::issued();
    case.drop_in(KANKO, FILE, &fill(KANKO, |_| {}));
    case.run_once();
    case.drop_in(KANKO, FILE, &fill(KANKO, |officer| _ = officer.text(1, Field::Actual, "多数").number(0, "132")));
    let pass = case.run_once();
    assert_eq!(pass.verdict(FILE), "partly_accepted");
    assert!(pass.codes(FILE).contains(&"V028"), "the officer is told what stays in force: {pass:?}");
    let status = case.status_json();
    assert_eq!(value(&status, "1.1-01")["actual"], "132");
    assert_eq!(value(&status, "1.1-02")["actual"], "15.3");
    assert_eq!(kanko(&status)["owed"], 0);
}

#[test]
fn a_withdrawn_value_is_owed_again() {
    let case = Case::issued();
    case.drop_in(KANKO, FILE, &fill(KANKO, |_| {}));
    case.run_once();
    case.drop_in(KANKO, FILE, &fill(KANKO, |officer| _ = officer.only(1).blank(1).text(1, Field::State, "取消")));
    let pass = case.run_once();
    assert!(pass.codes(FILE).contains(&"V027"), "{pass:?}");
    let status = case.status_json();
    assert!(value(&status, "1.1-02")["actual"].is_null());
    assert_eq!(value(&status, "1.1-01")["actual"], "131.8");
    assert_eq!(kanko(&status)["owed"], 1);
}

#[test]
fn a_draft_stays_in_place_until_it_is_filed() {
    let case = Case::issued();
    let (outbox, mails) = (case.outbox(), case.mails());
    let draft = case.drop_in(KANKO, FILE, &fill(KANKO, |officer| _ = officer.filing("作成中")));
    let pass = case.run_once();
    assert_eq!((pass.verdict(FILE), pass.number(FILE)), ("draft", ""));
    assert!(draft.exists());
    assert_eq!((case.outbox(), case.mails()), (outbox, mails), "nothing is written about a draft");
    let status = case.status_json();
    assert_eq!((&kanko(&status)["state"], &kanko(&status)["submissions"]), (&"drafting".into(), &0.into()));
    assert!(value(&status, "1.1-01")["actual"].is_null());
    assert_eq!(case.run_once().concluded(), 0, "a draft is judged once");

    case.drop_in(KANKO, FILE, &fill(KANKO, |_| {}));
    let pass = case.run_once();
    assert_eq!(pass.number(FILE), "R6-001-1");
    assert!(!draft.exists(), "what was filed is put away");
    assert_eq!(value(&case.status_json(), "1.1-01")["actual"], "131.8");
}

#[test]
fn first_a_then_b_then_a_again_leaves_a_in_force() {
    let case = Case::issued();
    let a = fill(KANKO, |officer| _ = officer.reasons());
    let b = fill(KANKO, |officer| _ = officer.reasons().number(0, "120"));
    for (bytes, actual) in [(&a, "131.8"), (&b, "120"), (&a, "131.8")] {
        case.drop_in(KANKO, FILE, bytes);
        case.run_once();
        assert_eq!(value(&case.status_json(), "1.1-01")["actual"], actual);
    }
    let status = case.status_json();
    assert_eq!(value(&status, "1.1-01")["number"], "R6-001-3");
    assert_eq!(kanko(&status)["submissions"], 3);
}

#[test]
fn the_same_file_twice_is_said() {
    let case = Case::issued();
    let bytes = fill(KANKO, |officer| _ = officer.reasons());
    case.drop_in(KANKO, "a.xlsx", &bytes);
    case.drop_in(KANKO, "b.xlsx", &bytes);
    let pass = case.run_once();
    assert_eq!((pass.codes("a.xlsx").contains(&"F012"), pass.codes("b.xlsx").contains(&"F012")), (false, true), "{pass:?}");
    assert_eq!(pass.verdict("b.xlsx"), "accepted");
    assert_eq!(case.status_json()["mailbox"]["failed"], 0);
}

#[test]
fn a_file_in_another_departments_folder_counts_for_neither() {
    let case = Case::issued();
    case.drop_in("農林課", FILE, &fill(KANKO, |_| {}));
    let pass = case.run_once();
    assert_eq!((pass.verdict(FILE), pass.codes(FILE)), ("returned", vec!["I010"]));
    assert_eq!(pass.of(FILE)["department"], "農林課", "the answer goes where the file was dropped");
    let status = case.status_json();
    assert_eq!(status["missing"], 130);
    assert!(case.outbox().iter().any(|path| path.starts_with("農林課/指摘一覧_")));
    assert!(case.mails().iter().all(|mail| !mail.subject.contains("修正") || mail.to == ["norin@city-mine.example"]));
}

#[test]
fn a_form_of_the_older_version_is_read() {
    let case = Case::issued();
    case.drop_in(KANKO, FILE, &fill_old(KANKO));
    let pass = case.run_once();
    assert!(pass.codes(FILE).contains(&"I011"), "{pass:?}");
    assert_eq!((&pass.of(FILE)["rows"], &pass.of(FILE)["errors"]), (&5.into(), &0.into()));
    assert_eq!(value(&case.status_json(), "1.1-05")["actual"], "23029");
}

#[test]
fn numbers_as_officers_write_them_are_read_and_told_back() {
    let case = Case::issued();
    case.drop_in(
        KANKO,
        FILE,
        &fill(KANKO, |officer| _ = officer.reasons().text(0, Field::Actual, "１３１．８万人").text(4, Field::Actual, "23,029人")),
    );
    let pass = case.run_once();
    assert_eq!(pass.verdict(FILE), "accepted");
    assert!(pass.codes(FILE).contains(&"V020"), "{pass:?}");
    let status = case.status_json();
    assert_eq!((&value(&status, "1.1-01")["actual"], &value(&status, "1.1-05")["actual"]), (&"131.8".into(), &"23029".into()));
}
