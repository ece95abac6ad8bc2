//! `status`: who has filed, and how the plan stands. Exit status 1 while something is owed.

use std::path::Path;

use super::table::table;
use super::{CliError, Context, Outcome, now};
use crate::consolidation::{Health, MailboxCounts, Report, StatusJson};
use crate::domain::{Lang, civil_time_ja};
use crate::installation::Installation;
use crate::worker::Worker;

pub(super) fn status(context: &Context, dir: &Path) -> Result<Outcome, CliError> {
    let installation = Installation::open(dir)?;
    let zone = installation.config.time_zone;
    let worker = Worker::beside(installation, context.plan.clone(), &context.program)?;
    let (report, mailbox, health) = worker.status(now(zone), context.out.lang)?;
    say(context, &report, mailbox, &health);
    context.out.answer(&StatusJson::new(&report, mailbox, health, context.out.lang));
    let owed = report.departments.iter().any(|line| line.standing.owed > 0);
    Ok(if owed { Outcome::Findings } else { Outcome::Fine })
}

pub(super) fn say(context: &Context, report: &Report, mailbox: MailboxCounts, health: &Health) {
    let out = &context.out;
    let as_of = match out.lang {
        Lang::Ja => format!("{}現在", civil_time_ja(report.now)),
        Lang::En => report.now.format("%Y-%m-%d %H:%M").to_string(),
    };
    let facts = [&report.plan.name, &report.round.name, as_of.as_str(), report.phase.label(out.lang)];
    out.line(facts.join(out.lang.pick("　", "  ")));
    if let Some(next) = &report.next {
        let opens = |lang| crate::consolidation::day_words(next.opens, lang);
        out.say(
            format!("次の照会：{}（{}から）", next.name, opens(Lang::Ja)),
            format!("Next round: {} (from {})", next.name, opens(Lang::En)),
        );
    }
    let pending = report.decided.iter().filter(|line| line.state.is_pending()).count();
    if !report.decided.is_empty() {
        let made = report.decided.len() - pending;
        out.say(
            format!("決定 {made}件、実行していない案 {pending}件（decide list）"),
            format!("{made} decisions, {pending} proposals not carried out (decide list)"),
        );
    }
    out.line(departments(report, out.lang));
    out.line(statuses(report, out.lang));
    let (disagreeing, shares) = (report.discrepancies.len(), report.share_checks.iter().filter(|check| !check.holds()).count());
    out.say(
        format!("判定の相違 {disagreeing}件、表から導けない公表割合 {shares}件（企画課作業用「判定の相違」）"),
        format!("{disagreeing} discrepancies, {shares} published shares that do not follow from the table"),
    );
    let MailboxCounts { held, queued, sent, in_doubt, failed } = mailbox;
    out.say(
        format!("メール：送信許可待ち {held}、送信待ち {queued}、送信済み {sent}、到達不明 {in_doubt}、失敗 {failed}"),
        format!("Mail: {held} held, {queued} queued, {sent} sent, {in_doubt} in doubt, {failed} failed"),
    );
    for problem in &health.problems {
        out.complain(problem);
    }
}

pub(super) fn departments(report: &Report, lang: Lang) -> String {
    let headings = match lang {
        Lang::Ja => ["所管課", "状態", "対象", "受付", "未提出", "要修正", "要確認", "提出回数"],
        Lang::En => ["Department", "State", "Asked", "Taken", "Owed", "Errors", "Queries", "Files"],
    };
    let mut headings = headings.to_vec();
    // One day for all stands nowhere; days of their own stand beside each department.
    let own = report.departments.iter().any(|line| line.standing.due != report.round.due);
    if own {
        headings.push(lang.pick("期限", "Due"));
    }
    let mut rows = table(&headings, &[2, 3, 4, 5, 6, 7]);
    for line in &report.departments {
        let standing = &line.standing;
        let mut cells = vec![line.name.clone(), standing.state.label(lang).to_owned()];
        let counts = [standing.asked, standing.received, standing.owed, standing.errors, standing.queries, standing.submissions];
        cells.extend(counts.map(|count| count.to_string()));
        cells.extend(own.then(|| standing.due.to_string()));
        rows.add_row(cells);
    }
    rows.to_string()
}

pub(super) fn statuses(report: &Report, lang: Lang) -> String {
    let labels: Vec<String> = report.scheme.statuses().iter().map(|rule| rule.marked(" ")).collect();
    let mut headings = vec![lang.pick("区分", "Scope"), lang.pick("指標", "Indicators")];
    headings.extend(labels.iter().map(String::as_str));
    headings.push(lang.pick("未判定", "Not judged"));
    let right: Vec<usize> = (1..headings.len()).collect();
    let mut rows = table(&headings, &right);
    let total = (lang.pick("全体", "All").to_owned(), &report.total);
    for (name, tally) in std::iter::once(total).chain(report.goals.iter().map(|goal| (goal.code.clone(), &goal.tally))) {
        let counts = (0..labels.len()).map(|status| tally.count(status).to_string());
        let open = tally.missing + tally.unjudgeable;
        let cells = [name, tally.indicators.to_string()].into_iter().chain(counts).chain([open.to_string()]);
        rows.add_row(cells.collect::<Vec<_>>());
    }
    rows.to_string()
}
