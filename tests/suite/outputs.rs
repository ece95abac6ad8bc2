//! What a person changed in the outbox, or has open, is never overwritten.

use std::fs;

use crate::case::Case;
use crate::filing::fill;
use crate::seen;

const KANKO: &str = "観光政策課";
const PAPER: &str = "planning/会議資料_令和6年度実績.xlsx";
const SECOND: &str = "planning/会議資料_令和6年度実績（2）.xlsx";
const BOOK: &str = "planning/企画課作業用_令和6年度実績.xlsx";
/// The figures as data, which every compile writes too.
const DATA: [&str; 4] = [
    "planning/データ_令和6年度実績.csv",
    "planning/年度別データ_令和6年度実績.csv",
    "planning/項目定義.csv",
    "planning/データ_令和6年度実績.json",
];

/// Compiles; the edition and the books that were written.
fn compile(case: &Case) -> (u64, Vec<String>) {
    let said = case.run(&["compile", "--json"]);
    assert_eq!(said.status, 0, "{said:?}");
    let answer = said.json();
    let files = answer["files"].as_array().unwrap().iter().map(|file| file.as_str().unwrap().trim_start_matches("outbox/").to_owned());
    let (data, books): (Vec<String>, Vec<String>) = files.partition(|file| DATA.contains(&file.as_str()));
    assert_eq!(data, DATA, "the data are written with the books");
    (answer["edition"].as_u64().unwrap(), books)
}

fn file(case: &Case, actual: &str) {
    case.drop_in(KANKO, "回答.xlsx", &fill(KANKO, |officer| _ = officer.number(0, actual)));
    case.run_once();
}

#[test]
fn a_paper_that_was_edited_by_hand_stays() {
    let case = Case::issued();
    file(&case, "131.8");
    assert_eq!(compile(&case), (1, vec![PAPER.to_owned(), BOOK.to_owned()]));
    let (paper, book) = (case.path("outbox").join(PAPER), case.path("outbox").join(BOOK));
    let mut edited = fs::read(&paper).unwrap();
    edited.extend(b"edited by hand");
    fs::write(&paper, &edited).unwrap();
    let book_before = fs::read(&book).unwrap();

    file(&case, "131.9");
    assert_eq!(compile(&case), (2, vec![SECOND.to_owned(), BOOK.to_owned()]));
    assert!(fs::read(&paper).unwrap() == edited);
    assert!(fs::read(&book).unwrap() != book_before, "what nobody touched is replaced");

    file(&case, "132");
    assert_eq!(compile(&case), (3, vec![SECOND.to_owned(), BOOK.to_owned()]), "the second version is ours");
    assert!(fs::read(&paper).unwrap() == edited);
}

#[test]
fn a_paper_that_is_open_in_excel_stays() {
    let case = Case::issued();
    file(&case, "131.8");
    compile(&case);
    let paper = case.path("outbox").join(PAPER);
    let before = fs::read(&paper).unwrap();
    seen::write(&case.path("outbox/planning/~$会議資料_令和6年度実績.xlsx"), b"\x06mihon");
    file(&case, "131.9");
    assert_eq!(compile(&case).1, [SECOND.to_owned(), BOOK.to_owned()]);
    assert!(fs::read(&paper).unwrap() == before);
}

#[test]
fn compiling_again_without_a_change_is_the_same_edition() {
    let case = Case::issued();
    file(&case, "131.8");
    compile(&case);
    let outbox = case.outbox();
    assert_eq!(compile(&case).0, 1);
    assert_eq!(case.outbox(), outbox);
    fs::remove_file(case.path("outbox").join(PAPER)).unwrap();
    assert_eq!(compile(&case).0, 1);
    assert_eq!(case.outbox(), outbox, "a paper that was deleted comes back");
}

#[test]
fn a_receipt_that_a_department_wrote_on_stays() {
    let case = Case::issued();
    // Somebody saved a file under the name that the receipt will have.
    let taken = case.path("outbox").join(KANKO).join("受付票_R6-001-1.xlsx");
    seen::write(&taken, b"mine");
    case.drop_in(KANKO, "回答.xlsx", &fill(KANKO, |officer| _ = officer.reasons()));
    let pass = case.run_once();
    assert_eq!(fs::read(&taken).unwrap(), b"mine");
    assert_eq!(pass.0["written"], serde_json::json!(["観光政策課/受付票_R6-001-1（2）.xlsx"]));
}

#[test]
fn one_folder_that_cannot_be_written_does_not_hold_up_the_others() {
    let case = Case::issued();
    // A file stands where the department's folder was.
    fs::remove_dir_all(case.path("outbox").join(KANKO)).unwrap();
    fs::write(case.path("outbox").join(KANKO), b"in the way").unwrap();
    case.drop_in(KANKO, "回答.xlsx", &fill(KANKO, |officer| _ = officer.reasons()));
    case.drop_in("農林課", "回答.xlsx", &fill("農林課", |officer| _ = officer.reasons()));
    let pass = case.run_once();
    assert_eq!(pass.concluded(), 2, "{pass:?}");
    assert!(case.outbox().contains(&"農林課/受付票_R6-008-1.xlsx".to_owned()), "{:?}", case.outbox());
    let status = case.status_json();
    assert_eq!((&status["health"]["ok"], &status["mailbox"]["queued"]), (&false.into(), &0.into()));
    assert_eq!(case.run(&["compile"]).status, 0, "the papers are not in the way");

    fs::remove_file(case.path("outbox").join(KANKO)).unwrap();
    case.run_once();
    assert!(case.outbox().contains(&format!("{KANKO}/受付票_R6-001-1.xlsx")));
    assert_eq!(case.status_json()["health"]["ok"], true);
}

#[test]
fn papers_that_cannot_be_written_are_the_commands_failure() {
    let case = Case::issued();
    fs::write(case.path("outbox/planning"), b"in the way").unwrap();
    let said = case.run(&["compile"]);
    assert_eq!(said.status, 2, "{said:?}");
    assert!(said.stderr.contains("planning/"), "{said:?}");
}

#[test]
fn the_next_edition_says_what_changed() {
    let case = Case::issued();
    file(&case, "131.8");
    compile(&case);
    file(&case, "128.4");
    compile(&case);
    let text = seen::texts(&fs::read(case.path("outbox").join(BOOK)).unwrap());
    for words in ["値が変わった指標は1件、新たに報告された指標は0件です。", "131.8", "128.4", "R6-001-1", "R6-001-2"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
}
