//! `demo`: a whole round in a minute, and what to look at afterwards.

use std::path::Path;

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::status::{departments, statuses};
use super::table::table;
use super::{CliError, Context, Outcome};
use crate::consolidation::StatusJson;
use crate::demo::{Event, Played, play};
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
    out.say(
        "美祢市の「令和6年度実績」の照会を、2025年5月19日から6月20日まで実演します。",
        "Playing Mine City's round of fiscal 2024 actuals, 19 May to 20 June 2025.",
    );
    let bar = if out.watched() { ProgressBar::new(0) } else { ProgressBar::hidden() };
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    let lang = out.lang;
    let played = play(folder, &context.program, lang, &mut |index, count, (ja, en)| {
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
    out.say(
        format!("公表と計算で判定が異なる指標 {}件：{}", names.len(), names.join("、")),
        format!("{} published statuses that the rule contradicts: {}", names.len(), names.join(", ")),
    );
    let place = folder.display();
    let mailbox = played.mailbox.sent;
    out.say(format!("\n次のファイルを開いてください（{place} の下）。"), format!("\nOpen these (below {place}):"));
    for paper in &played.papers {
        out.line(format!("  {place}/{paper}"));
    }
    let looks = [
        ("outbox/子育て支援課/", "指摘一覧と受付票", "findings and receipts"),
        ("outbox/観光政策課/", "配布した様式と受付票", "a blank form and its receipt"),
        ("returns/", "所管課が提出したファイル", "what the departments filed"),
        ("state/mail/一覧.csv", "送ったメールの一覧", "the mails sent"),
    ];
    for (path, ja, en) in looks {
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
        let at = event.at.strip_prefix("2025-").unwrap_or(&event.at).to_owned();
        rows.add_row([at, event.department.clone(), lang.pick(ja, en).to_owned(), event.outcome.text(lang)]);
    }
    rows.to_string()
}
