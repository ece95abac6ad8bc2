//! 基本目標別集計: counts and shares down to the policies.

use rust_xlsxwriter::{Color, Format, Worksheet};

use super::super::paper::{Ink, PAGE, columns, line_count, page_setup, put, put_across};
use super::super::{Style, WriteError};
use super::goal_page::Pages;
use super::status_table::StatusTable;
use super::{denominator_note, repeats_note, rounding_note};
use crate::consolidation::Report;

/// How much more than a page may be fitted to one.
const SMALLEST: f64 = 1.25;

pub(super) fn write(sheet: &mut Worksheet, report: &Report) -> Result<(), WriteError> {
    sheet.set_name("基本目標別集計")?;
    page_setup(sheet);
    sheet.set_repeat_rows(0, 1)?;
    let table = StatusTable::new(report);
    columns(sheet, &table.widths)?;
    put_across(sheet, 0, (0, table.last()), "基本目標別・施策別の達成状況", &Style::heading())?;
    sheet.set_row_height(0, 26.0)?;
    table.heading(sheet, 1, report)?;
    table.row(sheet, 2, report, ("全体", "", &report.total), Ink::bold)?;
    let mut row = 3;
    let mut pages = Pages::new(26.0 + 24.0, PAGE);
    let mut all = 26.0 + 24.0 + table.row_height("", "") * 3.0;
    pages.take(table.row_height("", "") * 3.0);
    if report.kinds.len() > 1 {
        for kind in &report.kinds {
            table.row(sheet, row, report, ("", &format!("　うち{}", kind.word), &kind.tally), |format| format)?;
            row += 1;
        }
    }
    for goal in &report.goals {
        // A goal that has indicators of its own only needs no row to repeat its counts.
        let several = goal.policies.iter().any(|policy| !policy.heading.is_empty());
        let policies = || goal.policies.iter().filter(|policy| several && policy.tally.indicators > 0);
        let heights = policies().map(|policy| table.row_height("", &format!("　{}", policy.heading)));
        let height = table.row_height(&goal.code, &goal.name) + heights.sum::<f64>();
        if !pages.fits(height) && !pages.is_empty() {
            pages.turn(row);
        }
        pages.take(height);
        all += height;
        table.row(sheet, row, report, (&goal.code, &goal.name, &goal.tally), goal_row)?;
        row += 1;
        for policy in policies() {
            let name = if policy.heading.is_empty() { &report.plan.goal_indicator_word } else { &policy.heading };
            table.row(sheet, row, report, ("", &format!("　{name}"), &policy.tally), |format| format)?;
            row += 1;
        }
    }
    let said = [Some(denominator_note(report)), (report.total.denominator > 0).then(|| rounding_note(report)), repeats_note(report)];
    let note = said.into_iter().flatten().map(|note| format!("※ {note}")).collect::<Vec<_>>().join("\n");
    put_across(sheet, row, (0, table.last()), &note, &Ink::note())?;
    let lines = u32::try_from(line_count(&note, table.widths.iter().sum::<f64>() * 1.1)).unwrap_or(2);
    sheet.set_row_height(row, f64::from(lines) * 14.0 + 6.0)?;
    put(sheet, row + 1, 0, "", &Style::base())?;
    if all <= PAGE * SMALLEST {
        // Two rows alone on a second page would look forgotten.
        sheet.set_print_fit_to_pages(1, 1);
    } else if !pages.breaks.is_empty() {
        sheet.set_page_breaks(&pages.breaks)?;
    }
    Ok(())
}

/// A goal's row stands out from its policies.
fn goal_row(format: Format) -> Format {
    format.set_bold().set_background_color(Color::RGB(0x00F3_F5F8))
}
