//! はじめに: what to do, by when, where to; what the colours and the words of 値の区分 mean.

use rust_xlsxwriter::{Format, FormatAlign, IgnoreError, ProtectionOptions, Worksheet};

use super::joint::elsewhere;
use crate::domain::{ValueState, civil_date_ja};
use crate::form::{BlankForm, Filled, FormDeclaration, FormLayout, state_meaning};
use crate::workbook::style::{Style, WriteError};
use crate::workbook::{fit, form_paper};

/// Widths of the columns (margin, label, text, remark), in half-width characters.
const WIDTHS: [usize; 4] = [2, 18, 70, 40];
const LABEL: u16 = 1;
const TEXT: u16 = 2;
const REMARK: u16 = 3;
/// Width of text and remark together.
const WIDE: usize = 110;

/// Draws はじめに for the forms of one workbook, the first one in front.
pub(super) fn draw(sheet: &mut Worksheet, forms: &[(&BlankForm, &FormDeclaration, &Filled)]) -> Result<(), WriteError> {
    let Some((form, declaration, _)) = forms.first() else { return Ok(()) };
    for (column, width) in (0u16..).zip(WIDTHS) {
        sheet.set_column_width(column, u32::try_from(width).unwrap_or(8))?;
    }
    sheet.set_row_height(0, 28)?.write_string_with_format(0, LABEL, &form.title, &Style::title())?;
    let mut row = 1;
    for (form, ..) in forms {
        let for_whom = format!("{}　{}（{}指標）", form.plan, form.department, form.rows.len());
        sheet.set_row_height(row, 22)?.write_string_with_format(row, LABEL, for_whom, &Style::base().set_font_size(12).set_bold())?;
        row += 1;
    }
    row += 1;
    let due = due(forms);
    for (label, fact) in [("提出期限", due), ("提出先", format!("「{}」フォルダー", form.folder)), ("問合せ先", form.contact.clone())]
    {
        pair(sheet, row, label, &fact, &text().set_bold())?;
        row += 1;
    }
    let mut said: Vec<&str> = Vec::new();
    for (index, (form, declaration, _)) in forms.iter().enumerate() {
        if said.contains(&declaration.name.as_str()) {
            continue;
        }
        said.push(&declaration.name);
        let title = if index == 0 { "記入の手順".to_owned() } else { format!("記入の手順（{}）", form.plan) };
        row = heading(sheet, row + 1, &title)?;
        for (number, step) in (1u32..).zip(&form.guide) {
            pair(sheet, row, &number.to_string(), step, &text())?;
            row += 1;
        }
    }
    row = remarks(sheet, row, forms)?;
    row = heading(sheet, row + 1, "欄の色")?;
    row = legend(sheet, row, form, declaration)?;
    row = heading(sheet, row + 1, "値の区分の選び方")?;
    states(sheet, row, declaration)?;
    // The numbers of the steps are text, and meant so.
    sheet.ignore_error_range(0, LABEL, row, LABEL, IgnoreError::NumberStoredAsText)?;
    sheet.protect_with_options(&ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::default() });
    Ok(())
}

/// 提出期限: that of the first form, and the later ones of some indicators.
fn due(forms: &[(&BlankForm, &FormDeclaration, &Filled)]) -> String {
    let Some((first, ..)) = forms.first() else { return String::new() };
    let mut later: Vec<chrono::NaiveDate> = forms.iter().flat_map(|(form, ..)| form.later.iter().copied()).collect();
    later.sort_unstable();
    later.dedup();
    let days: Vec<String> = later.into_iter().map(civil_date_ja).collect();
    let rest = if days.is_empty() {
        String::new()
    } else {
        format!("（一部の指標は{}。下の「お願い」を御覧ください。）", days.join("、"))
    };
    format!("{}{rest}", civil_date_ja(first.due))
}

