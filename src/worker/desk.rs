//! The desk: the plan and round being worked on, from the frozen register where the round was opened.

use std::io::ErrorKind;

use crate::domain::{Civil, DepartmentId, Ledger, Phase, PlanId, Registry, Round};
use crate::installation::{Installation, InstallationError};
use crate::register::folder::FolderError;
use crate::register::{self, Loaded, Sheets};
use crate::store::Store;

use super::{Trouble, WorkError};

/// A plan as it stands in its folder now.
#[derive(Debug)]
pub struct PlanFolder {
    /// The folder below the installation.
    pub folder: String,
    /// Its sheets.
    pub sheets: Sheets,
    /// What loading them gave.
    pub loaded: Loaded,
}

impl PlanFolder {
    /// The plan's id, when the register could be loaded.
    #[must_use]
    pub fn plan(&self) -> Option<&PlanId> {
        self.loaded.registry.as_ref().map(|registry| &registry.plan.id)
    }
}

/// Loads every registered plan's folder.
pub fn plan_folders(installation: &Installation) -> Result<Vec<PlanFolder>, WorkError> {
    let mut plans = Vec::new();
    for folder in &installation.config.plans {
        let sheets = match installation.register_sheets(folder) {
            Ok(sheets) => sheets,
            // A folder that is gone is a register without sheets: broken, and no reason to stop an opened round.
            Err(InstallationError::Register(FolderError::Io { source, .. })) if source.kind() == ErrorKind::NotFound => Sheets::new(),
            Err(error) => return Err(error.into()),
        };
        let loaded = register::load(&sheets);
        plans.push(PlanFolder { folder: folder.clone(), sheets, loaded });
    }
    Ok(plans)
}

/// The plan and round being worked on.
#[derive(Debug)]
pub struct Desk {
    /// The register: frozen when the round is opened, the folder's before.
    pub registry: Registry,
    /// The round.
    pub round: Round,
    /// Who owes what: fixed when opened, a preview before.
    pub ledger: Ledger,
    /// Whether the round was opened.
    pub opened: bool,
    /// What the office should know about the register.
    pub troubles: Vec<Trouble>,
}

impl Desk {
    /// Sets up the desk for a plan. With several plans one must be named.
    pub fn set_up(installation: &Installation, store: &dyn Store, plan: Option<&PlanId>) -> Result<Self, WorkError> {
        let folders = plan_folders(installation)?;
        let chosen = choose(&folders, plan)?;
        let mut troubles = Vec::new();
        let current = chosen.loaded.registry.clone();
        if current.is_none() {
            troubles.push(Trouble::RegisterBroken { folder: chosen.folder.clone() });
        }
        // A broken register never replaces the good one: an opened round goes on with what it was opened with.
        let id = match chosen.plan().or(plan) {
            Some(id) => Some(id.clone()),
            None => only_opened(installation, store)?,
        };
        if let Some(id) = id
            && let Some(opened) = store.opened_rounds(&id)?.last()
        {
            let sheets = store.frozen_register(&opened.register_version)?;
            let frozen = sheets.and_then(|sheets| register::load(&sheets).registry);
            let registry = frozen.ok_or_else(|| WorkError::FrozenRegister(opened.register_version.clone()))?;
            if current.is_some_and(|current| current.version != registry.version) {
                troubles.push(Trouble::RegisterChanged);
            }
            let round = registry.round(&opened.round).cloned().ok_or_else(|| WorkError::NoRound(id.to_string()))?;
            let ledger = store.ledger(&id, &opened.round)?;
            return Ok(Self { registry, round, ledger, opened: true, troubles });
        }
        let registry = current.ok_or_else(|| WorkError::BrokenRegister(chosen.folder.clone()))?;
        let round = registry.rounds.last().cloned().ok_or_else(|| WorkError::NoRound(registry.plan.id.to_string()))?;
        let ledger = Ledger::of(&registry, &round);
        Ok(Self { registry, round, ledger, opened: false, troubles })
    }

    /// Where the round stands.
    #[must_use]
    pub fn phase(&self, now: Civil) -> Phase {
        self.round.phase(self.opened, now.date_naive())
    }

    /// A department's printed name; its id when the register does not know it.
    #[must_use]
    pub fn department_name(&self, id: &DepartmentId) -> String {
        self.registry.department(id).map_or_else(|| id.to_string(), |department| department.name.clone())
    }
}

/// The plan of the only folder, when its register no longer says which it is: the one whose round was opened here.
fn only_opened(installation: &Installation, store: &dyn Store) -> Result<Option<PlanId>, WorkError> {
    let mut opened = store.opened_plans()?;
    let one = installation.config.plans.len() == 1 && opened.len() == 1;
    Ok(opened.pop().filter(|_| one))
}

fn choose<'a>(folders: &'a [PlanFolder], plan: Option<&PlanId>) -> Result<&'a PlanFolder, WorkError> {
    match (plan, folders) {
        (None, [only]) => Ok(only),
        (None, _) => Err(WorkError::WhichPlan(folders.iter().filter_map(PlanFolder::plan).map(ToString::to_string).collect())),
        (Some(plan), [only]) if only.plan().is_none_or(|id| id == plan) => Ok(only),
        (Some(plan), _) => {
            folders.iter().find(|folder| folder.plan() == Some(plan)).ok_or_else(|| WorkError::UnknownPlan(plan.to_string()))
        }
    }
}
