//! From the inbox to submissions, and from concluded submissions to 受付済.
#![expect(clippy::disallowed_methods, reason = "looks for moved files")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use tracing::{info, warn};

use super::desk::Desk;
use super::desks::Desks;
use super::lock::Turn;
use super::{NotReady, Trouble, Waiting, WorkError, Worker};
use crate::failpoint;
use crate::intake::{self, Found, Kind, Layout, Scan, Taken};
use crate::store::{Kept, Sighting, Submission, Tidied, Untidied};
use crate::whole_file::{sweep_unfinished, write_whole};

/// Marks the inbox of an opened round.
const INBOX_MARK: &str = ".torimatome-inbox";

/// What one look at the inbox came to.
#[derive(Debug, Default)]
pub struct Look {
    /// Files that became submissions.
    pub taken: usize,
    /// Files that are not ready yet.
    pub waiting: Vec<Waiting>,
    /// Things that could not be looked at.
    pub troubles: Vec<Trouble>,
    /// Files that are only to be checked.
    pub checks: Vec<Found>,
}

impl Worker {
    pub(super) fn layout(&self, desks: &Desks) -> Layout {
        let folders: BTreeSet<String> = desks.departments().map(|department| department.folder.clone()).collect();
        Layout {
            inbox: self.installation.inbox(),
            departments: folders.into_iter().collect(),
            accepted: self.installation.config.folders.accepted.clone(),
            check: self.installation.config.folders.check.clone(),
            checked: self.installation.config.folders.checked.clone(),
        }
    }

    /// Scans the inbox and takes what is ready (intake steps 2–8).
    pub(super) fn look(&mut self, desks: &Desks, at: &str) -> Result<Look, WorkError> {
        let layout = self.layout(desks);
        let mut scan = intake::scan(&layout).map_err(WorkError::io(&layout.inbox))?;
        let troubles = scan.problems.iter().map(|detail| Trouble::NotLookedAt { detail: detail.clone() }).collect();
        let mut look = Look { troubles, checks: std::mem::take(&mut scan.checks), ..Look::default() };
        self.settling.retain(scan.found.iter().chain(&look.checks));
        self.paths = scan.found.iter().map(|found| (found.key.clone(), found.path.clone())).collect();
        self.follow(&scan)?;
        let kept = self.store.kept()?;
        // What lay in 受付済 under another name: renamed there, by a person or by the share's own way of writing names.
        let gone: BTreeMap<(u64, &str), &Kept> = kept
            .iter()
            .filter(|(key, _)| !self.paths.contains_key(*key))
            .map(|(_, kept)| ((kept.size, kept.mtime.as_str()), kept))
            .collect();
        let known: BTreeMap<String, Sighting> =
            self.store.untidied()?.into_iter().map(|waiting| (waiting.sighting.path.clone(), waiting.sighting)).collect();
        let settings = &self.installation.config.intake;
        let (settle, wait) = (Duration::from_secs(settings.settle_seconds), Duration::from_secs(settings.not_ready_minutes * 60));
        let size_max = settings.size_max_mb * 1024 * 1024;
        for found in &scan.found {
            if known.get(&found.key).is_some_and(|sighting| same(sighting, found)) || is_kept(&kept, found) {
                continue;
            }
            if found.kind == Kind::File && !self.settling.ready(found, Instant::now(), settle, wait) {
                let why = if found.open_elsewhere { NotReady::OpenElsewhere } else { NotReady::Settling };
                look.waiting.push(Waiting { file: found.file.clone(), why });
                continue;
            }
            let renamed = || gone.get(&(found.stat.size, found.stat.mtime.as_str())).copied().filter(|_| found.accepted);
            let kept = kept.get(&found.key).or_else(renamed);
            match intake::take(&self.spool, self.store.as_mut(), found, kept, size_max, at)? {
                Taken::New => {
                    info!(file = %found.file, folder = found.folder.as_deref().unwrap_or(""), "taken");
                    look.taken += 1;
                }
                Taken::Known => {}
                Taken::NotReady(why) => {
                    warn!(file = %found.file, why, "not ready");
                    self.settling.unsettle(found, Instant::now());
                    look.waiting.push(Waiting { file: found.file.clone(), why: NotReady::Busy(why) });
                }
            }
        }
        Ok(look)
    }

    /// Follows what happened to the files of sightings that are not tidied. One that a crash left moved but not recorded
    /// is recorded; one that was replaced, or is gone, is forgotten, and its submission stays.
    fn follow(&mut self, scan: &Scan) -> Result<(), WorkError> {
        let there: BTreeMap<&str, &Found> = scan.found.iter().map(|found| (found.key.as_str(), found)).collect();
        let mut accepted: BTreeMap<(u64, &str), Vec<&Found>> = BTreeMap::new();
        for found in scan.found.iter().filter(|found| found.accepted) {
            accepted.entry((found.stat.size, &found.stat.mtime)).or_default().push(found);
        }
        for Untidied { sighting, number, .. } in self.store.untidied()? {
            let here = there.get(sighting.path.as_str());
            if here.is_some_and(|found| same(&sighting, found)) {
                continue;
            }
            // The number tells it as well: a share may give its files other identities after a restart.
            let numbered = |found: &Found| number.as_ref().is_some_and(|number| found.file.starts_with(&format!("{number}__")));
            let alike = accepted.get(&(sighting.size, sighting.mtime.as_str())).into_iter().flatten();
            let is_it = |found: &&&Found| found.key != sighting.path && (same(&sighting, found) || numbered(found));
            if let Some(moved) = alike.copied().find(|found| is_it(&found)) {
                let kept = Kept { sha256: sighting.sha256.clone(), size: moved.stat.size, mtime: moved.stat.mtime.clone() };
                self.store.tidied(&Tidied { sighting: &sighting, kept: Some((&moved.key, &kept)) })?;
            } else if scan.looked_at(&sighting.path) && !here.is_some_and(|found| unchanged(&sighting, found)) {
                self.store.forget_sighting(&sighting)?;
            }
        }
        Ok(())
    }

