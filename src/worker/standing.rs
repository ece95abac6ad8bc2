//! What the store knows, put together for the report, `status` and the reminders.

use std::collections::BTreeMap;

use super::desk::Desk;
use super::{WorkError, Worker};
use crate::consolidation::{EditionFacts, OpenFinding, Report, ReportInput, Standing, SubmissionSummary, standings};
use crate::domain::{Civil, DepartmentId, IndicatorId, Severity};
use crate::store::StoredFinding;
use crate::validation::Held;

/// The state of a round.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) held: BTreeMap<IndicatorId, Held>,
    pub(super) submissions: Vec<SubmissionSummary>,
    pub(super) standings: Vec<Standing>,
    pub(super) open_findings: Vec<OpenFinding>,
}

impl Worker {
    /// Everything known about the desk's round at civil `now`.
    pub(super) fn known(&self, desk: &Desk, now: Civil) -> Result<Known, WorkError> {
        let (plan, round) = (&desk.registry.plan.id, &desk.round.id);
        let held = self.store.held(plan, round)?;
        let submissions = self.store.submissions(plan, round)?;
        let drafts = self.drafts(desk)?;
        let standings = standings(&desk.ledger, &held, &submissions, &drafts, desk.phase(now));
        let open_findings = open(self.store.findings(plan, round)?, &submissions, &held);
        Ok(Known { held, submissions, standings, open_findings })
    }

    /// Departments with a form marked 作成中 in their folder.
    fn drafts(&self, desk: &Desk) -> Result<Vec<DepartmentId>, WorkError> {
        let waiting = self.store.untidied()?;
        let folders = waiting.iter().filter(|waiting| waiting.draft).filter_map(|waiting| waiting.submission.folder.as_deref());
        Ok(folders.filter_map(|folder| desk.registry.department_by_folder(folder)).map(|department| department.id.clone()).collect())
    }

    /// The report as of `now`, as the compile numbered `edition`.
    pub fn report(&self, desk: &Desk, edition: u32, now: Civil) -> Result<Report, WorkError> {
        let known = self.known(desk, now)?;
        let (plan, round) = (&desk.registry.plan.id, &desk.round.id);
        let texts = self.store.held_texts(plan, round)?;
        // An edition of a program that did not keep what it stated is an edition without anything to compare with.
        let facts = self.store.edition_facts(plan, round, edition.saturating_sub(1))?;
        let previous = facts.and_then(|facts| serde_json::from_str::<EditionFacts>(&facts).ok());
        Ok(Report::build(&ReportInput {
            registry: &desk.registry,
            round: &desk.round,
            phase: desk.phase(now),
            ledger: &desk.ledger,
            held: &known.held,
            texts: &texts,
            previous: previous.as_ref(),
            standings: &known.standings,
            submissions: &known.submissions,
            open_findings: &known.open_findings,
            now,
            edition,
            sentence: self.installation.sentence.as_deref(),
        }))
    }
}

/// Findings that still ask for something: errors and queries of each department's last word on the matter. A row that
/// was taken from a later submission settles what an earlier one was told about it; a later submission settles what an
/// earlier one was told about the file as a whole.
fn open(findings: Vec<StoredFinding>, submissions: &[SubmissionSummary], held: &BTreeMap<IndicatorId, Held>) -> Vec<OpenFinding> {
    let position: BTreeMap<&str, usize> =
        submissions.iter().enumerate().map(|(index, submission)| (submission.number.as_str(), index)).collect();
    let last_of = |department: &DepartmentId| submissions.iter().rposition(|s| s.department.as_ref() == Some(department));
    let mut open = Vec::new();
    for stored in findings {
        let Some(department) = stored.department else { continue };
        let weighs = stored.finding.severity() != Severity::Notice;
        let at = position.get(stored.number.as_str()).copied();
        let settled = match &stored.finding.indicator {
            Some(indicator) => {
                let taken = held.get(indicator).and_then(|held| position.get(held.number.as_str()).copied());
                taken > at
            }
            None => last_of(&department) > at,
        };
        if weighs && !settled {
            open.push(OpenFinding { department, number: stored.number, file: stored.file, finding: stored.finding });
        }
    }
    open
}
