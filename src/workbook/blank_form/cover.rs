//! 提出票, the first sheet of an evaluation form: who files it, and which sheets it has.

use rust_xlsxwriter::{FormatUnderline, ProtectionOptions, Url, Worksheet};

use super::content::header;
use super::rules::{self, LongLists};
use super::{entry, layout};
use crate::form::{BlankForm, Filled, FormDeclaration};
use crate::workbook::style::{Style, WriteError};
use crate::workbook::{fit, form_paper};

/// Widths of the columns, in half-width characters: three labels with their values.
const WIDTHS: [usize; 6] = [15, 26, 15, 26, 15, 26];
const LAST: u16 = 5;

/// Draws the sheet. `sheets` are the names of the policies' sheets.
pub(super) fn draw(
    sheet: &mut Worksheet,
    form: &BlankForm,
    declaration: &FormDeclaration,
    filled: &Filled,
    lead: &str,
    sheets: &[String],
    lists: &mut LongLists,
) -> Result<(), WriteError> {
    for (column, width) in (0u16..).zip(WIDTHS) {
        sheet.set_column_width(column, u32::try_from(width).unwrap_or(8))?;
    }
    sheet.set_row_height(0, 28)?.write_string_with_format(0, 0, &form.title, &Style::title())?;
    let wide: usize = WIDTHS.iter().sum();
    sheet.set_row_height(1, fit::height(fit::lines(lead, wide)))?;
    form_paper::span(sheet, 1, (0, LAST), lead, &Style::base().set_text_wrap())?;
    let texts = header(filled, form.identity.to_string(), form.department.clone());
    let slots = layout::slots(declaration, &WIDTHS);
    for (cell, slot) in declaration.header.iter().zip(&slots) {
        entry::header_cell(sheet, cell, *slot, &texts, filled.checked_on)?;
        rules::header(sheet, cell, *slot, lists)?;
    }
    let mut row = slots.last().map_or(3, |slot| slot.row) + 2;
    sheet.set_row_height(row, 22)?.write_string_with_format(row, 0, "記入するシート", &Style::heading())?;
    row += 1;
    let heading = Style::column_heading();
    sheet.set_row_height(row, 21)?.write_string_with_format(row, 0, "シート", &heading)?;
    form_paper::span(sheet, row, (1, 2), "基本目標", &heading)?;
    form_paper::span(sheet, row, (3, 4), "施策", &heading)?;
    sheet.write_string_with_format(row, LAST, "記入する指標", &heading)?;
    for (policy, name) in form.sheets.iter().zip(sheets) {
        row += 1;
        let lines = fit::lines(&policy.goal, 41).max(fit::lines(&policy.policy, 41));
        sheet.set_row_height(row, fit::height(lines))?;
        // A name in quotes is what a link inside the workbook wants.
        let link = Url::new(format!("internal:'{name}'!A1")).set_text(name);
        let shown = Style::centred().set_underline(FormatUnderline::Single).set_font_color(Style::quiet());
        sheet.write_url_with_format(row, 0, &link, &shown)?;
        form_paper::span(sheet, row, (1, 2), &policy.goal, &Style::text())?;
        form_paper::span(sheet, row, (3, 4), &policy.policy, &Style::text())?;
        sheet.write_string_with_format(row, LAST, count(policy.rows.len()), &Style::centred())?;
    }
    sheet.protect_with_options(&ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::default() });
    form_paper::set(sheet, &form.identity.to_string(), &form.department);
    Ok(())
}

fn count(indicators: usize) -> String {
    if indicators == 0 { "なし（取組のみ）".to_owned() } else { format!("{indicators}指標") }
}