    /// Moves the files of concluded submissions to 受付済 (intake step 9). Drafts stay where they are.
    pub(super) fn tidy(&mut self) -> Result<(), WorkError> {
        if !self.installation.config.intake.tidy {
            return Ok(());
        }
        for waiting in self.store.untidied()? {
            if let Some(number) = waiting.number.as_deref().filter(|_| waiting.drafts.is_empty()) {
                self.tidy_one(&waiting.submission, &waiting.sighting, number)?;
            }
        }
        Ok(())
    }

    fn tidy_one(&mut self, submission: &Submission, sighting: &Sighting, number: &str) -> Result<(), WorkError> {
        let inbox = self.installation.inbox();
        let Some(from) = self.paths.get(&sighting.path).cloned() else { return Ok(()) };
        if submission.sha256.starts_with(intake::NOTE_PREFIX) || !intake::same_file(&from, sighting) {
            // Links, FIFOs and folders stay; a file that was replaced meanwhile is a new one.
            return Ok(());
        }
        let mut folder = sighting.folder.as_ref().map_or_else(|| inbox.clone(), |department| inbox.join(department));
        folder.push(&self.installation.config.folders.accepted);
        let name = intake::accepted_name(number, &submission.file);
        match intake::move_to_accepted(&from, &folder, &name, sighting) {
            Ok(target) => {
                failpoint::at("intake-tidied");
                let key = intake::key(&inbox, &target);
                let kept = Kept { sha256: sighting.sha256.clone(), size: sighting.size, mtime: sighting.mtime.clone() };
                self.store.tidied(&Tidied { sighting, kept: Some((&key, &kept)) })?;
            }
            // The submission is safe in the spool; moving its file is tried again with the next pass.
            Err(error) => warn!(file = %submission.file, %error, "could not be moved to the accepted folder"),
        }
        Ok(())
    }

    /// Whether the inbox is the one that the first round was opened with: its mark is there.
    pub(super) fn inbox_is_there(&self, opened: bool) -> bool {
        !opened || self.installation.inbox().join(INBOX_MARK).is_file()
    }

    /// Marks the inbox when the round opens, so that an empty mount point is never taken for it.
    pub(super) fn mark_inbox(&self) -> Result<(), WorkError> {
        // One at a time: what another `issue` is writing is not a crash's leftover.
        let _turn = Turn::wait(&self.installation.state(), "inbox")?;
        mark_inbox(&self.installation.inbox())
    }

    /// What is said when it is not.
    pub(super) fn inbox_missing(&self) -> Trouble {
        Trouble::InboxMissing { folder: self.installation.inbox().display().to_string() }
    }

    /// Makes the folders of the inbox, so that nobody has to. One that cannot be made (a file of its name, a link that
    /// leads nowhere) is told and costs the others nothing.
    pub(super) fn make_folders(&self, desk: &Desk) -> Vec<Trouble> {
        let inbox = self.installation.inbox();
        let departments = desk.ledger.departments();
        let names = departments.into_iter().filter_map(|id| desk.registry.department(id)).map(|department| &department.folder);
        let folders = names.map(|name| inbox.join(name)).chain([inbox.join(&self.installation.config.folders.check)]);
        let failed = folders.filter_map(|folder| fs::create_dir_all(&folder).err().map(|error| (folder, error)));
        failed.map(|(folder, error)| Trouble::NotLookedAt { detail: format!("{}: {error}", folder.display()) }).collect()
    }
}

/// Writes the mark by which an inbox is known.
pub fn mark_inbox(inbox: &Path) -> Result<(), WorkError> {
    let path = inbox.join(INBOX_MARK);
    sweep_unfinished(inbox).map_err(WorkError::io(&path))?;
    let text = "このファイルは、提出先の共有フォルダーがつながっていることを確かめるためのものです。削除しないでください。\n";
    write_whole(&path, text.as_bytes()).map_err(WorkError::io(&path))
}

fn same(sighting: &Sighting, found: &Found) -> bool {
    sighting.identity == found.stat.identity && unchanged(sighting, found)
}

/// Whether a file looks untouched, whatever identity it has by now; its bytes are compared before it counts as the same.
fn unchanged(sighting: &Sighting, found: &Found) -> bool {
    sighting.mtime == found.stat.mtime && sighting.size == found.stat.size
}

fn is_kept(kept: &BTreeMap<String, Kept>, found: &Found) -> bool {
    found.accepted && kept.get(&found.key).is_some_and(|kept| kept.size == found.stat.size && kept.mtime == found.stat.mtime)
}
