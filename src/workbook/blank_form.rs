//! The blank form as a workbook: はじめに, the sheets that are filled in, 記入例 and the hidden 様式情報; and the same
//! form as a department would return it. A department that answers for two plans gets one workbook for both.

mod content;
mod cover;
mod entry;
mod example;
mod guide;
mod joint;
mod layout;
#[cfg(test)]
mod manipulated;
mod policy;
mod policy_chart;
mod policy_columns;
mod policy_table;
mod policy_texts;
#[cfg(test)]
mod round_trip;
mod rules;
#[cfg(test)]
mod tests;

use rust_xlsxwriter::Workbook;

use content::Content;
use joint::SheetNames;
use layout::Layout;
use rules::LongLists;

use super::form_paper;
use super::style::{WriteError, new_workbook};
use crate::domain::civil_date_ja;
use crate::form::{BlankForm, Filled, FormDeclaration, FormLayout, HeaderField};

/// Writes a form as it is issued: 提出区分 stands at the first of its choices (作成中), all else is empty.
pub fn write(form: &BlankForm, declaration: &FormDeclaration) -> Result<Vec<u8>, WriteError> {
    write_joint(&[(form, declaration)])
}

/// Writes one workbook for a department's forms of several plans, the one that is due first in front: one input sheet
/// for each plan with its own 様式番号; 提出区分 and names are typed once, on the first.
pub fn write_joint(forms: &[(&BlankForm, &FormDeclaration)]) -> Result<Vec<u8>, WriteError> {
    let first = forms.first().and_then(|(_, declaration)| declaration.header_cell(HeaderField::FilingState));
    let state = first.and_then(|cell| cell.choices.first()).cloned().unwrap_or_default();
    let filled = Filled { filing_state: state, ..Filled::default() };
    let forms: Vec<_> = forms.iter().map(|(form, declaration)| (*form, *declaration, &filled)).collect();
    write_joint_filled(&forms)
}

/// Writes a form as a department returns it. What is typed is written just so, formulas included: this plays a
/// department, in the demo and in tests, and is not for anything that the office hands out.
pub fn write_filled(form: &BlankForm, declaration: &FormDeclaration, filled: &Filled) -> Result<Vec<u8>, WriteError> {
    write_joint_filled(&[(form, declaration, filled)])
}

/// The same for the forms of several plans; the header's entries are the first one's.
pub fn write_joint_filled(forms: &[(&BlankForm, &FormDeclaration, &Filled)]) -> Result<Vec<u8>, WriteError> {
    let Some((main, ..)) = forms.first() else {
        return Ok(new_workbook("", chrono::NaiveDate::default())?.save_to_buffer()?);
    };
    let mut workbook = new_workbook(&main.title, main.opens)?;
    let sheet = workbook.add_worksheet().set_name("はじめに")?;
    guide::draw(sheet, forms)?;
    form_paper::set(sheet, &main.title, &main.department);
    sheet.set_print_fit_to_pages(1, 1);

    let mut names = SheetNames::of(["はじめに", "様式情報"]);
    let mut lists = LongLists::default();
    let mut identities = Vec::new();
    for (index, (form, declaration, filled)) in forms.iter().enumerate() {
        let own = joint::declaration_of(declaration, index);
        let name = names.of_plan(&declaration.sheet, form, index);
        let lead = joint::lead(form, forms, index);
        match declaration.layout {
            FormLayout::List => list(&mut workbook, &name, form, &own, filled, &lead, &mut lists)?,
            FormLayout::Evaluation => {
                let sheets: Vec<String> = form.sheets.iter().map(|sheet| names.of_plan(&sheet.name, form, 0)).collect();
                cover::draw(workbook.add_worksheet().set_name(&name)?, form, &own, filled, &lead, &sheets, &mut lists)?;
                for (sheet, name) in form.sheets.iter().zip(&sheets) {
                    policy::draw(workbook.add_worksheet().set_name(name)?, form, sheet, declaration, filled, &mut lists)?;
                }
            }
        }
        identities.push((form.identity.to_string(), name));
    }
    examples(&mut workbook, forms, &mut names)?;

    let (identity, name) = identities.first().cloned().unwrap_or_default();
    let hidden = form_paper::mark(&mut workbook, "form", &identity)?;
    hidden.write_string(1, 2, name)?;
    for (row, (identity, name)) in (2u32..).zip(identities.iter().skip(1)) {
        hidden.write_string(row, 1, identity)?.write_string(row, 2, name)?;
    }
    for (column, list) in (3u16..).zip(&lists.0) {
        for (row, choice) in (0u32..).zip(list) {
            hidden.write_string(row, column, choice)?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

/// The one table of a list form.
fn list(
    workbook: &mut Workbook,
    name: &str,
    form: &BlankForm,
    declaration: &FormDeclaration,
    filled: &Filled,
    lead: &str,
    lists: &mut LongLists,
) -> Result<(), WriteError> {
    let content = Content::of(form, filled, lead);
    let layout = Layout::of(declaration, &content);
    let sheet = workbook.add_worksheet().set_name(name)?;
    entry::draw(sheet, form, declaration, &content, &layout)?;
    rules::add(sheet, form, declaration, &content, &layout, lists)?;
    form_paper::set(sheet, &form.identity.to_string(), &form.department);
    Ok(())
}

/// 記入例 for each form that shows one.
fn examples(workbook: &mut Workbook, forms: &[(&BlankForm, &FormDeclaration, &Filled)], names: &mut SheetNames) -> Result<(), WriteError> {
    for (index, (form, declaration, _)) in forms.iter().enumerate() {
        let again = forms.iter().take(index).any(|(_, earlier, _)| earlier.name == declaration.name);
        if let Some(content) = Content::example(form, declaration).filter(|_| !again && declaration.layout == FormLayout::List) {
            let layout = Layout::of(declaration, &content);
            let sheet = workbook.add_worksheet().set_name(names.of_plan("記入例", form, index))?;
            entry::draw(sheet, form, declaration, &content, &layout)?;
            example::draw(sheet, declaration, &layout, &form.office)?;
            form_paper::set(sheet, "記入例", &form.department);
        }
    }
    Ok(())
}

/// 提出期限 and where to.
fn due_line(form: &BlankForm) -> String {
    let later: Vec<String> = form.later.iter().map(|day| civil_date_ja(*day)).collect();
    let later = if later.is_empty() { String::new() } else { format!("（一部の指標は{}）", later.join("、")) };
    let due = format!("{}{later}", civil_date_ja(form.due));
    format!("{}　　提出期限　{due}　　提出先　「{}」フォルダー　　問合せ先　{}", form.plan, form.folder, form.contact)
}
