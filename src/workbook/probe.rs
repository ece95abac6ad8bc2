//! Looks into a written workbook as others will: its parts, and its cells through the reader.

use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader, SheetVisible, Xlsx};

/// The text of one part of the package.
pub(super) fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn open(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap()
}

/// The names of the sheets that a person sees, and of those that nobody does.
pub(super) fn sheets(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let book = open(bytes);
    let named = |seen: bool| {
        let sheets = book.sheets_metadata().iter().filter(|sheet| (sheet.visible == SheetVisible::Visible) == seen);
        sheets.map(|sheet| sheet.name.clone()).collect()
    };
    (named(true), named(false))
}

/// The cells of a sheet.
pub(super) fn cells(bytes: &[u8], sheet: &str) -> Range<Data> {
    open(bytes).worksheet_range(sheet).unwrap()
}

/// The value at a zero-based row and column.
pub(super) fn at(range: &Range<Data>, row: u32, column: u32) -> Data {
    range.get_value((row, column)).cloned().unwrap_or(Data::Empty)
}

/// Where a text stands.
pub(super) fn find(range: &Range<Data>, text: &str) -> (u32, u32) {
    let (top, left) = range.start().unwrap();
    let found = range.cells().find(|(_, _, data)| matches!(data, Data::String(found) if found == text));
    let (row, column, _) = found.unwrap_or_else(|| panic!("{text} is not on the sheet"));
    (top + u32::try_from(row).unwrap(), left + u32::try_from(column).unwrap())
}

/// The sheet as lines of text, cells separated by ` | `.
pub(super) fn dump(range: &Range<Data>) -> String {
    let line = |row: &[Data]| row.iter().filter(|cell| **cell != Data::Empty).map(ToString::to_string).collect::<Vec<_>>().join(" | ");
    range.rows().map(line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}
