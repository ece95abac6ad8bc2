//! What a department may write where a number belongs, and what is made of it.

use proptest::prelude::*;

use super::*;
use crate::domain::{Aggregation, CellRef, Direction};

fn indicator(unit: &str) -> Indicator {
    Indicator {
        id: "1.1-01".parse().unwrap(),
        name: "試験用の指標".to_owned(),
        aliases: Vec::new(),
        definition: String::new(),
        method: String::new(),
        unit: unit.to_owned(),
        decimals: 0,
        direction: Direction::Increase,
        aggregation: Aggregation::Annual,
        lower: None,
        upper: None,
        change_limit: None,
        stages: Vec::new(),
        shared: String::new(),
        note: String::new(),
        retired: false,
    }
}

fn cell(content: Content) -> RawCell {
    RawCell { at: CellRef::new(13, 8).unwrap(), content, percent: false, formula: None }
}

fn typed(text: &str, unit: &str) -> Entry {
    read_entry(Some(&cell(Content::Text(text.to_owned()))), &indicator(unit))
}

fn stored(number: &str, percent: bool, unit: &str) -> Entry {
    let cell = RawCell { percent, ..cell(Content::Number(number.to_owned())) };
    read_entry(Some(&cell), &indicator(unit))
}

fn value(entry: &Entry) -> Option<String> {
    if let Entry::Number { value, .. } = entry { Some(value.to_string()) } else { None }
}

fn codes(entry: &Entry) -> Vec<&'static str> {
    match entry {
        Entry::Number { problems, .. } => problems.iter().map(Problem::code).collect(),
        Entry::Bad(problem) => vec![problem.code()],
        Entry::Blank | Entry::Mark(_) => Vec::new(),
    }
}

#[test]
fn what_officers_write_is_read_and_told_back() {
    for (text, unit, number) in [
        ("１２３", "人", "123"),
        ("1,234人", "人", "1234"),
        ("１，２３４名", "人", "1234"),
        ("△684", "人", "-684"),
        ("▲244人", "人", "-244"),
        ("－５", "件", "-5"),
        ("45.3%", "%", "45.3"),
        ("45.3パーセント", "%", "45.3"),
        ("104.5㏊", "ha", "104.5"),
        ("12カ所", "か所", "12"),
        ("131.8万人", "万人", "131.8"),
        ("131.8万", "万人", "131.8"),
        ("１、２３４人", "人", "1234"),
        ("ｰ5", "件", "-5"),
        ("‒5", "件", "-5"),
        ("120※", "人", "120"),
        ("120人＊", "人", "120"),
        ("65才", "歳", "65"),
        ("3ヵ国", "か国", "3"),
        ("12.5ﾊﾟｰｾﾝﾄ", "%", "12.5"),
        ("５㌶", "ha", "5"),
        ("0123", "人", "123"),
        ("1234567890.1234567", "人", "1234567890.12346"),
        ("-0", "人", "0"),
    ] {
        let entry = typed(text, unit);
        assert_eq!(value(&entry).as_deref(), Some(number), "{text}");
        assert_eq!(codes(&entry), ["V020"], "{text}");
    }
}

#[test]
fn plain_digits_need_no_notice() {
    for (text, number) in [("45.30", "45.3"), ("0.5", "0.5"), ("100", "100"), ("-684", "-684"), ("10.00", "10")] {
        let wanted = Entry::Number { value: number.parse().unwrap(), problems: Vec::new() };
        assert_eq!(typed(text, "人"), wanted, "{text}");
    }
    for text in ["1234", "　1234\t\r\n", "\u{A0}1234 "] {
        assert_eq!(typed(text, "人"), Entry::Number { value: "1234".parse().unwrap(), problems: Vec::new() }, "{text:?}");
    }
    assert_eq!(codes(&stored("45.3", false, "%")), Vec::<&str>::new());
}

