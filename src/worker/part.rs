//! A file's part for one plan and department: its verdict at that plan's desk, and what it is answered with.

use std::collections::{BTreeMap, BTreeSet};

use super::desk::Desk;
use super::link::asked_elsewhere;
use crate::diagnostic::Problem;
use crate::domain::{Civil, Department, IndicatorId, Verdict};
use crate::validation::{Held, Validated, in_force};

/// One plan's and department's part of a file. Most files have one.
#[derive(Debug)]
pub(super) struct Part<'a> {
    /// The desk at which it was judged.
    pub(super) desk: &'a Desk,
    /// What became of it.
    pub(super) validated: Validated,
    /// The last rows of all departments before it.
    pub(super) answers: Vec<Held>,
    /// Position among the department's submissions; `None` for a draft.
    pub(super) sequence: Option<u32>,
    /// 受付番号; empty for a draft.
    pub(super) number: String,
    /// The folder in which the file lay.
    folder: Option<String>,
}

/// Whether all parts of a file are answered to the same departments: a workbook with several departments' sheets is handed
/// back to none of them.
pub(super) fn is_one_departments(parts: &[Part<'_>]) -> bool {
    let answered = |part: &Part<'_>| part.answered().into_iter().map(|department| department.id.clone()).collect::<BTreeSet<_>>();
    let mut all = parts.iter().map(answered);
    let first = all.next();
    all.all(|other| Some(&other) == first.as_ref())
}

impl<'a> Part<'a> {
    pub(super) fn new(desk: &'a Desk, validated: Validated, answers: Vec<Held>, folder: Option<&str>) -> Self {
        Self { desk, validated, answers, sequence: None, number: String::new(), folder: folder.map(str::to_owned) }
    }

    /// Whose return it is: of the department that has the work of the one that the workbook names. Where another department
    /// dropped it that neither stands in for it nor is it, it is that department's: somebody waits there.
    pub(super) fn department(&self) -> Option<&'a Department> {
        let named = self.named().map(|named| self.now(named));
        let Some(filer) = self.filer() else { return named };
        let own = named.filter(|named| named.id == filer.id || self.stands_in(filer, named));
        own.or(Some(filer))
    }

    /// Who is answered: the department in whose folder it lay, and the one that it stood in for.
    pub(super) fn answered(&self) -> Vec<&'a Department> {
        let mut answered: Vec<&Department> = self.filer().into_iter().collect();
        if let Some(department) = self.department().filter(|department| answered.iter().all(|filer| filer.id != department.id)) {
            answered.push(department);
        }
        answered
    }

    /// The department in whose folder it lay, or whoever has its work now.
    fn filer(&self) -> Option<&'a Department> {
        let registry = &self.desk.registry;
        self.folder.as_deref().and_then(|folder| registry.department_by_folder(folder)).map(|department| self.now(department))
    }

    /// The department that the workbook names.
    fn named(&self) -> Option<&'a Department> {
        let registry = &self.desk.registry;
        registry.department(&self.validated.identity.as_ref()?.department)
    }

    fn now(&self, department: &'a Department) -> &'a Department {
        let registry = &self.desk.registry;
        registry.department(registry.in_office(&department.id, self.desk.dues.today)).unwrap_or(department)
    }

    /// Whether `filer` stands in for `named`: as 代理, or as 副 of any of its indicators.
    fn stands_in(&self, filer: &Department, named: &Department) -> bool {
        let (desk, today) = (self.desk, self.desk.dues.today);
        let original = self.named().is_some_and(|original| desk.registry.is_deputy_of(&filer.id, &original.id, today));
        let second = || desk.registry.deputised(&filer.id, today).any(|indicator| desk.ledger.asks(&named.id, indicator));
        original || desk.registry.is_deputy_of(&filer.id, &named.id, today) || second()
    }

    /// What is told to the department: without what a decision has settled.
    pub(super) fn told(&self, now: Civil) -> Validated {
        let mut told = self.validated.clone();
        if let Some(department) = self.department() {
            told.findings.retain(|finding| self.desk.waives(finding, &department.id, now).is_none());
        }
        told
    }

    pub(super) fn is_draft(&self) -> bool {
        self.validated.verdict == Verdict::Draft
    }

    /// Whether its plan takes nothing any more.
    pub(super) fn is_locked_out(&self) -> bool {
        self.validated.findings.iter().any(|finding| matches!(finding.problem, Problem::RoundLocked { .. }))
    }

    pub(super) fn is_accepted(&self) -> bool {
        matches!(self.validated.verdict, Verdict::Accepted | Verdict::AcceptedWithQueries)
    }

    /// Rows in force before it.
    pub(super) fn held(&self) -> BTreeMap<IndicatorId, Held> {
        in_force(&self.answers, &self.desk.answering, &self.desk.registry)
    }

    /// What the department is asked for in this part: its own indicators, and those of a department whose successor it is,
    /// without what another plan's sheet asks. Of a workbook of any other department's, nothing is said about what this
    /// one owes.
    pub(super) fn asked(&self, now: Civil) -> BTreeSet<&'a IndicatorId> {
        let desk = self.desk;
        let Some(department) = self.department() else { return BTreeSet::new() };
        let named = self.named();
        let predecessor = named.filter(|named| named.successor.as_ref() == Some(&department.id));
        // Whoever owns some of its indicators by now is asked for these.
        let heir = |named: &Department| desk.ledger.owed_by(&department.id).any(|id| desk.answering.asks(&named.id, id));
        if named.is_some_and(|named| self.now(named).id != department.id && predecessor.is_none() && !heir(named)) {
            return BTreeSet::new();
        }
        let elsewhere = asked_elsewhere(desk, &department.id, now.date_naive());
        let before = predecessor.into_iter().flat_map(|predecessor| desk.ledger.owed_by(&predecessor.id));
        desk.ledger.owed_by(&department.id).chain(before).filter(|id| !elsewhere.contains(*id)).collect()
    }
}
