//! What the store knows, put together for the report, `status` and the reminders.

use std::collections::BTreeMap;

use super::decide::disagreeing;
use super::desk::Desk;
use super::rejudge::rejudged;
use super::{WorkError, Worker};
use crate::consolidation::{EditionFacts, OpenFinding, Report, ReportInput, Standing, SubmissionSummary, WaivedFinding, standings};
use crate::diagnostic::Problem;
use crate::domain::{Civil, DepartmentId, IndicatorId, Severity};
use crate::store::StoredFinding;
use crate::validation::{Held, differing, in_force};

/// The state of a round.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) held: BTreeMap<IndicatorId, Held>,
    pub(super) submissions: Vec<SubmissionSummary>,
    pub(super) standings: Vec<Standing>,
    pub(super) open_findings: Vec<OpenFinding>,
    pub(super) waived: Vec<WaivedFinding>,
}

impl Worker {
    /// Everything known about the desk's round at civil `now`.
    pub(super) fn known(&self, desk: &Desk, now: Civil) -> Result<Known, WorkError> {
        let (plan, round) = (&desk.registry.plan.id, &desk.round.id);
        let answers = desk.answers(self.store.as_ref())?;
        let held = in_force(&answers, &desk.answering, &desk.registry);
        let mut submissions = self.store.submissions(plan, round)?;
        // What a department filed stands with the one that has its work now.
        for department in submissions.iter_mut().filter_map(|submission| submission.department.as_mut()) {
            *department = desk.registry.in_office(department, desk.dues.today).clone();
        }
        let drafts = self.drafts(desk)?;
        let findings = rejudged(desk, self.store.findings(plan, round)?, &answers, &mut submissions);
        let mut open_findings = open(desk, findings, &submissions, &answers);
        for link in &desk.links {
            // What another plan's form asked for both is open for both.
            let submissions = self.store.submissions(&link.plan, &link.round)?;
            let answers = self.store.answers(&link.plan, &link.round)?;
            let there = open(desk, self.store.findings(&link.plan, &link.round)?, &submissions, &answers);
            open_findings.extend(there.into_iter().filter_map(|open| Desk::shared_finding(link, open)));
        }
        let (open_findings, waived) = without_waived(desk, open_findings, now);
        let asked = asked_again(&submissions, &waived);
        let standings = standings(&desk.ledger, &held, &asked, &drafts, desk.phase(now), &desk.dues);
        Ok(Known { held, submissions, standings, open_findings, waived })
    }

    /// Departments with a form marked 作成中 in their folder.
    fn drafts(&self, desk: &Desk) -> Result<Vec<DepartmentId>, WorkError> {
        let waiting = self.store.untidied()?;
        let folders = waiting
            .iter()
            .filter(|waiting| waiting.drafts.contains(desk.plan()))
            .filter_map(|waiting| waiting.submission.folder.as_deref());
        Ok(folders
            .filter_map(|folder| desk.registry.department_by_folder(folder))
            .map(|d| desk.registry.in_office(&d.id, desk.dues.today).clone())
            .collect())
    }

    /// The report as of `now`, as the compile numbered `edition`.
    pub fn report(&self, desk: &Desk, edition: u32, now: Civil) -> Result<Report, WorkError> {
        let known = self.known(desk, now)?;
        let (plan, round) = (&desk.registry.plan.id, &desk.round.id);
        let texts = self.store.held_texts(plan, round)?;
        // An edition of a program that did not keep what it stated is an edition without anything to compare with.
        let facts = self.store.edition_facts(plan, round, edition.saturating_sub(1))?;
        let previous = facts.and_then(|facts| serde_json::from_str::<EditionFacts>(&facts).ok());
        let mut report = Report::build(&ReportInput {
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
            waived: &known.waived,
            decisions: &desk.decisions,
            next: desk.next.as_ref(),
            now,
            edition,
            amendments: &desk.amendments,
            sentence: self.installation.sentence.as_deref(),
        });
        report.decided_findings = disagreeing(desk, now);
        report.rules = self.records_of(desk, &desk.round.id)?;
        report.decided = self.decided_lines(desk, &report, now)?;
        Ok(report)
    }
}

