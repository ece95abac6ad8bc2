//! `round new`: the register of the next round as a proposal, in a folder of its own, with a list of what to confirm.
#![expect(clippy::disallowed_methods, reason = "looks at the folder that was named")]

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::convert::{write_book, write_folder};
use super::{CliError, Context, Outcome, now};
use crate::domain::RoundId;
use crate::installation::Installation;
use crate::register::{NextRound, ToConfirm, csv_bytes};
use crate::whole_file::write_whole;
use crate::worker::Worker;

/// Name of the list.
const LIST: &str = "確認事項.csv";

/// Most lines that are shown; the file has all.
const SHOWN_MAX: usize = 30;

#[derive(Serialize)]
struct Answer<'a> {
    round: String,
    name: &'a str,
    opens: String,
    due: String,
    folder: String,
    register: String,
    actuals: usize,
    confirm: &'a [ToConfirm],
}

pub(super) fn propose(context: &Context, dir: &Path, (id, from): (&str, &str), out: Option<&Path>) -> Result<Outcome, CliError> {
    let round = |text: &str| text.parse::<RoundId>().map_err(|_| CliError::RoundId(text.to_owned()));
    let (id, from) = (round(id)?, round(from)?);
    let installation = Installation::open(dir)?;
    let zone = installation.config.time_zone;
    let worker = Worker::beside(installation, context.plan.clone(), &context.program)?;
    let (next, source) = worker.next_round(&id, &from, now(zone))?;
    let source = dir.join(source);
    let beside = || {
        let stem = source.file_stem().map_or_else(|| "台帳".into(), |stem| stem.to_string_lossy().into_owned());
        source.parent().unwrap_or(dir).join(format!("{stem}_{id}案"))
    };
    let folder = out.map_or_else(beside, Path::to_path_buf);
    if std::fs::read_dir(&folder).is_ok_and(|mut entries| entries.next().is_some()) || folder.is_file() {
        return Err(CliError::Exists(folder.display().to_string()));
    }
    let register = write(&source, &folder, &next)?;
    say(context, &next, &folder, &register);
    context.out.answer(&Answer {
        round: id.to_string(),
        name: &next.round.name,
        opens: next.round.opens.to_string(),
        due: next.round.due.to_string(),
        folder: folder.display().to_string(),
        register: register.display().to_string(),
        actuals: next.actuals,
        confirm: &next.confirm,
    });
    Ok(Outcome::Fine)
}

/// Writes the register in the form that it has, the list last: a folder with the list is whole.
fn write(source: &Path, folder: &Path, next: &NextRound) -> Result<PathBuf, CliError> {
    let refused = |path: &Path, error| CliError::Io { path: path.display().to_string(), error };
    std::fs::create_dir_all(folder).map_err(|error| refused(folder, error))?;
    let register = if source.is_dir() { folder.join("台帳") } else { folder.join("台帳.xlsx") };
    if source.is_dir() {
        write_folder(&register, &next.texts)?;
    } else {
        write_book(source, &register, &next.texts)?;
    }
    let headings = ["区分", "ID", "名称", "確認すること", "確認"].map(str::to_owned).to_vec();
    let row = |item: &ToConfirm| vec![item.kind.to_owned(), item.id.clone(), item.name.clone(), item.what.clone(), String::new()];
    let rows: Vec<Vec<String>> = std::iter::once(headings).chain(next.confirm.iter().map(row)).collect();
    let list = folder.join(LIST);
    // Excel takes the file for what it is by the mark at its head.
    let bytes = [b"\xef\xbb\xbf".to_vec(), csv_bytes(&rows)].concat();
    write_whole(&list, &bytes).map_err(|error| refused(&list, error))?;
    Ok(register)
}

fn say(context: &Context, next: &NextRound, folder: &Path, register: &Path) {
    let out = &context.out;
    let (name, register, folder) = (&next.round.name, register.display(), folder.display());
    out.say(
        format!("「{name}」の台帳の案を作りました：{register}。今の台帳は書き換えていません。"),
        format!("A register for {name} is proposed in {register}. The present one is as it was."),
    );
    out.say(
        format!("実績値を{}件加えました。次の{}件を確認してください（{folder}/{LIST}）。", next.actuals, next.confirm.len()),
        format!("{} actuals were added. {} things to confirm ({folder}/{LIST}):", next.actuals, next.confirm.len()),
    );
    for item in next.confirm.iter().take(SHOWN_MAX) {
        out.line(format!("  【{}】{}：{}", item.kind, item.name, item.what));
    }
    let more = next.confirm.len().saturating_sub(SHOWN_MAX);
    if more > 0 {
        out.say(format!("  ほか{more}件"), format!("  and {more} more"));
    }
    out.say(
        "確認が終わったら、案の内容を今の台帳に移し、register check で確認してください。",
        "When all is confirmed, take the proposal over into the register and run `register check`.",
    );
}
