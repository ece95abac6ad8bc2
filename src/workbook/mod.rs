//! The workbook writer: the only place that speaks to `rust_xlsxwriter`. Each book is written from a model in
//! memory to bytes; what departments typed is written as text, never as a formula or a link.

pub mod annotated;
pub mod blank_form;
mod fit;
mod form_paper;
pub mod meeting_paper;
pub mod own;
mod paper;
#[cfg(test)]
mod parts;
pub mod patch;
#[cfg(test)]
mod probe;
pub mod receipt;
pub mod register_book;
mod style;
pub mod working_book;

pub use style::{Style, WriteError, display_width, new_workbook};