/// The findings that no decision settles, and those that one does. An error is not settled: its value was not taken.
fn without_waived(desk: &Desk, open: Vec<OpenFinding>, now: Civil) -> (Vec<OpenFinding>, Vec<WaivedFinding>) {
    let (mut left, mut waived) = (Vec::new(), Vec::new());
    for open in open {
        match desk.waives(&open.finding, &open.department, now) {
            Some(decision) => {
                let (number, who, why) = (decision.id.clone(), decision.who.clone(), decision.why.clone());
                waived.push(WaivedFinding { open, number, who, why, until: decision.until });
            }
            None => left.push(open),
        }
    }
    (left, waived)
}

/// Submissions without the queries that decisions settle.
fn asked_again(submissions: &[SubmissionSummary], waived: &[WaivedFinding]) -> Vec<SubmissionSummary> {
    let mut submissions = submissions.to_vec();
    for submission in &mut submissions {
        let settled = waived.iter().filter(|waived| waived.open.number == submission.number).count();
        submission.queries = submission.queries.saturating_sub(settled);
    }
    submissions
}

/// Findings that still ask for something: errors and queries of each department's last word on the matter. A row that
/// was taken from a later submission settles what an earlier one was told about it, whoever sent it; a later submission
/// settles what an earlier one was told about the file as a whole. A disagreement of co-owners stays until they agree.
fn open(desk: &Desk, findings: Vec<StoredFinding>, submissions: &[SubmissionSummary], answers: &[Held]) -> Vec<OpenFinding> {
    let position: BTreeMap<&str, usize> =
        submissions.iter().enumerate().map(|(index, submission)| (submission.number.as_str(), index)).collect();
    let mut last_answer: BTreeMap<&IndicatorId, usize> = BTreeMap::new();
    for answer in answers {
        if let Some(at) = position.get(answer.number.as_str()) {
            let last = last_answer.entry(&answer.row.indicator).or_insert(*at);
            *last = (*last).max(*at);
        }
    }
    let last_of = |department: &DepartmentId| submissions.iter().rposition(|s| s.department.as_ref() == Some(department));
    let mut open: Vec<OpenFinding> = Vec::new();
    for stored in findings {
        let Some(filed_by) = stored.department else { continue };
        let department = desk.registry.in_office(&filed_by, desk.dues.today).clone();
        let weighs = stored.finding.severity() != Severity::Notice;
        let at = position.get(stored.number.as_str()).copied();
        let settled = match (&stored.finding.problem, &stored.finding.indicator) {
            (Problem::CoOwnersDiffer { .. }, Some(indicator)) => !still_differs(desk, indicator, &filed_by, &stored.number, answers),
            (_, Some(indicator)) => last_answer.get(indicator).copied() > at,
            (_, None) => last_of(&department) > at,
        };
        if weighs && !settled {
            open.push(OpenFinding { department, number: stored.number, file: stored.file, finding: stored.finding });
        }
    }
    once_each(open)
}

/// Whether the row that a submission was told about still says something else than another department's.
fn still_differs(desk: &Desk, indicator: &IndicatorId, department: &DepartmentId, number: &str, answers: &[Held]) -> bool {
    let of_this = |held: &&Held| &held.row.indicator == indicator && held.department.as_ref() == Some(department) && held.number == number;
    let row = answers.iter().find(of_this);
    row.is_some_and(|held| !differing(&held.row, department, answers, &desk.answering, &desk.registry).is_empty())
}

/// Of several findings about one disagreement, that of the later return.
fn once_each(open: Vec<OpenFinding>) -> Vec<OpenFinding> {
    let differs = |open: &OpenFinding| matches!(open.finding.problem, Problem::CoOwnersDiffer { .. });
    let mut kept: Vec<OpenFinding> = Vec::new();
    for finding in open {
        if differs(&finding) {
            kept.retain(|earlier| !(differs(earlier) && earlier.finding.indicator == finding.finding.indicator));
        }
        kept.push(finding);
    }
    kept
}
