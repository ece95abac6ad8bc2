//! Forms, declared once in `templates/forms/` and used both ways: the program writes blanks from a
//! declaration and reads returns by it, so that instructions and checks cannot drift apart.

mod blank;
mod declaration;
mod field;
mod filled;
mod meaning;
pub mod own;
mod printed;
mod rows;
#[cfg(test)]
pub(crate) mod sample;
mod sheets;

pub(crate) use blank::fill_in;
pub use blank::{BlankForm, BlankHead, BlankRow, Elsewhere, LaterRows};
pub use declaration::{CellKind, Column, FormDeclaration, FormError, FormLayout, HeaderCell, PolicyCell, Sections, Suffix, TextBlock};
pub use field::{Field, HeaderField, PolicyField};
pub use filled::{Filled, FilledCell};
pub use meaning::state_meaning;
pub use printed::{Printed, printed_actual, printed_baseline, printed_target};
pub use sheets::{BlankSheet, YearCells};
