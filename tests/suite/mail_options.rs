//! Options of mail: rehearsal to one address, kinds that wait for release, workbooks that go along, the list for groupware.

use std::fs;

use mail_parser::{MessageParser, MimeHeaders};
use torimatome::store::{MailState, Store};

use crate::case::Case;
use crate::case_worker::at;
use crate::filing::{departments, fill, registry};
use crate::smtp_server::{At, Manner, Server};

fn issue(case: &Case) -> usize {
    case.worker().issue(None, "企画課", at("2025-05-19T10:00")).unwrap().mails
}

#[test]
fn in_a_rehearsal_every_mail_goes_to_one_address_and_says_for_whom_it_was() {
    let server = Server::start(&[Manner::Say(At::Dot, "451 later")]);
    let case = Case::new();
    case.mail_to(&server);
    // Frozen before the rehearsal began: they go elsewhere all the same.
    case.configure("per_pass_max = 500", "per_pass_max = 1");
    issue(&case);
    case.configure("per_pass_max = 1", "per_pass_max = 500");
    let before = server.got().len();
    case.configure("redirect_to = \"\"", "redirect_to = \"test@city-mine.example\"");
    case.pass_at("2025-05-19T11:00");
    let got = &server.got()[before..];
    assert_eq!(got.len(), 11);
    let mut named: Vec<String> = Vec::new();
    for mail in got {
        assert_eq!(mail.to, ["test@city-mine.example"]);
        let parsed = MessageParser::default().parse(mail.text.as_bytes()).unwrap();
        assert_eq!(parsed.to().unwrap().first().unwrap().address(), Some("test@city-mine.example"));
        assert!(parsed.subject().unwrap().starts_with("【試験】"), "{:?}", parsed.subject());
        let body = parsed.body_text(0).unwrap();
        named.extend(
            registry().departments.iter().flat_map(|d| &d.addresses).filter(|a| body.lines().next().unwrap().contains(*a)).cloned(),
        );
        assert!(parsed.headers().iter().all(|header| !matches!(header.name(), "Cc" | "Bcc")));
    }
    named.sort();
    let mut all: Vec<String> =
        departments().iter().flat_map(|name| registry().departments.iter().find(|d| d.name == *name).unwrap().addresses.clone()).collect();
    all.sort();
    assert_eq!(named, all, "each mail says for whom it was");
    let status = case.status_at("2025-05-19T11:00");
    assert!(status["health"]["problems"].to_string().contains("試験運用中"), "{status}");
}

#[test]
fn the_list_of_a_rehearsal_names_no_real_recipient() {
    let case = Case::new();
    case.configure("redirect_to = \"\"", "redirect_to = \"test@city-mine.example\"");
    assert_eq!(issue(&case), 11);
    let list = fs::read(case.path("state/mail/一覧.csv")).unwrap();
    for row in csv::Reader::from_reader(&list[3..]).records().map(Result::unwrap) {
        assert_eq!(&row[0], "test@city-mine.example");
        assert!(row[1].starts_with("【試験】") && row[2].starts_with("（試験運用）"), "{row:?}");
    }
    assert!(case.mails().iter().all(|mail| mail.to == ["test@city-mine.example"]));
}

#[test]
fn the_list_for_groupware_holds_recipient_subject_and_the_whole_text() {
    let case = Case::issued();
    let list = fs::read(case.path("state/mail/一覧.csv")).unwrap();
    let rows: Vec<_> = csv::Reader::from_reader(&list[3..]).records().map(Result::unwrap).collect();
    for mail in case.mails() {
        let row = rows.iter().find(|row| row[0] == mail.to[0]).unwrap();
        assert_eq!((&row[1], row[2].trim_end()), (mail.subject.as_str(), mail.body.replace("\r\n", "\n").trim_end()));
    }
}

