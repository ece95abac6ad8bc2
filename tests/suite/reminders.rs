//! Reminders on business days: each once, only to those who owe; and days that are only rehearsed.

use std::process::Command;

use torimatome::form::Field;

use crate::case::{Case, PROGRAM, said};
use crate::filing::{departments, fill};
use crate::seen::{self, Mail};

/// An issued round whose mail goes out on weekdays at nine, in which one department has filed.
fn round() -> Case {
    let case = Case::issued();
    case.configure("0 0 9 1 1 *", "0 0 9 * * Mon-Fri");
    case.drop_in("子育て支援課", "回答.xlsx", &fill("子育て支援課", |officer| _ = officer.reasons()));
    case.pass_at("2025-05-30T10:00");
    case
}

/// Recipients of the reminders and overdue mails sent by a pass at that time, and what kind they are.
fn reminded(case: &Case, time: &str) -> (usize, &'static str) {
    let before = case.mails();
    case.pass_at(time);
    let new: Vec<_> = case.mails().into_iter().filter(|mail| !before.contains(mail) && mail.to != ["kikaku@city-mine.example"]).collect();
    let mut to: Vec<_> = new.iter().map(|mail| mail.to.clone()).collect();
    to.dedup();
    assert_eq!(to.len(), new.len(), "one each: {new:?}");
    assert!(!to.contains(&vec!["kosodate-shien@city-mine.example".to_owned()]), "who has filed is left in peace");
    let kind = match new.first().map(|mail| mail.subject.as_str()) {
        None => "none",
        Some(subject) if subject.ends_with("（お知らせ）") => "before",
        Some(subject) if subject.ends_with("（再依頼）") => "after",
        Some(other) => panic!("{other}"),
    };
    (new.len(), kind)
}

#[test]
fn reminders_come_five_and_one_days_before_and_one_and_three_days_after() {
    let case = round();
    let owing = departments().len() - 1;
    let calendar = [
        ("2025-06-05T09:00", (0, "none")),
        ("2025-06-06T08:59", (0, "none")),
        ("2025-06-06T09:00", (owing, "before")),
        ("2025-06-06T11:00", (0, "none")),
        ("2025-06-09T09:00", (0, "none")),
        ("2025-06-12T09:00", (owing, "before")),
        ("2025-06-13T09:00", (0, "none")),
        ("2025-06-14T09:00", (0, "none")),
        ("2025-06-16T09:00", (owing, "after")),
        ("2025-06-17T09:00", (0, "none")),
        ("2025-06-18T09:00", (owing, "after")),
        ("2025-06-19T09:00", (0, "none")),
        ("2025-07-31T09:00", (0, "none")),
    ];
    for (time, expected) in calendar {
        assert_eq!(reminded(&case, time), expected, "{time}");
    }
}

#[test]
fn after_a_long_gap_one_reminder_stands_for_all_that_were_missed() {
    let case = round();
    let owing = departments().len() - 1;
    assert_eq!(reminded(&case, "2025-06-25T09:30"), (owing, "after"));
    assert_eq!(reminded(&case, "2025-06-26T09:30"), (0, "none"));
}

#[test]
fn who_files_between_two_reminders_gets_no_second_one() {
    let case = round();
    let owing = departments().len() - 1;
    assert_eq!(reminded(&case, "2025-06-06T09:00").0, owing);
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    case.pass_at("2025-06-11T15:00");
    assert_eq!(reminded(&case, "2025-06-12T09:00").0, owing - 1);
}

#[test]
fn a_rehearsed_day_changes_nothing() {
    let case = round();
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    let real = |case: &Case| {
        let mut tree = seen::tree(case.root());
        tree.retain(|path, _| !path.starts_with("state/rehearsal"));
        tree
    };
    let before = real(&case);
    let said = case.run(&["run", "--at", "2025-06-06T09:00", "--json"]);
    assert_eq!(said.status, 0, "{said:?}");
    let answer = said.json();
    // Nine are reminded; the tenth's file is taken in the copy and gets its receipt.
    assert_eq!((&answer["taken"], &answer["mails_sent"]), (&1.into(), &11.into()), "{answer}");
    assert!(real(&case).into_iter().eq(before), "the real installation is as it was");
    let copy = std::path::Path::new(answer["copy"].as_str().unwrap());
    let subjects: Vec<String> = seen::mails(&copy.join("state/mail")).into_iter().map(|mail| mail.subject).collect();
    assert_eq!(subjects.iter().filter(|subject| subject.ends_with("（お知らせ）")).count(), 9, "{subjects:?}");
    assert_eq!(case.run(&["run", "--at", "2025-06-06T09:00", "--json"]).json()["mails_sent"], 11, "and may be rehearsed again");
}

