//! 変更点: what was replaced by a later return.

use rust_xlsxwriter::Worksheet;

use super::super::WriteError;
use super::sheet_table::{FIRST, begin, end, figure, texts};
use super::short_time;
use crate::consolidation::{Report, ValueLine};

const TABLE: [(&str, f64); 6] =
    [("所管課", 26.0), ("指標", 42.0), ("実績値", 16.0), ("値の区分", 14.0), ("受付番号", 16.0), ("受付日時", 20.0)];

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    let comparison = if report.edition == 1 { "初回の集計のため、前の版との比較はありません。" } else { "" };
    let lead =
        format!("{comparison}次の表は、所管課が2回目以降に提出した回答から採った値です。前に提出した値があれば、それに代わるものです。");
    begin(sheet, report, "変更点", &lead, &TABLE)?;
    let resubmitted: Vec<&ValueLine> = report.lines.iter().filter(|line| is_resubmitted(report, line)).collect();
    for (row, line) in (FIRST..).zip(&resubmitted) {
        let Some(origin) = &line.origin else {
            continue;
        };
        let value = line.actual.map(|value| line.printed(value)).unwrap_or_default();
        let cells = [
            line.department.as_ref().map_or("", |id| report.department_name(id)),
            &line.name,
            &value,
            line.state.map_or("", crate::domain::ValueState::label),
            &origin.number,
            &short_time(&origin.received_at),
        ];
        texts(sheet, row, &TABLE, &cells)?;
        figure(sheet, row, 2, &value)?;
    }
    end(sheet, &TABLE, resubmitted.len(), "2回目以降の提出から採った値はありません。")?;
    Ok(())
}

/// Whether the value in force came from another return than the department's first.
fn is_resubmitted(report: &Report, line: &ValueLine) -> bool {
    let first = report.submissions.iter().find(|submission| submission.department.is_some() && submission.department == line.department);
    line.origin.as_ref().zip(first).is_some_and(|(origin, first)| origin.number != first.number)
}
