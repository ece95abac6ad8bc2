//! The office's own workbook as a form: a declaration says which file it is and where things stand in it, by headings,
//! labels and defined names. It is issued, read and filled by that declaration; the file itself stays the office's.

mod declaration;
mod place;
mod report;
mod year_text;

pub use place::{CellRole, OwnCell, OwnColumn, OwnPlace, OwnRows, OwnTable, OwnWrite};
pub use report::{OwnReport, ReportCell, ReportColumn, ReportField, ReportFigure};
pub use year_text::{YearText, has_year_place, spellings, year_texts, years_moved};

pub(super) use declaration::{is_own, parse};

/// Where things stand in an office's own workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnForm {
    /// Name of the workbook, beside its declaration.
    pub workbook: String,
    /// Its path below `templates/`; said by whoever read the declaration from a file.
    pub path: String,
    /// Its table.
    pub table: OwnTable,
    /// Where each column of the form is found, in the order of the form's columns.
    pub columns: Vec<OwnColumn>,
    /// Cells beside the table.
    pub cells: Vec<OwnCell>,
    /// Texts that issuing writes.
    pub writes: Vec<OwnWrite>,
}

impl OwnForm {
    /// Where a role's cell stands.
    #[must_use]
    pub fn cell(&self, role: CellRole) -> Option<&OwnCell> {
        self.cells.iter().find(|cell| cell.role == role)
    }
}
