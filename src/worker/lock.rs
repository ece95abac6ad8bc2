//! Locks between processes: the single-instance lock, which only `run` takes, and turns, which are short.
#![expect(clippy::disallowed_methods, reason = "holds a lock file")]

use std::fs::{self, File};
use std::path::Path;

use super::WorkError;

/// A turn at work that two processes must not do at once (`run`, and `issue` or `compile` beside it).
#[derive(Debug)]
pub struct Turn {
    _file: File,
}

impl Turn {
    /// Waits for its turn at `what`.
    pub fn wait(state: &Path, what: &str) -> Result<Self, WorkError> {
        fs::create_dir_all(state).map_err(WorkError::io(state))?;
        let path = state.join(format!("{what}.lock"));
        let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(WorkError::io(&path))?;
        file.lock().map_err(WorkError::io(&path))?;
        Ok(Self { _file: file })
    }

    /// Takes its turn at `what` if nobody else has it.
    pub fn now(state: &Path, what: &str) -> Result<Option<Self>, WorkError> {
        fs::create_dir_all(state).map_err(WorkError::io(state))?;
        let path = state.join(format!("{what}.lock"));
        let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(WorkError::io(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(fs::TryLockError::WouldBlock) => Ok(None),
            Err(fs::TryLockError::Error(error)) => Err(WorkError::Io { path, error }),
        }
    }
}

/// Held as long as this lives; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct InstanceLock {
    _file: File,
}

impl InstanceLock {
    /// Takes the lock of the installation whose state lies in `state`.
    pub fn take(state: &Path) -> Result<Self, WorkError> {
        fs::create_dir_all(state).map_err(WorkError::io(state))?;
        let path = state.join("worker.lock");
        let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(WorkError::io(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(fs::TryLockError::WouldBlock) => Err(WorkError::Locked(path)),
            Err(fs::TryLockError::Error(error)) => Err(WorkError::Io { path, error }),
        }
    }
}
