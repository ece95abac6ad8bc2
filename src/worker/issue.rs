//! Issuing: opens the rounds (freezing register and ledger) and writes each department's form.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use tracing::warn;

use super::desk::Desk;
use super::desks::Desks;
use super::link::left_to_others;
use super::papers::{ROUND_BYTES, in_a_file_name};
use super::{WorkError, Worker, stamp};
use crate::domain::{Civil, Department, DepartmentId, IndicatorId, Lang, Round};
use crate::failpoint;
use crate::form::{BlankForm, FormDeclaration, LaterRows};
use crate::notification::MailKind;
use crate::store::{IssuedForm, MailState};
use crate::workbook::{WriteError, blank_form};

/// Longest part of a form's name that is the department's, in bytes.
const DEPARTMENT_BYTES: usize = 60;

/// What issuing came to.
#[derive(Debug, Default)]
pub struct Issued {
    /// Whether a round was opened by this.
    pub opened: bool,
    /// Forms written: department's name, indicators, path below the outbox.
    pub forms: Vec<(String, usize, String)>,
    /// Departments that had all their forms already.
    pub had: usize,
    /// Mails queued and delivered.
    pub mails: usize,
    /// Request mails that wait until a person releases them.
    pub held: usize,
    /// Rounds that are not opened yet because their day has not come, or that take nothing any more.
    pub left: Vec<String>,
}

impl Worker {
    /// Opens the rounds that are not open, and issues the forms of departments that have none yet; with `only`, that
    /// department's form again. With one plan (or one that is named) its round is opened whatever the day; with several,
    /// those whose day has come.
    pub fn issue(&mut self, only: Option<&DepartmentId>, who: &str, now: Civil) -> Result<Issued, WorkError> {
        let mut issued = Issued::default();
        let desks = self.desks_to_issue(now, &mut issued)?;
        // First, because opening a round cannot be undone: a slip of the pen must not do it.
        if let Some(only) = only
            && !desks.iter().any(|desk| desk.ledger.departments().contains(&only))
        {
            return Err(WorkError::UnknownDepartment(only.to_string()));
        }
        for desk in desks.iter().filter(|desk| !desk.opened) {
            self.register_now(desk)?;
        }
        self.own_forms_ready(&desks, now)?;
        for desk in desks.iter().filter(|desk| only.is_none() || !desk.opened) {
            issued.opened |= self.open_round(desk, who, now)?;
        }
        // As they were opened, and linked with each other.
        let mut all = self.desks(now)?;
        all.desks.retain(|desk| desks.iter().any(|wanted| wanted.plan() == desk.plan()));
        all.desks.sort_by_key(|desk| desk.round.due);
        for desk in &all.desks {
            for trouble in self.make_folders(desk) {
                warn!("{}", trouble.text(Lang::En));
            }
        }
        self.mark_inbox()?;
        self.sweep_outbox()?;
        let mut prepared: Vec<Prepared<'_>> = Vec::new();
        for department in departments(&all) {
            let mut wanted: Vec<&Desk> = Vec::new();
            let mut grown = false;
            for desk in all.desks.iter().filter(|desk| desk.ledger.departments().contains(&&department.id)) {
                let more = self.has_grown(desk, &department.id)?;
                let wants = only.map_or_else(|| more || !desk.issued.contains_key(&department.id), |only| only == &department.id);
                if wants {
                    wanted.push(desk);
                    grown |= more;
                }
            }
            if wanted.is_empty() {
                issued.had += usize::from(only.is_none());
                continue;
            }
            for together in self.in_one_workbook(&wanted) {
                prepared.push(Prepared { grown, ..self.prepared(&together, department, now) });
            }
        }
        for (place, one) in prepared.iter().enumerate() {
            issued.forms.extend(self.issue_prepared(one, prepared.get(place + 1..).unwrap_or_default(), now)?);
        }
        self.write_outputs(&stamp(now))?;
        let waits = |mail: &&super::MailLine| mail.state == MailState::Held && mail.kind == MailKind::Request;
        issued.mails = self.deliver(&self.desks(now)?, now)?.sent;
        issued.held = self.mailbox()?.iter().filter(waits).count();
        self.all_written_below("")?;
        Ok(issued)
    }

