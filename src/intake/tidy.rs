//! Tidying: a file that was taken moves to 受付済, so that the department sees an empty folder.
#![expect(clippy::disallowed_methods, reason = "moves inbox files")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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
    fs::create_dir_all(folder)?;
    let target = free_name(folder, name);
    let renamed = fs::rename(from, &target);
    failpoint::at("intake-moved");
    if let Err(error) = renamed
        && !same_file(&target, sighting)
    {
        return Err(error);
    }
    sync_directory(folder)?;
    if let Some(parent) = from.parent() {
        sync_directory(parent)?;
    }
    Ok(target)
}

fn free_name(folder: &Path, name: &str) -> PathBuf {
    let (stem, extension) = name.rsplit_once('.').map_or((name, String::new()), |(stem, rest)| (stem, format!(".{rest}")));
    let numbered = (2..1000).map(|number| folder.join(format!("{stem}({number}){extension}")));
    std::iter::once(folder.join(name)).chain(numbered).find(|path| fs::symlink_metadata(path).is_err()).unwrap_or_else(|| folder.join(name))
}