#[test]
fn a_percent_cell_counts_by_what_it_shows() {
    let entry = stored("0.453", true, "%");
    assert_eq!(value(&entry).as_deref(), Some("45.3"));
    let Entry::Number { problems, .. } = entry else { panic!() };
    assert!(matches!(&problems[..], [Problem::ReadAs { raw, .. }] if raw == "45.3%"));
    assert_eq!(stored("0.453", true, "件"), Entry::Bad(Problem::UnitMismatch { written: "%".into(), registered: "件".into() }));
}

#[test]
fn blank_zero_and_unknown_are_three_things() {
    assert_eq!(read_entry(None, &indicator("人")), Entry::Blank);
    assert_eq!(typed(" 　\n", "人"), Entry::Blank);
    assert_eq!(value(&typed("0", "人")).as_deref(), Some("0"));
    assert_eq!(typed("―", "人"), Entry::Mark("―".into()));
    assert_eq!(typed("　未定 ", "人"), Entry::Mark("未定".into()));
}

#[test]
fn what_is_not_one_number_is_said_plainly() {
    for (text, unit, code) in [
        ("1,234千円", "百万円", "V003"),
        ("3万", "人", "V003"),
        ("1万2千", "人", "V003"),
        ("131.8万人", "人", "V003"),
        ("45.3%", "件", "V003"),
        ("10～12", "人", "V022"),
        ("R7.3.31", "人", "V023"),
        ("令和6年度", "人", "V023"),
        ("2024年", "人", "V023"),
        ("29（4）", "人", "V002"),
        ("多数", "人", "V002"),
        ("80以上", "%", "V022"),
        ("80%以上", "%", "V022"),
        ("約5人未満", "人", "V022"),
        ("以上", "人", "V002"),
        ("120※1", "人", "V002"),
        ("1 234", "人", "V002"),
        ("百二十", "人", "V002"),
        ("120人(110人)", "人", "V002"),
        ("12,34", "人", "V002"),
        ("9999999999999999", "人", "V007"),
        ("=1+2", "人", "V002"),
    ] {
        assert_eq!(codes(&typed(text, unit)), [code], "{text}");
    }
    assert_eq!(codes(&stored("9e27", false, "人")), ["V007"]);
    assert_eq!(codes(&typed("約120人", "人")), ["V021"]);
    assert_eq!(value(&typed("約120人", "人")).as_deref(), Some("120"));
    assert_eq!(value(&typed("2024年", "年")).as_deref(), Some("2024"), "where years are counted");
    assert_eq!(codes(&read_entry(Some(&cell(Content::Bool(true))), &indicator("人"))), ["V002"]);
    assert_eq!(codes(&read_entry(Some(&cell(Content::Error("#N/A".into()))), &indicator("人"))), ["V004"]);
    assert_eq!(codes(&read_entry(Some(&cell(Content::Date("2025-01-04".into()))), &indicator("人"))), ["V023"]);
}

#[test]
fn formulas_count_by_their_stored_result() {
    let with = |content: Content, formula: &str| {
        codes(&read_entry(Some(&RawCell { formula: Some(formula.into()), ..cell(content) }), &indicator("人")))
    };
    assert_eq!(with(Content::Nothing, "SUM(A1:A3)"), ["V005"]);
    assert_eq!(with(Content::Number("6".into()), "SUM(A1:A3)"), Vec::<&str>::new());
    assert_eq!(with(Content::Number("6".into()), "[1]Sheet1!A1"), ["V006"]);
    assert_eq!(with(Content::Number("1".into()), "TRUE()"), ["V002"]);
    assert_eq!(with(Content::Number("0".into()), "false()"), ["V002"]);
    assert_eq!(with(Content::Number("1".into()), "TRUE()*1"), Vec::<&str>::new());
    assert_eq!(with(Content::Number("6".into()), "'C:\\実績\\[4月.xlsx]Sheet1'!A1*2"), ["V006"]);
    assert_eq!(with(Content::Number("6".into()), "SUM(表1[[#This Row],[2024]])"), Vec::<&str>::new());
    assert_eq!(with(Content::Number("6".into()), "IF(A1=\"[1]\",1,6)"), Vec::<&str>::new());
    let blank = RawCell { formula: Some("IF(A1=\"\",\"\",A1)".into()), ..cell(Content::Text(String::new())) };
    assert_eq!(read_entry(Some(&blank), &indicator("人")), Entry::Blank);
}

