//! From a submission in the spool to its verdict.

use std::time::Instant;

use tracing::{info, warn};

use super::desk::Desk;
use super::{Concluded, WorkError, Worker, stamp};
use crate::diagnostic::{Finding, Problem, count};
use crate::domain::{Civil, Department, Severity, Verdict};
use crate::extraction::{RawReturn, Reader, Reading, extract};
use crate::failpoint;
use crate::form::FormDeclaration;
use crate::installation::Installation;
use crate::intake::NOTE_PREFIX;
use crate::store::{Conclusion, Submission};
use crate::validation::{Context, Held, Validated, validate};

/// Attempts after which a file is quarantined.
const ATTEMPTS_MAX: u32 = 3;

impl Worker {
    /// Reads one submission to its verdict (intake steps 9 to 11); `None` when it broke the reader and is to be tried again.
    pub(super) fn read(&mut self, desk: &Desk, submission: &Submission, now: Civil) -> Result<Option<Concluded>, WorkError> {
        let at = stamp(now);
        let begun = Instant::now();
        let Some(validated) = self.verdict_of(desk, submission, now, &at)? else { return Ok(None) };
        let verdict_us = elapsed_us(begun);
        let folder = submission.folder.as_deref().and_then(|folder| desk.registry.department_by_folder(folder));
        let named = validated.identity.as_ref().and_then(|identity| desk.registry.department(&identity.department));
        // The answer goes to where the file was dropped: that is where somebody waits for it.
        let department = folder.or(named);
        let draft = validated.verdict == Verdict::Draft;
        let sequence =
            if draft { None } else { Some(self.store.next_sequence(&desk.registry.plan.id, &desk.round.id, department.map(|d| &d.id))?) };
        let number = sequence.map_or_else(String::new, |sequence| number(desk, department, sequence));
        let answer = if draft { None } else { Some(self.answer(desk, submission, &validated, department, &number, now)?) };
        let (outputs, mails) = answer.map_or_else(Default::default, |answer| (answer.outputs, answer.mails));
        failpoint::at("intake-answered");
        self.store.conclude(&Conclusion {
            submission: &submission.id,
            plan: &desk.registry.plan.id,
            round: &desk.round.id,
            department: department.map(|d| &d.id),
            sequence,
            number: &number,
            validated: &validated,
            mails: &mails,
            outputs: &outputs,
            at: &at,
        })?;
        failpoint::at("intake-concluded");
        self.survived.remove(&submission.id);
        let (verdict, all_us) = (validated.verdict.name(), elapsed_us(begun));
        info!(number, file = %submission.file, verdict, verdict_us, all_us, "concluded");
        Ok(Some(concluded(&validated, submission, department, number)))
    }

    fn verdict_of(&mut self, desk: &Desk, submission: &Submission, now: Civil, at: &str) -> Result<Option<Validated>, WorkError> {
        if submission.sha256.starts_with(NOTE_PREFIX) {
            return Ok(Some(refused(self.note(submission)?)));
        }
        if self.store.is_own_output(&submission.sha256)? {
            return Ok(Some(refused(Problem::OwnOutput)));
        }
        let bytes = self.spool.get(&submission.sha256).map_err(WorkError::io(self.spool.object(&submission.sha256)))?;
        self.reader.start().map_err(|error| WorkError::Reader(format!("the reader process did not start: {error}")))?;
        let attempts = self.store.begin_attempt(&submission.id, at)?;
        failpoint::at("intake-attempted");
        // What this process lived through and could not conclude (a full disk) does not count against the file.
        let attempts = attempts.saturating_sub(self.survived.get(&submission.id).copied().unwrap_or_default());
        if attempts > ATTEMPTS_MAX {
            return Ok(Some(broken(ATTEMPTS_MAX)));
        }
        let reading = self.reader.read(&bytes);
        if !matches!(reading, Reading::Broke(_)) {
            *self.survived.entry(submission.id.clone()).or_default() += 1;
        }
        match reading {
            Reading::Grid(grid) => {
                let raw = first(extract(&grid, &self.installation.forms));
                let held = self.store.held(&desk.registry.plan.id, &desk.round.id)?;
                let mut validated = validate(&raw, &context(desk, &self.installation.form, submission.folder.as_deref(), &held, now));
                self.note_same_bytes(desk, submission, &mut validated)?;
                Ok(Some(validated))
            }
            Reading::Unreadable(problem) => Ok(Some(refused(problem))),
            Reading::NotStarted(detail) => Err(WorkError::Reader(detail)),
            Reading::Broke(detail) => {
                warn!(file = %submission.file, attempts, detail, "the reader broke");
                Ok((attempts >= ATTEMPTS_MAX).then(|| broken(attempts)))
            }
        }
    }

