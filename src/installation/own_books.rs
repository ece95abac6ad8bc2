//! The workbooks of the office's own that stand in place of the program's form, and its own report layouts.
#![expect(clippy::disallowed_methods, reason = "reads the workbooks that the declarations name")]

use std::fs;
use std::path::{Path, PathBuf};

use super::{Installation, InstallationError, declarations, own_template};
use crate::diagnostic::Problem;
use crate::extraction::own::Merges;
use crate::extraction::{Grid, Reading};
use crate::form::FormDeclaration;
use crate::form::own::OwnReport;
use crate::workbook::own::merges_of;

/// Where report layouts are declared, below the templates.
const REPORTS: &str = "report";

/// A workbook of the office's own as it lies there.
#[derive(Debug, Clone)]
pub struct OwnBook {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it holds, as the reader process gives it.
    pub grid: Grid,
    /// Its merged ranges.
    pub merges: Merges,
}

impl OwnBook {
    /// The three together, as filling wants them.
    #[must_use]
    pub fn parts(&self) -> (&[u8], &Grid, &Merges) {
        (&self.bytes, &self.grid, &self.merges)
    }
}

impl Installation {
    /// The forms that are workbooks of the office's own.
    pub fn own_forms(&self) -> impl Iterator<Item = &FormDeclaration> {
        self.forms.iter().filter(|form| form.own.is_some())
    }

    /// The workbook of a form; `None` for a form that the program writes itself.
    pub fn own_book(&self, form: &FormDeclaration) -> Result<Option<OwnBook>, InstallationError> {
        form.own.as_ref().map(|own| self.book(&self.templates().join(&own.path))).transpose()
    }

    /// The office's own report layouts, in the order of their files.
    pub fn own_reports(&self) -> Result<Vec<OwnReport>, InstallationError> {
        let templates = self.templates();
        let mut reports = Vec::new();
        for name in declarations(&templates.join(REPORTS))? {
            let below = format!("{REPORTS}/{name}");
            let text = own_template(&templates, &below)?.unwrap_or_default();
            // The clauses of the sentence lie here too.
            if text.parse::<toml::Table>().is_ok_and(|table| !table.contains_key("workbook")) {
                continue;
            }
            reports.push(OwnReport::parse(&text).map_err(|error| InstallationError::Form { path: below, error })?);
        }
        Ok(reports)
    }

    /// The workbook of a report layout.
    pub fn report_book(&self, report: &OwnReport) -> Result<OwnBook, InstallationError> {
        self.book(&self.templates().join(REPORTS).join(&report.workbook))
    }

    /// A workbook of any name, read as those are.
    pub fn book(&self, path: &Path) -> Result<OwnBook, InstallationError> {
        let refused = |error| InstallationError::Io { path: path.to_path_buf(), error };
        let bytes = fs::read(path).map_err(refused)?;
        let unusable = |why: Problem| InstallationError::OwnBook { path: path.to_path_buf(), why: Box::new(why) };
        let grid = match self.registers.grid(&bytes).map_err(refused)? {
            Reading::Grid(grid) => grid,
            Reading::Unreadable(problem) => return Err(unusable(problem)),
            Reading::NotStarted(detail) => return Err(refused(std::io::Error::other(detail))),
            Reading::Broke(_) => return Err(unusable(Problem::BrokeTheReader { attempts: 1 })),
        };
        let merges = merges_of(&bytes).map_err(|error| unusable(Problem::Damaged { detail: error.to_string() }))?;
        Ok(OwnBook { bytes, grid, merges })
    }

    fn templates(&self) -> PathBuf {
        self.root.join(&self.config.folders.templates)
    }
}
