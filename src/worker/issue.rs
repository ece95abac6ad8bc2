//! Issuing: opens the round (freezing register and ledger) and writes each department's form.

use tracing::{info, warn};

use super::desk::Desk;
use super::{WorkError, Worker, desk, stamp};
use crate::domain::{Civil, Department, DepartmentId, Lang};
use crate::failpoint;
use crate::form::BlankForm;
use crate::store::{IssuedForm, RoundOpening};
use crate::workbook::blank_form;

/// What issuing came to.
#[derive(Debug, Default)]
pub struct Issued {
    /// Whether the round was opened by this.
    pub opened: bool,
    /// Forms written: department's name, indicators, path below the outbox.
    pub forms: Vec<(String, usize, String)>,
    /// Departments that had their form already.
    pub had: usize,
    /// Mails queued and delivered.
    pub mails: usize,
}

/// Where a department's form lies, below the outbox.
pub(super) fn form_path(desk: &Desk, department: &Department) -> String {
    format!("{}/様式_{}_{}.xlsx", department.folder, desk.round.name, department.name)
}

impl Worker {
    /// Opens the round if it is not open, and issues the forms of departments that have none yet; with `only`, that
    /// department's form again.
    pub fn issue(&mut self, only: Option<&DepartmentId>, who: &str, now: Civil) -> Result<Issued, WorkError> {
        // First, because opening a round cannot be undone: a slip of the pen must not do it.
        if let Some(only) = only
            && !self.desk()?.ledger.departments().contains(&only)
        {
            return Err(WorkError::UnknownDepartment(only.to_string()));
        }
        let mut issued = Issued { opened: self.open_round(who, now)?, ..Issued::default() };
        let desk = self.desk()?;
        let at = stamp(now);
        for trouble in self.make_folders(&desk) {
            warn!("{}", trouble.text(Lang::En));
        }
        self.mark_inbox()?;
        self.sweep_outbox()?;
        let had = self.store.issued(&desk.registry.plan.id, &desk.round.id)?;
        for id in desk.ledger.departments() {
            let wanted = only.map_or_else(|| !had.contains_key(id), |only| only == id);
            if !wanted {
                issued.had += usize::from(only.is_none());
                continue;
            }
            let department = desk.registry.department(id).ok_or_else(|| WorkError::UnknownDepartment(id.to_string()))?;
            let form = self.issue_form(&desk, department, &at, now)?;
            issued.forms.push(form);
        }
        self.write_outputs(&at)?;
        issued.mails = self.deliver(&desk, now)?.sent;
        self.all_written_below("")?;
        Ok(issued)
    }

    fn open_round(&mut self, who: &str, now: Civil) -> Result<bool, WorkError> {
        let desk = self.desk()?;
        if desk.opened {
            return Ok(false);
        }
        let folders = desk::plan_folders(&self.installation)?;
        let folder = folders.iter().find(|folder| folder.plan() == Some(&desk.registry.plan.id));
        let sheets = folder.map(|folder| &folder.sheets).ok_or_else(|| WorkError::UnknownPlan(desk.registry.plan.id.to_string()))?;
        let opened = self.store.open_round(&RoundOpening {
            ledger: &desk.ledger,
            register_version: &desk.registry.version,
            sheets,
            at: &stamp(now),
            who,
        })?;
        failpoint::at("round-opened");
        info!(round = %desk.round.id, opened, "round opened");
        Ok(opened)
    }

    fn issue_form(&mut self, desk: &Desk, department: &Department, at: &str, now: Civil) -> Result<(String, usize, String), WorkError> {
        let declaration = self.installation.form.clone();
        let folder = self.shown_inbox(department);
        let form = BlankForm::of(&desk.registry, &desk.round, &desk.ledger, department, &declaration, &folder);
        let bytes = blank_form::write(&form, &declaration)?;
        let path = form_path(desk, department);
        let mails = self.request_mails(desk, department, &path, now)?;
        let output = self.new_output(&desk.registry.plan.id, path.clone(), &bytes)?;
        let facts = IssuedForm {
            plan: &desk.registry.plan.id,
            round: &desk.round.id,
            department: &department.id,
            version: declaration.version,
            at,
        };
        self.store.issue(&facts, &mails, &output)?;
        failpoint::at("form-issued");
        Ok((department.name.clone(), form.rows.len(), path))
    }
}
