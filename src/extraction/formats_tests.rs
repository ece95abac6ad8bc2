//! One thing written in several formats is read as one thing.

use rust_xlsxwriter::{Format, Formula, Workbook};

use super::crafted::{package, workbook};
use super::crafted_xls::{cell_format, number, number_format, xls};
use super::{Content, Entry, GridCell, RawCell, read_entry, read_workbook};
use crate::domain::Direction;
use crate::form::sample;

/// What cells say where a number in `unit` is expected: the number or the mark, and the codes.
fn entries(cells: &[GridCell], unit: &str) -> Vec<String> {
    let indicator = sample::indicator("1.1-01", "試験用の指標", unit, 1, Direction::Increase);
    let entry = |cell: &GridCell| {
        let cell = RawCell { at: cell.at, content: cell.content.clone(), percent: cell.percent, formula: cell.formula.clone() };
        match read_entry(Some(&cell), &indicator) {
            Entry::Blank => "blank".to_owned(),
            Entry::Mark(mark) => mark,
            Entry::Number { value, problems } => {
                problems.iter().fold(value.to_string(), |text, problem| format!("{text} {}", problem.code()))
            }
            Entry::Bad(problem) => problem.code().to_owned(),
        }
    };
    cells.iter().map(entry).collect()
}

fn cells(bytes: &[u8]) -> Vec<GridCell> {
    read_workbook(bytes).unwrap().sheets.remove(0).cells
}

/// The row that every format holds: 45.3%, 0.3 with a tail, a text with a unit, one with a tab, an error, no result, a dash.
const WANTED: [&str; 7] = ["45.3 V020", "0.3", "1234.5 V020", "104602 V020", "V004", "V005", "―"];

#[test]
fn an_xlsx() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_with_format(0, 0, 0.453, &Format::new().set_num_format("0.0%")).unwrap();
    sheet.write(0, 1, 0.1 + 0.2).unwrap();
    sheet.write_rich_string(0, 2, &[(&Format::new(), "１，２３４"), (&Format::new().set_bold(), "．５％")]).unwrap();
    sheet.write(0, 3, "104,602\t").unwrap();
    sheet.write(0, 4, Formula::new("B1/0").set_result("#DIV/0!")).unwrap();
    sheet.write(0, 6, "―\r\n").unwrap();
    let mut found = entries(&cells(&book.save_to_buffer().unwrap()), "%");
    found.insert(5, entries(&cells(&workbook(r#"<row r="1"><c r="A1"><f>SUM(B1:B3)</f></c></row>"#, &[])), "%").remove(0));
    assert_eq!(found, WANTED);
    let newer = r#"<row r="1"><c r="A1" t="e"><v>#SPILL!</v></c><c r="B1" t="e"><v>#FIELD!</v></c><c r="C1"><v>7</v></c></row>"#;
    assert_eq!(entries(&cells(&workbook(newer, &[])), "%"), ["V004", "V004", "7"]);
    let furigana =
        r#"<row r="1"><c r="A1" t="inlineStr"><is><r><t>１２</t></r><r><t>人</t></r><rPh sb="2" eb="3"><t>ニン</t></rPh></is></c></row>"#;
    assert_eq!(entries(&cells(&workbook(furigana, &[])), "人"), ["12 V020"]);
}

/// An `OpenDocument` sheet of one row, with a percentage's and two dates' styles.
fn ods(row: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:calcext="c" xmlns:number="n"><office:automatic-styles>
        <number:date-style style:name="N1"><number:year number:style="long"/><number:text>年</number:text><number:month/><number:text>月</number:text></number:date-style>
        <number:date-style style:name="N2"><number:month/><number:text>月</number:text><number:day/><number:text>日</number:text></number:date-style>
        <style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/><style:style style:name="day" style:family="table-cell" style:data-style-name="N2"/>
        </office:automatic-styles><office:body><office:spreadsheet><table:table table:name="入力"><table:table-row>{row}</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    package(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

#[test]
fn an_ods() {
    let text = |text: &str| format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#);
    let row = [
        r#"<table:table-cell office:value-type="percentage" office:value="0.453"><text:p>45.3%</text:p></table:table-cell>"#.to_owned(),
        r#"<table:table-cell office:value-type="float" office:value="0.30000000000000004"><text:p>0.3</text:p></table:table-cell>"#.to_owned(),
        text("<text:ruby><text:ruby-base>１，２３４</text:ruby-base><text:ruby-text>センニヒャク</text:ruby-text></text:ruby><text:span>．５％</text:span>"),
        text("104,602<text:tab/>"),
        r#"<table:table-cell table:formula="of:=[.B1]/0" office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>"#.to_owned(),
        r#"<table:table-cell table:formula="of:=SUM([.B1:.B3])"/>"#.to_owned(),
        text("―<text:line-break/>"),
    ];
    assert_eq!(entries(&cells(&ods(&row.concat())), "%"), WANTED);
    let truth =
        r#"<table:table-cell table:formula="of:=TRUE()" office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>"#;
    assert_eq!(entries(&cells(&ods(truth)), "人"), ["V002"]);
}

#[test]
fn an_xls() {
    let formats = [number_format(164, "0.0%"), cell_format(164), cell_format(0)];
    let found = cells(&xls(&formats, &[("入力", vec![number(0, 0, 0, 0.453), number(0, 1, 1, 0.1 + 0.2)])]));
    assert_eq!(entries(&found, "%"), WANTED[..2]);
}

#[test]
fn a_month_and_a_day_without_its_year_are_no_whole_dates() {
    let wanted = ["2025-03", "?2025-10-01", "2025-03-31"].map(|date| Content::Date(date.to_owned()));
    let contents = |bytes: &[u8]| cells(bytes).into_iter().map(|cell| cell.content).collect::<Vec<_>>();
    let codes = ["yyyy\"年\"m\"月\"", "m\"月\"d\"日\"", "[$-411]ge.m.d;@"];
    let serials = [45_717.0, 45_931.0, 45_747.0];
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, (serial, code)) in (0u16..).zip(serials.into_iter().zip(codes)) {
        sheet.write_with_format(0, column, serial, &Format::new().set_num_format(code)).unwrap();
    }
    assert_eq!(contents(&book.save_to_buffer().unwrap()), wanted);
    let formats: Vec<Vec<u8>> = (164u16..).zip(codes).flat_map(|(id, code)| [number_format(id, code), cell_format(id)]).collect();
    let records = (0u16..).zip(serials).map(|(column, serial)| number(0, column, column, serial)).collect();
    assert_eq!(contents(&xls(&formats, &[("入力", records)])), wanted);
    let date = |style: &str, day: &str| {
        format!(r#"<table:table-cell {style} office:value-type="date" office:date-value="{day}"><text:p>x</text:p></table:table-cell>"#)
    };
    let row = [date(r#"table:style-name="month""#, "2025-03-01"), date(r#"table:style-name="day""#, "2025-10-01"), date("", "2025-03-31")];
    assert_eq!(contents(&ods(&row.concat())), wanted);
}
