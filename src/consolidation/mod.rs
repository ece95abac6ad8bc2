//! From rows in force to the report model: counts, shares, the sentence, discrepancies, standings. Pure.

mod report;
mod standing;

pub use report::{OpenFinding, Report, ReportInput};
pub use standing::{DepartmentState, Standing, SubmissionSummary, standings};
