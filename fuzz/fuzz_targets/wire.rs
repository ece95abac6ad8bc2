//! What a reader process that was taken over might answer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use torimatome::extraction::fuzzing::answered;
use torimatome::extraction::{Formats, serve};

fuzz_target!(|data: &[u8]| {
    answered(data);
    // And what the process is asked: it reads nothing here, so that only the frames count.
    let mut output = Vec::new();
    let _ = serve(data, &mut output, Formats::of([]));
});
