//! The board in the planning office's folder: it follows the work, and only the work.

use std::fs;

use crate::case::Case;
use crate::case_worker::at;
use crate::filing::fill;
use torimatome::form::Field;
use torimatome::store::Store;

const KANKO: &str = "観光政策課";
const BOARD: &str = "outbox/planning/board.html";

fn board(case: &Case) -> String {
    fs::read_to_string(case.path(BOARD)).unwrap()
}

#[test]
fn the_board_follows_what_is_filed_and_the_day() {
    let case = Case::issued();
    case.pass_at("2025-06-02T10:00");
    let before = board(&case);
    assert!(before.contains("11課のうち0課からすべて届いています。未提出は11課130指標です。"), "{before}");
    assert!(before.contains("あと9営業日です。"), "{before}");

    case.drop_in(KANKO, "回答.xlsx", &fill(KANKO, |officer| _ = officer.number(0, "131.8").blank(1)));
    let report = case.pass_at("2025-06-02T10:05");
    let after = board(&case);
    assert!(
        after.contains("一部未提出")
            && after.contains("131.8")
            && after.contains("11課のうち0課からすべて届いています。未提出は11課126指標です。"),
        "{after}"
    );
    assert!(!report.written.iter().any(|path| path.contains("board")), "a page that follows everything is no news");

    case.pass_at("2025-06-16T09:00");
    assert!(board(&case).contains("提出期限の6月13日（金）を1営業日過ぎています。"));
}

#[test]
fn the_board_stays_as_it_is_while_nothing_changes() {
    let case = Case::issued();
    case.pass_at("2025-06-02T10:00");
    let before = board(&case);
    // Another process an hour later, and again in the same process.
    let mut worker = case.worker();
    worker.pass(at("2025-06-02T11:00")).unwrap();
    worker.pass(at("2025-06-02T11:05")).unwrap();
    assert!(board(&case) == before);
    // The papers are new: their edition stands on the page.
    worker.compile(at("2025-06-02T11:10")).unwrap();
    assert!(board(&case).contains("会議資料　第1版"));
}

#[test]
fn a_board_that_somebody_edited_stays() {
    let case = Case::issued();
    case.pass_at("2025-06-02T10:00");
    fs::write(case.path(BOARD), "mine").unwrap();
    case.pass_at("2025-06-03T10:00");
    assert_eq!(board(&case), "mine");
    assert!(case.path("outbox/planning/board（2）.html").is_file());
}

#[test]
fn what_a_department_typed_is_text_on_the_board() {
    let case = Case::issued();
    let form = fill(KANKO, |officer| _ = officer.text(0, Field::Actual, "<script>alert(1)</script>"));
    case.drop_in(KANKO, "<b onclick=x>.xlsx", &form);
    case.pass_at("2025-06-02T10:00");
    let board = board(&case);
    assert!(board.contains("&lt;script&gt;") && board.contains("&lt;b onclick=x&gt;"), "{board}");
    assert!(board.matches("<script").count() == 1 && !board.contains("<b onclick"));
}

#[test]
fn an_office_writes_the_board_its_own_way() {
    let case = Case::issued();
    case.edit("templates/board/board.html", "提出状況", "届いていますか");
    case.pass_at("2025-06-02T10:00");
    assert!(board(&case).contains("届いていますか"));
    case.edit("templates/board/board.html", "{{ css }}", "{{ csss }}");
    let said = case.run(&["run", "--once"]);
    assert!(said.status == 2 && said.stderr.contains("templates/board/board.html"), "{said:?}");
}

#[test]
fn a_board_that_cannot_be_written_waits_once() {
    let case = Case::issued();
    // Something else has its folder's name: nothing can be written there.
    fs::write(case.path("outbox/planning"), "in the way").unwrap();
    let waiting = || case.store().pending_outputs().unwrap().len();
    let mut worker = case.worker();
    for time in ["2025-06-02T10:00", "2025-06-02T10:01", "2025-06-02T10:02", "2025-06-02T10:03"] {
        worker.pass(at(time)).unwrap();
    }
    assert_eq!(waiting(), 1, "one page waits, not one a minute");
    drop(worker);
    case.pass_at("2025-06-02T10:04");
    assert_eq!(waiting(), 1, "nor one for each start");
    fs::remove_file(case.path("outbox/planning")).unwrap();
    case.pass_at("2025-06-02T10:05");
    assert!(waiting() == 0 && board(&case).contains("11課"));
}
