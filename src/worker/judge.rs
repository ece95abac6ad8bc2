//! The returns of one file, each judged at the desk of its plan: of several plans, and of several departments.

use super::desk::Desk;
use super::desks::Desks;
use super::link::asked_elsewhere;
use super::part::Part;
use crate::diagnostic::{Finding, Place, Problem};
use crate::domain::{Civil, DepartmentId, Severity, Verdict};
use crate::extraction::RawReturn;
use crate::installation::Installation;
use crate::store::{Store, StoreError};
use crate::validation::{AcceptedRow, Context, Held, Validated, in_force, validate};

/// Most sheets that were not taken of which is told.
const STRANGE_MAX: usize = 20;

/// The returns of a file.
#[derive(Debug, Default)]
struct Sorted<'a, 'r> {
    /// Those of plans of this office, one for each plan and department.
    ours: Vec<(&'a Desk, &'r RawReturn)>,
    /// Those of plans or departments that it does not have, or that say nothing of themselves.
    strange: Vec<&'r RawReturn>,
    /// Sheets of other rounds beside this round's of the same plan and department.
    other_rounds: Vec<(&'a Desk, &'r RawReturn)>,
}

/// Judges each return at the desk of the plan that it names. One that names no plan of this office is answered at `nobodys`
/// desk; beside a return of ours it is a finding there.
pub(super) fn judge<'a>(
    desks: &'a Desks,
    nobodys: &'a Desk,
    raws: &[RawReturn],
    installation: &Installation,
    store: &dyn Store,
    folder: Option<&str>,
    now: Civil,
) -> Result<Vec<Part<'a>>, StoreError> {
    let Sorted { mut ours, mut strange, other_rounds } = sorted(desks, raws);
    if ours.is_empty() {
        ours.extend(strange.drain(..1.min(strange.len())).map(|raw| (nobodys, raw)));
    }
    ours.sort_by_key(|(desk, _)| desk.round.due);
    let mut parts: Vec<Part<'a>> = Vec::new();
    for &(desk, raw) in &ours {
        let mut answers = desk.answers(store)?;
        // What an earlier part of the same file says for both counts here too.
        for part in &parts {
            answers.extend(rows_of(desk, part));
        }
        let mut validated = validated(desk, installation, raw, folder, &answers, now);
        validated.findings.extend(beside(desk, raw, &ours, &other_rounds));
        parts.push(Part::new(desk, validated, answers, folder));
    }
    if let Some(first) = parts.first_mut() {
        let told = first.validated.findings.len();
        let unknown = strange.iter().filter_map(|raw| raw.identity.as_ref()).take(STRANGE_MAX);
        first.validated.findings.extend(unknown.map(|identity| {
            Finding::file(if desks.of(&identity.plan).is_some() {
                Problem::UnknownDepartment { department: identity.department.to_string() }
            } else {
                Problem::UnknownPlan { plan: identity.plan.to_string() }
            })
        }));
        // A sheet whose number does not hold, among others that do.
        let mended = |finding: &&Finding| finding.severity() == Severity::Error && finding.problem.code().starts_with('I');
        let nameless = strange.iter().filter(|raw| raw.identity.is_none()).flat_map(|raw| raw.findings.iter().filter(mended));
        first.validated.findings.extend(nameless.take(STRANGE_MAX).cloned());
        // A sheet that was not taken: the file is not accepted as a whole, and its sender hears of it.
        let accepted = matches!(first.validated.verdict, Verdict::Accepted | Verdict::AcceptedWithQueries);
        if accepted && first.validated.findings.len() > told {
            first.validated.verdict = Verdict::PartlyAccepted;
        }
    }
    Ok(parts)
}

fn sorted<'a, 'r>(desks: &'a Desks, raws: &'r [RawReturn]) -> Sorted<'a, 'r> {
    let mut sorted = Sorted::default();
    for raw in raws {
        let Some(desk) = raw.identity.as_ref().and_then(|identity| desks.of(&identity.plan)) else {
            sorted.strange.push(raw);
            continue;
        };
        let of_plan = sorted.ours.iter().any(|(other, _)| other.plan() == desk.plan());
        let twin = sorted.ours.iter_mut().find(|(other, known)| other.plan() == desk.plan() && department(known) == department(raw));
        let registered = department(raw).is_some_and(|id| desk.registry.department(id).is_some());
        match twin {
            // Nobody's sheet is told with the first return; it is none of its own.
            None if !registered && of_plan => sorted.strange.push(raw),
            None => sorted.ours.push((desk, raw)),
            // Of one department's sheets of several rounds, this round's is the return.
            Some(twin) if is_of_round(desk, raw) => sorted.other_rounds.push(std::mem::replace(twin, (desk, raw))),
            Some(_) => sorted.other_rounds.push((desk, raw)),
        }
    }
    sorted
}

