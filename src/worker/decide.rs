//! Deciding: the command line and the sheet 決定 write the same events. Everything else follows from them.

mod effect;
mod lines;
mod refusal;
mod rows;

use chrono::NaiveDate;
use tracing::{error, info};

use self::effect::effects;
pub use self::refusal::Refusal;
use self::refusal::refusal;
use self::rows::{Fate, Row};
use super::amend::AmendOrder;
use super::desk::Desk;
use super::desks::Desks;
use super::{WorkError, Worker, stamp};
use crate::consolidation::{Said, act_words};
use crate::domain::{Act, Civil, DecisionSource, Lang, RoundId, Wording};
use crate::failpoint;

pub use self::lines::DecisionList;
pub(super) use self::lines::disagreeing;

/// Most times that the same words are decided anew.
const TIMES_MAX: usize = 1000;

/// Who decides, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Who decides.
    pub who: String,
    /// Why.
    pub why: String,
    /// Last day on which it holds; `None` for good.
    pub until: Option<NaiveDate>,
}

/// What deciding came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Number of the decision.
    pub number: String,
    /// The round's printed name.
    pub round: String,
    /// Whether it was recorded by this; `false` for a preview, and where it was decided before and still holds.
    pub recorded: bool,
    /// Whether it was decided before and still holds.
    pub known: bool,
    /// What it does.
    pub what: Said,
    /// What changes by it.
    pub effects: Vec<Said>,
    /// Whether another decision can take it back.
    pub can_be_revoked: bool,
}

/// The rows of the sheet that wait, in both languages: for 実行, or for their day.
pub(super) fn waiting_rows(desk: &Desk, now: Civil) -> Vec<[String; 2]> {
    let waits = rows::rows(desk, now).into_iter().flatten().filter(|row| row.fate == Fate::Waits);
    waits.map(|row| [Lang::Ja, Lang::En].map(|lang| act_words(&row.proposal.wording.act, &desk.registry, lang))).collect()
}

impl Worker {
    /// Decides at civil `now`, on the command line; with `preview`, only says what would change. `round` guards against the
    /// wrong one. The same words again are the same decision as long as it holds.
    pub fn decide(&mut self, round: Option<&RoundId>, act: Act, reason: &Reason, preview: bool, now: Civil) -> Result<Decided, WorkError> {
        let desk = self.desk(now)?;
        if let Some(named) = round.filter(|named| **named != desk.round.id) {
            return Err(Refusal::OtherRound { named: named.clone(), now: desk.round.id }.into());
        }
        let (who, why) = (reason.who.trim().to_owned(), reason.why.trim().to_owned());
        if who.is_empty() || why.is_empty() {
            return Err(Refusal::NotSaid.into());
        }
        let wording = Wording { round: desk.round.id.clone(), act, who, why, until: reason.until, decided_on: now.date_naive() };
        let (number, known) = number(&desk, &wording, now);
        let mut decided = Decided {
            number,
            round: desk.round_name(),
            recorded: false,
            known,
            what: [Lang::Ja, Lang::En].map(|lang| act_words(&wording.act, &desk.registry, lang)),
            effects: Vec::new(),
            can_be_revoked: wording.act.can_be_revoked(),
        };
        if known {
            return Ok(decided);
        }
        if let Some(refusal) = refusal(&desk, &wording.act, wording.until, now) {
            return Err(refusal.into());
        }
        let report = self.report(&desk, 0, now)?;
        decided.effects = effects(&desk, &report, &wording.act, self.held_mails(&desk, &wording.act)?, now);
        if !preview {
            let decision = wording.decision(decided.number.clone(), desk.plan(), DecisionSource::CommandLine, stamp(now));
            decided.recorded = self.store.decide(&decision, None)?;
            failpoint::at("decision-made");
            info!(number = %decision.id, act = decision.act.name(), who = %decision.who, "decided");
        }
        Ok(decided)
    }

    /// Carries out the rows of the sheet that are to be; whether there were any. Each is recorded in a transaction of its
    /// own under the number of its words: after a crash the rest is carried out, and nothing twice.
    pub(super) fn carry_out(&mut self, desks: &Desks, now: Civil) -> Result<bool, WorkError> {
        let mut any = false;
        for desk in &desks.desks {
            let mut desk = desk.clone();
            // One row may make another possible or impossible; each is tried once.
            let count = desk.proposals.as_ref().map_or(0, Vec::len);
            for _ in 0..count {
                let Some(ready) = rows::rows(&desk, now).into_iter().flatten().find(|row| row.fate == Fate::Ready) else { break };
                if matches!(ready.proposal.wording.act, Act::Amend { .. }) {
                    match self.amend_by_row(&desk, &ready, now) {
                        // The desk stands on another register now; the other rows are looked at anew.
                        Ok(()) => any = true,
                        Err(error @ WorkError::Store(_)) => return Err(error),
                        // It holds up nobody's return, and is tried again.
                        Err(error) => error!(number = %ready.number, %error, "the register could not be amended"),
                    }
                    break;
                }
                let decision = ready.proposal.wording.decision(ready.number, desk.plan(), DecisionSource::Sheet, stamp(now));
                if self.store.decide(&decision, None)? {
                    failpoint::at("decision-made");
                    info!(number = %decision.id, act = decision.act.name(), who = %decision.who, "decided in the sheet");
                }
                any = true;
                desk = desk.after(decision, now);
            }
        }
        Ok(any)
    }

    fn amend_by_row(&mut self, desk: &Desk, row: &Row<'_>, now: Civil) -> Result<(), WorkError> {
        let Wording { who, why, decided_on, .. } = &row.proposal.wording;
        let order = AmendOrder { id: Some(&row.number), who, why, source: DecisionSource::Sheet, decided_on: *decided_on };
        self.amend_by(Some(desk.plan()), &order, now)?;
        Ok(())
    }

    /// How many held mails a release would let go.
    fn held_mails(&self, desk: &Desk, act: &Act) -> Result<usize, WorkError> {
        let Act::ReleaseMails { kind, department } = act else { return Ok(0) };
        Ok(self.store.held_mails(desk.plan(), &desk.round.id, kind.as_deref(), department.as_ref())?)
    }
}

/// The number of these words, and whether they were decided before and still hold. What was taken back, or replaced since,
/// may be decided in the same words again.
fn number(desk: &Desk, wording: &Wording, now: Civil) -> (String, bool) {
    let base = wording.number(desk.plan());
    let mut number = base.clone();
    for again in 2..TIMES_MAX {
        let Some(earlier) = desk.decisions.get(&number) else { break };
        let gone = desk.decisions.is_revoked(&number) || desk.decisions.overruled(&number, now.date_naive()).is_some();
        let repeatable = match earlier.act {
            Act::ReleaseMails { .. } => true,
            // It was opened again for somebody since.
            Act::Lock => !desk.is_over(now),
            _ => false,
        };
        if !gone && !repeatable {
            return (number, true);
        }
        number = format!("{base}-{again}");
    }
    (number, false)
}
