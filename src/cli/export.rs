//! `export`: the figures as CSV or JSON, in a folder of one's own. What is there already is never overwritten.
#![expect(clippy::disallowed_methods, reason = "looks at the folder that was named")]

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::args::FormatArg;
use super::{CliError, Context, Outcome, now};
use crate::installation::Installation;
use crate::whole_file::write_whole;
use crate::worker::Worker;

#[derive(Serialize)]
struct Answer {
    edition: Option<u32>,
    as_of: String,
    indicators: usize,
    files: Vec<String>,
}

pub(super) fn export(context: &Context, dir: &Path, format: FormatArg, out: &Path) -> Result<Outcome, CliError> {
    let installation = Installation::open(dir)?;
    let zone = installation.config.time_zone;
    let worker = Worker::beside(installation, context.plan.clone(), &context.program)?;
    let (report, files) = worker.open_data(format.into(), now(zone))?;
    let targets: Vec<_> = files.iter().map(|(name, bytes)| (out.join(name), bytes)).collect();
    // All or none: nothing is written beside a file that stands in the way.
    for (target, bytes) in &targets {
        match fs::symlink_metadata(target) {
            Ok(there) if !(there.is_file() && fs::read(target).is_ok_and(|there| there == **bytes)) => {
                return Err(CliError::Exists(target.display().to_string()));
            }
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(CliError::Io { path: target.display().to_string(), error });
            }
            Ok(_) | Err(_) => {}
        }
    }
    for (target, bytes) in &targets {
        write_whole(target, bytes).map_err(|error| CliError::Io { path: target.display().to_string(), error })?;
    }
    let files: Vec<String> = targets.iter().map(|(target, _)| target.display().to_string()).collect();
    context.out.say(
        format!("{}指標のデータを書き出しました。", report.lines.len()),
        format!("The data of {} are written.", super::out::counted(report.lines.len(), "indicator")),
    );
    for file in &files {
        context.out.line(format!("  {file}"));
    }
    let edition = Some(report.edition).filter(|edition| *edition > 0);
    context.out.answer(&Answer { edition, as_of: report.now.to_rfc3339(), indicators: report.lines.len(), files });
    Ok(Outcome::Fine)
}
