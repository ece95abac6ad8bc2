//! The desk: a plan and its round being worked on, from the frozen register where the round was opened.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::decide::disagreeing;
use super::link::Link;
use super::{Trouble, WorkError};
use crate::consolidation::{AppliedAmendment, OpenFinding};
use crate::diagnostic::Finding;
use crate::domain::{
    Civil, Decision, Decisions, Department, DepartmentId, DueDays, IndicatorId, Ledger, Phase, PlanId, Proposal, Registry, Round, Severity,
    Superseded,
};
use crate::installation::{Away, Installation, Registers};
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
#[derive(Debug, Clone)]
pub struct Desk {
    /// The register: frozen when the round is opened, the folder's before.
    pub registry: Registry,
    /// The round as the decisions leave it today: its due day and its last day.
    pub round: Round,
    /// What was decided about it.
    pub decisions: Decisions,
    /// Rows of the sheet 決定 as it stands in the folder now; `None` where that register is broken.
    pub proposals: Option<Vec<Proposal>>,
    /// The round that comes next: named by the register, and not opened yet.
    pub next: Option<Round>,
    /// Who owes what today: what the opening fixed, in the hands of the departments that have the work now.
    pub ledger: Ledger,
    /// Who owes what as the opening fixed it; a preview before.
    pub fixed: Ledger,
    /// Who owes what today, and who did before: whose word counts as whose.
    pub answering: Ledger,
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
    /// What the amendments changed, the first first.
    pub amendments: Vec<AppliedAmendment>,
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
    pub(super) fn of(
        registers: &Registers,
        folder: &PlanFolder,
        id: Option<&PlanId>,
        store: &dyn Store,
        now: Civil,
    ) -> Result<Self, WorkError> {
        let mut troubles = Vec::new();
        // A broken register never replaces the good one.
        let current = match (&folder.loaded.registry, id) {
            (Some(registry), _) => Some((folder.sheets.clone(), registry.clone())),
            (None, Some(id)) => {
                store.last_good_register(id)?.and_then(|sheets| register::load(&sheets).registry.map(|good| (sheets, good)))
            }
            (None, None) => None,
        };
        let today = now.date_naive();
        let desk = |mut registry: Registry, round: Round, decisions, fixed: Option<Ledger>, issued, opened, troubles| {
            let day = if opened { today } else { today.max(round.opens) };
            registry.stand_on(day);
            let fixed = fixed.unwrap_or_else(|| Ledger::of(&registry, &round));
            let ledger = fixed.on(&registry, day);
            let answering = ledger.with_former(&fixed, &registry, day);
            let dues = DueDays::of(&registry, &round, &fixed, &ledger, &decisions, today);
            Self {
                registry,
                round,
                decisions,
                // What was decided is taken from the register as it lies there; an earlier one that stands in decides nothing.
                proposals: folder.loaded.registry.as_ref().map(|registry| registry.proposals.clone()),
                next: None,
                ledger,
                fixed,
                answering,
                dues,
                opened,
                troubles,
                links: Vec::new(),
                issued,
                earlier: Vec::new(),
                amendments: Vec::new(),
                difference: Difference::default(),
                label: String::new(),
                source: folder.folder.clone(),
                stale: folder.loaded.registry.is_none(),
            }
        };
        // An opened round goes on with what it was opened with, until an amendment says otherwise.
        if let Some(id) = folder.plan().or(id)
            && let all = store.opened_rounds(id)?
            && let Some(opened) = all.last()
        {
            let next = folder.loaded.registry.as_ref().and_then(|current| next_round(current, &all)).cloned();
            let decisions = store.decisions(id, &opened.round)?;
            let version = decisions.register_version().unwrap_or(&opened.register_version);
            let in_force = frozen(registers, store, version)?;
            let mut registry = in_force.1.clone();
            let planned = registry.round(&opened.round).ok_or_else(|| WorkError::NoRound(id.to_string()))?;
            let round = decisions.round(planned, today);
            let mut difference = Difference::default();
            troubles.extend(folder.trouble(true));
            if let Some((current_sheets, current)) = current {
                // After the last day, what changes is the next round's.
                if round.phase(true, today) != Phase::Locked && current.version != registry.version {
                    difference = register::difference(
                        Side { sheets: &in_force.0, registry: &registry },
                        Side { sheets: &current_sheets, registry: &current },
                    );
                }
                if !difference.is_empty() {
                    troubles.push(Trouble::register_changed(&difference));
                }
                // Holidays are facts of the calendar: they hold at once.
                registry.holidays = current.holidays;
            }
            let (earlier, amendments) = superseded(registers, store, opened, &decisions)?;
            registry.remember(&earlier);
            let fixed = store.ledger(id, &opened.round)?;
            let issued = store.issued(id, &opened.round)?;
            let mut desk =
                Self { next, earlier, amendments, difference, ..desk(registry, round, decisions, Some(fixed), issued, true, troubles) };
            let count = disagreeing(&desk, now).len();
            desk.troubles.extend((count > 0).then_some(Trouble::DecisionsDisagree { count }));
            return Ok(desk);
        }
        let (_, registry) = current.ok_or_else(|| folder.refusal())?;
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

    /// The round as it is for a department: where it is open beyond the lock, it goes on until the day that was decided.
    #[must_use]
    pub fn round_for(&self, department: &DepartmentId, now: Civil) -> Round {
        let mut round = self.round.clone();
        if self.phase(now) == Phase::Locked && self.phase_of(department, now) != Phase::Locked {
            let today = now.date_naive();
            let due = self.dues.of_department(department, &self.ledger).into_keys().map(|due| due.on).max();
            let until = self.decisions.reopened_until(department, today).max(due).unwrap_or(today).max(today);
            round.due = round.due.max(until);
            round.locks = Some(until);
        }
        round
    }

    /// The decision that settles a finding about a department's return. Errors are never settled: their values were not taken.
    #[must_use]
    pub fn waives(&self, finding: &Finding, department: &DepartmentId, now: Civil) -> Option<&Decision> {
        if finding.severity() != Severity::Query {
            return None;
        }
        self.decisions.waived(finding.problem.code(), finding.indicator.as_ref(), department, now.date_naive())
    }

    /// The desk as one more decision leaves it.
    #[must_use]
    pub(super) fn after(&self, decision: Decision, now: Civil) -> Self {
        let decisions = self.decisions.with(decision);
        let round =
            self.registry.round(&self.round.id).map_or_else(|| self.round.clone(), |round| decisions.round(round, now.date_naive()));
        let dues = DueDays::of(&self.registry, &round, &self.fixed, &self.ledger, &decisions, now.date_naive());
        Self { round, decisions, dues, ..self.clone() }
    }

    /// Where the round stands for a department: more time, or a reopening, may keep it open for some.
    #[must_use]
    pub fn phase_of(&self, department: &DepartmentId, now: Civil) -> Phase {
        self.dues.phase(self.registry.in_office(department, now.date_naive()), self.phase(now))
    }

    /// The day by which a department is to file next, given what is answered: the earliest one of what it still owes; where
    /// it owes nothing, the last of its days.
    #[must_use]
    pub fn due_of(&self, department: &DepartmentId, answered: impl Fn(&IndicatorId) -> bool) -> NaiveDate {
        let department = self.registry.in_office(department, self.dues.today);
        let days = self.dues.of_department(department, &self.ledger);
        let open = days.iter().find(|(_, indicators)| indicators.iter().any(|id| !answered(id)));
        let day = open.or_else(|| days.last_key_value()).map_or(self.round.due, |(day, _)| day.on);
        // A locked round that was opened again for a department is due on the last day of that.
        let today = self.dues.today;
        let reopened = self.decisions.reopened_until(department, today).filter(|_| self.round.phase(self.opened, today) == Phase::Locked);
        reopened.map_or(day, |until| day.max(until))
    }

    /// Indicators of a department that are due later than `due`, with their days.
    #[must_use]
    pub fn due_after(&self, department: &DepartmentId, due: NaiveDate) -> BTreeMap<IndicatorId, NaiveDate> {
        let department = self.registry.in_office(department, self.dues.today);
        let days = self.dues.of_department(department, &self.ledger);
        let later = days.into_iter().filter(|(day, _)| day.on > due);
        later.flat_map(|(day, indicators)| indicators.into_iter().map(move |id| (id.clone(), day.on))).collect()
    }

    /// Why the register gives an indicator (or its whole) a later due day, where that day is the one that holds.
    #[must_use]
    pub fn later_reason(&self, indicator: &IndicatorId, due: NaiveDate) -> Option<&str> {
        let whole = self.registry.whole_of(indicator).map(|part| &part.whole);
        let about = |id: &IndicatorId| id == indicator || Some(id) == whole;
        let rows = self.registry.later_dues.iter().rev();
        rows.filter(|row| row.round == self.round.id && row.due == due).find(|row| about(&row.indicator)).map(|row| row.reason.as_str())
    }

    /// Names of the departments whose work a department has now, as far as something is asked of it for them.
    #[must_use]
    pub fn taken_over(&self, department: &DepartmentId) -> Vec<String> {
        let moved = |id: &DepartmentId, indicator: &IndicatorId| self.fixed.asks(id, indicator) && !self.ledger.asks(id, indicator);
        let now = |id: &&DepartmentId| self.ledger.owed_by(department).any(|indicator| moved(id, indicator));
        self.fixed.departments().into_iter().filter(now).map(|id| self.department_name(id)).collect()
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

    /// The desk as if its round had been opened today with another register.
    pub(super) fn with_register(self, mut registry: Registry, now: Civil) -> Result<Self, WorkError> {
        let today = now.date_naive();
        let planned = registry.round(&self.round.id).ok_or_else(|| WorkError::NoRound(self.plan().to_string()))?;
        let round = self.decisions.round(planned, today);
        registry.stand_on(today);
        let fixed = Ledger::of(&registry, &round);
        let ledger = fixed.on(&registry, today);
        let answering = ledger.with_former(&fixed, &registry, today);
        let dues = DueDays::of(&registry, &round, &fixed, &ledger, &self.decisions, today);
        Ok(Self { registry, round, ledger, fixed, answering, dues, ..self })
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
        let round = department.map_or_else(|| self.round.clone(), |department| self.round_for(&department.id, now));
        MailFacts { round: self.round_name(), ..MailFacts::of(&self.registry, &round, department, now) }
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

/// The first round of the register, by its opening day, that comes after those that were opened.
fn next_round<'a>(current: &'a Registry, opened: &[crate::store::OpenedRound]) -> Option<&'a Round> {
    let known = |round: &&Round| opened.iter().any(|opened| opened.round == round.id);
    let last = current.rounds.iter().filter(known).map(|round| round.opens).max()?;
    current.rounds.iter().filter(|round| !known(round) && round.opens > last).min_by_key(|round| round.opens)
}
