//! 確認事項: every finding that is still open, with its place and its remedy.

use rust_xlsxwriter::Worksheet;

use super::super::WriteError;
use super::sheet_table::{FIRST, begin, end, texts};
use crate::consolidation::Report;
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
            &finding.problem.remedy(Lang::Ja),
        ];
        texts(sheet, row, &TABLE, &cells)?;
    }
    end(sheet, &TABLE, report.open_findings.len(), "確認が必要な事項はありません。")?;
    Ok(())
}
