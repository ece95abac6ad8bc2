//! A new folder is whole or not there: it is made beside its place and moved into it.
#![expect(clippy::disallowed_methods, reason = "moves a folder to its place")]

use std::fs;
use std::io;
use std::path::Path;

use tempfile::TempDir;

use super::UpkeepError;
use crate::whole_file::sync_directory;

/// An unfinished folder beside `into`; removed again unless it is put in its place.
pub(super) fn beside(into: &Path, prefix: &str) -> Result<TempDir, UpkeepError> {
    let parent = parent_of(into);
    fs::create_dir_all(parent).map_err(UpkeepError::io(parent))?;
    tempfile::Builder::new().prefix(prefix).tempdir_in(parent).map_err(UpkeepError::io(parent))
}

/// Refuses a place in which there is anything.
pub(super) fn refuse_what_is_there(into: &Path) -> Result<(), UpkeepError> {
    match fs::symlink_metadata(into) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(UpkeepError::Io { path: into.to_path_buf(), error }),
        Ok(there) if there.is_dir() => match fs::read_dir(into).map_err(UpkeepError::io(into))?.next() {
            None => Ok(()),
            Some(_) => Err(UpkeepError::NotEmpty(into.to_path_buf())),
        },
        Ok(_) => Err(UpkeepError::NotEmpty(into.to_path_buf())),
    }
}

/// Moves a finished folder to its place. An empty folder there makes room; one that was filled meanwhile does not.
pub(super) fn put(work: TempDir, into: &Path) -> Result<(), UpkeepError> {
    open_to_the_group(work.path()).map_err(UpkeepError::io(work.path()))?;
    if into.is_dir() {
        fs::remove_dir(into).map_err(|_| UpkeepError::NotEmpty(into.to_path_buf()))?;
    }
    fs::rename(work.path(), into).map_err(UpkeepError::io(into))?;
    // Nothing lies at its old name any more.
    let _ = work.keep();
    let parent = parent_of(into);
    sync_directory(parent).map_err(UpkeepError::io(parent))
}

/// Syncs one of many files, where they cannot be synced together.
#[cfg(not(target_os = "linux"))]
pub(super) fn sync_each(file: &fs::File) -> io::Result<()> {
    file.sync_all()
}

/// Ten thousand files are synced together, in a second and not in a minute.
#[cfg(target_os = "linux")]
#[expect(clippy::unnecessary_wraps, reason = "other systems sync each file")]
pub(super) const fn sync_each(_file: &fs::File) -> io::Result<()> {
    Ok(())
}

/// Syncs all that was written below a folder.
#[cfg(target_os = "linux")]
pub(super) fn sync_all(folder: &Path) -> io::Result<()> {
    Ok(rustix::fs::syncfs(fs::File::open(folder)?)?)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn sync_all(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// The parent of a bare name is the empty path, which no system opens.
fn parent_of(into: &Path) -> &Path {
    into.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// A temporary folder is its maker's alone; an installation is its group's as well.
#[cfg(unix)]
fn open_to_the_group(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o750))
}

#[cfg(not(unix))]
fn open_to_the_group(_folder: &Path) -> io::Result<()> {
    Ok(())
}
