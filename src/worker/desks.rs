//! All desks of an installation: its plans side by side. One broken register stops no other plan.

use std::collections::BTreeSet;

use super::calendar::Calendar;
use super::desk::{Desk, PlanFolder, plan_folders};
use super::link::{Link, contradictory};
use super::{Trouble, WorkError};
use crate::domain::{Civil, Department, PlanId};
use crate::installation::Installation;
use crate::store::Store;

/// Longest part of a plan's name in a file's, in characters.
const LABEL_MAX: usize = 24;

/// The desks, in the order of the configuration.
#[derive(Debug)]
pub struct Desks {
    /// Those that can be worked at.
    pub desks: Vec<Desk>,
    /// What is wrong with the others.
    pub troubles: Vec<Trouble>,
    /// The registers as they lie there now, in the order of the configuration.
    pub(super) registers: Vec<PlanFolder>,
    /// Plans that were named with --plan or found, for the complaint that one must be named.
    known: Vec<PlanId>,
    /// How many registers are configured.
    configured: usize,
    /// Why there is no desk of a folder, by the plan where it is known.
    failed: Vec<(Option<PlanId>, WorkError)>,
    /// Plans that a second folder holds as well.
    twins: Vec<PlanId>,
}

impl Desks {
    /// Sets up the desk of every plan as it stands at civil `now`.
    pub fn set_up(installation: &Installation, store: &dyn Store, now: Civil) -> Result<Self, WorkError> {
        let folders = plan_folders(installation)?;
        let lost = lost_plans(&folders, store)?;
        let mut lost = lost.into_iter();
        let mut desks: Vec<Desk> = Vec::new();
        let (mut failed, mut troubles, mut twins) = (Vec::new(), Vec::new(), Vec::new());
        for folder in &folders {
            let known = if folder.plan().is_none() { lost.next().flatten() } else { None };
            let id = folder.plan().or(known.as_ref());
            match Desk::of(&installation.registers, folder, id, store, now) {
                Ok(desk) if desks.iter().any(|other| other.plan() == desk.plan()) => {
                    twins.push(desk.plan().clone());
                }
                Ok(desk) => desks.push(desk),
                Err(error @ WorkError::Store(_)) => return Err(error),
                Err(error) => {
                    troubles.push(Trouble::PlanStopped { folder: folder.folder.clone() });
                    failed.push((id.cloned(), error));
                }
            }
        }
        let known = desks.iter().map(|desk| desk.plan().clone()).collect();
        let mut desks = Self { desks, troubles, known, configured: folders.len(), failed, twins, registers: folders };
        desks.label();
        desks.link();
        let calendar = Calendar::of(installation);
        for desk in &mut desks.desks {
            desk.registry.holidays = calendar.with(&desk.registry.holidays);
        }
        desks.troubles.extend(calendar.troubles);
        Ok(desks)
    }

    /// The desks, or why there is none at all; refuses plans that cannot be one office's.
    pub fn checked(mut self) -> Result<Self, WorkError> {
        if self.desks.is_empty() {
            let (_, error) = self.failed.pop().unwrap_or((None, WorkError::WhichPlan(Vec::new())));
            return Err(error);
        }
        self.each_plan_once()?;
        for (place, desk) in self.desks.iter().enumerate() {
            for other in self.desks.iter().take(place) {
                one_office(other, desk)?;
            }
        }
        Ok(self)
    }

    /// The same for work that goes on: what contradicts an opened round and was not opened itself is left out and told. It
    /// takes nobody's return yet; the opened round takes everybody's.
    pub fn at_work(mut self) -> Result<Self, WorkError> {
        let twins = std::mem::take(&mut self.twins);
        for twin in twins {
            let opened = self.of(&twin).filter(|desk| desk.opened).map(|desk| desk.registry.plan.name.clone());
            let Some(plan) = opened else { return Err(WorkError::SamePlan(twin.to_string())) };
            self.troubles.push(Trouble::PlanLeftOut { plan });
        }
        let contradicts = |desk: &Desk| self.desks.iter().any(|other| other.opened && one_office(other, desk).is_err());
        let left_out: BTreeSet<PlanId> =
            self.desks.iter().filter(|desk| !desk.opened && contradicts(desk)).map(|desk| desk.plan().clone()).collect();
        let (out, desks): (Vec<Desk>, Vec<Desk>) = self.desks.into_iter().partition(|desk| left_out.contains(desk.plan()));
        self.desks = desks;
        self.troubles.extend(out.into_iter().map(|desk| Trouble::PlanLeftOut { plan: desk.registry.plan.name }));
        self.checked()
    }

