//! Decisions and proposals as people read them, proposals first.

use super::effect::effects;
use super::rows::{Fate, Row, disagreements, rows};
use crate::consolidation::{DecisionLine, DecisionState, Report, act_words};
use crate::diagnostic::Finding;
use crate::domain::{Act, Civil, Decision, Lang};
use crate::worker::{Desk, WorkError, Worker};

/// Proposals of which it is told what they would change; a longer list is told without.
const EFFECTS_MAX: usize = 20;

/// All that was decided and proposed about a round.
#[derive(Debug, Clone)]
pub struct DecisionList {
    /// The round's printed name.
    pub round: String,
    /// Proposals, then decisions, each in their order.
    pub lines: Vec<DecisionLine>,
    /// Where the sheet and the decisions disagree.
    pub findings: Vec<Finding>,
}

impl Worker {
    /// The decisions about the round at civil `now`, and the rows of the sheet that wait.
    pub fn decisions(&self, now: Civil) -> Result<DecisionList, WorkError> {
        let desk = self.desk(now)?;
        let report = self.report(&desk, 0, now)?;
        Ok(DecisionList { round: desk.round_name(), lines: report.decided, findings: report.decided_findings })
    }

    /// The lines of a report.
    pub(in crate::worker) fn decided_lines(&self, desk: &Desk, report: &Report, now: Civil) -> Result<Vec<DecisionLine>, WorkError> {
        let rows = rows(desk, now).unwrap_or_default();
        let mut lines = Vec::new();
        for row in rows.iter().filter(|row| !matches!(row.fate, Fate::Done(_))) {
            let mut line = proposed(desk, row);
            if line.state != DecisionState::Refused && lines.len() < EFFECTS_MAX && row.proposal.wording.round == desk.round.id {
                line.effects = effects(desk, report, &line.act, self.held_mails(desk, &line.act)?, now);
            }
            lines.push(line);
        }
        lines.extend(desk.decisions.all().iter().map(|decision| carried_out(desk, &rows, decision, now)));
        Ok(lines)
    }
}

/// Where the sheet of a desk and its decisions disagree.
pub(in crate::worker) fn disagreeing(desk: &Desk, now: Civil) -> Vec<Finding> {
    rows(desk, now).map(|rows| disagreements(desk, &rows, now)).unwrap_or_default()
}

fn proposed(desk: &Desk, row: &Row<'_>) -> DecisionLine {
    let wording = &row.proposal.wording;
    let why = match &row.fate {
        Fate::Refused(refusal) => vec![[refusal.text(Lang::Ja), refusal.text(Lang::En)]],
        Fate::Changed(decision) => vec![[
            format!("実行済みの決定（番号{}）を書き換えた行のため、実行しません。", decision.id),
            format!("Not carried out: the decision {} was carried out and its row rewritten.", decision.id),
        ]],
        Fate::Overruled(decision) => vec![[
            format!("後から別の決定（番号{}）が行われているため、実行しません。", decision.id),
            format!("Not carried out: a later decision ({}) says otherwise.", decision.id),
        ]],
        Fate::Done(_) | Fate::Waits | Fate::Ready => Vec::new(),
    };
    let state = if !why.is_empty() {
        DecisionState::Refused
    } else if row.proposal.carry_out {
        DecisionState::Waiting
    } else {
        DecisionState::Proposed
    };
    DecisionLine {
        number: row.number.clone(),
        row: Some(row.proposal.row),
        act: wording.act.clone(),
        what: [Lang::Ja, Lang::En].map(|lang| act_words(&wording.act, &desk.registry, lang)),
        who: wording.who.clone(),
        why: wording.why.clone(),
        until: wording.until,
        decided_on: wording.decided_on,
        at: None,
        state,
        effects: why,
    }
}

fn carried_out(desk: &Desk, rows: &[Row<'_>], decision: &Decision, now: Civil) -> DecisionLine {
    let today = now.date_naive();
    let last = if let Act::Reopen { until, .. } = &decision.act { Some(*until) } else { decision.until };
    let state = if desk.decisions.is_revoked(&decision.id) {
        DecisionState::Revoked
    } else if matches!(decision.act, Act::ReleaseMails { .. } | Act::Revoke { .. }) {
        DecisionState::Done
    } else if desk.decisions.overruled(&decision.id, today).is_some() {
        DecisionState::Replaced
    } else if last.is_some_and(|last| last < today) {
        DecisionState::Ended
    } else {
        DecisionState::InForce
    };
    DecisionLine {
        number: decision.id.clone(),
        row: rows.iter().find(|row| row.number == decision.id).map(|row| row.proposal.row),
        act: decision.act.clone(),
        what: [Lang::Ja, Lang::En].map(|lang| act_words(&decision.act, &desk.registry, lang)),
        who: decision.who.clone(),
        why: decision.why.clone(),
        until: last,
        decided_on: decision.decided_on,
        at: Some(decision.at.clone()),
        state,
        effects: Vec::new(),
    }
}
