//! The limited reader process: every workbook is parsed in a child that can be killed.

use std::io::{self, Read, Write};
use std::path::PathBuf;
use std::time::Duration;

use super::Grid;
use crate::diagnostic::Problem;

/// Limits of a reader process.
#[derive(Debug, Clone)]
pub struct ReaderLimits {
    /// Address space, in bytes.
    pub memory_bytes: u64,
    /// Longest time for one file.
    pub deadline: Duration,
    /// Files after which a child is replaced.
    pub files_max: u32,
}

impl Default for ReaderLimits {
    fn default() -> Self {
        Self { memory_bytes: 2 << 30, deadline: Duration::from_secs(20), files_max: 200 }
    }
}

/// What came of reading one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// The workbook's cells.
    Grid(Grid),
    /// It is no workbook that can be read: one clear problem (F codes).
    Unreadable(Problem),
    /// The child crashed, ran out of memory or time, or answered nonsense.
    Broke(String),
}

/// A warm reader process, started when first needed and replaced at the first doubt.
#[derive(Debug)]
pub struct Reader {
    /// This program, started with `READER_ARGUMENT`.
    program: PathBuf,
    limits: ReaderLimits,
}

/// The hidden argument that turns the program into a reader process.
pub const READER_ARGUMENT: &str = "--read-workbooks";

impl Reader {
    /// A reader that starts `program`. Nothing is started yet.
    #[must_use]
    pub fn new(program: PathBuf, limits: ReaderLimits) -> Self {
        Self { program, limits }
    }

    /// Reads one workbook.
    pub fn read(&mut self, _bytes: &[u8]) -> Reading {
        Reading::Broke(format!("{} {:?}", self.program.display(), self.limits))
    }
}

/// The child's life: limit yourself, then answer one file after another until the input ends.
pub fn serve(_input: impl Read, _output: impl Write) -> io::Result<()> {
    Ok(())
}
