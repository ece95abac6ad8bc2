//! 凡例・注: how a status follows from the numbers, and how to read the paper.

use rust_xlsxwriter::{RowNum, Worksheet};

use super::super::paper::{Ink, columns, page_setup, put, put_across, row_height};
use super::super::{Style, WriteError};
use super::{denominator_note, marked, repeats_note, rounding_note};
use crate::consolidation::{Report, ValueLine, rate_notes};
use crate::domain::PaperColumn;

const WIDTHS: [f64; 3] = [11.0, 18.0, 105.0];

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    sheet.set_name("凡例・注")?;
    page_setup(sheet);
    columns(sheet, &WIDTHS)?;
    put_across(sheet, 0, (0, 2), "凡例：達成状況の区分", &Style::heading())?;
    sheet.set_row_height(0, 26.0)?;
    put_across(sheet, 1, (0, 2), "1から順に当てはめ、最初に当てはまった区分とします。", &Ink::plain())?;
    sheet.set_row_height(1, 20.0)?;
    for (column, word) in (0..).zip(["順序", "区分", "条件"]) {
        put(sheet, 2, column, word, &Style::column_heading())?;
    }
    sheet.set_row_height(2, 22.0)?;
    let mut row: RowNum = 3;
    for (place, legend) in report.legend.iter().enumerate() {
        put(sheet, row, 0, &(place + 1).to_string(), &Style::centred())?;
        put(sheet, row, 1, &marked(&legend.rule), &Style::status(legend.rule.tone))?;
        let uncounted = if legend.rule.counted { "" } else { "（割合の分母に含めません。）" };
        let words = format!("{}{uncounted}", legend.words);
        put(sheet, row, 2, &words, &Style::text())?;
        let [_, status, text] = WIDTHS;
        let height = row_height([(words.as_str(), text), (marked(&legend.rule).as_str(), status)]);
        sheet.set_row_height(row, height.max(22.0))?;
        row += 1;
    }
    sheet.set_row_height(row, 12.0)?;
    row += 1;
    put_across(sheet, row, (0, 2), "注", &Style::heading())?;
    sheet.set_row_height(row, 26.0)?;
    row += 1;
    for (place, note) in notes(report).iter().enumerate() {
        let text = format!("{}　{note}", place + 1);
        put_across(sheet, row, (0, 2), &text, &Ink::plain())?;
        sheet.set_row_height(row, row_height([(text.as_str(), WIDTHS.iter().sum())]) + 3.0)?;
        row += 1;
    }
    Ok(())
}

fn notes(report: &Report) -> Vec<String> {
    let mut notes = vec![denominator_note(report)];
    notes.extend((report.total.denominator > 0).then(|| rounding_note(report)));
    notes.extend(rate_notes(&report.scheme, report.plan.decrease_rate));
    if !report.decreasing.is_empty() {
        notes.push(format!(
            "次の{}指標は、小さいほど良い指標です。実績値が目標値以下のときに、目標値に達したものとします。\n{}",
            report.decreasing.len(),
            report.decreasing.join("、")
        ));
    }
    if report.total.missing > 0 {
        notes.push("実績の「—」は、実績値がまだないことを示します。達成状況の欄の「未提出」は所管課からの報告前、「集計中」「統計未公表」などは数値の確定前です。".to_owned());
    }
    if report.total.unjudgeable > 0 {
        notes.push("「算定不可」は、基準値、目標値又は判定に必要な実績がないため、達成状況を算定できないことを示します。".to_owned());
    }
    if report.lines.iter().any(|line| line.case.target_is_later && line.status().is_some()) {
        notes.push("目標値は、その年度のものがない場合、その後の直近の年度のものです。".to_owned());
    }
    if report.lines.iter().any(ValueLine::adds_up) {
        notes.push("計画期間の延べを目標とする指標は、計画初年度からの累計で判定しています。".to_owned());
    }
    if report.lines.iter().any(ValueLine::is_judged_by_parts) {
        notes.push("複数の値から成る指標は、それぞれの値を判定し、最も低い区分をその指標の区分としています。".to_owned());
    }
    if [PaperColumn::Cumulative, PaperColumn::Years].iter().any(|column| report.plan.paper_columns.contains(column)) {
        notes.push("「／」は、該当しない欄です。".to_owned());
    }
    notes.extend(repeats_note(report));
    if report.provisional() > 0 {
        notes.push("実績の「（速報）」「（見込）」は、確定前の値です。今後変わることがあります。".to_owned());
    }
    notes
}
