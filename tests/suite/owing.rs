//! Who owes what until when: numbers that come later, more time for one department, a reorganisation in mid-round, owners
//! that change, departments that share an officer or stand in for each other.

use std::fs;

use serde_json::Value;
use torimatome::domain::{Act, Decision, DecisionSource};
use torimatome::store::Store;

use crate::case::Case;
use crate::case_worker::at;
use crate::filing::fill;
use crate::seen::Mail;

const KANKO: &str = "kanko-seisaku@city-mine.example";
const SHOKO: &str = "shoko-rodo@city-mine.example";

/// Mine's register with `change`s of sheets, issued on 19 May; mail goes out on weekdays at nine.
fn round(changes: &[(&str, &str, &str)]) -> Case {
    let case = Case::new();
    case.configure("0 0 9 1 1 *", "0 0 9 * * Mon-Fri");
    for (sheet, from, to) in changes {
        case.edit(&format!("plans/mine-r6/{sheet}.csv"), from, to);
    }
    case
}

fn issue(case: &Case, time: &str) -> Vec<String> {
    let issued = case.worker().issue(None, "企画課", at(time)).unwrap();
    issued.forms.into_iter().map(|(name, count, _)| format!("{name} {count}")).collect()
}

/// Mails of a pass to these addresses.
fn mails_at(case: &Case, time: &str, to: &[&str]) -> Vec<Mail> {
    let before = case.mails();
    case.pass_at(time);
    let new = case.mails().into_iter().filter(|mail| !before.contains(mail));
    new.filter(|mail| to.iter().any(|to| mail.to == [(*to).to_owned()])).collect()
}

fn subjects(case: &Case, time: &str, to: &str) -> Vec<String> {
    mails_at(case, time, &[to]).into_iter().map(|mail| mail.subject).collect()
}

fn department(case: &Case, time: &str, name: &str) -> Value {
    let status = case.status_at(time);
    let departments = status["departments"].as_array().unwrap();
    departments.iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("{name}: {departments:#?}")).clone()
}

/// The request that an address got at the opening.
fn request<'a>(mails: &'a [Mail], to: &str) -> &'a Mail {
    mails.iter().find(|mail| mail.to == [to.to_owned()] && mail.subject.contains("（依頼）")).unwrap()
}

#[test]
fn a_number_that_comes_later_is_asked_on_its_own_day() {
    let case = round(&[]);
    let sheet = "照会ID,指標ID,提出期限,理由\nr6,1.1-01,2025-07-31,県の統計の公表が7月下旬のため\nr6,1.1-02,2025-07-31,県の統計の公表が7月下旬のため\n";
    fs::write(case.path("plans/mine-r6/個別期限.csv"), sheet).unwrap();
    issue(&case, "2025-05-19T10:00");
    let asked = request(&case.mails(), KANKO).body.clone();
    assert!(asked.contains("5指標について、6月13日（金）までに") && asked.contains("ただし、このうち2指標（"), "{asked}");
    assert!(asked.contains("の提出期限は、7月31日（木）です。"), "{asked}");

    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons().blank(0).blank(1)));
    let receipt = mails_at(&case, "2025-06-05T10:00", &[KANKO]);
    let text = &receipt[0].body;
    assert!(text.contains("未記入の指標を7月31日（木）までに記入し、再提出してください。"), "{text}");
    assert!(!text.contains("提出は完了です") && !text.contains("6月13日"), "{text}");
    let standing = department(&case, "2025-06-05T10:00", "観光政策課");
    let facts = ["state", "due", "owed", "owed_later"].map(|key| standing[key].to_string());
    assert_eq!(facts, ["\"extended\"", "\"2025-07-31\"", "2", "2"], "{standing}");
    // Nothing is due of it in June, and its own calendar holds in July.
    for quiet in ["2025-06-06T09:00", "2025-06-12T09:00", "2025-06-16T09:00", "2025-06-18T09:00", "2025-07-23T09:00"] {
        assert!(subjects(&case, quiet, KANKO).is_empty(), "{quiet}");
    }
    let before = mails_at(&case, "2025-07-24T09:00", &[KANKO]);
    assert!(
        before[0].body.starts_with("提出期限は7月31日（木）です。7月24日（木）9時現在、観光政策課の2指標が未提出です。"),
        "{}",
        before[0].body
    );
    assert_eq!(subjects(&case, "2025-07-30T09:00", KANKO).len(), 1);
    let after = mails_at(&case, "2025-08-01T09:00", &[KANKO]);
    assert!(after[0].body.starts_with("7月31日（木）が期限でしたが、"), "{}", after[0].body);
    assert_eq!(department(&case, "2025-08-01T09:00", "観光政策課")["state"], "partly_filed");
    case.drop_in("観光政策課", "回答2.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    case.pass_at("2025-08-04T10:00");
    assert!(subjects(&case, "2025-08-05T09:00", KANKO).is_empty(), "filed");
    assert!(case.findings().contains(&"I008".to_owned()), "what came after its own day is late");
}

