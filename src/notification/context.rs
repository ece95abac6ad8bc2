//! What a template sees: facts put into words of one language.

use std::collections::BTreeMap;

use minijinja::Value;

use super::facts::is_about_the_file;
use super::{MailFacts, MailKind, also, amendment, digest_words, words};
use crate::diagnostic::{Finding, headline};
use crate::domain::{Lang, Severity};

pub(super) type Context = BTreeMap<&'static str, Value>;

/// For the subject line: register texts, counts and days only. What a department typed is not in reach of a subject.
pub(super) fn subject(facts: &MailFacts, lang: Lang) -> Context {
    let mut context = Context::from([
        ("city", words::name(&facts.city).into()),
        ("plan", words::name(&facts.plan).into()),
        ("round", words::name(&facts.round).into()),
        ("office", words::name(&facts.office).into()),
        ("department", words::name(&facts.department).into()),
        ("due", facts.due.map(|due| words::date(due, lang)).unwrap_or_default().into()),
        ("as_of_day", facts.as_of.map(|at| words::date(at.date(), lang)).unwrap_or_default().into()),
        ("edition", facts.edition.into()),
        ("locked", facts.is_locked_out().into()),
        ("alert_title", facts.alert.as_ref().map_or("", |alert| alert.title(lang)).into()),
    ]);
    let counts = [
        ("asked", facts.asked),
        ("owed", facts.owed),
        ("taken", facts.taken),
        ("settled", facts.taken.saturating_sub(facts.queried)),
        ("blank", facts.blank),
        ("errors", facts.errors),
        ("queried", facts.queried),
        ("queries", facts.queries),
        ("notices", facts.notices),
        ("late_departments", facts.late_departments),
        ("preliminary", facts.preliminary),
        ("discrepancies", facts.discrepancies),
    ];
    context.extend(counts.map(|(name, n)| (name, Value::from(n))));
    context
}

/// For the body: the subject's words and everything else.
pub(super) fn body(kind: MailKind, facts: &MailFacts, lang: Lang) -> Context {
    let today = facts.as_of.or(facts.received).map(|at| at.date());
    let overdue = facts.due.zip(today).is_some_and(|(due, today)| today > due);
    let due = facts.due.map(|due| words::date(due, lang)).unwrap_or_default();
    let by = match (overdue || due.is_empty(), lang) {
        (true, Lang::Ja) => "至急".to_owned(),
        (true, Lang::En) => "as soon as you can".to_owned(),
        (false, Lang::Ja) => format!("{due}までに"),
        (false, Lang::En) => format!("by {due}"),
    };
    let (places, places_more) = places(kind, facts, lang);
    let in_doubt: Vec<String> =
        facts.in_doubt.iter().take(digest_words::MAILS_MAX).map(|mail| digest_words::mail_line(mail, lang)).collect();
    let mut context = subject(facts, lang);
    context.extend([
        ("contact", words::line(&facts.contact).into()),
        ("by", by.into()),
        ("overdue", overdue.into()),
        ("due_today", (facts.due.is_some() && facts.due == today).into()),
        ("as_of", facts.as_of.map(|at| words::time(at, lang)).unwrap_or_default().into()),
        ("received", facts.received.map(|at| words::time(at, lang)).unwrap_or_default().into()),
        ("late", facts.due.zip(facts.received).is_some_and(|(due, at)| at.date() > due).into()),
        ("number", words::line(&facts.number).into()),
        ("file", words::typed(&facts.file).into()),
        ("folder", words::line(&facts.folder).into()),
        ("workbook", words::line(&facts.workbook).into()),
        ("marked", facts.marked.into()),
        ("own_form", facts.own_form.is_some().into()),
        ("filing_state", facts.own_form.is_none_or(|form| form.filing_state).into()),
        ("states", facts.own_form.is_none_or(|form| form.states).into()),
        ("attached", words::typed(&facts.attached).into()),
        ("also", also::lines(kind, facts, lang).into()),
        ("places", places.into()),
        ("places_more", places_more.into()),
        ("remarks", remarks(facts, lang).into()),
        ("in_doubt_count", facts.in_doubt.len().into()),
        ("in_doubt", in_doubt.into()),
        ("alert", facts.alert.as_ref().map(|alert| words::typed(&alert.message(lang))).unwrap_or_default().into()),
        ("alert_remedy", facts.alert.as_ref().map_or("", |alert| alert.remedy(lang)).into()),
    ]);
    context.extend(amendment::context(facts.amendment.as_ref(), lang));
    if kind == MailKind::Digest {
        context.extend(digest_words::context(facts, lang));
    }
    context
}

/// The places that need a hand, and how many more there are. A receipt has no errors to list.
fn places(kind: MailKind, facts: &MailFacts, lang: Lang) -> (Vec<String>, usize) {
    let wanted = |f: &&Finding| match f.severity() {
        Severity::Error => true,
        Severity::Query => !facts.is_refused() && matches!(kind, MailKind::Receipt | MailKind::Returned),
        Severity::Notice => false,
    };
    let listed: Vec<&Finding> = facts.findings.iter().filter(|f| !is_about_the_file(f)).filter(wanted).collect();
    let about_the_file = facts.findings.iter().filter(|f| is_about_the_file(f)).filter(wanted).count();
    let more = (facts.errors + facts.queries).saturating_sub(listed.len() + about_the_file);
    let mut lines: Vec<String> = Vec::new();
    for finding in listed {
        let text = if facts.include_details { headline(finding, lang) } else { place_and_weight(finding, lang) };
        let text = words::typed(&text);
        if !lines.contains(&text) {
            lines.push(text);
        }
    }
    (lines, more)
}

fn place_and_weight(finding: &Finding, lang: Lang) -> String {
    let (place, weight) = (finding.place.text(lang), finding.severity().label(lang));
    match lang {
        Lang::Ja => format!("{place}（{weight}）"),
        Lang::En => format!("{place} ({weight})"),
    }
}

/// Findings about the file as a whole, in words: they hold no figures, and without them nobody knows what to do.
/// Lateness is said by the mail itself.
fn remarks(facts: &MailFacts, lang: Lang) -> Vec<String> {
    facts.findings.iter().filter(|f| is_about_the_file(f) && f.problem.code() != "I008").map(|f| words::typed(&headline(f, lang))).collect()
}
