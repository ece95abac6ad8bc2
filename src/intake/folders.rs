//! Folders of the inbox are folders: a link in the place of one leads out of it, and is never gone through.
#![expect(clippy::disallowed_methods, reason = "looks at inbox folders")]

use std::fs;
use std::path::Path;

/// Whether the folders in which `path` lies, up to the inbox, are folders and no links. `key` is its path below the inbox.
pub(super) fn are_real(path: &Path, key: &str) -> bool {
    let depth = key.matches('/').count();
    path.ancestors().skip(1).take(depth).all(is_real)
}

/// Whether there is a folder, and not a link to one.
pub(super) fn is_real(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}
