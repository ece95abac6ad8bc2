//! 決定: every decision about the round, each with who and why, and the proposals that wait.

use rust_xlsxwriter::Worksheet;

use super::super::WriteError;
use super::sheet_table::{FIRST, begin, end, texts};
use crate::consolidation::{Report, printed_date};
use crate::domain::Lang;

const TABLE: [(&str, f64); 8] = [
    ("決定番号", 12.0),
    ("決定日", 17.0),
    ("種類", 12.0),
    ("内容", 46.0),
    ("理由", 36.0),
    ("決定者", 14.0),
    ("効力の最後の日", 17.0),
    ("状態", 14.0),
];

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    let lead = "この照会について行われた決定と、まだ実行していない案です。決定は消えません。取り消した決定も残ります。";
    begin(sheet, report, "決定", lead, &TABLE)?;
    for (row, line) in (FIRST..).zip(&report.decided) {
        let cells = [
            line.number.as_str(),
            &printed_date(line.decided_on),
            line.act.label(Lang::Ja),
            line.what(Lang::Ja),
            &line.why,
            &line.who,
            &line.until.map(printed_date).unwrap_or_default(),
            line.state.label(Lang::Ja),
        ];
        texts(sheet, row, &TABLE, &cells)?;
    }
    end(sheet, &TABLE, report.decided.len(), "決定はありません。")?;
    Ok(())
}
