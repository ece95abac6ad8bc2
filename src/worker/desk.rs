//! The desk: a plan and its round being worked on, from the frozen register where the round was opened.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::link::Link;
use super::{Trouble, WorkError};
use crate::consolidation::OpenFinding;
use crate::domain::{Civil, Decisions, Department, DepartmentId, DueDays, IndicatorId, Ledger, Phase, PlanId, Registry, Round, Superseded};
use crate::installation::{Away, Installation};
use crate::notification::MailFacts;
use crate::register::{self, Difference, Loaded, Sheets, Side};
use crate::store::{Store, StoreError};
use crate::validation::Held;

use super::desks::Desks;
use super::superseded::{frozen, superseded};

/// A plan as it stands in its folder or workbook now.
#[derive(Debug)]
pub struct PlanFolder {
    /// The folder or workbook, as the configuration names it.
    pub folder: String,
    /// Its sheets; none where there is no table to speak of.
    pub sheets: Sheets,
    /// What loading them gave.
    pub loaded: Loaded,
    /// SHA-256 (hex) of all its sheets: two of one digest say the same.
    pub digest: String,
    /// Whether somebody has it open.
    pub open: bool,
    /// Why it cannot be looked at just now.
    pub away: Option<Away>,
}

impl PlanFolder {
    /// The plan's id, when the register could be loaded.
    #[must_use]
    pub fn plan(&self) -> Option<&PlanId> {
        self.loaded.registry.as_ref().map(|registry| &registry.plan.id)
    }

    /// Why nothing can be begun with it.
    pub(super) fn refusal(&self) -> WorkError {
        match &self.away {
            Some(Away::NoReader(detail)) => WorkError::Reader(detail.clone()),
            Some(Away::Saving | Away::Unreachable(_)) => WorkError::RegisterAway(self.folder.clone()),
            None => WorkError::BrokenRegister(self.folder.clone()),
        }
    }

    /// What is wrong with it, where it cannot be used now.
    fn trouble(&self, opened: bool) -> Option<Trouble> {
        match (&self.loaded.registry, &self.away) {
            (Some(_), _) => None,
            (None, Some(away)) => Some(Trouble::register_away(&self.folder, away)),
            (None, None) => Some(Trouble::register_broken(&self.folder, &self.loaded.findings, opened)),
        }
    }
}

/// Loads every registered plan's folder or workbook. A workbook whose bytes are known is not parsed again.
pub fn plan_folders(installation: &Installation) -> Result<Vec<PlanFolder>, WorkError> {
    let mut plans = Vec::new();
    for folder in &installation.config.plans {
        let source = installation.register(folder)?;
        plans.push(PlanFolder {
            folder: folder.clone(),
            sheets: source.sheets.unwrap_or_default(),
            loaded: source.loaded,
            digest: source.digest,
            open: source.open,
            away: source.away,
        });
    }
    Ok(plans)
}

/// The plan and round being worked on.
#[derive(Debug)]
pub struct Desk {
    /// The register: frozen when the round is opened, the folder's before.
    pub registry: Registry,
    /// The round as the decisions leave it today: its due day and its last day.
    pub round: Round,
    /// What was decided about it.
    pub decisions: Decisions,
    /// Who owes what today: what the opening fixed, in the hands of the departments that have the work now.
    pub ledger: Ledger,
    /// Who owes what as the opening fixed it; a preview before.
    pub fixed: Ledger,
    /// When all of it is due.
    pub dues: DueDays,
    /// Whether the round was opened.
    pub opened: bool,
    /// What the office should know about the register.
    pub troubles: Vec<Trouble>,
    /// Indicators that other plans of the office ask for as well (共通ID).
    pub links: Vec<Link>,
    /// When each department got its form, ISO 8601; empty before the round is opened.
    pub issued: BTreeMap<DepartmentId, String>,
    /// Versions of the register that were in force earlier in this round, the first first.
    pub earlier: Vec<Superseded>,
    /// What the register in the folder says otherwise than the one in force, while it was not applied.
    pub difference: Difference,
    /// What tells the plan's files from those of the office's other plans; empty where it is the only one.
    pub label: String,
    /// The folder or workbook of its register, as the configuration names it.
    pub source: String,
    /// Whether the register that lies there cannot be used now, so that an earlier one holds.
    pub stale: bool,
}

impl Desk {
    /// Sets up the desk for a plan. With several plans one must be named.
    pub fn set_up(installation: &Installation, store: &dyn Store, plan: Option<&PlanId>, now: Civil) -> Result<Self, WorkError> {
        Desks::set_up(installation, store, now)?.choose(plan)
    }

