//! Whose return it is, and whether it may be taken: plan, round, department, version, filing state, folder, phase.

use unicode_normalization::UnicodeNormalization;

use super::Context;
use super::earlier_form::{earlier_round, printed_year, taken_for};
use super::filing_state::{FILED, FilingState, filing_state};
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{Department, FormIdentity, IndicatorId, Phase, Severity, Verdict};
use crate::extraction::RawReturn;
use crate::form::{Field, HeaderField};

/// Whether a return is looked into.
pub(super) enum Gate<'a> {
    /// It is not: the verdict stands, and the findings say why.
    Shut(Verdict, Vec<Finding>),
    /// It is. `recorded` is false when its rows are checked for the officer's sake but nothing may be taken.
    Open { department: &'a Department, recorded: bool, findings: Vec<Finding> },
}

/// Decides on a return as a whole. The first thing that makes it not ours ends it; after that all problems are told.
pub(super) fn gate<'a>(raw: &RawReturn, context: &Context<'a>) -> Gate<'a> {
    let Some(identity) = &raw.identity else {
        return Gate::Shut(Verdict::Refused, Vec::new());
    };
    let earlier = earlier_round(Some(identity), context);
    let department = match ours(identity, earlier.is_some(), context) {
        Ok(department) => department,
        Err(problem) => return Gate::Shut(Verdict::Refused, vec![at(raw, HeaderField::Identity, problem)]),
    };
    let said = raw.header_text(HeaderField::FilingState);
    let state = filing_state(said);
    if state == FilingState::Draft {
        return Gate::Shut(Verdict::Draft, vec![at(raw, HeaderField::FilingState, Problem::Draft)]);
    }
    let notice = match earlier.map(|round| taken_for(raw, round, context)) {
        Some(Err(problem)) => return Gate::Shut(Verdict::Refused, vec![at(raw, HeaderField::Identity, problem)]),
        Some(Ok(notice)) => Some(notice),
        None => None,
    };
    if let Some(finding) = other_years_actual(raw, context) {
        return Gate::Shut(Verdict::Returned, vec![finding]);
    }
    let mut findings = Vec::new();
    findings.extend(closed_round(context).map(Finding::file));
    findings.extend(other_folder(department, context).map(Finding::file));
    let altered = raw.findings.iter().any(|f| f.severity() == Severity::Error && f.problem.code().starts_with(['F', 'I']));
    if altered || !findings.is_empty() {
        return Gate::Shut(Verdict::Returned, findings);
    }
    let recorded = state == FilingState::Filed;
    if !recorded {
        findings.push(at(raw, HeaderField::FilingState, Problem::FilingStateUnknown { text: said.to_owned() }));
    } else if said != FILED {
        let problem = Problem::WordReadAs { raw: said.to_owned(), read: FILED.to_owned() };
        findings.push(at(raw, HeaderField::FilingState, problem));
    }
    if let Some(notice) = notice {
        findings.push(at(raw, HeaderField::Identity, notice));
    } else if identity.version < context.form.version {
        let problem = Problem::OlderForm { found: identity.version, current: context.form.version };
        findings.push(at(raw, HeaderField::Identity, problem));
    }
    if context.now.date_naive() > context.due {
        findings.push(Finding::file(Problem::Late { due: context.due.to_string() }));
    }
    Gate::Open { department, recorded, findings }
}

/// A heading of the actual that names another year than the round's: nobody can tell whether the heading or the numbers are
/// meant. On a form of an earlier round the heading it was printed with stands for nothing.
fn other_years_actual(raw: &RawReturn, context: &Context<'_>) -> Option<Finding> {
    let asked = context.round.year;
    raw.year.filter(|year| *year != asked && *year != printed_year(raw, context))?;
    let found = raw.year_heading.as_ref()?;
    let heading = format!("{}（{}）", context.form.heading(Field::Actual), asked.label());
    let problem = Problem::HeadingNearest { heading, nearest: found.text.clone() };
    Some(Finding::at(Place::cell(&found.sheet, found.at), problem))
}

/// The department whose form it is, or why it is no return of this round; an `earlier` round's form may be.
fn ours<'a>(identity: &FormIdentity, earlier: bool, context: &Context<'a>) -> Result<&'a Department, Problem> {
    if identity.plan != context.registry.plan.id {
        return Err(Problem::UnknownPlan { plan: identity.plan.to_string() });
    }
    if identity.round != context.round.id && !earlier {
        let found = context.registry.round(&identity.round).map_or_else(|| identity.round.to_string(), |round| round.name.clone());
        return Err(Problem::WrongRound { found, expected: context.round.name.clone() });
    }
    if identity.version == 0 || identity.version > context.form.version {
        return Err(Problem::UnknownFormVersion { found: identity.version, current: context.form.version });
    }
    let unknown = || Problem::UnknownDepartment { department: identity.department.to_string() };
    context.registry.department(&identity.department).ok_or_else(unknown)
}

fn closed_round(context: &Context<'_>) -> Option<Problem> {
    let round = context.round.name.clone();
    match context.phase {
        Phase::Planned => Some(Problem::RoundNotOpen { round }),
        Phase::Locked => Some(Problem::RoundLocked { round }),
        Phase::Open | Phase::Closed => None,
    }
}

/// A contradiction between workbook and folder. A folder that belongs to nobody contradicts nothing; a department's form may
/// be filed by its successor, by its deputies (代理), and by whoever answers for any of its indicators by now (or as 副).
fn other_folder(department: &Department, context: &Context<'_>) -> Option<Problem> {
    let folder = context.folder?;
    let lay_in = lay_in(folder, context)?;
    let today = context.now.date_naive();
    let may = context.registry.may_file_for(&lay_in.id, &department.id, today) || !own_rows(context, lay_in, department).is_empty();
    (!may).then(|| Problem::OtherDepartmentsFolder { workbook: department.name.clone(), folder: lay_in.name.clone() })
}

/// The department in whose folder the file lay.
fn lay_in<'a>(folder: &str, context: &Context<'a>) -> Option<&'a Department> {
    // macOS hands over decomposed names: ド may be ト and a mark.
    let composed: String = folder.nfc().collect();
    context.registry.department_by_folder(folder).or_else(|| context.registry.department_by_folder(&composed))
}

/// Indicators of a department's form for which another may answer in its own right: it owns them by now, or is their 副.
fn own_rows<'a>(context: &Context<'a>, filer: &'a Department, department: &Department) -> Vec<&'a IndicatorId> {
    let today = context.now.date_naive();
    let (registry, answering) = (context.registry, context.answering);
    let filer = registry.in_office(&filer.id, today);
    let holder = registry.in_office(&department.id, today);
    let of_form = |id: &&IndicatorId| answering.asks(&department.id, id) || answering.asks(holder, id);
    context.ledger.owed_by(filer).chain(registry.deputised(filer, today)).filter(of_form).collect()
}

/// The rows of a form that whoever filed it may fill in, where these are not all: it owns them by now, or is their 副.
pub(super) fn rows_of_filer<'a>(context: &Context<'a>, department: &Department) -> Option<Vec<&'a IndicatorId>> {
    let filer = lay_in(context.folder?, context)?;
    let all = context.registry.may_file_for(&filer.id, &department.id, context.now.date_naive());
    (!all).then(|| own_rows(context, filer, department))
}

/// A finding at a header cell, or about the file where the cell was not found.
fn at(raw: &RawReturn, field: HeaderField, problem: Problem) -> Finding {
    let place = raw.header.get(&field).map_or_else(Place::default, |cell| Place::cell(raw.header_sheet(field), cell.at));
    Finding::at(place, problem)
}
