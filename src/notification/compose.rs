//! Facts to subject and body.

use super::templates::{Template, environment, template_name};
use super::{MailFacts, MailKind, TemplateError, Templates, also, context};
use crate::domain::Lang;

/// Longest subject, in characters.
const SUBJECT_MAX: usize = 200;

/// A mail in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// 件名: one line.
    pub subject: String,
    /// Body; lines end in `\n`, the last one too.
    pub body: String,
}

/// Why there is no mail.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ComposeError {
    /// The facts do not make such a mail: nothing is asked, nothing is owed, or something it must say is not known.
    #[error("a mail of kind {kind} without {fact} says nothing")]
    Missing {
        /// Which mail.
        kind: MailKind,
        /// What is missing.
        fact: &'static str,
    },
    /// The template does not work.
    #[error(transparent)]
    Template(#[from] TemplateError),
}

/// The text of a mail. Pure; the same facts and templates always give the same text.
pub fn compose(kind: MailKind, facts: &MailFacts, lang: Lang, templates: &Templates) -> Result<Text, ComposeError> {
    if let Some(fact) = missing(kind, facts) {
        return Err(ComposeError::Missing { kind, fact });
    }
    let name = template_name(kind, facts, lang);
    let template = templates.get(&name).ok_or_else(|| TemplateError::Unknown { name: name.clone() })?;
    Ok(render(template, kind, facts, lang).map_err(|error| {
        let line = error.line().map(|line| format!("line {line} of the part: ")).unwrap_or_default();
        TemplateError::Broken { name, detail: format!("{line}{error}") }
    })?)
}

fn render(template: &Template, kind: MailKind, facts: &MailFacts, lang: Lang) -> Result<Text, minijinja::Error> {
    let environment = environment()?;
    let subject = environment.render_named_str("件名", &template.subject, context::subject(facts, lang))?;
    let mut body = environment.render_named_str("本文", &template.body, context::body(kind, facts, lang))?;
    // A template of the office may be older than its second plan; what the mail must say is said all the same.
    if !template.body.contains("also") {
        for line in also::lines(kind, facts, lang) {
            body.push('\n');
            body.push_str(&line);
        }
    }
    // A template may break the line; a subject may not.
    let subject: String = subject.split(char::is_control).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    Ok(Text { subject: subject.trim().chars().take(SUBJECT_MAX).collect(), body: tidy(&body) })
}

/// No blanks at line ends, no gap of more than one empty line, one line break at the end.
fn tidy(body: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in body.lines().map(str::trim_end) {
        if !(line.is_empty() && lines.last().is_none_or(|last| last.is_empty())) {
            lines.push(line);
        }
    }
    format!("{}\n", lines.join("\n").trim_end())
}

/// The first thing that a mail of this kind cannot do without.
fn missing(kind: MailKind, facts: &MailFacts) -> Option<&'static str> {
    let due = facts.due.is_none().then_some("a due day");
    let department = facts.department.trim().is_empty().then_some("a department");
    let received = facts.received.is_none().then_some("a time of receipt");
    let as_of = facts.as_of.is_none().then_some("a time of the counts");
    let count = |n: usize, name: &'static str| (n == 0).then_some(name);
    match kind {
        MailKind::Request => count(facts.asked, "indicators asked").or(due).or(department),
        MailKind::Receipt => count(facts.asked, "indicators asked").or(received).or(department),
        MailKind::Returned if facts.is_refused() => received,
        MailKind::Returned => count(facts.errors, "errors").or(received).or(department),
        MailKind::Reminder | MailKind::Overdue => count(facts.owed, "indicators owed").or(due).or(department).or(as_of),
        MailKind::Summary => count(facts.asked, "indicators asked").or(as_of).or((facts.edition == 0).then_some("an edition")),
        MailKind::Digest => as_of.or(facts.digest.rounds.is_empty().then_some("a round")),
        MailKind::Amended => {
            let nothing = facts.amendment.as_ref().is_none_or(super::AmendmentFacts::is_empty);
            nothing.then_some("a change").or(department).or(due).or(as_of)
        }
        MailKind::Alert => facts.alert.is_none().then_some("an alert").or(as_of),
    }
}

#[cfg(test)]
#[path = "compose_tests.rs"]
mod tests;
