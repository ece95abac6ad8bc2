//! A finding: a problem at a place.

use serde::{Deserialize, Serialize};

use super::Problem;
use crate::domain::{CellRef, IndicatorId, Lang, Severity, Weight};

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
    /// How much it weighs, where the office gave its rule another weight (検証規則).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Weight>,
}

impl Finding {
    /// A finding about the file as a whole.
    #[must_use]
    pub fn file(problem: Problem) -> Self {
        Self { place: Place::default(), indicator: None, problem, weight: None }
    }

    /// A finding at a place.
    #[must_use]
    pub fn at(place: Place, problem: Problem) -> Self {
        Self { place, indicator: None, problem, weight: None }
    }

    /// The same finding, about an indicator.
    #[must_use]
    pub fn about(mut self, indicator: &IndicatorId) -> Self {
        self.indicator = Some(indicator.clone());
        self
    }

    /// How much it weighs: as the office switched its rule, else as the rule weighs by itself.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self.weight {
            Some(weight) => weight.severity(),
            None => self.problem.severity(),
        }
    }

    /// The same finding with the weight that the office gave its rule; `None` where the rule is switched off.
    #[must_use]
    pub fn weighing(mut self, weight: Option<Weight>) -> Option<Self> {
        // What it weighs by itself needs no saying.
        self.weight = weight.filter(|weight| *weight != Weight::from(self.problem.severity()));
        (self.weight != Some(Weight::Off)).then_some(self)
    }

    /// Whether its rule is on trial: recorded and counted, and shown to the planning office only.
    #[must_use]
    pub fn is_on_trial(&self) -> bool {
        self.weight == Some(Weight::Beta)
    }

    /// What to do, given how much it weighs: where the office switched the rule, the rule's own remedy may no longer do.
    #[must_use]
    pub fn remedy(&self, lang: Lang) -> String {
        let own = self.problem.remedy(lang);
        match (self.problem.severity(), self.severity()) {
            // To explain it is not enough any more.
            (Severity::Query, Severity::Error) if EXPLAINED.contains(&self.problem.code()) => lang
                .pick(
                    "値を確認し、誤りを直してください。値が正しい場合は、企画課に連絡してください。",
                    "Check the number and correct it. If it is right, call the planning office.",
                )
                .to_owned(),
            (Severity::Error | Severity::Notice, Severity::Query) if NUMBERS.contains(&self.problem.code()) => match lang {
                Lang::Ja => format!("{own}記入のとおりで正しい場合は、理由を書いてください。"),
                Lang::En => format!("{own} If it is right as it stands, write the reason."),
            },
            // It was explained, or the office only wants it told.
            (Severity::Query, Severity::Notice) if SLIPS.contains(&self.problem.code()) => lang
                .pick(
                    "値が正しければ、このままでかまいません。誤りであれば、直して再提出してください。",
                    "If the number is right, leave it; if not, correct it and file again.",
                )
                .to_owned(),
            _ => own,
        }
    }

    /// The word for how much it weighs.
    #[must_use]
    pub fn weight_label(&self, lang: Lang) -> &'static str {
        self.weight.unwrap_or_else(|| self.severity().into()).label(lang)
    }
}

/// Rules that a word in the reason column settles while they are queries.
const EXPLAINED: [&str; 5] = ["V011", "V012", "V013", "V014", "V032"];

/// Rules about numbers that look like slips of the hand: told also where a reason explains them.
const SLIPS: [&str; 2] = ["V011", "V012"];

/// Rules about a number that by themselves are no query, and that a word in the reason column settles where they are made one.
const NUMBERS: [&str; 5] = ["V008", "V009", "V010", "V015", "V030"];

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
    let remedy = finding.remedy(lang);
    match (place.is_empty(), lang) {
        (true, Lang::Ja) => format!("{message}{remedy}"),
        (true, Lang::En) => format!("{message} {remedy}"),
        (false, Lang::Ja) => format!("{place}：{message}{remedy}"),
        (false, Lang::En) => format!("{place}: {message} {remedy}"),
    }
}
