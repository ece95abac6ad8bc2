//! The next round, proposed from the one that ends: reads, and writes nothing.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::superseded::frozen;
use super::{Desk, WorkError, Worker};
use crate::consolidation::ValueLine;
use crate::domain::{Civil, FiscalYear, IndicatorId, Registry, Round, RoundId};
use crate::register::{Ending, LastActual, NextRound, next_round, sheet_texts};
use crate::schedule::BusinessDays;

impl Worker {
    /// The register of a round `id` that follows `from`, and the register (below the installation) that it was made from.
    pub fn next_round(&self, id: &RoundId, from: &RoundId, now: Civil) -> Result<(NextRound, String), WorkError> {
        let desk = self.desk(now)?;
        if !desk.opened || desk.round.id != *from {
            return Err(WorkError::NoRound(from.to_string()));
        }
        let folder = self.register_now(&desk)?;
        let current = folder.loaded.registry.clone().ok_or_else(|| WorkError::BrokenRegister(folder.folder.clone()))?;
        if current.round(id).is_some() {
            return Err(WorkError::RoundKnown(id.to_string()));
        }
        let texts = sheet_texts(&folder.sheets).map_err(|_| WorkError::BrokenRegister(folder.folder.clone()))?;
        let report = self.report(&desk, 0, now)?;
        let all = report.lines.iter().flat_map(|line| std::iter::once(line).chain(line.parts.iter().map(|part| &part.line)));
        let actuals: BTreeMap<IndicatorId, LastActual> =
            all.filter(|line| !line.is_judged_by_parts()).map(|line| (line.indicator.clone(), last_actual(line))).collect();
        let before = self.as_opened(&desk)?;
        let planned = current.round(from).unwrap_or(&desk.round).clone();
        let round = follows(&planned, id, &current).ok_or_else(|| WorkError::NoRound(id.to_string()))?;
        let ending = Ending { before: &before, now: &current, round: &desk.round, actuals: &actuals };
        Ok((next_round(texts, ending, round), folder.folder))
    }

    /// The register with which the round was opened.
    fn as_opened(&self, desk: &Desk) -> Result<Registry, WorkError> {
        if let Some(first) = desk.earlier.first() {
            return Ok(first.registry.clone());
        }
        Ok(frozen(&self.installation.registers, self.store.as_ref(), &desk.registry.version)?.1.clone())
    }
}

fn last_actual(line: &ValueLine) -> LastActual {
    let state = line.state.map_or_else(|| "未提出".to_owned(), |state| state.label().to_owned());
    let source = line.origin.as_ref().map_or_else(String::new, |origin| origin.source.clone());
    LastActual { value: line.actual.map(|value| value.to_string()), state, source }
}

/// The round a year later, on business days.
fn follows(round: &Round, id: &RoundId, registry: &Registry) -> Option<Round> {
    let year: FiscalYear = round.year.next()?;
    let days = BusinessDays::of(registry);
    let later = |day: NaiveDate| {
        // 29 February has no anniversary next year.
        let next = day.with_year(day.year() + 1).or_else(|| day.succ_opt()?.with_year(day.year() + 1));
        next.map(|next| days.on_or_after(next))
    };
    let name = if round.name.contains(&round.year.label()) {
        round.name.replace(&round.year.label(), &year.label())
    } else {
        format!("{}実績", year.label())
    };
    let locks = match round.locks {
        Some(locks) => Some(later(locks)?),
        None => None,
    };
    Some(Round { id: id.clone(), name, year, opens: later(round.opens)?, due: later(round.due)?, locks })
}
