//! The plan that is played: its register as an installation gets it.

use chrono::NaiveDate;

use super::DemoError;
use super::ordinary::ordinary;
use super::script::{self, Scene};
use crate::assets::{PLANS, PlanAssets};
use crate::domain::{PlanId, Registry, Round};
use crate::register::{self, Sheets};

/// A plan to play, and its script.
#[derive(Debug)]
pub struct Demonstration {
    pub(super) assets: &'static PlanAssets,
    pub(super) script: Vec<Scene>,
    registry: Registry,
}

impl Demonstration {
    /// The demonstration of `plan`; of Mine City where none is named.
    pub fn of(plan: Option<&PlanId>) -> Result<Self, DemoError> {
        let wanted = |assets: &&PlanAssets| plan.is_none_or(|plan| plan.as_str() == assets.id);
        let assets = PLANS.iter().find(wanted).ok_or_else(|| DemoError::Plan {
            plan: plan.map(ToString::to_string).unwrap_or_default(),
            known: PLANS.iter().map(|assets| assets.id).collect(),
        })?;
        let registry = registry_of(assets)?;
        let round = registry.rounds.last().ok_or_else(|| DemoError::Script("no round".to_owned()))?;
        // The first plan has a script of its own, in which everything goes wrong once.
        let is_first = PLANS.first().is_some_and(|first| first.id == assets.id);
        let script = if is_first { script::mine() } else { ordinary(&registry, round) };
        Ok(Self { assets, script, registry })
    }

    /// The municipality, e.g. 美祢市.
    #[must_use]
    pub fn city(&self) -> &str {
        &self.registry.plan.city
    }

    /// The round that is played: the register's last.
    #[must_use]
    pub fn round(&self) -> Option<&Round> {
        self.registry.rounds.last()
    }

    /// The first and the last day of the script.
    #[must_use]
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let day = |scene: &Scene| NaiveDate::from_ymd_opt(scene.at.0, scene.at.1, scene.at.2);
        self.script.first().and_then(day).zip(self.script.last().and_then(day))
    }

    /// Whether the actuals are invented: the city has published none.
    #[must_use]
    pub const fn is_invented(&self) -> bool {
        self.assets.invented
    }
}

/// A plan's files as the demonstration's installation gets them: the register, with the invented actuals of earlier
/// years behind the published values.
pub(super) fn files(plan: &PlanAssets) -> impl Iterator<Item = (&'static str, String)> {
    let more = plan.values.split_once('\n').map_or("", |(_, rows)| rows);
    plan.sheets.iter().map(move |(path, text)| {
        let added = if path.ends_with("/値.csv") { more } else { "" };
        (*path, format!("{text}{added}"))
    })
}

/// The plan's register, loaded as an installation loads it.
pub(super) fn registry_of(plan: &PlanAssets) -> Result<Registry, DemoError> {
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).trim_end_matches(".csv").to_owned();
    let sheets: Sheets = files(plan).map(|(path, text)| (name(path), text.into_bytes())).collect();
    register::load(&sheets).registry.ok_or_else(|| DemoError::Script(format!("{}: the register is broken", plan.id)))
}
