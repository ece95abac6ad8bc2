//! What Excel itself says while a department types: drop-downs, prompts and warnings. Nothing but a choice is
//! refused, since departments paste, and the program can explain a wrong entry better than a dialog.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula, Worksheet};

use super::content::{Content, Row};
use super::layout::{Layout, Slot};
use crate::domain::{Quantity, ValueState};
use crate::form::{BlankForm, CellKind, Column, Field, FormDeclaration, HeaderCell, HeaderField};
use crate::workbook::WriteError;

/// Longest list that Excel keeps in the rule itself, in UTF-16 units.
const LIST_MAX: usize = 255;
/// Longest prompt, in UTF-16 units.
const MESSAGE_MAX: usize = 255;
/// Longest title of a prompt, in UTF-16 units.
const TITLE_MAX: usize = 32;
/// Beyond this no quantity is read, and `f64` keeps the last digit.
const MAGNITUDE_MAX: f64 = 1e15;

/// Lists that are too long for a rule; they stand on 様式情報, one column each.
#[derive(Debug, Default)]
pub(super) struct LongLists(pub Vec<Vec<String>>);

/// Adds all rules of the sheet, and to `lists` those that must be written on 様式情報.
pub(super) fn add(
    sheet: &mut Worksheet,
    form: &BlankForm,
    declaration: &FormDeclaration,
    content: &Content,
    layout: &Layout,
    lists: &mut LongLists,
) -> Result<(), WriteError> {
    for (cell, slot) in declaration.header.iter().zip(&layout.slots) {
        header(sheet, cell, *slot, lists)?;
    }
    if content.rows.is_empty() {
        return Ok(());
    }
    for (index, column) in (0u16..).zip(&declaration.columns) {
        for (first, last, row) in runs(content, column) {
            let rule = cell_rule(column, row, &form.office, lists)?;
            sheet.add_data_validation(layout.first_row + first, index, layout.first_row + last, index, &rule)?;
        }
    }
    Ok(())
}

/// The rule of a header cell, where the department types into it.
pub(super) fn header(sheet: &mut Worksheet, cell: &HeaderCell, slot: Slot, lists: &mut LongLists) -> Result<(), WriteError> {
    if !cell.input {
        return Ok(());
    }
    let rule = match cell.kind {
        CellKind::Choice => {
            let last = cell.choices.last().map(String::as_str).unwrap_or_default();
            let filing = cell.field == HeaderField::FilingState;
            let help =
                if filing { format!("課内で確認した後に、「{last}」を選んでください。") } else { String::new() };
            choice(&cell.label, &cell.choices, &help, lists)?
        }
        CellKind::Date => date(&cell.label)?,
        CellKind::Number | CellKind::Text | CellKind::LongText => return Ok(()),
    };
    sheet.add_data_validation(slot.row, slot.value.0, slot.row, slot.value.0, &rule)?;
    Ok(())
}

/// The rule of one cell of the table.
pub(super) fn cell_rule(column: &Column, row: &Row, office: &str, lists: &mut LongLists) -> Result<DataValidation, WriteError> {
    if !column.input || !row.input {
        return locked(&column.heading, office);
    }
    match (column.field, column.kind) {
        (Field::State, _) => {
            let states: Vec<String> = ValueState::ALL.iter().map(|state| state.label().to_owned()).collect();
            choice(&column.heading, &states, &column.help, lists)
        }
        (_, CellKind::Number) if !row.stages.is_empty() => choice(&column.heading, &row.stages, &help(column, row), lists),
        (_, CellKind::Number) => number(column, row.bounds, &help(column, row)),
        _ => words(&column.heading, column.length_max, &column.help.replace("{office}", office)),
    }
}

/// What is to be known about this row's actual comes before what holds for the column.
fn help(column: &Column, row: &Row) -> String {
    if column.field != Field::Actual || row.help.is_empty() {
        return if row.stages.is_empty() { column.help.clone() } else { String::new() };
    }
    if row.stages.is_empty() { format!("{}{}", row.help, column.help) } else { row.help.clone() }
}

/// Bounds of an indicator.
type Bounds = (Option<Quantity>, Option<Quantity>);

/// Runs of rows with the same rule: first and last row from zero, and the first of them.
fn runs<'a>(content: &'a Content, column: &Column) -> Vec<(u32, u32, &'a Row)> {
    let numbers = column.input && column.kind == CellKind::Number;
    let same = |a: &Row, b: &Row| a.input == b.input && (!numbers || (a.bounds == b.bounds && a.stages == b.stages && a.help == b.help));
    let mut runs: Vec<(u32, u32, &Row)> = Vec::new();
    for (index, row) in (0u32..).zip(&content.rows) {
        match runs.last_mut() {
            Some((_, last, first)) if same(first, row) || !column.input => *last = index,
            _ => runs.push((index, index, row)),
        }
    }
    runs
}

