//! 注意: what breaks no rule and should be looked at all the same.

use rust_xlsxwriter::Worksheet;

use super::super::WriteError;
use super::entry::printed;
use super::sheet_table::{FIRST, begin, end, figure, texts};
use crate::consolidation::{Figure, Report, ValueLine};
use crate::domain::Lang;

const TABLE: [(&str, f64); 11] = [
    ("種類", 17.0),
    ("基本目標", 11.0),
    ("施策", 20.0),
    ("指標", 28.0),
    ("所管課", 15.0),
    ("基準値", 11.0),
    ("目標値", 11.0),
    ("実績値", 11.0),
    ("翌年度目標", 11.0),
    ("最終目標", 11.0),
    ("内容", 52.0),
];

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    let lead = "誤りではありませんが、資料を配る前に一度確認していただきたい指標です。集計の結果には影響しません。";
    begin(sheet, report, "注意", lead, &TABLE)?;
    let mut row = FIRST;
    for warning in &report.warnings {
        let Some(line) = report.lines.get(warning.line()) else { continue };
        let said = |figure: &Figure| figure.value.map_or_else(|| figure.text.clone(), |value| printed(line, value));
        let figures = [&line.baseline, &line.target].map(said);
        let actual = line.actual.map(|value| printed(line, value)).unwrap_or_default();
        let later = [&line.next_target, &line.final_target].map(said);
        let text = warning.remark(&report.lines, Lang::Ja);
        let cells = [
            warning.label(Lang::Ja),
            report.goal_code(line),
            report.policy_heading(line),
            &line.name,
            department(report, line),
            &figures[0],
            &figures[1],
            &actual,
            &later[0],
            &later[1],
            &text,
        ];
        texts(sheet, row, &TABLE, &cells)?;
        for (column, printed) in (5..).zip([&figures[0], &figures[1], &actual, &later[0], &later[1]]) {
            figure(sheet, row, column, printed)?;
        }
        row += 1;
    }
    end(sheet, &TABLE, report.warnings.len(), "確認していただきたい指標はありません。")?;
    Ok(())
}

fn department<'a>(report: &'a Report, line: &'a ValueLine) -> &'a str {
    line.department.as_ref().map_or("", |id| report.department_name(id))
}
