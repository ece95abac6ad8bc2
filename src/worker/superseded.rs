//! The registers of a round, one after the other: the one it was opened with, and those that amendments put in force.

use super::WorkError;
use crate::domain::{Act, Decisions, Registry, Superseded};
use crate::register::{self, Sheets};
use crate::store::{OpenedRound, Store};

/// A frozen register: its sheets, and what they say.
pub(super) fn frozen(store: &dyn Store, version: &str) -> Result<(Sheets, Registry), WorkError> {
    let lost = || WorkError::FrozenRegister(version.to_owned());
    let sheets = store.frozen_register(version)?.ok_or_else(lost)?;
    let registry = register::load(&sheets).registry.ok_or_else(lost)?;
    Ok((sheets, registry))
}

/// The registers that amendments replaced, the first first.
pub(super) fn superseded(store: &dyn Store, opened: &OpenedRound, decisions: &Decisions) -> Result<Vec<Superseded>, WorkError> {
    let mut earlier = Vec::new();
    let mut version = opened.register_version.as_str();
    for decision in decisions.all() {
        let Act::Amend { version: next } = &decision.act else { continue };
        let (_, registry) = frozen(store, version)?;
        earlier.push(Superseded { registry, on: decision.decided_on, until: decision.at.clone() });
        version = next;
    }
    Ok(earlier)
}
