//! 目標に届かなかった理由と今後の対応, as the departments wrote them.

use rust_xlsxwriter::Worksheet;

use super::super::paper::{Ink, columns, number_width, page_setup, pieces, put, put_across, row_height};
use super::super::{Style, WriteError};
use super::cell::{Cell, Dress, status};
use super::layout::name_heading;
use crate::consolidation::{IndicatorKind, Report, ValueLine};

const WIDTHS: [f64; 8] = [11.0, 24.0, 8.0, 11.0, 11.0, 16.0, 27.0, 27.0];
/// Lines of a text in one row.
const LINES: usize = 12;

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    sheet.set_name("理由と対応")?;
    page_setup(sheet);
    sheet.set_repeat_rows(0, 1)?;
    columns(sheet, &WIDTHS)?;
    let lines = || report.shortfalls.iter().filter_map(|place| report.lines.get(*place));
    let numbers = |cell: fn(&Report, &ValueLine) -> Cell| {
        let printed = move |line: &ValueLine| Some(cell(report, line)).filter(|cell| !cell.wraps()).map(|cell| cell.printed());
        lines().filter_map(printed).collect::<Vec<_>>()
    };
    sheet.set_column_width(3, number_width(WIDTHS[3], numbers(target)))?;
    sheet.set_column_width(4, number_width(WIDTHS[4], numbers(actual)))?;
    put_across(sheet, 0, (0, 7), "目標に届かなかった理由と今後の対応", &Style::heading())?;
    sheet.set_row_height(0, 26.0)?;
    let name = name_heading(report, IndicatorKind::OfPolicy);
    let name = if report.kinds.len() > 1 { "指標" } else { &name };
    let headings = ["区分", name, "単位", "目標", "実績", "達成状況", "目標に届かなかった理由", "今後の対応"];
    for (column, word) in (0..).zip(headings) {
        put(sheet, 1, column, word, &Style::column_heading())?;
    }
    sheet.set_row_height(1, 22.0)?;
    let mut row = 2;
    for line in lines() {
        row = entry(sheet, report, line, row)?;
    }
    let note = if report.shortfalls.is_empty() {
        "目標に届かなかった指標はありません。"
    } else if lines().any(|line| said(line).iter().any(|text| text.trim().is_empty())) {
        "※ 「—」は、確認中の欄です。"
    } else {
        ""
    };
    put_across(sheet, row, (0, 7), note, &Ink::note())
}

fn target(report: &Report, line: &ValueLine) -> Cell {
    let year = line.target_year.filter(|year| *year != report.round.year).map(crate::domain::FiscalYear::short);
    Dress { report, unit: false }.figure_of(line, &line.target, &year.unwrap_or_default())
}

fn actual(report: &Report, line: &ValueLine) -> Cell {
    let dress = Dress { report, unit: false };
    if line.adds_up() { dress.cumulative(line) } else { dress.actual(line) }
}

/// Reason and measure; of a compound, those of its parts with their names.
fn said(line: &ValueLine) -> [String; 2] {
    if !line.is_judged_by_parts() {
        return [line.reason.clone(), line.measure.clone()];
    }
    let joined = |text: fn(&ValueLine) -> &str| {
        let told = line.parts.iter().filter(|part| !text(&part.line).trim().is_empty());
        told.map(|part| format!("【{}】{}", part.name, text(&part.line).trim())).collect::<Vec<_>>().join("\n")
    };
    [joined(|line| &line.reason), joined(|line| &line.measure)]
}

/// Writes one indicator; a long text goes on in the next row. Returns the row after it.
fn entry(sheet: &mut Worksheet, report: &Report, line: &ValueLine, mut row: u32) -> Result<u32, WriteError> {
    let split = |text: &String| if text.trim().is_empty() { vec!["—".to_owned()] } else { pieces(text.trim(), WIDTHS[6], LINES) };
    let [reasons, measures] = said(line).each_ref().map(split);
    for place in 0..reasons.len().max(measures.len()) {
        let part = |parts: &[String]| parts.get(place).cloned().unwrap_or_default();
        let (reason, measure) = (part(&reasons), part(&measures));
        let name = if place == 0 { line.name.clone() } else { format!("{}（続き）", line.name) };
        let mut height = row_height([(name.as_str(), WIDTHS[1]), (reason.as_str(), WIDTHS[6]), (measure.as_str(), WIDTHS[7])]);
        put(sheet, row, 1, &name, &Style::text())?;
        if place == 0 {
            height = height.max(numbers(sheet, report, line, row)?);
        } else {
            for column in [0, 2, 3, 4, 5] {
                put(sheet, row, column, "", &Style::text())?;
            }
        }
        put(sheet, row, 6, &reason, &Ink::long_text())?;
        put(sheet, row, 7, &measure, &Ink::long_text())?;
        sheet.set_row_height(row, height + 2.0)?;
        row += 1;
    }
    Ok(row)
}

/// Writes what stands before the texts. Returns the height it needs.
fn numbers(sheet: &mut Worksheet, report: &Report, line: &ValueLine, row: u32) -> Result<f64, WriteError> {
    let cells = [
        (0, Cell::Left(report.goal_code(line).to_owned())),
        (2, Cell::Centred(line.unit.clone())),
        (3, target(report, line)),
        (4, actual(report, line)),
        (5, status(report, line)),
    ];
    for (column, cell) in &cells {
        cell.write(sheet, row, (*column, *column), 1)?;
    }
    let texts = cells.iter().filter(|(_, cell)| cell.wraps()).map(|(column, cell)| (cell.printed(), *column));
    let texts: Vec<(String, u16)> = texts.collect();
    let width = |column: u16| WIDTHS.get(usize::from(column)).copied().unwrap_or(11.0);
    Ok(row_height(texts.iter().map(|(text, column)| (text.as_str(), width(*column)))))
}
