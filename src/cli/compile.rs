//! `compile`: the meeting paper and the working book.

use std::path::Path;

use serde::Serialize;

use super::{CliError, Context, Outcome, now};
use crate::installation::Installation;
use crate::worker::Worker;

#[derive(Serialize)]
struct Answer {
    edition: u32,
    files: Vec<String>,
}

pub(super) fn compile(context: &Context, dir: &Path) -> Result<Outcome, CliError> {
    let installation = Installation::open(dir)?;
    let zone = installation.config.time_zone;
    super::log::start(&installation, false);
    let outbox = installation.config.folders.outbox.clone();
    let mut worker = Worker::beside(installation, context.plan.clone(), &context.program)?;
    let (report, written) = worker.compile(now(zone))?;
    let files: Vec<String> = written.iter().map(|path| format!("{outbox}/{path}")).collect();
    let edition = report.edition;
    context.out.say(format!("第{edition}版を作りました。"), format!("Edition {edition} is written."));
    for file in &files {
        context.out.line(format!("  {file}"));
    }
    context.out.answer(&Answer { edition, files });
    Ok(Outcome::Fine)
}
