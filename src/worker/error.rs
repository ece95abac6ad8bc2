//! What can stop the work: a broken world, never a bad return.

use std::io;
use std::path::PathBuf;

use crate::board::TemplateError;
use crate::installation::InstallationError;
use crate::intake::TakeError;
use crate::notification::MailError;
use crate::store::StoreError;
use crate::workbook::WriteError;

/// What can stop the work.
#[derive(Debug, thiserror::Error)]
pub enum WorkError {
    /// The installation cannot be used.
    #[error(transparent)]
    Installation(#[from] InstallationError),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Taking failed.
    #[error(transparent)]
    Take(#[from] TakeError),
    /// A workbook could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A mail could not be made.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// The board's templates cannot be used.
    #[error(transparent)]
    Board(#[from] TemplateError),
    /// A file or folder refused.
    #[error("{path}: {error}")]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A file for people could not be written.
    #[error("{0} could not be written; see the log. It is tried again with the next run")]
    NotWritten(PathBuf),
    /// No file can be read at all.
    #[error("{0}. Nothing can be read before that is put right; no file is to blame")]
    Reader(String),
    /// The watcher could not be set up.
    #[error("the inbox cannot be watched: {0}")]
    Watch(#[from] notify::Error),
    /// Another worker runs on this installation.
    #[error("another worker is running on this installation ({0}). Stop it first, or use --dir")]
    Locked(PathBuf),
    /// The register has errors.
    #[error("{0}: the register has errors. `torimatome register check` lists them")]
    BrokenRegister(String),
    /// The register is being saved, or its share is away.
    #[error("{0}: the register cannot be read just now: it is being saved, or the share is away. Close it and try again")]
    RegisterAway(String),
    /// The register that a round was opened with cannot be read back.
    #[error("the register frozen as {0} cannot be read back")]
    FrozenRegister(String),
    /// The register has no such round.
    #[error("{0}: the register names no such round")]
    NoRound(String),
    /// No round of this id was opened.
    #[error("{0}: no such round was opened")]
    NoSuchRound(String),
    /// A round of this id is in the register already.
    #[error("the register has a round {0} already. Choose another id")]
    RoundKnown(String),
    /// The round was not opened yet.
    #[error("the round {0} is not open yet. `torimatome issue` opens it and writes the forms")]
    NotOpened(String),
    /// Several plans, none named.
    #[error("there are several plans ({}). Name one with --plan", .0.join(", "))]
    WhichPlan(Vec<String>),
    /// No such plan.
    #[error("the plan {0} is not registered here. Check the id, or add the register's folder to `plans` in torimatome.toml")]
    UnknownPlan(String),
    /// Two register folders hold the same plan.
    #[error("two register folders hold the plan {0}. Name each plan once in `plans`")]
    SamePlan(String),
    /// Plans of different municipalities.
    #[error("the plans belong to different municipalities (codes {}). An installation serves one office", .0.join(", "))]
    TwoOffices([String; 2]),
    /// One folder, two departments.
    #[error("the folder {folder} belongs to different departments in two plans ({}). Give the department the same id in both", .ids.join(", "))]
    DepartmentsDiffer {
        /// Name of the folder.
        folder: String,
        /// Plan and department, of each.
        ids: [String; 2],
    },
    /// A register amended after the last day of its round.
    #[error("the round {0} is locked: its register is not amended any more. Reopen the round first, or leave the change to the next round")]
    AmendLocked(String),
    /// It cannot be decided as it stands.
    #[error("{}", .0.text(crate::domain::Lang::En))]
    Refused(super::Refusal),
    /// No such department, or one that owes nothing.
    #[error("no department {0} is asked in this round. Name it by its id in the sheet 担当課")]
    UnknownDepartment(String),
}

impl WorkError {
    /// Wraps an error of the file system with its path.
    pub fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |error| Self::Io { path, error }
    }
}

impl From<super::Refusal> for WorkError {
    fn from(refusal: super::Refusal) -> Self {
        Self::Refused(refusal)
    }
}
