//! The demonstration's folder: a complete installation, made anew each time.
#![expect(clippy::disallowed_methods, reason = "makes the demonstration's folder")]

use std::fs;
use std::path::Path;

use super::DemoError;
use crate::assets;
use crate::config;
use crate::whole_file::write_whole;

/// Marks a folder as ours, so that nothing of anybody else's is ever removed.
const MARK: &str = ".torimatome-demo";

/// Makes the folder: removes an earlier demonstration, refuses anything else that is not empty.
pub(super) fn make(folder: &Path) -> Result<(), DemoError> {
    let there = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if there && !folder.join(MARK).is_file() {
        return Err(DemoError::Folder(folder.to_path_buf()));
    }
    if there {
        fs::remove_dir_all(folder).map_err(DemoError::io(folder))?;
    }
    let files = assets::INSTALLATION.iter().copied().chain([(config::FILE, assets::CONFIGURATION), (MARK, "")]);
    for (path, text) in files {
        let target = folder.join(path);
        write_whole(&target, text.as_bytes()).map_err(DemoError::io(&target))?;
    }
    Ok(())
}
