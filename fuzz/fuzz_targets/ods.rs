//! The content of an OpenDocument workbook, read as cells.
#![no_main]

use libfuzzer_sys::fuzz_target;
use torimatome::diagnostic::Finding;
use torimatome::extraction::{Formats, read_formats};
use torimatome_fuzz::parts::{Parts, package};
use torimatome_fuzz::{can_be_said, is_sound};

fuzz_target!(|data: &[u8]| {
    let parts = Parts::from([
        ("content.xml".to_owned(), data.to_vec()),
        ("mimetype".to_owned(), b"application/vnd.oasis.opendocument.spreadsheet".to_vec()),
    ]);
    let Some(file) = package(&parts) else { return };
    match read_formats(&file, Formats::all()) {
        Ok(grid) => is_sound(&grid),
        Err(problem) => can_be_said(&Finding::file(problem)),
    }
});
