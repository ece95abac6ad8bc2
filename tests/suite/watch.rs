//! `run`: it watches, serves what comes, and stops cleanly.

use std::fs;

use rustix::process::{Pid, Signal, kill_process};

use crate::case::{Case, Running, until};
use crate::filing::fill;

fn stop(mut running: Running, signal: Signal) -> i32 {
    kill_process(Pid::from_child(&running.0), signal).unwrap();
    running.ends()
}

/// Processes whose parent is `pid`.
fn children(pid: u32) -> Vec<String> {
    fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default().split_whitespace().map(str::to_owned).collect()
}

#[test]
fn a_form_copied_into_the_inbox_gets_its_receipt() {
    let case = Case::issued();
    case.configure("settle_seconds = 0", "settle_seconds = 1");
    let running = case.start(&["run"], None);
    let receipt = |number: u32| case.path(&format!("outbox/観光政策課/受付票_R6-001-{number}.xlsx"));
    for number in [1, 2] {
        let path = case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
        until("the receipt is there and the file put away", || (receipt(number).exists() && !path.exists()).then_some(()));
    }
    let pid = running.0.id();
    let readers = children(pid);
    assert_eq!(readers.len(), 1, "one warm reader");
    assert_eq!(stop(running, Signal::TERM), 0);
    let alive = |reader: &String| fs::read_to_string(format!("/proc/{reader}/stat")).is_ok_and(|stat| !stat.contains(") Z "));
    until("its reader has ended too", || (!readers.iter().any(alive)).then_some(()));
}

#[test]
fn a_script_that_watches_gets_one_answer_a_line() {
    let case = Case::issued();
    let mut running = case.start(&["run", "--json"], None);
    let stdout = running.0.stdout.take().unwrap();
    for number in [1, 2] {
        case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
        let receipt = case.path(&format!("outbox/観光政策課/受付票_R6-001-{number}.xlsx"));
        until("the receipt is there", || receipt.exists().then_some(()));
        until("the file is put away", || case.inbox().iter().all(|path| path.contains("受付済")).then_some(()));
    }
    assert_eq!(stop(running, Signal::TERM), 0);
    let lines = std::io::read_to_string(stdout).unwrap();
    let answers: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let concluded: Vec<&str> = answers.iter().filter_map(|answer| answer["concluded"][0]["number"].as_str()).collect();
    assert_eq!(concluded, ["R6-001-1", "R6-001-2"], "{lines}");
}

#[test]
fn it_stops_on_an_interrupt_too() {
    let case = Case::issued();
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    let running = case.start(&["run"], None);
    until("it works", || case.path("outbox/観光政策課/受付票_R6-001-1.xlsx").exists().then_some(()));
    assert_eq!(stop(running, Signal::INT), 0);
}

#[test]
fn a_second_worker_is_refused_and_short_commands_are_not() {
    let case = Case::issued();
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    let running = case.start(&["run"], None);
    until("it works", || case.path("outbox/観光政策課/受付票_R6-001-1.xlsx").exists().then_some(()));
    for args in [&["run", "--once"][..], &["run"]] {
        let said = case.run(args);
        assert_eq!(said.status, 2, "{said:?}");
        assert!(said.stderr.contains("別の受付"), "{said:?}");
    }
    assert_eq!(case.run(&["status"]).status, 1);
    assert_eq!(case.run(&["issue"]).status, 0);
    assert_eq!(case.run(&["compile"]).status, 0);
    assert_eq!(stop(running, Signal::TERM), 0);
    assert!(case.run(&["run", "--once"]).status < 2, "the lock went with the worker");
}
