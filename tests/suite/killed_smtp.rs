//! A power cut at every step of a delivery to a mail server; after a restart nothing is sent twice but what may be, and that
//! with the same Message-ID.

use std::collections::BTreeMap;
use std::path::Path;

use torimatome::installation::Installation;
use torimatome::store::MailState;
use torimatome::worker::Worker;

use crate::case::{Case, PROGRAM};
use crate::case_worker::at;
use crate::smtp_server::{At, Manner, Server};

/// Messages by Message-ID.
fn by_id(server: &Server) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for mail in server.got() {
        assert_eq!(mail.to.len(), 1);
        let id = mail.text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap().to_owned();
        *counts.entry(id).or_insert(0) += 1;
    }
    counts
}

fn kill(case: &Case, args: &[&str], failpoints: &str) {
    let mut running = case.start(args, Some(failpoints));
    running.wait_for(&format!("failpoint {}", failpoints.split('=').next().unwrap()));
    running.kill();
}

/// The reminders of 16 June, after the due day, wait in the mailbox, and the mail server is to take them;
/// then `run --once` is killed. (Those before the due day say nothing any more when it is over.)
fn reminders_wait(server: &Server) -> Case {
    let case = Case::issued();
    case.configure("0 0 9 1 1 *", "0 0 9 * * Mon-Fri");
    case.configure("digest = [\"0 0 9 * * Mon-Fri\"]", "digest = []");
    case.configure("per_pass_max = 500", "per_pass_max = 1");
    case.pass_at("2025-06-16T09:00");
    case.configure("0 0 9 * * Mon-Fri", "0 0 9 1 1 *");
    case.configure("per_pass_max = 1", "per_pass_max = 500");
    case.mail_to(server);
    case
}

fn states(case: &Case) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for mail in case.worker().mailbox().unwrap().iter().filter(|mail| mail.kind.name() == "overdue") {
        *counts.entry(mail.state.name()).or_insert(0) += 1;
    }
    counts
}

/// One reminder went out as a file; ten wait. Killed at the failpoint, started again twice.
fn reminding(failpoints: &str) -> (BTreeMap<String, usize>, BTreeMap<&'static str, usize>) {
    let server = Server::start(&[]);
    let case = reminders_wait(&server);
    kill(&case, &["run", "--once"], failpoints);
    // Still that day: later, they would not be what is due.
    for time in ["2025-06-16T09:10", "2025-06-16T12:00"] {
        case.pass_at(time);
    }
    (by_id(&server), states(&case))
}

#[test]
fn before_the_point_of_no_return_a_kill_changes_nothing() {
    for name in ["mail-claimed", "mail-offered", "mail-sent"] {
        let hits: &[&str] = if name == "mail-sent" { &["=return"] } else { &["=return", "=4*off->return"] };
        for hit in hits {
            let (got, states) = reminding(&format!("{name}{hit}"));
            assert!(got.len() == 10 && got.values().all(|count| *count == 1), "{name}{hit}: {got:?}");
            assert_eq!(states, BTreeMap::from([("sent", 11)]), "{name}{hit}");
        }
    }
}

#[test]
fn after_it_a_reminder_is_in_doubt_whether_the_server_has_it_or_not() {
    for (name, arrived) in [("mail-in-doubt", 9), ("mail-delivered", 10)] {
        for hit in ["=return", "=4*off->return"] {
            let (got, states) = reminding(&format!("{name}{hit}"));
            assert!(got.len() == arrived && got.values().all(|count| *count == 1), "{name}{hit}: {got:?}");
            assert_eq!(states, BTreeMap::from([("in_doubt", 1), ("sent", 10)]), "{name}{hit}");
        }
    }
}

#[test]
fn killed_while_the_reply_is_waited_for() {
    let server = Server::start(&[Manner::Take, Manner::Silence(At::Dot)]);
    let case = reminders_wait(&server);
    let running = case.start(&["run", "--once"], None);
    server.wait_for(2);
    running.kill();
    case.pass_at("2025-06-16T09:10");
    case.pass_at("2025-06-16T12:00");
    let got = by_id(&server);
    assert!(got.len() == 10 && got.values().all(|count| *count == 1), "{got:?}");
    assert_eq!(states(&case), BTreeMap::from([("in_doubt", 1), ("sent", 10)]));
}

#[test]
fn requests_all_arrive_and_what_is_sent_twice_is_the_same_mail() {
    for (name, twice) in [("mail-claimed", 0), ("mail-offered", 0), ("mail-in-doubt", 0), ("mail-delivered", 1)] {
        let server = Server::start(&[]);
        let case = Case::new();
        case.mail_to(&server);
        kill(&case, &["issue"], &format!("{name}=2*off->return"));
        let mut worker = worker(&case);
        worker.issue(None, "企画課", at("2030-05-19T10:00")).unwrap();
        worker.pass(at("2030-05-19T11:00")).unwrap();
        let got = by_id(&server);
        assert_eq!((got.len(), got.values().sum::<usize>()), (11, 11 + twice), "{name}: {got:?}");
        let texts: std::collections::BTreeSet<String> = server.got().into_iter().map(|mail| mail.text).collect();
        assert_eq!(texts.len(), 11, "{name}: byte by byte the same");
        assert!(worker.mailbox().unwrap().iter().all(|mail| mail.state == MailState::Sent), "{name}");
    }
}

fn worker(case: &Case) -> Worker {
    Worker::beside(Installation::open(case.root()).unwrap(), None, Path::new(PROGRAM)).unwrap()
}
