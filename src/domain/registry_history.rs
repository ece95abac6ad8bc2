//! What a register stated before it was amended in mid-round: kept beside what holds now, so that the original stays
//! visible wherever a figure is printed.

use chrono::NaiveDate;

use super::{FiscalYear, IndicatorId, RegisteredValue, Registry, ValueKind};

/// A version of the register that was in force, and the day of the decision that replaced it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Superseded {
    /// What it said.
    pub registry: Registry,
    /// When it was replaced.
    pub on: NaiveDate,
    /// Until when it was in force: civil time, ISO 8601.
    pub until: String,
}

/// A figure that was decided anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision<'a> {
    /// As it was first decided.
    pub first: &'a RegisteredValue,
    /// As it is now.
    pub now: &'a RegisteredValue,
}

const KINDS: [ValueKind; 3] = [ValueKind::Baseline, ValueKind::Target, ValueKind::Actual];

impl Registry {
    /// Takes over what `earlier` versions (the first first) stated otherwise about what this one still states: as revisions
    /// that came before. What was changed without a day gets the day of the amendment.
    pub fn remember(&mut self, earlier: &[Superseded]) {
        let mut remembered: Vec<RegisteredValue> = Vec::new();
        let last: Vec<(usize, RegisteredValue)> = self.last_rows();
        for (place, now) in last {
            let mut told = now.clone();
            let mut day = None;
            let mut before: Vec<RegisteredValue> = Vec::new();
            for version in earlier.iter().rev() {
                let Some(was) = version.registry.holding(&now) else { break };
                if states(was) == states(&told) {
                    continue;
                }
                day = day.or(Some(version.on));
                told = was.clone();
                before.push(was.clone());
            }
            let Some(day) = day else { continue };
            if let Some(row) = self.values.get_mut(place) {
                row.decided = row.decided.or(Some(day));
            }
            // An office that writes revisions below each other has stated the earlier one itself.
            let known = |was: &RegisteredValue| self.values.iter().any(|row| period(row) == period(was) && states(row) == states(was));
            remembered.extend(before.into_iter().rev().filter(|was| !known(was)));
        }
        remembered.append(&mut self.values);
        self.values = remembered;
    }

    /// The target that holds in a year and as it was first decided, where it was decided anew.
    #[must_use]
    pub fn target_revision(&self, indicator: &IndicatorId, year: FiscalYear) -> Option<Revision<'_>> {
        let now = self.target_in_force(indicator, year)?.row;
        let first = self.values.iter().find(|row| period(row) == period(now))?;
        (states(first) != states(now)).then_some(Revision { first, now })
    }

    /// The row that holds for each period, with its place.
    fn last_rows(&self) -> Vec<(usize, RegisteredValue)> {
        let holds = |place: usize, row: &RegisteredValue| {
            let later = self.values.iter().skip(place + 1);
            KINDS.contains(&row.kind) && !later.into_iter().any(|other| period(other) == period(row))
        };
        self.values.iter().enumerate().filter(|(place, row)| holds(*place, row)).map(|(place, row)| (place, row.clone())).collect()
    }

    fn holding(&self, of: &RegisteredValue) -> Option<&RegisteredValue> {
        self.values.iter().rev().find(|row| period(row) == period(of))
    }
}

/// A baseline is one, whatever its year.
fn period(row: &RegisteredValue) -> (&str, ValueKind, Option<FiscalYear>) {
    (row.subject.as_str(), row.kind, row.year.filter(|_| row.kind != ValueKind::Baseline))
}

/// What a row says, leaving out who said it and when.
fn states(row: &RegisteredValue) -> impl PartialEq {
    (row.value, row.operator, row.state, row.text.clone())
}