#[test]
fn more_time_for_one_department_moves_its_reminders_and_nobody_elses() {
    let case = round(&[]);
    issue(&case, "2025-05-19T10:00");
    let act = Act::Extend { department: "shoko-rodo".parse().ok(), indicator: None, due: "2025-06-20".parse().unwrap(), locks: None };
    let decision = Decision {
        id: "d1".to_owned(),
        plan: "mine-r6".parse().unwrap(),
        round: "r6".parse().unwrap(),
        act,
        who: "企画課長".to_owned(),
        why: "災害対応のため".to_owned(),
        until: None,
        decided_on: "2025-06-10".parse().unwrap(),
        source: DecisionSource::CommandLine,
        at: "2025-06-10T10:00:00+09:00".to_owned(),
    };
    assert_eq!(subjects(&case, "2025-06-06T09:00", SHOKO).len(), 1, "before the decision it is like the others");
    assert!(case.store().decide(&decision, None).unwrap());
    let standing = department(&case, "2025-06-11T09:00", "商工労働課");
    assert_eq!((&standing["state"], &standing["due"]), (&"extended".into(), &"2025-06-20".into()), "{standing}");
    let calendar = [("06-12", 0, 1), ("06-13", 1, 0), ("06-16", 0, 1), ("06-18", 0, 1), ("06-19", 1, 0), ("06-23", 1, 0)];
    for (day, shoko, kanko) in calendar {
        let time = format!("2025-{day}T09:00");
        let mails = mails_at(&case, &time, &[SHOKO, KANKO]);
        let to = |address: &str| mails.iter().filter(|mail| mail.to == [address.to_owned()]).count();
        assert_eq!((to(SHOKO), to(KANKO)), (shoko, kanko), "{day}");
    }
}

/// 観光政策課 becomes 観光交流課 on 9 June.
const REORGANISED: (&str, &str, &str) = (
    "担当課",
    "kanko-seisaku,観光政策課,001,,kanko-seisaku@city-mine.example,,,,,",
    "kanko-seisaku,観光政策課,001,,kanko-seisaku@city-mine.example,,2025-06-08,kanko-koryu,,\n\
     kanko-koryu,観光交流課,022,,kanko-koryu@city-mine.example,2025-06-09,,,,",
);
const KORYU: &str = "kanko-koryu@city-mine.example";

#[test]
fn after_a_reorganisation_the_successor_is_asked_and_may_file_the_old_form() {
    let case = round(&[REORGANISED]);
    let forms = issue(&case, "2025-05-19T10:00");
    assert!(forms.contains(&"観光政策課 5".to_owned()) && forms.iter().all(|form| !form.starts_with("観光交流課")), "{forms:?}");
    assert_eq!(subjects(&case, "2025-06-06T09:00", KANKO).len(), 1);
    assert_eq!(department(&case, "2025-06-08T09:00", "観光政策課")["owed"], 5);
    assert_eq!(department(&case, "2025-06-09T09:00", "観光交流課")["owed"], 5, "the same obligations in other hands");
    let reminded = mails_at(&case, "2025-06-12T09:00", &[KANKO, KORYU]);
    assert_eq!(reminded.iter().map(|mail| mail.to[0].as_str()).collect::<Vec<_>>(), [KORYU]);
    assert!(
        reminded[0].body.contains("観光交流課の5指標が未提出です")
            && reminded[0].body.contains("観光政策課から引き継いだ指標が含まれています")
    );
    assert!(case.path("inbox/観光交流課").is_dir(), "its folder is there");
    case.drop_in("観光交流課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    let pass = case.pass_at("2025-06-12T15:00");
    assert_eq!((pass.concluded[0].number.as_str(), pass.concluded[0].rows), ("R6-022-1", 5), "{pass:?}");
    let receipt = case.mails().into_iter().find(|mail| mail.subject.starts_with("【受付】")).unwrap();
    assert_eq!(receipt.to, [KORYU]);
    assert!(case.outbox().iter().any(|file| file.starts_with("観光交流課/受付票_R6-022-1")), "{:?}", case.outbox());
    assert_eq!(department(&case, "2025-06-12T16:00", "観光交流課")["state"], "filed");
    assert!(fs::read_to_string(case.path("outbox/planning/board.html")).unwrap().contains("観光交流課"));
}

#[test]
fn the_successor_gets_a_form_of_its_own_and_what_the_predecessor_filed_stands() {
    let case = round(&[REORGANISED]);
    issue(&case, "2025-05-19T10:00");
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons().blank(0)));
    case.pass_at("2025-06-03T10:00");
    assert!(issue(&case, "2025-06-06T10:00").is_empty(), "nobody needs a form yet");
    assert_eq!(issue(&case, "2025-06-09T10:00"), ["観光交流課 5"]);
    let asked = case.mails().into_iter().rfind(|mail| mail.subject.contains("（依頼）")).unwrap();
    assert_eq!(asked.to, [KORYU.to_owned()]);
    assert!(asked.body.contains("観光交流課の5指標") && asked.body.contains("観光政策課から引き継いだ指標"), "{}", asked.body);
    assert!(issue(&case, "2025-06-09T11:00").is_empty(), "once");
    let standing = department(&case, "2025-06-09T12:00", "観光交流課");
    assert_eq!((&standing["received"], &standing["owed"], &standing["submissions"]), (&4.into(), &1.into(), &1.into()), "{standing}");
    // A colleague still drops the old form into the old folder: it is the new department's.
    case.drop_in("観光政策課", "再提出.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    assert_eq!(case.pass_at("2025-06-10T10:00").concluded[0].number, "R6-022-1");
    assert_eq!(department(&case, "2025-06-10T12:00", "観光交流課")["state"], "filed");
}

