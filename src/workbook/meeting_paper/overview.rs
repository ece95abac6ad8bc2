//! 概要: the page that is read aloud. The sentence, the table, the chart.

use rust_xlsxwriter::{FormatAlign, ObjectMovement, RowNum, Worksheet};

use super::super::paper::{Ink, PAGE, columns, line_count, page_setup, put, put_across};
use super::super::{Style, WriteError};
use super::chart::status_chart;
use super::status_table::StatusTable;
use super::{denominator_note, pace_note, repeats_note, rounding_note, title};
use crate::consolidation::{Report, printed_date};

const SHEET: &str = "概要";
/// Row of the table's heading.
const HEADING: RowNum = 5;
/// How much more than a page may be fitted to one: the type is then still larger than eight points.
const SMALLEST: f64 = 1.3;

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    sheet.set_name(SHEET)?;
    page_setup(sheet);
    sheet.set_print_fit_to_pages(1, 1);
    let table = StatusTable::new(report);
    columns(sheet, &table.widths)?;
    let mut used = head(sheet, report, &table)?;
    used += sentence(sheet, report, &table)?;

    put(sheet, HEADING - 1, 0, "1　達成状況別の指標数と割合", &Style::heading())?;
    sheet.set_row_height(HEADING - 1, 24.0)?;
    table.heading(sheet, HEADING, report)?;
    table.row(sheet, HEADING + 1, report, ("全体", "", &report.total), Ink::bold)?;
    let mut row = HEADING + 2;
    for goal in &report.goals {
        table.row(sheet, row, report, (&goal.code, &goal.name, &goal.tally), |format| format)?;
        used += table.row_height(&goal.code, &goal.name);
        row += 1;
    }
    let rows = row - HEADING - 1;
    used += 24.0 + 24.0 + 22.0;
    if report.kinds.len() > 1 {
        for kind in &report.kinds {
            table.row(sheet, row, report, (&format!("うち{}", kind.word), "", &kind.tally), |format| format)?;
            used += table.row_height("", "");
            row += 1;
        }
    }
    if table.last_year(sheet, row, report)? {
        used += table.row_height("", "");
        row += 1;
    }

    used += notes(sheet, report, &table, row)?;
    row += 1;
    if report.total.denominator == 0 {
        // Nothing is judged: an empty chart would only ask what is missing.
        return Ok(());
    }
    // At least so much that every bar and its name can be read.
    let least = 56.0 + f64::from(rows) * 19.0;
    if used + 24.0 + least > PAGE * SMALLEST {
        // Fitted to one page, nobody could read it aloud: the chart gets the next one.
        sheet.set_print_fit_to_pages(1, 0).set_page_breaks(&[row])?;
        used = 0.0;
    }
    put(sheet, row, 0, "2　達成状況の内訳（数値は指標数）", &Style::heading())?;
    sheet.set_row_height(row, 24.0)?;
    used += 24.0;
    row += 1;

    let mut chart = status_chart(report, SHEET, &table, HEADING, rows);
    // The writer counts eight pixels a character and five of padding.
    let width: f64 = table.widths.iter().map(|width| width * 8.0 + 5.0).sum();
    let height = (PAGE - used).clamp(least, least.max(300.0)) / 0.75;
    chart.set_width(pixels(width - 6.0)).set_height(pixels(height)).set_object_movement(ObjectMovement::MoveAndSizeWithCells);
    sheet.insert_chart_with_offset(row, 0, &chart, 3, 2)?;
    Ok(())
}

/// Title, 「資料1」, date and office; what the paper is not yet.
fn head(sheet: &mut Worksheet, report: &Report, table: &StatusTable) -> Result<f64, WriteError> {
    let last = table.last();
    put_across(sheet, 0, (0, last - 1), &title(report), &Style::title())?;
    put(sheet, 0, last, "資料1", &Ink::label_box())?;
    sheet.set_row_height(0, 30.0)?;
    let mut tags = Vec::new();
    if report.is_internal() {
        tags.push("【庁内限り】".to_owned());
    }
    if report.provisional() > 0 {
        tags.push("【速報】".to_owned());
    }
    if report.total.missing > 0 {
        tags.push(format!("【集計途中：{}指標中{}指標】", report.total.indicators, report.total.indicators - report.total.missing));
    }
    put_across(sheet, 1, (0, 2), &tags.concat(), &Style::base().set_bold())?;
    let day = printed_date(report.now.date_naive());
    put_across(sheet, 1, (3, last), &format!("{day}現在　{}{}", report.plan.city, report.plan.office), &Ink::right())?;
    sheet.set_row_height(1, 20.0)?;
    sheet.set_row_height(2, 6.0)?;
    Ok(56.0)
}

fn sentence(sheet: &mut Worksheet, report: &Report, table: &StatusTable) -> Result<f64, WriteError> {
    let text = format!("（案）{}", report.sentences.printed);
    let width: f64 = table.widths.iter().sum();
    let format = Style::text().set_align(FormatAlign::Left).set_indent(1).set_font_size(11);
    put_across(sheet, 3, (0, table.last()), &text, &format)?;
    // Eleven points: a little wider and taller than the body.
    let lines = u32::try_from(line_count(&text, width * 0.92)).unwrap_or(1);
    let height = f64::from(lines) * 18.0 + 10.0;
    sheet.set_row_height(3, height)?;
    Ok(height)
}

fn notes(sheet: &mut Worksheet, report: &Report, table: &StatusTable, row: RowNum) -> Result<f64, WriteError> {
    let mut said = vec![denominator_note(report)];
    said.extend((report.total.denominator > 0).then(|| rounding_note(report)));
    said.extend(repeats_note(report));
    said.extend(pace_note(report));
    if report.provisional() > 0 {
        said.push(format!("速報値又は見込値の{}指標を含みます。今後変わることがあります。", report.provisional()));
    }
    let text = said.iter().map(|note| format!("※ {note}")).collect::<Vec<_>>().join("\n");
    put_across(sheet, row, (0, table.last()), &text, &Ink::note())?;
    let lines = u32::try_from(line_count(&text, table.widths.iter().sum::<f64>() * 1.1)).unwrap_or(2);
    let height = f64::from(lines) * 14.0 + 4.0;
    sheet.set_row_height(row, height)?;
    Ok(height)
}

/// Whole pixels of a length that is never negative.
fn pixels(length: f64) -> u32 {
    // Bounded by the page: no truncation can matter.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length on one page")]
    let whole = length.max(1.0) as u32;
    whole
}
