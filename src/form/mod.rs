//! Forms, declared once in `templates/forms/` and used both ways: the program writes blanks from a
//! declaration and reads returns by it, so that instructions and checks cannot drift apart.

mod declaration;
mod field;

pub use declaration::{CellKind, Column, FormDeclaration, FormError, HeaderCell, Suffix};
pub use field::{Field, HeaderField};
