//! Writing the papers: when something changed, at the office's time or when asked.

use super::desk::Desk;
use super::jobs::Job;
use super::{WorkError, Worker, stamp};
use crate::consolidation::{EditionFacts, Report};
use crate::domain::{Act, Civil};
use crate::spool::sha256_hex;
use crate::store::Edition;

impl Worker {
    /// What the papers are made of, as one hash: the same input makes no new edition.
    fn digest(&self, desk: &Desk, now: Civil) -> Result<String, WorkError> {
        let (plan, round) = (&desk.registry.plan.id, &desk.round.id);
        let texts: Vec<_> = self.store.held_texts(plan, round)?.into_values().collect();
        let facts = (&desk.registry.version, desk.answers(self.store.as_ref())?, texts, self.store.submissions(plan, round)?);
        let mut bytes = serde_json::to_vec(&facts).map_err(crate::store::StoreError::from)?;
        // A round without decisions that the papers show has the digest that it always had.
        let shows = |act: &Act| {
            matches!(act, Act::Override { .. } | Act::Waive { .. } | Act::Close | Act::Lock | Act::Reopen { department: None, .. })
        };
        let holding = desk.decisions.holding(now.date_naive()).filter(|decision| shows(&decision.act));
        let holding: Vec<&str> = holding.map(|decision| decision.id.as_str()).collect();
        if !holding.is_empty() {
            bytes.extend(serde_json::to_vec(&holding).map_err(crate::store::StoreError::from)?);
        }
        Ok(sha256_hex(&bytes))
    }

    /// Whether a compile would make a new edition: something came in, and something changed since the last one.
    pub(super) fn compile_is_due(&self, desk: &Desk, now: Civil) -> Result<bool, WorkError> {
        let last = self.store.last_edition(&desk.registry.plan.id, &desk.round.id)?;
        let digest = self.digest(desk, now)?;
        let anything = !self.store.submissions(&desk.registry.plan.id, &desk.round.id)?.is_empty();
        Ok(anything && last.is_none_or(|edition| edition.digest != digest))
    }

    /// Writes the meeting paper, the working book and the data as the next edition, and says which paths they get. The same
    /// input as last time keeps its edition's number.
    pub fn compile(&mut self, now: Civil) -> Result<(Report, Vec<String>), WorkError> {
        let desk = self.desk(now)?;
        if !desk.opened {
            // Nobody was asked: there is nothing to compile, and the office is not to be told of a first edition.
            return Err(WorkError::NotOpened(desk.round.name));
        }
        self.sweep_outbox()?;
        let compiled = self.compile_papers(&desk, now)?;
        let desks = self.desks_at_work(now)?;
        self.deliver(&desks, now)?;
        let troubles = self.troubles(&desk)?;
        self.refresh_board(&desks, &troubles, now)?;
        let folder = format!("{}/", self.installation.config.folders.planning);
        self.all_written_below(&folder)?;
        Ok(compiled)
    }

    /// The same in the course of a pass, which goes on when a paper cannot be written.
    pub(super) fn compile_papers(&mut self, desk: &Desk, now: Civil) -> Result<(Report, Vec<String>), WorkError> {
        let at = stamp(now);
        let digest = self.digest(desk, now)?;
        let last = self.store.last_edition(&desk.registry.plan.id, &desk.round.id)?;
        let number = match &last {
            Some(edition) if edition.digest == digest => edition.number,
            Some(edition) => edition.number + 1,
            None => 1,
        };
        let report = self.report(desk, number, now)?;
        let outputs = self.papers(desk, &report)?;
        if last.is_some_and(|edition| edition.number == number) {
            // No new edition and no mail: the same figures, as of now.
            for output in &outputs {
                self.store.add_output(output, &at)?;
            }
        } else {
            let facts = serde_json::to_string(&EditionFacts::of(&report)).map_err(crate::store::StoreError::from)?;
            let edition =
                Edition { plan: desk.registry.plan.id.clone(), round: desk.round.id.clone(), number, digest, at: at.clone(), facts };
            // Where a digest is still to come today, it says this as well.
            let mails = if self.turn_today(Job::Digest, desk, now)? { Vec::new() } else { self.summary_mails(desk, &report, now)? };
            self.store.compile(&edition, &outputs, &mails)?;
        }
        let written = self.write_outputs(&at)?;
        Ok((report, written))
    }
}
