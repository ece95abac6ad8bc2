//! 目標に届かなかった理由と今後の対応, as the departments wrote them.

use rust_xlsxwriter::Worksheet;

use super::super::paper::{Ink, columns, number_width, page_setup, pieces, put, put_across, row_height};
use super::super::{Style, WriteError};
use super::{actual_number, marked, number, printed_actual};
use crate::consolidation::{Report, ValueLine};

const HEADINGS: [&str; 8] = ["区分", "目標指標・KPI", "単位", "目標", "実績", "達成状況", "目標に届かなかった理由", "今後の対応"];
const WIDTHS: [f64; 8] = [11.0, 24.0, 8.0, 10.0, 11.0, 12.0, 29.0, 29.0];
/// Lines of a text in one row.
const LINES: usize = 12;

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    sheet.set_name("理由と対応")?;
    page_setup(sheet);
    sheet.set_repeat_rows(0, 1)?;
    columns(sheet, &WIDTHS)?;
    let lines = || report.shortfalls.iter().filter_map(|place| report.lines.get(*place));
    sheet.set_column_width(3, number_width(WIDTHS[3], lines().filter_map(|line| line.target.value.map(|v| line.printed(v)))))?;
    sheet.set_column_width(4, number_width(WIDTHS[4], lines().filter_map(printed_actual)))?;
    put_across(sheet, 0, (0, 7), "目標に届かなかった理由と今後の対応", &Style::heading())?;
    sheet.set_row_height(0, 26.0)?;
    for (column, word) in (0..).zip(HEADINGS) {
        put(sheet, 1, column, word, &Style::column_heading())?;
    }
    sheet.set_row_height(1, 22.0)?;
    let mut row = 2;
    for line in lines() {
        row = entry(sheet, report, line, row)?;
    }
    let note = if report.shortfalls.is_empty() {
        "目標に届かなかった指標はありません。"
    } else if blank(report) {
        "※ 「—」は、確認中の欄です。"
    } else {
        ""
    };
    put_across(sheet, row, (0, 7), note, &Ink::note())
}

fn blank(report: &Report) -> bool {
    let lines = report.shortfalls.iter().filter_map(|place| report.lines.get(*place));
    lines.into_iter().any(|line| line.reason.trim().is_empty() || line.measure.trim().is_empty())
}

/// Writes one indicator; a long text goes on in the next row. Returns the row after it.
fn entry(sheet: &mut Worksheet, report: &Report, line: &ValueLine, mut row: u32) -> Result<u32, WriteError> {
    let said = |text: &str| if text.trim().is_empty() { vec!["—".to_owned()] } else { pieces(text.trim(), WIDTHS[6], LINES) };
    let (reasons, measures) = (said(&line.reason), said(&line.measure));
    for place in 0..reasons.len().max(measures.len()) {
        let part = |parts: &[String]| parts.get(place).cloned().unwrap_or_default();
        let (reason, measure) = (part(&reasons), part(&measures));
        let name = if place == 0 { line.name.clone() } else { format!("{}（続き）", line.name) };
        put(sheet, row, 1, &name, &Style::text())?;
        if place == 0 {
            numbers(sheet, report, line, row)?;
        } else {
            for column in [0, 2, 3, 4, 5] {
                put(sheet, row, column, "", &Style::text())?;
            }
        }
        put(sheet, row, 6, &reason, &Ink::long_text())?;
        put(sheet, row, 7, &measure, &Ink::long_text())?;
        let texts = [(name.as_str(), WIDTHS[1]), (reason.as_str(), WIDTHS[6]), (measure.as_str(), WIDTHS[7])];
        sheet.set_row_height(row, row_height(texts) + 2.0)?;
        row += 1;
    }
    Ok(row)
}

fn numbers(sheet: &mut Worksheet, report: &Report, line: &ValueLine, row: u32) -> Result<(), WriteError> {
    put(sheet, row, 0, report.goal_code(line), &Style::text())?;
    put(sheet, row, 2, &line.unit, &Style::centred())?;
    match line.target.value {
        Some(value) => {
            sheet.write_number_with_format(row, 3, value.to_cell(), &number(report, line, value))?;
        }
        None => put(sheet, row, 3, &line.target.text, &Style::centred())?,
    }
    match line.actual {
        Some(value) => {
            sheet.write_number_with_format(row, 4, value.to_cell(), &actual_number(report, line, value))?;
        }
        None => put(sheet, row, 4, "—", &Style::centred())?,
    }
    match line.status().and_then(|label| report.scheme.rule(label)) {
        Some(rule) => put(sheet, row, 5, &marked(rule), &Style::status(rule.tone)),
        None => put(sheet, row, 5, line.status_word(), &Style::centred()),
    }
}
