//! `doctor`: each thing that was looked at, one line, and what to do where something is wrong. Exit status 1 if anything fails.

use std::path::Path;

use serde::Serialize;

use super::progress::Bar;
use super::{CliError, Context, Outcome, now};
use crate::upkeep::{Grade, examine};

#[derive(Serialize)]
struct Answer<'a> {
    ok: bool,
    checks: Vec<Told<'a>>,
}

#[derive(Serialize)]
struct Told<'a> {
    check: &'a str,
    grade: Grade,
    message: &'a str,
    remedy: Option<&'a str>,
}

pub(super) fn doctor(context: &Context, dir: &Path) -> Result<Outcome, CliError> {
    let out = &context.out;
    let bar = Bar::new(*out, "点検しています", "looking it over");
    let checks = examine(dir, &context.program, &now, &mut |done, all| bar.at(done, all)).map_err(Box::new)?;
    bar.end();
    for check in &checks {
        let (grade, name) = (check.grade.label(out.lang), check.name(out.lang));
        out.line(format!("[{grade}] {name}{}{}", out.lang.pick("　", "  "), check.message(out.lang)));
        if let Some(remedy) = check.remedy(out.lang) {
            out.line(format!("       {}{remedy}", out.lang.pick("→ ", "-> ")));
        }
    }
    let of = |grade: Grade| checks.iter().filter(|check| check.grade == grade).count();
    let (fails, notes) = (of(Grade::Fail), of(Grade::Note));
    match (fails, notes) {
        (0, 0) => out.say("全て良好です。", "All is well."),
        (0, _) => out.say(format!("失敗はありません（参考 {notes}件）。"), format!("Nothing fails; notes: {notes}.")),
        _ => out.say(format!("失敗が{fails}件あります（参考 {notes}件）。"), format!("Fails: {fails}; notes: {notes}.")),
    }
    let ok = fails == 0;
    let checks = checks.iter().map(|check| Told {
        check: check.id(),
        grade: check.grade,
        message: check.message(out.lang),
        remedy: check.remedy(out.lang),
    });
    out.answer(&Answer { ok, checks: checks.collect() });
    Ok(if ok { Outcome::Fine } else { Outcome::Findings })
}
