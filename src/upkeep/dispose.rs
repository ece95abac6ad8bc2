//! `dispose`: the originals of rounds that are over for longer than the office's rules ask. Only a person starts it, and
//! it is written down before anything goes.
//!
//! The ledger stays: every submission with its hash, verdict, values and findings. What goes is the file that the
//! department sent, unless something that is kept refers to the same bytes.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::turn::Turn;
use super::{Progress, UpkeepError};
use crate::domain::{Civil, PlanId, RoundId};
use crate::installation::Installation;
use crate::register;
use crate::spool::Spool;
use crate::store::{Original, SqliteStore, Store, StoreError, UpkeepEvent, UpkeepKind};
use crate::worker::stamp;

/// A round whose originals may be disposed of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Its plan.
    pub plan: PlanId,
    /// Which round.
    pub round: RoundId,
    /// Its printed name.
    pub name: String,
    /// The last day on which returns were taken.
    pub locked_on: NaiveDate,
    /// The files that were filed for it: SHA-256 (hex).
    pub objects: Vec<String>,
    /// How many of them go: the others are referred to by something that is kept.
    pub going: usize,
    /// Bytes of those that go.
    pub bytes: u64,
}

/// What was disposed of.
#[derive(Debug, Serialize)]
pub struct Disposal {
    /// The rounds.
    pub rounds: Vec<Round>,
    /// Files that went.
    pub removed: usize,
}

/// The rounds whose originals may be disposed of at `now`. Nothing is changed.
pub fn disposable(installation: &Installation, store: &dyn Store, now: Civil) -> Result<Vec<Round>, UpkeepError> {
    let years = installation.config.retention.years;
    if years == 0 {
        return Err(UpkeepError::Forever);
    }
    let disposed = disposed(store)?;
    let mut over = Vec::new();
    for plan in store.opened_plans()? {
        for opened in store.opened_rounds(&plan)? {
            let key = (plan.clone(), opened.round.clone());
            if disposed.contains_key(&key) {
                continue;
            }
            let decisions = store.decisions(&plan, &opened.round)?;
            let version = decisions.register_version().unwrap_or(&opened.register_version);
            // A register that cannot be read back says nothing about when its round ended: it is kept.
            let registry = store.frozen_register(version)?.and_then(|sheets| register::load(&sheets).registry);
            let round = registry.and_then(|registry| registry.rounds.into_iter().find(|round| round.id == opened.round));
            let Some(round) = round.map(|round| decisions.round(&round, now.date_naive())) else { continue };
            let Some(locked_on) = round.locks else { continue };
            let until = locked_on.checked_add_months(Months::new(years * 12));
            if until.is_some_and(|until| now.date_naive() > until) {
                over.push((key, round.name, locked_on));
            }
        }
    }
    let going: BTreeSet<(PlanId, RoundId)> = disposed.into_keys().chain(over.iter().map(|(key, _, _)| key.clone())).collect();
    let kept = kept_without(store, &going)?;
    let originals = store.originals()?;
    let rounds = over.into_iter().map(|((plan, round), name, locked_on)| {
        let of_it = originals.iter().filter(|original| original.round.as_ref().is_some_and(|(p, r)| *p == plan && *r == round));
        let of_it: BTreeMap<String, u64> =
            of_it.filter(|original| original.is_file()).map(|original| (original.sha256.clone(), original.size)).collect();
        let goes = || of_it.iter().filter(|(sha256, _)| !kept.contains(*sha256)).map(|(_, size)| size);
        let (going, bytes) = (goes().count(), goes().sum());
        Round { plan, round, name, locked_on, objects: of_it.into_keys().collect(), going, bytes }
    });
    Ok(rounds.collect())
}

/// Disposes of them: written down first, then removed. A disposal that was interrupted is ended by the next.
pub fn dispose(installation: &Installation, who: &str, why: &str, now: Civil, tell: Progress<'_>) -> Result<Disposal, UpkeepError> {
    if who.trim().is_empty() || why.trim().is_empty() {
        return Err(UpkeepError::WhoAndWhy);
    }
    let state = installation.state();
    if !installation.database().exists() {
        return Err(UpkeepError::Nothing(installation.root.clone()));
    }
    let _turn = Turn::take(&state)?;
    let mut store = SqliteStore::open(&installation.database())?;
    let rounds = disposable(installation, &store, now)?;
    for round in &rounds {
        let facts = serde_json::to_string(round).map_err(StoreError::from)?;
        let (who, why) = (who.trim().to_owned(), why.trim().to_owned());
        store.record_upkeep(&UpkeepEvent { kind: UpkeepKind::Disposed, facts, who, why, at: stamp(now) })?;
    }
    // By the record, not by the list above: what an interrupted disposal left goes as well, and what was filed again stays.
    let kept = kept_objects(&store)?;
    let written: BTreeSet<String> = store.output_objects()?;
    let all: BTreeSet<String> = disposed(&store)?.into_values().flatten().collect();
    let goes: Vec<&String> = all.iter().filter(|sha256| !kept.contains(*sha256) && !written.contains(*sha256)).collect();
    let spool = Spool::at(&state.join("spool"));
    let mut removed = 0;
    for (done, sha256) in goes.iter().enumerate() {
        tell(done, goes.len());
        removed += usize::from(spool.remove(sha256).map_err(UpkeepError::io(spool.object(sha256)))?);
    }
    Ok(Disposal { rounds, removed })
}

/// The originals that must lie in the spool: all that were taken but for those that were disposed of with their round.
pub(super) fn kept_objects(store: &dyn Store) -> Result<BTreeSet<String>, UpkeepError> {
    let originals = store.originals()?;
    let disposed = disposed(store)?;
    // What was filed for a round after its disposal is not among its disposed files.
    let gone = |original: &Original| {
        original.round.as_ref().and_then(|key| disposed.get(key)).is_some_and(|objects| objects.contains(&original.sha256))
    };
    let kept = originals.into_iter().filter(|original| original.is_file() && !gone(original));
    Ok(kept.map(|original| original.sha256).collect())
}

/// What is referred to by anything that is kept when these rounds go: originals of other rounds, or without a verdict, and
/// files that were written.
fn kept_without(store: &dyn Store, going: &BTreeSet<(PlanId, RoundId)>) -> Result<BTreeSet<String>, UpkeepError> {
    let mut kept = store.output_objects()?;
    let originals = store.originals()?;
    kept.extend(
        originals
            .into_iter()
            .filter(|original| original.round.as_ref().is_none_or(|key| !going.contains(key)))
            .map(|original| original.sha256),
    );
    Ok(kept)
}

/// What was disposed of: the files of each round.
fn disposed(store: &dyn Store) -> Result<BTreeMap<(PlanId, RoundId), BTreeSet<String>>, UpkeepError> {
    let mut disposed = BTreeMap::new();
    for event in store.upkeep_events()?.iter().filter(|event| event.kind == UpkeepKind::Disposed) {
        let round: Round = serde_json::from_str(&event.facts).map_err(StoreError::from)?;
        disposed.insert((round.plan, round.round), round.objects.into_iter().collect());
    }
    Ok(disposed)
}
