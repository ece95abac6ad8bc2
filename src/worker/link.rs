//! What two plans of one office ask for together (共通ID): asked once, counted in both.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::desk::Desk;
use crate::domain::{DepartmentId, Indicator, IndicatorId, Obligation, PlanId, Registry, RoundId};
use crate::validation::{AcceptedRow, Held};

/// Another plan's round about the same year, and the indicators that it shares with a desk's.
#[derive(Debug, Clone)]
pub struct Link {
    /// The other plan.
    pub plan: PlanId,
    /// Its name.
    pub name: String,
    /// Its round.
    pub round: RoundId,
    /// Its due day.
    pub due: NaiveDate,
    /// The last day on which it takes returns.
    pub locks: Option<NaiveDate>,
    /// Its indicators and the desk's own for the same thing.
    pub rows: BTreeMap<IndicatorId, IndicatorId>,
    /// Who is asked for them there, by the desk's own indicators.
    pub asked: BTreeSet<(DepartmentId, IndicatorId)>,
    /// When each department got its form there, ISO 8601.
    pub issued: BTreeMap<DepartmentId, String>,
}

/// Behind every date.
const NEVER: &str = "~";

/// Indicators of the desk that `department` is asked for on another plan's sheet.
pub(super) fn asked_elsewhere(desk: &Desk, department: &DepartmentId, today: NaiveDate) -> BTreeSet<IndicatorId> {
    left_to_others(desk, department, today).into_iter().flat_map(|(_, indicators)| indicators).collect()
}

/// The same by the other plan's name.
pub(super) fn left_to_others<'a>(desk: &'a Desk, department: &DepartmentId, today: NaiveDate) -> Vec<(&'a str, BTreeSet<IndicatorId>)> {
    let first = desk.links.iter().filter(|link| link.asks_first(desk, department, today));
    let asked = |link: &'a Link| {
        let own = link.asked.iter().filter(|(asked, _)| asked == department).map(|(_, indicator)| indicator.clone());
        (link.name.as_str(), own.collect())
    };
    first.map(asked).collect()
}

impl Link {
    /// What `there` shares with `here`; `None` where nothing is, or they ask about different years.
    pub(super) fn between(here: &Desk, there: &Desk) -> Option<Self> {
        if here.round.year != there.round.year {
            return None;
        }
        let own = by_word(&here.registry);
        let rows: BTreeMap<IndicatorId, IndicatorId> = by_word(&there.registry)
            .into_iter()
            .filter_map(|(word, other)| {
                own.get(word).filter(|own| is_same_measure(own, other)).map(|own| (other.id.clone(), own.id.clone()))
            })
            .collect();
        let shared = |obligation: &Obligation| rows.get(&obligation.indicator).map(|own| (obligation.department.clone(), own.clone()));
        let asked = there.ledger.obligations.iter().filter_map(shared).collect();
        (!rows.is_empty()).then(|| Self {
            plan: there.plan().clone(),
            name: there.registry.plan.name.clone(),
            round: there.round.id.clone(),
            due: there.round.due,
            locks: there.round.locks,
            rows,
            asked,
            issued: there.issued.clone(),
        })
    }

    /// Whether its sheet, rather than the desk's own, asks a department for what both want: it was issued first, else is due
    /// first. What is locked asks no more.
    fn asks_first(&self, desk: &Desk, department: &DepartmentId, today: NaiveDate) -> bool {
        let there = (self.issued.get(department).map_or(NEVER, String::as_str), self.due, &self.plan);
        let here = (desk.issued.get(department).map_or(NEVER, String::as_str), desk.round.due, desk.plan());
        self.locks.is_none_or(|locks| today <= locks) && there < here
    }

    /// 受付番号 of the other plan, told from this one's: each plan counts for itself.
    #[must_use]
    pub fn number(&self, number: &str) -> String {
        format!("{number}（{}）", self.name)
    }

    /// An answer given there, as it counts here.
    #[must_use]
    pub fn here(&self, held: Held) -> Option<Held> {
        let own = self.rows.get(&held.row.indicator)?;
        let number = self.number(&held.number);
        Some(Held { row: AcceptedRow { indicator: own.clone(), ..held.row }, number, ..held })
    }
}

/// Words of 共通ID whose indicators cannot be one thing: their units, decimals or stages differ.
pub(super) fn contradictory(here: &Registry, there: &Registry) -> Vec<String> {
    let own = by_word(here);
    let differ = |(word, other): (&str, &Indicator)| own.get(word).is_some_and(|own| !is_same_measure(own, other)).then(|| word.to_owned());
    by_word(there).into_iter().filter_map(differ).collect()
}

fn by_word(registry: &Registry) -> BTreeMap<&str, &Indicator> {
    let live = registry.indicators.values().filter(|indicator| !indicator.shared.is_empty() && !indicator.retired);
    live.map(|indicator| (indicator.shared.as_str(), indicator)).collect()
}

fn is_same_measure(one: &Indicator, other: &Indicator) -> bool {
    one.unit == other.unit && one.stages == other.stages && one.aggregation == other.aggregation
}
