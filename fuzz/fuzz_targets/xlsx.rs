//! The parts of an xlsx workbook, read as cells.
#![no_main]

use libfuzzer_sys::fuzz_target;
use torimatome::diagnostic::Finding;
use torimatome::extraction::{Formats, read_formats};
use torimatome_fuzz::parts::{overlaid, package, small_xlsx};
use torimatome_fuzz::{can_be_said, is_sound};

fuzz_target!(|data: &[u8]| {
    // Without a part's name it is a whole file.
    let (head, parts) = overlaid(small_xlsx(), data);
    let whole = head.len() == data.len();
    let Some(file) = (if whole { Some(data.to_vec()) } else { package(&parts) }) else { return };
    let formats = "xlsx,xlsm,ods".parse::<Formats>().expect("formats");
    match read_formats(&file, formats) {
        Ok(grid) => is_sound(&grid),
        Err(problem) => can_be_said(&Finding::file(problem)),
    }
});
