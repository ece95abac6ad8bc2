//! One backup or disposal at a time: neither may see half of what the other does.

use std::fs::{self, File};
use std::path::Path;

use super::UpkeepError;

/// Held as long as this lives; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Turn {
    _file: File,
}

impl Turn {
    pub(super) fn take(state: &Path) -> Result<Self, UpkeepError> {
        let path = state.join("upkeep.lock");
        let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(UpkeepError::io(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(fs::TryLockError::WouldBlock) => Err(UpkeepError::Busy(path)),
            Err(fs::TryLockError::Error(error)) => Err(UpkeepError::Io { path, error }),
        }
    }
}
