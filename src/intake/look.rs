//! Looking into a file of 確認用: its bytes are read and nothing is kept of it.
#![expect(clippy::disallowed_methods, reason = "reads and moves inbox files")]

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use super::found::{Found, Stat};
use super::take::{open, unreadable};
use super::tidy::move_numbered;
use crate::diagnostic::Problem;

/// What looking into a file gave.
#[derive(Debug)]
pub enum Looked {
    /// Its bytes, as they stood still.
    Bytes(Vec<u8>),
    /// It is never opened: a folder, a link, a FIFO, a file over the limit.
    Problem(Problem),
    /// It changed, or cannot be opened now: settle again.
    NotReady(String),
}

/// Reads a file as it is taken (without following links, and looked at again afterwards); nothing is written.
#[must_use]
pub fn look_into(found: &Found, size_max: u64) -> Looked {
    if let Some(problem) = unreadable(found.kind, found.stat.size, size_max) {
        return Looked::Problem(problem);
    }
    match bytes(found, size_max) {
        Ok(Some(bytes)) => Looked::Bytes(bytes),
        Ok(None) => Looked::NotReady("it changed while it was read".to_owned()),
        Err(error) => Looked::NotReady(error.to_string()),
    }
}

fn bytes(found: &Found, size_max: u64) -> io::Result<Option<Vec<u8>>> {
    let mut file = open(found)?;
    let mut bytes = Vec::new();
    (&mut file).take(size_max).read_to_end(&mut bytes)?;
    let handle = Stat::of(&file.metadata()?);
    let path = Stat::of(&fs::symlink_metadata(&found.path)?);
    let same = handle == found.stat && path == found.stat && u64::try_from(bytes.len()).is_ok_and(|size| size == found.stat.size);
    Ok(same.then_some(bytes))
}

/// Moves a file that was looked at out of the way, unless it was replaced meanwhile. Nothing is ever overwritten.
pub fn move_checked(found: &Found, folder: &Path) -> io::Result<Option<PathBuf>> {
    let is_same = |path: &Path| fs::symlink_metadata(path).is_ok_and(|metadata| Stat::of(&metadata) == found.stat);
    if !is_same(&found.path) {
        return Ok(None);
    }
    let name = found.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    move_numbered(&found.path, &found.key, folder, &name, is_same).map(Some)
}
