//! A register as far as it is sheets: rows of text, whatever they mean. What is converted must lose nothing, so cells
//! are not trimmed and unknown sheets and headings are carried along.

use super::bounds::quoted;
use super::csv_text::each_record;
use super::encoding::decode;
use super::layout::place;
use super::{Sheets, sheet_names};
use crate::diagnostic::{Finding, Place, Problem};

/// One sheet as rows of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetText {
    /// Its name.
    pub name: String,
    /// Its rows, headings first; a blank line is a row without cells.
    pub rows: Vec<Vec<String>>,
}

/// The sheets in the order in which a register is written, unknown ones last; or why a sheet is no table.
pub fn sheet_texts(sheets: &Sheets) -> Result<Vec<SheetText>, Vec<Finding>> {
    let mut names: Vec<&str> = sheet_names().filter(|name| sheets.contains_key(*name)).collect();
    names.extend(sheets.keys().map(String::as_str).filter(|name| !sheet_names().any(|known| known == *name)));
    let (mut texts, mut findings) = (Vec::new(), Vec::new());
    for name in names {
        match sheet_text(name, sheets.get(name).map_or(&[], Vec::as_slice)) {
            Ok(text) => texts.push(text),
            Err(finding) => findings.push(*finding),
        }
    }
    if findings.is_empty() { Ok(texts) } else { Err(findings) }
}

fn sheet_text(name: &str, bytes: &[u8]) -> Result<SheetText, Box<Finding>> {
    // A workbook may call a sheet anything; here the name becomes a file's.
    if name.starts_with('.') || name.contains(|c: char| c.is_control() || "/\\:*?\"<>|".contains(c)) {
        let problem = Problem::RegisterUnreadable { detail: quoted(name) };
        return Err(Box::new(Finding::at(Place::sheet(name), problem)));
    }
    let text = decode(name, bytes)?;
    let mut rows: Vec<Vec<String>> = Vec::new();
    let read = each_record(text, |row, record| {
        rows.resize(row as usize, Vec::new());
        rows.push(record.iter().map(str::to_owned).collect());
        true
    });
    match read {
        Ok(()) => Ok(SheetText { name: name.to_owned(), rows }),
        Err(no_table) => {
            let problem = Problem::RegisterUnreadable { detail: no_table.detail };
            Err(Box::new(Finding::at(place(name, no_table.row, no_table.column), problem)))
        }
    }
}
