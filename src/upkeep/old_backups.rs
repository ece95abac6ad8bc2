//! The backups of an installation beside each other: their names, and which of them are old.
#![expect(clippy::disallowed_methods, reason = "removes old backups")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::archive::Unpacker;
use crate::domain::Civil;

/// Beginning and end of a backup's name.
const NAME: (&str, &str) = ("torimatome-", ".backup.zip");
/// Digits and dash of its time, `20261121-053000`.
const TIME: &str = "%Y%m%d-%H%M%S";

/// The name of a backup that is made now: in order of their names they are in order of time.
pub(super) fn name_at(now: Civil) -> String {
    format!("{}{}{}", NAME.0, now.format(TIME), NAME.1)
}

fn is_name(name: &str) -> bool {
    let time = name.strip_prefix(NAME.0).and_then(|rest| rest.strip_suffix(NAME.1));
    time.is_some_and(|time| {
        time.len() == 15 && time.bytes().enumerate().all(|(place, byte)| if place == 8 { byte == b'-' } else { byte.is_ascii_digit() })
    })
}

/// Removes backups of this installation that are older than the newest `keep`. Called when a new one is whole; another
/// installation's, a file that is none, and whatever else lies there stay.
pub(super) fn remove_old(folder: &Path, installation: &str, keep: u32) -> io::Result<Vec<PathBuf>> {
    let mut names: Vec<String> =
        fs::read_dir(folder)?.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).filter(|name| is_name(name)).collect();
    names.sort_unstable_by(|a, b| b.cmp(a));
    let mut removed = Vec::new();
    let of_this = |path: &PathBuf| Unpacker::open(path).is_ok_and(|backup| backup.manifest.installation == installation);
    for path in names.iter().map(|name| folder.join(name)).filter(of_this).skip(keep as usize) {
        fs::remove_file(&path)?;
        removed.push(path);
    }
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_backups_own_name_is_one() {
        assert!(is_name("torimatome-20261121-053000.backup.zip"));
        for other in [
            "torimatome-20261121.backup.zip",
            "torimatome-2026112１-053000.backup.zip",
            "台帳.zip",
            "torimatome-20261121-053000.backup.zip.part",
        ] {
            assert!(!is_name(other), "{other}");
        }
    }
}
