//! Opening a round: the register is frozen, and who owes what is fixed. A round follows the one before when that is locked.

use tracing::{info, warn};

use super::desk::{Desk, PlanFolder, plan_folders};
use super::{Reason, Refusal, WorkError, Worker, stamp};
use crate::domain::{Civil, Lang, Ledger, Phase, Registry, Round, RoundId};
use crate::failpoint;
use crate::store::RoundOpening;

/// What opening came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The round.
    pub round: Round,
    /// Whether it was opened by this; `false` for a preview, and where it was open.
    pub recorded: bool,
    /// Whether it was open.
    pub known: bool,
    /// Departments that are asked.
    pub departments: usize,
    /// Indicators asked.
    pub indicators: usize,
}

impl Desk {
    /// The round that may be opened now, because the one before is locked and its own day has come.
    #[must_use]
    pub fn following(&self, now: Civil) -> Option<&Round> {
        let next = self.next.as_ref().filter(|next| next.opens <= now.date_naive())?;
        self.is_over(now).then_some(next)
    }

    /// Whether the round takes nothing any more, from nobody.
    #[must_use]
    pub fn is_over(&self, now: Civil) -> bool {
        let open = || self.ledger.departments().into_iter().any(|id| self.phase_of(id, now) != Phase::Locked);
        self.phase(now) == Phase::Locked && !open()
    }
}

impl Worker {
    /// Opens a round of the register at civil `now`: the one that is named, else the one that comes next. With `preview`,
    /// only says what would be asked.
    pub fn open(&mut self, named: Option<&RoundId>, reason: &Reason, preview: bool, now: Civil) -> Result<Opened, WorkError> {
        if reason.who.trim().is_empty() || reason.why.trim().is_empty() {
            return Err(Refusal::NotSaid.into());
        }
        // Plans that are not one office's are refused also where one is named.
        self.desks(now)?;
        let desk = self.desk(now)?;
        let already = self.store.opened_rounds(desk.plan())?;
        let planned = if desk.opened { desk.next.as_ref() } else { Some(&desk.round) };
        if let Some(known) = named.filter(|named| already.iter().any(|opened| opened.round == **named)) {
            if *known != desk.round.id {
                return Err(Refusal::Earlier(known.to_string()).into());
            }
            return Ok(opening(&desk.registry, &desk.round, false, true, now));
        }
        let wanted = named.or_else(|| planned.map(|round| &round.id)).ok_or(Refusal::NothingNext)?.clone();
        let folder = self.register_now(&desk)?;
        let registry = folder.loaded.registry.as_ref().ok_or_else(|| folder.refusal())?;
        let round = registry.round(&wanted).ok_or_else(|| WorkError::NoRound(wanted.to_string()))?;
        if desk.opened && round.opens <= desk.round.opens {
            return Err(Refusal::Earlier(round.name.clone()).into());
        }
        if desk.opened && !desk.is_over(now) {
            return Err(Refusal::StillOpen(desk.round.name.clone()).into());
        }
        let mut opened = opening(registry, round, false, false, now);
        if !preview {
            opened.recorded = self.freeze_register(&folder, registry, round, reason, now)?;
            self.mark_inbox()?;
            for trouble in self.make_folders(&self.desk(now)?) {
                warn!("{}", trouble.text(Lang::En));
            }
        }
        Ok(opened)
    }

    /// Opens what `issue` opens: the round of a desk, or the one that follows it.
    pub(super) fn open_round(&mut self, desk: &Desk, who: &str, now: Civil) -> Result<bool, WorkError> {
        let round = match desk.following(now) {
            Some(next) => next,
            None if desk.opened => return Ok(false),
            None => &desk.round,
        };
        let folder = self.register_now(desk)?;
        let registry = folder.loaded.registry.as_ref().ok_or_else(|| folder.refusal())?;
        let reason = Reason { who: who.to_owned(), why: String::new(), until: None };
        self.freeze_register(&folder, registry, round, &reason, now)
    }

    /// The register as it lies there now, without errors: an earlier one may stand in while a round goes on, but no round is
    /// opened with it, or amended to it.
    pub(super) fn register_now(&self, desk: &Desk) -> Result<PlanFolder, WorkError> {
        let folder = plan_folders(&self.installation)?.into_iter().find(|folder| folder.folder == desk.source);
        let folder = folder.ok_or_else(|| WorkError::UnknownPlan(desk.plan().to_string()))?;
        match &folder.loaded.registry {
            None => Err(folder.refusal()),
            // It was saved since the desk was set up.
            Some(registry) if !desk.opened && registry.version != desk.registry.version => Err(WorkError::RegisterAway(folder.folder)),
            Some(_) => Ok(folder),
        }
    }

    fn freeze_register(
        &mut self,
        folder: &PlanFolder,
        registry: &Registry,
        round: &Round,
        reason: &Reason,
        now: Civil,
    ) -> Result<bool, WorkError> {
        let opened = self.store.open_round(&RoundOpening {
            ledger: &asked(registry, round, now),
            register_version: &registry.version,
            sheets: &folder.sheets,
            at: &stamp(now),
            who: reason.who.trim(),
            why: reason.why.trim(),
        })?;
        failpoint::at("round-opened");
        info!(plan = %registry.plan.id, round = %round.id, opened, "round opened");
        Ok(opened)
    }
}

/// Who owes what when a round is opened: the departments that answer for the indicators on that day.
fn asked(registry: &Registry, round: &Round, now: Civil) -> Ledger {
    let mut registry = registry.clone();
    registry.stand_on(now.date_naive().max(round.opens));
    Ledger::of(&registry, round)
}

fn opening(registry: &Registry, round: &Round, recorded: bool, known: bool, now: Civil) -> Opened {
    let ledger = asked(registry, round, now);
    let indicators = ledger.obligations.iter().filter(|obligation| obligation.lead).count();
    Opened { round: round.clone(), recorded, known, departments: ledger.departments().len(), indicators }
}
