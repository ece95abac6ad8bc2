//! Why the work on an installation as a whole could not be done.

use std::io;
use std::path::PathBuf;

use crate::installation::InstallationError;
use crate::store::StoreError;
use crate::workbook::WriteError;
use crate::worker::WorkError;

/// Why it could not be done.
#[derive(Debug, thiserror::Error)]
pub enum UpkeepError {
    /// The installation cannot be used.
    #[error(transparent)]
    Installation(#[from] Box<InstallationError>),
    /// The database refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The registers or rounds cannot be read.
    #[error(transparent)]
    Work(#[from] Box<WorkError>),
    /// The blank register could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A file or folder refused.
    #[error("{path}: {error}")]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Something stands where an installation is to be made.
    #[error("{0}: this folder is not empty. Name a new one, or an empty one")]
    NotEmpty(PathBuf),
    /// There is nothing to back up yet.
    #[error("{0}: there is no database here yet, so there is nothing to back up")]
    Nothing(PathBuf),
    /// Another backup or disposal is at work.
    #[error("another backup or disposal is at work on this installation ({0}). Wait until it has ended")]
    Busy(PathBuf),
    /// The backup that was just written cannot be read back.
    #[error("{path}: what was written cannot be read back ({detail}). The backup was thrown away; older ones are kept. Check the disk")]
    NotReadBack {
        /// Where it was to be.
        path: PathBuf,
        /// What was wrong.
        detail: String,
    },
    /// It is no backup, or not a whole one.
    #[error("{path}: this is no backup of torimatome, or not a whole one ({detail}). Use another backup")]
    NoBackup {
        /// Which file.
        path: PathBuf,
        /// What is missing.
        detail: String,
    },
    /// A file in it is not what the backup says it is.
    #[error("{path}: `{entry}` in it is not as it was backed up. Nothing was restored. Use another backup")]
    Changed {
        /// Which backup.
        path: PathBuf,
        /// Which file in it.
        entry: String,
    },
    /// A file in it would be written outside of the folder.
    #[error("{path}: it names a file in a place where none may be written (`{entry}`). Nothing was restored")]
    Path {
        /// Which backup.
        path: PathBuf,
        /// Which file in it.
        entry: String,
    },
    /// It was made by a newer program.
    #[error("{path}: this backup was made by a newer torimatome ({program}). Use that version")]
    Newer {
        /// Which backup.
        path: PathBuf,
        /// The program that made it.
        program: String,
    },
    /// The installation was not restored, or mail was let go already.
    #[error("nothing waits for a confirmation here: this installation was not restored, or it was confirmed already")]
    NotRestored,
    /// Who or why is missing.
    #[error("say who decided and why: --who NAME --why TEXT")]
    WhoAndWhy,
    /// The configuration does not want anything to be disposed of.
    #[error("retention.years is 0: nothing is ever disposed of. Set the years of your office's rules first")]
    Forever,
}

impl UpkeepError {
    /// Wraps an error of the file system with its path.
    pub(super) fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::Io { path, error }
    }
}

impl From<InstallationError> for UpkeepError {
    fn from(error: InstallationError) -> Self {
        Self::Installation(Box::new(error))
    }
}

impl From<WorkError> for UpkeepError {
    fn from(error: WorkError) -> Self {
        Self::Work(Box::new(error))
    }
}
