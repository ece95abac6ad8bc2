//! `backup`, `restore` and `dispose`: an office has everything back, and nothing is mailed twice because of it.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use torimatome::installation::Installation;
use torimatome::spool::sha256_hex;
use torimatome::store::SqliteStore;
use torimatome::upkeep;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::case::{Case, PROGRAM, Said, said};
use crate::case_worker::at;
use crate::filing::fill;
use crate::seen;

fn run(args: &[&str]) -> Said {
    let mut command = Command::new(PROGRAM);
    command.args(args).env_remove("FAILPOINTS");
    said(command)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn filed() -> Case {
    let case = Case::issued();
    case.drop_in("農林課", "回答.xlsx", &fill("農林課", |officer| _ = officer.reasons()));
    case.run_once();
    case
}

fn back_up(case: &Case) -> PathBuf {
    let said = case.run(&["backup", "--to", text(&case.path("控え")), "--json"]);
    assert_eq!(said.status, 0, "{said:?}");
    PathBuf::from(said.json()["path"].as_str().unwrap())
}

fn status(root: &Path) -> Value {
    let said = run(&["status", "--json", "--dir", text(root)]);
    assert!(said.status < 2, "{said:?}");
    let mut json = said.json();
    json.as_object_mut().unwrap().remove("as_of");
    json
}

#[test]
fn all_is_there_again_and_mail_waits_for_a_person() {
    let case = filed();
    case.configure("password_file = \"\"", "password_file = \"templates/secret.txt\"");
    fs::write(case.path("templates/secret.txt"), "himitsu").unwrap();
    let backup = back_up(&case);
    let mut before = status(case.root());

    let place = tempfile::tempdir().unwrap();
    let into = place.path().join("新しい計算機");
    let restored = run(&["restore", text(&backup), "--into", text(&into), "--json"]);
    assert_eq!(restored.status, 0, "{restored:?}");
    let mut after = status(&into);
    assert_eq!(after["health"]["ok"], false, "status says that mail is held");
    for status in [&mut before, &mut after] {
        status.as_object_mut().unwrap().remove("health");
    }
    assert_eq!(after, before);
    for path in ["torimatome.toml", "templates/mail/ja/reminder.txt", "plans/mine-r6/指標.csv"] {
        assert_eq!(fs::read(into.join(path)).unwrap(), fs::read(case.path(path)).unwrap(), "{path}");
    }
    assert!(!into.join("templates/secret.txt").exists(), "the password is in no backup");
    assert_eq!(seen::names(&into.join("state/spool/objects")), seen::names(&case.path("state/spool/objects")));
    assert_eq!(seen::names(place.path()).iter().filter(|name| name.contains(".torimatome-restore")).count(), 0);

    // A return is taken, and its receipt is made and held; nobody is written to.
    seen::write(&into.join("inbox/子育て支援課/回答.xlsx"), &fill("子育て支援課", |officer| _ = officer.reasons()));
    let pass = run(&["run", "--once", "--json", "--dir", text(&into)]).json();
    assert_eq!((&pass["taken"], &pass["mails_sent"]), (&1.into(), &0.into()), "{pass}");
    assert!(pass["troubles"].to_string().contains("restored"), "{pass}");
    assert!(seen::mails(&into.join("state/mail")).is_empty());

    assert_eq!(run(&["restore", "--confirm", "--dir", text(&into)]).status, 2, "who and why are asked for");
    let args = ["restore", "--confirm", "--who", "企画課長", "--why", "送信済みの一覧と照合した", "--dir", text(&into)];
    assert_eq!(run(&args).status, 0);
    assert_eq!(run(&args).status, 2, "once");
    let pass = run(&["run", "--once", "--json", "--dir", text(&into)]).json();
    assert_eq!(pass["mails_sent"], 0, "what was held is not let go by the confirmation: {pass}");
    let problems = status(&into)["health"]["problems"].as_array().cloned().unwrap_or_default();
    assert!(matches!(problems.as_slice(), [held] if held.as_str().is_some_and(|text| text.contains("mailbox release"))), "{problems:?}");
}

#[test]
fn a_backup_is_never_put_over_anything() {
    let case = filed();
    let backup = back_up(&case);
    let before = seen::names(case.root());
    for into in [case.root().to_path_buf(), case.path("plans"), case.path("torimatome.toml")] {
        let refused = run(&["restore", text(&backup), "--into", text(&into)]);
        assert!(refused.status == 2 && refused.stderr.contains("空のフォルダー"), "{refused:?}");
    }
    assert_eq!(seen::names(case.root()), before);
    assert_eq!(run(&["restore", text(&backup)]).status, 2, "nor anywhere unless told where");
}

/// Restoring this must be refused with these words, and leave nothing.
fn refused(bytes: &[u8], words: &str) {
    let place = tempfile::tempdir().unwrap();
    let (backup, into) = (place.path().join("b.zip"), place.path().join("into"));
    fs::write(&backup, bytes).unwrap();
    let said = run(&["restore", text(&backup), "--into", text(&into), "--lang", "en"]);
    assert!(said.status == 2 && said.stderr.contains(words), "{words}: {said:?}");
    let left: Vec<_> = fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["b.zip"], "{words}: nothing is left");
}

