//! A thing found in the inbox.

use std::fs::{FileType, Metadata};
use std::path::PathBuf;
use std::time::UNIX_EPOCH;

/// What a thing is to the file system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder where files belong.
    Folder,
    /// A symbolic link: never followed.
    Link,
    /// A named pipe: never opened.
    Fifo,
    /// A socket: never opened.
    Socket,
    /// A device: never opened.
    Device,
}

impl Kind {
    /// Tells the kind from metadata that did not follow links.
    #[must_use]
    pub fn of(metadata: &Metadata) -> Self {
        let kind = metadata.file_type();
        if kind.is_file() {
            Self::File
        } else if kind.is_dir() {
            Self::Folder
        } else if kind.is_symlink() {
            Self::Link
        } else {
            special(kind)
        }
    }

    /// The word of a finding.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Folder => "folder",
            Self::Link => "link",
            Self::Fifo => "fifo",
            Self::Socket => "socket",
            Self::Device => "device",
        }
    }
}

/// What a file's metadata say; two equal ones mean that it stood still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stat {
    /// Inode (empty where the system has none).
    pub identity: String,
    /// Bytes.
    pub size: u64,
    /// Modification time in nanoseconds since 1970.
    pub mtime: String,
}

impl Stat {
    /// Reads metadata.
    #[must_use]
    pub fn of(metadata: &Metadata) -> Self {
        let mtime = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Self {
            identity: identity(metadata),
            size: metadata.len(),
            mtime: mtime.map_or_else(String::new, |since| since.as_nanos().to_string()),
        }
    }
}

impl Stat {
    /// Of a thing that is told once and never opened (a folder in which people save is not a new one each time).
    #[must_use]
    pub fn standing(metadata: &Metadata) -> Self {
        Self { identity: identity(metadata), size: 0, mtime: String::new() }
    }
}

#[cfg(unix)]
fn special(kind: FileType) -> Kind {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        Kind::Fifo
    } else if kind.is_socket() {
        Kind::Socket
    } else {
        Kind::Device
    }
}

#[cfg(not(unix))]
fn special(_kind: FileType) -> Kind {
    Kind::Device
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> String {
    use std::os::unix::fs::MetadataExt;
    // Without the device: a share has another number after each restart, and its files are still the same.
    metadata.ino().to_string()
}

#[cfg(not(unix))]
fn identity(_metadata: &Metadata) -> String {
    String::new()
}

/// A thing found in the inbox.
#[derive(Debug, Clone)]
pub struct Found {
    /// Where.
    pub path: PathBuf,
    /// Its path below the inbox as a key: `/` between parts, bytes that are not UTF-8 percent-coded.
    pub key: String,
    /// The department folder it lies in.
    pub folder: Option<String>,
    /// Its name, for people.
    pub file: String,
    /// What it is.
    pub kind: Kind,
    /// Its metadata.
    pub stat: Stat,
    /// Whether it lies in 受付済.
    pub accepted: bool,
    /// Whether a program has it open (a fresh lock file lies beside it).
    pub open_elsewhere: bool,
}
