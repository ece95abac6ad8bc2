//! From bytes to a return as found: preflight, the limited reader process, and finding the form's table.

mod budget;
mod child;
mod confine;
#[cfg(test)]
mod crafted;
mod entry;
mod extract;
mod frame;
mod grid;
mod headings;
mod identity;
mod labelled;
mod number_format;
mod office_number;
mod office_text;
mod package;
mod pasted;
mod policy_sheet;
mod policy_texts;
mod preflight;
mod raw_return;
mod reader;
mod register_sheets;
mod stored;
mod unit;
mod workbook_reader;

pub use child::{reader_main, serve};
pub use entry::{Entry, read_entry};
pub use extract::extract;
pub use grid::{Content, Grid, GridCell, GridSheet};
pub use preflight::{Preflight, preflight};
pub use raw_return::{RawCell, RawReturn, RawRow, RawTable, RawText};
pub use reader::{READER_ARGUMENT, Reader, ReaderLimits, Reading};
pub use register_sheets::register_sheets;
#[cfg(test)]
pub(crate) use workbook_reader::read_workbook;
