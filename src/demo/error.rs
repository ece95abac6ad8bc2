//! What can stop the demonstration.

use std::path::PathBuf;

use crate::installation::InstallationError;
use crate::workbook::WriteError;
use crate::worker::WorkError;

/// What can stop the demonstration.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The folder holds something else.
    #[error("{0}: this folder is not empty and was not made by `torimatome demo`. Name another one")]
    Folder(PathBuf),
    /// There is no such plan to play.
    #[error("{plan}: there is no demonstration of this plan. Name one of {}", .known.join(", "))]
    Plan {
        /// What was named.
        plan: String,
        /// Those that there are.
        known: Vec<&'static str>,
    },
    /// A file or folder refused.
    #[error("{path}: {error}")]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The work could not be done.
    #[error(transparent)]
    Work(#[from] WorkError),
    /// The installation cannot be used.
    #[error(transparent)]
    Installation(#[from] InstallationError),
    /// A return could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The script and the plan do not fit each other.
    #[error("the demonstration's script does not fit the plan: {0}")]
    Script(String),
}

impl DemoError {
    /// Wraps an error of the file system with its path.
    pub(super) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |error| Self::Io { path, error }
    }
}