    fn each_plan_once(&self) -> Result<(), WorkError> {
        self.twins.first().map_or(Ok(()), |plan| Err(WorkError::SamePlan(plan.to_string())))
    }

    /// The desk of a plan; with several one must be named.
    pub fn choose(mut self, plan: Option<&PlanId>) -> Result<Desk, WorkError> {
        self.each_plan_once()?;
        let only = self.configured == 1;
        match plan {
            None if !only => return Err(WorkError::WhichPlan(self.known.iter().map(ToString::to_string).collect())),
            None => {}
            Some(plan) => {
                if let Some(place) = self.desks.iter().position(|desk| desk.plan() == plan) {
                    return Ok(self.desks.swap_remove(place));
                }
                let named = |id: &Option<PlanId>| id.as_ref().map_or(only, |id| id == plan);
                let Some(place) = self.failed.iter().position(|(id, _)| named(id)) else {
                    return Err(WorkError::UnknownPlan(plan.to_string()));
                };
                return Err(self.failed.swap_remove(place).1);
            }
        }
        match (self.desks.pop(), self.failed.pop()) {
            (Some(desk), _) => Ok(desk),
            (None, Some((_, error))) => Err(error),
            (None, None) => Err(WorkError::WhichPlan(Vec::new())),
        }
    }

    /// The desk of a plan.
    #[must_use]
    pub fn of(&self, plan: &PlanId) -> Option<&Desk> {
        self.desks.iter().find(|desk| desk.plan() == plan)
    }

    /// The desk at which a file is answered that does not say whose it is: one that knows the folder, opened before
    /// planned, and the one that is due first.
    #[must_use]
    pub fn of_folder(&self, folder: Option<&str>) -> Option<&Desk> {
        let knows = |desk: &Desk| folder.is_some_and(|folder| desk.registry.department_by_folder(folder).is_some());
        self.desks.iter().min_by_key(|desk| (!knows(desk), !desk.opened, desk.round.due))
    }

    /// Every department that may have a folder below the inbox.
    pub fn departments(&self) -> impl Iterator<Item = &Department> {
        self.desks.iter().flat_map(|desk| &desk.registry.departments)
    }

    /// Whether a round was opened, so that the inbox must be there.
    #[must_use]
    pub fn opened(&self) -> bool {
        self.desks.iter().any(|desk| desk.opened)
    }

    /// Rounds that should have been opened by now. That the only plan's is not open is said on any day.
    #[must_use]
    pub fn not_opened(&self, now: Civil) -> Vec<Trouble> {
        let awaited = |desk: &&Desk| !desk.opened && (self.desks.len() == 1 || desk.round.opens <= now.date_naive());
        let mut troubles: Vec<Trouble> =
            self.desks.iter().filter(awaited).map(|desk| Trouble::NotOpened { round: desk.round_name() }).collect();
        for desk in &self.desks {
            let Some(next) = desk.next.as_ref().filter(|next| next.opens <= now.date_naive()) else { continue };
            troubles.push(match desk.following(now) {
                Some(_) => Trouble::NotOpened { round: next.name.clone() },
                None => Trouble::NextWaits { round: next.name.clone(), open: desk.round_name() },
            });
        }
        troubles
    }

    /// What the office should know about the registers.
    #[must_use]
    pub fn all_troubles(&self) -> Vec<Trouble> {
        self.troubles.iter().chain(self.desks.iter().flat_map(|desk| &desk.troubles)).cloned().collect()
    }