#[test]
fn requests_wait_until_a_person_lets_them_go() {
    let case = Case::new();
    case.configure("hold = []", "hold = [\"request\"]");
    assert_eq!(issue(&case), 0);
    let list = |filter: &[&str]| case.run(&[&["mailbox", "list", "--json"], filter].concat());
    assert_eq!(list(&["--state", "held"]).json()["mails"].as_array().unwrap().len(), 11);
    let shown = case.run(&["mailbox", "show", "1"]);
    assert!(shown.stdout.contains("（依頼）") && shown.stdout.contains("送信許可待ち"), "{shown:?}");
    let who = ["--who", "企画課長", "--why", "文面を確認した"];
    assert_eq!(case.run(&["mailbox", "release", "1"]).status, 2, "who and why are asked for");
    assert_eq!(case.run(&[&["mailbox", "release"][..], &who].concat()).status, 2, "which?");
    assert_eq!(case.run(&[&["mailbox", "release", "1", "2", "--json"][..], &who].concat()).json()["decided"], serde_json::json!([1, 2]));
    assert_eq!(case.run(&[&["mailbox", "release", "1"][..], &who].concat()).status, 1, "it waits no more");
    assert_eq!(case.run(&[&["mailbox", "cancel", "3"][..], &who].concat()).status, 0);
    assert_eq!(case.run(&[&["mailbox", "release", "99"][..], &who].concat()).status, 2);
    case.pass_at("2025-05-19T10:05");
    assert_eq!(case.mails().len(), 2);
    assert_eq!(
        case.run(&[&["mailbox", "release", "--all", "--lang", "en"][..], &who].concat()).stdout.trim(),
        "8 mails released; sent with the next pass."
    );
    case.pass_at("2025-05-19T10:10");
    assert_eq!(case.mails().len(), 10);
    let story = case.run(&["mailbox", "show", "1", "--json"]).json();
    let released = story["history"].as_array().unwrap().iter().find(|event| event["who"] == "企画課長").unwrap();
    assert_eq!((&released["state"], &released["why"]), (&"queued".into(), &"文面を確認した".into()));
    let none = list(&["--state", "failed"]);
    assert_eq!((none.status, none.json()["mails"].as_array().unwrap().len()), (0, 0));
    let empty = case.run(&["mailbox", "list", "--kind", "overdue"]);
    assert_eq!((empty.status, empty.stdout.trim()), (0, "該当するメールはありません。"));
    assert_eq!(case.run(&["mailbox", "list", "--kind", "letter"]).status, 2);
}

#[test]
fn held_reminders_that_are_let_go_late_are_not_read_one_after_the_other_or_after_their_day() {
    let case = Case::issued();
    case.configure("hold = []", "hold = [\"reminder\"]");
    case.configure("0 0 9 1 1 *", "0 0 9 * * Mon-Fri");
    for time in ["2025-06-06T09:00", "2025-06-12T09:00"] {
        case.pass_at(time);
    }
    let to = |case: &Case| {
        let all = case.mails().into_iter().filter(|mail| mail.subject.ends_with("（お知らせ）"));
        all.flat_map(|mail| mail.to).filter(|to| to.starts_with("norin@")).count()
    };
    let held = case.run(&["mailbox", "list", "--state", "held", "--json"]).json()["mails"].as_array().unwrap().clone();
    let number = |department: &str, which: usize| {
        let of: Vec<String> = held.iter().filter(|mail| mail["department"] == department).map(|mail| mail["number"].to_string()).collect();
        assert_eq!(of.len(), 2);
        of[which].clone()
    };
    let release = |number: &str| case.run(&["mailbox", "release", number, "--who", "企画課長", "--why", "確認した"]);
    assert_eq!(to(&case), 0);
    for which in [0, 1] {
        assert_eq!(release(&number("norin", which)).status, 0);
    }
    case.pass_at("2025-06-12T10:00");
    assert_eq!(to(&case), 1, "the later one says all");
    assert_eq!(release(&number("fukushi", 1)).status, 0);
    let sent = case.mails().len();
    case.pass_at("2025-06-14T10:00");
    assert_eq!(case.mails().len(), sent, "the day of which it reminds is over");
}

#[test]
fn what_is_in_doubt_is_confirmed_or_sent_again_by_a_person() {
    let server = Server::start(&[Manner::HangUp(At::Dot)]);
    let case = Case::issued();
    case.configure("0 0 9 1 1 *", "0 0 9 * * Mon-Fri");
    case.configure("digest = [\"0 0 9 * * Mon-Fri\"]", "digest = []");
    case.mail_to(&server);
    case.pass_at("2025-06-06T09:00");
    let listed = case.run(&["mailbox", "list", "--state", "in-doubt", "--json"]);
    assert_eq!(listed.status, 1, "something to put right");
    let mail = listed.json()["mails"][0].clone();
    let id = mail["message_id"].as_str().unwrap();
    let who = ["--who", "係長", "--why", "電話で確認"];
    assert_eq!(case.run(&[&["mailbox", "confirm", id][..], &who].concat()).status, 0);
    case.pass_at("2025-06-06T09:01");
    let reminded = |id: &str| server.got().iter().filter(|mail| mail.text.contains(id)).count();
    assert_eq!(reminded(id), 1, "confirmed is not sent again");
    assert_eq!(case.status_at("2025-06-06T09:02")["mailbox"]["in_doubt"], 0);

    let server = Server::start(&[Manner::HangUp(At::Dot)]);
    let case = Case::issued();
    case.configure("0 0 9 1 1 *", "0 0 9 * * Mon-Fri");
    case.configure("digest = [\"0 0 9 * * Mon-Fri\"]", "digest = []");
    case.mail_to(&server);
    case.pass_at("2025-06-06T09:00");
    let doubtful = case.worker().mailbox().unwrap().into_iter().find(|mail| mail.state == MailState::InDoubt).unwrap();
    assert_eq!(case.run(&[&["mailbox", "retry", &doubtful.number.to_string()][..], &who].concat()).status, 0);
    case.pass_at("2025-06-06T09:01");
    let again = server.got().iter().filter(|mail| mail.text.contains(&doubtful.message_id)).count();
    assert_eq!(again, 2, "a person decided so, and the Message-ID is the same");
}

