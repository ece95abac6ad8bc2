//! The registers of a round, one after the other: the one it was opened with, and those that amendments put in force.

use std::sync::Arc;

use chrono::NaiveDate;

use super::WorkError;
use super::desk::Desk;
use crate::consolidation::AppliedAmendment;
use crate::domain::{Act, Decisions, Registry, Superseded};
use crate::installation::Registers;
use crate::register::{self, Sheets, Side, difference};
use crate::store::{OpenedRound, Store};

/// A frozen register: its sheets, and what they say.
pub(super) fn frozen(registers: &Registers, store: &dyn Store, version: &str) -> Result<Arc<(Sheets, Registry)>, WorkError> {
    let lost = || WorkError::FrozenRegister(version.to_owned());
    registers.frozen(version, || {
        let sheets = store.frozen_register(version)?.ok_or_else(lost)?;
        let registry = register::load(&sheets).registry.ok_or_else(lost)?;
        Ok((sheets, registry))
    })
}

/// The registers that amendments replaced, the first first, and what each amendment changed.
pub(super) fn superseded(
    registers: &Registers,
    store: &dyn Store,
    opened: &OpenedRound,
    decisions: &Decisions,
) -> Result<(Vec<Superseded>, Vec<AppliedAmendment>), WorkError> {
    let (mut earlier, mut applied) = (Vec::new(), Vec::new());
    let amendments = decisions.all().iter().filter_map(|decision| match &decision.act {
        Act::Amend { version } => Some((decision, version)),
        Act::Extend { .. }
        | Act::Close
        | Act::Lock
        | Act::Reopen { .. }
        | Act::Waive { .. }
        | Act::Override { .. }
        | Act::HoldReminders { .. }
        | Act::ReleaseMails { .. }
        | Act::Revoke { .. } => None,
    });
    let mut before: Option<Arc<(Sheets, Registry)>> = None;
    for (decision, version) in amendments {
        let replaced = match before.take() {
            Some(before) => before,
            None => frozen(registers, store, &opened.register_version)?,
        };
        let next = frozen(registers, store, version)?;
        applied.push(AppliedAmendment {
            decision: decision.id.clone(),
            at: decision.at.clone(),
            on: decision.decided_on,
            who: decision.who.clone(),
            why: decision.why.clone(),
            difference: difference(Side { sheets: &replaced.0, registry: &replaced.1 }, Side { sheets: &next.0, registry: &next.1 }),
        });
        earlier.push(Superseded { registry: replaced.1.clone(), on: decision.decided_on, until: decision.at.clone() });
        before = Some(next);
    }
    Ok((earlier, applied))
}

impl Desk {
    /// The due day with which the round was opened.
    #[must_use]
    pub fn first_due(&self) -> NaiveDate {
        let first = self.earlier.first().map_or(&self.registry, |earlier| &earlier.registry).round(&self.round.id);
        first.map_or(self.round.due, |round| round.due)
    }
}
