//! Doors for the fuzz targets to layers that nobody else calls; not in any build but theirs.

use super::biff::records;
use super::budget::Budget;
use super::child::Answer;
use super::compound::Compound;
use super::wire::{decode, encode};
use crate::diagnostic::Problem;

/// Opens a compound file and follows the streams that an old workbook may have.
pub fn old_streams(bytes: &[u8]) -> Result<(), Problem> {
    let file = Compound::open(bytes)?;
    for name in ["Workbook", "Book", "_VBA_PROJECT", "EncryptedPackage", "Root Entry"] {
        if let Some(stream) = file.stream(name)? {
            // Every sector can be there only once.
            assert!(stream.len() <= bytes.len(), "a stream of {} bytes in a file of {}", stream.len(), bytes.len());
            old_records(&stream).err();
        }
    }
    Ok(())
}

/// Goes through the records of an old workbook.
pub fn old_records(stream: &[u8]) -> Result<(), Problem> {
    records(stream, &mut Budget::default()).map(drop)
}

/// Decodes a child's answer; what was understood is said again in the same words.
pub fn answered(bytes: &[u8]) {
    let Some(answer) = decode(bytes) else { return };
    let said = encode(&answer).ok().and_then(|bytes| decode(&bytes));
    let Some(Answer { result, last }) = said else { unreachable!("what was decoded cannot be said") };
    assert!(result == answer.result && last == answer.last, "what was decoded is said in other words");
}
