//! 確認事項: every finding that is still open, with its place and its remedy.

use rust_xlsxwriter::{RowNum, Worksheet};

use super::super::paper::put;
use super::super::{Style, WriteError};
use super::sheet_table::{FIRST, begin, end, texts};
use crate::consolidation::{Report, printed_date};
use crate::domain::Lang;

const TABLE: [(&str, f64); 9] = [
    ("区分", 9.0),
    ("所管課", 20.0),
    ("受付番号", 13.0),
    ("ファイル", 26.0),
    ("シート", 9.0),
    ("セル", 7.0),
    ("指標", 24.0),
    ("内容（コード）", 30.0),
    ("対応", 30.0),
];

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    let lead = "受け付けた回答のうち、まだ解決していない事項です。要修正、要確認、参考の順に並べています。";
    begin(sheet, report, "確認事項", lead, &TABLE)?;
    for (row, open) in (FIRST..).zip(&report.open_findings) {
        let finding = &open.finding;
        let name = finding.indicator.as_ref().map(|id| report.indicator_name(id)).unwrap_or_default();
        let cell = finding.place.cell.map(|cell| cell.to_string()).unwrap_or_default();
        let message = format!("{}（{}）", finding.problem.message(Lang::Ja), finding.problem.code());
        let cells = [
            finding.severity().label(Lang::Ja),
            report.department_name(&open.department),
            &open.number,
            &open.file,
            finding.place.sheet.as_deref().unwrap_or_default(),
            &cell,
            &name,
            &message,
            &finding.remedy(Lang::Ja),
        ];
        texts(sheet, row, &TABLE, &cells)?;
    }
    let after = end(sheet, &TABLE, report.open_findings.len(), "確認が必要な事項はありません。")?;
    waived(sheet, report, after + 1)
}

/// Findings that a decision has settled: by whom, and why.
fn waived(sheet: &mut Worksheet, report: &Report, mut row: RowNum) -> Result<(), WriteError> {
    if report.waived.is_empty() {
        return Ok(());
    }
    let heading = format!("決定により確認を終えた事項（指摘の免除）：{}件", report.waived.len());
    put(sheet, row, 0, &heading, &Style::heading())?;
    sheet.set_row_height(row, 24.0)?;
    for waived in &report.waived {
        row += 1;
        let finding = &waived.open.finding;
        let name = finding.indicator.as_ref().map(|id| report.indicator_name(id)).unwrap_or_default();
        let cell = finding.place.cell.map(|cell| cell.to_string()).unwrap_or_default();
        let message = format!("{}（{}）", finding.problem.message(Lang::Ja), finding.problem.code());
        let until = waived.until.map_or_else(String::new, |until| format!("、{}まで", printed_date(until)));
        let why = format!("{}が免除しました（番号{}{until}）。理由：{}", waived.who, waived.number, waived.why);
        let cells = [
            "免除",
            report.department_name(&waived.open.department),
            &waived.open.number,
            &waived.open.file,
            finding.place.sheet.as_deref().unwrap_or_default(),
            &cell,
            &name,
            &message,
            &why,
        ];
        texts(sheet, row, &TABLE, &cells)?;
    }
    Ok(())
}
