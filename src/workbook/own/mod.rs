//! A workbook of the office's own, looked over and filled: only the declared cells change, in the formats that they have.
//! Every part that is not concerned stays byte for byte what it was; results of formulas are taken out, because they are
//! those of other figures.

mod cells;
mod fill;
mod formulas;
mod look;
mod merges;
mod report;
mod seen;
#[cfg(test)]
mod tests;

pub use fill::{Filled, fill_form};
pub use look::{Look, look_at_form, look_at_report};
pub use merges::merges_of;
pub use report::fill_report;
pub use seen::{Seen, seen_of_form, seen_of_report};
