//! From bytes to a return as found: preflight, the limited reader process, and finding the form's table.

mod biff;
mod biff_formula;
mod budget;
#[cfg(target_os = "linux")]
mod calls;
mod child;
mod compound;
mod confine;
#[cfg(test)]
mod crafted;
#[cfg(test)]
mod crafted_xls;
mod entry;
mod extract;
mod format;
#[cfg(test)]
mod formats_tests;
mod formula;
mod frame;
#[cfg(fuzzing)]
pub mod fuzzing;
mod grid;
mod headings;
mod identity;
mod labelled;
mod meanings;
mod merge;
mod merged_rows;
mod number_format;
mod ods_cell;
mod ods_reader;
mod ods_shown;
mod ods_styles;
mod office_date;
mod office_number;
mod office_text;
pub mod own;
mod own_marks;
mod package;
mod pasted;
mod policy_sheet;
mod policy_texts;
mod preflight;
mod raw_return;
mod reach;
mod reader;
mod register_sheets;
mod shown_scale;
mod stored;
mod tables;
mod unit;
mod warm;
mod wire;
mod workbook_reader;
mod xls_reader;
mod xlsb_reader;
mod xlsx_book;
mod xlsx_cell;
mod xlsx_merges;
mod xlsx_parts;
mod xlsx_reader;
mod xlsx_sheet;
mod xlsx_strings;
mod xlsx_styles;
mod xlsx_text;

pub use child::{reader_main, serve};
pub use confine::Confinement;
pub use entry::{Entry, read_entry};
pub use extract::extract;
pub use format::{Format, Formats, UnknownFormat};
pub use grid::{Content, Grid, GridCell, GridName, GridSheet};
pub use merge::Merge;
pub use office_date::{OfficeDate, read_date, serial_date};
pub use own_marks::{MARKS_HEADINGS, MARKS_LIST, is_marks_list};
pub use preflight::{Preflight, preflight};
pub use raw_return::{OwnIdentity, RawCell, RawReturn, RawRow, RawTable, RawText, YearHeading};
pub use reader::{READER_ARGUMENT, Reader, ReaderLimits, Reading};
pub use register_sheets::register_sheets;
pub use workbook_reader::read_formats;
#[cfg(test)]
pub(crate) use workbook_reader::read_workbook;

use crate::diagnostic::Problem;

/// What stands in a cell whose stored value makes no sense.
const UNREADABLE: &str = "#UNREADABLE!";

/// It says it is a workbook and cannot be read as one; `detail` is for the log, shortened.
fn damaged(detail: &str) -> Problem {
    Problem::Damaged { detail: detail.chars().take(200).collect() }
}
