//! `run`: watch, process, mail. `run --once`: one pass. `run --at`: one pass at another moment, on a copy.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use serde::Serialize;

use super::out::counted;
use super::{CliError, Context, Outcome, civil, now};
use crate::config::Transport;
use crate::domain::Lang;
use crate::installation::Installation;
use crate::worker::{Checked, Concluded, NotReady, PassReport, Stop, Trouble, Waiting, WorkError, Worker, rehearse, watch};

#[derive(Serialize)]
struct Rehearsed<'a> {
    copy: String,
    #[serde(flatten)]
    report: &'a PassReport,
}

pub(super) fn run(context: &Context, dir: &Path, once: bool, at: Option<&str>) -> Result<Outcome, CliError> {
    let installation = Installation::open(dir)?;
    let zone = installation.config.time_zone;
    let out = &context.out;
    if let Some(at) = at {
        let moment = civil(at, zone)?;
        let (report, copy) = rehearse(&installation, context.plan.clone(), &context.program, moment)?;
        say(context, &report);
        let (place, when) = (copy.display(), moment.format("%Y-%m-%d %H:%M"));
        out.say(
            format!("{when} のつもりで、写しの上で処理しました。結果は {place} にあります。実際の受付には影響していません。"),
            format!("Rehearsed {when} on a copy: {place}. Nothing real has changed."),
        );
        out.answer(&Rehearsed { copy: place.to_string(), report: &report });
        return Ok(outcome(&report));
    }
    // A password that cannot be had, or that others can read, is refused now and not with the first mail.
    if installation.config.mail.transport == Transport::Smtp {
        installation.smtp_settings().map_err(CliError::MailServer)?;
    }
    super::log::start(&installation, !once);
    let settle = Duration::from_secs(installation.config.intake.settle_seconds);
    let inbox = installation.inbox();
    let mut worker = Worker::start(installation, context.plan.clone(), &context.program)?;
    let clock = move || now(zone);
    if once {
        let report = until_settled(&mut worker, settle, &clock)?;
        say(context, &report);
        if report.concluded.is_empty() && report.checked.is_empty() && report.waiting.is_empty() && report.troubles.is_empty() {
            out.say("新しい提出はありませんでした。", "Nothing new was filed.");
        }
        out.answer(&report);
        return Ok(outcome(&report));
    }
    let stop = Stop::on_signals().map_err(|error| CliError::Io { path: "signals".to_owned(), error })?;
    let place = inbox.display();
    out.say(format!("受付を始めました。提出先：{place}（止めるには Ctrl+C）"), format!("Watching {place} (Ctrl+C stops)."));
    let mut told = Told::default();
    watch(&mut worker, &stop, &clock, &mut |mut report| {
        told.drop_known(&mut report);
        say(context, &report);
        if !report.concluded.is_empty() || !report.checked.is_empty() || report.mails_sent > 0 {
            context.out.event(&report);
        }
    })?;
    out.say("止めました。", "Stopped.");
    Ok(Outcome::Fine)
}

/// What a watching person has been told: nothing is said twice in a row.
#[derive(Default)]
struct Told {
    waiting: BTreeSet<Waiting>,
    troubles: Vec<Trouble>,
}

impl Told {
    /// Leaves out what was said after an earlier pass, and files that are merely being saved.
    fn drop_known(&mut self, report: &mut PassReport) {
        let waiting: BTreeSet<Waiting> = report.waiting.drain(..).filter(|waiting| waiting.why != NotReady::Settling).collect();
        let troubles = std::mem::take(&mut report.troubles);
        report.waiting = waiting.difference(&self.waiting).cloned().collect();
        report.troubles = troubles.iter().filter(|trouble| !self.troubles.contains(trouble)).cloned().collect();
        (self.waiting, self.troubles) = (waiting, troubles);
    }
}

/// One pass sees a file for the first time; what is still settling is looked at again when it can have settled.
fn until_settled(worker: &mut Worker, settle: Duration, clock: &dyn Fn() -> crate::domain::Civil) -> Result<PassReport, WorkError> {
    let mut report = worker.pass(clock())?;
    // Twice: the settle time may end just after the second look.
    for _ in 0..2 {
        if report.waiting.is_empty() || settle.is_zero() {
            break;
        }
        std::thread::sleep(settle + Duration::from_millis(50));
        report.add(worker.pass(clock())?);
    }
    Ok(report)
}

/// Something to put right: a file that could not be taken whole, or a mail that failed.
fn outcome(report: &PassReport) -> Outcome {
    let errors = report.concluded.iter().any(|concluded| concluded.errors > 0);
    if errors || report.mails_failed > 0 { Outcome::Findings } else { Outcome::Fine }
}

/// One line per event that matters.
pub(super) fn say(context: &Context, report: &PassReport) {
    let out = &context.out;
    for concluded in &report.concluded {
        out.line(line(concluded, out.lang));
    }
    for checked in &report.checked {
        out.line(checked_line(checked, out.lang));
    }
    for waiting in &report.waiting {
        out.line([waiting.file.as_str(), &waiting.why.text(out.lang)].join(out.lang.pick("　", "  ")));
    }
    for trouble in &report.troubles {
        out.complain(trouble.text(out.lang));
    }
    if report.mails_sent > 0 {
        let sent = report.mails_sent;
        out.say(format!("メール {sent}通（state/mail）"), format!("{} (state/mail)", counted(sent, "mail")));
    }
    if report.mails_failed > 0 {
        let failed = report.mails_failed;
        out.say(
            format!("作れなかったメール {failed}通（記録を確認してください）"),
            format!("{} failed; see the log", counted(failed, "mail")),
        );
    }
}

fn checked_line(checked: &Checked, lang: Lang) -> String {
    let department = checked.department.as_deref().unwrap_or(lang.pick("所属不明", "unknown department"));
    let Checked { file, answer, errors, queries, .. } = checked;
    match lang {
        Lang::Ja => format!("確認のみ　{department}　{file}（要修正 {errors}・要確認 {queries}）　{answer}"),
        Lang::En => {
            let (errors, queries) = (counted(*errors, "error"), counted(*queries, "query"));
            format!("check only  {department}  {file} ({errors}, {queries})  {answer}")
        }
    }
}

fn line(concluded: &Concluded, lang: Lang) -> String {
    let verdict = concluded.verdict.label(lang);
    let department = concluded.department.as_deref().unwrap_or(lang.pick("所属不明", "unknown department"));
    let (rows, errors, queries) = (concluded.rows, concluded.errors, concluded.queries);
    match lang {
        Lang::Ja => {
            format!("{}　{department}　{verdict}　{}（受付 {rows}・要修正 {errors}・要確認 {queries}）", concluded.number, concluded.file)
        }
        Lang::En => {
            let (errors, queries) = (counted(errors, "error"), counted(queries, "query"));
            format!("{}  {department}  {verdict}  {} ({rows} taken, {errors}, {queries})", concluded.number, concluded.file)
        }
    }
}
