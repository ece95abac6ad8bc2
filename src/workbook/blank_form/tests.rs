//! What a department or the reader would miss on a form.

use calamine::Data;

use super::super::probe::{at, cells, dump, find, part, sheets};
use super::*;
use crate::domain::FormIdentity;
use crate::form::{Field, FilledCell, sample};

fn text(text: &str) -> Data {
    Data::String(text.to_owned())
}

/// 提出 with one row filled in.
fn filled(id: &str, cells: &[(Field, FilledCell)]) -> Filled {
    Filled {
        filing_state: "提出".to_owned(),
        author: "見本　太郎".to_owned(),
        checked_on: Some(sample::day(6, 9)),
        rows: [(id.parse().unwrap(), cells.iter().cloned().collect())].into(),
        ..Filled::default()
    }
}

#[test]
fn the_identity_is_visible_and_hidden_and_each_header_value_is_right_of_its_label() {
    let bytes = write(&sample::blank(&sample::current()), &sample::current()).unwrap();
    let (seen, unseen) = sheets(&bytes);
    assert_eq!((seen, unseen), (vec!["はじめに".to_owned(), "入力".into(), "記入例".into()], vec!["様式情報".to_owned()]));
    let hidden = cells(&bytes, "様式情報");
    assert_eq!((at(&hidden, 0, 0), at(&hidden, 0, 1)), (text("torimatome"), text("form")));
    let entry = cells(&bytes, "入力");
    let value = |label: &str| {
        let (row, column) = find(&entry, label);
        at(&entry, row, column + 1)
    };
    assert_eq!(value("様式番号"), at(&hidden, 1, 1));
    assert_eq!(value("様式番号").to_string().parse::<FormIdentity>().map(|identity| identity.version), Ok(2));
    assert_eq!((value("所属"), value("提出区分")), (text("観光政策課"), text("作成中")));
    for label in ["記入者", "課内確認者", "確認日", "連絡先"] {
        assert_eq!(value(label), Data::Empty, "{label}");
    }
}

#[test]
fn the_table_prints_the_register_and_leaves_the_rest_to_the_department() {
    let entry = cells(&write(&sample::blank(&sample::current()), &sample::current()).unwrap(), "入力");
    let (heading, actual) = find(&entry, "当年度実績\n（令和6年度）");
    let (_, baseline) = find(&entry, "基準値\n（時点）");
    let (_, last) = find(&entry, "前年度実績\n（令和5年度）");
    assert_eq!(at(&entry, heading + 1, baseline), Data::Float(119.4));
    assert_eq!(at(&entry, heading + 3, baseline), Data::Float(-244.0));
    assert_eq!(at(&entry, heading + 1, last), Data::Float(125.2));
    assert_eq!(at(&entry, heading + 2, last), Data::Empty);
    assert_eq!(at(&entry, heading + 1, actual), Data::Empty);
    assert_eq!(entry.end().map(|(row, _)| row), Some(heading + 3), "no unused rows");
}

#[test]
fn the_first_page_says_what_to_do_by_when_and_where_to() {
    let guide = dump(&cells(&write(&sample::blank(&sample::current()), &sample::current()).unwrap(), "はじめに"));
    insta::assert_snapshot!(guide);
}

#[test]
fn the_example_is_marked_as_one() {
    let example = dump(&cells(&write(&sample::blank(&sample::current()), &sample::current()).unwrap(), "記入例"));
    assert!(example.starts_with("【記入例】"), "{example}");
    assert!(!example.contains("sample/r6"), "{example}");
    assert!(example.contains("1432 | 確定 | R7.3.31"), "{example}");
}

#[test]
fn a_protected_sheet_still_grows_filters_and_sorts_and_prints_on_a4_without_a_cut_column() {
    let bytes = write(&sample::blank(&sample::current()), &sample::current()).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    let protection = r#"<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0" sort="0" autoFilter="0"/>"#;
    for wanted in [
        protection,
        r#"<protectedRange sqref="A8:Q10" name="sort_area"/>"#,
        r#"<autoFilter ref="A7:Q10"/>"#,
        "<pane xSplit=\"3\" ySplit=\"7\"",
        "<pageSetUpPr fitToPage=\"1\"/>",
        r#"<pageSetup paperSize="9" fitToHeight="0" orientation="landscape""#,
        "&amp;P／&amp;N",
    ] {
        assert!(sheet.contains(wanted), "{wanted} in {sheet}");
    }
    assert!(!sheet.contains("password"));
    assert!(part(&bytes, "xl/workbook.xml").contains("入力!$7:$7"));
}

