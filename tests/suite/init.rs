//! `init`: a stranger's first folder, and a configuration that is refused with everything that is wrong.

use std::fs;
use std::process::Command;

use crate::case::{Case, PROGRAM, Said, said};
use crate::seen;

fn run(args: &[&str]) -> Said {
    let mut command = Command::new(PROGRAM);
    command.args(args).env_remove("FAILPOINTS");
    said(command)
}

#[test]
fn a_stranger_can_begin_with_what_init_makes() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("とりまとめ");
    let dir = folder.to_str().unwrap();
    let made = run(&["init", dir]);
    assert_eq!(made.status, 0, "{made:?}");
    assert!(made.stdout.contains("次に行うこと") && made.stdout.contains("torimatome doctor --dir"), "{made:?}");
    assert_eq!(seen::names(&folder), ["torimatome.toml", "はじめに.txt", "台帳.xlsx"]);
    for name in ["inbox", "outbox", "state", "templates"] {
        assert!(folder.join(name).is_dir(), "{name}");
    }
    let text = fs::read_to_string(folder.join("はじめに.txt")).unwrap();
    assert!(text.starts_with('\u{feff}') && text.contains("\r\n"), "it opens in any editor");
    let checked = run(&["register", "check", folder.join("台帳.xlsx").to_str().unwrap(), "--json"]);
    assert_eq!(checked.status, 1, "a blank register is no register yet, and is said to be so: {checked:?}");
    let again = run(&["init", dir, "--lang", "en"]);
    assert!(again.status == 2 && again.stderr.contains("not empty"), "{again:?}");
    assert_eq!(seen::names(&folder).len(), 3, "nothing was touched");
    assert_eq!(seen::names(place.path()).len(), 3, "and nothing lies beside it");
}

#[test]
fn templates_can_be_had_to_change_them() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("new");
    fs::create_dir(&folder).unwrap();
    let made = run(&["init", folder.to_str().unwrap(), "--templates", "--json"]);
    assert_eq!(made.status, 0, "{made:?}");
    assert!(folder.join("templates/mail/ja/reminder.txt").is_file() && folder.join("templates/board/board.html").is_file());
}

#[test]
fn a_file_in_the_way_is_left_alone() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("file");
    fs::write(&file, "mine").unwrap();
    let refused = run(&["init", file.to_str().unwrap()]);
    assert!(refused.status == 2 && refused.stderr.contains("空のフォルダー"), "{refused:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn a_broken_configuration_is_refused_before_anything_happens() {
    let case = Case::new();
    case.configure("scan_seconds = 30", "scan_second = 30");
    case.configure("keep_days = 60", "keep_days = \"60\"");
    case.configure("tidy = true", "tidy: true");
    case.configure("size_max_mb = 50", "size_max_mb = 0");
    for (lang, words) in [("ja", ["行目", "「scan_seconds」ではありませんか"]), ("en", ["line ", "did you mean `scan_seconds`"])]
    {
        for command in [&["run", "--once"][..], &["issue"], &["status"]] {
            let refused = case.run(&[command, &["--lang", lang]].concat());
            assert_eq!(refused.status, 2, "{refused:?}");
            for word in words.iter().chain(&["keep_days", "size_max_mb"]) {
                assert!(refused.stderr.contains(word), "{word}: {refused:?}");
            }
            assert_eq!(refused.stderr.lines().count(), 5, "a head line and four problems: {refused:?}");
        }
    }
    assert!(!case.path("state").exists(), "nothing happened");
}

/// The name of today's log, by the clock of the log.
fn log_name() -> String {
    format!("torimatome.{}.jsonl", chrono::Utc::now().format("%Y-%m-%d"))
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_log_disk_stops_nothing() {
    let case = Case::issued();
    let log = case.path("state/log");
    let _ = fs::remove_dir_all(&log);
    fs::create_dir_all(&log).unwrap();
    std::os::unix::fs::symlink("/dev/full", log.join(log_name())).unwrap();
    case.configure("level = \"info\"", "level = \"debug\"");
    // Standard error lies on the full disk too.
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    case.drop_in("農林課", "回答.xlsx", &crate::filing::fill("農林課", |officer| _ = officer.reasons()));
    let mut command = Command::new(PROGRAM);
    command.arg("--dir").arg(case.root()).args(["run", "--once", "--json"]).stderr(full).env_remove("FAILPOINTS");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["taken"], 1);
}

#[test]
fn logs_are_kept_as_long_as_the_configuration_says() {
    let case = Case::issued();
    let log = case.path("state/log");
    let _ = fs::remove_dir_all(&log);
    fs::create_dir_all(&log).unwrap();
    for day in 1..=9 {
        fs::write(log.join(format!("torimatome.2020-01-0{day}.jsonl")), "x").unwrap();
    }
    case.configure("keep_days = 60", "keep_days = 3");
    assert!(case.run(&["run", "--once"]).status < 2);
    let left = seen::names(&log);
    assert!(left.len() <= 3 && left.contains(&log_name()), "{left:?}");
}
