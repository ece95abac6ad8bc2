//! A register that is a workbook: it is worked with like a folder, and neither a save nor a slip stops what goes on.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::Workbook;

use crate::case::{Case, PROGRAM, said};
use crate::filing::fill;
use crate::seen::Mail;

const BOOK: &str = "台帳.xlsx";

/// An installation whose only register is a workbook.
fn with_book() -> Case {
    let case = Case::new();
    convert(&case, "plans/mine-r6", BOOK);
    fs::remove_dir_all(case.path("plans")).unwrap();
    case.configure("plans = [\"plans/mine-r6\"]", "plans = [\"台帳.xlsx\"]");
    case
}

fn convert(case: &Case, from: &str, to: &str) {
    let mut command = std::process::Command::new(PROGRAM);
    command.current_dir(case.root()).args(["register", "convert", from, to, "--force"]).env_remove("FAILPOINTS");
    let done = said(command);
    assert!(done.status < 2, "{done:?}");
}

/// The officer types a date over an id, a word over a direction, and saves.
fn break_it(case: &Case) {
    convert(case, BOOK, "sheets");
    case.edit("sheets/指標.csv", "1.1-02,本市への観光意欲度", "1月1日,本市への観光意欲度");
    case.edit("sheets/担当.csv", "1.1-04,kanko-seisaku", "1.1-04,kanko");
    convert(case, "sheets", BOOK);
}

fn alerts(case: &Case) -> Vec<Mail> {
    case.mails().into_iter().filter(|mail| mail.subject.contains("台帳")).collect()
}

fn problems(case: &Case) -> String {
    case.status_json()["health"]["problems"].to_string()
}

#[test]
fn a_round_is_played_with_a_workbook_for_a_register() {
    let case = with_book();
    assert_eq!(case.run(&["register", "check"]).status, 0);
    let said = case.run(&["issue", "--json"]);
    assert_eq!(said.status, 0, "{said:?}");
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    assert_eq!(case.run_once().verdict("回答.xlsx"), "accepted");
    assert_eq!(problems(&case), "[]");
    let said = case.run(&["run", "--once", "--at", "2025-06-16T09:00", "--json"]);
    assert_eq!(said.status, 0, "a rehearsal takes the workbook along: {said:?}");
}

#[test]
fn a_broken_workbook_is_told_once_with_sheet_and_cell_and_stops_nothing() {
    let case = with_book();
    assert_eq!(case.run(&["issue"]).status, 0);
    case.run_once();
    break_it(&case);
    case.drop_in("観光政策課", "回答.xlsx", &fill("観光政策課", |officer| _ = officer.reasons()));
    assert_eq!(case.run_once().verdict("回答.xlsx"), "accepted");
    case.run_once();
    let told = alerts(&case);
    assert_eq!(told.len(), 1, "{told:#?}");
    for words in ["台帳.xlsx", "「指標」シートA3", "「担当」シートB5"] {
        assert!(told[0].body.contains(words), "{words}: {}", told[0].body);
    }
    let problems = problems(&case);
    assert!(problems.contains("「指標」シートA3") && problems.contains("1月1日"), "{problems}");
    let board = fs::read_to_string(case.path("outbox/planning/board.html")).unwrap();
    assert!(board.contains("「指標」シートA3"), "the board says where");
    // Another slip is another mail; the same one again is not.
    convert(&case, BOOK, "sheets");
    case.edit("sheets/担当.csv", "1.1-05,kanko-seisaku", "1.1-05,kankou");
    convert(&case, "sheets", BOOK);
    case.run_once();
    case.run_once();
    assert_eq!(alerts(&case).len(), 2);
}

#[test]
fn before_the_round_the_last_good_register_stands_in_but_opens_nothing() {
    let case = with_book();
    case.run_once();
    break_it(&case);
    let pass = case.run(&["run", "--once", "--json"]);
    assert!(pass.status < 2, "{pass:?}");
    assert!(pass.stdout.contains("register_broken"), "{pass:?}");
    let told = alerts(&case);
    assert!(told.len() == 1 && told[0].body.contains("「指標」シートA3"), "{told:#?}");
    let said = case.run(&["issue"]);
    assert!(said.status == 2 && said.stderr.contains("register check"), "{said:?}");
    assert_eq!(case.outbox(), Vec::<String>::new());
}

#[test]
fn a_workbook_that_is_open_or_half_saved_is_not_broken() {
    let case = with_book();
    assert_eq!(case.run(&["issue"]).status, 0);
    case.run_once();
    let whole = fs::read(case.path(BOOK)).unwrap();
    fs::write(case.path("~$台帳.xlsx"), "企画課").unwrap();
    for bytes in [&whole[..whole.len() / 2], b""] {
        fs::write(case.path(BOOK), bytes).unwrap();
        case.run_once();
        assert!(problems(&case).contains("保存の途中"), "{}", problems(&case));
    }
    fs::remove_file(case.path(BOOK)).unwrap();
    case.run_once();
    assert!(problems(&case).contains("保存の途中"), "{}", problems(&case));
    // What was saved with errors is said on the board; the mail waits until the officer has closed it.
    fs::write(case.path(BOOK), &whole).unwrap();
    break_it(&case);
    case.run_once();
    assert!(problems(&case).contains("「指標」シートA3"));
    assert_eq!(alerts(&case).len(), 0);
    fs::remove_file(case.path("~$台帳.xlsx")).unwrap();
    case.run_once();
    assert_eq!(alerts(&case).len(), 1);
}

#[test]
fn a_wrong_file_is_named_for_what_it_is() {
    let case = with_book();
    case.run_once();
    let said = |name: &str, bytes: &[u8]| {
        fs::write(case.path(name), bytes).unwrap();
        let said = case.run(&["register", "check", case.path(name).to_str().unwrap()]);
        assert_eq!(said.status, 1, "{said:?}");
        said.stdout
    };
    assert!(said("指標.csv", "指標ID,指標名\n".as_bytes()).contains("フォルダーを指定"));
    assert!(said("台帳.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").contains(".xlsx形式"));
    let mut form = Workbook::new();
    form.add_worksheet().set_name("入力").unwrap().write_string(0, 0, "番号").unwrap();
    let told = said("様式.xlsx", &form.save_to_buffer().unwrap());
    assert!(told.contains("台帳のシートが1枚もありません") && told.matches("[要修正]").count() == 1, "{told}");
    // The same by mistake in the configuration: the round goes on, and the office is told.
    fs::copy(case.path("様式.xlsx"), case.path(BOOK)).unwrap();
    let pass = case.run(&["run", "--once", "--json"]);
    assert!(pass.status < 2 && pass.stdout.contains("register_broken"), "{pass:?}");
    assert!(Path::new(&case.path(BOOK)).exists());
}