#[test]
fn a_restored_backup_sends_nothing_before_a_person_says_so() {
    let case = Case::issued();
    case.configure("0 0 9 1 1 *", "0 0 9 * * Mon-Fri");
    case.configure("digest = [\"0 0 9 * * Mon-Fri\"]", "digest = []");
    case.configure("per_pass_max = 500", "per_pass_max = 1");
    case.pass_at("2025-06-06T09:00");
    let before = case.mails().len();
    assert_eq!(case.store().hold_all_mails("restored from a backup", "2025-06-06T09:01:00+09:00").unwrap(), 10);
    case.pass_at("2025-06-06T09:02");
    assert_eq!(case.mails().len(), before);
    let who = ["--who", "係長", "--why", "復元前に送っていない"];
    assert_eq!(case.run(&[&["mailbox", "release", "--all"][..], &who].concat()).status, 0);
    case.pass_at("2025-06-06T09:03");
    assert_eq!(case.mails().len(), before + 1);
}

/// Names of the attachments of each mail, by recipient.
fn attachments(case: &Case) -> Vec<(String, Vec<(String, usize)>)> {
    let read = |mail: &crate::seen::Mail| {
        let bytes = fs::read(case.path("state/mail").join(&mail.file)).unwrap();
        let parsed = MessageParser::default().parse(&bytes).unwrap();
        let parts = parsed.attachments().map(|part| (part.attachment_name().unwrap().to_owned(), part.contents().len())).collect();
        (mail.to[0].clone(), parts)
    };
    case.mails().iter().map(read).collect()
}

#[test]
fn a_workbook_goes_along_with_its_own_departments_mail_only() {
    let case = Case::new();
    case.configure("attach = []", "attach = [\"request\", \"returned\"]");
    issue(&case);
    for (to, parts) in attachments(&case) {
        let department = registry().departments.iter().find(|d| d.addresses.contains(&to)).unwrap();
        let [(name, size)] = parts.as_slice() else { unreachable!("{to}: {parts:?}") };
        assert!(name.contains(&department.name), "{to}: {name}");
        let form = fs::metadata(case.path("outbox").join(&department.folder).join(name)).unwrap().len();
        assert_eq!(*size as u64, form, "the very form");
    }
    // A file of nobody: the office is told, and gets no department's workbook.
    case.drop_in("", "なぞ.xlsx", b"garbage");
    case.pass_at("2025-06-02T10:00");
    let office = attachments(&case).into_iter().find(|(to, _)| to == "kikaku@city-mine.example").unwrap();
    assert!(office.1.is_empty());
}

#[test]
fn names_may_be_ascii_and_what_is_too_large_is_named_by_its_place() {
    let case = Case::issued();
    case.configure("attach = []", "attach = [\"receipt\"]");
    case.configure("ascii_names = false", "ascii_names = true");
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    case.pass_at("2025-06-02T10:00");
    let names = |case: &Case| -> Vec<String> { attachments(case).into_iter().flat_map(|(_, parts)| parts).map(|(name, _)| name).collect() };
    assert_eq!(names(&case), ["receipt_R6-001-1_kanko-seisaku.xlsx"]);
    let told = case.mails().into_iter().find(|mail| mail.subject.contains("【受付】")).unwrap();
    assert!(
        told.body.contains("添付しています（receipt_R6-001-1_kanko-seisaku.xlsx）") && told.body.contains("outbox/観光政策課/"),
        "{}",
        told.body
    );
    case.configure("attach_max_kb = 3000", "attach_max_kb = 1");
    case.drop_in("農林課", "回答.xlsx", &fill("農林課", |officer| _ = officer.reasons()));
    case.pass_at("2025-06-02T10:05");
    assert_eq!(names(&case).len(), 1);
    let told = case.mails().into_iter().find(|mail| mail.subject.contains("【受付】") && mail.body.contains("農林課")).unwrap();
    assert!(!told.body.contains("添付") && told.body.contains("outbox/農林課/"), "{}", told.body);
}
