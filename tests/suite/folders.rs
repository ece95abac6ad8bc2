//! Folders in unusual states: before the round, after the lock, unmounted, read-only, touched by hand.

use std::fs;

use crate::case::{Case, until};
use crate::filing::fill;
use crate::seen;

const KANKO: &str = "観光政策課";
const FILE: &str = "回答.xlsx";

fn good() -> Vec<u8> {
    fill(KANKO, |officer| _ = officer.reasons())
}

#[test]
fn a_return_before_the_round_is_open_is_returned_with_that_reason() {
    let case = Case::new();
    case.drop_in(KANKO, FILE, &good());
    let pass = case.run_once();
    assert_eq!((pass.verdict(FILE), pass.codes(FILE)), ("returned", vec!["I006"]));
    assert_eq!(case.status_json()["missing"], 130);
}

#[test]
fn a_return_after_the_lock_is_returned_with_that_reason() {
    let case = Case::new();
    case.edit("plans/mine-r6/提出期間.csv", "2025-06-13,,", "2025-06-13,2025-07-31,");
    assert_eq!(case.run(&["issue"]).status, 0);
    case.drop_in(KANKO, FILE, &good());
    let pass = case.run_once();
    assert_eq!((pass.verdict(FILE), pass.codes(FILE)), ("returned", vec!["I007"]));
    let status = case.status_json();
    assert_eq!((&status["phase"], &status["missing"]), (&"locked".into(), &130.into()));
    let told = case.mails().into_iter().find(|mail| mail.subject.starts_with("【受付終了】")).expect("a mail");
    assert_eq!(told.to, ["kanko-seisaku@city-mine.example"]);
}

#[test]
fn a_late_return_is_taken_and_said_to_be_late() {
    let case = Case::issued();
    case.drop_in(KANKO, FILE, &good());
    let concluded = case.pass_at("2025-06-16T10:00").concluded;
    assert!(matches!(concluded.as_slice(), [one] if one.codes == ["I008"] && one.rows == 5), "{concluded:?}");
}

#[test]
fn an_inbox_that_is_not_mounted_is_not_nobody_has_filed() {
    let case = Case::issued();
    case.configure("0 0 9 1 1 *", "0 0 9 * * Mon-Fri");
    case.configure("digest = [\"0 0 9 * * Mon-Fri\"]", "digest = []");
    // What an empty mount point looks like.
    fs::rename(case.path("inbox"), case.path("elsewhere")).unwrap();
    fs::create_dir(case.path("inbox")).unwrap();
    for time in ["2025-06-06T09:00", "2025-06-06T10:00"] {
        let report = case.pass_at(time);
        assert_eq!((report.taken, report.troubles.len()), (0, 1), "{report:?}");
    }
    let new: Vec<_> = case.mails().into_iter().filter(|mail| !mail.subject.contains("（依頼）")).collect();
    assert!(matches!(new.as_slice(), [alert] if alert.to == ["kikaku@city-mine.example"]), "one alert, no reminder: {new:?}");
    assert_eq!(seen::names(&case.path("inbox")), Vec::<String>::new(), "nothing is made on the mount point");

    fs::remove_dir(case.path("inbox")).unwrap();
    fs::rename(case.path("elsewhere"), case.path("inbox")).unwrap();
    case.drop_in(KANKO, FILE, &good());
    assert_eq!(case.pass_at("2025-06-06T11:00").taken, 1);
}

#[test]
fn a_file_changed_where_it_was_put_away_is_a_new_version() {
    let case = Case::issued();
    case.drop_in(KANKO, FILE, &good());
    case.run_once();
    let kept = case.path("inbox/観光政策課/受付済/R6-001-1__回答.xlsx");
    fs::write(&kept, fill(KANKO, |officer| _ = officer.reasons().number(0, "120"))).unwrap();
    let pass = case.run_once();
    assert_eq!(pass.concluded(), 1);
    assert_eq!(case.status_json()["values"][0]["actual"], "120");
    assert_eq!(case.inbox(), ["観光政策課/受付済/R6-001-2__回答.xlsx"]);
    assert_eq!(case.run_once().concluded(), 0);
}

#[test]
fn on_a_read_only_share_files_stay_and_are_taken_once() {
    let case = Case::issued();
    case.configure("tidy = true", "tidy = false");
    let path = case.drop_in(KANKO, FILE, &good());
    assert_eq!(case.run_once().concluded(), 1);
    assert!(path.exists());
    assert_eq!(case.run_once().concluded(), 0);
    fs::write(&path, fill(KANKO, |officer| _ = officer.reasons().number(0, "120"))).unwrap();
    assert_eq!(case.run_once().concluded(), 1);
    assert_eq!(case.status_json()["values"][0]["actual"], "120");
}

#[test]
fn two_names_that_look_alike_are_two_files() {
    let case = Case::issued();
    let composed = "ガイド.xlsx";
    let decomposed = "カ\u{3099}イト\u{3099}.xlsx";
    case.drop_in(KANKO, composed, &good());
    case.drop_in(KANKO, decomposed, &fill(KANKO, |officer| _ = officer.reasons().number(0, "120")));
    assert_eq!(case.run_once().concluded(), 2);
    assert_eq!(case.inbox().len(), 2, "both are kept: {:?}", case.inbox());
}

#[test]
fn a_file_that_kills_the_worker_is_set_aside_at_the_fourth_start() {
    let case = Case::issued();
    case.drop_in(KANKO, FILE, &good());
    for _ in 0..3 {
        let mut running = case.start(&["run", "--once"], Some("intake-attempted=return"));
        running.wait_for("failpoint intake-attempted");
        running.kill();
    }
    let good = fill("子育て支援課", |officer| _ = officer.reasons());
    case.drop_in("子育て支援課", "良い回答.xlsx", &good);
    let pass = case.run_once();
    assert_eq!((pass.verdict(FILE), pass.codes(FILE)), ("quarantined", vec!["F010"]));
    assert_eq!(pass.verdict("良い回答.xlsx"), "accepted");
    let alert = case.mails().into_iter().filter(|mail| mail.to == ["kikaku@city-mine.example"]).count();
    assert_eq!(alert, 1, "a person is told");
}

#[test]
fn issuing_beside_a_running_worker_asks_each_department_once() {
    let case = Case::new();
    let running = case.start(&["run"], None);
    until("it watches", || case.path("inbox/確認用").exists().then_some(()));
    assert_eq!(case.run(&["issue"]).status, 0);
    let queued = || case.status_json()["mailbox"]["queued"].as_u64();
    until("all requests are sent", || (queued() == Some(0)).then_some(()));
    // The list is written after the mails.
    let listed = || -> Option<Vec<String>> {
        let list = fs::read(case.path("state/mail/一覧.csv")).ok()?;
        Some(csv::Reader::from_reader(list.get(3..)?).records().map(|row| row.unwrap()[0].to_owned()).collect())
    };
    let mut recipients = until("the list names them all", || listed().filter(|rows| rows.len() >= 11));
    drop(running);
    let lines = recipients.len();
    recipients.sort();
    recipients.dedup();
    assert_eq!((recipients.len(), case.mails().len(), case.outbox().len()), (11, 11, 11));
    assert_eq!(lines, 11, "each stands in the list once");
}
