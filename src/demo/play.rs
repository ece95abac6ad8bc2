//! Playing the script: the departments act, the worker works, and what happened is written down.
#![expect(clippy::disallowed_methods, reason = "puts the departments' files into the inbox")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::TimeZone;

use super::answers::Answers;
use super::department;
use super::event::Outcome;
use super::script::{Deed, Manner, Moment, Scene};
use super::{DemoError, Demonstration, Event, folder};
use crate::consolidation::{Health, MailboxCounts, Report};
use crate::domain::{Civil, Department, Lang, Verdict};
use crate::installation::Installation;
use crate::worker::{PassReport, Worker};

/// The folder below the installation in which the departments' files are kept for looking at.
pub const RETURNS: &str = "returns";

/// The round, played.
#[derive(Debug)]
pub struct Played {
    /// What happened.
    pub events: Vec<Event>,
    /// How it ended.
    pub report: Report,
    /// The mailbox.
    pub mailbox: MailboxCounts,
    /// The worker's health.
    pub health: Health,
    /// The papers, below the installation.
    pub papers: Vec<String>,
}

impl Played {
    /// The first department whose return came back with something to put right or to explain, and the first whose return
    /// was taken as it was: their folders are worth a look.
    #[must_use]
    pub fn telling_departments(&self) -> [Option<&str>; 2] {
        let first = |wanted: &[Verdict]| {
            let told =
                self.events.iter().find(|event| matches!(&event.outcome, Outcome::Verdict { verdict, .. } if wanted.contains(verdict)));
            told.map(|event| event.department.as_str())
        };
        let marked = first(&[Verdict::Returned, Verdict::PartlyAccepted]).or_else(|| first(&[Verdict::AcceptedWithQueries]));
        [marked, first(&[Verdict::Accepted])]
    }
}

/// Hears of each scene before it is played: its place, how many there are, and how it is told in both languages.
pub type Tell<'a> = &'a mut dyn FnMut(usize, usize, (&str, &str));

impl Demonstration {
    /// Plays the whole round in `root`; `tell` hears of each scene and how many there are.
    pub fn play(&self, root: &Path, reader: &Path, lang: Lang, tell: Tell<'_>) -> Result<Played, DemoError> {
        folder::make(root, self.assets)?;
        let mut installation = Installation::open(root)?;
        // What settles in real time has settled in a rehearsal.
        installation.config.intake.settle_seconds = 0;
        let zone = installation.config.time_zone;
        let mut stage = Stage {
            worker: Worker::start(installation, None, reader)?,
            answers: Answers::read(self.assets.actuals, self.assets.texts)?,
            events: Vec::new(),
            files: BTreeMap::new(),
            saved: 0,
        };
        let mut now = None;
        for (index, scene) in self.script.iter().enumerate() {
            tell(index, self.script.len(), scene.told);
            let moment = civil(zone, scene.at)?;
            stage.scene(scene, moment)?;
            now = Some(moment);
        }
        let now = now.ok_or_else(|| DemoError::Script("empty".to_owned()))?;
        let (report, mailbox, health) = stage.worker.status(now, lang)?;
        let papers = stage.papers()?;
        Ok(Played { events: stage.events, report, mailbox, health, papers })
    }
}

fn civil(zone: chrono_tz::Tz, (year, month, day, hour, minute): Moment) -> Result<Civil, DemoError> {
    let moment = zone.with_ymd_and_hms(year, month, day, hour, minute, 0).earliest();
    moment.ok_or_else(|| DemoError::Script(format!("{year}/{month}/{day} {hour}:{minute}")))
}

struct Stage {
    worker: Worker,
    answers: Answers,
    events: Vec<Event>,
    files: BTreeMap<(String, Manner), Vec<u8>>,
    saved: usize,
}

/// Excel takes its lock file away when the workbook is closed.
fn close_excel(folder: &Path, name: &str) {
    // There is none unless the script laid one.
    let _ = fs::remove_file(folder.join(format!("~${name}")));
}

impl Stage {
    fn scene(&mut self, scene: &Scene, now: Civil) -> Result<(), DemoError> {
        match &scene.deed {
            Deed::Issue => {
                let issued = self.worker.issue(None, "demo", now)?;
                self.events.push(Event::new(now, "", scene.told, Outcome::Issued { forms: issued.forms.len() }));
            }
            Deed::Save { department, manner, folder, name } => {
                let owner = self.save(department, *manner, folder.as_deref(), name, now)?;
                let report = self.worker.pass(now)?;
                self.verdict(scene, now, &owner.name, &report);
            }
            Deed::Compile => {
                let (report, _) = self.worker.compile(now)?;
                self.events.push(Event::new(now, "", scene.told, Outcome::Compiled { edition: report.edition }));
            }
            Deed::Wait => {
                let report = self.worker.pass(now)?;
                // Those to the planning office, its digest or the announcement of the papers, are no news of the departments.
                let office = report.digests.max(usize::from(report.compiled.is_some()));
                let sent = report.mails_sent.saturating_sub(office);
                self.events.push(Event::new(now, "", scene.told, Outcome::Mails { sent }));
            }
        }
        Ok(())
    }

    /// Writes the department's file into its folder (and keeps a copy to look at).
    fn save(&mut self, department: &str, manner: Manner, folder: Option<&str>, name: &str, now: Civil) -> Result<Department, DemoError> {
        let desk = self.worker.desk(now)?;
        let find = |id: &str| {
            let found = desk.registry.departments.iter().find(|department| department.id.as_str() == id);
            found.cloned().ok_or_else(|| DemoError::Script(id.to_owned()))
        };
        let (owner, target) = (find(department)?, find(folder.unwrap_or(department))?);
        let installation = self.worker.installation();
        // The same file again is the same bytes: nobody fills a form in twice.
        let key = (department.to_owned(), manner);
        let bytes = match self.files.get(&key) {
            Some(bytes) => bytes.clone(),
            None => department::file(&desk, &owner, installation, &self.answers, manner, now.date_naive())?,
        };
        self.files.insert(key, bytes.clone());
        self.saved += 1;
        close_excel(&installation.inbox().join(&target.folder), name);
        let copy = installation.root.join(RETURNS).join(format!("{:02}_{}_{name}", self.saved, owner.name));
        let inbox = installation.inbox().join(&target.folder).join(name);
        for path in [copy, inbox] {
            let parent = path.parent().unwrap_or(&path).to_path_buf();
            fs::create_dir_all(&parent).map_err(DemoError::io(&parent))?;
            fs::write(&path, &bytes).map_err(DemoError::io(&path))?;
        }
        Ok(owner)
    }

    fn verdict(&mut self, scene: &Scene, now: Civil, department: &str, report: &PassReport) {
        if report.concluded.is_empty() {
            self.events.push(Event::new(now, department, scene.told, Outcome::Nothing));
        }
        for concluded in &report.concluded {
            let outcome = Outcome::Verdict { number: concluded.number.clone(), verdict: concluded.verdict, codes: concluded.codes.clone() };
            self.events.push(Event::new(now, department, scene.told, outcome));
        }
    }

    fn papers(&mut self) -> Result<Vec<String>, DemoError> {
        let installation = self.worker.installation();
        let folders = &installation.config.folders;
        let below = format!("{}/{}", folders.outbox, folders.planning);
        let folder = installation.root.join(&below);
        let mut names: Vec<String> = fs::read_dir(&folder)
            .map_err(DemoError::io(&folder))?
            .filter_map(Result::ok)
            .map(|entry| format!("{below}/{}", entry.file_name().to_string_lossy()))
            .collect();
        names.sort_unstable();
        Ok(names)
    }
}
