//! Length-prefixed messages between the worker and its reader process, bounded on both sides.

use std::io::{self, IoSlice, Read, Write};

/// Longest request: the largest file that is read at all.
pub(super) const REQUEST_MAX: usize = 50 << 20;
/// Longest word of a child about itself.
pub(super) const HELLO_MAX: usize = 4096;
/// Longest answer.
pub(super) const ANSWER_MAX: usize = 64 << 20;

/// How much is claimed at a time.
const STEP_BYTES: usize = 1 << 20;

/// Writes one message: its length in four bytes, then itself.
pub(super) fn write_frame(output: &mut impl Write, payload: &[u8]) -> io::Result<()> {
    let length = u32::try_from(payload.len()).map_err(|_| io::Error::new(io::ErrorKind::InvalidInput, "message too long"))?;
    let head = length.to_be_bytes();
    // In one piece where the pipe takes it: a length alone would wake the other side for nothing.
    let written = match output.write_vectored(&[IoSlice::new(&head), IoSlice::new(payload)]) {
        Err(error) if error.kind() == io::ErrorKind::Interrupted => 0,
        written => written?,
    };
    output.write_all(head.get(written..).unwrap_or_default())?;
    output.write_all(payload.get(written.saturating_sub(head.len())..).unwrap_or_default())?;
    output.flush()
}

/// Reads one message of at most `max` bytes; `None` where the input ends before one begins.
pub(super) fn read_frame(input: &mut impl Read, max: usize) -> io::Result<Option<Vec<u8>>> {
    let mut head = Vec::with_capacity(4);
    input.take(4).read_to_end(&mut head)?;
    let length = match <[u8; 4]>::try_from(head.as_slice()) {
        Ok(bytes) => u32::from_be_bytes(bytes) as usize,
        Err(_) if head.is_empty() => return Ok(None),
        Err(_) => return Err(io::ErrorKind::UnexpectedEof.into()),
    };
    if length > max {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "message too long"));
    }
    // Grows with what really arrives, so that a length alone cannot claim memory.
    let mut payload = Vec::new();
    while payload.len() < length {
        let step = (length - payload.len()).min(STEP_BYTES);
        let from = payload.len();
        payload.resize(from + step, 0);
        input.read_exact(payload.get_mut(from..).unwrap_or_default())?;
    }
    Ok(Some(payload))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_arrive_whole_or_not_at_all() {
        let mut wire = Vec::new();
        write_frame(&mut wire, b"abc").unwrap();
        write_frame(&mut wire, b"").unwrap();
        let mut input = wire.as_slice();
        assert_eq!(read_frame(&mut input, 10).unwrap(), Some(b"abc".to_vec()));
        assert_eq!(read_frame(&mut input, 10).unwrap(), Some(Vec::new()));
        assert_eq!(read_frame(&mut input, 10).unwrap(), None);
        assert!(read_frame(&mut &wire[..5], 10).is_err(), "cut short");
        assert!(read_frame(&mut &wire[..2], 10).is_err(), "cut in its length");
        assert!(read_frame(&mut wire.as_slice(), 2).is_err(), "longer than allowed");
    }
}
