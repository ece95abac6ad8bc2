//! `--at`: a pass at another moment, on a copy of the installation. Nothing of the real one changes.
#![expect(clippy::disallowed_methods, reason = "copies an installation's files")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{PassReport, WorkError, Worker};
use crate::config::{self, Config, Transport};
use crate::domain::{Civil, PlanId};
use crate::installation::{Installation, leads_out};
use crate::store::SqliteStore;

/// Name of the copy below the state folder; the next rehearsal replaces it.
const FOLDER: &str = "rehearsal";

/// Makes the copy, works one pass on it at `now`, and says where it lies.
pub fn rehearse(installation: &Installation, plan: Option<PlanId>, reader: &Path, now: Civil) -> Result<(PassReport, PathBuf), WorkError> {
    let copy = installation.state().join(FOLDER);
    copy_installation(installation, &copy)?;
    let mut worker = Worker::start(Installation::open(&copy)?, plan, reader)?;
    // What settles in real time has settled in a rehearsal.
    worker.installation.config.intake.settle_seconds = 0;
    worker.installation.config.intake.not_ready_minutes = 0;
    // A rehearsed moment is chosen by a person: the clock did not jump.
    worker.believe_clock(now)?;
    let report = worker.pass(now)?;
    Ok((report, copy))
}

/// A copy without the files of people: configuration, templates, registers and the database.
pub(super) fn copy_state(installation: &Installation, copy: &Path) -> Result<(), WorkError> {
    copy_parts(installation, copy, false)
}

fn copy_installation(installation: &Installation, copy: &Path) -> Result<(), WorkError> {
    copy_parts(installation, copy, true)
}

/// Copies an installation; without `whole`, inbox, outbox and originals are left empty.
fn copy_parts(installation: &Installation, copy: &Path, whole: bool) -> Result<(), WorkError> {
    let inner = contained(&installation.config);
    let of_people = [&installation.config.folders.inbox, &installation.config.folders.outbox];
    let made = || -> io::Result<()> {
        if copy.exists() {
            fs::remove_dir_all(copy)?;
        }
        fs::create_dir_all(copy)?;
        let settings = toml::to_string(&inner).map_err(io::Error::other)?;
        fs::write(copy.join(config::FILE), settings)?;
        for (from, to) in folders(&installation.config).zip(folders(&inner)) {
            let source = installation.root.join(from);
            if source.is_dir() && (whole || !of_people.contains(&from)) {
                copy_folder(&source, &copy.join(to))?;
            } else if source.is_dir() {
                fs::create_dir_all(copy.join(to))?;
            } else if source.is_file() {
                // A register that is a workbook.
                let to = copy.join(to);
                to.parent().map_or(Ok(()), fs::create_dir_all)?;
                fs::copy(&source, &to)?;
            }
        }
        let holidays = installation.root.join(&installation.config.schedule.holidays);
        if holidays.is_file() {
            fs::copy(holidays, copy.join(&inner.schedule.holidays))?;
        }
        let state = copy.join(&inner.folders.state);
        let objects = installation.state().join("spool").join("objects");
        if whole && objects.exists() {
            copy_folder(&objects, &state.join("spool").join("objects"))?;
        }
        fs::create_dir_all(state)
    };
    made().map_err(WorkError::io(copy))?;
    if installation.database().exists() {
        let target = copy.join(&inner.folders.state).join("torimatome.db");
        SqliteStore::open(&installation.database())?.copy_to(&target)?;
    }
    Ok(())
}

/// The folders that are copied whole, always in the same order.
fn folders(config: &Config) -> impl Iterator<Item = &String> {
    let folders = &config.folders;
    [&folders.inbox, &folders.outbox, &folders.templates].into_iter().chain(&config.plans)
}

/// The same settings with every folder inside the installation. A folder on a share (`/srv/share/inbox`, `../inbox`)
/// would lead the copy back to the real one.
fn contained(config: &Config) -> Config {
    let mut inner = config.clone();
    // Whatever the installation sends by, a rehearsal writes files.
    inner.mail.transport = Transport::Eml;
    if leads_out(&inner.schedule.holidays) || Path::new(&inner.schedule.holidays).components().count() > 1 {
        "copied-holidays.csv".clone_into(&mut inner.schedule.holidays);
    }
    let Config { folders, plans, .. } = &mut inner;
    let named = [
        (&mut folders.inbox, "copied/inbox"),
        (&mut folders.outbox, "copied/outbox"),
        (&mut folders.state, "copied/state"),
        (&mut folders.templates, "copied/templates"),
    ];
    for (folder, name) in named {
        if leads_out(folder) {
            name.clone_into(folder);
        }
    }
    for (number, plan) in (1u32..).zip(plans) {
        if leads_out(plan) {
            let kind = Path::new(plan.as_str()).extension().map_or_else(String::new, |kind| format!(".{}", kind.to_string_lossy()));
            *plan = format!("copied/plans/{number}{kind}");
        }
    }
    inner
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