pub(super) fn choice(title: &str, choices: &[String], help: &str, lists: &mut LongLists) -> Result<DataValidation, WriteError> {
    // The rule joins the choices by commas: a comma within one would make two of it.
    let joined = choices.iter().map(|choice| choice.encode_utf16().count() + 1).sum::<usize>();
    let rule = if joined > LIST_MAX || choices.iter().any(|choice| choice.contains(',')) {
        let known = lists.0.iter().position(|list| list == choices);
        let at = known.unwrap_or(lists.0.len());
        if known.is_none() {
            lists.0.push(choices.to_vec());
        }
        let column = char::from(b'D' + u8::try_from(at).unwrap_or(0).min(20));
        DataValidation::new().allow_list_formula(Formula::new(format!("='様式情報'!${column}$1:${column}${}", choices.len())))
    } else {
        DataValidation::new().allow_list_strings(choices)?
    };
    prompted(rule, title, help)?
        .set_error_title("一覧から選んでください")?
        .set_error_message("右側の▼を押し、一覧から選んでください。")
        .map_err(WriteError::from)
}

fn number(column: &Column, (lower, upper): Bounds, help: &str) -> Result<DataValidation, WriteError> {
    let (least, most) = (lower.map_or(-MAGNITUDE_MAX, Quantity::to_cell), upper.map_or(MAGNITUDE_MAX, Quantity::to_cell));
    let message = match (lower, upper) {
        (Some(lower), Some(upper)) => format!("数値として読めないか、{}から{}までの範囲にありません。", lower.grouped(0), upper.grouped(0)),
        (Some(lower), None) => format!("数値として読めないか、{}より小さい値です。", lower.grouped(0)),
        (None, Some(upper)) => format!("数値として読めないか、{}より大きい値です。", upper.grouped(0)),
        (None, None) => "数値として読めません。".to_owned(),
    };
    warned(DataValidation::new().allow_decimal_number(DataValidationRule::Between(least, most)), &column.heading, help, &message)
}

/// A text: only its length is looked at.
pub(super) fn words(heading: &str, length_max: usize, help: &str) -> Result<DataValidation, WriteError> {
    match u32::try_from(length_max) {
        Ok(max) if max > 0 => {
            let rule = DataValidation::new().allow_text_length(DataValidationRule::LessThanOrEqualTo(max));
            warned(rule, heading, help, &format!("{max}字を超えています。{max}字までにまとめてください。"))
        }
        _ => prompted(DataValidation::new().allow_any_value(), heading, help),
    }
}

fn date(title: &str) -> Result<DataValidation, WriteError> {
    let first = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let rule = DataValidation::new().allow_date(DataValidationRule::GreaterThanOrEqualTo(first));
    Ok(prompted(rule, title, "日付を記入してください（例：R7.6.10）。")?
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("日付を確認してください")?
        .set_error_message("日付として読めません。")?)
}

/// A locked cell. Sorting needs the table to be an editable range (see `entry`); this rule keeps the cells as they are.
fn locked(heading: &str, office: &str) -> Result<DataValidation, WriteError> {
    let message = format!("「{heading}」は変更できません。誤りがある場合は、{office}に連絡してください。");
    Ok(DataValidation::new()
        .allow_custom(Formula::new("=FALSE"))
        .ignore_blank(false)
        .set_error_title("白い欄は変更できません")?
        .set_error_message(cut(&message, MESSAGE_MAX))?)
}

fn warned(rule: DataValidation, heading: &str, help: &str, message: &str) -> Result<DataValidation, WriteError> {
    let message = format!("{message}{help}");
    Ok(prompted(rule, heading, help)?
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("内容を確認してください")?
        .set_error_message(cut(&message, MESSAGE_MAX))?)
}

fn prompted(rule: DataValidation, title: &str, help: &str) -> Result<DataValidation, WriteError> {
    if help.is_empty() {
        return Ok(rule);
    }
    Ok(rule.set_input_title(cut(title, TITLE_MAX))?.set_input_message(cut(help, MESSAGE_MAX))?)
}

/// The longest beginning of `text` within `max` UTF-16 units.
fn cut(text: &str, max: usize) -> String {
    let mut units = 0;
    text.chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= max
        })
        .collect()
}