    /// The desks whose forms are to be issued: the one that is named, or all whose day has come.
    fn desks_to_issue(&self, now: Civil, issued: &mut Issued) -> Result<Vec<Desk>, WorkError> {
        if self.plan.is_some() || self.installation.config.plans.len() == 1 {
            // Plans that are not one office's are refused also where one is named.
            self.desks(now)?;
            return Ok(vec![self.desk(now)?]);
        }
        let usable = self.desks(now)?.desks.into_iter().filter(|desk| desk.opened || !desk.stale);
        let (open_able, left): (Vec<Desk>, Vec<Desk>) = usable.partition(|desk| Desks::open_able(desk, now));
        issued.left = left.iter().map(Desk::round_name).collect();
        Ok(open_able)
    }

    /// Whether more is asked of a department than when it got its form: it took over the work of another one since.
    fn has_grown(&self, desk: &Desk, department: &DepartmentId) -> Result<bool, WorkError> {
        let last = self.store.last_issued(desk.plan(), &desk.round.id, department)?;
        let Some(day) = last.and_then(|at| at.get(..10)?.parse().ok()) else { return Ok(false) };
        let mut then = desk.registry.clone();
        then.stand_on(day);
        let asked_then = desk.fixed.on(&then, day);
        Ok(desk.ledger.owed_by(department).any(|indicator| !asked_then.asks(department, indicator)))
    }

    /// Writes one workbook with a department's forms for these desks, and one mail about it.
    pub(super) fn issue_form(
        &mut self,
        desks: &[&Desk],
        department: &Department,
        now: Civil,
    ) -> Result<Option<(String, usize, String)>, WorkError> {
        let prepared = self.prepared(desks, department, now);
        self.issue_prepared(&prepared, &[], now)
    }

    /// Which of these forms go into one workbook: the program's own do, each of the office's is a file of its own.
    fn in_one_workbook<'a>(&self, desks: &[&'a Desk]) -> Vec<Vec<&'a Desk>> {
        let (own, ours): (Vec<&Desk>, Vec<&Desk>) =
            desks.iter().partition(|desk| self.installation.form_for(&desk.registry.plan).own.is_some());
        let ours = (!ours.is_empty()).then_some(ours);
        ours.into_iter().chain(own.into_iter().map(|desk| vec![desk])).collect()
    }

    /// A department's forms for these desks.
    fn prepared<'a>(&self, desks: &[&'a Desk], department: &'a Department, now: Civil) -> Prepared<'a> {
        let folder = self.shown_inbox(department);
        let path = form_path(desks, self.installation.config.plans.len(), department);
        let macros = desks.first().and_then(|desk| self.installation.form_for(&desk.registry.plan).own.as_ref());
        let macros = macros.is_some_and(|own| own.workbook.to_lowercase().ends_with(".xlsm"));
        let path = if macros { path.replace(".xlsx", ".xlsm") } else { path };
        let forms = desks.iter().map(|desk| {
            let form = form_of(desk, department, self.installation.form_for(&desk.registry.plan), &folder, now);
            (*desk, form)
        });
        Prepared { department, forms: forms.collect(), path, grown: false }
    }

    /// Writes a prepared workbook. Its mails speak also of those `after` it that go to the same address.
    fn issue_prepared(
        &mut self,
        one: &Prepared<'_>,
        after: &[Prepared<'_>],
        now: Civil,
    ) -> Result<Option<(String, usize, String)>, WorkError> {
        let at = stamp(now);
        let mut forms: Vec<(&BlankForm, &FormDeclaration)> = Vec::new();
        let mut facts = Vec::new();
        for (desk, form) in &one.forms {
            let declaration = self.installation.form_for(&desk.registry.plan);
            facts.push(IssuedForm {
                plan: desk.plan(),
                round: &desk.round.id,
                department: &one.department.id,
                version: declaration.version,
                at: &at,
            });
            // A plan whose every indicator is asked elsewhere needs no sheet, unless there are texts to write.
            if !form.rows.is_empty() || !form.sheets.is_empty() {
                forms.push((form, declaration));
            }
        }
        let rows = one.forms.iter().map(|(_, form)| form.rows.len()).sum();
        let own = match (one.forms.first(), forms.first()) {
            (Some((desk, _)), Some((form, declaration))) => self.own_filled(declaration, form, desk)?,
            _ => None,
        };
        let written = if own.is_some() { own } else { write(&forms)? };
        let (Some((first, _)), Some(bytes)) = (one.forms.first(), written) else { return Ok(None) };
        let output = self.new_output(first.plan(), one.path.clone(), &bytes)?;
        let mails = self.request_mails(one, after, &output, now)?;
        self.store.issue(&facts, &mails, &output)?;
        failpoint::at("form-issued");
        Ok(Some((one.department.name.clone(), rows, one.path.clone())))
    }
}

