//! 変更点: what this edition states otherwise than the one before, and out of which return it came.

use rust_xlsxwriter::{Format, RowNum, Worksheet};

use super::super::paper::{Ink, put_across, row_height};
use super::super::{Style, WriteError};
use super::entry::printed;
use super::sheet_table::{FIRST, begin, end, figure, last_column, texts};
use super::short_time;
use crate::consolidation::{AppliedAmendment, Change, Report, StatedValue, ValueLine, printed_date};
use crate::domain::Lang;

/// Most changes of one amendment that are listed.
const AMENDED_MAX: usize = 200;

const TABLE: [(&str, f64); 11] = [
    ("所管課", 20.0),
    ("指標", 34.0),
    ("単位", 8.0),
    ("変わった項目", 13.0),
    ("実績値\n（前の版）", 13.0),
    ("実績値\n（この版）", 13.0),
    ("達成状況\n（前の版）", 12.0),
    ("達成状況\n（この版）", 12.0),
    ("目標値・値の区分の変更", 24.0),
    ("受付番号\n（前の版）", 12.0),
    ("受付番号\n（この版）", 12.0),
];

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    begin(sheet, report, "変更点", &lead(report), &TABLE)?;
    let mut row = FIRST;
    // What was stated and is now stated otherwise comes first: the others were only awaited.
    let (answered, corrected): (Vec<&Change>, Vec<&Change>) = report.changes.iter().partition(|change| change.is_first_answer());
    for change in corrected.into_iter().chain(answered) {
        let (Some(line), Some(whole)) = (change.of(&report.lines), report.lines.get(change.line)) else { continue };
        let said = |value: Option<&StatedValue>| value.and_then(|value| value.actual).map(|value| printed(line, value)).unwrap_or_default();
        let (before, after) = (said(change.before.as_ref()), said(Some(&change.after)));
        let stated = |of: fn(&StatedValue) -> &str| change.before.as_ref().map_or("", of);
        let cells = [
            line.department.as_ref().or(whole.department.as_ref()).map_or("", |id| report.department_name(id)),
            &name(report, change, line),
            &line.unit,
            &what(change),
            &before,
            &after,
            stated(|value| &value.status),
            &change.after.status,
            &others(change, line),
            stated(|value| &value.number),
            &change.after.number,
        ];
        texts(sheet, row, &TABLE, &cells)?;
        figure(sheet, row, 4, &before)?;
        figure(sheet, row, 5, &after)?;
        row += 1;
    }
    for gone in &report.gone {
        let before = gone.before.actual.map(|value| value.to_string()).unwrap_or_default();
        let what = if gone.retired { "指標の廃止" } else { "指標の削除" };
        let target = gone.before.target.map(|target| format!("目標値 {target}→なし")).unwrap_or_default();
        let cells =
            [&*gone.department, &gone.name, &gone.unit, what, &before, "", &gone.before.status, "", &target, &gone.before.number, ""];
        texts(sheet, row, &TABLE, &cells)?;
        figure(sheet, row, 4, &before)?;
        row += 1;
    }
    let empty = match report.previous {
        None => "この版が初めての版のため、比べる版はありません。",
        Some(_) => "前の版から変わった値はありません。",
    };
    let after = end(sheet, &TABLE, report.changes.len() + report.gone.len(), empty)?;
    amendments(sheet, report, after + 1)
}

/// 台帳の変更: what was amended in mid-round, by whom and why, below the table.
fn amendments(sheet: &mut Worksheet, report: &Report, mut row: RowNum) -> Result<(), WriteError> {
    if report.amendments.iter().all(|amendment| amendment.difference.is_empty()) {
        return Ok(());
    }
    let width: f64 = TABLE.iter().map(|column| column.1).sum();
    let mut line = |sheet: &mut Worksheet, text: &str, format: &Format| -> Result<(), WriteError> {
        put_across(sheet, row, (0, last_column(&TABLE)), text, format)?;
        sheet.set_row_height(row, row_height([(text, width)]) + 3.0)?;
        row += 1;
        Ok(())
    };
    line(sheet, "照会の途中での台帳の変更", &Style::heading())?;
    for amendment in report.amendments.iter().filter(|amendment| !amendment.difference.is_empty()) {
        let AppliedAmendment { who, why, difference, .. } = amendment;
        let count = difference.changes.len();
        line(sheet, &format!("{}　{who}　変更{count}件　理由：{why}", printed_date(amendment.on)), &Ink::plain())?;
        for change in difference.changes.iter().take(AMENDED_MAX) {
            line(sheet, &format!("・{}", change.text(Lang::Ja)), &Ink::plain())?;
        }
        let more = count.saturating_sub(AMENDED_MAX);
        if more > 0 {
            line(sheet, &format!("・ほか{more}件"), &Ink::plain())?;
        }
    }
    Ok(())
}

fn lead(report: &Report) -> String {
    match &report.previous {
        None if report.edition > 1 => "前の版の値が記録されていないため、前の版との比較はありません。".to_owned(),
        None => "初回の集計のため、前の版との比較はありません。".to_owned(),
        Some((number, at)) => {
            let gone = match report.gone.len() {
                0 => String::new(),
                count => format!("なくなった指標は{count}件です。"),
            };
            let answered = report.changes.iter().filter(|change| change.is_first_answer()).count();
            format!(
                "第{number}版（{}）と比べて、値が変わった指標は{}件、新たに報告された指標は{answered}件です。",
                short_time(at),
                report.changes.len() - answered
            ) + &gone
        }
    }
}

/// What changed, in words.
fn what(change: &Change) -> String {
    if change.is_first_answer() { "新たな報告".to_owned() } else { change.what().join("\n") }
}

fn name(report: &Report, change: &Change, line: &ValueLine) -> String {
    let whole = report.lines.get(change.line);
    match change.part.and_then(|part| whole?.parts.get(part)) {
        Some(part) => format!("{}（{}）", whole.map_or("", |whole| whole.name.as_str()), part.name),
        None => line.name.clone(),
    }
}

/// What changed beside the actual and the status.
fn others(change: &Change, line: &ValueLine) -> String {
    let Some(before) = &change.before else { return String::new() };
    let after = &change.after;
    let mut said = Vec::new();
    let number = |value: Option<crate::domain::Quantity>| value.map_or("なし".to_owned(), |value| printed(line, value));
    if before.target != after.target {
        said.push(format!("目標値 {}→{}", number(before.target), number(after.target)));
    }
    if before.state != after.state && !change.is_first_answer() {
        let word = |state: &str| if state.is_empty() { "なし".to_owned() } else { state.to_owned() };
        said.push(format!("値の区分 {}→{}", word(&before.state), word(&after.state)));
    }
    said.join("\n")
}
