//! 判定の変更: statuses that stand by a decision, beside the computed ones. Reasons stand here only, never in the meeting paper.

use rust_xlsxwriter::{RowNum, Worksheet};

use super::super::paper::{put, put_across};
use super::super::{Style, WriteError};
use super::discrepancies::{TABLE, headings, section};
use super::sheet_table::fit;
use crate::consolidation::{Overridden, Report, Tally, ValueLine, printed_date};

/// Writes the section where there is anything to say; returns the next free row.
pub(super) fn write(sheet: &mut Worksheet, report: &Report, row: RowNum) -> Result<RowNum, WriteError> {
    let all = || {
        let lines = report.lines.iter().flat_map(|line| std::iter::once(line).chain(line.parts.iter().map(|part| &part.line)));
        lines.filter_map(|line| Some((line, line.overridden.as_ref()?)))
    };
    let count = all().count();
    if count == 0 {
        return Ok(row);
    }
    let text =
        format!("決定により達成状況を変更した指標は、{count}件です。集計には、変更後の区分を用いています。会議資料に理由は載せません。");
    let mut row = section(sheet, row, "判定の変更", &text)?;
    let words = [
        (0, 0, "基本目標"),
        (1, 1, "施策"),
        (2, 2, "指標"),
        (3, 4, "算定した区分"),
        (5, 5, "変更後の区分"),
        (6, 7, "決定者・決定日"),
        (8, 8, "決定番号"),
        (9, 9, "理由"),
    ];
    headings(sheet, row, &words)?;
    for (line, overridden) in all() {
        row += 1;
        entry(sheet, report, row, line, overridden)?;
    }
    Ok(row + 2)
}

fn entry(sheet: &mut Worksheet, report: &Report, row: RowNum, line: &ValueLine, overridden: &Overridden) -> Result<(), WriteError> {
    let policy = report.policy_heading(line);
    let who = format!("{}\n{}", overridden.who, printed_date(overridden.decided_on));
    put(sheet, row, 0, report.goal_code(line), &Style::text())?;
    put(sheet, row, 1, policy, &Style::text())?;
    put(sheet, row, 2, &line.name, &Style::text())?;
    put_across(sheet, row, (3, 4), overridden.computed.as_deref().unwrap_or(Tally::UNJUDGEABLE), &Style::centred())?;
    put(sheet, row, 5, line.status().unwrap_or_default(), &Style::centred().set_bold())?;
    put_across(sheet, row, (6, 7), &who, &Style::text())?;
    put(sheet, row, 8, &overridden.number, &Style::centred())?;
    put(sheet, row, 9, &overridden.why, &Style::text())?;
    fit(sheet, row, &TABLE, &["", policy, &line.name, "", "", "", "", &who, "", &overridden.why])
}
