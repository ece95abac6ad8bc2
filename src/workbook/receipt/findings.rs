//! 指摘一覧: each finding with its place, what happened and what to do.

use rust_xlsxwriter::Worksheet;

use super::table::{Page, Value};
use crate::domain::{Lang, Severity, Tone};
use crate::notification::{FindingLine, Receipt};
use crate::workbook::form_paper;
use crate::workbook::style::{Style, WriteError};

/// Widths of the columns, in half-width characters; together they fit A4 landscape at full size, also in a wider font.
const WIDTHS: [usize; 6] = [5, 10, 19, 25, 36, 33];
/// Most findings listed.
const FINDINGS_MAX: usize = 300;

/// Draws 指摘一覧.
pub(super) fn draw(sheet: &mut Worksheet, receipt: &Receipt) -> Result<(), WriteError> {
    sheet.set_name("指摘一覧")?;
    let mut page = Page::new(sheet, &WIDTHS)?;
    page.sheet.write_string_with_format(0, 0, title(receipt), &Style::title())?;
    page.advance(28.0)?;
    page.line(&about(receipt), &Style::base())?;
    page.line(&tally(receipt.findings.iter().map(|line| line.severity)), &Style::base().set_bold())?;
    for step in &receipt.next_steps {
        page.line(&format!("・{step}"), &Style::base())?;
    }
    page.advance(15.0)?;
    let heading_row = page.row;
    let text = Style::text().set_indent(1);
    let heads = [
        ("No.", (0, 0), Style::centred()),
        ("区分", (1, 1), Style::centred()),
        ("場所", (2, 2), text.clone()),
        ("指標", (3, 3), text.clone()),
        ("内容", (4, 4), text.clone()),
        ("直し方", (5, 5), text),
    ];
    page.table(&heads, &receipt.findings, FINDINGS_MAX, |line: &FindingLine| {
        let place = if line.place.is_empty() { "ファイル全体" } else { &line.place };
        vec![weight(line.severity), place.into(), (&line.indicator).into(), (&line.message).into(), (&line.remedy).into()]
    })?;
    page.advance(15.0)?;
    page.line(&format!("問合せ先　{}", receipt.contact), &Style::base())?;
    page.finish()?;
    form_paper::set(page.sheet, &receipt.number, &receipt.department);
    page.sheet.set_repeat_rows(heading_row, heading_row)?.set_freeze_panes(heading_row + 1, 0)?;
    Ok(())
}

/// The list's title.
pub(in crate::workbook) const fn title(receipt: &Receipt) -> &'static str {
    if receipt.check_only { "指摘一覧（確認結果。提出ではありません）" } else { "指摘一覧" }
}

/// Whose file this is about.
pub(in crate::workbook) fn about(receipt: &Receipt) -> String {
    let parts = [("受付番号", &receipt.number), ("所属", &receipt.department), ("ファイル名", &receipt.file)];
    let known = parts.into_iter().filter(|(_, text)| !text.is_empty());
    known.map(|(label, text)| format!("{label}　{text}")).collect::<Vec<_>>().join("　　")
}

/// How many of each weight.
pub(in crate::workbook) fn tally(severities: impl IntoIterator<Item = Severity>) -> String {
    let severities: Vec<Severity> = severities.into_iter().collect();
    let count = |severity| severities.iter().filter(|known| **known == severity).count();
    let parts = [
        (count(Severity::Error), "要修正", "か所"),
        (count(Severity::Query), "要確認", "か所"),
        (count(Severity::Notice), "参考", "件（修正の必要はありません）"),
    ];
    let some = parts.into_iter().filter(|(count, ..)| *count > 0);
    some.map(|(count, word, unit)| format!("{word}{count}{unit}")).collect::<Vec<_>>().join("　")
}

/// The word, with a mark that a black-and-white copier keeps.
fn weight(severity: Severity) -> Value {
    let (mark, format) = match severity {
        Severity::Error => ("×", Style::status(Tone::Missed).set_bold()),
        Severity::Query => ("？", Style::status(Tone::Improved).set_bold()),
        Severity::Notice => ("・", Style::centred()),
    };
    Value::Styled(format!("{mark} {}", severity.label(Lang::Ja)), format)
}
