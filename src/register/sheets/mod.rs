//! One file per sheet: its headings, and how a row becomes a word of the domain. What concerns several rows or
//! sheets is `check`'s.
//!
//! A row keeps its keys and references beside the finished item: when one cell is bad, the others are checked all
//! the same, and nothing is reported as missing that is merely misspelt.

pub(super) mod decision;
pub(super) mod department;
pub(super) mod holiday;
pub(super) mod indicator;
pub(super) mod initiative;
pub(super) mod later_due;
pub(super) mod node;
pub(super) mod owner;
pub(super) mod part;
pub(super) mod placement;
pub(super) mod plan;
mod plan_marks;
pub(super) mod project;
pub(super) mod round;
pub(super) mod scheme;
pub(super) mod validation_rule;
pub(super) mod value;

use super::sheet::Sheet;

/// Every sheet of a register, in the order in which it is written and findings are listed.
pub(super) const ALL: [&Sheet; 16] = [
    &plan::SHEET,
    &node::SHEET,
    &indicator::SHEET,
    &placement::SHEET,
    &value::SHEET,
    &part::SHEET,
    &department::SHEET,
    &owner::SHEET,
    &scheme::SHEET,
    &validation_rule::SHEET,
    &round::SHEET,
    &later_due::SHEET,
    &decision::SHEET,
    &project::SHEET,
    &initiative::SHEET,
    &holiday::SHEET,
];

/// Sheets that a register may do without: they came later than the registers that are frozen.
pub(super) const OPTIONAL: [&str; 2] = [initiative::SHEET.name, later_due::SHEET.name];
