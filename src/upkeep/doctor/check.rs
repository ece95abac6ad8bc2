//! One thing that was looked at, and how it is.

use serde::Serialize;

use crate::domain::Lang;

/// How it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// All is well.
    Ok,
    /// It works, and a person should know something.
    Note,
    /// It does not work, or is not safe.
    Fail,
}

impl Grade {
    /// In words.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Ok, Lang::Ja) => "良好",
            (Self::Note, Lang::Ja) => "参考",
            (Self::Fail, Lang::Ja) => "失敗",
            (Self::Ok, Lang::En) => "ok",
            (Self::Note, Lang::En) => "note",
            (Self::Fail, Lang::En) => "fail",
        }
    }
}

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) id: &'static str,
    pub(super) ja: &'static str,
    pub(super) en: &'static str,
}

/// The result of one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    subject: Subject,
    /// How it is.
    pub grade: Grade,
    message: (String, String),
    remedy: Option<(String, String)>,
}

impl Check {
    /// The name for scripts.
    #[must_use]
    pub const fn id(&self) -> &'static str {
        self.subject.id
    }

    /// What was looked at.
    #[must_use]
    pub const fn name(&self, lang: Lang) -> &'static str {
        lang.pick(self.subject.ja, self.subject.en)
    }

    /// What was found.
    #[must_use]
    pub fn message(&self, lang: Lang) -> &str {
        lang.pick(&self.message.0, &self.message.1)
    }

    /// What to do.
    #[must_use]
    pub fn remedy(&self, lang: Lang) -> Option<&str> {
        self.remedy.as_ref().map(|(ja, en)| lang.pick(ja.as_str(), en.as_str()))
    }
}

impl Subject {
    pub(super) fn ok(self, ja: impl Into<String>, en: impl Into<String>) -> Check {
        Check { subject: self, grade: Grade::Ok, message: (ja.into(), en.into()), remedy: None }
    }

    pub(super) fn note(self, message: (impl Into<String>, impl Into<String>), remedy: (impl Into<String>, impl Into<String>)) -> Check {
        let (message, remedy) = ((message.0.into(), message.1.into()), Some((remedy.0.into(), remedy.1.into())));
        Check { subject: self, grade: Grade::Note, message, remedy }
    }

    pub(super) fn fail(self, message: (impl Into<String>, impl Into<String>), remedy: (impl Into<String>, impl Into<String>)) -> Check {
        Check { grade: Grade::Fail, ..self.note(message, remedy) }
    }
}
