//! The compound file around an old workbook, and the records in it: what is looked at before a parser is let near it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use torimatome::diagnostic::Finding;
use torimatome::extraction::fuzzing::{old_records, old_streams};
use torimatome_fuzz::can_be_said;

fuzz_target!(|data: &[u8]| {
    let problem = if data.starts_with(&[0xD0, 0xCF]) { old_streams(data).err() } else { old_records(data).err() };
    if let Some(problem) = problem {
        can_be_said(&Finding::file(problem));
    }
});
