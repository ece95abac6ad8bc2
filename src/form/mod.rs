//! Forms, declared once in `templates/forms/` and used both ways: the program writes blanks from a
//! declaration and reads returns by it, so that instructions and checks cannot drift apart.

mod blank;
mod declaration;
mod field;
mod filled;
mod meaning;
#[cfg(test)]
pub(crate) mod sample;

pub use blank::{BlankForm, BlankRow, Printed};
pub use declaration::{CellKind, Column, FormDeclaration, FormError, HeaderCell, Suffix};
pub use field::{Field, HeaderField};
pub use filled::{Filled, FilledCell};
pub use meaning::state_meaning;
