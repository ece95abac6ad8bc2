//! Issuing: opens the rounds (freezing register and ledger) and writes each department's form.

use tracing::{info, warn};

use super::desk::Desk;
use super::desks::Desks;
use super::link::left_to_others;
use super::papers::{ROUND_BYTES, in_a_file_name};
use super::{WorkError, Worker, desk, stamp};
use crate::domain::{Civil, Department, DepartmentId, Lang};
use crate::failpoint;
use crate::form::{BlankForm, FormDeclaration};
use crate::register::Sheets;
use crate::store::{IssuedForm, RoundOpening};
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
            self.register_to_open(desk)?;
        }
        for desk in &desks {
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
        for department in departments(&all) {
            let asks = |desk: &&Desk| desk.ledger.departments().contains(&&department.id);
            let wants = |desk: &&Desk| only.map_or_else(|| !desk.issued.contains_key(&department.id), |only| only == &department.id);
            let wanted: Vec<&Desk> = all.desks.iter().filter(asks).filter(wants).collect();
            if wanted.is_empty() {
                issued.had += usize::from(only.is_none());
                continue;
            }
            issued.forms.extend(self.issue_form(&wanted, department, now)?);
        }
        self.write_outputs(&stamp(now))?;
        issued.mails = self.deliver(&self.desks(now)?, now)?.sent;
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

    /// The sheets that a round is opened with: those that lie there now. An earlier register stands in while a round goes
    /// on, but none is opened with it.
    fn register_to_open(&self, desk: &Desk) -> Result<Sheets, WorkError> {
        let folders = desk::plan_folders(&self.installation)?;
        let folder = folders.into_iter().find(|folder| folder.folder == desk.source);
        let folder = folder.ok_or_else(|| WorkError::UnknownPlan(desk.plan().to_string()))?;
        match &folder.loaded.registry {
            None => Err(folder.refusal()),
            // It was saved since the desk was set up.
            Some(registry) if registry.version != desk.registry.version => Err(WorkError::RegisterAway(folder.folder)),
            Some(_) => Ok(folder.sheets),
        }
    }

    fn open_round(&mut self, desk: &Desk, who: &str, now: Civil) -> Result<bool, WorkError> {
        if desk.opened {
            return Ok(false);
        }
        let sheets = &self.register_to_open(desk)?;
        let opened = self.store.open_round(&RoundOpening {
            ledger: &desk.fixed,
            register_version: &desk.registry.version,
            sheets,
            at: &stamp(now),
            who,
        })?;
        failpoint::at("round-opened");
        info!(plan = %desk.plan(), round = %desk.round.id, opened, "round opened");
        Ok(opened)
    }

    /// Writes one workbook with a department's forms for these desks, and one mail about it.
    pub(super) fn issue_form(
        &mut self,
        desks: &[&Desk],
        department: &Department,
        now: Civil,
    ) -> Result<Option<(String, usize, String)>, WorkError> {
        let at = stamp(now);
        let folder = self.shown_inbox(department);
        let mut forms: Vec<(BlankForm, &FormDeclaration)> = Vec::new();
        let mut asked: Vec<(&Desk, usize)> = Vec::new();
        let mut facts = Vec::new();
        for desk in desks {
            let declaration = self.installation.form_for(&desk.registry.plan);
            let mut form = BlankForm::of(&desk.registry, &desk.round, &desk.ledger, department, declaration, &folder);
            for (plan, indicators) in left_to_others(desk, &department.id, now.date_naive()) {
                form.leave_to(plan, &indicators);
            }
            asked.push((desk, form.rows.len()));
            facts.push(IssuedForm {
                plan: desk.plan(),
                round: &desk.round.id,
                department: &department.id,
                version: declaration.version,
                at: &at,
            });
            // A plan whose every indicator is asked elsewhere needs no sheet, unless there are texts to write.
            if !form.rows.is_empty() || !form.sheets.is_empty() {
                forms.push((form, declaration));
            }
        }
        let rows = asked.iter().map(|(_, count)| count).sum();
        let (Some(first), Some(bytes)) = (desks.first(), write(&forms)?) else { return Ok(None) };
        let path = form_path(desks, self.installation.config.plans.len(), department);
        let mails = self.request_mails(&asked, department, &path, now)?;
        let output = self.new_output(first.plan(), path.clone(), &bytes)?;
        self.store.issue(&facts, &mails, &output)?;
        failpoint::at("form-issued");
        Ok(Some((department.name.clone(), rows, path)))
    }
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
fn write(forms: &[(BlankForm, &FormDeclaration)]) -> Result<Option<Vec<u8>>, WriteError> {
    let forms: Vec<(&BlankForm, &FormDeclaration)> = forms.iter().map(|(form, declaration)| (form, *declaration)).collect();
    if forms.is_empty() { Ok(None) } else { blank_form::write_joint(&forms).map(Some) }
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
