//! `restore`: a backup becomes a new installation, every file compared with its hash, whole or not there at all.
//!
//! What was mailed after the backup was made is not in it. So the restored installation sends nothing until a person has
//! looked at what waits and confirms.
#![expect(clippy::disallowed_methods, reason = "makes a folder from a backup")]

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::archive::{Unpacker, Unreadable};
use super::dispose::kept_objects;
use super::manifest::{DATABASE, OUTSIDE_FOLDER, Unfit};
use super::{Progress, UpkeepError, place};
use crate::config::{self, Config};
use crate::domain::Civil;
use crate::failpoint;
use crate::installation::leads_out;
use crate::spool::Spool;
use crate::store::{SqliteStore, Store, StoreError, UpkeepEvent, UpkeepKind};
use crate::worker::{mark_inbox, stamp};

/// Beginning of the name of a folder that is not whole yet.
const UNFINISHED: &str = ".torimatome-restore-";
/// Where the state goes when its folder was outside of the installation.
const STATE: &str = "state";

/// What was restored.
#[derive(Debug, Serialize)]
pub struct Restored {
    /// Where.
    pub folder: PathBuf,
    /// When the backup was made, civil time, ISO 8601.
    pub made_at: String,
    /// Files in it.
    pub files: usize,
    /// Mails that wait for a person.
    pub held: usize,
    /// Files of the spool that the database names and that the backup did not have.
    pub lost: Vec<String>,
    /// Where files came from that lay outside: they are put into a folder of their own, and nothing outside is touched.
    pub outside: Vec<(String, String)>,
    /// The state's folder as it was configured, where it lay outside and is inside now.
    pub state_was: Option<String>,
}

/// Makes an installation of `backup` in `into`, which must not be there, or be empty.
pub fn restore(backup: &Path, into: &Path, now: Civil, tell: Progress<'_>) -> Result<Restored, UpkeepError> {
    place::refuse_what_is_there(into)?;
    let mut source = Unpacker::open(backup).map_err(|error| unreadable(backup, error))?;
    let manifest = source.manifest.clone();
    if manifest.schema > SqliteStore::SCHEMA {
        return Err(UpkeepError::Newer { path: backup.to_path_buf(), program: manifest.program });
    }
    let (state, state_was) = state_folder(&mut source, backup)?;
    let targets = manifest.targets(&state).map_err(|unfit| match unfit {
        Unfit::Path(entry) => UpkeepError::Path { path: backup.to_path_buf(), entry },
        Unfit::Missing(name) => UpkeepError::NoBackup { path: backup.to_path_buf(), detail: name.to_owned() },
    })?;
    let work = place::beside(into, UNFINISHED)?;
    for (done, (entry, target)) in manifest.files.iter().zip(&targets).enumerate() {
        tell(done, targets.len());
        let target = work.path().join(target);
        let folder = target.parent().unwrap_or_else(|| work.path());
        fs::create_dir_all(folder).map_err(UpkeepError::io(folder))?;
        let mut file = File::options().write(true).create_new(true).open(&target).map_err(UpkeepError::io(&target))?;
        source.copy_out(entry, &mut file).map_err(|error| unreadable(backup, error))?;
        file.flush().and_then(|()| place::sync_each(&file)).map_err(UpkeepError::io(&target))?;
    }
    let settings = work.path().join(config::FILE);
    let text = fs::read_to_string(&settings).map_err(UpkeepError::io(&settings))?;
    if state_was.is_some() {
        let text = Config::text_with(&text, &["folders", "state"], &format!("\"{STATE}\""));
        fs::write(&settings, text).map_err(UpkeepError::io(&settings))?;
    }
    let (held, lost) = settle(&work.path().join(&state), backup, &manifest.made_at, now)?;
    make_folders(work.path(), &Config::lenient(&text).0)?;
    place::sync_all(work.path()).map_err(UpkeepError::io(work.path()))?;
    failpoint::at("restore-before-rename");
    place::put(work, into)?;
    Ok(Restored {
        folder: into.to_path_buf(),
        made_at: manifest.made_at,
        files: targets.len(),
        held,
        lost,
        outside: manifest.outside.into_iter().map(|(folder, from)| (folder.replacen("outside", OUTSIDE_FOLDER, 1), from)).collect(),
        state_was,
    })
}

