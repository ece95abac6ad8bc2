//! From a submission in the spool to its verdict.

use std::collections::BTreeMap;
use std::time::Instant;

use tracing::{info, warn};

use super::desk::Desk;
use super::desks::Desks;
use super::judge::judge;
use super::own_identity::identify;
use super::part::Part;
use super::{Concluded, WorkError, Worker, stamp};
use crate::diagnostic::{Finding, Place, Problem, count};
use crate::domain::{CellRef, Civil, Department, DepartmentId, FormIdentity, PlanId, Severity, Verdict};
use crate::extraction::{Content, Grid, RawCell, RawReturn, Reader, Reading, extract};
use crate::failpoint;
use crate::form::HeaderField;
use crate::installation::Installation;
use crate::intake::NOTE_PREFIX;
use crate::spool::sha256_hex;
use crate::store::{Conclusion, Store, Submission};
use crate::validation::Validated;
use crate::workbook::annotated::is_marked;

/// Attempts after which a file is quarantined.
pub(super) const ATTEMPTS_MAX: u32 = 3;
/// 提出区分 of a form that is not finished, and of one that is.
const DRAFT: &str = "作成中";
const FILED: &str = "提出";

impl Worker {
    /// Reads one submission to its verdict (intake steps 9 to 11), for each plan and department that it answers; `None` when it broke the
    /// reader and is to be tried again.
    pub(super) fn read(&mut self, desks: &Desks, submission: &Submission, now: Civil) -> Result<Option<Vec<Concluded>>, WorkError> {
        let at = stamp(now);
        let begun = Instant::now();
        let Some(mut parts) = self.parts_of(desks, submission, now, &at)? else { return Ok(None) };
        let verdict_us = elapsed_us(begun);
        // Several sheets of one plan may be answered in one department's name: each counts.
        let mut counted: BTreeMap<(PlanId, Option<DepartmentId>), u32> = BTreeMap::new();
        for part in parts.iter_mut().filter(|part| !part.is_draft()) {
            let department = part.department();
            let of_store = self.store.next_sequence(part.desk.plan(), &part.desk.round.id, department.map(|d| &d.id))?;
            let earlier = counted.entry((part.desk.plan().clone(), department.map(|d| d.id.clone()))).or_default();
            let sequence = of_store.saturating_add(*earlier);
            *earlier = earlier.saturating_add(1);
            part.number = number(part.desk, department, sequence);
            part.sequence = Some(sequence);
        }
        let answers = self.answers(submission, &parts, now)?;
        failpoint::at("intake-answered");
        let of = |part| conclusion(submission, part, &at);
        let conclusions: Vec<Conclusion<'_>> = parts
            .iter()
            .zip(&answers)
            .map(|(part, answer)| Conclusion { mails: &answer.mails, outputs: &answer.outputs, ..of(part) })
            .collect();
        self.store.conclude(&conclusions)?;
        failpoint::at("intake-concluded");
        self.survived.remove(&submission.id);
        let all_us = elapsed_us(begun);
        for part in &parts {
            let (number, verdict) = (part.number.as_str(), part.validated.verdict.name());
            info!(number, plan = %part.desk.plan(), file = %submission.file, verdict, verdict_us, all_us, "concluded");
        }
        Ok(Some(parts.iter().map(|part| concluded(part, submission)).collect()))
    }

