//! The meeting paper (会議資料): used unchanged in 部長会議, printed to the last page.
//!
//! Values only. Nothing here names an id, a hash, a file, a cell, a finding, a late department, an officer, or this
//! program; those stand in the working book.

mod breakdown;
mod chart;
mod goal;
mod goal_page;
mod legend;
mod overview;
mod reasons;
mod status_table;

use rust_xlsxwriter::{Format, Workbook};

use super::{Style, WriteError, new_workbook};
use crate::consolidation::{Report, ValueLine};
use crate::domain::{NegativeMark, Quantity, SchemeRule, ValueState};

/// Writes the meeting paper. The same report gives the same bytes.
pub fn write(report: &Report) -> Result<Vec<u8>, WriteError> {
    let mut workbook = new_workbook(&title(report), report.now.date_naive())?;
    overview::write(workbook.add_worksheet(), report)?;
    breakdown::write(workbook.add_worksheet(), report)?;
    for place in 0..report.goals.len() {
        goal::write(workbook.add_worksheet(), report, place)?;
    }
    reasons::write(workbook.add_worksheet(), report)?;
    legend::write(workbook.add_worksheet(), report)?;
    finish(workbook)
}

fn finish(mut workbook: Workbook) -> Result<Vec<u8>, WriteError> {
    Ok(workbook.save_to_buffer()?)
}

/// `第二次美祢市総合計画後期計画　令和6年度KPI達成状況`.
fn title(report: &Report) -> String {
    format!("{}　{}KPI達成状況", report.plan.name, report.round.year.label())
}

/// The mark and word of a status: never colour alone.
fn marked(rule: &SchemeRule) -> String {
    format!("{}{}", rule.mark, rule.label)
}

/// The number format of an indicator's figure: its decimals, never fewer than the figure has.
fn number(report: &Report, line: &ValueLine, value: Quantity) -> Format {
    Style::number(line.decimals.max(value.decimals()), report.plan.negative == NegativeMark::Triangle).set_indent(1)
}

/// The number format of an actual: one that may still change says so before the number, so that digits stay aligned.
fn actual_number(report: &Report, line: &ValueLine, value: Quantity) -> Format {
    let format = number(report, line, value);
    let Some(word) = provisional_word(line) else {
        return format;
    };
    let code = Style::number_code(line.decimals.max(value.decimals()), report.plan.negative == NegativeMark::Triangle);
    let marked: Vec<String> = code.split(';').map(|part| format!("\"（{word}）\"{part}")).collect();
    format.set_num_format(if marked.len() == 1 { format!("{0};\"（{word}）\"-{code}", marked.concat()) } else { marked.join(";") })
}

/// 速報 or 見込, where the number may still change.
fn provisional_word(line: &ValueLine) -> Option<&'static str> {
    match line.state {
        Some(ValueState::Preliminary) => Some("速報"),
        Some(ValueState::Expected) => Some("見込"),
        Some(
            ValueState::Confirmed | ValueState::Collecting | ValueState::NotSurveyed | ValueState::Unpublished | ValueState::Withdrawn,
        )
        | None => None,
    }
}

/// An actual as its cell shows it; for the width of its column.
fn printed_actual(line: &ValueLine) -> Option<String> {
    let word = provisional_word(line).map(|word| format!("（{word}）")).unwrap_or_default();
    line.actual.map(|value| format!("{word}{}", line.printed(value)))
}

/// How shares were rounded.
fn rounding_note(report: &Report) -> String {
    format!("割合は小数第{}位を四捨五入しているため、合計が100%にならない場合があります。", report.plan.share_decimals.saturating_add(1))
}

/// Of what the shares are.
fn denominator_note(report: &Report) -> String {
    let total = &report.total;
    let mut apart = Vec::new();
    if total.missing > 0 {
        apart.push(format!("実績値が未提出又は集計中などの{}指標", total.missing));
    }
    if total.unjudgeable > 0 {
        apart.push(format!("算定不可の{}指標", total.unjudgeable));
    }
    let uncounted = total.assessed().saturating_sub(total.denominator);
    if uncounted > 0 {
        apart.push(format!("割合に含めない区分の{uncounted}指標"));
    }
    let all = format!("割合の分母は、対象{}指標のうち達成状況を算定した{}指標です。", total.indicators, total.denominator);
    if apart.is_empty() { all } else { format!("{all}{}は分母に含めていません。", apart.join("及び")) }
}
