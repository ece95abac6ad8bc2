//! The manual page of each code.

use super::pages;
use crate::domain::Lang;

/// A code's manual page: what it checks, why it matters, an example, what to do; four labelled lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The stable code.
    pub code: &'static str,
    /// Japanese page.
    pub ja: &'static str,
    /// English page.
    pub en: &'static str,
}

/// All pages: file, identity, table, values, register, decisions; within each in the order of their codes.
pub const RULES: &[Rule] = &pages::ALL;

impl Rule {
    /// The page of a code, however it is typed (`v012`).
    #[must_use]
    pub fn find(code: &str) -> Option<&'static Self> {
        RULES.iter().find(|rule| rule.code.eq_ignore_ascii_case(code.trim()))
    }

    /// The page in a language.
    #[must_use]
    pub const fn page(&self, lang: Lang) -> &'static str {
        lang.pick(self.ja, self.en)
    }

    /// What it checks, in a sentence: the page's first line without its label.
    #[must_use]
    pub fn sentence(&self, lang: Lang) -> &'static str {
        let first = self.page(lang).lines().next().unwrap_or_default();
        first.split_once(['：', ':']).map_or(first, |(_, sentence)| sentence.trim())
    }
}
