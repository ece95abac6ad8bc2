//! Files that are whole or not there: for everything that a person or another program may read while we write.
#![expect(clippy::disallowed_methods, reason = "the adapter that writes files")]

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::failpoint;

/// Beginning and end of the name of a file that is not whole yet.
const UNFINISHED: (&str, &str) = (".torimatome-", ".tmp");

/// Writes a file so that a reader sees all of it or none: temporary name, sync, rename, sync.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // The parent of a bare file name is the empty path, which no system opens.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(UNFINISHED.0).suffix(UNFINISHED.1).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    share_readable(file.as_file())?;
    failpoint::at("output-before-rename");
    file.persist(path).map_err(|error| error.error)?;
    sync_directory(folder)
}

/// Removes what a crash left half written below a folder, one level of folders deep. A folder below it that cannot be
/// looked into is passed over: what lies there hides nothing and is looked for again.
pub fn sweep_unfinished(folder: &Path) -> io::Result<()> {
    let folders = fs::read_dir(folder)?.filter_map(Result::ok).filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    for folder in folders.map(|entry| entry.path()).chain([folder.to_path_buf()]) {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let ours = name.to_str().is_some_and(|name| name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1));
            if ours && entry.file_type().is_ok_and(|kind| kind.is_file()) {
                // Best effort: it is not taken for anything, by us or by Excel.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
    Ok(())
}

/// A temporary file is private; what people read is not.
#[cfg(unix)]
fn share_readable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o664))
}

#[cfg(not(unix))]
fn share_readable(_file: &File) -> io::Result<()> {
    Ok(())
}

/// Syncs a directory's entries; a no-op where directories cannot be opened.
pub fn sync_directory(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_leftovers_are_swept() -> io::Result<()> {
        let place = tempfile::tempdir()?;
        let at = |name: &str| place.path().join(name);
        fs::create_dir(at("課"))?;
        for name in [".torimatome-x.tmp", "課/.torimatome-y.tmp", "課/.torimatome-inbox", "課/回答.tmp"] {
            fs::write(at(name), "x")?;
        }
        write_whole(&at("課/受付票.xlsx"), b"whole")?;
        sweep_unfinished(place.path())?;
        let left = [".torimatome-x.tmp", "課/.torimatome-y.tmp", "課/.torimatome-inbox", "課/回答.tmp", "課/受付票.xlsx"];
        assert_eq!(left.map(|name| at(name).exists()), [false, false, true, true, true]);
        Ok(())
    }
}