/// The archive again, with other contents of some files.
fn repacked(archive: &[u8], change: impl Fn(&str, Vec<u8>) -> Option<(String, Vec<u8>)>) -> Vec<u8> {
    let mut zip = ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        if let Some((name, bytes)) = change(&name, bytes) {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(&bytes).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

/// With another manifest.
fn remade(archive: &[u8], change: impl Fn(&mut Value)) -> Vec<u8> {
    repacked(archive, |name, bytes| {
        if name != "manifest.json" {
            return Some((name.to_owned(), bytes));
        }
        let mut manifest: Value = serde_json::from_slice(&bytes).unwrap();
        change(&mut manifest);
        Some((name.to_owned(), serde_json::to_vec(&manifest).unwrap()))
    })
}

#[test]
fn what_is_not_as_it_was_backed_up_is_refused() {
    let case = filed();
    let whole = fs::read(back_up(&case)).unwrap();
    refused(b"", "no backup");
    refused(b"PK\x03\x04 not really", "no backup");
    for part in [whole.len() / 3, whole.len() / 2, whole.len() - 1] {
        refused(&whole[..part], "no backup");
    }
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    refused(&flipped, "not as it was backed up");
    let object = sha256_hex(&fill("農林課", |officer| _ = officer.reasons()));
    let of_object = |name: &str| name.ends_with(&object);
    refused(&repacked(&whole, |name, bytes| Some((name.to_owned(), if of_object(name) { b"forged".to_vec() } else { bytes }))), &object);
    refused(&repacked(&whole, |name, bytes| (!of_object(name)).then(|| (name.to_owned(), bytes))), &object);
    refused(&remade(&whole, |manifest| manifest["format"] = 2.into()), "newer torimatome");
    refused(&remade(&whole, |manifest| manifest["schema"] = 999.into()), "newer torimatome");
    refused(&repacked(&whole, |name, bytes| (name != "manifest.json").then(|| (name.to_owned(), bytes))), "no backup");
}

#[test]
fn no_file_of_a_backup_leaves_its_folder() {
    let case = filed();
    let whole = fs::read(back_up(&case)).unwrap();
    for path in
        ["installation/../../evil", "/tmp/evil", "installation/a/../../../evil", "spool/../../evil", "installation/state/worker.lock"]
    {
        let forged = repacked(&whole, |name, bytes| {
            if name == "manifest.json" {
                let mut manifest: Value = serde_json::from_slice(&bytes).unwrap();
                let entry = serde_json::json!({"path": path, "size": 4, "sha256": sha256_hex(b"evil")});
                manifest["files"].as_array_mut().unwrap().push(entry);
                return Some((name.to_owned(), serde_json::to_vec(&manifest).unwrap()));
            }
            Some((name.to_owned(), bytes))
        });
        refused(&forged, "none may be written");
    }
}

#[test]
fn a_backup_killed_in_the_middle_is_not_there() {
    let case = filed();
    let folder = case.path("控え");
    for name in ["backup-snapshot", "backup-before-rename"] {
        let mut running = case.start(&["backup", "--to", text(&folder)], Some(&format!("{name}=return")));
        running.wait_for(&format!("failpoint {name}"));
        running.kill();
        let there = seen::names(&folder);
        assert!(there.iter().all(|name| name.starts_with('.')), "{there:?}");
    }
    let backup = back_up(&case);
    assert!(!case.path("state/backup-work").exists() || seen::names(&case.path("state/backup-work")).is_empty());

    let into = case.path("戻し先");
    let mut running = case.start(&["restore", text(&backup), "--into", text(&into)], Some("restore-before-rename=return"));
    running.wait_for("failpoint restore-before-rename");
    running.kill();
    assert!(!into.exists());
    assert_eq!(run(&["restore", text(&backup), "--into", text(&into)]).status, 0, "and again to the end");
}

#[test]
fn a_backup_is_made_while_run_works_and_old_ones_go_after_the_new_one_is_whole() {
    let case = filed();
    case.configure("backups = 14", "backups = 2");
    let folder = case.path("控え");
    let mut running = case.start(&["run"], None);
    crate::case::until("run has begun", || case.path("state/worker.lock").exists().then_some(()));
    fs::create_dir_all(&folder).unwrap();
    for other in ["torimatome-20200101-000000.backup.zip", "メモ.txt"] {
        fs::write(folder.join(other), "not ours").unwrap();
    }
    let mut made = Vec::new();
    while made.len() < 4 {
        // Two in one second have one name: the second is refused and nothing is lost.
        let said = case.run(&["backup", "--to", text(&folder), "--json"]);
        if said.status == 0 {
            made.push(PathBuf::from(said.json()["path"].as_str().unwrap()));
        }
    }
    assert!(running.0.try_wait().unwrap().is_none(), "run goes on");
    running.kill();
    assert_eq!(made.iter().map(|path| path.exists()).collect::<Vec<_>>(), [false, false, true, true]);
    assert!(
        folder.join("メモ.txt").exists() && folder.join("torimatome-20200101-000000.backup.zip").exists(),
        "what is none of ours stays"
    );
}

#[test]
fn a_lost_original_is_told_and_costs_no_other() {
    let case = filed();
    let lost = sha256_hex(&fill("農林課", |officer| _ = officer.reasons()));
    fs::write(case.path("state/spool/objects").join(&lost), "damaged").unwrap();
    let said = case.run(&["backup", "--to", text(&case.path("控え")), "--json"]);
    assert_eq!(said.status, 1, "{said:?}");
    let answer = said.json();
    assert_eq!(answer["lost"], serde_json::json!([format!("spool/{lost}")]));
    let into = case.path("戻し先");
    let restored = run(&["restore", answer["path"].as_str().unwrap(), "--into", text(&into), "--json"]);
    assert_eq!((restored.status, &restored.json()["lost"]), (1, &serde_json::json!([lost])));
}

#[test]
fn originals_go_after_their_years_when_a_person_approves() {
    let case = Case::new();
    case.edit(
        "plans/mine-r6/提出期間.csv",
        "r6,令和6年度実績,R6,2025-05-19,2025-06-13,,",
        "r6,令和6年度実績,R6,2025-05-19,2025-06-13,2025-07-31,",
    );
    case.worker().issue(None, "企画課", at("2025-05-19T10:00")).unwrap();
    case.drop_in("農林課", "回答.xlsx", &fill("農林課", |officer| _ = officer.reasons()));
    assert_eq!(case.worker().pass(at("2025-06-02T10:00")).unwrap().concluded.len(), 1);
    let original = case.path("state/spool/objects").join(sha256_hex(&fill("農林課", |officer| _ = officer.reasons())));
    let installation = || Installation::open(case.root()).unwrap();
    let store = || SqliteStore::open(&case.path("state/torimatome.db")).unwrap();
    let due = |moment: &str| upkeep::disposable(&installation(), &store(), at(moment)).unwrap();
    assert!(due("2030-07-31T10:00").is_empty(), "the last day of the fifth year");
    let preview = due("2030-08-01T10:00");
    assert_eq!((preview.len(), preview[0].going), (1, 1));
    assert!(original.exists(), "a preview disposes of nothing");
    let rounds = status(case.root());
    let dispose = |who: &str, moment: &str| upkeep::dispose(&installation(), who, "保存期間満了（決裁第12号）", at(moment), &mut |_, _| ());
    assert!(dispose(" ", "2030-08-01T10:00").is_err(), "somebody must have approved it");
    assert_eq!(dispose("文書管理者", "2030-08-01T10:00").unwrap().removed, 1);
    assert!(!original.exists());
    assert_eq!(status(case.root())["values"], rounds["values"], "the ledger stays");
    let again = dispose("文書管理者", "2030-08-02T10:00").unwrap();
    assert_eq!((again.rounds.len(), again.removed), (0, 0));
    assert_eq!(case.run(&["doctor", "--json"]).json()["ok"], true, "what was disposed of is not missed");
    assert_eq!(case.run(&["backup", "--to", text(&case.path("控え"))]).status, 0, "nor by a backup");
    case.configure("years = 5", "years = 0");
    assert_eq!(case.run(&["dispose"]).status, 2, "0 is never");
}
