//! 確認用: the answer a file would get, and nothing recorded.

use torimatome::form::Field;

use crate::case::Case;
use crate::filing::fill;
use crate::seen;

/// What must be the same after a check: all that the installation keeps of returns and mails.
fn kept(case: &Case) -> (u64, usize, usize) {
    let status = case.status_json();
    (status["missing"].as_u64().unwrap(), case.mails().len(), seen::files(&case.path("state/spool/objects")).len())
}

fn answers(case: &Case, folder: &str) -> Vec<String> {
    let path = case.path("outbox").join(folder);
    let mut names = if path.exists() { seen::names(&path) } else { Vec::new() };
    names.retain(|name| name.contains("確認結果"));
    names
}

#[test]
fn a_file_for_checking_is_answered_and_nothing_is_recorded() {
    let case = Case::issued();
    case.run_once();
    let before = kept(&case);
    let draft = fill("観光政策課", |officer| _ = officer.reasons().filing("作成中").text(2, Field::Actual, "481万人"));
    let file = case.drop_in("確認用", "様式_観光政策課.xlsx", &draft);
    let pass = case.run_once();
    assert_eq!(pass.concluded(), 0);
    let checked = &pass.checked()[0];
    assert_eq!(
        (&checked["verdict"], &checked["errors"], &checked["department"]),
        (&"partly_accepted".into(), &1.into(), &"観光政策課".into())
    );

    assert_eq!(kept(&case), before, "no submission, no mail, no original");
    assert!(!file.exists());
    assert!(case.path("inbox/確認用/確認済/様式_観光政策課.xlsx").exists(), "it lies aside, untouched");
    let names = answers(&case, "観光政策課");
    assert!(matches!(names.as_slice(), [name] if name.starts_with("確認結果_") && name.ends_with("_様式_観光政策課.xlsx")), "{names:?}");
    let answer = std::fs::read(case.path("outbox/観光政策課").join(&names[0])).unwrap();
    let texts = seen::texts(&answer);
    assert!(texts.contains("提出ではありません") && texts.contains("万人"), "the answer says that it is none");

    // Nothing is answered twice, and the answer itself is no return.
    assert_eq!(case.run_once().checked().len(), 0);
    assert_eq!(answers(&case, "観光政策課").len(), 1);
}

#[test]
fn each_file_is_answered_whatever_it_is_called() {
    let case = Case::issued();
    let saved = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_748_800_000);
    let put = |name: &str| {
        let file = case.drop_in("確認用", name, &fill("観光政策課", |officer| _ = officer.reasons()));
        std::fs::File::options().write(true).open(file).unwrap().set_modified(saved).unwrap();
    };
    // What a crash left half written goes, though nothing waits to be written.
    let half = case.path("outbox/観光政策課/.torimatome-x.tmp");
    std::fs::write(&half, "x").unwrap();
    put("回答.xlsx");
    put("回答.xlsm");
    let mut worker = case.worker();
    let now = crate::case_worker::at("2025-06-02T10:00");
    assert_eq!(worker.pass(now).unwrap().checked.len(), 2, "one name without its ending, one second");
    assert!(!half.exists());
    // Somebody puts the same file back, because the planning office has decided something meanwhile.
    put("回答.xlsx");
    assert_eq!(worker.pass(now).unwrap().checked.len(), 1);
    assert_eq!(answers(&case, "観光政策課").len(), 3);
}

#[test]
fn a_file_that_ended_the_worker_three_times_is_answered_unread() {
    let case = Case::issued();
    let file = case.drop_in("確認用", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    let saved = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_748_800_000);
    std::fs::File::options().write(true).open(&file).unwrap().set_modified(saved).unwrap();
    let size = file.metadata().unwrap().len();
    let note = case.path("state/checking.txt");
    std::fs::write(&note, format!("3\n1748800000000000000 {size} 確認用/回答.xlsx")).unwrap();
    let pass = case.run_once();
    assert_eq!(pass.checked()[0]["verdict"], "refused");
    assert!(!note.exists() && !file.exists(), "whoever comes next is served");
}

#[test]
fn a_department_has_a_folder_for_checks_of_its_own() {
    let case = Case::issued();
    case.drop_in("観光政策課/確認用", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    // The folder of another department contradicts the workbook here as it does where returns are filed.
    case.drop_in("農林課/確認用", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    let pass = case.run_once();
    let mut told: Vec<(&str, &str)> =
        pass.checked().iter().map(|c| (c["verdict"].as_str().unwrap(), c["department"].as_str().unwrap())).collect();
    told.sort_unstable();
    assert_eq!(told.len(), 2);
    assert_eq!(told[0], ("accepted", "観光政策課"));
    assert_eq!(told[1].0, "returned");
    assert_eq!(answers(&case, "観光政策課").len(), 1);
    assert_eq!(answers(&case, "農林課").len(), 1);
}

#[test]
fn what_is_no_form_is_answered_where_the_folder_is_everybodys() {
    let case = Case::issued();
    case.drop_in("確認用", "議事録.docx", b"PK not a workbook");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/hostname", case.path("inbox/確認用/hostname.xlsx")).unwrap();
    let pass = case.run_once();
    let checked = pass.checked();
    assert!(checked.iter().all(|checked| checked["verdict"] == "refused"), "{checked:?}");
    assert_eq!(answers(&case, "確認用").len(), checked.len());
    // A link stays where it is and is answered once.
    assert_eq!(case.worker().pass(crate::case_worker::at("2025-06-02T10:00")).unwrap().checked.len(), 0);
    assert_eq!(case.run_once().checked().len(), 0);
}

#[test]
fn on_a_share_that_only_reads_a_file_is_answered_once_also_after_a_restart() {
    let case = Case::issued();
    case.configure("tidy = true", "tidy = false");
    let file = case.drop_in("確認用", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    assert_eq!(case.run_once().checked().len(), 1);
    assert!(file.exists());
    assert_eq!(case.run_once().checked().len(), 0, "a new process knows its answer");
    std::fs::write(&file, fill("観光政策課", |officer| _ = officer.reasons().text(2, Field::Actual, "x"))).unwrap();
    let later = std::time::SystemTime::now() + std::time::Duration::from_secs(60);
    std::fs::File::options().write(true).open(&file).unwrap().set_modified(later).unwrap();
    assert_eq!(case.run_once().checked().len(), 1, "another version is another question");
    assert_eq!(answers(&case, "観光政策課").len(), 2);
}

#[test]
fn the_command_writes_the_same_answer_where_it_is_told_to() {
    let case = Case::issued();
    let file = case.path("下書き.xlsx");
    std::fs::write(&file, fill("観光政策課", |officer| _ = officer.text(2, Field::Actual, "481万人"))).unwrap();
    let (file, out) = (file.to_str().unwrap(), case.path("確認"));
    std::fs::create_dir(&out).unwrap();
    let said = case.run(&["check", file, "--answer", out.to_str().unwrap(), "--json"]);
    assert_eq!(said.status, 1, "{said:?}");
    let written = out.join("確認結果_下書き.xlsx");
    assert_eq!(said.json()["workbook"].as_str(), written.to_str());
    assert!(seen::texts(&std::fs::read(&written).unwrap()).contains("提出ではありません"));
    let again = case.run(&["check", file, "--answer", written.to_str().unwrap()]);
    assert_eq!(again.status, 2, "nothing is overwritten: {again:?}");
}
