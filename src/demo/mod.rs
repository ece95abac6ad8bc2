//! The demonstration: a plan's whole round with a rehearsed calendar, through the same code as `run`.
//! `script` says who does what when in Mine City, `ordinary` makes a script for any other plan, `department` writes the
//! files as officers write them, [`Demonstration::play`] lets it happen.

mod answers;
mod department;
mod error;
mod event;
mod folder;
mod ordinary;
mod plan;
mod play;
mod script;

pub use error::DemoError;
pub use event::Event;
pub use plan::Demonstration;
pub use play::Played;
