//! Tidying: a file that was taken moves to 受付済, so that the department sees an empty folder.
#![expect(clippy::disallowed_methods, reason = "moves inbox files")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::folders;
use super::found::Stat;
use crate::failpoint;
use crate::store::Sighting;
use crate::whole_file::sync_directory;

/// Whether the thing at `path` is still the one that was sighted.
#[must_use]
pub fn same_file(path: &Path, sighting: &Sighting) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| {
        let stat = Stat::of(&metadata);
        stat.identity == sighting.identity && stat.mtime == sighting.mtime && stat.size == sighting.size
    })
}

/// Intake step 9: renames `from` into `folder` under `name`; returns the new path. A name that is taken gets a
/// number: nothing in 受付済 is ever overwritten. After an error the target is looked at again, because a
/// rename on a share can succeed and report failure.
pub fn move_to_accepted(from: &Path, folder: &Path, name: &str, sighting: &Sighting) -> io::Result<PathBuf> {
    move_numbered(from, &sighting.path, folder, name, |target| same_file(target, sighting))
}

/// The same for any file below the inbox: `key` is its path there, `is_it` knows it again under its new name.
pub(super) fn move_numbered(from: &Path, key: &str, folder: &Path, name: &str, is_it: impl Fn(&Path) -> bool) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    if !folders::is_real(folder) || !folders::are_real(from, key) {
        return Err(io::Error::other("a link stands in the place of a folder"));
    }
    for target in numbered(folder, name) {
        if fs::symlink_metadata(&target).is_ok() {
            continue;
        }
        let renamed = rename_anew(from, &target);
        failpoint::at("intake-moved");
        match renamed {
            Ok(()) => {}
            Err(_) if is_it(&target) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        }
        sync_directory(folder)?;
        if let Some(parent) = from.parent() {
            sync_directory(parent)?;
        }
        return Ok(target);
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn numbered(folder: &Path, name: &str) -> impl Iterator<Item = PathBuf> {
    let (stem, extension) = name.rsplit_once('.').map_or((name, String::new()), |(stem, rest)| (stem, format!(".{rest}")));
    let numbered = (2..1000).map(move |number| folder.join(format!("{stem}({number}){extension}")));
    std::iter::once(folder.join(name)).chain(numbered)
}

/// Renames without replacing what appeared under the new name meanwhile, where the file system can.
#[cfg(target_os = "linux")]
fn rename_anew(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => fs::rename(from, to),
        other => Ok(other?),
    }
}

#[cfg(not(target_os = "linux"))]
fn rename_anew(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}
