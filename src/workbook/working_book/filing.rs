//! 提出状況: where each department stands.

use chrono::Datelike;
use rust_xlsxwriter::{Formula, Worksheet};

use super::super::paper::{count_cell, put};
use super::super::{Style, WriteError};
use super::sheet_table::{FIRST, begin, end};
use super::short_time;
use crate::consolidation::{DepartmentLine, Report};
use crate::domain::{Lang, civil_date_ja};

const TABLE: [(&str, f64); 9] = [
    ("所管課", 32.0),
    ("状況", 20.0),
    ("対象指標", 11.0),
    ("受付済み", 11.0),
    ("未提出", 11.0),
    ("要修正", 11.0),
    ("要確認", 11.0),
    ("提出回数", 11.0),
    ("最終受付", 20.0),
];

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    let lead =
        format!("提出期限は{}です。「未提出」は、まだ実績値も値の区分も報告されていない指標の数です。", civil_date_ja(report.round.due));
    begin(sheet, report, "提出状況", &lead, &TABLE)?;
    for (row, line) in (FIRST..).zip(&report.departments) {
        put(sheet, row, 0, &line.name, &Style::text())?;
        put(sheet, row, 1, &state(line, report), &Style::centred())?;
        for (column, number) in (2..).zip(numbers(line)) {
            sheet.write_number_with_format(row, column, count_cell(number), &Style::number(0, false))?;
        }
        put(sheet, row, 8, &line.last_received.as_deref().map(short_time).unwrap_or_default(), &Style::centred())?;
        sheet.set_row_height(row, 20.0)?;
    }
    let after = end(sheet, &TABLE, report.departments.len(), "報告をお願いしている課はありません。")?;
    if report.departments.is_empty() {
        return Ok(());
    }
    put(sheet, after, 0, "計", &Style::text().set_bold())?;
    put(sheet, after, 1, "", &Style::text())?;
    for column in 2..8_u16 {
        let total: usize = report.departments.iter().filter_map(|line| numbers(line).get(usize::from(column) - 2).copied()).sum();
        let letter = char::from(b'A' + u8::try_from(column).unwrap_or(0));
        let sum = Formula::new(format!("SUM({letter}{}:{letter}{after})", FIRST + 1)).set_result(total.to_string());
        sheet.write_formula_with_format(after, column, sum, &Style::number(0, false).set_bold())?;
    }
    put(sheet, after, 8, "", &Style::text())?;
    let asked: usize = report.departments.iter().map(|line| line.standing.asked).sum();
    if asked == report.total.indicators {
        return Ok(());
    }
    let indicators = report.total.indicators;
    let note = format!("※ 共管の指標は各課に、構成のある指標は構成ごとに数えるため、計は指標数（{indicators}）と一致しません。");
    put(sheet, after + 1, 0, &note, &Style::base())
}

/// The state, and the department's own due day where it is not the one above the table.
fn state(line: &DepartmentLine, report: &Report) -> String {
    let standing = &line.standing;
    let state = standing.state.label(Lang::Ja);
    if standing.owed == 0 || standing.due == report.round.due {
        return state.to_owned();
    }
    format!("{state}（{}/{}）", standing.due.month(), standing.due.day())
}

fn numbers(line: &DepartmentLine) -> [usize; 6] {
    let s = &line.standing;
    [s.asked, s.received, s.owed, s.errors, s.queries, s.submissions]
}
