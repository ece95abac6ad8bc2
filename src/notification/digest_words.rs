//! The digest's facts put into lines of one language.

use chrono::NaiveDateTime;
use minijinja::Value;

use super::context::Context;
use super::digest::{Correction, DigestRound, Filed, OwedBy};
use super::{InDoubt, MailFacts, MailKind, NextDate, Said, words};
use crate::domain::Lang;

/// Most lines of one list.
const LINES_MAX: usize = 40;
/// Most dates of one round.
const NEXT_MAX: usize = 4;
/// Most mails of one list.
pub(super) const MAILS_MAX: usize = 10;

/// What the template of a digest sees besides what every template sees.
pub(super) fn context(facts: &MailFacts, lang: Lang) -> Context {
    let digest = &facts.digest;
    let several = digest.rounds.len() > 1;
    let rounds: Vec<Value> = digest.rounds.iter().map(|round| part(round, several, facts.as_of, lang)).collect();
    let held: Vec<String> = digest.held.iter().map(|(kind, count)| held_line(*kind, *count, lang)).collect();
    let failed: Vec<String> = digest.failed.iter().take(MAILS_MAX).map(|mail| mail_line(mail, lang)).collect();
    Context::from([
        ("since", digest.since.map(|at| words::time(at, lang)).unwrap_or_default().into()),
        ("rounds", rounds.into()),
        ("held", held.into()),
        ("failed", failed.into()),
        ("failed_more", digest.failed.len().saturating_sub(MAILS_MAX).into()),
        ("in_doubt_more", facts.in_doubt.len().saturating_sub(MAILS_MAX).into()),
        ("notes", sentences(&digest.notes, lang).into()),
    ])
}

fn part(round: &DigestRound, several: bool, as_of: Option<NaiveDateTime>, lang: Lang) -> Value {
    let overdue = round.due.zip(as_of).is_some_and(|(due, at)| at.date() > due);
    let line = |next: &NextDate| {
        let today = as_of.is_some_and(|at| at.date() == next.on);
        let day = if today { lang.pick("本日", "today").to_owned() } else { words::date(next.on, lang) };
        [day.as_str(), next.what.label(lang)].join(lang.pick("　", ": "))
    };
    let next: Vec<String> = round.next.iter().take(NEXT_MAX).map(line).collect();
    let edition = round.compiled.as_ref().map_or(0, |compiled| compiled.edition);
    let (preliminary, discrepancies) = round.compiled.as_ref().map_or((0, 0), |compiled| (compiled.preliminary, compiled.discrepancies));
    Value::from(Context::from([
        ("title", Value::from(if several { words::name(&round.name) } else { String::new() })),
        ("due", round.due.map(|due| words::date(due, lang)).unwrap_or_default().into()),
        ("overdue", overdue.into()),
        ("locked", round.locked.into()),
        ("asked", round.asked.into()),
        ("taken", round.taken.into()),
        ("owed", round.owed.into()),
        ("filed", listed(&round.filed, |filed| filed_line(filed, lang), lang).into()),
        ("owed_by", listed(&round.owed_by, |owed| owed_line(owed, lang), lang).into()),
        ("corrections", listed(&round.corrections, |open| correction_line(open, lang), lang).into()),
        ("proposals", sentences(&round.proposals, lang).into()),
        ("register", sentences(&round.register, lang).into()),
        ("edition", edition.into()),
        ("preliminary", preliminary.into()),
        ("discrepancies", discrepancies.into()),
        ("workbook", round.compiled.as_ref().map(|compiled| words::line(&compiled.workbook)).unwrap_or_default().into()),
        ("next", next.into()),
    ]))
}

fn sentences(said: &[Said], lang: Lang) -> Vec<String> {
    listed(said, |said| words::typed(said.text(lang)), lang)
}

/// The lines of a list, and how many more there are.
fn listed<T>(items: &[T], line: impl Fn(&T) -> String, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = items.iter().take(LINES_MAX).map(line).collect();
    let more = items.len().saturating_sub(LINES_MAX);
    if more > 0 {
        lines.push(match lang {
            Lang::Ja => format!("ほか{more}件"),
            Lang::En => format!("and {more} more"),
        });
    }
    lines
}

fn filed_line(filed: &Filed, lang: Lang) -> String {
    let unknown = lang.pick("所属不明", "unknown department");
    let department = if filed.department.is_empty() { unknown.to_owned() } else { words::name(&filed.department) };
    let verdict = filed.verdict.map_or(lang.pick("確認中", "being read"), |verdict| verdict.label(lang));
    match lang {
        Lang::Ja => format!("{department}　{verdict}（受付番号{}）", words::line(&filed.number)),
        Lang::En => format!("{department}: {verdict} ({})", words::line(&filed.number)),
    }
}

fn owed_line(owed: &OwedBy, lang: Lang) -> String {
    let (department, count) = (words::name(&owed.department), owed.owed);
    let due = owed.due.map(|due| words::date(due, lang));
    let due = due.map(|due| match lang {
        Lang::Ja => format!("期限は{due}"),
        Lang::En => format!("due on {due}"),
    });
    let held = owed.held.then(|| lang.pick("お知らせ停止中", "reminders held").to_owned());
    let notes: Vec<String> = due.into_iter().chain(held).collect();
    let notes = match (notes.is_empty(), lang) {
        (true, _) => String::new(),
        (_, Lang::Ja) => format!("（{}）", notes.join("、")),
        (_, Lang::En) => format!(" ({})", notes.join(", ")),
    };
    match lang {
        Lang::Ja => format!("{department}　{count}指標{notes}"),
        Lang::En => format!("{department}: {}{notes}", counted(count, "indicator", "indicators")),
    }
}

fn correction_line(open: &Correction, lang: Lang) -> String {
    let department = words::name(&open.department);
    let mut parts = Vec::new();
    if open.errors > 0 {
        parts.push(match lang {
            Lang::Ja => format!("修正{}か所", open.errors),
            Lang::En => counted(open.errors, "correction", "corrections"),
        });
    }
    if open.queries > 0 {
        parts.push(match lang {
            Lang::Ja => format!("確認{}か所", open.queries),
            Lang::En => counted(open.queries, "explanation", "explanations"),
        });
    }
    format!("{department}{}{}", lang.pick("　", ": "), parts.join(lang.pick("、", ", ")))
}

fn held_line(kind: MailKind, count: usize, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{}　{count}通", kind.label(lang)),
        Lang::En => format!("{}: {}", kind.label(lang), counted(count, "mail", "mails")),
    }
}

/// To whom, what, and by which Message-ID the server's log knows it.
pub(super) fn mail_line(mail: &InDoubt, lang: Lang) -> String {
    let (recipient, kind, id) = (words::line(&mail.recipient), mail.kind.label(lang), words::line(&mail.message_id));
    match lang {
        Lang::Ja => format!("{recipient}（{kind}）{id}"),
        Lang::En => format!("{recipient} ({kind}) {id}"),
    }
}

fn counted(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn a_department_that_is_not_reminded_is_marked_as_such() {
        let owed = |held, due| OwedBy { department: "福祉課".to_owned(), owed: 1, due, held };
        assert_eq!(owed_line(&owed(true, None), Lang::Ja), "福祉課　1指標（お知らせ停止中）");
        let later = NaiveDate::from_ymd_opt(2025, 6, 30);
        assert_eq!(owed_line(&owed(true, later), Lang::Ja), "福祉課　1指標（期限は6月30日（月）、お知らせ停止中）");
        assert_eq!(owed_line(&owed(false, None), Lang::En), "福祉課: 1 indicator");
    }
}
