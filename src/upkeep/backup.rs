//! `backup`: one file that is whole or not there, made while `run` goes on working.
//!
//! The database first, then the files of the spool that this snapshot refers to: what is taken meanwhile lies in the spool
//! before the database says so, and is in the next backup. The new file is read back before it gets its name, and older
//! ones go only after that.
#![expect(clippy::disallowed_methods, reason = "writes a backup")]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::archive::{Packer, Packing, Unpacker, Unreadable};
use super::contents::contents;
use super::dispose::kept_objects;
use super::manifest::{DATABASE, FORMAT, Manifest, SPOOL};
use super::old_backups::{name_at, remove_old};
use super::turn::Turn;
use super::{Progress, UpkeepError};
use crate::config::Config;
use crate::domain::Civil;
use crate::failpoint;
use crate::spool::Spool;
use crate::store::{SqliteStore, Store};
use crate::whole_file::{sync_directory, write_whole};
use crate::worker::stamp;

/// Below the state: when and where the last backup was made.
pub const LAST_BACKUP: &str = "last-backup.json";
/// Below the state: the word by which backups of this installation know each other.
const IDENTITY: &str = "installation-id";
/// Beginning and end of a backup that is not whole yet.
const UNFINISHED: (&str, &str) = (".torimatome-backup-", ".part");
/// After so long nobody is writing an unfinished one any more.
const ABANDONED: Duration = Duration::from_secs(12 * 60 * 60);

/// A backup that was made.
#[derive(Debug, Serialize)]
pub struct Backup {
    /// Where it lies.
    pub path: PathBuf,
    /// Files in it.
    pub files: usize,
    /// Bytes of it.
    pub size: u64,
    /// What it should hold and does not: lost or damaged before.
    pub lost: Vec<String>,
    /// Older ones that were removed.
    pub removed: Vec<PathBuf>,
}

/// What `doctor` knows of the last one.
#[derive(Debug, Serialize, Deserialize)]
pub struct LastBackup {
    /// Where it was put.
    pub path: PathBuf,
    /// Civil time, ISO 8601.
    pub made_at: String,
}

/// Makes a backup of the installation in `root` and puts it into `folder`.
pub fn back_up(root: &Path, config: &Config, folder: &Path, now: Civil, tell: Progress<'_>) -> Result<Backup, UpkeepError> {
    let state = root.join(&config.folders.state);
    let database = state.join(DATABASE);
    if !database.exists() {
        return Err(UpkeepError::Nothing(root.to_path_buf()));
    }
    let _turn = Turn::take(&state)?;
    fs::create_dir_all(folder).map_err(UpkeepError::io(folder))?;
    sweep(folder);
    let installation = identity(&state)?;
    let copy = tempfile::Builder::new().prefix("snapshot-").tempdir_in(work_folder(&state)?).map_err(UpkeepError::io(&state))?;
    let copied = copy.path().join(DATABASE);
    let schema = SqliteStore::snapshot(&database, &copied)?;
    failpoint::at("backup-snapshot");

    let target = folder.join(name_at(now));
    let file = tempfile::Builder::new().prefix(UNFINISHED.0).suffix(UNFINISHED.1).tempfile_in(folder).map_err(UpkeepError::io(folder))?;
    let found = contents(root, config);
    let mut manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        installation,
        made_at: stamp(now),
        schema,
        files: Vec::new(),
        lost: found.missing,
        outside: found.outside,
    };
    let mut packer = Packer::new(BufWriter::new(file));
    let mut add = |path: &str, from: &Path, packing| packer.add(path, &mut File::open(from)?, packing);
    add(DATABASE, &copied, Packing::Deflated).map_err(UpkeepError::io(&target))?;
    for (path, from) in &found.files {
        add(path, from, Packing::Deflated).map_err(UpkeepError::io(from))?;
    }
    let objects = objects_of(&copied)?;
    let spool = Spool::at(&state.join("spool"));
    for (done, sha256) in objects.iter().enumerate() {
        tell(done, objects.len() * 2);
        // Read whole, so that a damaged file is told and not carried along. A full disk is another matter.
        match spool.get(sha256) {
            Ok(bytes) => {
                packer.add(&format!("{SPOOL}{sha256}"), &mut bytes.as_slice(), Packing::Stored).map_err(UpkeepError::io(&target))?;
            }
            Err(_) => manifest.lost.push(format!("{SPOOL}{sha256}")),
        }
    }
    manifest.files.clone_from(&packer.files);
    let file = packer.finish(&manifest).and_then(|file| Ok(file.into_inner()?)).map_err(UpkeepError::io(&target))?;
    file.as_file().sync_all().map_err(UpkeepError::io(&target))?;
    let count = objects.len();
    read_back(file.path(), &target, &mut |done, files| tell(count + done * count / files.max(1), count * 2))?;
    let size = file.as_file().metadata().map_err(UpkeepError::io(&target))?.len();
    failpoint::at("backup-before-rename");
    file.persist_noclobber(&target).map_err(|error| UpkeepError::Io { path: target.clone(), error: error.error })?;
    sync_directory(folder).map_err(UpkeepError::io(folder))?;

    let last = LastBackup { path: target.clone(), made_at: manifest.made_at.clone() };
    let last = serde_json::to_vec_pretty(&last).map_err(io::Error::from).map_err(UpkeepError::io(&state))?;
    write_whole(&state.join(LAST_BACKUP), &last).map_err(UpkeepError::io(&state))?;
    let removed = remove_old(folder, &manifest.installation, config.retention.backups).map_err(UpkeepError::io(folder))?;
    Ok(Backup { path: target, files: manifest.files.len(), size, lost: manifest.lost, removed })
}

