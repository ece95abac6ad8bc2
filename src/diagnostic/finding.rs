//! A finding: a problem at a place.

use serde::{Deserialize, Serialize};

use super::Problem;
use crate::domain::{CellRef, IndicatorId, Lang, Severity};

/// Where a finding stands. Empty for the file as a whole.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Place {
    /// Sheet (or, in a register folder, the sheet that the file holds).
    pub sheet: Option<String>,
    /// Cell.
    pub cell: Option<CellRef>,
}

impl Place {
    /// A cell of a sheet.
    #[must_use]
    pub fn cell(sheet: &str, cell: CellRef) -> Self {
        Self { sheet: Some(sheet.to_owned()), cell: Some(cell) }
    }

    /// A sheet as a whole.
    #[must_use]
    pub fn sheet(sheet: &str) -> Self {
        Self { sheet: Some(sheet.to_owned()), cell: None }
    }

    /// `「入力」シートI14` / `sheet 入力, I14`; empty for the whole file.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (&self.sheet, self.cell, lang) {
            (Some(sheet), Some(cell), Lang::Ja) => format!("「{sheet}」シート{cell}"),
            (Some(sheet), None, Lang::Ja) => format!("「{sheet}」シート"),
            (Some(sheet), Some(cell), Lang::En) => format!("sheet {sheet}, {cell}"),
            (Some(sheet), None, Lang::En) => format!("sheet {sheet}"),
            (None, Some(cell), _) => cell.to_string(),
            (None, None, _) => String::new(),
        }
    }
}

/// A problem at a place, and the indicator it concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// Which indicator, where one is known.
    pub indicator: Option<IndicatorId>,
    /// What.
    #[serde(flatten)]
    pub problem: Problem,
}

impl Finding {
    /// A finding about the file as a whole.
    #[must_use]
    pub fn file(problem: Problem) -> Self {
        Self { place: Place::default(), indicator: None, problem }
    }

    /// A finding at a place.
    #[must_use]
    pub fn at(place: Place, problem: Problem) -> Self {
        Self { place, indicator: None, problem }
    }

    /// The same finding, about an indicator.
    #[must_use]
    pub fn about(mut self, indicator: &IndicatorId) -> Self {
        self.indicator = Some(indicator.clone());
        self
    }

    /// The problem's severity.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        self.problem.severity()
    }
}

/// How many findings weigh this much.
#[must_use]
pub fn count(findings: &[Finding], severity: Severity) -> usize {
    findings.iter().filter(|finding| finding.severity() == severity).count()
}

/// `「入力」シートI14：…。…。` — place, message and remedy in one line.
#[must_use]
pub fn headline(finding: &Finding, lang: Lang) -> String {
    let place = finding.place.text(lang);
    let message = finding.problem.message(lang);
    let remedy = finding.problem.remedy(lang);
    match (place.is_empty(), lang) {
        (true, Lang::Ja) => format!("{message}{remedy}"),
        (true, Lang::En) => format!("{message} {remedy}"),
        (false, Lang::Ja) => format!("{place}：{message}{remedy}"),
        (false, Lang::En) => format!("{place}: {message} {remedy}"),
    }
}
