//! 確認用: files that are only checked. They get the answer that they would get, and nothing is recorded of them: no submission,
//! no number, no mail. The answer's own name says which file it answers, so that a restart answers nothing twice.
#![expect(clippy::disallowed_methods, reason = "looks for answers in the outbox")]

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use serde::Serialize;
use tracing::{error, info, warn};

use super::answer::{Filed, receipt_of};
use super::check_attempts;
use super::desks::Desks;
use super::part::{Part, is_one_departments};
use super::read::{ATTEMPTS_MAX, parts_checked};
use super::{NotReady, PassReport, Trouble, Waiting, WorkError, Worker};
use crate::diagnostic::{Problem, count};
use crate::domain::{Civil, PlanId, Severity, Verdict};
use crate::extraction::Reader;
use crate::installation::Installation;
use crate::intake::{Found, Kind, Looked, Stat, checked_name, look_into, move_checked};
use crate::store::Store;
use crate::validation::Validated;
use crate::whole_file::write_whole;
use crate::workbook::annotated::answer_book;

/// Longest time of a pass that goes to checks; the rest waits for the next pass.
const PASS_MAX: Duration = Duration::from_secs(30);
/// Most answers of one name beside each other.
const VERSIONS_MAX: u32 = 99;
/// Stands in the name of an answer for when something was saved that is no file: it is answered once.
const NO_FILE: &str = "対象外";

/// Where an answer lies, and what is said of it where it is new.
type Answer = (String, Option<Checked>);

/// A file that was only checked, and where its answer lies.
#[derive(Debug, Clone, Serialize)]
pub struct Checked {
    /// File name.
    pub file: String,
    /// Printed name of the department, where known.
    pub department: Option<String>,
    /// The verdict that it would get.
    pub verdict: Verdict,
    /// Findings that must be fixed.
    pub errors: usize,
    /// Findings to fix or explain.
    pub queries: usize,
    /// Its answer, below the outbox.
    pub answer: String,
}

/// What a file would be answered for one plan.
#[derive(Debug)]
pub struct Answered {
    /// The plan.
    pub plan: PlanId,
    /// The verdict.
    pub validated: Validated,
    /// The answer as a workbook.
    pub workbook: Vec<u8>,
    /// The ending of its name.
    pub extension: &'static str,
    /// What tells it from the same file's answers for other plans and departments; empty for the only one.
    pub label: String,
    /// Printed name of the department, where known.
    department: Option<String>,
    /// The folder of the outbox in which it belongs; none where the department is not known.
    folder: Option<String>,
}

/// The name of a file, and the folder in which it lay.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Its name.
    pub file: &'a str,
    /// The department folder; `None` elsewhere.
    pub folder: Option<&'a str>,
}

/// Checks a file without recording anything: one answer for each plan and department that it answers. `bytes` is what stands in the way
/// where the file was not opened.
pub fn check_bytes(
    reader: &mut Reader,
    installation: &Installation,
    desks: &Desks,
    store: &dyn Store,
    named: Named<'_>,
    bytes: Result<&[u8], Problem>,
    now: Civil,
) -> Result<Vec<Answered>, WorkError> {
    let parts = parts_checked(reader, installation, desks, store, bytes.clone(), named.folder, now)?;
    let original = bytes.ok().filter(|_| is_one_departments(&parts));
    let mut answers = Vec::new();
    for part in &parts {
        let mut answer = answered(part, named, original, now)?;
        // Of several departments' sheets in one file each answer says whose it is.
        let of_plan = parts.iter().filter(|other| other.desk.plan() == part.desk.plan()).count();
        if let Some(identity) = part.validated.identity.as_ref().filter(|_| of_plan > 1) {
            let known = part.desk.registry.department(&identity.department);
            let own = known.map_or_else(|| identity.department.to_string(), |known| known.folder.clone());
            answer.label = if answer.label.is_empty() { own } else { format!("{}_{own}", answer.label) };
        }
        answers.push(answer);
    }
    Ok(answers)
}

fn answered(part: &Part<'_>, named: Named<'_>, original: Option<&[u8]>, now: Civil) -> Result<Answered, WorkError> {
    let receipt = receipt_of(part, &part.held(), &Filed { number: "", at: now, file: named.file, check_only: true }, now);
    let department = part.answered().into_iter().next();
    let book = answer_book(original, &[&receipt])?;
    Ok(Answered {
        plan: part.desk.plan().clone(),
        workbook: book.bytes,
        extension: book.extension,
        label: part.desk.label.clone(),
        department: department.map(|department| department.name.clone()),
        folder: department.map(|department| department.folder.clone()),
        validated: part.told(now),
    })
}

