//! The texts of a policy's sheet: its initiatives, and what the council said.

use rust_xlsxwriter::{FormatAlign, Worksheet};

use super::policy_columns::PolicyColumns;
use super::rules;
use crate::domain::{INITIATIVES_MAX, TextField, TextKey};
use crate::form::{BlankForm, BlankSheet, Filled, FormDeclaration, TextBlock};
use crate::workbook::style::{Style, WriteError};
use crate::workbook::{display_width, fit, form_paper};

/// All that one sheet's texts are drawn from.
pub(super) struct Texts<'a> {
    pub form: &'a BlankForm,
    pub policy: &'a BlankSheet,
    pub declaration: &'a FormDeclaration,
    pub filled: &'a Filled,
    pub columns: &'a PolicyColumns<'a>,
}

/// The first columns of a row: label, a short value, a second label; its value takes the rest.
const LABEL: u16 = 0;
const SHORT: (u16, u16) = (1, 2);
const SECOND: u16 = 3;
const REST: u16 = 4;

impl Texts<'_> {
    /// Draws the blocks from `row` on; gives back the first row below them.
    pub(super) fn draw(&self, sheet: &mut Worksheet, row: u32) -> Result<u32, WriteError> {
        let mut row = section(sheet, row, &self.declaration.sections.initiatives)?;
        let blocks: Vec<&TextBlock> = self.declaration.texts.iter().filter(|block| block.field.is_per_initiative()).collect();
        for slot in 1..=INITIATIVES_MAX {
            let mut rest = blocks.as_slice();
            while let [first, after @ ..] = rest {
                // The name of an initiative and what it consists of stand side by side.
                match after {
                    [second, after @ ..] if first.field == TextField::Initiative && second.field == TextField::Specifics => {
                        self.pair(sheet, row, slot, first, second)?;
                        rest = after;
                    }
                    _ => {
                        self.single(sheet, row, slot, first)?;
                        rest = after;
                    }
                }
                row += 1;
            }
            sheet.set_row_height(row, 8)?;
            row += 1;
        }
        row = section(sheet, row, &self.declaration.sections.council)?;
        for block in self.declaration.texts.iter().filter(|block| !block.field.is_per_initiative()) {
            self.single(sheet, row, 0, block)?;
            row += 1;
        }
        Ok(row)
    }

    fn pair(&self, sheet: &mut Worksheet, row: u32, slot: u8, first: &TextBlock, second: &TextBlock) -> Result<(), WriteError> {
        let rest = (REST, self.columns.last().max(REST));
        let lines = self.value(sheet, row, SHORT, slot, first)?.max(self.value(sheet, row, rest, slot, second)?);
        let labels = self.label(sheet, row, LABEL, slot, first)?.max(self.label(sheet, row, SECOND, slot, second)?);
        sheet.set_row_height(row, fit::height(lines.max(labels)))?;
        Ok(())
    }

    fn single(&self, sheet: &mut Worksheet, row: u32, slot: u8, block: &TextBlock) -> Result<(), WriteError> {
        let lines = self.value(sheet, row, (SHORT.0, self.columns.last().max(SHORT.0)), slot, block)?;
        let labels = self.label(sheet, row, LABEL, slot, block)?;
        sheet.set_row_height(row, fit::height(lines.max(labels)))?;
        Ok(())
    }

    /// Writes a label; gives back its lines.
    fn label(&self, sheet: &mut Worksheet, row: u32, column: u16, slot: u8, block: &TextBlock) -> Result<usize, WriteError> {
        let circled = char::from_u32(0x245F + u32::from(slot)).filter(|_| slot > 0).map(String::from).unwrap_or_default();
        let year = format!("{}年度", self.form.year.short());
        let mut label = block.heading.replace("{year}", &year).replace("{slot}", &circled);
        let width = self.columns.width(column);
        if display_width(&label) > width {
            // Where it may be broken, a label is broken there and not within a word.
            label = label.replace('／', "／\n");
        }
        if block.by_office {
            label = format!("{label}\n（{}記入）", self.form.office);
        }
        sheet.write_string_with_format(row, column, &label, &Style::column_heading())?;
        Ok(fit::lines(&label, width))
    }

    /// Writes a text, or room for one; gives back its lines. What the register names is only read.
    fn value(&self, sheet: &mut Worksheet, row: u32, span: (u16, u16), slot: u8, block: &TextBlock) -> Result<usize, WriteError> {
        let key = TextKey { node: self.policy.node.clone(), slot, field: block.field };
        let registered = self.policy.texts.get(&key);
        let text = self.filled.texts.get(&key).or(registered).map(String::as_str).unwrap_or_default();
        let paper = Style::text().set_align(FormatAlign::Top);
        let format = if registered.is_some() { paper } else { Style::input(paper) };
        form_paper::span(sheet, row, span, text, &format)?;
        if text.is_empty() {
            // `span` writes a text; an empty cell must stay empty.
            sheet.write_blank(row, span.0, &format)?;
        }
        if registered.is_none() {
            let help = block.help.replace("{office}", &self.form.office);
            let heading = block.heading.replace("{year}", "").replace("{slot}", "");
            let rule = rules::words(heading.trim_start_matches('の'), block.length_max, &help)?;
            sheet.add_data_validation(row, span.0, row, span.0, &rule)?;
        }
        Ok(fit::lines(text, self.columns.span(span)).max(block.lines))
    }
}

/// The heading of a part of the sheet; gives back the row below it.
fn section(sheet: &mut Worksheet, row: u32, heading: &str) -> Result<u32, WriteError> {
    if heading.is_empty() {
        return Ok(row);
    }
    sheet.set_row_height(row, 24)?.write_string_with_format(row, 0, heading, &Style::heading())?;
    Ok(row + 1)
}
