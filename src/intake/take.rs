//! Taking a file: open, copy, look again, keep, receive. Until the last step's COMMIT it is still the inbox's.
#![expect(clippy::disallowed_methods, reason = "opens inbox files")]

use std::fs::{self, File, OpenOptions};
use std::io;

use uuid::Uuid;

use super::folders;
use super::found::{Found, Kind, Stat};
use crate::diagnostic::Problem;
use crate::failpoint;
use crate::spool::{Copied, CopyError, Spool};
use crate::store::{Kept, Received, Sighting, Store, StoreError, Tidied};

/// Prefix of the spool name of a note that stands for something that was not copied (a FIFO, a file too large).
pub const NOTE_PREFIX: &str = "note-";

/// Why a file could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum TakeError {
    /// The spool refused (a full or broken disk). Trying again later may help.
    #[error("{0}")]
    Io(#[from] io::Error),
    /// The store refused.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What came of taking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// A new submission.
    New,
    /// It was taken before and waits to be tidied, or is a draft.
    Known,
    /// It changed while it was taken, or is not there any more, or may not be opened now: settle again.
    NotReady(String),
}

/// Takes one file (intake steps 3 and 5–8). `kept` is what the store remembers of a file in 受付済.
pub fn take(spool: &Spool, store: &mut dyn Store, found: &Found, kept: Option<&Kept>, size_max: u64, at: &str) -> Result<Taken, TakeError> {
    if let Some(problem) = unreadable(found.kind, found.stat.size, size_max) {
        let note = serde_json::to_vec(&problem).map_err(StoreError::from)?;
        let sha256 = spool.put(&note)?;
        let sighting = sighting(found, &format!("{NOTE_PREFIX}{sha256}"), &found.stat);
        return receive(store, &sighting, at);
    }
    let mut file = match open(found) {
        Ok(file) => file,
        Err(error) => return Ok(Taken::NotReady(error.to_string())),
    };
    let before = match file.metadata() {
        Ok(metadata) => Stat::of(&metadata),
        Err(error) => return Ok(Taken::NotReady(error.to_string())),
    };
    if before != found.stat {
        // What stood still is not what was opened: it was replaced since the scan, and may still be growing.
        return Ok(Taken::NotReady("it changed since it was looked at".to_owned()));
    }
    let copied = match spool.copy_in(&mut file, size_max) {
        Ok(copied) => copied,
        // One file that cannot be read holds up nobody else's.
        Err(CopyError::Source(error)) => return Ok(Taken::NotReady(error.to_string())),
        Err(CopyError::Spool(error)) => return Err(error.into()),
    };
    failpoint::at("intake-copied");
    if !unchanged(found, &file, &before, &copied) {
        Spool::discard(copied);
        return Ok(Taken::NotReady("it changed while it was copied".to_owned()));
    }
    failpoint::at("intake-rechecked");
    if let Some(kept) = kept.filter(|kept| kept.sha256 == copied.sha256) {
        // Touched but not changed: what lies in 受付済 is what was taken.
        let kept = Kept { size: before.size, mtime: before.mtime.clone(), ..kept.clone() };
        let same = sighting(found, &copied.sha256, &before);
        Spool::discard(copied);
        store.tidied(&Tidied { sighting: &same, kept: Some((&found.key, &kept)) })?;
        return Ok(Taken::Known);
    }
    let sha256 = spool.keep(copied)?;
    failpoint::at("intake-kept");
    receive(store, &sighting(found, &sha256, &before), at)
}

/// Things that are never opened or copied, by their kind and size in bytes.
#[must_use]
pub fn unreadable(kind: Kind, size: u64, size_max: u64) -> Option<Problem> {
    match kind {
        Kind::File if size > size_max => Some(Problem::TooLarge { what: "bytes".to_owned(), found: size, max: size_max }),
        Kind::File => None,
        Kind::Folder | Kind::Link | Kind::Fifo | Kind::Socket | Kind::Device => Some(Problem::NotAFile { kind: kind.name().to_owned() }),
    }
}

/// Intake step 3: without following links and without blocking on what turned into a FIFO since the scan.
pub(super) fn open(found: &Found) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::CLOEXEC;
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or(0));
    }
    if !folders::are_real(&found.path, &found.key) {
        return Err(io::Error::other("a link stands in the place of its folder"));
    }
    let file = options.open(&found.path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is no longer a regular file")) }
}

/// Intake step 6: the handle and the path still say what they said before the copy.
fn unchanged(found: &Found, file: &File, before: &Stat, copied: &Copied) -> bool {
    let handle = file.metadata().map(|metadata| Stat::of(&metadata));
    let path = fs::symlink_metadata(&found.path).map(|metadata| Stat::of(&metadata));
    let same = handle.is_ok_and(|stat| &stat == before) && path.is_ok_and(|stat| &stat == before) && copied.size == before.size;
    // Looked at after the path: the very file that was opened lies in the inbox, and no link led elsewhere on the way.
    same && folders::are_real(&found.path, &found.key)
}

/// Intake step 8: COMMIT is acceptance.
fn receive(store: &mut dyn Store, sighting: &Sighting, at: &str) -> Result<Taken, TakeError> {
    let received = store.receive(&Uuid::new_v4().to_string(), sighting, at)?;
    failpoint::at("intake-received");
    Ok(match received {
        Received::New => Taken::New,
        Received::Known(_) => Taken::Known,
    })
}

fn sighting(found: &Found, sha256: &str, stat: &Stat) -> Sighting {
    Sighting {
        path: found.key.clone(),
        folder: found.folder.clone(),
        file: found.file.clone(),
        sha256: sha256.to_owned(),
        size: stat.size,
        identity: stat.identity.clone(),
        mtime: stat.mtime.clone(),
    }
}
