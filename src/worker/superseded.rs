//! The registers of a round, one after the other: the one it was opened with, and those that amendments put in force.

use super::WorkError;
use crate::consolidation::AppliedAmendment;
use crate::domain::{Act, Decisions, Registry, Superseded};
use crate::register::{self, Sheets, Side, difference};
use crate::store::{OpenedRound, Store};

/// A frozen register: its sheets, and what they say.
pub(super) fn frozen(store: &dyn Store, version: &str) -> Result<(Sheets, Registry), WorkError> {
    let lost = || WorkError::FrozenRegister(version.to_owned());
    let sheets = store.frozen_register(version)?.ok_or_else(lost)?;
    let registry = register::load(&sheets).registry.ok_or_else(lost)?;
    Ok((sheets, registry))
}

/// The registers that amendments replaced, the first first, and what each amendment changed.
pub(super) fn superseded(
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
    let mut before: Option<(Sheets, Registry)> = None;
    for (decision, version) in amendments {
        let (sheets, registry) = match before.take() {
            Some(before) => before,
            None => frozen(store, &opened.register_version)?,
        };
        let (next_sheets, next) = frozen(store, version)?;
        applied.push(AppliedAmendment {
            decision: decision.id.clone(),
            at: decision.at.clone(),
            on: decision.decided_on,
            who: decision.who.clone(),
            why: decision.why.clone(),
            difference: difference(Side { sheets: &sheets, registry: &registry }, Side { sheets: &next_sheets, registry: &next }),
        });
        earlier.push(Superseded { registry, on: decision.decided_on, until: decision.at.clone() });
        before = Some((next_sheets, next));
    }
    Ok((earlier, applied))
}
