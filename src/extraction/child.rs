//! The reader process itself: limit yourself, then answer one file after another until the input ends.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use super::confine::limit_process;
use super::frame::{ANSWER_MAX, REQUEST_MAX, read_frame, write_frame};
use super::preflight::too_large;
use super::wire::encode;
use super::workbook_reader::read_formats;
use super::{Formats, Grid, READER_ARGUMENT};
use crate::diagnostic::Problem;

/// Exit status of a child that could not limit itself.
pub(super) const UNLIMITED: i32 = 3;

/// What the child answers to one file.
#[derive(Debug)]
pub(super) struct Answer {
    /// The cells, or the one problem of the file.
    pub result: Result<Grid, Problem>,
    /// Whether the child ends after this answer because it no longer trusts itself.
    pub last: bool,
}

/// To be called first by the binary: if it was started as a reader process, serves until the input ends.
///
/// `None` means: not a reader process, go on. The arguments after [`READER_ARGUMENT`] are the address space in bytes and
/// the formats to read. The first thing it says is how far it could be confined.
pub fn reader_main(arguments: impl IntoIterator<Item = OsString>) -> Option<ExitCode> {
    let mut arguments = arguments.into_iter().skip(1);
    if arguments.next()? != READER_ARGUMENT {
        return None;
    }
    let memory_bytes = arguments.next().and_then(|text| text.to_str().and_then(|text| text.parse().ok()));
    let formats = arguments.next().map_or(Some(Formats::default()), |text| text.to_str().and_then(|text| text.parse().ok()));
    // Without limits it does not read at all.
    let (Some(formats), Some(confined)) = (formats, memory_bytes.and_then(|bytes| limit_process(bytes).ok())) else {
        return u8::try_from(UNLIMITED).ok().map(ExitCode::from);
    };
    let mut output = io::stdout().lock();
    let hello = serde_json::to_vec(&confined).map_err(io::Error::from).and_then(|hello| write_frame(&mut output, &hello));
    let served = hello.and_then(|()| serve(io::stdin().lock(), output, formats));
    if served.is_ok() { Some(ExitCode::SUCCESS) } else { Some(ExitCode::from(2)) }
}

/// The child's life after it limited itself: answers one file after another until the input ends.
pub fn serve(mut input: impl Read, mut output: impl Write, formats: Formats) -> io::Result<()> {
    while let Some(bytes) = read_frame(&mut input, REQUEST_MAX)? {
        let answer = answer(&bytes, formats);
        drop(bytes);
        let mut payload = encode(&answer)?;
        if payload.len() > ANSWER_MAX {
            let result = Err(too_large("text", payload.len() as u64, ANSWER_MAX as u64));
            payload = encode(&Answer { result, last: answer.last })?;
        }
        write_frame(&mut output, &payload)?;
        if answer.last {
            break;
        }
    }
    Ok(())
}

fn answer(bytes: &[u8], formats: Formats) -> Answer {
    // A panic of the parser is one clear problem; what it left behind is not trusted with another file.
    match catch_unwind(AssertUnwindSafe(|| read_formats(bytes, formats))) {
        Ok(result) => Answer { result, last: false },
        Err(_) => Answer { result: Err(Problem::Damaged { detail: "the parser gave up".to_owned() }), last: true },
    }
}

#[cfg(test)]
mod tests {
    use super::super::crafted::workbook;
    use super::super::wire::decode;
    use super::*;

    fn served(files: &[&[u8]]) -> Vec<Answer> {
        let mut input = Vec::new();
        for file in files {
            write_frame(&mut input, file).unwrap();
        }
        let mut output = Vec::new();
        serve(input.as_slice(), &mut output, Formats::default()).unwrap();
        let mut rest = output.as_slice();
        std::iter::from_fn(|| read_frame(&mut rest, ANSWER_MAX).unwrap()).map(|answer| decode(&answer).unwrap()).collect()
    }

    #[test]
    fn every_file_gets_one_answer() {
        let good = workbook("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", &[]);
        let answers = served(&[&good, b"garbage", &good[..200], &good]);
        let codes: Vec<_> = answers.iter().map(|answer| answer.result.as_ref().err().map(Problem::code)).collect();
        assert_eq!(codes, [None, Some("F001"), Some("F009"), None]);
    }

    #[test]
    fn a_cell_address_that_overflows_is_one_answer() {
        // With overflow checks the parser panics here, without them it wraps to some column; neither may end without an answer.
        let answers = served(&[&workbook("<row r=\"1\"><c r=\"AAAAAAAAA1\"><v>1</v></c></row>", &[])]);
        assert_eq!(answers.len(), 1);
    }

    #[test]
    fn only_the_argument_makes_a_reader_process() {
        let started = |arguments: &[&str]| reader_main(arguments.iter().map(OsString::from)).is_some();
        assert!(!started(&["torimatome"]));
        assert!(!started(&["torimatome", "run"]));
        assert!(started(&["torimatome", READER_ARGUMENT]), "without a limit it ends at once");
    }
}
