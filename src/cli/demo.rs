//! `demo`: a whole round in a minute, and what to look at afterwards.

use std::path::Path;

use chrono::{Datelike, NaiveDate};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::status::{departments, statuses};
use super::table::table;
use super::{CliError, Context, Outcome};
use crate::consolidation::StatusJson;
use crate::demo::{Demonstration, Event, Played};
use crate::domain::Lang;

#[derive(Serialize)]
struct Answer<'a> {
    folder: String,
    events: &'a [Event],
    papers: &'a [String],
    status: StatusJson,
}

pub(super) fn demo(context: &Context, folder: &Path) -> Result<Outcome, CliError> {
    let out = &context.out;
    let demonstration = Demonstration::of(context.plan.as_ref()).map_err(Box::new)?;
    let (city, round) = (demonstration.city(), demonstration.round().map_or("", |round| round.name.as_str()));
    if let Some((first, last)) = demonstration.days() {
        let date = |day: NaiveDate| format!("{}年{}月{}日", day.year(), day.month(), day.day());
        out.say(
            format!("{city}の「{round}」の照会を、{}から{}まで実演します。", date(first), date(last)),
            format!("Playing the round 「{round}」 of {city}, {first} to {last}."),
        );
    }
    if demonstration.is_invented() {
        out.say("実績の値は、実演のための架空のものです。", "The actuals are invented for the demonstration.");
    }
    let bar = if out.watched() { ProgressBar::new(0) } else { ProgressBar::hidden() };
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    let lang = out.lang;
    let played = demonstration
        .play(folder, &context.program, lang, &mut |index, count, (ja, en)| {
            bar.set_length(count as u64);
            bar.set_position(index as u64);
            bar.set_message(lang.pick(ja, en).to_owned());
        })
        .map_err(Box::new)?;
    bar.finish_and_clear();
    say(context, folder, &played);
    let status = StatusJson::new(&played.report, played.mailbox, played.health.clone(), lang);
    out.answer(&Answer { folder: folder.display().to_string(), events: &played.events, papers: &played.papers, status });
    Ok(Outcome::Fine)
}

fn say(context: &Context, folder: &Path, played: &Played) {
    let (out, lang) = (&context.out, context.out.lang);
    out.line(events(&played.events, lang));
    out.line(departments(&played.report, lang));
    out.line(statuses(&played.report, lang));
    let lines = &played.report.lines;
    let disagreeing = played.report.discrepancies.iter().filter_map(|discrepancy| lines.get(discrepancy.line));
    let names: Vec<&str> = disagreeing.map(|line| line.name.as_str()).collect();
    if !names.is_empty() {
        out.say(
            format!("公表と計算で判定が異なる指標 {}件：{}", names.len(), names.join("、")),
            format!("{} published statuses that the rule contradicts: {}", names.len(), names.join(", ")),
        );
    }
    let place = folder.display();
    let mailbox = played.mailbox.sent;
    out.say(format!("\n次のファイルを開いてください（{place} の下）。"), format!("\nOpen these (below {place}):"));
    for paper in &played.papers {
        out.line(format!("  {place}/{paper}"));
    }
    let [marked, plain] = played.telling_departments().map(|name| name.map(|name| format!("outbox/{name}/")));
    let looks = [
        (marked, "指摘一覧と受付票", "findings and receipts"),
        (plain, "配布した様式と受付票", "a blank form and its receipt"),
        (Some("returns/".to_owned()), "所管課が提出したファイル", "what the departments filed"),
        (Some("state/mail/一覧.csv".to_owned()), "送ったメールの一覧", "the mails sent"),
    ];
    for (path, ja, en) in looks.into_iter().filter_map(|(path, ja, en)| Some((path?, ja, en))) {
        out.line(format!("  {place}/{path}{}{}", lang.pick("　", "  "), lang.pick(ja, en)));
    }
    out.say(
        format!("メールは{mailbox}通です。このフォルダーで、ほかの命令も試せます。例：torimatome status --dir {place}"),
        format!("{mailbox} mails. Every other command works on this folder, e.g. torimatome status --dir {place}"),
    );
}

fn events(events: &[Event], lang: Lang) -> String {
    let headings = match lang {
        Lang::Ja => ["日時（実演）", "所管課", "できごと", "結果"],
        Lang::En => ["Rehearsed time", "Department", "What happened", "Result"],
    };
    let mut rows = table(&headings, &[]);
    for event in events {
        let (ja, en) = event.deed;
        let at = event.at.split_once('-').map_or(event.at.as_str(), |(_, day)| day).to_owned();
        rows.add_row([at, event.department.clone(), lang.pick(ja, en).to_owned(), event.outcome.text(lang)]);
    }
    rows.to_string()
}
