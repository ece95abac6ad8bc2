//! Writing into the outbox: whole files only, and never over something a person changed or has open.
#![expect(clippy::disallowed_methods, reason = "looks at outbox files")]

use std::fs;
use std::io;
use std::path::Path;

use tracing::{error, info, warn};

use super::lock::Turn;
use super::{WorkError, Worker};
use crate::failpoint;
use crate::intake::locks_of;
use crate::spool::sha256_hex;
use crate::store::PendingOutput;
use crate::whole_file::{sweep_unfinished, write_whole};

/// Most versions of one file beside each other.
const VERSIONS_MAX: u32 = 999;
/// Longest file that can be one of ours.
const BYTES_MAX: u64 = 256 << 20;

impl Worker {
    /// Writes the files that wait; returns their paths below the outbox. One that cannot be written waits on and does
    /// not hold up the others.
    pub(super) fn write_outputs(&mut self, at: &str) -> Result<Vec<String>, WorkError> {
        let _turn = Turn::wait(&self.installation.state(), "outbox")?;
        let mut written = Vec::new();
        for output in self.store.pending_outputs()? {
            match self.write_output(&output) {
                Ok(path) => {
                    failpoint::at("output-written");
                    self.store.output_written(&output.id, &path, at)?;
                    info!(path, "written");
                    written.push(path);
                }
                Err(error) => error!(path = output.path, %error, "not written; it is tried again"),
            }
        }
        Ok(written)
    }

    /// Fails when a file below `folder` (below the outbox; `""` is all of it) still waits: for commands that were asked
    /// to write it and have nothing else to do.
    pub(super) fn all_written_below(&self, folder: &str) -> Result<(), WorkError> {
        match self.store.pending_outputs()?.iter().find(|output| output.path.starts_with(folder)) {
            Some(output) => Err(WorkError::NotWritten(self.installation.outbox().join(&output.path))),
            None => Ok(()),
        }
    }

    /// Removes the half-written files of a process that was killed: once, and where something waits. What is only checked
    /// leaves nothing that waits.
    pub(super) fn sweep_outbox(&mut self) -> Result<(), WorkError> {
        let outbox = self.installation.outbox();
        let _turn = Turn::wait(&self.installation.state(), "outbox")?;
        if (std::mem::replace(&mut self.swept, true) && self.store.pending_outputs()?.is_empty()) || !outbox.is_dir() {
            return Ok(());
        }
        sweep_unfinished(&outbox).map_err(WorkError::io(&outbox))
    }

    /// Writes one file and returns the path it got: its own, or the next version's where the old one is not ours any more.
    fn write_output(&self, output: &PendingOutput) -> Result<String, WorkError> {
        let outbox = self.installation.outbox();
        for version in 1..=VERSIONS_MAX {
            let path = versioned(&output.path, version);
            let target = outbox.join(&path);
            let ours = match standing_there(&target).map_err(WorkError::io(&target))? {
                There::Nothing => true,
                There::File(sha256) if sha256 == output.sha256 => return Ok(path),
                There::File(sha256) => !is_open(&target) && self.store.written_at(&path)? == Some(sha256),
                There::Foreign => false,
            };
            if !ours {
                warn!(path, "changed by hand or open in another program: the new one gets the next number");
                continue;
            }
            let bytes = self.spool.get(&output.sha256).map_err(WorkError::io(self.spool.object(&output.sha256)))?;
            write_whole(&target, &bytes).map_err(WorkError::io(&target))?;
            return Ok(path);
        }
        Err(WorkError::Io { path: outbox.join(&output.path), error: io::Error::other("there are too many versions") })
    }
}

/// What stands at a path.
enum There {
    Nothing,
    /// A file, by the hash of its bytes.
    File(String),
    /// What cannot be one of ours and is not looked into: a FIFO would never end, a link may lead anywhere.
    Foreign,
}

fn standing_there(target: &Path) -> io::Result<There> {
    match fs::symlink_metadata(target) {
        Ok(there) if there.is_file() && there.len() <= BYTES_MAX => Ok(There::File(sha256_hex(&fs::read(target)?))),
        Ok(_) => Ok(There::Foreign),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(There::Nothing),
        Err(error) => Err(error),
    }
}

/// `a/b.xlsx`, `a/b（2）.xlsx`, …
fn versioned(path: &str, version: u32) -> String {
    if version == 1 {
        return path.to_owned();
    }
    match path.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}（{version}）.{extension}"),
        None => format!("{path}（{version}）"),
    }
}

/// Whether Excel or LibreOffice has laid its lock file beside it.
fn is_open(target: &Path) -> bool {
    let locks = target.file_name().map(locks_of).unwrap_or_default();
    locks.iter().any(|lock| target.with_file_name(lock).exists())
}