fn department(raw: &RawReturn) -> Option<&DepartmentId> {
    raw.identity.as_ref().map(|identity| &identity.department)
}

fn is_of_round(desk: &Desk, raw: &RawReturn) -> bool {
    raw.identity.as_ref().is_some_and(|identity| identity.round == desk.round.id)
}

/// What is said of the other sheets of a file that holds more than this return.
fn beside(desk: &Desk, raw: &RawReturn, ours: &[(&Desk, &RawReturn)], other_rounds: &[(&Desk, &RawReturn)]) -> Vec<Finding> {
    let of_plan = |(other, _): &&(&Desk, &RawReturn)| other.plan() == desk.plan();
    let mut findings = Vec::new();
    for (_, other) in other_rounds.iter().filter(of_plan).filter(|(_, other)| department(other) == department(raw)) {
        let round = other.identity.as_ref().map(|identity| &identity.round);
        let found = round.map(|round| desk.registry.round(round).map_or_else(|| round.to_string(), |round| round.name.clone()));
        let place = if other.sheet().is_empty() { Place::default() } else { Place::sheet(other.sheet()) };
        let problem = Problem::OtherRoundsSheet { found: found.unwrap_or_default(), expected: desk.round.name.clone() };
        findings.push(Finding::at(place, problem));
    }
    let departments: Vec<String> =
        ours.iter().filter(of_plan).filter_map(|(_, other)| department(other)).map(|id| desk.department_name(id)).collect();
    if departments.len() > 1 {
        findings.push(Finding::file(Problem::SeveralDepartments { departments }));
    }
    findings
}

/// Rows that an earlier part of a file gives for this desk's plan as well: another department's about the same indicator, or
/// another plan's about the same thing. They have no receipt number yet.
fn rows_of(desk: &Desk, part: &Part<'_>) -> Vec<Held> {
    let department = part.department().map(|department| department.id.clone());
    let held = |row: &AcceptedRow| Held {
        row: row.clone(),
        department: department.clone(),
        number: part.number.clone(),
        file: String::new(),
        sha256: String::new(),
        received_at: String::new(),
    };
    if desk.plan() == part.desk.plan() {
        return part.validated.rows.iter().map(held).collect();
    }
    let link = desk.links.iter().find(|link| &link.plan == part.desk.plan());
    link.into_iter().flat_map(|link| part.validated.rows.iter().filter_map(move |row| link.here(held(row)))).collect()
}

/// The verdict on a return at a desk.
fn validated(desk: &Desk, installation: &Installation, raw: &RawReturn, folder: Option<&str>, answers: &[Held], now: Civil) -> Validated {
    let held = in_force(answers, &desk.answering, &desk.registry);
    let named = raw.identity.as_ref().map(|identity| &identity.department);
    let elsewhere = named.map(|department| asked_elsewhere(desk, department, now.date_naive())).unwrap_or_default();
    let due = named.map_or(desk.round.due, |department| desk.due_of(department, |id| held.contains_key(id)));
    let later = named.map(|department| desk.due_after(department, due).into_keys().collect()).unwrap_or_default();
    let context = Context {
        registry: &desk.registry,
        round: &desk.round,
        phase: named.map_or_else(|| desk.phase(now), |department| desk.phase_of(department, now)),
        ledger: &desk.ledger,
        answering: &desk.answering,
        due,
        later: &later,
        folder,
        held: &held,
        answers,
        elsewhere: &elsewhere,
        earlier: &desk.earlier,
        now,
        form: installation.form_for(&desk.registry.plan),
    };
    let mut validated = validate(raw, &context);
    // What a decision has settled is recorded and not asked.
    let asks = |finding: &Finding| {
        finding.severity() == Severity::Query && named.is_none_or(|department| desk.waives(finding, department, now).is_none())
    };
    if validated.verdict == Verdict::AcceptedWithQueries && !validated.findings.iter().any(asks) {
        validated.verdict = Verdict::Accepted;
    }
    validated
}