/// What holds for some of the indicators only.
fn remarks(sheet: &mut Worksheet, row: u32, forms: &[(&BlankForm, &FormDeclaration, &Filled)]) -> Result<u32, WriteError> {
    let mut remarks: Vec<String> = Vec::new();
    for (form, ..) in forms {
        for remark in form.notes.iter().cloned().chain(elsewhere(form)) {
            if !remarks.contains(&remark) {
                remarks.push(remark);
            }
        }
    }
    if remarks.is_empty() {
        return Ok(row);
    }
    let mut row = heading(sheet, row + 1, "お願い")?;
    for remark in remarks {
        pair(sheet, row, "※", &remark, &text())?;
        row += 1;
    }
    Ok(row)
}

fn heading(sheet: &mut Worksheet, row: u32, text: &str) -> Result<u32, WriteError> {
    sheet.set_row_height(row, 22)?.write_string_with_format(row, LABEL, text, &Style::heading())?;
    Ok(row + 1)
}

/// A label and a text over the rest of the width.
fn pair(sheet: &mut Worksheet, row: u32, label: &str, text: &str, format: &Format) -> Result<(), WriteError> {
    sheet.set_row_height(row, fit::height(fit::lines(text, WIDE)))?;
    sheet.write_string_with_format(row, LABEL, label, &Style::column_heading())?;
    form_paper::span(sheet, row, (TEXT, REMARK), text, format)
}

fn legend(sheet: &mut Worksheet, row: u32, form: &BlankForm, declaration: &FormDeclaration) -> Result<u32, WriteError> {
    let kinds = [
        (Style::input(Style::centred()), "色の付いた欄", "記入する欄です。".to_owned()),
        (Style::centred(), "白い欄", format!("登録済みの内容です。変更できません。誤りがある場合は、{}に連絡してください。", form.office)),
    ];
    let mut row = row;
    for (format, name, text) in kinds {
        sheet.set_row_height(row, fit::height(fit::lines(&text, WIDE)))?;
        sheet.write_string_with_format(row, LABEL, name, &format)?;
        form_paper::span(sheet, row, (TEXT, REMARK), &text, &self::text())?;
        row += 1;
    }
    let note = match declaration.layout {
        FormLayout::List => "行の高さと列の幅は変更できます。見出しの▼で、絞り込みと並べ替えができます。",
        FormLayout::Evaluation => "行の高さと列の幅は変更できます。文章が長いときは、行を高くしてください。",
    };
    sheet.set_row_height(row, 20)?.write_string_with_format(row, LABEL, note, &Style::base())?;
    Ok(row + 1)
}

fn states(sheet: &mut Worksheet, row: u32, declaration: &FormDeclaration) -> Result<(), WriteError> {
    let evaluation = declaration.layout == FormLayout::Evaluation;
    let actual = if evaluation { "当年度の実績" } else { declaration.heading(crate::form::Field::Actual) };
    let headings = [(LABEL, declaration.heading(crate::form::Field::State)), (TEXT, "どのような場合に選ぶか"), (REMARK, actual)];
    sheet.set_row_height(row, 21)?;
    for (column, text) in headings {
        sheet.write_string_with_format(row, column, text, &Style::column_heading())?;
    }
    let mut row = row + 1;
    for state in ValueState::ALL {
        let number = if state.has_number() { "数値を記入してください。" } else { "空欄にしてください。" };
        sheet.set_row_height(row, 21)?;
        sheet.write_string_with_format(row, LABEL, state.label(), &Style::centred())?;
        sheet.write_string_with_format(row, TEXT, state_meaning(state), &text())?;
        sheet.write_string_with_format(row, REMARK, number, &text())?;
        row += 1;
    }
    let note = format!("再提出するときは、「{actual}」と「値の区分」を空欄にした指標は、前回のままになります。");
    let format = Style::base().set_align(FormatAlign::Left);
    sheet.set_row_height(row, 20)?.write_string_with_format(row, LABEL, note, &format)?;
    Ok(())
}

/// Body text with a little room at its left.
fn text() -> Format {
    Style::text().set_indent(1)
}
