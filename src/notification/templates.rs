//! Mail templates: the built-in ones, and those an office has edited.
//!
//! First line `件名：…` or `Subject: …`, an empty line, then the body. Subject and body are separate templates, so
//! that no value can move the border between them.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, UndefinedBehavior};

use super::compose::compose;
use super::{ComposeError, MailFacts, MailKind, sample_facts};
use crate::domain::Lang;

macro_rules! built_in {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/mail/", $name)))),+]
    };
}

/// The texts that ship with the program, by their path below `templates/mail/`.
const BUILT_IN: &[(&str, &str)] = built_in![
    "ja/request.txt",
    "ja/receipt.txt",
    "ja/returned.txt",
    "ja/refused.txt",
    "ja/reminder.txt",
    "ja/overdue.txt",
    "ja/summary.txt",
    "ja/digest.txt",
    "ja/amended.txt",
    "ja/alert.txt",
    "en/request.txt",
    "en/receipt.txt",
    "en/returned.txt",
    "en/refused.txt",
    "en/reminder.txt",
    "en/overdue.txt",
    "en/summary.txt",
    "en/digest.txt",
    "en/amended.txt",
    "en/alert.txt",
];

/// Why a template cannot be used. Each names the file below `templates/mail/`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// No mail has this template.
    #[error(
        "{name}: no mail uses this file; the files are ja/ and en/ with request, receipt, returned, refused, reminder, overdue, summary, digest, amended and alert .txt"
    )]
    Unknown {
        /// The file.
        name: String,
    },
    /// The first line is not a subject, or no empty line follows.
    #[error("{name}: the first line must be 「件名：…」 or \"Subject: …\", the second empty")]
    NoSubject {
        /// The file.
        name: String,
    },
    /// It does not work: a slip in the syntax or a placeholder that does not exist.
    #[error("{name}: {detail}")]
    Broken {
        /// The file.
        name: String,
        /// What the template engine says, with the line.
        detail: String,
    },
}

/// One template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template {
    pub(super) subject: String,
    pub(super) body: String,
}

/// A checked set of templates, one per mail and language; a refused file has its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Templates(BTreeMap<String, Template>);

impl Templates {
    /// The templates that ship with the program.
    pub fn built_in() -> Result<Self, TemplateError> {
        Self::from_map(&BTreeMap::new())
    }

    /// The built-in templates with those of `overrides` in their place: path below `templates/mail/` (`ja/request.txt`)
    /// → text. Each override is tried on sample facts, so that a slip shows at start and not when a mail is due.
    pub fn from_map(overrides: &BTreeMap<String, String>) -> Result<Self, TemplateError> {
        let known: BTreeSet<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
        if let Some(name) = overrides.keys().find(|name| !known.contains(name.as_str())) {
            return Err(TemplateError::Unknown { name: name.clone() });
        }
        let mut templates = BTreeMap::new();
        for (name, text) in BUILT_IN {
            let text = overrides.get(*name).map_or(*text, String::as_str);
            let template = split(text).ok_or_else(|| TemplateError::NoSubject { name: (*name).to_owned() })?;
            templates.insert((*name).to_owned(), template);
        }
        let templates = Self(templates);
        templates.try_out()?;
        Ok(templates)
    }

    pub(super) fn get(&self, name: &str) -> Option<&Template> {
        self.0.get(name)
    }

    fn try_out(&self) -> Result<(), TemplateError> {
        for (kind, lang) in MailKind::ALL.into_iter().flat_map(|kind| [(kind, Lang::Ja), (kind, Lang::En)]) {
            for facts in sample_facts(kind) {
                match compose(kind, &facts, lang, self) {
                    Ok(_) => {}
                    Err(ComposeError::Template(error)) => return Err(error),
                    Err(error @ ComposeError::Missing { .. }) => {
                        return Err(TemplateError::Broken { name: template_name(kind, &facts, lang), detail: error.to_string() });
                    }
                }
            }
        }
        Ok(())
    }
}

/// The file of a mail. A file that is none of ours is answered differently from one that needs corrections.
pub(super) fn template_name(kind: MailKind, facts: &MailFacts, lang: Lang) -> String {
    let name = if kind == MailKind::Returned && facts.is_refused() { "refused" } else { kind.name() };
    format!("{}/{name}.txt", lang.code())
}

/// Subject and body of a template file, as an editor on Windows may have saved it (BOM, CRLF).
fn split(text: &str) -> Option<Template> {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let (first, rest) = text.split_once('\n')?;
    let subject = ["件名：", "件名:", "Subject:", "Subject："].iter().find_map(|word| first.strip_prefix(word))?;
    let body = rest.strip_prefix('\n')?;
    Some(Template { subject: subject.trim().to_owned(), body: body.to_owned() })
}

/// The template engine: plain text, strict about names, lines that hold only a `{% … %}` leave no gap.
pub(super) fn environment<'a>() -> Result<Environment<'a>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::None);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.add_filter("counted", counted);
    Ok(environment)
}

/// `1 indicator`, `8 indicators`, `2 queries`.
fn counted(n: usize, one: &str, many: Option<&str>) -> String {
    match (n, many) {
        (1, _) => format!("1 {one}"),
        (_, Some(many)) => format!("{n} {many}"),
        (_, None) => format!("{n} {one}s"),
    }
}
