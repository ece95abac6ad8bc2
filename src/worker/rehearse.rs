//! `--at`: a pass at another moment, on a copy of the installation. Nothing of the real one changes.
#![expect(clippy::disallowed_methods, reason = "copies an installation's files")]

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::{PassReport, WorkError, Worker};
use crate::config;
use crate::domain::{Civil, PlanId};
use crate::installation::Installation;
use crate::store::SqliteStore;

/// Name of the copy below the state folder; the next rehearsal replaces it.
const FOLDER: &str = "rehearsal";

/// Makes the copy, works one pass on it at `now`, and says where it lies.
pub fn rehearse(installation: &Installation, plan: Option<PlanId>, reader: &Path, now: Civil) -> Result<(PassReport, PathBuf), WorkError> {
    let root = installation.state().join(FOLDER);
    let copy = copied(installation, &root);
    copy_installation(installation, &copy).map_err(WorkError::io(&root))?;
    if installation.database().exists() {
        SqliteStore::open(&installation.database())?.copy_to(&copy.database())?;
    }
    let mut worker = Worker::start(copy, plan, reader)?;
    // What settles in real time has settled in a rehearsal.
    worker.installation.config.intake.settle_seconds = 0;
    worker.installation.config.intake.not_ready_minutes = 0;
    let report = worker.pass(now)?;
    Ok((report, root))
}

/// The same installation with every folder below `root`: a share that the configuration names by an absolute path is
/// the real one, and a rehearsal must not touch it.
fn copied(installation: &Installation, root: &Path) -> Installation {
    let mut copy = installation.clone();
    root.clone_into(&mut copy.root);
    let folders = &mut copy.config.folders;
    for (folder, role) in [
        (&mut folders.inbox, "inbox"),
        (&mut folders.outbox, "outbox"),
        (&mut folders.state, "state"),
        (&mut folders.templates, "templates"),
    ] {
        inside(folder, role);
    }
    for (index, plan) in copy.config.plans.iter_mut().enumerate() {
        inside(plan, &format!("plans/{index}"));
    }
    copy
}

/// Keeps a folder's name if it stays below the root it is joined to; else gives it that of its role.
fn inside(folder: &mut String, role: &str) {
    let plain = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    if !Path::new(folder.as_str()).components().all(plain) {
        role.clone_into(folder);
    }
}

fn copy_installation(installation: &Installation, copy: &Installation) -> io::Result<()> {
    if copy.root.exists() {
        fs::remove_dir_all(&copy.root)?;
    }
    fs::create_dir_all(copy.state())?;
    if copy.config == installation.config {
        fs::copy(installation.root.join(config::FILE), copy.root.join(config::FILE))?;
    }
    let (from, to) = (&installation.config, &copy.config);
    let pairs = [
        (&from.folders.inbox, &to.folders.inbox),
        (&from.folders.outbox, &to.folders.outbox),
        (&from.folders.templates, &to.folders.templates),
    ];
    for (from, to) in pairs.into_iter().chain(from.plans.iter().zip(&to.plans)) {
        let from = installation.root.join(from);
        if from.exists() {
            copy_folder(&from, &copy.root.join(to))?;
        }
    }
    let objects = |installation: &Installation| installation.state().join("spool").join("objects");
    let from = objects(installation);
    if from.exists() { copy_folder(&from, &objects(copy)) } else { Ok(()) }
}

/// Regular files and folders only: links and special files have no place in a copy.
fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let target = to.join(entry.file_name());
        if kind.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else if kind.is_file() {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}
