//! What offices, shares and bad luck do to folders and files: nothing is lost, taken twice, led astray, or holds up others.

use std::fs::{self, File};
use std::os::unix::fs::symlink;

use rustix::fs::{CWD, FileType, Mode, mknodat};

use crate::case::Case;
use crate::case_worker::at;
use crate::filing::fill;
use crate::seen;

const KANKO: &str = "観光政策課";
const OTHER: &str = "子育て支援課";
const FILE: &str = "回答.xlsx";

fn good(department: &str) -> Vec<u8> {
    fill(department, |officer| _ = officer.reasons())
}

#[test]
fn a_rehearsal_leaves_a_share_alone() {
    let case = Case::issued();
    let share = tempfile::tempdir().unwrap();
    for (folder, name) in [("inbox", "提出"), ("outbox", "配布")] {
        let place = share.path().join(name);
        fs::rename(case.path(folder), &place).unwrap();
        case.configure(&format!("{folder} = \"{folder}\""), &format!("{folder} = {place:?}"));
    }
    let file = share.path().join("提出").join(KANKO).join(FILE);
    fs::write(&file, good(KANKO)).unwrap();
    let before = seen::tree(share.path());
    let said = case.run(&["run", "--at", "2025-06-05T10:00", "--json"]);
    assert_eq!(said.json()["concluded"][0]["verdict"], "accepted", "{said:?}");
    assert_eq!(seen::tree(share.path()), before, "nothing there is emptied, moved or written");
    assert_eq!(case.run_once().verdict(FILE), "accepted", "and the real day comes");
}

#[test]
fn a_successor_files_its_predecessors_form() {
    let case = Case::new();
    case.edit(
        "plans/mine-r6/担当課.csv",
        "観光政策課,001,,kanko-seisaku@city-mine.example,,,,,",
        "観光政策課,001,,kanko-seisaku@city-mine.example,,,kosodate-shien,,",
    );
    case.worker().issue(None, "企画課", at("2025-05-19T10:00")).unwrap();
    case.drop_in(OTHER, FILE, &good(KANKO));
    case.drop_in("農林課", "農林.xlsx", &good("農林課"));
    let pass = case.run_once();
    assert_eq!((pass.verdict(FILE), pass.verdict("農林.xlsx")), ("accepted", "accepted"), "{pass:?}");
    let receipt = case.mails().into_iter().find(|mail| mail.subject.starts_with("【受付】") && mail.subject.contains(OTHER)).unwrap();
    assert_eq!(receipt.to, ["kosodate-shien@city-mine.example"]);
    assert_eq!(case.status_json()["mailbox"]["failed"], 0);
}

#[test]
fn what_stands_in_the_place_of_one_folder_costs_the_others_nothing() {
    let case = Case::issued();
    fs::remove_dir(case.path("inbox").join(KANKO)).unwrap();
    fs::write(case.path("inbox").join(KANKO), "メモ").unwrap();
    fs::remove_dir(case.path("inbox/農林課")).unwrap();
    symlink("/nowhere/at/all", case.path("inbox/農林課")).unwrap();
    case.drop_in(OTHER, FILE, &good(OTHER));
    let pass = case.run_once();
    assert_eq!((pass.verdict(FILE), pass.verdict(KANKO), pass.verdict("農林課")), ("accepted", "refused", "refused"));
    assert!(pass.0["troubles"].as_array().unwrap().iter().any(|trouble| trouble["trouble"] == "not_looked_at"), "{pass:?}");
    assert!(case.path("inbox/受付済").exists(), "the memo was put away");
    assert_eq!(case.run_once().concluded(), 0);
    case.drop_in(KANKO, FILE, &good(KANKO));
    assert_eq!(case.run_once().verdict(FILE), "accepted", "its folder is there again");
}

