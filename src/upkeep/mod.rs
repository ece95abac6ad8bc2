//! An installation as a whole: made (`init`), looked over (`doctor`), backed up and restored, and what is kept how long.
//!
//! Nothing here takes part in a pass: each is called by a person or by a timer, and works beside a running `run`.

mod archive;
mod backup;
mod contents;
mod dispose;
mod doctor;
mod error;
mod init;
mod manifest;
mod old_backups;
mod place;
mod restore;
mod turn;

pub use backup::{Backup, LAST_BACKUP, LastBackup, back_up};
pub use dispose::{Disposal, Round, disposable, dispose};
pub use doctor::{Check, Grade, examine};
pub use error::UpkeepError;
pub use init::{Made, init};
pub use manifest::{Entry, Manifest};
pub use restore::{Restored, confirm, restore};

/// How far a long work has come: done, of how many.
pub type Progress<'a> = &'a mut dyn FnMut(usize, usize);
