//! The register's loader: the same sheets as CSV files in a folder (a workbook comes later). Pure: the files
//! come in as bytes, and either a consistent [`Registry`] comes out or findings that name every problem.
//!
//! `table` splits a sheet into cells, `row` reads typed values out of them by heading, `sheets` knows each sheet,
//! `check` looks across rows and sheets, `assemble` builds the registry. Only [`folder`] touches files.

mod assemble;
mod blank;
mod bounds;
mod cell;
mod check;
mod compare;
mod counts;
mod csv_patch;
mod csv_text;
mod damage;
mod difference;
mod draft;
mod encoding;
pub mod folder;
mod folder_name;
mod guide;
mod ids;
mod layout;
mod mail_address;
mod name_key;
mod next_round;
mod row;
mod schemes;
mod sheet;
mod sheet_text;
mod sheets;
mod stages;
mod table;
#[cfg(test)]
mod tests;
mod tidy;

pub use assemble::{digest, hex};
pub use blank::{EXAMPLE, blank_sheets};
pub use compare::compare_plans;
pub use counts::Counts;
pub use csv_patch::{NotBlank, fill_csv};
pub use csv_text::csv_bytes;
pub use difference::{Amended, Difference, SheetChange, Side, difference};
pub use guide::{choices, is_code, must_fill, note, picked_from};
pub use ids::{NewId, NewIds, add_used_ids, new_ids, plan_named};
pub use next_round::{Ending, LastActual, NextRound, ToConfirm, next_round};
pub use sheet_text::{SheetText, sheet_texts};

use std::collections::BTreeMap;

pub use schemes::read_schemes;

use crate::diagnostic::Finding;
use crate::domain::{Registry, Severity};

/// A register's sheets by name (`計画`, `体系`, …), as UTF-8 CSV bytes.
pub type Sheets = BTreeMap<String, Vec<u8>>;

/// The sheet of a register's workbook that explains the others. It is no part of the register.
pub const GUIDE: &str = "はじめに";
/// What stands in its first cell. A sheet of that name which says something else is the office's own.
pub const GUIDE_TITLE: &str = "台帳の書き方";

/// A loaded register.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The register; `None` when a finding is an error: a broken register is never half-loaded.
    pub registry: Option<Registry>,
    /// Every problem, in one pass: by sheet, row and column.
    pub findings: Vec<Finding>,
    /// Where its targets stand.
    targets: compare::TargetPlaces,
}

/// The names of a register's sheets, in the order in which it is written.
pub fn sheet_names() -> impl Iterator<Item = &'static str> {
    sheets::ALL.iter().map(|sheet| sheet.name)
}

impl Loaded {
    /// A register of which not even the sheets could be read.
    #[must_use]
    pub fn refused(findings: Vec<Finding>) -> Self {
        Self { registry: None, findings, targets: compare::TargetPlaces::default() }
    }
}

/// Loads and checks a register.
#[must_use]
pub fn load(sheets: &Sheets) -> Loaded {
    load_with(sheets, Vec::new())
}

/// Loads and checks a register of whose sheets something was found already.
#[must_use]
pub fn load_with(sheets: &Sheets, mut findings: Vec<Finding>) -> Loaded {
    let draft = draft::Draft::read(sheets, &mut findings);
    check::all(&draft, &mut findings);
    let broken = findings.iter().any(|finding| finding.severity() == Severity::Error);
    let targets = draft.target_places();
    let registry = if broken { None } else { assemble::assemble(draft, sheets) };
    Loaded { registry, findings: tidy::tidy(findings), targets }
}