/// A department's workbook that is about to be written.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    /// Whose.
    pub(super) department: &'a Department,
    /// Its forms, one for each round.
    pub(super) forms: Vec<(&'a Desk, BlankForm)>,
    /// Where it will lie, below the outbox.
    pub(super) path: String,
    /// Whether more is asked of it than its earlier form asked.
    pub(super) grown: bool,
}

/// A department's form with its due days: its own is the earliest of its rows'.
pub(super) fn form_of(desk: &Desk, department: &Department, declaration: &FormDeclaration, folder: &str, now: Civil) -> BlankForm {
    let elsewhere = left_to_others(desk, &department.id, now.date_naive());
    let here = |id: &IndicatorId| !elsewhere.iter().any(|(_, indicators)| indicators.contains(id));
    let days = desk.dues.of_department(&department.id, &desk.ledger);
    let own: Vec<(NaiveDate, BTreeSet<IndicatorId>)> = days
        .into_iter()
        .map(|(day, ids)| (day.on, ids.into_iter().filter(|id| here(id)).cloned().collect::<BTreeSet<_>>()))
        .filter(|(_, ids)| !ids.is_empty())
        .collect();
    let round = Round { due: own.first().map_or(desk.round.due, |(due, _)| *due), ..desk.round.clone() };
    let mut form = BlankForm::of(&desk.registry, &round, &desk.ledger, department, declaration, folder);
    for (plan, indicators) in &elsewhere {
        form.leave_to(plan, indicators);
    }
    let mut later: BTreeMap<(NaiveDate, String), BTreeSet<IndicatorId>> = BTreeMap::new();
    for (due, indicators) in own.into_iter().filter(|(due, _)| *due > round.due) {
        for id in indicators {
            let reason = desk.later_reason(&id, due).unwrap_or_default();
            later.entry((due, reason.to_owned())).or_default().insert(id);
        }
    }
    for ((due, reason), indicators) in later {
        form.due_later(&LaterRows { due, reason, indicators });
    }
    form
}

/// Departments that any of the desks asks, in the order in which they first appear.
fn departments(desks: &Desks) -> Vec<&Department> {
    let mut found: Vec<&Department> = Vec::new();
    for desk in &desks.desks {
        let asked = desk.ledger.departments();
        for department in asked.into_iter().filter_map(|id| desk.registry.department(id)) {
            if !found.iter().any(|known| known.id == department.id) {
                found.push(department);
            }
        }
    }
    found
}

/// The workbook; `None` where there is nothing to fill in.
fn write(forms: &[(&BlankForm, &FormDeclaration)]) -> Result<Option<Vec<u8>>, WriteError> {
    if forms.is_empty() { Ok(None) } else { blank_form::write_joint(forms).map(Some) }
}

/// Where the workbook lies, below the outbox. One that does not hold the forms of all plans is named after those it holds,
/// so that a later one does not take its place.
fn form_path(desks: &[&Desk], plans: usize, department: &Department) -> String {
    let round = in_a_file_name(desks.first().map_or("", |desk| desk.round.name.as_str()), ROUND_BYTES);
    let name = in_a_file_name(&department.name, DEPARTMENT_BYTES);
    let labels: Vec<&str> = desks.iter().map(|desk| desk.label.as_str()).filter(|label| !label.is_empty()).collect();
    let plan = if labels.is_empty() || labels.len() == plans { String::new() } else { format!("{}_", labels.join("・")) };
    format!("{}/様式_{plan}{round}_{name}.xlsx", department.folder)
}