    /// The desk of one folder. `id` is its plan's, where its register no longer says which it is.
    pub(super) fn of(folder: &PlanFolder, id: Option<&PlanId>, store: &dyn Store, now: Civil) -> Result<Self, WorkError> {
        let mut troubles = Vec::new();
        // A broken register never replaces the good one.
        let current = match (&folder.loaded.registry, id) {
            (Some(registry), _) => Some(registry.clone()),
            (None, Some(id)) => store.last_good_register(id)?.and_then(|sheets| register::load(&sheets).registry),
            (None, None) => None,
        };
        let today = now.date_naive();
        let desk = |mut registry: Registry, round: Round, decisions, fixed: Option<Ledger>, issued, opened, troubles| {
            let day = if opened { today } else { today.max(round.opens) };
            registry.stand_on(day);
            let fixed = fixed.unwrap_or_else(|| Ledger::of(&registry, &round));
            let ledger = fixed.on(&registry, day);
            let dues = DueDays::of(&registry, &round, &fixed, &ledger, &decisions, today);
            Self {
                registry,
                round,
                decisions,
                ledger,
                fixed,
                dues,
                opened,
                troubles,
                links: Vec::new(),
                issued,
                earlier: Vec::new(),
                difference: Difference::default(),
                label: String::new(),
                source: folder.folder.clone(),
                stale: folder.loaded.registry.is_none(),
            }
        };
        // An opened round goes on with what it was opened with, until an amendment says otherwise.
        if let Some(id) = folder.plan().or(id)
            && let Some(opened) = store.opened_rounds(id)?.last()
        {
            let decisions = store.decisions(id, &opened.round)?;
            let version = decisions.register_version().unwrap_or(&opened.register_version);
            let (sheets, mut registry) = frozen(store, version)?;
            let planned = registry.round(&opened.round).ok_or_else(|| WorkError::NoRound(id.to_string()))?;
            let round = decisions.round(planned, today);
            let mut difference = Difference::default();
            troubles.extend(folder.trouble(true));
            if let Some(current) = current {
                // After the last day, what changes is the next round's.
                if round.phase(true, today) != Phase::Locked && current.version != registry.version {
                    difference = register::difference(
                        Side { sheets: &sheets, registry: &registry },
                        Side { sheets: &folder.sheets, registry: &current },
                    );
                }
                if !difference.is_empty() {
                    troubles.push(Trouble::register_changed(&difference));
                }
                // Holidays are facts of the calendar: they hold at once.
                registry.holidays = current.holidays;
            }
            let earlier = superseded(store, opened, &decisions)?;
            registry.remember(&earlier);
            let fixed = store.ledger(id, &opened.round)?;
            let issued = store.issued(id, &opened.round)?;
            return Ok(Self { earlier, difference, ..desk(registry, round, decisions, Some(fixed), issued, true, troubles) });
        }
        let registry = current.ok_or_else(|| folder.refusal())?;
        troubles.extend(folder.trouble(false));
        let round = registry.rounds.last().cloned().ok_or_else(|| WorkError::NoRound(registry.plan.id.to_string()))?;
        Ok(desk(registry, round, Decisions::default(), None, BTreeMap::new(), false, troubles))
    }

    /// The plan.
    #[must_use]
    pub const fn plan(&self) -> &PlanId {
        &self.registry.plan.id
    }

    /// Where the round stands.
    #[must_use]
    pub fn phase(&self, now: Civil) -> Phase {
        self.round.phase(self.opened, now.date_naive())
    }

    /// Where the round stands for a department: more time, or a reopening, may keep it open for some.
    #[must_use]
    pub fn phase_of(&self, department: &DepartmentId, now: Civil) -> Phase {
        self.dues.phase(self.registry.in_office(department, now.date_naive()), self.phase(now))
    }

    /// Departments that were asked, and the day on which they first were: by a form of their own, or by that of a department
    /// whose work they have now. Reminders go to these.
    #[must_use]
    pub fn asked_since(&self) -> BTreeMap<DepartmentId, NaiveDate> {
        let mut asked: BTreeMap<DepartmentId, NaiveDate> = BTreeMap::new();
        for department in self.ledger.departments() {
            // Whoever was asked for any of its indicators, as the opening fixed it: owners may change without a department ending.
            let moved = |id: &DepartmentId, indicator: &IndicatorId| self.fixed.asks(id, indicator) && !self.ledger.asks(id, indicator);
            let before = |id: &&DepartmentId| self.ledger.owed_by(department).any(|indicator| moved(id, indicator));
            let own = self.issued.get(department).into_iter();
            let former = self.fixed.departments().into_iter().filter(before).filter_map(|id| self.issued.get(id));
            let days = own.chain(former).filter_map(|at| at.get(..10)?.parse::<NaiveDate>().ok());
            if let Some(first) = days.min() {
                asked.insert(department.clone(), first);
            }
        }
        asked
    }

    /// A department's printed name; its id when the register does not know it.
    #[must_use]
    pub fn department_name(&self, id: &DepartmentId) -> String {
        self.registry.department(id).map_or_else(|| id.to_string(), |department| department.name.clone())
    }

    /// The round's name as mails and receipts call it: with the plan's where there are several.
    #[must_use]
    pub fn round_name(&self) -> String {
        if self.label.is_empty() { self.round.name.clone() } else { format!("{}　{}", self.registry.plan.name, self.round.name) }
    }

    /// What a mail about this round begins with.
    #[must_use]
    pub fn facts(&self, department: Option<&Department>, now: Civil) -> MailFacts {
        MailFacts { round: self.round_name(), ..MailFacts::of(&self.registry, &self.round, department, now) }
    }

    /// The last row of each department, in order of receipt; what another plan asked for both is among them.
    pub fn answers(&self, store: &dyn Store) -> Result<Vec<Held>, StoreError> {
        let mut answers = store.answers(self.plan(), &self.round.id)?;
        for link in &self.links {
            answers.extend(store.answers(&link.plan, &link.round)?.into_iter().filter_map(|held| link.here(held)));
        }
        if !self.links.is_empty() {
            answers.sort_by(|a, b| a.received_at.cmp(&b.received_at));
        }
        Ok(answers)
    }

    /// An open finding of another plan's return, where it is about an indicator of this plan too.
    pub(super) fn shared_finding(link: &Link, mut open: OpenFinding) -> Option<OpenFinding> {
        let here = link.rows.get(open.finding.indicator.as_ref()?)?;
        open.finding.indicator = Some(here.clone());
        open.number = link.number(&open.number);
        Some(open)
    }
}
