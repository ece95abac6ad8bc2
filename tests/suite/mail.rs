//! The mails of a round, as another program reads them.

use std::collections::BTreeSet;

use torimatome::form::Field;

use crate::case::Case;
use crate::filing::{Officer, departments, fill, registry};

fn address(department: &str) -> Vec<String> {
    registry().departments.iter().find(|known| known.name == department).unwrap().addresses.clone()
}

#[test]
fn every_department_that_owes_is_asked_once_and_by_itself() {
    let case = Case::issued();
    let mails = case.mails();
    let asked: BTreeSet<Vec<String>> = mails.iter().map(|mail| mail.to.clone()).collect();
    let owing: BTreeSet<Vec<String>> = departments().into_iter().map(address).collect();
    assert_eq!((mails.len(), asked), (11, owing));
    for (department, mail) in departments().iter().flat_map(|name| mails.iter().map(move |mail| (name, mail))) {
        let own = mail.to == address(department);
        assert_eq!(mail.body.contains(&format!("{department}の")), own, "{department}: {}", mail.body);
        assert!(mail.subject.contains("（依頼）") && mail.subject.contains("6月13日（金）"), "{}", mail.subject);
    }
    assert_eq!(mails.iter().map(|mail| mail.file.as_str()).collect::<BTreeSet<_>>().len(), 11);
}

#[test]
fn answers_go_to_the_own_department_and_tell_no_values() {
    let case = Case::issued();
    let before: BTreeSet<_> = case.mails().into_iter().collect();
    case.drop_in("子育て支援課", "回答.xlsx", &fill("子育て支援課", |officer| _ = officer.reasons()));
    let partly = fill("観光政策課", |officer| {
        _ = officer.number(0, "98765.4").text(2, Field::Actual, "内緒の数").text(1, Field::Reason, "内緒の理由");
    });
    case.drop_in("観光政策課", "回答.xlsx", &partly);
    case.drop_in("農林課", "写真.xlsx", b"\x89PNG");
    case.run_once();
    let new: Vec<_> = case.mails().into_iter().filter(|mail| !before.contains(mail)).collect();
    let told = |department: &str| new.iter().filter(|mail| mail.to == address(department)).collect::<Vec<_>>();
    let (good, bad, broken) = (told("子育て支援課"), told("観光政策課"), told("農林課"));
    assert_eq!((new.len(), good.len(), bad.len(), broken.len()), (3, 1, 1, 1), "{new:?}");
    assert_eq!(good[0].subject, "【受付】令和6年度実績（子育て支援課）");
    assert!(good[0].body.contains("R6-010-1"), "{}", good[0].body);
    assert_eq!(bad[0].subject, "【修正のお願い】令和6年度実績（観光政策課・1か所）");
    assert!(bad[0].body.contains("outbox/観光政策課/指摘一覧_R6-001-1.xlsx"), "{}", bad[0].body);
    assert!(broken[0].subject.contains("農林課"));
    for mail in &new {
        assert!(["98765.4", "98,765.4", "内緒"].iter().all(|typed| !mail.body.contains(typed)), "{}", mail.body);
    }
}

#[test]
fn an_answer_counts_what_stands_besides_what_it_asks_for() {
    let case = Case::issued();
    let mut seen: BTreeSet<_> = case.mails().into_iter().collect();
    let mut told = |change: fn(&mut Officer)| {
        case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", change));
        case.run_once();
        let new: Vec<_> = case.mails().into_iter().filter(|mail| !seen.contains(mail)).collect();
        seen.extend(case.mails());
        new.into_iter().map(|mail| mail.body).collect::<String>()
    };
    assert!(told(|officer| _ = officer.reasons()).contains("5指標すべての確認が終わりました"));
    // The first return's value stands; it is nevertheless not one of the others.
    let partly = told(|officer| _ = officer.reasons().text(2, Field::Actual, "x"));
    assert!(partly.contains("ほかの4指標は受け付けています"), "{partly}");
    let withdrawn = told(|officer| _ = officer.reasons().blank(0).text(0, Field::State, "取消"));
    assert!(withdrawn.contains("1指標は未記入です") && !withdrawn.contains("提出は完了"), "{withdrawn}");
}

#[test]
fn a_file_of_nobody_is_told_to_the_planning_office() {
    let case = Case::issued();
    case.drop_in("", "なぞ.xlsx", b"garbage");
    let pass = case.run_once();
    assert_eq!((pass.verdict("なぞ.xlsx"), pass.number("なぞ.xlsx")), ("refused", "R6-000-1"));
    let told: Vec<_> = case.mails().into_iter().filter(|mail| mail.to == ["kikaku@city-mine.example"]).collect();
    assert!(matches!(told.as_slice(), [mail] if mail.body.contains("なぞ.xlsx")), "{told:?}");
    assert!(case.outbox().contains(&"planning/指摘一覧_R6-000-1.xlsx".to_owned()));
}

#[test]
fn a_file_dropped_straight_into_the_inbox_stands_on_its_own_identity() {
    let case = Case::issued();
    case.drop_in("", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    let pass = case.run_once();
    assert_eq!((pass.verdict("回答.xlsx"), pass.number("回答.xlsx")), ("accepted", "R6-001-1"));
    assert!(case.outbox().contains(&"観光政策課/受付票_R6-001-1.xlsx".to_owned()));
}

#[test]
fn a_recipient_that_may_not_be_written_to_costs_a_mail_and_no_return() {
    let case = Case::issued();
    case.configure("allowed_domains = [\"city-mine.example\"]", "allowed_domains = [\"other.example\"]");
    let before = case.mails();
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    let pass = case.run_once();
    assert_eq!((pass.verdict("回答.xlsx"), &pass.0["mails_failed"]), ("accepted", &1.into()));
    assert!(case.outbox().contains(&"観光政策課/受付票_R6-001-1.xlsx".to_owned()));
    assert_eq!(case.mails(), before, "nothing goes to an address that is not allowed");
    let status = case.status_json();
    assert_eq!((&status["mailbox"]["failed"], &status["health"]["ok"]), (&1.into(), &false.into()));
}
