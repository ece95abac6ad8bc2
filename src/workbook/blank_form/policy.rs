//! One policy's evaluation sheet: what it is, its indicators by year with their charts, its initiatives, the council's words.

use rust_xlsxwriter::{FormatAlign, ProtectionOptions, Worksheet};

use super::policy_columns::PolicyColumns;
use super::policy_texts::Texts;
use super::rules::LongLists;
use super::{policy_chart, policy_table};
use crate::form::{BlankForm, BlankSheet, Filled, FormDeclaration, HeaderField, PolicyField};
use crate::workbook::style::{Style, WriteError};
use crate::workbook::{fit, form_paper};

/// Least width of a label in the right half, in half-width characters.
const LABEL_WIDTH: usize = 15;

/// Draws the sheet.
pub(super) fn draw(
    sheet: &mut Worksheet,
    form: &BlankForm,
    policy: &BlankSheet,
    declaration: &FormDeclaration,
    filled: &Filled,
    lists: &mut LongLists,
) -> Result<(), WriteError> {
    let columns = PolicyColumns::of(form, declaration);
    for (index, column) in columns.enumerated() {
        sheet.set_column_width(index, u32::from(column.declared.width))?;
    }
    sheet.set_row_height(0, 28)?.write_string_with_format(0, 0, &form.title, &Style::title())?;
    let mut row = head(sheet, form, policy, declaration, &columns)?;
    if !policy.rows.is_empty() || !policy.notes.is_empty() {
        let section = if policy.has_texts() { declaration.sections.indicators.clone() } else { format!("【{}】", policy.indicator_word) };
        row += 1;
        sheet.set_row_height(row, 24)?.write_string_with_format(row, 0, &section, &Style::heading())?;
        row += 1;
    }
    if !policy.rows.is_empty() {
        let table = policy_table::draw(sheet, row, (form, policy, filled), &columns, lists)?;
        row = table.end;
        sheet.set_row_height(row, 6)?;
        row = policy_chart::draw(sheet, row + 1, form, policy, &columns, &table)?;
        let actual = columns.enumerated().find(|(_, column)| column.declared.field == crate::form::Field::Actual && column.year.is_none());
        if let (Some((column, _)), Some(top)) = (actual, table.targets.first()) {
            sheet.set_selection(top + 1, column, top + 1, column)?;
        }
    }
    for note in &policy.notes {
        sheet.set_row_height(row, 20)?.write_string_with_format(row, 0, note, &Style::base())?;
        row += 1;
    }
    if policy.has_texts() {
        Texts { form, policy, declaration, filled, columns: &columns }.draw(sheet, row)?;
    }
    sheet.protect_with_options(&ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::default() });
    form_paper::set(sheet, &form.identity.to_string(), &form.department);
    Ok(())
}

/// 様式番号, 所属 and what the sheet is about; gives back the first row below.
fn head(
    sheet: &mut Worksheet,
    form: &BlankForm,
    policy: &BlankSheet,
    declaration: &FormDeclaration,
    columns: &PolicyColumns<'_>,
) -> Result<u32, WriteError> {
    let label = |field| declaration.header_cell(field).map(|cell| cell.label.clone()).unwrap_or_default();
    let mut pairs =
        vec![(label(HeaderField::Identity), form.identity.to_string()), (label(HeaderField::Department), form.department.clone())];
    let mut wide = Vec::new();
    for cell in &declaration.policy {
        let text = match cell.field {
            PolicyField::Node => policy.node.as_str().to_owned(),
            PolicyField::Goal => policy.goal.clone(),
            PolicyField::Policy => policy.policy.clone(),
            PolicyField::Sdgs => policy.sdgs.join("　"),
            PolicyField::Description => {
                wide.push((cell.label.clone(), policy.description.clone()));
                continue;
            }
        };
        pairs.push((cell.label.clone(), text));
    }
    pairs.retain(|(_, text)| !text.is_empty());
    wide.retain(|(_, text)| !text.is_empty());
    let (left, second, right) = halves(columns);
    let all = (left.0, right.1);
    let text = || Style::text().set_indent(1);
    let mut row = 1;
    for pair in pairs.chunks(2) {
        let mut lines = 1;
        for ((name, what), (label, value)) in pair.iter().zip([((0, 0), left), (second, right)]) {
            form_paper::span(sheet, row, label, name, &Style::column_heading())?;
            form_paper::span(sheet, row, value, what, &text())?;
            lines = lines.max(fit::lines(what, columns.span(value).saturating_sub(2)));
        }
        sheet.set_row_height(row, fit::height(lines))?;
        row += 1;
    }
    for (name, what) in wide {
        form_paper::span(sheet, row, (0, 0), &name, &Style::column_heading())?;
        form_paper::span(sheet, row, all, &what, &text().set_align(FormatAlign::Top))?;
        sheet.set_row_height(row, fit::height(fit::lines(&what, columns.span(all).saturating_sub(2))))?;
        row += 1;
    }
    Ok(row)
}

/// The first value, the second label and the second value: columns that cut the sheet in about two halves.
fn halves(columns: &PolicyColumns<'_>) -> ((u16, u16), (u16, u16), (u16, u16)) {
    let last = columns.last();
    let half = columns.span((0, last)) / 2;
    let left = (1..last).find(|column| columns.span((0, *column)) >= half.saturating_sub(LABEL_WIDTH)).unwrap_or(1);
    let label = (left + 1..last).find(|column| columns.span((left + 1, *column)) >= LABEL_WIDTH).unwrap_or(left + 1);
    ((1, left), (left + 1, label), (label + 1, last.max(label + 1)))
}
