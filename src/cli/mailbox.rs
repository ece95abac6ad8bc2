//! `mailbox`: what became of each mail, and what a person decides about it. Exit status 1 while a listed mail has failed or is
//! in doubt, or where something could not be decided.

use std::path::Path;

use serde::Serialize;

use super::args::{MailChoice, MailFilter, MailStateArg, MailboxCommand};
use super::out::counted;
use super::table::table;
use super::{CliError, Context, Outcome, now};
use crate::domain::{Lang, to_the_minute};
use crate::installation::Installation;
use crate::notification::{MailKind, RecipientError};
use crate::store::MailState;
use crate::worker::{MailAct, MailLine, MailStory, Worker};

#[derive(Serialize)]
struct List {
    mails: Vec<MailLine>,
}

#[derive(Serialize)]
struct Decided {
    decided: Vec<i64>,
    left: Vec<i64>,
}

pub(super) fn mailbox(context: &Context, dir: &Path, command: &MailboxCommand) -> Result<Outcome, CliError> {
    let installation = Installation::open(dir)?;
    let zone = installation.config.time_zone;
    let mut worker = Worker::beside(installation, context.plan.clone(), &context.program)?;
    match command {
        MailboxCommand::List { filter } => list(context, &worker, filter),
        MailboxCommand::Show { mail } => show(context, &worker, mail),
        MailboxCommand::Release { choice } => decide(context, &mut worker, choice, MailAct::Release, zone),
        MailboxCommand::Retry { choice } => decide(context, &mut worker, choice, MailAct::Retry, zone),
        MailboxCommand::Cancel { choice } => decide(context, &mut worker, choice, MailAct::Cancel, zone),
        MailboxCommand::Confirm { choice } => decide(context, &mut worker, choice, MailAct::Confirm, zone),
    }
}

fn wanted(context: &Context, filter: &MailFilter, mail: &MailLine) -> Result<bool, CliError> {
    let kind: Option<MailKind> = filter.kind.as_deref().map(str::parse).transpose().map_err(CliError::MailKind)?;
    let department = filter.department.as_deref();
    Ok(filter.state.is_none_or(|state| MailState::from(state) == mail.state)
        && kind.is_none_or(|kind| kind == mail.kind)
        && department.is_none_or(|id| mail.department.as_ref().is_some_and(|department| department.as_str() == id))
        && context.plan.as_ref().is_none_or(|plan| *plan == mail.plan))
}

fn chosen(context: &Context, worker: &Worker, filter: &MailFilter) -> Result<Vec<MailLine>, CliError> {
    let mut mails = Vec::new();
    for mail in worker.mailbox()? {
        if wanted(context, filter, &mail)? {
            mails.push(mail);
        }
    }
    Ok(mails)
}

fn list(context: &Context, worker: &Worker, filter: &MailFilter) -> Result<Outcome, CliError> {
    let out = &context.out;
    let mails = chosen(context, worker, filter)?;
    if mails.is_empty() {
        out.say("該当するメールはありません。", "No such mail.");
    } else {
        let headings = match out.lang {
            Lang::Ja => ["番号", "状態", "種類", "宛先", "件名", "日時"],
            Lang::En => ["No.", "State", "Kind", "Recipient", "Subject", "At"],
        };
        let mut rows = table(&headings, &[0]);
        for mail in &mails {
            let at = to_the_minute(&mail.at);
            let cells = [mail.number.to_string(), mail.state.label(out.lang).to_owned(), mail.kind.label(out.lang).to_owned()];
            rows.add_row(cells.into_iter().chain([mail.recipient.clone(), mail.subject.clone(), at]).collect::<Vec<_>>());
        }
        out.line(rows.to_string());
        for mail in mails.iter().filter(|mail| matches!(mail.state, MailState::Failed | MailState::InDoubt)) {
            out.line(format!("{}　{}　{}", mail.number, mail.message_id, noted(&mail.note, out.lang)));
        }
        let count = mails.len();
        out.say(format!("{count}通"), counted(count, "mail"));
    }
    let open = mails.iter().any(|mail| matches!(mail.state, MailState::Failed | MailState::InDoubt));
    out.answer(&List { mails });
    Ok(if open { Outcome::Findings } else { Outcome::Fine })
}

/// What the program wrote beside a state, in the reader's language; a server's reply stays as it came.
fn noted(note: &str, lang: Lang) -> String {
    let said = match note {
        "released" => "許可",
        "to be sent again" => "再送",
        "cancelled" => "取消し",
        "confirmed: it arrived" => "到達を確認",
        "no longer owed" => "提出済みなどのため、送りません",
        "not sent: the program ended" => "送信の前にプログラムが終わりました",
        "the program ended before the server's reply" => "応答の前にプログラムが終わりました",
        "this installation was restored, and nobody has confirmed yet" => "復元したため、確認を待っています",
        other => return RecipientError::note_in_japanese(other).filter(|_| lang == Lang::Ja).unwrap_or_else(|| other.to_owned()),
    };
    lang.pick(said, note).to_owned()
}

