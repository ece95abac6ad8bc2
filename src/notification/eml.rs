//! The folder of `.eml` files: the transport that needs no server. An adapter: the only file here that touches a disk.
#![expect(clippy::disallowed_methods, reason = "this adapter writes the mail folder")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{LIST_NAME, ListRow, list_csv};
use crate::domain::Lang;
use crate::whole_file::{sweep_unfinished, sync_directory, write_whole};

/// Why a mail was not written.
#[derive(Debug, thiserror::Error)]
pub enum EmlError {
    /// Not a plain file name ending in `.eml` or `.txt`.
    #[error("{name:?} is not the name of a mail file")]
    Name {
        /// The name.
        name: String,
    },
    /// A mail of this name stands there with other bytes. It stays as it is; trying again does not help.
    #[error("{path} holds another mail of this name; it was left as it is")]
    Differs {
        /// The file.
        path: PathBuf,
    },
    /// The disk or the share. Trying again may help.
    #[error("{path} could not be written: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl EmlError {
    /// Whether trying again may help.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        matches!(self, Self::Io { .. })
    }
}

/// What delivering did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivered {
    /// The file was written.
    Written,
    /// It was there already, byte by byte: an earlier run had got this far.
    AlreadyThere,
}

/// A folder of mails.
#[derive(Debug, Clone)]
pub struct EmlFolder {
    folder: PathBuf,
}

impl EmlFolder {
    /// Mails in this folder, which is made when the first one is written.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Writes `name` once. A crash leaves either nothing or the whole file; the same mail again changes nothing.
    pub fn deliver(&self, name: &str, bytes: &[u8]) -> Result<Delivered, EmlError> {
        let path = self.folder.join(checked(name)?);
        match fs::read(&path) {
            Ok(there) if there == bytes => {
                // It may be there without having reached the disk: an earlier run ended between rename and fsync.
                self.sync_folder()?;
                return Ok(Delivered::AlreadyThere);
            }
            Ok(_) => return Err(EmlError::Differs { path }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(EmlError::Io { path, source }),
        }
        Self::write(&path, bytes)?;
        Ok(Delivered::Written)
    }

    /// Writes 一覧.csv anew from all rows.
    pub fn write_list(&self, rows: &[ListRow], lang: Lang) -> Result<(), EmlError> {
        Self::write(&self.folder.join(LIST_NAME), &list_csv(rows, lang))
    }

    /// Removes what a process that was killed left half written.
    pub fn sweep(&self) -> Result<(), EmlError> {
        let swept = if self.folder.is_dir() { sweep_unfinished(&self.folder) } else { Ok(()) };
        swept.map_err(|source| EmlError::Io { path: self.folder.clone(), source })
    }

    fn write(path: &Path, bytes: &[u8]) -> Result<(), EmlError> {
        write_whole(path, bytes).map_err(|source| EmlError::Io { path: path.to_owned(), source })
    }

    fn sync_folder(&self) -> Result<(), EmlError> {
        sync_directory(&self.folder).map_err(|source| EmlError::Io { path: self.folder.clone(), source })
    }
}

fn checked(name: &str) -> Result<&str, EmlError> {
    let plain =
        name.len() <= 200 && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')) && !name.starts_with('.');
    let extension = Path::new(name).extension().is_some_and(|extension| extension == "eml" || extension == "txt");
    if plain && extension { Ok(name) } else { Err(EmlError::Name { name: name.to_owned() }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delivering_twice_is_delivering_once_and_another_mail_is_never_overwritten() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = EmlFolder::new(place.path().join("mail"));
        assert_eq!(folder.deliver("a.eml", b"one").ok(), Some(Delivered::Written));
        assert_eq!(folder.deliver("a.eml", b"one").ok(), Some(Delivered::AlreadyThere));
        let error = folder.deliver("a.eml", b"two").expect_err("differs");
        assert!(!error.is_temporary());
        assert_eq!(fs::read(place.path().join("mail/a.eml")).ok().as_deref(), Some(&b"one"[..]));
        assert_eq!(fs::read_dir(place.path().join("mail")).expect("folder").count(), 1, "nothing else is left behind");
    }

    #[test]
    fn a_name_cannot_leave_the_folder() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = EmlFolder::new(place.path());
        for name in ["../a.eml", "a/b.eml", "a\\b.eml", ".a.eml", "a", "a.exe", "", "a\n.eml"] {
            assert!(matches!(folder.deliver(name, b""), Err(EmlError::Name { .. })), "{name:?}");
        }
    }

    #[test]
    fn the_list_is_written_anew_each_time() {
        let place = tempfile::tempdir().expect("a folder");
        let folder = EmlFolder::new(place.path());
        folder.write_list(&[], Lang::Ja).expect("written");
        folder.write_list(&[], Lang::En).expect("written");
        let text = fs::read_to_string(place.path().join(LIST_NAME)).expect("readable");
        assert!(text.contains("Recipient"));
    }

    #[test]
    fn a_folder_that_cannot_be_made_may_be_tried_again() {
        let place = tempfile::tempdir().expect("a folder");
        fs::write(place.path().join("mail"), "a file in the way").expect("written");
        let error = EmlFolder::new(place.path().join("mail")).deliver("a.eml", b"one").expect_err("no folder");
        assert!(error.is_temporary());
    }
}
