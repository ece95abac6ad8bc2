//! What is chosen from in the register's workbook: closed lists of words, and the ids that another sheet gives. Whatever
//! else is typed is asked about, never refused: Excel does not know the register, the check does.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Formula, Worksheet, utility::column_number_to_name};

use super::{PLAN, ROWS_AHEAD};
use crate::register::{SheetText, choices, picked_from};
use crate::workbook::WriteError;

/// Columns of words and contents of 計画.
const WORD: &str = "項目";
const CONTENT: &str = "内容";

/// The lists of a sheet, from the first row below the headings. In 計画 each row has a list of its own.
pub(super) fn drop_downs(sheet: &mut Worksheet, text: &SheetText, sheets: &[SheetText]) -> Result<(), WriteError> {
    if text.name == PLAN {
        let (Some(words), Some(contents)) = (column(text, WORD), column(text, CONTENT)) else { return Ok(()) };
        for (row, cells) in (0_u32..).zip(&text.rows).skip(1) {
            let word = cells.get(usize::from(words)).map_or("", String::as_str);
            list(sheet, (row, row), contents, &text.name, word, sheets)?;
        }
        return Ok(());
    }
    let last = u32::try_from(text.rows.len()).unwrap_or(u32::MAX).saturating_add(ROWS_AHEAD);
    for (at, heading) in (0_u16..).zip(text.rows.first().map_or(&[][..], Vec::as_slice)) {
        list(sheet, (1, last), at, &text.name, heading, sheets)?;
    }
    Ok(())
}

fn column(text: &SheetText, heading: &str) -> Option<u16> {
    text.rows.first()?.iter().position(|known| known == heading).and_then(|at| u16::try_from(at).ok())
}

fn list(
    sheet: &mut Worksheet,
    (first, last): (u32, u32),
    at: u16,
    name: &str,
    heading: &str,
    sheets: &[SheetText],
) -> Result<(), WriteError> {
    let words = choices(name, heading);
    let rule = if words.is_empty() {
        let Some(source) = source(name, heading, sheets) else { return Ok(()) };
        DataValidation::new()
            .allow_list_formula(Formula::new(source))
            .ignore_blank(true)
            .set_error_style(DataValidationErrorStyle::Information)
            .set_error_title("ほかのシートにないIDです")?
            .set_error_message("元のシートにあるIDか確認してください。後から元のシートに加えても構いません。")?
            // 値 speaks of more than indicators.
            .show_error_message((name, heading) != ("値", "対象"))
    } else {
        DataValidation::new()
            .allow_list_strings(&words)?
            .ignore_blank(true)
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title("一覧にない言葉です")?
            .set_error_message(format!("一覧から選んでください：{}", words.join("、")).chars().take(220).collect::<String>())?
    };
    sheet.add_data_validation(first, at, last, at, &rule)?;
    Ok(())
}

/// The range below the heading of another sheet: `='指標'!$A$2:$A$630`.
fn source(name: &str, heading: &str, sheets: &[SheetText]) -> Option<String> {
    let (from, id) = picked_from(name, heading)?;
    let other = sheets.iter().find(|sheet| sheet.name == from)?;
    let at = column_number_to_name(column(other, id)?);
    let last = other.rows.len() + usize::try_from(ROWS_AHEAD).unwrap_or(0);
    Some(format!("='{from}'!${at}$2:${at}${last}"))
}
