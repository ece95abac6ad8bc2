//! The parent's side of the reader process: every workbook is parsed in a child that can be killed.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use super::child::UNLIMITED;
use super::frame::REQUEST_MAX;
use super::warm::{End, Silence, Warm};
use super::wire::decode;
use super::{Confinement, Formats, Grid, preflight};
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
    /// Formats that are read; others are refused by name.
    pub formats: Formats,
}

impl Default for ReaderLimits {
    fn default() -> Self {
        Self { memory_bytes: 2 << 30, deadline: Duration::from_secs(20), files_max: 200, formats: Formats::default() }
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
    /// There is no child that could read: nothing is said of the file.
    NotStarted(String),
}

/// A warm reader process, started when first needed and replaced at the first doubt.
#[derive(Debug)]
pub struct Reader {
    /// This program, started with `READER_ARGUMENT`.
    program: PathBuf,
    limits: ReaderLimits,
    child: Option<Warm>,
    /// How far the last child could be confined.
    confinement: Option<Confinement>,
}

/// The hidden argument that turns the program into a reader process.
pub const READER_ARGUMENT: &str = "--read-workbooks";

impl Reader {
    /// A reader that starts `program`. Nothing is started yet.
    #[must_use]
    pub fn new(program: PathBuf, limits: ReaderLimits) -> Self {
        Self { program, limits, child: None, confinement: None }
    }

    /// Has a child ready, so that one that cannot be started is known before a file is tried.
    pub fn start(&mut self) -> std::io::Result<()> {
        if self.child.is_none() {
            self.child = Some(Warm::start(&self.program, &self.limits)?);
        }
        Ok(())
    }

    /// How far a reader process can be confined on this machine; starts one to find out, for `doctor`.
    pub fn confinement(&mut self) -> io::Result<Confinement> {
        self.start()?;
        if let Some(mut warm) = self.child.take() {
            if self.greet(&mut warm).is_err() {
                return Err(io::Error::other("the reader process said nothing of itself"));
            }
            self.child = Some(warm);
        }
        self.confinement.ok_or_else(|| io::ErrorKind::UnexpectedEof.into())
    }

    /// Reads one workbook.
    pub fn read(&mut self, bytes: &[u8]) -> Reading {
        if bytes.is_empty() || bytes.len() > REQUEST_MAX {
            return match preflight(bytes) {
                Err(problem) => Reading::Unreadable(problem),
                Ok(_) => Reading::Broke("the file does not fit into a request".to_owned()),
            };
        }
        // A child that was killed between two files is not the file's fault: a fresh one decides.
        if let Some(warm) = self.child.take() {
            match self.ask(warm, bytes) {
                Attempt::Read(reading) => return reading,
                Attempt::Died(_) => {}
            }
        }
        match Warm::start(&self.program, &self.limits) {
            Ok(fresh) => match self.ask(fresh, bytes) {
                Attempt::Read(reading) => reading,
                Attempt::Died(End { code: Some(UNLIMITED), .. }) => {
                    Reading::NotStarted("the reader process cannot limit itself".to_owned())
                }
                Attempt::Died(end) => Reading::Broke(end.detail),
            },
            Err(error) => Reading::NotStarted(format!("the reader process did not start: {error}")),
        }
    }

    /// The id of the child that waits for a file, if one does.
    #[must_use]
    pub fn child_id(&self) -> Option<u32> {
        self.child.as_ref().map(Warm::id)
    }

    /// Hears what a new child says of itself. What is missing is told once.
    fn greet(&mut self, warm: &mut Warm) -> Result<(), Attempt> {
        if warm.greeted {
            return Ok(());
        }
        let hello = warm.hear(self.limits.deadline).map_err(|silence| self.silent(silence))?;
        let Ok(confined) = serde_json::from_slice::<Confinement>(&hello) else {
            return Err(Attempt::Died(warm.end()));
        };
        warm.greeted = true;
        if self.confinement != Some(confined) && !confined.is_full() {
            let missing = confined.missing().join(", ");
            tracing::warn!(missing, "this system cannot confine the reader process in every way");
        }
        self.confinement = Some(confined);
        Ok(())
    }

    fn silent(&self, silence: Silence) -> Attempt {
        match silence {
            Silence::Late => {
                let seconds = self.limits.deadline.as_secs_f32();
                Attempt::Read(Reading::Broke(format!("no answer within {seconds} s")))
            }
            Silence::Ended(end) => Attempt::Died(end),
        }
    }

    fn ask(&mut self, mut warm: Warm, bytes: &[u8]) -> Attempt {
        if let Err(ended) = self.greet(&mut warm) {
            return ended;
        }
        let payload = match warm.ask(bytes, self.limits.deadline) {
            Ok(payload) => payload,
            Err(silence) => return self.silent(silence),
        };
        let Some(answer) = decode(&payload) else {
            return Attempt::Read(Reading::Broke("the reader process answered nonsense".to_owned()));
        };
        warm.files += 1;
        if !answer.last && warm.files < self.limits.files_max {
            self.child = Some(warm);
        }
        Attempt::Read(match answer.result {
            Ok(grid) => Reading::Grid(grid),
            Err(problem) => Reading::Unreadable(problem),
        })
    }
}

/// What came of asking one child.
enum Attempt {
    Read(Reading),
    /// It ended without an answer.
    Died(End),
}