#[test]
fn only_choices_are_refused_and_printed_cells_kept() {
    let bytes = write(&sample::blank(&sample::current()), &sample::current()).unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    let rules: Vec<&str> = sheet.split("<dataValidation ").skip(1).collect();
    let refusing: Vec<&&str> = rules.iter().filter(|rule| !rule.contains("errorStyle=\"warning\"")).collect();
    assert!(refusing.iter().all(|rule| rule.starts_with("type=\"list\"") || rule.contains("<formula1>FALSE</formula1>")), "{refusing:?}");
    assert!(sheet.contains("\"確定,速報,見込み,集計中,今年度調査なし,統計未公表,取消\""));
    // The bounds of the register: 0 to 100 for the share, none for its neighbours.
    assert!(sheet.contains("sqref=\"I9\"><formula1>0</formula1><formula2>100</formula2>"), "{sheet}");
}

#[test]
fn a_drop_down_that_is_too_long_for_a_rule_stands_in_a_range() {
    let mut declaration = sample::current();
    let filing = declaration.header.iter_mut().find(|cell| cell.field == HeaderField::FilingState).unwrap();
    filing.choices = (1..=40).map(|number| format!("とても長い選択肢{number}")).collect();
    let bytes = write(&sample::blank(&declaration), &declaration).unwrap();
    assert!(part(&bytes, "xl/worksheets/sheet2.xml").contains("<formula1>'様式情報'!$D$1:$D$40</formula1>"));
    assert_eq!(at(&cells(&bytes, "様式情報"), 39, 3), text("とても長い選択肢40"));
}

#[test]
fn a_column_is_as_wide_as_its_longest_number() {
    let mut form = sample::blank(&sample::current());
    let long = crate::form::Printed::Number { value: sample::q("123456789012.5"), note: String::new() };
    form.rows[0].cells.insert(Field::Target, long);
    let layout = Layout::of(&sample::current(), &Content::of(&form, &Filled::default(), ""));
    // 123,456,789,012.5 has 17 characters; the actual will be about as long.
    assert_eq!((layout.width(7), layout.width(8)), (18, 18));
}

#[test]
fn a_returned_form_holds_what_was_typed_just_as_it_was_typed() {
    let typed = [
        (Field::Actual, FilledCell::PercentFormatted(sample::q("45.3"))),
        (Field::State, FilledCell::Text("確定".to_owned())),
        (Field::Reason, FilledCell::Text("=HYPERLINK(\"http://example.com\")".to_owned())),
        (Field::Target, FilledCell::Blank),
        (Field::Measure, FilledCell::Formula { formula: "=1+1".to_owned(), result: "2".to_owned() }),
    ];
    let form = sample::blank(&sample::current());
    let bytes = write_filled(&form, &sample::current(), &filled("1.1-02", &typed)).unwrap();
    let entry = cells(&bytes, "入力");
    let (heading, actual) = find(&entry, "当年度実績\n（令和6年度）");
    assert_eq!(at(&entry, heading + 2, actual), Data::Float(0.453));
    assert_eq!(at(&entry, heading + 2, actual - 1), Data::Empty);
    assert_eq!(at(&entry, heading + 2, actual + 4), text("=HYPERLINK(\"http://example.com\")"));
    assert_eq!(at(&entry, heading + 2, actual + 5), Data::Float(2.0));
    assert_eq!(part(&bytes, "xl/worksheets/sheet2.xml").matches("<f>").count(), 1, "the formula that was asked for");
    let (row, column) = find(&entry, "確認日");
    let date = at(&entry, row, column + 1);
    assert!(matches!(date, Data::DateTime(date) if date.is_datetime()), "{date:?}");
    assert_eq!(date.to_string(), "45817");
}

#[test]
fn an_older_version_is_written_by_its_own_declaration() {
    let declaration = sample::frozen();
    let form = sample::blank(&declaration);
    let bytes =
        write_filled(&form, &declaration, &filled("1.1-01", &[(Field::Actual, FilledCell::Text("１３１．８".to_owned()))])).unwrap();
    let entry = cells(&bytes, "入力");
    let (heading, actual) = find(&entry, "実績値\n（令和6年度）");
    assert_eq!(at(&entry, heading + 1, actual), text("１３１．８"));
    let (row, column) = find(&entry, "様式番号");
    assert_eq!(at(&entry, row, column + 1).to_string().parse::<FormIdentity>().map(|identity| identity.version), Ok(1));
}

#[test]
fn the_same_form_gives_the_same_bytes() {
    let (form, declaration) = (sample::blank(&sample::current()), sample::current());
    assert_eq!(write(&form, &declaration).unwrap(), write(&form, &declaration).unwrap());
}