    /// The parts of a submission with their verdicts, that of the plan that is due first before the others.
    fn parts_of<'a>(
        &mut self,
        desks: &'a Desks,
        submission: &Submission,
        now: Civil,
        at: &str,
    ) -> Result<Option<Vec<Part<'a>>>, WorkError> {
        let folder = submission.folder.as_deref();
        let nobodys = desks.of_folder(folder).ok_or_else(|| WorkError::WhichPlan(Vec::new()))?;
        let one = |validated: Validated| Ok(Some(vec![Part::new(nobodys, validated, Vec::new(), folder)]));
        if submission.sha256.starts_with(NOTE_PREFIX) {
            return one(refused(self.note(submission)?));
        }
        let bytes = self.spool.get(&submission.sha256).map_err(WorkError::io(self.spool.object(&submission.sha256)))?;
        if self.store.is_own_output(&submission.sha256)? && !is_marked(&bytes) {
            return one(refused(Problem::OwnOutput));
        }
        self.reader.start().map_err(|error| WorkError::Reader(format!("the reader process did not start: {error}")))?;
        let attempts = self.store.begin_attempt(&submission.id, at)?;
        failpoint::at("intake-attempted");
        // What this process lived through and could not conclude (a full disk) does not count against the file.
        let attempts = attempts.saturating_sub(self.survived.get(&submission.id).copied().unwrap_or_default());
        if attempts > ATTEMPTS_MAX {
            return one(broken(ATTEMPTS_MAX));
        }
        let reading = self.reader.read(&bytes);
        if !matches!(reading, Reading::Broke(_)) {
            *self.survived.entry(submission.id.clone()).or_default() += 1;
        }
        match reading {
            Reading::Grid(grid) => {
                let raws = returns(&grid, &self.installation, desks, folder);
                let mut parts = judge(desks, nobodys, &raws, &self.installation, self.store.as_ref(), folder, now)?;
                for part in &mut parts {
                    self.note_same_bytes(part, submission)?;
                }
                Ok(Some(parts))
            }
            Reading::Unreadable(problem) => one(refused(problem)),
            Reading::NotStarted(detail) => Err(WorkError::Reader(detail)),
            Reading::Broke(detail) => {
                warn!(file = %submission.file, attempts, detail, "the reader broke");
                if attempts >= ATTEMPTS_MAX { one(broken(attempts)) } else { Ok(None) }
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
    fn note_same_bytes(&self, part: &mut Part<'_>, submission: &Submission) -> Result<(), WorkError> {
        let Some(identity) = &part.validated.identity else { return Ok(()) };
        let (plan, round) = (part.desk.plan(), &part.desk.round.id);
        if let Some(number) = self.store.same_bytes(plan, round, &identity.department, &submission.sha256)? {
            part.validated.findings.push(Finding::file(Problem::SameAsBefore { number }));
        }
        Ok(())
    }
}

/// The returns in a workbook, one for each plan and department that it answers.
fn returns(grid: &Grid, installation: &Installation, desks: &Desks, folder: Option<&str>) -> Vec<RawReturn> {
    let mut found = extract(grid, &installation.forms);
    for raw in &mut found {
        identify(raw, desks, folder);
    }
    if found.is_empty() {
        found.push(RawReturn::empty());
    }
    found
}

/// The parts of a file that is only checked: the same verdicts, nothing recorded. A form that is still 作成中 is looked
/// into as if it were filed, because that is when somebody wants to know; the finding that says so stands beside.
pub(super) fn parts_checked<'a>(
    reader: &mut Reader,
    installation: &Installation,
    desks: &'a Desks,
    store: &dyn Store,
    bytes: Result<&[u8], Problem>,
    folder: Option<&str>,
    now: Civil,
) -> Result<Vec<Part<'a>>, WorkError> {
    let nobodys = desks.of_folder(folder).ok_or_else(|| WorkError::WhichPlan(Vec::new()))?;
    let one = |validated: Validated| Ok(vec![Part::new(nobodys, validated, Vec::new(), folder)]);
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(problem) => return one(refused(problem)),
    };
    // A department's workbook with our marks is its return, also where nothing was corrected in it.
    if store.is_own_output(&sha256_hex(bytes))? && !is_marked(bytes) {
        return one(refused(Problem::OwnOutput));
    }
    match reader.read(bytes) {
        Reading::Grid(grid) => {
            let mut raws = returns(&grid, installation, desks, folder);
            let drafts: Vec<(Option<FormIdentity>, Finding)> =
                raws.iter_mut().filter_map(|raw| filed(raw).map(|finding| (raw.identity.clone(), finding))).collect();
            let mut parts = judge(desks, nobodys, &raws, installation, store, folder, now)?;
            for part in parts.iter_mut().filter(|part| part.validated.verdict != Verdict::Refused) {
                let own = drafts.iter().find(|(identity, _)| *identity == part.validated.identity);
                part.validated.findings.extend(own.map(|(_, finding)| finding.clone()));
            }
            Ok(parts)
        }
        Reading::Unreadable(problem) => one(refused(problem)),
        Reading::NotStarted(detail) => Err(WorkError::Reader(detail)),
        Reading::Broke(_) => one(broken(1)),
    }
}

/// Takes a form that says 作成中, or nothing, for filed; gives back what is to be said of it.
fn filed(raw: &mut RawReturn) -> Option<Finding> {
    raw.identity.as_ref()?;
    let text = raw.header_text(HeaderField::FilingState);
    if !matches!(text, "" | DRAFT) {
        return None;
    }
    let sheet = raw.header_sheet(HeaderField::FilingState).to_owned();
    let content = Content::Text(FILED.to_owned());
    if let Some(cell) = raw.header.get_mut(&HeaderField::FilingState) {
        cell.content = content;
        return Some(Finding::at(Place::cell(&sheet, cell.at), Problem::Draft));
    }
    let cell = RawCell { at: CellRef::new(0, 0)?, content, percent: false, formula: None };
    raw.header.insert(HeaderField::FilingState, cell);
    Some(Finding::file(Problem::Draft))
}

/// The conclusion of a part, still without what it is answered with.
fn conclusion<'a>(submission: &'a Submission, part: &'a Part<'_>, at: &'a str) -> Conclusion<'a> {
    Conclusion {
        submission: &submission.id,
        plan: part.desk.plan(),
        round: &part.desk.round.id,
        department: part.department().map(|department| &department.id),
        sequence: part.sequence,
        number: &part.number,
        validated: &part.validated,
        mails: &[],
        outputs: &[],
        at,
    }
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
        on_trial: Vec::new(),
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

fn concluded(part: &Part<'_>, submission: &Submission) -> Concluded {
    let validated = &part.validated;
    let mut codes: Vec<String> = Vec::new();
    for finding in &validated.findings {
        let code = finding.problem.code();
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    Concluded {
        plan: part.desk.plan().clone(),
        number: part.number.clone(),
        file: submission.file.clone(),
        department: part.department().map(|department| department.name.clone()),
        verdict: validated.verdict,
        rows: validated.rows.len(),
        errors: count(&validated.findings, Severity::Error),
        queries: count(&validated.findings, Severity::Query),
        notices: count(&validated.findings, Severity::Notice),
        codes,
    }
}