#[test]
fn an_indicator_changes_hands_and_the_new_owner_is_asked_for_it() {
    let case = round(&[("担当", "1.1-01,kanko-seisaku,主,,,", "1.1-01,kanko-seisaku,主,,2025-06-08,\n1.1-01,norin,主,2025-06-09,,")]);
    let forms = issue(&case, "2025-05-19T10:00");
    assert!(forms.contains(&"観光政策課 5".to_owned()) && forms.contains(&"農林課 9".to_owned()), "{forms:?}");
    assert_eq!(department(&case, "2025-06-09T08:00", "観光政策課")["asked"], 4);
    assert_eq!(issue(&case, "2025-06-09T10:00"), ["農林課 10"]);
    let asked = case.mails().into_iter().rfind(|mail| mail.subject.contains("（依頼）")).unwrap();
    assert!(asked.to == ["norin@city-mine.example"] && asked.body.contains("農林課の10指標"), "{asked:?}");
    // The earlier owner has the row in its form, and had filled it in.
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    assert_eq!(case.pass_at("2025-06-10T10:00").concluded[0].rows, 5);
    assert_eq!(department(&case, "2025-06-10T12:00", "農林課")["received"], 1, "settled");
}

#[test]
fn one_officer_of_two_departments_hears_of_both_at_once() {
    let case = round(&[("担当課", "norin@city-mine.example", KANKO)]);
    issue(&case, "2025-05-19T10:00");
    let requests: Vec<Mail> = case.mails().into_iter().filter(|mail| mail.to == [KANKO.to_owned()]).collect();
    assert_eq!(requests.len(), 1);
    let body = &requests[0].body;
    assert!(
        body.contains("観光政策課の5指標") && body.contains("あわせて、農林課の9指標を、6月13日（金）までに提出してください。"),
        "{body}"
    );
    assert!(body.contains("inbox/農林課") && body.contains("outbox/農林課/様式_"), "{body}");
    let reminded = mails_at(&case, "2025-06-06T09:00", &[KANKO]);
    assert_eq!(reminded.len(), 1);
    assert!(reminded[0].body.contains("農林課の9指標も未提出です。"), "{}", reminded[0].body);
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    case.pass_at("2025-06-10T10:00");
    let rest = mails_at(&case, "2025-06-12T09:00", &[KANKO]);
    assert!(rest.len() == 1 && rest[0].body.contains("農林課の9指標が未提出です。") && !rest[0].body.contains("観光政策課"), "{rest:?}");
}

#[test]
fn a_deputy_files_in_anothers_place_and_both_are_told() {
    let case = round(&[
        ("担当課", "後継,別名,備考", "後継,別名,備考,代理"),
        ("担当課", "kanko-seisaku@city-mine.example,,,,,", "kanko-seisaku@city-mine.example,,,,,,shoko-rodo"),
    ]);
    issue(&case, "2025-05-19T10:00");
    case.drop_in("商工労働課", "代理.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    case.drop_in("農林課", "違う課.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    let pass = case.pass_at("2025-06-10T10:00");
    let of = |file: &str| pass.concluded.iter().find(|one| one.file == file).unwrap();
    assert_eq!((of("代理.xlsx").number.as_str(), of("代理.xlsx").rows), ("R6-001-1", 5), "{pass:?}");
    assert!(of("違う課.xlsx").codes.contains(&"I010".to_owned()), "nobody else may");
    let mut told: Vec<String> =
        case.mails().into_iter().filter(|mail| mail.subject.starts_with("【受付】")).flat_map(|mail| mail.to).collect();
    told.sort_unstable();
    assert_eq!(told, [KANKO, SHOKO].map(str::to_owned));
    for folder in ["商工労働課", "観光政策課"] {
        assert!(case.outbox().iter().any(|file| file.starts_with(&format!("{folder}/受付票_R6-001-1"))), "{folder}");
    }
    assert_eq!(department(&case, "2025-06-10T12:00", "観光政策課")["state"], "filed");
}