    /// Desks whose round is not locked, or that were never opened, are what `issue` may go on with.
    pub(super) fn open_able(desk: &Desk, now: Civil) -> bool {
        let today = now.date_naive();
        let locked = desk.round.locks.is_some_and(|locks| today > locks);
        desk.following(now).is_some() || (!locked && (desk.opened || desk.round.opens <= today))
    }

    /// What tells the plans' files apart: their names, or their ids where the names would be cut to the same.
    fn label(&mut self) {
        if self.configured < 2 {
            return;
        }
        let labels: Vec<String> = self.desks.iter().map(|desk| file_name_part(&desk.registry.plan.name)).collect();
        let distinct = labels.iter().collect::<BTreeSet<_>>().len() == labels.len();
        for (desk, label) in self.desks.iter_mut().zip(labels) {
            desk.label = if distinct && !label.is_empty() { label } else { desk.plan().to_string() };
        }
    }

    /// Links each desk to the opened rounds of the others.
    fn link(&mut self) {
        let mut links: Vec<(Vec<Link>, Vec<Trouble>)> = Vec::new();
        for (place, desk) in self.desks.iter().enumerate() {
            let others = || self.desks.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, other)| other);
            let linked = others().filter(|other| other.opened).filter_map(|other| Link::between(desk, other)).collect();
            let earlier = self.desks.iter().take(place);
            let words = earlier.flat_map(|other| contradictory(&other.registry, &desk.registry));
            links.push((linked, words.map(|shared| Trouble::SharedDiffers { shared }).collect()));
        }
        for (desk, (links, troubles)) in self.desks.iter_mut().zip(links) {
            desk.links = links;
            desk.troubles.extend(troubles);
        }
    }
}

/// The plan of each register that no longer says which it is: the one that was last read there, else one of those opened
/// here that no other folder holds, the last opened first, so that a plan of former years is not taken for one that is
/// broken now.
fn lost_plans(folders: &[PlanFolder], store: &dyn Store) -> Result<Vec<Option<PlanId>>, WorkError> {
    let broken: Vec<&PlanFolder> = folders.iter().filter(|folder| folder.plan().is_none()).collect();
    if broken.is_empty() {
        return Ok(Vec::new());
    }
    let held = |plan: &PlanId| folders.iter().any(|folder| folder.plan() == Some(plan));
    let mut lost = Vec::new();
    for folder in &broken {
        lost.push(store.plan_of_source(&folder.folder)?.filter(|plan| !held(plan)));
    }
    let mut opened = store.opened_plans()?;
    opened.retain(|plan| !held(plan) && !lost.contains(&Some(plan.clone())));
    let unknown = lost.iter().filter(|plan| plan.is_none()).count();
    let surplus = opened.len().saturating_sub(unknown);
    // The only folder of an installation may not stand for any of several plans.
    if folders.len() == 1 && surplus > 0 {
        return Ok(lost);
    }
    let mut opened = opened.split_off(surplus).into_iter();
    Ok(lost.into_iter().map(|plan| plan.or_else(|| opened.next())).collect())
}

fn file_name_part(name: &str) -> String {
    let safe = |c: char| !c.is_control() && !"/\\:*?\"<>|".contains(c) && !"／＼：＊？＂＜＞｜".contains(c);
    name.chars().filter(|c| safe(*c)).take(LABEL_MAX).collect::<String>().trim().to_owned()
}

/// Plans of one installation are one office's: the same municipality, and no folder that is two departments'.
fn one_office(one: &Desk, other: &Desk) -> Result<(), WorkError> {
    let codes = [&one.registry.plan.municipality_code, &other.registry.plan.municipality_code];
    if codes[0] != codes[1] {
        return Err(WorkError::TwoOffices(codes.map(Clone::clone)));
    }
    for department in &other.registry.departments {
        if let Some(twin) = one.registry.departments.iter().find(|twin| twin.folder == department.folder && twin.id != department.id) {
            let ids = [format!("{}：{}", one.plan(), twin.id), format!("{}：{}", other.plan(), department.id)];
            return Err(WorkError::DepartmentsDiffer { folder: department.folder.clone(), ids });
        }
    }
    Ok(())
}
