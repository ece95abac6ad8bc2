//! `doctor`: looks the whole installation over, one thing after the other. What is broken stops no other look, and
//! nothing is changed but for a file of a moment in each folder.

mod check;
mod database;
mod folders;
mod machine;
mod mail;
mod office;
mod own_forms;
mod settings;

use std::path::Path;

use super::{Progress, UpkeepError};
use crate::domain::Civil;
use crate::installation::Installation;

pub use check::{Check, Grade};

/// What is looked over.
struct Examined<'a> {
    installation: &'a Installation,
    /// This program, for a reader process.
    program: &'a Path,
    now: Civil,
}

/// Looks the installation in `root` over. `Err` only where there is none.
pub fn examine(root: &Path, program: &Path, clock: &dyn Fn(chrono_tz::Tz) -> Civil, tell: Progress<'_>) -> Result<Vec<Check>, UpkeepError> {
    let (installation, wrong) = Installation::lenient(root)?;
    installation.registers.read_with(program, installation.config.reader.limits());
    let examined = Examined { installation: &installation, program, now: clock(installation.config.time_zone) };
    let looks: [fn(&Examined<'_>) -> Vec<Check>; 7] =
        [folders::look, database::look, machine::look, office::look, own_forms::look, mail::look, settings::words];
    let mut checks = settings::configuration(&wrong);
    for (done, look) in looks.iter().enumerate() {
        tell(done, looks.len());
        checks.extend(look(&examined));
    }
    Ok(checks)
}