/// A person has looked at what waits: mail may leave the house again. What is held stays so until it is released.
pub fn confirm(store: &mut dyn Store, who: &str, why: &str, now: Civil) -> Result<(), UpkeepError> {
    if who.trim().is_empty() || why.trim().is_empty() {
        return Err(UpkeepError::WhoAndWhy);
    }
    if UpkeepEvent::unconfirmed(&store.upkeep_events()?).is_none() {
        return Err(UpkeepError::NotRestored);
    }
    let (facts, who, why) = ("{}".to_owned(), who.trim().to_owned(), why.trim().to_owned());
    Ok(store.record_upkeep(&UpkeepEvent { kind: UpkeepKind::Confirmed, facts, who, why, at: stamp(now) })?)
}

fn unreadable(backup: &Path, error: Unreadable) -> UpkeepError {
    let path = backup.to_path_buf();
    match error {
        Unreadable::Io(error) => UpkeepError::Io { path, error },
        Unreadable::NotWhole(detail) => UpkeepError::NoBackup { path, detail },
        Unreadable::Newer(program) => UpkeepError::Newer { path, program },
        Unreadable::Changed(entry) => UpkeepError::Changed { path, entry },
    }
}

/// Where the state goes: the folder that the backed-up configuration names, unless that lies outside, where the
/// installation may still be that was backed up.
fn state_folder(source: &mut Unpacker, backup: &Path) -> Result<(String, Option<String>), UpkeepError> {
    let name = format!("{}{}", super::manifest::FILES, config::FILE);
    let Some(entry) = source.manifest.files.iter().find(|entry| entry.path == name).cloned() else {
        return Err(UpkeepError::NoBackup { path: backup.to_path_buf(), detail: config::FILE.to_owned() });
    };
    let mut text = Vec::new();
    source.copy_out(&entry, &mut text).map_err(|error| unreadable(backup, error))?;
    let configured = Config::lenient(&String::from_utf8_lossy(&text)).0.folders.state;
    if leads_out(&configured) {
        return Ok((STATE.to_owned(), Some(configured)));
    }
    Ok((configured.trim_end_matches('/').to_owned(), None))
}

/// Looks the database over, holds what waits in the mailbox, and writes down that this was restored.
fn settle(state: &Path, backup: &Path, made_at: &str, now: Civil) -> Result<(usize, Vec<String>), UpkeepError> {
    let database = state.join(DATABASE);
    let damaged = |detail: String| UpkeepError::NoBackup { path: backup.to_path_buf(), detail };
    let mut store = match SqliteStore::open(&database) {
        Ok(store) => store,
        Err(error @ StoreError::Newer { .. }) => return Err(error.into()),
        Err(error) => return Err(damaged(error.to_string())),
    };
    let looked = SqliteStore::look(&database)?;
    if let Some(damage) = looked.damage.first() {
        return Err(damaged(damage.clone()));
    }
    let held = store.hold_all_mails(&format!("restored from a backup of {made_at}"), &stamp(now))?;
    let facts = serde_json::json!({"backup": backup.display().to_string(), "made_at": made_at, "held": held}).to_string();
    let event = UpkeepEvent { kind: UpkeepKind::Restored, facts, who: "restore".to_owned(), why: String::new(), at: stamp(now) };
    store.record_upkeep(&event)?;
    let spool = Spool::at(&state.join("spool"));
    let mut objects = kept_objects(&store)?;
    objects.extend(store.output_objects()?);
    let lost = objects.into_iter().filter(|sha256| !spool.object(sha256).is_file()).collect();
    Ok((held, lost))
}

/// The folders for people. An inbox inside the installation is made here, so it is the one that returns are taken from;
/// one on a share has its own mark, or has none because it is not mounted.
fn make_folders(root: &Path, config: &Config) -> Result<(), UpkeepError> {
    let folders = &config.folders;
    for folder in [&folders.inbox, &folders.outbox].into_iter().filter(|folder| !leads_out(folder)) {
        let path = root.join(folder);
        fs::create_dir_all(&path).map_err(UpkeepError::io(&path))?;
    }
    if !leads_out(&folders.inbox) {
        mark_inbox(&root.join(&folders.inbox))?;
    }
    Ok(())
}
