//! The blank form as a workbook: はじめに, 入力, 記入例 and the hidden 様式情報; and the same form as a department
//! would return it.

mod content;
mod entry;
mod example;
mod guide;
mod layout;
mod rules;
#[cfg(test)]
mod tests;

use content::Content;
use layout::Layout;

use super::form_paper;
use super::style::{WriteError, new_workbook};
use crate::domain::civil_date_ja;
use crate::form::{BlankForm, Filled, FormDeclaration, HeaderField};

/// Writes a form as it is issued: 提出区分 stands at the first of its choices (作成中), all else is empty.
pub fn write(form: &BlankForm, declaration: &FormDeclaration) -> Result<Vec<u8>, WriteError> {
    let first = declaration.header_cell(HeaderField::FilingState).and_then(|cell| cell.choices.first());
    let filled = Filled { filing_state: first.cloned().unwrap_or_default(), ..Filled::default() };
    write_filled(form, declaration, &filled)
}

/// Writes a form as a department returns it. What is typed is written just so, formulas included: this plays a
/// department, in the demo and in tests, and is not for anything that the office hands out.
pub fn write_filled(form: &BlankForm, declaration: &FormDeclaration, filled: &Filled) -> Result<Vec<u8>, WriteError> {
    let due = civil_date_ja(form.due);
    let identity = form.identity.to_string();
    let mut workbook = new_workbook(&form.title, form.opens)?;

    let sheet = workbook.add_worksheet().set_name("はじめに")?;
    guide::draw(sheet, form, declaration, &due)?;
    form_paper::set(sheet, &form.title, &form.department);
    sheet.set_print_fit_to_pages(1, 1);

    let content = Content::of(form, filled, &due);
    let layout = Layout::of(declaration, &content);
    let sheet = workbook.add_worksheet().set_name(&declaration.sheet)?;
    entry::draw(sheet, form, declaration, &content, &layout)?;
    let lists = rules::add(sheet, form, declaration, &content, &layout)?;
    form_paper::set(sheet, &identity, &form.department);

    if let Some(content) = Content::example(form, declaration) {
        let layout = Layout::of(declaration, &content);
        let sheet = workbook.add_worksheet().set_name("記入例")?;
        entry::draw(sheet, form, declaration, &content, &layout)?;
        example::draw(sheet, declaration, &layout)?;
        form_paper::set(sheet, "記入例", &form.department);
    }

    let hidden = form_paper::mark(&mut workbook, "form", &identity)?;
    for (column, list) in (3u16..).zip(&lists.0) {
        for (row, choice) in (0u32..).zip(list) {
            hidden.write_string(row, column, choice)?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}
