//! The two languages of the product.

use serde::{Deserialize, Serialize};

/// Language of messages, mails and the command line. Forms and papers are always Japanese.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Japanese, the product's language.
    #[default]
    Ja,
    /// English, its second.
    En,
}

impl Lang {
    /// Picks the text of this language.
    #[must_use]
    pub const fn pick<'a>(self, ja: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Ja => ja,
            Self::En => en,
        }
    }

    /// The language's ISO 639-1 code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.pick("ja", "en")
    }
}