#[test]
fn a_stage_is_its_place_and_nothing_else_is_one() {
    let stages = Indicator { stages: ["未着手", "整備中", "完成"].map(str::to_owned).to_vec(), ..indicator("航路") };
    let read = |content: Content| read_entry(Some(&cell(content)), &stages);
    let typed = |text: &str| read(Content::Text(text.to_owned()));
    for (text, place) in [("完成", "3"), ("　整備中 ", "2")] {
        assert_eq!(typed(text), Entry::Number { value: place.parse().unwrap(), problems: Vec::new() }, "{text}");
    }
    let spaced = Problem::WordReadAs { raw: "未 着手".into(), read: "未着手".into() };
    assert_eq!(typed("未 着手"), Entry::Number { value: "1".parse().unwrap(), problems: vec![spaced] });
    for entry in [typed("おおむね完成"), typed("3"), read(Content::Number("3".into()))] {
        assert_eq!(codes(&entry), ["V034"]);
    }
    assert_eq!(typed(" "), Entry::Blank);
    assert_eq!(typed("集計中"), Entry::Mark("集計中".into()));
    assert!(matches!(typed("完了"), Entry::Bad(Problem::StageUnknown { stages, .. }) if stages.len() == 3));
}

#[test]
fn quotes_are_bounded() {
    let Entry::Bad(Problem::NotANumber { text }) = typed(&"あ\r\n".repeat(500), "人") else { panic!() };
    assert!(text.chars().count() <= QUOTE_MAX && !text.contains(char::is_control));
}

/// A quantity in office notation.
fn rendered(value: Quantity, notation: u8) -> String {
    let grouped = value.grouped(0);
    let unsigned = grouped.trim_start_matches('-').to_owned();
    let wide = |text: &str| -> String {
        text.chars().map(|c| char::from_u32(u32::from(c) + 0xFEE0).filter(|_| c.is_ascii()).unwrap_or(c)).collect()
    };
    let sign = |mark: &str| if value.is_negative() { format!("{mark}{unsigned}") } else { unsigned.clone() };
    match notation % 8 {
        0 => value.to_string(),
        1 => grouped,
        2 => sign("△"),
        3 => format!("　{}人\n", sign("▲")),
        4 => wide(&sign("-")),
        5 => format!("{} 名", sign("－")),
        6 => sign("−"),
        _ => format!("{}\t", sign("ー")),
    }
}

proptest! {
    #[test]
    fn every_notation_reads_back(mantissa in -999_999_999_999_999i64..=999_999_999_999_999, scale in 0usize..6, notation in 0u8..8) {
        let unsigned = format!("{:07}", mantissa.unsigned_abs());
        let (whole, fraction) = unsigned.split_at(unsigned.len() - scale);
        let sign = if mantissa < 0 { "-" } else { "" };
        let wanted: Quantity = format!("{sign}{whole}.{fraction}0").parse().unwrap();
        let entry = typed(&rendered(wanted, notation), "人");
        prop_assert_eq!(value(&entry), Some(wanted.to_string()));
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,60}", unit in "\\PC{0,6}") {
        typed(&text, &unit);
    }

    #[test]
    fn no_almost_number_panics(text in "[0-9０-９,，.．△▲－ー~～％%人万千約（）()/年月日RH元末 -]{0,20}") {
        typed(&text, "人");
    }
}