    /// The problem that stands for something that was not copied.
    fn note(&self, submission: &Submission) -> Result<Problem, WorkError> {
        let name = submission.sha256.trim_start_matches(NOTE_PREFIX);
        let bytes = self.spool.get(name).map_err(WorkError::io(self.spool.object(name)))?;
        Ok(serde_json::from_slice(&bytes).map_err(crate::store::StoreError::from)?)
    }

    /// The very bytes of an earlier submission of the same department: taken again (a first version may be put
    /// back), and said.
    fn note_same_bytes(&self, desk: &Desk, submission: &Submission, validated: &mut Validated) -> Result<(), WorkError> {
        let Some(identity) = &validated.identity else { return Ok(()) };
        let (plan, round) = (&desk.registry.plan.id, &desk.round.id);
        if let Some(number) = self.store.same_bytes(plan, round, &identity.department, &submission.sha256)? {
            validated.findings.push(Finding::file(Problem::SameAsBefore { number }));
        }
        Ok(())
    }
}

/// Checks bytes without recording anything: what `check FILE` does.
pub fn check_bytes(
    reader: &mut Reader,
    installation: &Installation,
    desk: &Desk,
    held: &std::collections::BTreeMap<crate::domain::IndicatorId, Held>,
    bytes: &[u8],
    now: Civil,
) -> Validated {
    match reader.read(bytes) {
        Reading::Grid(grid) => validate(&first(extract(&grid, &installation.forms)), &context(desk, &installation.form, None, held, now)),
        Reading::Unreadable(problem) => refused(problem),
        Reading::Broke(_) | Reading::NotStarted(_) => broken(1),
    }
}

/// The first return of a file.
fn first(returns: Vec<RawReturn>) -> RawReturn {
    returns.into_iter().next().unwrap_or_else(RawReturn::empty)
}

fn context<'a>(
    desk: &'a Desk,
    form: &'a FormDeclaration,
    folder: Option<&'a str>,
    held: &'a std::collections::BTreeMap<crate::domain::IndicatorId, Held>,
    now: Civil,
) -> Context<'a> {
    Context { registry: &desk.registry, round: &desk.round, phase: desk.phase(now), ledger: &desk.ledger, folder, held, now, form }
}

/// For the log only: how long the verdict, and all of the answer, took.
fn elapsed_us(begun: Instant) -> u64 {
    u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX)
}

fn nothing(verdict: Verdict, problem: Problem) -> Validated {
    Validated {
        verdict,
        identity: None,
        author: String::new(),
        checker: String::new(),
        rows: Vec::new(),
        texts: Vec::new(),
        rejected: Vec::new(),
        blank: Vec::new(),
        findings: vec![Finding::file(problem)],
    }
}

/// The verdict on what is not looked into.
#[must_use]
pub fn refused(problem: Problem) -> Validated {
    nothing(Verdict::Refused, problem)
}

fn broken(attempts: u32) -> Validated {
    nothing(Verdict::Quarantined, Problem::BrokeTheReader { attempts })
}

/// 受付番号: `R6-012-2` is the second file of department 012; 000 is for files whose department is not known.
fn number(desk: &Desk, department: Option<&Department>, sequence: u32) -> String {
    format!("{}-{:03}-{sequence}", desk.round.year.short(), department.map_or(0, |department| department.number))
}

fn concluded(validated: &Validated, submission: &Submission, department: Option<&Department>, number: String) -> Concluded {
    let mut codes: Vec<String> = Vec::new();
    for finding in &validated.findings {
        let code = finding.problem.code();
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    Concluded {
        number,
        file: submission.file.clone(),
        department: department.map(|department| department.name.clone()),
        verdict: validated.verdict,
        rows: validated.rows.len(),
        errors: count(&validated.findings, Severity::Error),
        queries: count(&validated.findings, Severity::Query),
        notices: count(&validated.findings, Severity::Notice),
        codes,
    }
}
