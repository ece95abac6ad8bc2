//! The demonstration: Mine City's whole 令和6年度実績 round with a rehearsed calendar, through the same code as `run`.
//! `script` says who does what when, `department` writes the files as officers write them, [`play`] lets it happen.

mod department;
mod error;
mod event;
mod folder;
mod play;
mod script;

pub use error::DemoError;
pub use event::Event;
pub use play::{Played, play};
