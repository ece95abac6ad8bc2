//! The report model: everything the papers, `status` and the board show, computed once.

use std::collections::BTreeMap;

use super::{Standing, SubmissionSummary};
use crate::diagnostic::Finding;
use crate::domain::{Civil, DepartmentId, IndicatorId, Ledger, Phase, Registry, Round};
use crate::validation::Held;

/// A finding that is still open, and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenFinding {
    /// Whose.
    pub department: DepartmentId,
    /// 受付番号.
    pub number: String,
    /// File name.
    pub file: String,
    /// The finding.
    pub finding: Finding,
}

/// All that a report is made of.
#[derive(Debug, Clone, Copy)]
pub struct ReportInput<'a> {
    /// The frozen register.
    pub registry: &'a Registry,
    /// The round.
    pub round: &'a Round,
    /// Where it stands.
    pub phase: Phase,
    /// Who owes what.
    pub ledger: &'a Ledger,
    /// Rows in force.
    pub held: &'a BTreeMap<IndicatorId, Held>,
    /// Where departments stand.
    pub standings: &'a [Standing],
    /// Submissions in order of receipt.
    pub submissions: &'a [SubmissionSummary],
    /// Findings still open.
    pub open_findings: &'a [OpenFinding],
    /// Civil now (「現在」 of the paper).
    pub now: Civil,
    /// Number of this compile, from 1 (第3版).
    pub edition: u32,
}

/// The report.
#[derive(Debug, Clone)]
pub struct Report {}

impl Report {
    /// Builds the report.
    #[must_use]
    pub fn build(_input: &ReportInput<'_>) -> Self {
        Self {}
    }
}