impl Worker {
    /// Answers what lies in 確認用 and has stood still.
    pub(super) fn check_files(&mut self, desks: &Desks, found: &[Found], report: &mut PassReport, now: Civil) -> Result<(), WorkError> {
        let begun = Instant::now();
        self.checked.retain(|key, stat| found.iter().any(|found| found.key == *key && found.stat == *stat));
        for found in found {
            if self.checked.contains_key(&found.key) {
                continue;
            }
            let wait = |why| Waiting { file: found.file.clone(), why };
            if begun.elapsed() > PASS_MAX {
                report.waiting.push(wait(NotReady::Settling));
                continue;
            }
            let intake = &self.installation.config.intake;
            let (settle, open) = (Duration::from_secs(intake.settle_seconds), Duration::from_secs(intake.not_ready_minutes * 60));
            if found.kind == Kind::File && !self.settling.ready(found, Instant::now(), settle, open) {
                report.waiting.push(wait(if found.open_elsewhere { NotReady::OpenElsewhere } else { NotReady::Settling }));
                continue;
            }
            let answered = self.check_file(desks, found, now);
            if let Err(error) = check_attempts::end(&self.installation.state()) {
                warn!(file = %found.file, %error, "the note of what is being checked could not be removed");
            }
            match answered {
                Ok(Ok(answers)) => {
                    self.put_aside(found);
                    for (path, checked) in answers {
                        self.told.insert(path);
                        report.checked.extend(checked);
                    }
                }
                Ok(Err(why)) => {
                    warn!(file = %found.file, why, "not ready");
                    self.settling.unsettle(found, Instant::now());
                    report.waiting.push(wait(NotReady::Busy(why)));
                }
                // The store is everybody's; anything else is this file's trouble and holds up nobody else's.
                Err(failure @ WorkError::Store(_)) => return Err(failure),
                Err(failure) => {
                    error!(file = %found.file, %failure, "no answer yet; it is tried again");
                    report.troubles.push(Trouble::NotLookedAt { detail: format!("{}: {failure}", found.file) });
                }
            }
        }
        Ok(())
    }

    /// The answers to one file and where they lie; or why it is not ready. Nothing more is said of one that was written
    /// before a restart.
    fn check_file(&mut self, desks: &Desks, found: &Found, now: Civil) -> Result<Result<Vec<Answer>, String>, WorkError> {
        let size_max = self.installation.config.intake.size_max_mb * 1024 * 1024;
        let state = self.installation.state();
        let attempts = check_attempts::begin(&state, found).map_err(WorkError::io(&state))?;
        let looked = if attempts > ATTEMPTS_MAX {
            Looked::Problem(Problem::BrokeTheReader { attempts: ATTEMPTS_MAX })
        } else {
            look_into(found, size_max)
        };
        let bytes = match &looked {
            Looked::Bytes(bytes) => Ok(bytes.as_slice()),
            Looked::Problem(problem) => Err(problem.clone()),
            Looked::NotReady(why) => return Ok(Err(why.clone())),
        };
        let named = Named { file: &found.file, folder: found.folder.as_deref() };
        let answers = check_bytes(&mut self.reader, &self.installation, desks, self.store.as_ref(), named, bytes, now)?;
        let mark = if found.kind == Kind::File { saved_at(&found.stat, now) } else { NO_FILE.to_owned() };
        let name = checked_name(&mark, &found.file);
        let mut checked = Vec::new();
        for answer in &answers {
            let folder = answer.folder.as_deref().unwrap_or(&self.installation.config.folders.check);
            let label = if answers.len() > 1 { format!("_{}", answer.label) } else { String::new() };
            let Some((path, new)) = self.write_answer(folder, &format!("{name}{label}"), answer)? else { continue };
            let said = new.then(|| Checked {
                file: found.file.clone(),
                department: answer.department.clone(),
                verdict: answer.validated.verdict,
                errors: count(&answer.validated.findings, Severity::Error),
                queries: count(&answer.validated.findings, Severity::Query),
                answer: path.clone(),
            });
            if new {
                info!(path, "checked only");
            }
            checked.push((path, said));
        }
        Ok(Ok(checked))
    }

    /// Writes an answer under a name that is free: its path, and whether it is new. What lies there already is the very
    /// answer, from before a restart or a trouble, unless it belongs to a file that was put aside: one of the same name and
    /// second, or the same one that is asked about again.
    fn write_answer(&self, folder: &str, stem: &str, answer: &Answered) -> Result<Option<(String, bool)>, WorkError> {
        let outbox = self.installation.outbox();
        for version in 1..=VERSIONS_MAX {
            let number = if version == 1 { String::new() } else { format!("（{version}）") };
            let path = format!("{folder}/{stem}{number}.{}", answer.extension);
            let target = outbox.join(&path);
            match std::fs::symlink_metadata(&target) {
                Ok(there) if there.is_file() && !self.told.contains(&path) => return Ok(Some((path, false))),
                Ok(_) => {}
                Err(_) => {
                    write_whole(&target, &answer.workbook).map_err(WorkError::io(&target))?;
                    return Ok(Some((path, true)));
                }
            }
        }
        Ok(None)
    }

    /// Moves an answered file out of the way. What cannot be moved (a link, a read-only share) is remembered.
    fn put_aside(&mut self, found: &Found) {
        let intake = &self.installation.config.intake;
        if intake.tidy && found.kind == Kind::File {
            let folder = found.path.parent().unwrap_or(Path::new("")).join(&self.installation.config.folders.checked);
            match move_checked(found, &folder) {
                Ok(_) => return,
                Err(error) => warn!(file = %found.file, %error, "could not be moved out of the folder for checks"),
            }
        }
        self.checked.insert(found.key.clone(), found.stat.clone());
    }
}

/// When the file was saved, as its own metadata say: `0602-093005`.
fn saved_at(stat: &Stat, now: Civil) -> String {
    let nanos = stat.mtime.parse::<i64>().ok();
    let saved = nanos.map_or(now, |nanos| DateTime::<Utc>::from_timestamp_nanos(nanos).with_timezone(&now.timezone()));
    saved.format("%m%d-%H%M%S").to_string()
}
