//! Where a register comes from: a folder of CSV files, or a workbook that is read by the limited reader process.

use std::path::{Path, PathBuf};

use super::{CliError, Context};
use crate::diagnostic::{Finding, Problem};
use crate::domain::PlanId;
use crate::extraction::{Reader, ReaderLimits, Reading, register_sheets};
use crate::intake::{Kind, unreadable};
use crate::register::folder::read_folder;
use crate::register::{self, Loaded, Sheets};
use crate::worker::WorkError;

/// Largest workbook, in bytes.
const BOOK_BYTES_MAX: u64 = 50 * 1024 * 1024;

/// A register as far as it is sheets.
pub(super) struct Source {
    /// The folder or the workbook.
    pub(super) path: PathBuf,
    /// Its sheets; `None` where there is no workbook to speak of.
    pub(super) sheets: Option<Sheets>,
    /// What was found on the way to the sheets.
    pub(super) findings: Vec<Finding>,
}

impl Source {
    /// Loads and checks it.
    pub(super) fn load(&self) -> Loaded {
        match &self.sheets {
            Some(sheets) => register::load_with(sheets, self.findings.clone()),
            None => Loaded::refused(self.findings.clone()),
        }
    }
}

/// Whether this is the register of a plan: by its id, or by its folder's name where it is too broken to say.
pub(super) fn is_of(source: &Source, loaded: &Loaded, plan: &PlanId) -> bool {
    match &loaded.registry {
        Some(registry) => registry.plan.id == *plan,
        None => source.path.file_stem().is_some_and(|name| *name == *plan.as_str()),
    }
}

/// Reads a folder or a workbook.
#[expect(clippy::disallowed_methods, reason = "reads what was named")]
pub(super) fn read(context: &Context, path: &Path) -> Result<Source, CliError> {
    let metadata = std::fs::metadata(path).map_err(|error| CliError::Io { path: path.display().to_string(), error })?;
    if metadata.is_dir() {
        return Ok(Source { path: path.to_owned(), sheets: Some(read_folder(path)?), findings: Vec::new() });
    }
    let refused = |problem: &Problem| Source { path: path.to_owned(), sheets: None, findings: vec![Finding::file(of_a_register(problem))] };
    if let Some(problem) = unreadable(Kind::of(&metadata), metadata.len(), BOOK_BYTES_MAX) {
        return Ok(refused(&problem));
    }
    let bytes = std::fs::read(path).map_err(|error| CliError::Io { path: path.display().to_string(), error })?;
    let mut reader = Reader::new(context.program.clone(), ReaderLimits::default());
    match reader.read(&bytes) {
        Reading::Grid(grid) => {
            let (sheets, findings) = register_sheets(&grid);
            Ok(Source { path: path.to_owned(), sheets: Some(sheets), findings })
        }
        Reading::Unreadable(problem) => Ok(refused(&problem)),
        Reading::Broke(_) => Ok(refused(&Problem::BrokeTheReader { attempts: 1 })),
        Reading::NotStarted(detail) => Err(CliError::Work(WorkError::Reader(detail))),
    }
}

/// What is wrong with the file, without the words that are meant for whoever fills in a form.
fn of_a_register(problem: &Problem) -> Problem {
    Problem::RegisterBookUnreadable { code: problem.code().to_owned() }
}
