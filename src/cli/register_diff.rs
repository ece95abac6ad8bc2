//! `register diff`: what the register in the folder says otherwise than the one in force, or two registers beside each other.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::amend::difference_lines;
use super::out::counted;
use super::register_source::{Source, read};
use super::{CliError, Context, Outcome, now};
use crate::installation::Installation;
use crate::register::{Difference, Side, difference};
use crate::worker::{WorkError, Worker};

#[derive(Serialize)]
struct Answer<'a> {
    before: String,
    after: String,
    changes: usize,
    difference: &'a Difference,
}

pub(super) fn diff(context: &Context, dir: &Path, sources: &[PathBuf]) -> Result<Outcome, CliError> {
    let (before, after, found) = if let [one, other] = sources {
        let (one, other) = (read(context, one)?, read(context, other)?);
        let load = |source: &Source| {
            let broken = || CliError::Work(WorkError::BrokenRegister(source.path.display().to_string()));
            source.loaded.registry.clone().zip(source.sheets.clone()).ok_or_else(broken)
        };
        let ((old, old_sheets), (new, new_sheets)) = (load(&one)?, load(&other)?);
        let found = difference(Side { sheets: &old_sheets, registry: &old }, Side { sheets: &new_sheets, registry: &new });
        (one.path.display().to_string(), other.path.display().to_string(), found)
    } else {
        let installation = Installation::open(dir)?;
        let zone = installation.config.time_zone;
        let worker = Worker::beside(installation, context.plan.clone(), &context.program)?;
        let difference = worker.amendment(None, now(zone))?.difference;
        let lang = context.out.lang;
        let in_force = lang.pick("照会中の台帳", "the register in force").to_owned();
        (in_force, lang.pick("現在の台帳", "the register now").to_owned(), difference)
    };
    let count = found.changes.len();
    if found.is_empty() {
        context.out.say(format!("「{before}」と「{after}」に違いはありません。"), format!("{before} and {after} say the same."));
    } else {
        context.out.say(
            format!("「{before}」から「{after}」への変更は{count}件です。"),
            format!("From {before} to {after}: {}.", counted(count, "change")),
        );
        for line in difference_lines(context, &found) {
            context.out.line(line);
        }
    }
    context.out.answer(&Answer { before, after, changes: count, difference: &found });
    Ok(Outcome::Fine)
}
