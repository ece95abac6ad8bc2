//! From a return as found to accepted rows and findings: pure, row by row, everything in one pass.

mod validate;
mod validated;

pub use validate::validate;
pub use validated::{AcceptedRow, Context, Held, Validated};
