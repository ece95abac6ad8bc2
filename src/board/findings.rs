//! What departments are still asked to correct or explain.

use serde::Serialize;

use super::words::Words;
use crate::consolidation::{OpenFinding, Report};
use crate::domain::{Lang, Severity};

/// An open finding.
#[derive(Debug, Clone, Serialize)]
struct FindingCard {
    /// Place of its department, from 1; 0 for none.
    department: usize,
    name: String,
    severity: Words,
    mark: &'static str,
    /// Class and key.
    look: &'static str,
    place: Words,
    file: String,
    number: String,
    indicator: String,
    message: Words,
    remedy: Words,
    code: &'static str,
}

/// Open findings, errors first.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FindingList {
    cards: Vec<FindingCard>,
    errors: usize,
    queries: usize,
    /// Places of departments that occur, from 1.
    departments: Vec<usize>,
}

impl FindingList {
    pub(super) fn new(report: &Report) -> Self {
        let cards: Vec<FindingCard> = report.open_findings.iter().map(|open| card(report, open)).collect();
        let count = |key: &str| cards.iter().filter(|card| card.look == key).count();
        let departments = 1..=report.departments.len();
        Self {
            errors: count("bad"),
            queries: count("ask"),
            departments: departments.filter(|place| cards.iter().any(|card| card.department == *place)).collect(),
            cards,
        }
    }
}

fn card(report: &Report, open: &OpenFinding) -> FindingCard {
    let finding = &open.finding;
    let severity = finding.severity();
    let line = report.lines.iter().find(|line| Some(&line.indicator) == finding.indicator.as_ref());
    FindingCard {
        department: report.departments.iter().position(|line| line.standing.department == open.department).map_or(0, |place| place + 1),
        name: report.department_name(&open.department).to_owned(),
        severity: Words::of(|lang| severity.label(lang).to_owned()),
        mark: match severity {
            Severity::Error => "！",
            Severity::Query => "？",
            Severity::Notice => "・",
        },
        look: match severity {
            Severity::Error => "bad",
            Severity::Query => "ask",
            Severity::Notice => "quiet",
        },
        place: Words::of(|lang: Lang| finding.place.text(lang)),
        file: open.file.clone(),
        number: open.number.clone(),
        indicator: line.map(|line| line.name.clone()).unwrap_or_default(),
        message: Words::of(|lang| finding.problem.message(lang)),
        remedy: Words::of(|lang| finding.remedy(lang)),
        code: finding.problem.code(),
    }
}