#[test]
fn a_rehearsal_leaves_folders_on_a_share_alone() {
    let case = Case::new();
    for folder in ["inbox", "outbox", "state", "templates"] {
        let share = case.path("share").join(folder);
        case.configure(&format!("{folder} = \"{folder}\""), &format!("{folder} = \"{}\"", share.display()));
    }
    case.configure("plans/mine-r6", "plans/../plans/mine-r6");
    assert_eq!(case.run(&["issue"]).status, 0);
    seen::write(&case.path("share/inbox/観光政策課/回答.xlsx"), &fill("観光政策課", |officer| _ = officer.reasons()));
    let real = || {
        let mut tree = seen::tree(case.root());
        tree.retain(|path, _| !path.starts_with("share/state/rehearsal"));
        tree
    };
    let before = real();
    let answer = case.run(&["run", "--at", "2025-06-06T09:00", "--json"]).json();
    assert_eq!(answer["taken"], 1, "{answer}");
    assert!(real() == before, "the share is as it was");
    let mut status = Command::new(PROGRAM);
    status.args(["status", "--json", "--dir"]).arg(answer["copy"].as_str().unwrap());
    assert_eq!(said(status).json()["missing"], 125, "and the copy is an installation of its own");
}

#[test]
fn the_days_papers_are_announced_by_the_mornings_digest() {
    let case = round();
    assert!(case.outbox().contains(&"planning/会議資料_令和6年度実績.xlsx".to_owned()), "{:?}", case.outbox());
    let told = || -> Vec<Mail> { case.mails().into_iter().filter(|mail| mail.to == ["kikaku@city-mine.example"]).collect() };
    let announces = |edition: u32| told().iter().filter(|mail| mail.body.contains(&format!("第{edition}版"))).count();
    assert_eq!((told().len(), announces(1)), (1, 1), "one mail, not a summary and a digest");
    case.pass_at("2025-05-30T16:00");
    assert_eq!(told().len(), 1, "nothing changed, nothing is told");
    case.pass_at("2025-06-02T09:00");
    assert_eq!((told().len(), announces(1)), (2, 1), "the first of a week, while something is owed");
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    case.pass_at("2025-06-02T20:00");
    assert_eq!(told().len(), 2, "not in the evening");
    case.pass_at("2025-06-03T09:00");
    assert_eq!((told().len(), announces(2)), (3, 1));
    let last = told().pop().unwrap();
    assert!(last.subject.starts_with("【日報】") && last.body.contains("観光政策課　受付済み"), "{}", last.body);
    case.pass_at("2025-06-03T13:00");
    assert_eq!(told().len(), 3, "one a day");
}

#[test]
fn papers_that_are_compiled_after_the_digest_are_announced_by_themselves() {
    let case = round();
    let told = || case.mails().into_iter().filter(|mail| mail.to == ["kikaku@city-mine.example"]).count();
    case.pass_at("2025-06-02T09:00");
    let before = told();
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    case.pass_at("2025-06-02T13:00");
    case.worker().compile(crate::case_worker::at("2025-06-02T14:00")).unwrap();
    assert_eq!(told(), before + 1);
    case.pass_at("2025-06-03T09:00");
    let last = case.mails().into_iter().rfind(|mail| mail.subject.starts_with("【日報】")).unwrap();
    assert!(!last.body.contains("第2版"), "announced once: {}", last.body);
}

#[test]
fn a_department_that_filed_and_has_to_correct_is_reminded_of_the_correction() {
    let case = round();
    let wrong = fill("観光政策課", |officer| _ = officer.reasons().text(2, Field::Actual, "内緒の数"));
    case.drop_in("観光政策課", "回答.xlsx", &wrong);
    case.pass_at("2025-06-02T10:00");
    assert_eq!(reminded(&case, "2025-06-06T09:00").1, "before");
    let body = |to: &str| case.mails().into_iter().rfind(|mail| mail.to == [to.to_owned()]).unwrap().body;
    assert!(body("kanko-seisaku@city-mine.example").contains("修正をお願いしている箇所が1か所あります。"));
    assert!(!body("norin@city-mine.example").contains("修正"));
}
