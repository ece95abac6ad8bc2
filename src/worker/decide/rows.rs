//! The sheet 決定 beside the decisions that were carried out: which rows are done, which wait, and where the two disagree.

use std::collections::BTreeSet;

use super::refusal::{Refusal, refusal};
use crate::diagnostic::{DecisionProblem, Finding, Place, Problem};
use crate::domain::{CellRef, Civil, Decision, DecisionSource, Lang, Proposal, Wording};
use crate::worker::Desk;

/// The sheet's name.
const SHEET: &str = "決定";
/// Matters on which a row and a decision agree at least, so that the one is taken for the other rewritten.
const ALIKE: usize = 2;

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate<'a> {
    /// It was carried out.
    Done(&'a Decision),
    /// It is a decision that was carried out, rewritten since. It is not carried out again.
    Changed(&'a Decision),
    /// A later decision on the command line says otherwise: to carry it out now would turn time back.
    Overruled(&'a Decision),
    /// It is not marked, or its day or its round has not come.
    Waits,
    /// It cannot be carried out as it stands.
    Refused(Refusal),
    /// It is to be carried out.
    Ready,
}

/// A row and what became of it.
#[derive(Debug, Clone)]
pub(super) struct Row<'a> {
    pub(super) proposal: &'a Proposal,
    pub(super) number: String,
    pub(super) fate: Fate<'a>,
}

/// The rows about the round of a desk; `None` where the sheet cannot be read now, which says nothing about what was decided.
pub(super) fn rows(desk: &Desk, now: Civil) -> Option<Vec<Row<'_>>> {
    let proposals = desk.proposals.as_ref()?;
    let next = desk.next.as_ref().map(|round| &round.id);
    let ours = |proposal: &&Proposal| proposal.wording.round == desk.round.id || Some(&proposal.wording.round) == next;
    let mut orphans = orphans(desk);
    let mut all: Vec<Row<'_>> = Vec::new();
    for proposal in proposals.iter().filter(ours) {
        let number = proposal.wording.number(desk.plan());
        // The same words twice are one decision.
        if all.iter().any(|row| row.number == number) {
            continue;
        }
        let fate = match desk.decisions.get(&number) {
            Some(decision) => Fate::Done(decision),
            None => pending(desk, proposal, &mut orphans, now),
        };
        all.push(Row { proposal, number, fate });
    }
    Some(all)
}

/// Decisions from the sheet whose rows are no longer in it.
fn orphans(desk: &Desk) -> Vec<&Decision> {
    let proposals = desk.proposals.as_deref().unwrap_or_default();
    let there: BTreeSet<String> = proposals.iter().map(|proposal| proposal.wording.number(desk.plan())).collect();
    desk.decisions.all().iter().filter(|decision| decision.source == DecisionSource::Sheet && !there.contains(&decision.id)).collect()
}

fn pending<'a>(desk: &'a Desk, proposal: &Proposal, orphans: &mut Vec<&'a Decision>, now: Civil) -> Fate<'a> {
    let wording = &proposal.wording;
    let nearest = orphans.iter().enumerate().max_by_key(|(_, orphan)| alike(orphan, wording));
    if let Some(place) = nearest.filter(|(_, orphan)| alike(orphan, wording) >= ALIKE).map(|(place, _)| place) {
        return Fate::Changed(orphans.swap_remove(place));
    }
    if !proposal.carry_out || wording.round != desk.round.id || !desk.opened || wording.decided_on > now.date_naive() {
        return Fate::Waits;
    }
    let later = |decision: &&Decision| {
        decision.source == DecisionSource::CommandLine
            && decision.decided_on > wording.decided_on
            && decision.act != wording.act
            && wording.act.same_matter(&decision.act)
    };
    if let Some(decision) = desk.decisions.holding(now.date_naive()).rfind(later) {
        return Fate::Overruled(decision);
    }
    refusal(desk, &wording.act, wording.until, now).map_or(Fate::Ready, Fate::Refused)
}

/// On how many matters a row and a decision of its kind agree; none where the kinds differ.
fn alike(decision: &Decision, wording: &Wording) -> usize {
    if decision.act.name() != wording.act.name() || decision.round != wording.round {
        return 0;
    }
    let same =
        [decision.act == wording.act, decision.decided_on == wording.decided_on, decision.why == wording.why, decision.who == wording.who];
    same.into_iter().filter(|same| *same).count()
}

/// Where the sheet and the decisions disagree.
pub(super) fn disagreements(desk: &Desk, rows: &[Row<'_>], now: Civil) -> Vec<Finding> {
    let mut findings: Vec<Finding> = rows.iter().filter_map(|row| disagreement(desk, rows, row, now)).collect();
    let changed = |id: &str| rows.iter().any(|row| matches!(row.fate, Fate::Changed(decision) if decision.id == id));
    for orphan in orphans(desk).into_iter().filter(|orphan| !changed(&orphan.id)) {
        let problem = DecisionProblem::RowVanished { number: orphan.id.clone(), kind: orphan.act.label(Lang::Ja).to_owned() };
        findings.push(Finding::at(Place::sheet(SHEET), Problem::Decision(problem)));
    }
    findings
}

fn disagreement(desk: &Desk, rows: &[Row<'_>], row: &Row<'_>, now: Civil) -> Option<Finding> {
    let kind = row.proposal.wording.act.label(Lang::Ja).to_owned();
    let overruled = |later: &Decision| DecisionProblem::RowOverruled {
        kind: kind.clone(),
        number: row.number.clone(),
        later: later.id.clone(),
        who: later.who.clone(),
    };
    let problem = match &row.fate {
        Fate::Changed(decision) => DecisionProblem::RowChanged { number: decision.id.clone(), kind: kind.clone() },
        Fate::Overruled(later) => overruled(later),
        Fate::Refused(refusal) => {
            DecisionProblem::RowRefused { kind: kind.clone(), why_ja: refusal.text(Lang::Ja), why_en: refusal.text(Lang::En) }
        }
        Fate::Done(decision) => {
            let in_sheet = |id: &str| rows.iter().any(|row| row.number == id);
            let revocation = desk.decisions.revocation(&decision.id);
            let later = revocation.or_else(|| desk.decisions.overruled(&decision.id, now.date_naive()));
            overruled(later.filter(|later| later.source == DecisionSource::CommandLine && !in_sheet(&later.id))?)
        }
        Fate::Waits | Fate::Ready => return None,
    };
    let place = CellRef::new(row.proposal.row.saturating_sub(1), 0).map_or_else(|| Place::sheet(SHEET), |cell| Place::cell(SHEET, cell));
    Some(Finding::at(place, Problem::Decision(problem)))
}
