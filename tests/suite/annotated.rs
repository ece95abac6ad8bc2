//! The answer in the department's own workbook, and that workbook when it comes back.

use std::fs;

use torimatome::form::Field;

use crate::case::Case;
use crate::filing::fill;
use crate::seen;

const KANKO: &str = "観光政策課";

/// The answer's file, by its number.
fn answer(case: &Case, number: u32) -> Vec<u8> {
    fs::read(case.path("outbox").join(KANKO).join(format!("指摘一覧_R6-001-{number}.xlsx"))).expect("a marked copy")
}

#[test]
fn a_file_comes_back_with_marks_and_is_filed_again_as_it_is() {
    let case = Case::issued();
    case.drop_in(KANKO, "回答.xlsx", &fill(KANKO, |officer| _ = officer.reasons().text(2, Field::Actual, "481万人")));
    let pass = case.run_once();
    assert_eq!(pass.verdict("回答.xlsx"), "partly_accepted");
    let marked = answer(&case, 1);
    let texts = seen::texts(&marked);
    assert!(texts.contains("指摘一覧") && texts.contains("提出区分"), "their own workbook with our list: {texts}");
    let mail = case.mails().into_iter().find(|mail| mail.subject.starts_with("【修正のお願い】")).expect("a mail");
    assert!(mail.body.contains("提出されたファイルに指摘を書き込みました"), "{}", mail.body);

    // Uncorrected, it is the same return, not the list: the same verdict, the same findings.
    case.drop_in(KANKO, "指摘一覧_R6-001-1.xlsx", &marked);
    let again = case.run_once();
    assert_eq!(again.verdict("指摘一覧_R6-001-1.xlsx"), "partly_accepted");
    assert_eq!(again.codes("指摘一覧_R6-001-1.xlsx"), pass.codes("回答.xlsx"));
    // The next answer has one list, and marks where the first one had them.
    assert_eq!(parts(&answer(&case, 2)), parts(&marked));
}

fn parts(book: &[u8]) -> Vec<String> {
    let archive = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("a package");
    archive.file_names().map(|name| name.expect("a name").into_owned()).collect()
}
