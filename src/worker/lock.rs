//! The single-instance lock: only `run` takes it.
#![expect(clippy::disallowed_methods, reason = "holds a lock file")]

use std::fs::{self, File};
use std::path::Path;

use super::WorkError;

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