/// What the database refers to in the spool, by its snapshot. Opening brings the snapshot, and not the original, to this
/// program's schema.
fn objects_of(snapshot: &Path) -> Result<BTreeSet<String>, UpkeepError> {
    // A copy of the copy: what goes into the backup stays as the program before wrote it.
    let twin = snapshot.with_extension("look");
    fs::copy(snapshot, &twin).map_err(UpkeepError::io(&twin))?;
    let store = SqliteStore::open(&twin)?;
    let mut objects = kept_objects(&store)?;
    objects.extend(store.output_objects()?);
    Ok(objects)
}

fn read_back(written: &Path, target: &Path, tell: &mut dyn FnMut(usize, usize)) -> Result<(), UpkeepError> {
    let checked = Unpacker::open(written).and_then(|mut backup| backup.verify(tell));
    checked.map_err(|error| {
        let detail = match error {
            Unreadable::Io(error) => error.to_string(),
            Unreadable::NotWhole(detail) | Unreadable::Newer(detail) | Unreadable::Changed(detail) => detail,
        };
        UpkeepError::NotReadBack { path: target.to_path_buf(), detail }
    })
}

/// A folder of our own below the state; what a killed backup left in it goes.
fn work_folder(state: &Path) -> Result<PathBuf, UpkeepError> {
    let folder = state.join("backup-work");
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(UpkeepError::io(&folder))?;
    }
    fs::create_dir_all(&folder).map_err(UpkeepError::io(&folder))?;
    Ok(folder)
}

fn identity(state: &Path) -> Result<String, UpkeepError> {
    let path = state.join(IDENTITY);
    if let Some(known) = fs::read_to_string(&path).ok().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()) {
        return Ok(known);
    }
    let new = uuid::Uuid::new_v4().to_string();
    write_whole(&path, new.as_bytes()).map_err(UpkeepError::io(&path))?;
    Ok(new)
}

/// Removes what a killed backup left behind. Another installation may be writing its own right now.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let ours = name.to_str().is_some_and(|name| name.starts_with(UNFINISHED.0) && name.ends_with(UNFINISHED.1));
        let age = entry.metadata().and_then(|data| data.modified()).ok().and_then(|at| at.elapsed().ok());
        if ours && age.is_some_and(|age| age > ABANDONED) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
