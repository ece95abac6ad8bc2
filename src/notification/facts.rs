//! The facts of a mail: everything that a template may say, and nothing that is prose.

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{Alert, AlsoPlan, AmendmentFacts, DigestFacts, MailKind};
use crate::diagnostic::{Finding, Problem, count};
use crate::domain::{Civil, Department, Registry, Round, Severity, Verdict};

/// Most findings that one mail lists; the workbook lists all.
pub const FINDINGS_MAX: usize = 10;

/// What a mail is made of. Stored with the mail until it is frozen. Fields that a kind does not need stay empty;
/// [`super::compose`] says which one is missing. Civil times are in the office's zone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MailFacts {
    /// The municipality.
    pub city: String,
    /// Name of the plan.
    pub plan: String,
    /// Name of the round, e.g. 令和6年度KPI実績.
    pub round: String,
    /// The planning office, e.g. 企画課.
    pub office: String,
    /// 問合せ先.
    pub contact: String,
    /// Name of the department as registered; empty where it is not known.
    pub department: String,
    /// 提出期限.
    pub due: Option<NaiveDate>,
    /// When the counts below held.
    pub as_of: Option<NaiveDateTime>,

    /// Indicators asked of the department (of all, in a summary).
    pub asked: usize,
    /// Indicators for which nothing is in force.
    pub owed: usize,
    /// Indicators in force once this file is taken.
    pub taken: usize,
    /// Indicators without any entry: of `owed`, those that are not in error.
    pub blank: usize,
    /// Places with an error.
    pub errors: usize,
    /// Indicators in force with an open query.
    pub queried: usize,
    /// Open queries.
    pub queries: usize,
    /// Notices.
    pub notices: usize,

    /// 受付番号.
    pub number: String,
    /// When the file was received.
    pub received: Option<NaiveDateTime>,
    /// What became of the file.
    pub verdict: Option<Verdict>,
    /// Name of the file, as the department typed it.
    pub file: String,
    /// The first findings, errors before queries, at most [`FINDINGS_MAX`].
    pub findings: Vec<Finding>,
    /// Say what is wrong, with values, beside each place. Off by default: a mail carries counts and places only.
    pub include_details: bool,

    /// The folder in which returns are put.
    pub folder: String,
    /// The workbook to open: the blank form, the annotated copy, or the folder of the compiled papers.
    pub workbook: String,
    /// Whether that is the department's own workbook, with marks.
    pub marked: bool,
    /// What the office's own workbook has, where it is the form.
    pub own_form: Option<OwnFormFacts>,

    /// Name of the workbook that is attached; empty for none.
    pub attached: String,

    /// 版 of the compiled papers.
    pub edition: u32,
    /// Departments that still owe.
    pub late_departments: usize,
    /// Indicators with a 速報 or 見込み value.
    pub preliminary: usize,
    /// 判定の相違.
    pub discrepancies: usize,
    /// Mails of which nobody knows whether they arrived.
    pub in_doubt: Vec<InDoubt>,

    /// What a digest says.
    pub digest: DigestFacts,

    /// What an amendment of the register changed for the department.
    pub amendment: Option<AmendmentFacts>,

    /// What the operator is told.
    pub alert: Option<Alert>,

    /// The office's other plans, departments and due days, where one mail speaks of several.
    pub also: Vec<AlsoPlan>,
    /// What of this is due later than `due`.
    pub later: Vec<DueLater>,
    /// Departments whose work this one has now, by name: their indicators are among those asked.
    pub taken_over: Vec<String>,
}

/// Which of our form's fields the office's own workbook has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnFormFacts {
    /// 提出区分.
    pub filing_state: bool,
    /// 値の区分.
    pub states: bool,
}

/// Indicators that are due on a later day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DueLater {
    /// Their 提出期限.
    pub due: Option<NaiveDate>,
    /// How many.
    pub count: usize,
    /// Their names, where they are few.
    pub names: Vec<String>,
}

/// A mail that did not go through: handed to a server whose answer was lost, or refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InDoubt {
    /// What it was about.
    pub kind: MailKind,
    /// To whom.
    pub recipient: String,
    /// By which the server's log knows it.
    pub message_id: String,
}

