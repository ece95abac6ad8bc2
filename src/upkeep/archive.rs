//! The archive of a backup: one file, so that it is whole or not there, that any zip program opens.
#![expect(clippy::disallowed_methods, reason = "the adapter that writes and reads backups")]

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, Write};
use std::path::Path;

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::manifest::{Entry, FORMAT, Manifest, NAME};
use crate::spool::to_hex;

/// Bytes copied at a time.
const CHUNK: usize = 256 * 1024;
/// Longest list of files: a hundred times what the largest city needs.
const MANIFEST_MAX: u64 = 256 * 1024 * 1024;

/// How a file is put into the archive.
#[derive(Debug, Clone, Copy)]
pub(super) enum Packing {
    /// As it is: workbooks are compressed already.
    Stored,
    /// Compressed: the database and texts.
    Deflated,
}

/// An archive that is being written.
pub(super) struct Packer<W: Write + Seek> {
    zip: ZipWriter<W>,
    pub(super) files: Vec<Entry>,
}

impl<W: Write + Seek> Packer<W> {
    pub(super) fn new(target: W) -> Self {
        Self { zip: ZipWriter::new(target), files: Vec::new() }
    }

    /// Adds a file, hashing on the way.
    pub(super) fn add(&mut self, path: &str, source: &mut impl Read, packing: Packing) -> io::Result<()> {
        self.start(path, packing)?;
        let (size, sha256) = copy(source, &mut self.zip, u64::MAX)?;
        self.files.push(Entry { path: path.to_owned(), size, sha256 });
        Ok(())
    }

    /// Adds the list of files, which is the last thing that is written.
    pub(super) fn finish(mut self, manifest: &Manifest) -> io::Result<W> {
        self.start(NAME, Packing::Deflated)?;
        serde_json::to_writer(&mut self.zip, manifest)?;
        Ok(self.zip.finish()?)
    }

    fn start(&mut self, path: &str, packing: Packing) -> io::Result<()> {
        let method = match packing {
            Packing::Stored => CompressionMethod::Stored,
            Packing::Deflated => CompressionMethod::Deflated,
        };
        // Room for a database of more than 4 GB.
        let options = SimpleFileOptions::default().compression_method(method).large_file(true).unix_permissions(0o640);
        Ok(self.zip.start_file(path, options)?)
    }
}

/// A backup that is being read.
pub(super) struct Unpacker {
    zip: ZipArchive<BufReader<File>>,
    pub(super) manifest: Manifest,
}

/// Why a backup cannot be read.
#[derive(Debug)]
pub(super) enum Unreadable {
    /// The file system.
    Io(io::Error),
    /// No archive, or cut short, or without its list.
    NotWhole(String),
    /// Of a newer program.
    Newer(String),
    /// A file in it is not what the list says.
    Changed(String),
}

impl Unpacker {
    pub(super) fn open(path: &Path) -> Result<Self, Unreadable> {
        let file = File::open(path).map_err(Unreadable::Io)?;
        if !file.metadata().map_err(Unreadable::Io)?.is_file() {
            return Err(Unreadable::NotWhole("not a file".to_owned()));
        }
        let not_whole = |error: &dyn std::fmt::Display| Unreadable::NotWhole(error.to_string());
        let mut zip = ZipArchive::new(BufReader::new(file)).map_err(|error| not_whole(&error))?;
        let mut text = Vec::new();
        zip.by_name(NAME)
            .map_err(|error| not_whole(&error))?
            .take(MANIFEST_MAX)
            .read_to_end(&mut text)
            .map_err(|error| not_whole(&error))?;
        // The format first: a newer list may have another shape.
        let shape: serde_json::Value = serde_json::from_slice(&text).map_err(|error| not_whole(&error))?;
        if shape.get("format").and_then(serde_json::Value::as_u64).is_some_and(|format| format > u64::from(FORMAT)) {
            return Err(Unreadable::Newer(shape.get("program").and_then(serde_json::Value::as_str).unwrap_or("?").to_owned()));
        }
        let manifest: Manifest = serde_json::from_value(shape).map_err(|error| not_whole(&error))?;
        Ok(Self { zip, manifest })
    }

    /// Copies a file out of the archive; refuses bytes that are not what the list says.
    pub(super) fn copy_out(&mut self, entry: &Entry, target: &mut impl Write) -> Result<(), Unreadable> {
        let changed = || Unreadable::Changed(entry.path.clone());
        let mut source = self.zip.by_name(&entry.path).map_err(|_| changed())?;
        // One byte more than it may have shows that it has more.
        match copy(&mut source, &mut Refusing(target), entry.size.saturating_add(1)) {
            Ok((size, sha256)) if size == entry.size && sha256 == entry.sha256 => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::WriteZero || is_the_targets(&error) => Err(Unreadable::Io(error)),
            Ok(_) | Err(_) => Err(changed()),
        }
    }

    /// Reads every file and throws it away.
    pub(super) fn verify(&mut self, tell: &mut dyn FnMut(usize, usize)) -> Result<(), Unreadable> {
        let files = self.manifest.files.clone();
        for (done, entry) in files.iter().enumerate() {
            tell(done, files.len());
            self.copy_out(entry, &mut io::sink())?;
        }
        Ok(())
    }
}

/// An error of the place that is written to, told from one of the archive.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Target(io::Error);

struct Refusing<'a, W: Write>(&'a mut W);

impl<W: Write> Write for Refusing<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(|error| io::Error::new(error.kind(), Target(error)))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn is_the_targets(error: &io::Error) -> bool {
    error.get_ref().and_then(|inner| inner.downcast_ref::<Target>()).is_some()
}

/// Copies at most `most` bytes; their number and hash.
fn copy(source: &mut impl Read, target: &mut impl Write, most: u64) -> io::Result<(u64, String)> {
    let mut source = source.take(most);
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; CHUNK];
    let mut size = 0_u64;
    loop {
        let count = source.read(&mut buffer)?;
        let Some(chunk) = buffer.get(..count).filter(|chunk| !chunk.is_empty()) else { break };
        size += count as u64;
        hasher.update(chunk);
        target.write_all(chunk)?;
    }
    Ok((size, to_hex(&hasher.finalize())))
}
