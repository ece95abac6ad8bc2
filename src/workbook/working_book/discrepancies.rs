//! 判定の相違: what the city published beside what its own numbers give, and answers that contradict each other.

use rust_xlsxwriter::{Format, RowNum, Worksheet};

use super::super::paper::{Ink, figure_code, number_width, put, put_across, row_height};
use super::super::{Style, WriteError};
use super::entry::printed;
use super::sheet_table::{FIRST, begin, end, fit, last_column};
use super::{overrides, shares};
use crate::consolidation::{ActualDifference, Discrepancy, Figure, OpenFinding, Report, ValueLine};
use crate::domain::{Lang, Quantity};

/// Findings about answers that contradict each other: co-owners, parts and their whole, texts and the table.
const CONTRADICTIONS: [&str; 3] = ["V031", "V032", "V033"];

pub(super) const TABLE: [(&str, f64); 10] = [
    ("基本目標", 12.0),
    ("施策", 26.0),
    ("指標", 30.0),
    ("単位", 9.0),
    ("基準値", 12.0),
    ("目標値", 12.0),
    ("実績値", 12.0),
    ("公表の区分", 13.0),
    ("算定した区分", 13.0),
    ("理由", 46.0),
];

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    let lead = format!(
        "公表された達成状況と、評価区分に当てはめて算定した達成状況とが異なる指標は、{}件です。集計には、算定した区分を用いています。",
        report.discrepancies.len()
    );
    begin(sheet, report, "判定の相違", &lead, &TABLE)?;
    let told = || report.discrepancies.iter().filter_map(|discrepancy| report.lines.get(discrepancy.line));
    let figures: [fn(&ValueLine) -> Option<Quantity>; 3] = [|line| line.baseline.value, |line| line.target.value, |line| line.actual];
    for (column, figure) in (4..).zip(figures) {
        let printed = told().filter_map(|line| figure(line).map(|value| line.printed(value)));
        sheet.set_column_width(column, number_width(12.0, printed))?;
    }
    let mut row = FIRST;
    for discrepancy in &report.discrepancies {
        if let Some(line) = report.lines.get(discrepancy.line) {
            entry(sheet, report, row, discrepancy, line)?;
            row += 1;
        }
    }
    let after = end(sheet, &TABLE, report.discrepancies.len(), "公表された達成状況との相違はありません。")?;
    let after = overrides::write(sheet, report, after + 1)?;
    let after = published_actuals(sheet, report, after)?;
    let after = contradictions(sheet, report, after)?;
    shares::write(sheet, report, after)
}

fn entry(sheet: &mut Worksheet, report: &Report, row: RowNum, discrepancy: &Discrepancy, line: &ValueLine) -> Result<(), WriteError> {
    let policy = report.policy_heading(line);
    let why = discrepancy.why(Lang::Ja);
    put(sheet, row, 0, report.goal_code(line), &Style::text())?;
    put(sheet, row, 1, policy, &Style::text())?;
    put(sheet, row, 2, &line.name, &Style::text())?;
    put(sheet, row, 3, &line.unit, &Style::centred())?;
    let actual = Figure { value: line.actual, ..Figure::default() };
    for (column, figure) in [(4, &line.baseline), (5, &line.target), (6, &actual)] {
        match figure.value {
            Some(value) => {
                sheet.write_number_with_format(row, column, value.to_cell(), &number(report, line, value))?;
            }
            None => put(sheet, row, column, &figure.text, &Style::centred())?,
        }
    }
    put(sheet, row, 7, &discrepancy.published, &Style::centred())?;
    put(sheet, row, 8, &discrepancy.computed, &Style::centred().set_bold())?;
    put(sheet, row, 9, why, &Style::text())?;
    fit(sheet, row, &TABLE, &["", policy, &line.name, "", "", "", "", "", "", why])
}

fn number(report: &Report, line: &ValueLine, value: Quantity) -> Format {
    Style::number(0, false).set_num_format(figure_code(&report.plan, line.decimals, value))
}

/// A heading of a further section, and what it shows. Returns the next row.
pub(super) fn section(sheet: &mut Worksheet, row: RowNum, heading: &str, text: &str) -> Result<RowNum, WriteError> {
    put(sheet, row, 0, heading, &Style::heading())?;
    sheet.set_row_height(row, 24.0)?;
    put_across(sheet, row + 1, (0, last_column(&TABLE)), text, &Ink::plain())?;
    let width: f64 = TABLE.iter().map(|column| column.1).sum();
    sheet.set_row_height(row + 1, row_height([(text, width)]) + 4.0)?;
    Ok(row + 2)
}

/// Headings of a section's table over the columns of the sheet; several columns may be one.
pub(super) fn headings(sheet: &mut Worksheet, row: RowNum, words: &[(u16, u16, &str)]) -> Result<(), WriteError> {
    for (first, last, word) in words {
        put_across(sheet, row, (*first, *last), word, &Style::column_heading())?;
    }
    sheet.set_row_height(row, 22.0)?;
    Ok(())
}