impl MailFacts {
    /// What the register says, as of `now`; counts and places are the caller's to fill in.
    #[must_use]
    pub fn of(registry: &Registry, round: &Round, department: Option<&Department>, now: Civil) -> Self {
        Self {
            city: registry.plan.city.clone(),
            plan: registry.plan.name.clone(),
            round: round.name.clone(),
            office: registry.plan.office.clone(),
            contact: registry.plan.contact.clone(),
            department: department.map(|d| d.name.clone()).unwrap_or_default(),
            due: Some(round.due),
            as_of: Some(now.naive_local()),
            ..Self::default()
        }
    }

    /// Counts `findings` and keeps the first of them: about the whole file first, then by weight, then by place.
    #[must_use]
    pub fn with_findings(mut self, findings: &[Finding]) -> Self {
        self.errors = count(findings, Severity::Error);
        self.queries = count(findings, Severity::Query);
        self.notices = count(findings, Severity::Notice);
        self.queried = queried_indicators(findings);
        let mut kept: Vec<&Finding> = findings.iter().filter(|f| f.severity() != Severity::Notice || is_about_the_file(f)).collect();
        kept.sort_by_key(|f| (!is_about_the_file(f), f.severity()));
        self.findings = kept.into_iter().take(FINDINGS_MAX).cloned().collect();
        self
    }
}

impl MailFacts {
    /// Whether the file as a whole was not taken, rather than some of its rows.
    pub(super) fn is_refused(&self) -> bool {
        matches!(self.verdict, Some(Verdict::Refused | Verdict::Quarantined)) || self.is_locked_out()
    }

    /// Whether it came after the round was locked.
    pub(super) fn is_locked_out(&self) -> bool {
        self.findings.iter().any(|finding| matches!(finding.problem, Problem::RoundLocked { .. }))
    }
}

/// Whether a finding concerns the file as a whole. Such a finding holds no figures of the return. What is wrong with
/// the identity is, although it is pointed at in a cell: without it nobody knows why the file came back.
pub(super) fn is_about_the_file(finding: &Finding) -> bool {
    let placed = finding.place.sheet.is_some() || finding.place.cell.is_some();
    !placed || (finding.severity() == Severity::Error && finding.problem.code().starts_with(['F', 'I']))
}

/// Indicators with a query and without an error; a query that names no indicator counts for itself.
fn queried_indicators(findings: &[Finding]) -> usize {
    let of = |severity| findings.iter().filter(move |f| f.severity() == severity);
    let mut seen: Vec<&Finding> = Vec::new();
    for query in of(Severity::Query) {
        let known = query.indicator.is_some() && seen.iter().any(|f| f.indicator == query.indicator);
        let rejected = query.indicator.is_some() && of(Severity::Error).any(|f| f.indicator == query.indicator);
        if !known && !rejected {
            seen.push(query);
        }
    }
    seen.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::domain::CellRef;

    fn finding(problem: Problem, cell: &str, indicator: &str) -> Finding {
        let cell: CellRef = cell.parse().expect("cell");
        Finding::at(Place::cell("入力", cell), problem).about(&indicator.parse().expect("id"))
    }

    #[test]
    fn an_indicator_with_two_queries_is_one_indicator_to_look_at() {
        let findings = [
            finding(Problem::ReasonMissing, "M6", "a"),
            finding(Problem::RangeGiven { raw: "1〜2".to_owned() }, "I7", "b"),
            finding(Problem::ReasonMissing, "M7", "b"),
            finding(Problem::TextTooLong { heading: "理由".to_owned(), length: 900, max: 400 }, "M6", "a"),
            finding(Problem::BlankActual, "I9", "c"),
        ];
        let facts = MailFacts::default().with_findings(&findings);
        assert_eq!((facts.errors, facts.queries, facts.queried, facts.notices), (1, 3, 1, 1));
        assert_eq!(facts.findings.first().map(Finding::severity), Some(Severity::Error));
        assert_eq!(facts.findings.len(), 4, "a notice about a cell is the workbook's business");
    }

    #[test]
    fn facts_stored_by_an_older_program_can_still_be_read() {
        let facts: MailFacts = serde_json::from_str(r#"{"round":"令和6年度KPI実績","owed":8}"#).expect("readable");
        assert_eq!(facts.owed, 8);
        let text = serde_json::to_string(&MailFacts::default().with_findings(&[Finding::file(Problem::EmptyFile)])).expect("writable");
        let back: MailFacts = serde_json::from_str(&text).expect("readable");
        assert_eq!(back.errors, 1);
    }
}
