//! The spool: originals and files to write, by the hash of their bytes. Nothing that lies here is ever deleted.
#![expect(clippy::disallowed_methods, reason = "the spool's adapter")]

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::failpoint;

/// Bytes copied at a time.
const CHUNK: usize = 64 * 1024;

/// Beginning and end of the name of a file that is not whole yet.
const UNFINISHED: (&str, &str) = (".torimatome-", ".tmp");

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

    /// Intake step 5: copies into `tmp/`, hashing on the way, and syncs.
    pub fn copy_in(&self, source: &mut impl Read, size_max: u64) -> io::Result<Copied> {
        let path = self.tmp().join(Uuid::new_v4().to_string());
        let mut target = File::create(&path)?;
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; CHUNK];
        let mut size = 0_u64;
        loop {
            let count = source.read(&mut buffer)?;
            let Some(chunk) = buffer.get(..count).filter(|chunk| !chunk.is_empty()) else { break };
            size = size.saturating_add(count as u64);
            if size > size_max {
                let _ = fs::remove_file(&path);
                return Err(io::Error::new(io::ErrorKind::FileTooLarge, "the file grew beyond the limit"));
            }
            hasher.update(chunk);
            target.write_all(chunk)?;
        }
        target.sync_all()?;
        Ok(Copied { path, sha256: hex(&hasher.finalize()), size })
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
        let copied = self.copy_in(&mut &*bytes, u64::MAX)?;
        self.keep(copied)
    }

    /// The object's bytes.
    pub fn get(&self, sha256: &str) -> io::Result<Vec<u8>> {
        fs::read(self.object(sha256))
    }
}

/// Writes a file so that a reader sees all of it or none: temporary name, sync, rename, sync.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(UNFINISHED.0).suffix(UNFINISHED.1).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    failpoint::at("output-before-rename");
    let file = file.persist(path).map_err(|error| error.error)?;
    share_readable(&file)?;
    sync_directory(folder)
}

/// Removes what a crash left half written below a folder, one level of folders deep.
pub fn sweep_unfinished(folder: &Path) -> io::Result<()> {
    let folders = fs::read_dir(folder)?.filter_map(Result::ok).filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    for folder in folders.map(|entry| entry.path()).chain([folder.to_path_buf()]) {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let ours = name.to_str().is_some_and(|name| name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1));
            if ours && entry.file_type()?.is_file() {
                fs::remove_file(entry.path())?;
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

/// SHA-256 (hex) of bytes.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        for half in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
        text
    })
}