#[test]
fn no_link_in_the_place_of_a_folder_is_gone_through() {
    let case = Case::issued();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("秘密.xlsx"), good("農林課")).unwrap();
    fs::remove_dir(case.path("inbox/農林課")).unwrap();
    symlink(elsewhere.path(), case.path("inbox/農林課")).unwrap();
    let file = case.drop_in(KANKO, FILE, &good(KANKO));
    symlink(elsewhere.path(), case.path("inbox").join(KANKO).join("受付済")).unwrap();
    let pass = case.run_once();
    assert_eq!((pass.verdict(FILE), pass.concluded()), ("accepted", 3), "the return, and a word about each link: {pass:?}");
    assert_eq!(seen::names(elsewhere.path()), ["秘密.xlsx"], "nothing was taken from there or put there");
    assert!(file.exists(), "the file stays until there is a folder to put it in");
    assert_eq!(case.run_once().concluded(), 0);
    fs::remove_file(case.path("inbox").join(KANKO).join("受付済")).unwrap();
    assert_eq!(case.run_once().concluded(), 0);
    assert!(!file.exists(), "put away");
}

#[test]
fn a_folder_in_which_people_save_is_told_once() {
    let case = Case::issued();
    case.drop_in(&format!("{KANKO}/作業中"), "下書き.xlsx", b"one");
    assert_eq!(case.run_once().codes("作業中"), ["F011"]);
    case.drop_in(&format!("{KANKO}/作業中"), "下書き2.xlsx", b"two");
    assert_eq!(case.run_once().concluded(), 0);
}

#[test]
fn the_same_file_with_another_identity_is_taken_once() {
    let case = Case::issued();
    case.configure("tidy = true", "tidy = false");
    let path = case.drop_in(KANKO, FILE, &good(KANKO));
    assert_eq!(case.run_once().concluded(), 1);
    // What a share does when it is mounted anew, and Excel's copy on Windows: same bytes, same time, another inode.
    let anew = path.with_extension("neu");
    fs::copy(&path, &anew).unwrap();
    File::options().write(true).open(&anew).unwrap().set_modified(fs::metadata(&path).unwrap().modified().unwrap()).unwrap();
    fs::rename(&anew, &path).unwrap();
    assert_eq!(case.run_once().concluded(), 0);
    assert_eq!(case.run_once().concluded(), 0);
    fs::write(&path, fill(KANKO, |officer| _ = officer.reasons().number(0, "120"))).unwrap();
    assert_eq!(case.run_once().concluded(), 1, "other bytes are a new version");
}

#[test]
fn a_name_that_is_written_otherwise_where_it_is_put_away_is_taken_once() {
    let case = Case::issued();
    case.drop_in(KANKO, "R6\\回答.xlsx", &good(KANKO));
    assert_eq!(case.run_once().concluded(), 1);
    assert_eq!(case.run_once().concluded(), 0);
    let kept = case.path("inbox").join(KANKO).join("受付済");
    let name = seen::names(&kept).remove(0);
    fs::rename(kept.join(name), kept.join("昨日の分.xlsx")).unwrap();
    assert_eq!(case.run_once().concluded(), 0, "renamed there, it says nothing new");
    assert_eq!(case.run_once().concluded(), 0);
}

#[test]
fn a_full_disk_is_not_the_files_fault() {
    let case = Case::issued();
    case.drop_in(KANKO, FILE, &good(KANKO));
    let mut running = case.start(&["run", "--once"], Some("intake-received=return"));
    running.wait_for("failpoint intake-received");
    running.kill();
    let mut worker = case.worker();
    fs::remove_dir(case.path("state/spool/tmp")).unwrap();
    for minute in 0..5 {
        let report = worker.pass(at(&format!("2025-06-05T10:0{minute}"))).unwrap();
        let unread = report.troubles.iter().any(|trouble| matches!(trouble, torimatome::worker::Trouble::Unread { count: 1 }));
        assert!(report.concluded.is_empty() && unread, "{report:?}");
    }
    fs::create_dir(case.path("state/spool/tmp")).unwrap();
    let report = worker.pass(at("2025-06-05T10:10")).unwrap();
    assert_eq!(report.concluded[0].verdict, torimatome::domain::Verdict::Accepted);
}

