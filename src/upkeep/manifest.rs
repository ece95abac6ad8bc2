//! What a backup holds: a list of its files with their hashes, and where each goes when it is restored. Pure.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Name of the list in the archive.
pub(super) const NAME: &str = "manifest.json";
/// The database in the archive.
pub(super) const DATABASE: &str = "torimatome.db";
/// Originals and written files in the archive, by the hash of their bytes.
pub(super) const SPOOL: &str = "spool/";
/// Files of the installation's folder.
pub(super) const FILES: &str = "installation/";
/// Files that the configuration names outside of the folder.
pub(super) const OUTSIDE: &str = "outside/";
/// Where these are put when they are restored: never where they came from.
pub(super) const OUTSIDE_FOLDER: &str = "外部の控え";
/// The format of the list.
pub(super) const FORMAT: u32 = 1;

/// A file in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its name in the archive, `/` between parts.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// SHA-256 (hex).
    pub sha256: String,
}

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Format of this list.
    pub format: u32,
    /// Version of the program that made it.
    pub program: String,
    /// The installation that it is of: a word of its own, made with its first backup.
    pub installation: String,
    /// Civil time, ISO 8601.
    pub made_at: String,
    /// Schema of the database.
    pub schema: i64,
    /// Its files.
    pub files: Vec<Entry>,
    /// Files of the spool that the database refers to and that were lost or damaged before.
    pub lost: Vec<String>,
    /// Where files came from that lie outside of the installation's folder, by their folder in the archive.
    pub outside: Vec<(String, String)>,
}

/// Why a list cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unfit {
    /// A file that would be written where none may be.
    Path(String),
    /// Something that every backup has is missing.
    Missing(&'static str),
}

impl Manifest {
    /// Where each file goes, below the installation's folder, where `state` is the folder of the state. No two files go to
    /// one place, not even on a disk that does not tell capitals from small letters.
    pub(super) fn targets(&self, state: &str) -> Result<Vec<String>, Unfit> {
        let mut places = BTreeSet::new();
        let mut targets = Vec::new();
        for entry in &self.files {
            let target = target(entry, state).filter(|target| is_inside(target)).ok_or_else(|| Unfit::Path(entry.path.clone()))?;
            if !places.insert(target.to_lowercase()) {
                return Err(Unfit::Path(entry.path.clone()));
            }
            targets.push(target);
        }
        for (needed, name) in [(DATABASE.to_owned(), DATABASE), (format!("{FILES}{}", crate::config::FILE), crate::config::FILE)] {
            if !self.files.iter().any(|entry| entry.path == needed) {
                return Err(Unfit::Missing(name));
            }
        }
        Ok(targets)
    }
}

fn target(entry: &Entry, state: &str) -> Option<String> {
    if entry.path == DATABASE {
        return Some(format!("{state}/{DATABASE}"));
    }
    if let Some(name) = entry.path.strip_prefix(SPOOL) {
        // The spool's names are the hashes of their bytes; anything else is none of ours.
        return (name == entry.sha256 && is_hash(name)).then(|| format!("{state}/spool/objects/{name}"));
    }
    if let Some(path) = entry.path.strip_prefix(FILES) {
        // Nothing but the database and the spool goes into the state.
        return (!path.to_lowercase().starts_with(&format!("{}/", state.to_lowercase()))).then(|| path.to_owned());
    }
    entry.path.strip_prefix(OUTSIDE).map(|path| format!("{OUTSIDE_FOLDER}/{path}"))
}

pub(super) fn is_hash(name: &str) -> bool {
    name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Whether a path stays below the folder that it is put into, on Linux and on Windows.
pub(super) fn is_inside(path: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && part != "." && part != ".." && !part.contains(|c: char| c.is_control() || "\\:*?\"<>|".contains(c))
    };
    path.split('/').all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(paths: &[&str]) -> Manifest {
        let hash = "ab".repeat(32);
        let entry = |path: &&str| Entry { path: path.replace("HASH", &hash), size: 1, sha256: hash.clone() };
        let files = [DATABASE, "installation/torimatome.toml"].iter().chain(paths).map(entry).collect();
        Manifest {
            format: FORMAT,
            program: "0".to_owned(),
            installation: "i".to_owned(),
            made_at: "t".to_owned(),
            schema: 1,
            files,
            lost: Vec::new(),
            outside: Vec::new(),
        }
    }

    #[test]
    fn each_file_has_its_place() {
        let targets = manifest(&["spool/HASH", "installation/templates/mail/ja/a.txt", "outside/1/台帳.xlsx"]).targets("状態").unwrap();
        let hash = "ab".repeat(32);
        let object = format!("状態/spool/objects/{hash}");
        assert_eq!(targets, ["状態/torimatome.db", "torimatome.toml", &object, "templates/mail/ja/a.txt", "外部の控え/1/台帳.xlsx"]);
    }

    #[test]
    fn no_file_is_written_where_none_may_be() {
        let wrong = [
            "installation/../a",
            "installation//etc/passwd",
            "installation/a/../../b",
            "installation/C:/a",
            "installation/a\\b",
            "installation/",
            "installation/./a",
            "installation/state/torimatome.db",
            "installation/STATE/worker.lock",
            "spool/../torimatome.db",
            "spool/short",
            "outside/../x",
            "/etc/passwd",
            "elsewhere",
            "installation/TORIMATOME.toml",
            "installation/a\u{0}b",
        ];
        for path in wrong {
            assert!(matches!(manifest(&[path]).targets("state"), Err(Unfit::Path(_))), "{path}");
        }
    }

    #[test]
    fn what_every_backup_has_must_be_there() {
        let mut without = manifest(&[]);
        without.files.remove(0);
        assert_eq!(without.targets("state"), Err(Unfit::Missing(DATABASE)));
    }
}
