//! Decisions and proposals on the board: what was decided, what waits for 実行 and what it would change.

use serde::Serialize;

use super::words::{Words, day};
use crate::consolidation::{DecisionLine, DecisionState, Report, Said};
use crate::diagnostic::headline;

/// A decision or a proposal.
#[derive(Debug, Clone, Serialize)]
struct DecisionCard {
    number: String,
    kind: Words,
    state: Words,
    mark: &'static str,
    /// Class: ask, bad, good or quiet.
    look: &'static str,
    what: Words,
    effects: Vec<Words>,
    who: String,
    why: String,
    decided: Words,
    until: Option<Words>,
    /// Row in the sheet; 0 for a decision of the command line.
    row: u32,
}

/// Decisions of a round, proposals first, and where sheet and record disagree.
#[derive(Debug, Clone, Serialize)]
pub(super) struct DecisionCards {
    cards: Vec<DecisionCard>,
    /// Rows that wait for 実行.
    proposed: usize,
    disagreements: Vec<Words>,
}

impl DecisionCards {
    pub(super) fn new(report: &Report) -> Self {
        Self {
            cards: report.decided.iter().map(card).collect(),
            proposed: report.decided.iter().filter(|line| line.state == DecisionState::Proposed).count(),
            disagreements: report.decided_findings.iter().map(|finding| Words::of(|lang| headline(finding, lang))).collect(),
        }
    }
}

fn words(said: &Said) -> Words {
    Words::new(said[0].clone(), said[1].clone())
}

fn card(line: &DecisionLine) -> DecisionCard {
    let (mark, look) = match line.state {
        DecisionState::Proposed => ("○", "ask"),
        DecisionState::Waiting => ("…", "ask"),
        DecisionState::Refused => ("！", "bad"),
        DecisionState::InForce => ("●", "good"),
        DecisionState::Done | DecisionState::Replaced | DecisionState::Ended | DecisionState::Revoked => ("■", "quiet"),
    };
    DecisionCard {
        number: line.number.clone(),
        kind: Words::of(|lang| line.act.label(lang).to_owned()),
        state: Words::of(|lang| line.state.label(lang).to_owned()),
        mark,
        look,
        what: words(&line.what),
        effects: line.effects.iter().map(words).collect(),
        who: line.who.clone(),
        why: line.why.clone(),
        decided: day(line.decided_on),
        until: line.until.map(day),
        row: line.row.unwrap_or_default(),
    }
}
