//! Issuing and compiling with workbooks of the office's own.

use super::desk::Desk;
use super::issue::form_of;
use super::{WorkError, Worker};
use crate::consolidation::Report;
use crate::diagnostic::Finding;
use crate::domain::{Civil, Severity};
use crate::form::{BlankForm, FormDeclaration};
use crate::installation::OwnBook;
use crate::workbook::own::{Look, fill_form, fill_report, look_at_form, look_at_report};

/// A form's workbook and what was found in it.
struct Ready {
    book: OwnBook,
    look: Look,
}

impl Worker {
    /// Refuses a workbook in which something that was declared is missing, or too small for a department: before anything
    /// is opened or written.
    pub(super) fn own_forms_ready(&self, desks: &[Desk], now: Civil) -> Result<(), WorkError> {
        for desk in desks {
            let declaration = self.installation.form_for(&desk.registry.plan);
            let Some(ready) = self.ready(declaration)? else { continue };
            let mut findings = errors(&ready.look.findings);
            if findings.is_empty() {
                for department in desk.ledger.departments().into_iter().filter_map(|id| desk.registry.department(id)) {
                    let blank = form_of(desk, department, declaration, "", now);
                    findings.extend(errors(&fill(&ready, declaration, &blank, desk)?.1));
                }
            }
            refuse(declaration, findings)?;
        }
        Ok(())
    }

    /// The form's workbook, filled in for a department; `None` for a form that the program writes itself.
    pub(super) fn own_filled(&self, declaration: &FormDeclaration, blank: &BlankForm, desk: &Desk) -> Result<Option<Vec<u8>>, WorkError> {
        let Some(ready) = self.ready(declaration)? else { return Ok(None) };
        refuse(declaration, errors(&ready.look.findings))?;
        let (book, findings) = fill(&ready, declaration, blank, desk)?;
        refuse(declaration, errors(&findings))?;
        Ok(Some(book))
    }

    fn ready(&self, declaration: &FormDeclaration) -> Result<Option<Ready>, WorkError> {
        let Some(book) = self.installation.own_book(declaration)? else { return Ok(None) };
        let look = look_at_form(&book.grid, &book.merges, declaration);
        Ok(Some(Ready { book, look }))
    }

    /// The office's own report layouts for a plan, filled in: name and bytes. What could not be filled in is told.
    pub(super) fn own_papers(&self, desk: &Desk, report: &Report) -> (Vec<(String, Vec<u8>)>, Vec<WorkError>) {
        let layouts = match self.installation.own_reports() {
            Ok(layouts) => layouts,
            Err(error) => return (Vec::new(), vec![error.into()]),
        };
        let (mut papers, mut troubles) = (Vec::new(), Vec::new());
        let plan = desk.plan().as_str();
        for layout in layouts.into_iter().filter(|layout| layout.plan.as_deref().is_none_or(|of| of == plan)) {
            let filled = self.installation.report_book(&layout).map_err(WorkError::from).and_then(|book| {
                let look = look_at_report(&book.grid, &book.merges, &layout);
                let filled = fill_report(book.parts(), &look, &layout, report, &desk.registry)?;
                let findings: Vec<Finding> = look.findings.iter().chain(&filled.findings).cloned().collect();
                Ok((filled.book, errors(&findings)))
            });
            match filled {
                Ok((book, findings)) => {
                    if !findings.is_empty() {
                        troubles.push(WorkError::OwnWorkbook { name: layout.name.clone(), findings });
                    }
                    let kind = layout.workbook.rsplit_once('.').map_or("xlsx", |(_, kind)| kind);
                    papers.push((format!("{}.{kind}", layout.name), book));
                }
                Err(error) => troubles.push(error),
            }
        }
        (papers, troubles)
    }
}

fn fill(ready: &Ready, declaration: &FormDeclaration, blank: &BlankForm, desk: &Desk) -> Result<(Vec<u8>, Vec<Finding>), WorkError> {
    let filled = fill_form(ready.book.parts(), &ready.look, declaration, blank, &desk.registry)?;
    Ok((filled.book, filled.findings))
}

fn errors(findings: &[Finding]) -> Vec<Finding> {
    findings.iter().filter(|finding| finding.severity() == Severity::Error).cloned().collect()
}

fn refuse(declaration: &FormDeclaration, findings: Vec<Finding>) -> Result<(), WorkError> {
    if findings.is_empty() { Ok(()) } else { Err(WorkError::OwnWorkbook { name: declaration.name.clone(), findings }) }
}