/// Published actuals that are not the returned ones; returns the next free row.
fn published_actuals(sheet: &mut Worksheet, report: &Report, row: RowNum) -> Result<RowNum, WriteError> {
    let count = report.actual_differences.len();
    let text = match count {
        0 => "公表された実績値と、所管課が報告した実績値との相違はありません。".to_owned(),
        _ => format!("公表された実績値と、所管課が報告した実績値とが異なる指標は、{count}件です。"),
    };
    let mut row = section(sheet, row, "公表された実績値の確認", &text)?;
    if count == 0 {
        return Ok(row + 1);
    }
    let words = [
        (0, 0, "基本目標"),
        (1, 1, "施策"),
        (2, 2, "指標"),
        (3, 3, "単位"),
        (4, 4, "公表"),
        (5, 5, "報告"),
        (6, 6, "差"),
        (7, 8, "受付番号"),
        (9, 9, "内容"),
    ];
    headings(sheet, row, &words)?;
    for difference in &report.actual_differences {
        row += 1;
        actual_difference(sheet, report, row, difference)?;
    }
    Ok(row + 2)
}

fn actual_difference(sheet: &mut Worksheet, report: &Report, row: RowNum, difference: &ActualDifference) -> Result<(), WriteError> {
    let Some((line, whole)) = difference.of(&report.lines).zip(report.lines.get(difference.line)) else { return Ok(()) };
    let name = match difference.part.and_then(|part| whole.parts.get(part)) {
        Some(part) => format!("{}（{}）", whole.name, part.name),
        None => line.name.clone(),
    };
    let text = match difference.source.as_str() {
        "" => difference.text(&report.lines, Lang::Ja),
        source => format!("{}公表の出典：{source}", difference.text(&report.lines, Lang::Ja)),
    };
    let policy = report.policy_heading(whole);
    put(sheet, row, 0, report.goal_code(whole), &Style::text())?;
    put(sheet, row, 1, policy, &Style::text())?;
    put(sheet, row, 2, &name, &Style::text())?;
    put(sheet, row, 3, &line.unit, &Style::centred())?;
    let gap = difference.returned.minus(difference.published).filter(|_| line.stages.is_empty());
    for (column, value) in (4..).zip([Some(difference.published), Some(difference.returned), gap]) {
        match value {
            Some(value) if line.stages.is_empty() => {
                sheet.write_number_with_format(row, column, value.to_cell(), &number(report, line, value))?;
            }
            Some(value) => put(sheet, row, column, &printed(line, value), &Style::centred())?,
            None => put(sheet, row, column, "—", &Style::centred())?,
        }
    }
    let receipt = line.origin.as_ref().map_or("", |origin| origin.number.as_str());
    put_across(sheet, row, (7, 8), receipt, &Style::centred())?;
    put(sheet, row, 9, &text, &Style::text())?;
    fit(sheet, row, &TABLE, &["", policy, &name, "", "", "", "", "", "", &text])
}

/// Open findings about answers that contradict each other; returns the next free row.
fn contradictions(sheet: &mut Worksheet, report: &Report, row: RowNum) -> Result<RowNum, WriteError> {
    let open = || report.open_findings.iter().filter(|open| CONTRADICTIONS.contains(&open.finding.problem.code()));
    let count = open().count();
    let text = match count {
        0 => "課の間の報告の食い違い、内訳と合わない値、及び記述と合わない数値はありません。".to_owned(),
        _ => format!("課の間の報告の食い違い、内訳と合わない値、又は記述と合わない数値が、{count}件あります。"),
    };
    let mut row = section(sheet, row, "報告の食い違い", &text)?;
    if count == 0 {
        return Ok(row + 1);
    }
    let words = [(0, 0, "区分"), (1, 1, "所管課"), (2, 2, "指標"), (3, 4, "受付番号"), (5, 6, "場所"), (7, 9, "内容")];
    headings(sheet, row, &words)?;
    for open in open() {
        row += 1;
        contradiction(sheet, report, row, open)?;
    }
    Ok(row + 2)
}

fn contradiction(sheet: &mut Worksheet, report: &Report, row: RowNum, open: &OpenFinding) -> Result<(), WriteError> {
    let finding = &open.finding;
    let name = finding.indicator.as_ref().map(|id| report.indicator_name(id)).unwrap_or_default();
    let (department, message) = (report.department_name(&open.department), finding.problem.message(Lang::Ja));
    put(sheet, row, 0, finding.severity().label(Lang::Ja), &Style::text())?;
    put(sheet, row, 1, department, &Style::text())?;
    put(sheet, row, 2, &name, &Style::text())?;
    put_across(sheet, row, (3, 4), &open.number, &Style::centred())?;
    put_across(sheet, row, (5, 6), &finding.place.text(Lang::Ja), &Style::text())?;
    put_across(sheet, row, (7, 9), &message, &Style::text())?;
    let wide: f64 = TABLE.iter().skip(7).map(|column| column.1).sum();
    let place: f64 = TABLE.iter().skip(5).take(2).map(|column| column.1).sum();
    let texts = [(department, TABLE[1].1), (name.as_str(), TABLE[2].1), (message.as_str(), wide)];
    let at = finding.place.text(Lang::Ja);
    sheet.set_row_height(row, row_height(texts.into_iter().chain([(at.as_str(), place)])) + 2.0)?;
    Ok(())
}
