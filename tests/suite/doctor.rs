//! `doctor`: what an office is told about its installation, whatever is broken.

use std::fs;

use serde_json::Value;

use crate::case::{Case, Said};

fn doctor(case: &Case, lang: &str) -> (Said, Value) {
    let said = case.run(&["doctor", "--json", "--lang", lang]);
    let json = said.json();
    (said, json)
}

/// The grades of the checks with this name.
fn grades(answer: &Value, check: &str) -> Vec<String> {
    let checks = answer["checks"].as_array().unwrap().iter().filter(|one| one["check"] == check);
    checks.map(|one| one["grade"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_sound_installation_has_nothing_that_fails() {
    let case = Case::issued();
    let (said, answer) = doctor(&case, "ja");
    assert_eq!((said.status, &answer["ok"]), (0, &true.into()), "{said:?}");
    for check in ["configuration", "inbox", "outbox", "state", "database", "spool", "reader", "register", "templates", "mail", "clock"] {
        assert_eq!(grades(&answer, check), ["ok"], "{check}: {answer}");
    }
    assert_eq!(grades(&answer, "backup"), ["note"], "there is none yet");
    for lang in ["ja", "en"] {
        let text = case.run(&["doctor", "--lang", lang]);
        assert_eq!(text.status, 0);
        assert!(text.stdout.contains("torimatome backup --to"), "{text:?}");
    }
    assert_eq!(case.inbox(), Vec::<String>::new(), "nothing is left behind");
}

#[test]
fn everything_that_is_broken_is_told_at_once() {
    let case = Case::issued();
    case.configure("scan_seconds = 30", "scan_second = 30");
    case.configure("per_pass_max = 500", "per_pass_max = 0");
    case.edit("plans/mine-r6/指標.csv", "指標ID", "指標の名");
    fs::remove_dir_all(case.path("outbox")).unwrap();
    fs::write(case.path("templates/mail/ja/reminder.txt"), "件名なし\n{{").unwrap();
    fs::write(case.path("templates/forms/list.toml"), "name = 3").unwrap();
    let object = fs::read_dir(case.path("state/spool/objects")).unwrap().next().unwrap().unwrap().path();
    fs::remove_file(object).unwrap();
    let (said, answer) = doctor(&case, "en");
    assert_eq!((said.status, &answer["ok"]), (1, &false.into()), "{said:?}");
    assert_eq!(grades(&answer, "configuration"), ["fail", "fail"]);
    for check in ["forms", "outbox", "register", "templates", "spool"] {
        assert_eq!(grades(&answer, check), ["fail"], "{check}: {answer}");
    }
    for check in ["inbox", "state", "database", "reader"] {
        assert_eq!(grades(&answer, check), ["ok"], "{check}: {answer}");
    }
    let failing = answer["checks"].as_array().unwrap().iter().filter(|check| check["grade"] == "fail");
    assert!(failing.clone().all(|check| check["remedy"].as_str().is_some_and(|remedy| remedy.len() > 10)), "each says what to do");
}

#[test]
fn a_damaged_database_and_a_newer_one_are_told() {
    let case = Case::issued();
    let database = case.path("state/torimatome.db");
    fs::write(&database, b"this is no database, although it is long enough to be looked at as if it were one").unwrap();
    let (said, answer) = doctor(&case, "ja");
    assert_eq!((said.status, grades(&answer, "database")), (1, vec!["fail".to_owned()]), "{said:?}");
    assert_eq!(grades(&answer, "register"), ["ok"], "and the other checks went on");
}

#[test]
fn a_mail_server_that_does_not_answer_is_told() {
    let case = Case::issued();
    case.configure("transport = \"eml\"", "transport = \"smtp\"");
    case.configure("host = \"localhost\"\nport = 25", "host = \"127.0.0.1\"\nport = 1");
    let (said, answer) = doctor(&case, "ja");
    assert_eq!((said.status, grades(&answer, "mail")), (1, vec!["fail".to_owned()]), "{said:?}");
}

#[cfg(unix)]
#[test]
fn a_password_that_others_can_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let case = Case::issued();
    let file = case.path("password");
    fs::write(&file, "himitsu\n").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    case.configure("transport = \"eml\"", "transport = \"smtp\"");
    case.configure("host = \"localhost\"\nport = 25", "host = \"127.0.0.1\"\nport = 1");
    case.configure("user = \"\"", "user = \"kikaku\"");
    case.configure("password_file = \"\"", "password_file = \"password\"");
    let (said, answer) = doctor(&case, "ja");
    let mail = answer["checks"].as_array().unwrap().iter().find(|check| check["check"] == "mail").unwrap();
    assert!(mail["message"].as_str().unwrap().contains("password") && said.status == 1, "{mail}");
    assert!(!said.stdout.contains("himitsu"));
    // And `run` does not begin: it is known now, not with the first mail.
    let refused = case.run(&["run", "--once"]);
    assert!(refused.status == 2 && refused.stderr.contains("password") && !refused.stderr.contains("himitsu"), "{refused:?}");
}
