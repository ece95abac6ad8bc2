//! The spool: originals and files to write, by the hash of their bytes. Nothing that lies here is ever
//! deleted, unless a person approved the disposal of a round that is over (`upkeep`).
#![expect(clippy::disallowed_methods, reason = "the spool's adapter")]

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::whole_file::sync_directory;

/// Bytes copied at a time.
const CHUNK: usize = 64 * 1024;

/// `tmp/` for what is still being copied, `objects/` for what is whole.
#[derive(Debug, Clone)]
pub struct Spool {
    root: PathBuf,
}

/// A file copied into `tmp/`, synced, and its hash.
#[derive(Debug)]
pub struct Copied {
    path: PathBuf,
    /// SHA-256 (hex).
    pub sha256: String,
    /// Bytes.
    pub size: u64,
}

/// Which side of a copy failed.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The file that was being taken: it is left alone and looked at again.
    #[error("{0}")]
    Source(io::Error),
    /// The spool: nothing can be taken any more.
    #[error("{0}")]
    Spool(io::Error),
}

impl Spool {
    /// Opens a spool and empties `tmp/`: what lies there was never accepted.
    pub fn open(root: &Path) -> io::Result<Self> {
        let spool = Self { root: root.to_path_buf() };
        let tmp = spool.tmp();
        if tmp.exists() {
            fs::remove_dir_all(&tmp)?;
        }
        fs::create_dir_all(&tmp)?;
        fs::create_dir_all(spool.objects())?;
        Ok(spool)
    }

    /// A spool that another process may be using: `tmp/` is left alone.
    pub fn join(root: &Path) -> io::Result<Self> {
        let spool = Self { root: root.to_path_buf() };
        fs::create_dir_all(spool.tmp())?;
        fs::create_dir_all(spool.objects())?;
        Ok(spool)
    }

    /// A spool that is only looked at: no folder is made.
    #[must_use]
    pub fn at(root: &Path) -> Self {
        Self { root: root.to_path_buf() }
    }

    fn tmp(&self) -> PathBuf {
        self.root.join("tmp")
    }

    fn objects(&self) -> PathBuf {
        self.root.join("objects")
    }

    /// Where the object with this hash lies.
    #[must_use]
    pub fn object(&self, sha256: &str) -> PathBuf {
        self.objects().join(sha256)
    }

    /// Intake step 5: copies into `tmp/`, hashing on the way, and syncs. At most `size_max` bytes are read.
    pub fn copy_in(&self, source: &mut impl Read, size_max: u64) -> Result<Copied, CopyError> {
        let path = self.tmp().join(Uuid::new_v4().to_string());
        let copied = copy(source, &path, size_max);
        if copied.is_err() {
            // Best effort: the next start empties `tmp/`.
            let _ = fs::remove_file(&path);
        }
        let (sha256, size) = copied?;
        Ok(Copied { path, sha256, size })
    }

    /// Throws a copy away (intake step 6 found that the file had changed).
    pub fn discard(copied: Copied) {
        let _ = fs::remove_file(copied.path);
    }

    /// Intake step 7: gives a copy its name and syncs the directory. The same bytes twice are one object.
    pub fn keep(&self, copied: Copied) -> io::Result<String> {
        let target = self.object(&copied.sha256);
        if target.exists() {
            fs::remove_file(&copied.path)?;
        } else {
            fs::rename(&copied.path, &target)?;
        }
        sync_directory(&self.objects())?;
        Ok(copied.sha256)
    }

    /// Puts bytes of our own making into the spool.
    pub fn put(&self, bytes: &[u8]) -> io::Result<String> {
        match self.copy_in(&mut &*bytes, u64::MAX) {
            Ok(copied) => self.keep(copied),
            Err(CopyError::Source(error) | CopyError::Spool(error)) => Err(error),
        }
    }

    /// The object's bytes. Bytes that are not what their name says (a broken disk, a backup that was cut short) are
    /// nobody's return and are never handed out.
    pub fn get(&self, sha256: &str) -> io::Result<Vec<u8>> {
        let bytes = fs::read(self.object(sha256))?;
        if sha256_hex(&bytes) == sha256 {
            Ok(bytes)
        } else {
            Err(io::Error::new(io::ErrorKind::InvalidData, "the bytes are not those that were kept under this name"))
        }
    }

    /// Removes an object that was disposed of; `false` where it was gone.
    pub fn remove(&self, sha256: &str) -> io::Result<bool> {
        match fs::remove_file(self.object(sha256)) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }
}

fn copy(source: &mut impl Read, path: &Path, size_max: u64) -> Result<(String, u64), CopyError> {
    let mut target = File::create(path).map_err(CopyError::Spool)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; CHUNK];
    let mut size = 0_u64;
    loop {
        let count = source.read(&mut buffer).map_err(CopyError::Source)?;
        let Some(chunk) = buffer.get(..count).filter(|chunk| !chunk.is_empty()) else { break };
        size = size.saturating_add(count as u64);
        if size > size_max {
            return Err(CopyError::Source(io::Error::new(io::ErrorKind::FileTooLarge, "the file grew beyond the limit")));
        }
        hasher.update(chunk);
        target.write_all(chunk).map_err(CopyError::Spool)?;
    }
    target.sync_all().map_err(CopyError::Spool)?;
    Ok((to_hex(&hasher.finalize()), size))
}

/// SHA-256 (hex) of bytes.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    to_hex(&Sha256::digest(bytes))
}

/// Bytes as lower-case hexadecimal digits.
#[must_use]
pub fn to_hex(digest: &[u8]) -> String {
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        for half in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
        text
    })
}
