//! Decisions and the next round as scripts read them.

use serde::Serialize;

use super::{DecisionLine, WaivedFinding, pick};
use crate::domain::{Lang, Round};

/// A decision or a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DecisionJson {
    /// Its number.
    pub number: String,
    /// What is decided: extend, close, lock, reopen, waive, override, amend, `hold_reminders`, `release_mails` or revoke.
    pub act: &'static str,
    /// proposed, waiting, refused, `in_force`, done, replaced, ended or revoked.
    pub state: &'static str,
    /// In a sentence.
    pub what: String,
    /// Who decided.
    pub who: String,
    /// Why.
    pub why: String,
    /// The day of the decision, ISO 8601.
    pub decided_on: String,
    /// Last day on which it holds.
    pub until: Option<String>,
    /// Civil time, ISO 8601; null while it is a proposal.
    pub carried_out_at: Option<String>,
    /// Its row in the sheet 決定.
    pub row: Option<u32>,
    /// What would change, or why it cannot be carried out.
    pub effects: Vec<String>,
}

impl DecisionJson {
    /// The line in a language.
    #[must_use]
    pub fn of(line: &DecisionLine, lang: Lang) -> Self {
        Self {
            number: line.number.clone(),
            act: line.act.name(),
            state: line.state.name(),
            what: line.what(lang).to_owned(),
            who: line.who.clone(),
            why: line.why.clone(),
            decided_on: line.decided_on.to_string(),
            until: line.until.map(|day| day.to_string()),
            carried_out_at: line.at.clone(),
            row: line.row,
            effects: line.effects.iter().map(|said| pick(said, lang).to_owned()).collect(),
        }
    }
}

/// A finding that a decision has settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaivedJson {
    /// The finding's code.
    pub code: &'static str,
    /// The indicator's id.
    pub indicator_id: Option<String>,
    /// Whose.
    pub department: String,
    /// Number of the decision.
    pub decision: String,
    /// Who decided.
    pub who: String,
    /// Why.
    pub why: String,
    /// Last day on which it holds, ISO 8601; null for good.
    pub until: Option<String>,
}

impl WaivedJson {
    /// The finding as scripts read it.
    #[must_use]
    pub fn of(waived: &WaivedFinding) -> Self {
        Self {
            code: waived.open.finding.problem.code(),
            indicator_id: waived.open.finding.indicator.as_ref().map(ToString::to_string),
            department: waived.open.department.to_string(),
            decision: waived.number.clone(),
            who: waived.who.clone(),
            why: waived.why.clone(),
            until: waived.until.map(|until| until.to_string()),
        }
    }
}

/// The round that comes next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NextJson {
    /// Its id.
    pub round: String,
    /// Its name.
    pub name: String,
    /// The day on which it opens, ISO 8601.
    pub opens: String,
    /// Its due day.
    pub due: String,
}

impl NextJson {
    /// The round as scripts read it.
    #[must_use]
    pub fn of(round: &Round) -> Self {
        Self { round: round.id.to_string(), name: round.name.clone(), opens: round.opens.to_string(), due: round.due.to_string() }
    }
}
