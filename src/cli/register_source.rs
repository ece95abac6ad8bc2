//! Where a register comes from: a folder of CSV files, or a workbook that is read by the limited reader process.

use std::path::{Path, PathBuf};

use super::{CliError, Context};
use crate::domain::PlanId;
use crate::extraction::ReaderLimits;
use crate::installation::{Away, Patience, RegisterSource, Registers};
use crate::register::{Loaded, Sheets};
use crate::worker::WorkError;

/// A register as far as it is sheets.
pub(super) struct Source {
    /// The folder or the workbook.
    pub(super) path: PathBuf,
    /// Its sheets; `None` where there is no workbook to speak of.
    pub(super) sheets: Option<Sheets>,
    /// What loading them gave.
    pub(super) loaded: Loaded,
    /// Whether somebody has it open: what lies there may be older than what that person sees.
    pub(super) open: bool,
}

/// Whether this is the register of a plan: by its id, or by its folder's name where it is too broken to say.
pub(super) fn is_of(source: &Source, plan: &PlanId) -> bool {
    match &source.loaded.registry {
        Some(registry) => registry.plan.id == *plan,
        None => source.path.file_stem().is_some_and(|name| *name == *plan.as_str()),
    }
}

/// Reads a workbook that is not written yet.
pub(super) fn read_bytes(context: &Context, path: &Path, bytes: &[u8]) -> Result<Source, CliError> {
    let registers = Registers::default();
    registers.read_with(&context.program, ReaderLimits::default());
    let RegisterSource { sheets, loaded, away, .. } = registers.read_bytes(path, bytes);
    match away {
        None => Ok(Source { path: path.to_owned(), sheets, loaded, open: false }),
        Some(_) => Err(WorkError::RegisterAway(path.display().to_string()).into()),
    }
}

/// Reads a folder or a workbook.
#[expect(clippy::disallowed_methods, reason = "looks whether what was named is there")]
pub(super) fn read(context: &Context, path: &Path) -> Result<Source, CliError> {
    let io = |error| CliError::Io { path: path.display().to_string(), error };
    std::fs::metadata(path).map_err(io)?;
    let registers = Registers::default();
    registers.read_with(&context.program, ReaderLimits::default());
    let RegisterSource { sheets, loaded, open, away, .. } = registers.read(path, Patience::default())?;
    match away {
        None => Ok(Source { path: path.to_owned(), sheets, loaded, open }),
        Some(Away::Saving) => Err(WorkError::RegisterAway(path.display().to_string()).into()),
        Some(Away::Unreachable(detail)) => Err(io(std::io::Error::other(detail))),
        Some(Away::NoReader(detail)) => Err(WorkError::Reader(detail).into()),
    }
}
