//! What reading a return costs, against the least that it can cost, and what isolation adds.
//!
//! ```sh
//! cargo bench --bench reading              # returns of the demonstration; xls and ods of one where LibreOffice is there
//! cargo bench --bench reading -- FILE…     # these workbooks
//! ```
//!
//! *bare* inflates the parts that are read and looks at every XML token of them, and does nothing with it. *read* is the
//! reader as it is. *isolated* is the same in a warm reader process, the file's bytes in and its cells out. *marked* makes
//! the copy that is handed back, with two dozen marks. All of them run in turn, a few times in each round, so that a busy machine
//! disturbs them alike; the medians are compared. Nothing fails here: a time is no test.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench tells what it saw, and ends where it cannot go on")]
#![expect(clippy::disallowed_methods, reason = "reads the files that it is given")]

mod bare;
mod marks;
mod samples;
mod timing;

use std::path::{Path, PathBuf};

use torimatome::extraction::{Formats, Reader, ReaderLimits, Reading, read_formats};
use torimatome::workbook::annotated::annotate;

use crate::timing::{Subject, in_turn};

/// This program, which the reader process is started from.
const PROGRAM: &str = env!("CARGO_BIN_EXE_torimatome");

fn main() {
    // `--bench` is cargo's own.
    let named: Vec<PathBuf> = std::env::args_os().skip(1).filter(|argument| argument != "--bench").map(PathBuf::from).collect();
    let folder = tempfile::tempdir().unwrap();
    let files = if named.is_empty() { samples::make(folder.path()) } else { named };
    println!("medians in microseconds");
    println!(
        "{:>8} {:>8} {:>8} {:>8} {:>8} {:>9} {:>13}  file",
        "bytes", "bare", "read", "isolated", "marked", "read/bare", "isolated/read"
    );
    for file in files {
        measure(&file);
    }
}

fn measure(file: &Path) {
    let bytes = std::fs::read(file).unwrap();
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let grid = match read_formats(&bytes, Formats::all()) {
        Ok(grid) => grid,
        Err(problem) => return println!("{:>8} {name}: not read ({})", bytes.len(), problem.code()),
    };
    // Never replaced while it is measured.
    let limits = ReaderLimits { formats: Formats::all(), files_max: u32::MAX, ..ReaderLimits::default() };
    let mut reader = Reader::new(PathBuf::from(PROGRAM), limits);
    let (marks, cover) = (marks::of(&grid), marks::cover());
    let mut bare = || bare::tokens(&bytes);
    let mut read = || read_formats(&bytes, Formats::all()).map_or(0, |grid| grid.sheets.len());
    let mut isolated = || match reader.read(&bytes) {
        Reading::Grid(grid) => grid.sheets.len(),
        Reading::Unreadable(_) | Reading::Broke(_) | Reading::NotStarted(_) => 0,
    };
    let mut marked = || annotate(&bytes, &marks, &cover).map_or(0, |copy| copy.len());
    let can_mark = marked() > 0;
    let mut subjects: [Subject<'_>; 4] = [&mut bare, &mut read, &mut isolated, &mut marked];
    let [bare, read, isolated, marked] = in_turn(&mut subjects);
    // An old workbook has no XML, and only xlsx and xlsm are handed back with marks.
    let or_none = |there: bool, text: String| if there { text } else { "–".to_owned() };
    let is_package = bytes.starts_with(b"PK");
    let (bare, of_bare) = (or_none(is_package, format!("{bare:.0}")), or_none(is_package, format!("{:.2}", read / bare)));
    let marked = or_none(can_mark, format!("{marked:.0}"));
    let size = bytes.len();
    println!("{size:>8} {bare:>8} {read:>8.0} {isolated:>8.0} {marked:>8} {of_bare:>9} {:>13.2}  {name}", isolated / read);
}
