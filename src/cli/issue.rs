//! `issue`: opens the round and writes each department's form.

use std::path::Path;

use serde::Serialize;

use super::out::counted;
use super::table::table;
use super::{CliError, Context, Outcome, now};
use crate::domain::{DepartmentId, Lang};
use crate::installation::Installation;
use crate::worker::{Issued, Worker};

#[derive(Serialize)]
struct Answer<'a> {
    opened: bool,
    forms: Vec<Form<'a>>,
    had: usize,
    mails: usize,
    held: usize,
    left: &'a [String],
}

#[derive(Serialize)]
struct Form<'a> {
    department: &'a str,
    indicators: usize,
    path: &'a str,
}

pub(super) fn issue(context: &Context, dir: &Path, department: Option<&str>) -> Result<Outcome, CliError> {
    let installation = Installation::open(dir)?;
    let zone = installation.config.time_zone;
    super::log::start(&installation, false);
    let only: Option<DepartmentId> = department.map(str::parse).transpose().map_err(CliError::Department)?;
    let mut worker = Worker::beside(installation, context.plan.clone(), &context.program)?;
    let issued = worker.issue(only.as_ref(), "command line", now(zone))?;
    say(context, &worker, &issued);
    context.out.answer(&Answer {
        opened: issued.opened,
        forms: issued.forms.iter().map(|(department, indicators, path)| Form { department, indicators: *indicators, path }).collect(),
        had: issued.had,
        mails: issued.mails,
        held: issued.held,
        left: &issued.left,
    });
    Ok(Outcome::Fine)
}

fn say(context: &Context, worker: &Worker, issued: &Issued) {
    let out = &context.out;
    if issued.opened {
        out.say("照会を開きました。台帳と、提出をお願いする指標を固定しました。", "The round is open; register and ledger are frozen.");
    }
    if !issued.forms.is_empty() {
        let headings = match out.lang {
            Lang::Ja => ["所管課", "指標", "様式"],
            Lang::En => ["Department", "Indicators", "Form"],
        };
        let mut rows = table(&headings, &[1]);
        for (department, indicators, path) in &issued.forms {
            rows.add_row([department.clone(), indicators.to_string(), format!("{}/{path}", worker.installation().config.folders.outbox)]);
        }
        out.line(rows.to_string());
    }
    for round in &issued.left {
        out.say(
            format!("「{round}」は、開始日の前か受付終了後のため、そのままにしました。開始日の前に開く場合は、--plan で指定してください。"),
            format!("{round} is left as it is: its day has not come, or it is locked. --plan opens it before its day."),
        );
    }
    let (ja, en) = match issued.held {
        0 => (String::new(), String::new()),
        held => (
            format!("送信の許可を待っている依頼メール {held}通。"),
            format!(" {} for release.", if held == 1 { "1 waits".to_owned() } else { format!("{held} wait") }),
        ),
    };
    let (forms, had, mails) = (issued.forms.len(), issued.had, issued.mails);
    out.say(
        format!("様式を{forms}件作りました（作成済み {had}件）。依頼メール {mails}通。{ja}"),
        format!("{} written ({had} there already), {} sent.{en}", counted(forms, "form"), counted(mails, "request mail")),
    );
}
