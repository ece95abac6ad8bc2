//! `schedule`: what will happen when, and who would get what.

use std::path::Path;

use chrono::{NaiveDateTime, NaiveTime};

use super::table::table;
use super::{CliError, Context, Outcome, civil, now};
use crate::domain::{Lang, civil_date_ja};
use crate::installation::Installation;
use crate::worker::{Event, Forecast, Foreseen, Trouble, Worker, forecast};

/// Longest forecast, in days.
const DAYS_MAX: u32 = 400;

pub(super) fn schedule(context: &Context, dir: &Path, next: &str, at: Option<&str>, trust_clock: bool) -> Result<Outcome, CliError> {
    let installation = Installation::open(dir)?;
    let zone = installation.config.time_zone;
    let moment = at.map_or_else(|| Ok(now(zone)), |at| civil(at, zone))?;
    if trust_clock {
        Worker::beside(installation, context.plan.clone(), &context.program)?.believe_clock(now(zone))?;
        context.out.say(
            "サーバーの日時が正しいものとして、お知らせ、日報及び資料の作成を再開します。",
            "The clock is taken for right; reminders, digest and papers go on.",
        );
        return Ok(Outcome::Fine);
    }
    let days = days(next).ok_or_else(|| CliError::Days(next.to_owned()))?;
    let mut forecast = forecast(&installation, &context.program, moment, days)?;
    // A moment that a person chose says nothing about the clock.
    forecast.troubles.retain(|trouble| at.is_none() || !matches!(trouble, Trouble::ClockJumped { .. }));
    say(context, &forecast);
    context.out.answer(&forecast);
    Ok(Outcome::Fine)
}

/// `30d`, `4w` or `30`.
fn days(text: &str) -> Option<u32> {
    let text = text.trim();
    let (number, times) = match text.strip_suffix('w') {
        Some(weeks) => (weeks, 7),
        None => (text.strip_suffix('d').unwrap_or(text), 1),
    };
    let days = number.parse::<u32>().ok()?.checked_mul(times)?;
    (1..=DAYS_MAX).contains(&days).then_some(days)
}

fn say(context: &Context, forecast: &Forecast) {
    let out = &context.out;
    for trouble in &forecast.troubles {
        out.complain(trouble.text(out.lang));
    }
    let until = forecast.until;
    match out.lang {
        Lang::Ja => out.line(format!("{}までの予定です。この後に提出や決定がないものとしています。", civil_date_ja(until.date()))),
        Lang::En => out.line(format!("Up to {}, if nothing more is filed or decided:", until.format("%Y-%m-%d"))),
    }
    if forecast.events.is_empty() {
        out.say("予定はありません。", "Nothing is planned.");
        return;
    }
    out.line(lines(&forecast.events, out.lang));
    if forecast.capped {
        out.say("予定が多いため、途中までを表示しています。", "There is too much; the list ends early.");
    }
    if forecast.redirected {
        out.say(
            "試験運用のため、実際の送信先は mail.redirect_to のアドレスだけです。",
            "Rehearsal: all of it goes to mail.redirect_to only.",
        );
    }
}

/// One line for each moment and matter; mails of one kind together.
fn lines(events: &[Foreseen], lang: Lang) -> String {
    let headings = match lang {
        Lang::Ja => ["日時", "内容", "宛先"],
        Lang::En => ["When", "What", "To"],
    };
    let mut rows = table(&headings, &[]);
    let mut rest = events;
    while let Some((first, _)) = rest.split_first() {
        let same = rest.iter().take_while(|event| event.at == first.at && matter(event, lang) == matter(first, lang)).count();
        let (together, others) = rest.split_at(same.max(1));
        rest = others;
        let to: Vec<&str> = together.iter().filter_map(addressee).collect();
        let count = match (to.len(), lang) {
            (0 | 1, _) => String::new(),
            (n, Lang::Ja) => format!("（{n}通）"),
            (n, Lang::En) => format!(" ({n} mails)"),
        };
        rows.add_row([moment(first.at, lang), matter(first, lang), format!("{}{count}", to.join(lang.pick("、", ", ")))]);
    }
    rows.to_string()
}

/// Departments by name; the planning office by address.
fn addressee(event: &Foreseen) -> Option<&str> {
    match &event.what {
        Event::Mail { department_name, recipient, .. } => Some(if department_name.is_empty() { recipient } else { department_name }),
        Event::Date { .. } | Event::Papers { .. } => None,
    }
}

fn matter(event: &Foreseen, lang: Lang) -> String {
    match &event.what {
        Event::Date { date, name } => match lang {
            Lang::Ja => format!("{}（{name}）", date.label(lang)),
            Lang::En => format!("{} ({name})", date.label(lang)),
        },
        Event::Papers { edition } => match lang {
            Lang::Ja => format!("資料の作成（第{edition}版）"),
            Lang::En => format!("papers, edition {edition}"),
        },
        Event::Mail { kind, held, .. } => {
            let waits = if *held { lang.pick("（許可待ち）", " (held)") } else { "" };
            format!("{}{waits}", kind.label(lang))
        }
    }
}

fn moment(at: NaiveDateTime, lang: Lang) -> String {
    let time = if at.time() == NaiveTime::MIN { String::new() } else { at.format(" %H:%M").to_string() };
    match lang {
        Lang::Ja => format!("{}{time}", civil_date_ja(at.date())),
        Lang::En => format!("{}{time}", at.format("%Y-%m-%d")),
    }
}
