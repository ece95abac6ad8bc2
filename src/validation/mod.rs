//! From a return as found to accepted rows and findings: pure, row by row, everything in one pass.
//!
//! `identity` decides whether the return is looked into at all (`earlier_form` of one that is last year's), `rows` which row is
//! which indicator (`names`), `strangers` what is said of the others; then each
//! row is checked by itself (`locked`, `values`, `plausibility`, `texts`), then what several rows say together (`parts`), then
//! the evaluation sheets' texts (`narrative`), and `listing` orders and caps what was found. `answers` chooses among departments.

mod amended;
mod answers;
#[cfg(test)]
mod answers_tests;
mod dates;
mod earlier_form;
mod filing_state;
#[cfg(test)]
mod fixture;
mod identity;
mod listing;
mod locked;
mod names;
mod narrative;
mod parts;
mod plain;
mod plausibility;
#[cfg(test)]
mod reading_tests;
mod row;
mod rows;
mod states;
mod strangers;
mod symbols;
mod texts;
mod validate;
#[cfg(test)]
mod validate_tests;
mod validated;
mod values;
mod weighing;
#[cfg(test)]
mod weighing_tests;

pub use amended::{Amendment, judged_again, refused_before};
pub use answers::{differing, in_force};
pub use validate::validate;
pub use validated::{AcceptedRow, AcceptedText, Context, Held, HeldText, Validated};