fn show(context: &Context, worker: &Worker, which: &str) -> Result<Outcome, CliError> {
    let story = worker.mail(which)?.ok_or_else(|| CliError::UnknownMail(which.to_owned()))?;
    tell(context, &story);
    context.out.answer(&story);
    Ok(Outcome::Fine)
}

fn tell(context: &Context, story: &MailStory) {
    let out = &context.out;
    let mail = &story.line;
    let place = |ja: &str, en: &str, text: &str| {
        if !text.is_empty() {
            out.say(format!("{ja}：{text}"), format!("{en}: {text}"));
        }
    };
    place("番号", "Number", &mail.number.to_string());
    place("状態", "State", mail.state.label(out.lang));
    place("種類", "Kind", mail.kind.label(out.lang));
    place("宛先", "Recipient", &mail.recipient);
    place("実際の送信先", "Sent to", mail.sent_to.as_deref().unwrap_or_default());
    place("次の送信", "Not before", &mail.not_before.as_deref().map(to_the_minute).unwrap_or_default());
    place("Message-ID", "Message-ID", &mail.message_id);
    place("添付", "Attached", &story.attached);
    out.say("経過", "History");
    for event in &story.history {
        let by = match (&event.who, &event.why) {
            (Some(who), Some(why)) => format!("　{who}：{why}"),
            _ => String::new(),
        };
        let said = [to_the_minute(&event.at), event.state.label(out.lang).to_owned(), noted(&event.note, out.lang)];
        let said: Vec<String> = said.into_iter().filter(|part| !part.is_empty()).collect();
        out.line(format!("  {}{by}", said.join("　")));
    }
    place("件名", "Subject", &mail.subject);
    out.line(format!("\n{}", story.body.trim_end()));
}

fn decide(context: &Context, worker: &mut Worker, choice: &MailChoice, act: MailAct, zone: chrono_tz::Tz) -> Result<Outcome, CliError> {
    let MailChoice { mails, all, filter, who, why } = choice;
    if who.trim().is_empty() || why.trim().is_empty() {
        return Err(CliError::WhoAndWhy);
    }
    let filtered = *all || filter.kind.is_some() || filter.department.is_some() || filter.state.is_some();
    if mails.is_empty() != filtered {
        return Err(CliError::WhichMails);
    }
    let mut numbers = Vec::new();
    for which in mails {
        numbers.push(worker.mail(which)?.ok_or_else(|| CliError::UnknownMail(which.clone()))?.line.number);
    }
    if filtered {
        // Of those that fit, the ones about which it can be decided.
        numbers.extend(chosen(context, worker, filter)?.iter().filter(|mail| act.from().contains(&mail.state)).map(|mail| mail.number));
    }
    let done = worker.decide_mails(&numbers, act, who.trim(), why.trim(), now(zone))?;
    let (decided, left): (Vec<_>, Vec<_>) = done.into_iter().partition(|(_, done)| *done);
    let [decided, left] = [decided, left].map(|mails| mails.into_iter().map(|(number, _)| number).collect::<Vec<i64>>());
    let out = &context.out;
    let count = decided.len();
    match act {
        MailAct::Release => {
            out.say(
                format!("{count}通の送信を許可しました。次の処理で送ります。"),
                format!("{} released; sent with the next pass.", counted(count, "mail")),
            );
        }
        MailAct::Retry => {
            out.say(
                format!("{count}通を送信待ちに戻しました。次の処理で送ります。"),
                format!("{} queued again; sent with the next pass.", counted(count, "mail")),
            );
        }
        MailAct::Cancel => {
            out.say(format!("{count}通の送信を取り消しました。"), format!("{} cancelled.", counted(count, "mail")));
        }
        MailAct::Confirm => {
            out.say(format!("{count}通を到達済みとして記録しました。"), format!("{} recorded as arrived.", counted(count, "mail")));
        }
    }
    for number in &left {
        out.complain(match out.lang {
            Lang::Ja => format!("{number}：今の状態では、この操作はできません。mailbox show {number} で確認してください。"),
            Lang::En => format!("{number}: not where that can be decided; see `mailbox show {number}`"),
        });
    }
    let outcome = if left.is_empty() { Outcome::Fine } else { Outcome::Findings };
    out.answer(&Decided { decided, left });
    Ok(outcome)
}

impl From<MailStateArg> for MailState {
    fn from(arg: MailStateArg) -> Self {
        match arg {
            MailStateArg::Held => Self::Held,
            MailStateArg::Queued => Self::Queued,
            MailStateArg::Claimed => Self::Claimed,
            MailStateArg::InDoubt => Self::InDoubt,
            MailStateArg::Sent => Self::Sent,
            MailStateArg::Failed => Self::Failed,
            MailStateArg::Cancelled => Self::Cancelled,
        }
    }
}
