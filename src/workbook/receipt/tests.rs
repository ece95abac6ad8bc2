//! What a department would miss on the printed receipt.

use std::collections::BTreeMap;

use super::super::probe::{at, cells, dump, find, part, sheets};
use super::*;
use crate::diagnostic::Problem;
use crate::domain::Verdict;
use crate::notification::FindingLine;
use crate::notification::receipt::sample;

fn partly() -> Receipt {
    let before = [sample::held(sample::row("1.2-01", Some("-244"), crate::domain::ValueState::Confirmed))].into();
    sample::receipt(&sample::partly(), &before, sample::at(6, 10, 14, 5), false)
}

#[test]
fn findings_come_first_where_something_must_be_corrected() {
    let (seen, unseen) = sheets(&write(&partly()).unwrap());
    assert_eq!((seen, unseen), (vec!["指摘一覧".to_owned(), "受付票".into()], vec!["様式情報".to_owned()]));
    let mut clean = partly();
    (clean.verdict, clean.findings) = (Verdict::Accepted, Vec::new());
    assert_eq!(sheets(&write(&clean).unwrap()).0, ["受付票"]);
}

#[test]
fn the_program_knows_its_own_receipt_again() {
    let hidden = cells(&write(&partly()).unwrap(), "様式情報");
    let words = [at(&hidden, 0, 0), at(&hidden, 0, 1), at(&hidden, 1, 1)].map(|cell| cell.to_string());
    assert_eq!(words, ["torimatome", "output", "receipt"]);
}

#[test]
fn the_receipt_says_all_that_an_officer_asks() {
    insta::assert_snapshot!(dump(&cells(&write(&partly()).unwrap(), "受付票")));
}

#[test]
fn numbers_taken_are_numbers_and_what_was_typed_is_text() {
    let bytes = write(&partly()).unwrap();
    let slip = cells(&bytes, "受付票");
    let (row, column) = find(&slip, "セル");
    assert_eq!(at(&slip, row + 2, column - 3), calamine::Data::Float(-684.0));
    find(&slip, "=HYPERLINK(\"http://example.com\")");
    for sheet in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"] {
        let xml = part(&bytes, sheet);
        assert!(!xml.contains("<f>") && !xml.contains("hyperlink"), "{xml}");
    }
}

#[test]
fn an_unreadable_file_gets_a_paper_too() {
    let validated = sample::unread(Verdict::Quarantined, Problem::BrokeTheReader { attempts: 3 });
    let receipt = sample::receipt(&validated, &BTreeMap::new(), sample::at(6, 10, 14, 5), false);
    let slip = dump(&cells(&write(&receipt).unwrap(), "受付票"));
    assert!(slip.contains("× 読取不能（隔離）") && slip.contains("所属 | ―") && !slip.contains("受け付けた内容"), "{slip}");
}

#[test]
fn a_long_list_is_cut_and_counted_and_odd_characters_do_no_harm() {
    let mut receipt = partly();
    receipt.file = "a\r\nb\u{1}.xlsx".to_owned();
    receipt.department = "A&B課".to_owned();
    let line = FindingLine { message: "長い".repeat(1000), ..receipt.findings[0].clone() };
    receipt.findings = vec![line; 1000];
    let bytes = write(&receipt).unwrap();
    let list = dump(&cells(&bytes, "指摘一覧"));
    assert!(list.contains("ほか700件あります。"), "{}", &list[..200]);
    assert!(dump(&cells(&bytes, "受付票")).contains("a \nb .xlsx"));
    assert!(part(&bytes, "xl/worksheets/sheet1.xml").contains("A&amp;&amp;B課"));
}

#[test]
fn a_name_that_just_fills_its_column_has_room_for_two_lines_and_the_headings_come_again() {
    let mut receipt = partly();
    for row in &mut receipt.rows {
        // 34 half-width characters in a column of 36: the indent takes the rest.
        row.indicator = "消防庁舎・消防防災センター利用者数".to_owned();
    }
    let bytes = write(&receipt).unwrap();
    let tall = part(&bytes, "xl/worksheets/sheet2.xml").matches("ht=\"36\"").count();
    assert!(tall >= receipt.rows.len(), "{tall} of {}", receipt.rows.len());
    assert!(part(&bytes, "xl/workbook.xml").contains("受付票!$"), "受付票 repeats a row on its pages");
}