#[test]
fn bytes_that_the_disk_changed_are_nobodys_return() {
    let case = Case::issued();
    case.drop_in(KANKO, FILE, &good(KANKO));
    case.drop_in(OTHER, "良い回答.xlsx", &good(OTHER));
    let mut running = case.start(&["run", "--once"], Some("intake-attempted=return"));
    running.wait_for("failpoint intake-attempted");
    running.kill();
    let object = |bytes: &[u8]| case.path("state/spool/objects").join(torimatome::spool::sha256_hex(bytes));
    fs::write(object(&good(KANKO)), good("農林課")).unwrap();
    let pass = case.run_once();
    assert_eq!((pass.verdict("良い回答.xlsx"), pass.concluded()), ("accepted", 1));
    fs::write(object(&good(KANKO)), good(KANKO)).unwrap();
    assert_eq!(case.run_once().verdict(FILE), "accepted", "put right, it is read");
}

#[test]
fn a_pipe_in_the_place_of_a_receipt_is_not_waited_for() {
    let case = Case::issued();
    let path = case.path("outbox").join(KANKO).join("受付票_R6-001-1.xlsx");
    mknodat(CWD, &path, FileType::Fifo, Mode::from_raw_mode(0o644), 0).unwrap();
    case.drop_in(KANKO, FILE, &good(KANKO));
    assert_eq!(case.run_once().verdict(FILE), "accepted");
    assert!(case.path("outbox").join(KANKO).join("受付票_R6-001-1（2）.xlsx").is_file());
}

#[test]
fn a_mail_file_that_a_person_changed_holds_up_no_other_mail() {
    let case = Case::issued();
    let before = case.mails().len();
    case.drop_in(KANKO, FILE, &good(KANKO));
    case.drop_in(OTHER, FILE, &good(OTHER));
    let mut running = case.start(&["run", "--once"], Some("mail-delivered=return"));
    running.wait_for("failpoint mail-delivered");
    running.kill();
    let folder = case.path("state/mail");
    let delivered = case.mails().into_iter().find(|mail| mail.subject.starts_with("【受付】")).unwrap();
    fs::write(folder.join(&delivered.file), "書き換えた").unwrap();
    let pass = case.run_once();
    assert_eq!((&pass.0["mails_sent"], &pass.0["mails_failed"]), (&1.into(), &1.into()), "{pass:?}");
    assert_eq!(fs::read_to_string(folder.join(&delivered.file)).unwrap(), "書き換えた", "what a person wrote stays");
    assert_eq!(
        fs::read_dir(&folder).unwrap().filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|e| e == "eml")).count(),
        before + 2
    );
    assert_eq!(case.run_once().0["mails_failed"], 0, "said once");
}

#[test]
fn a_reader_that_cannot_start_is_no_files_fault() {
    let case = Case::issued();
    case.drop_in(KANKO, FILE, &good(KANKO));
    let installation = torimatome::installation::Installation::open(case.root()).unwrap();
    let mut worker = torimatome::worker::Worker::start(installation, None, std::path::Path::new("/nonexistent/torimatome")).unwrap();
    for minute in 0..5 {
        assert_eq!(worker.pass(at(&format!("2025-06-05T10:0{minute}"))).unwrap().concluded.len(), 0);
    }
    drop(worker);
    assert_eq!(case.run_once().verdict(FILE), "accepted");
}

#[test]
fn a_name_is_a_name_in_mails_and_papers() {
    let case = Case::issued();
    let before = case.mails().len();
    case.drop_in(KANKO, "{{ 7*7 }}{% raw %}=cmd\u{202e}xslx.\u{1b}[2J.xlsx", b"garbage");
    let pass = case.run_once();
    let shown = "{{ 7*7 }}{% raw %}=cmd_xslx._[2J.xlsx";
    assert_eq!(pass.verdict(shown), "refused");
    assert_eq!(case.mails().len(), before + 1);
    let mail = case.mails().into_iter().find(|mail| mail.subject.starts_with("【再提出のお願い】")).unwrap();
    assert!(mail.body.contains(shown), "{}", mail.body);
    let receipt = seen::texts(&fs::read(case.path("outbox").join(KANKO).join("指摘一覧_R6-001-1.xlsx")).unwrap());
    assert!(receipt.contains(shown) && !receipt.contains('\u{202e}'), "{receipt}");
}
