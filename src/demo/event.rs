//! What happened in the demonstration, a line each.

use serde::Serialize;

use crate::domain::{Civil, Lang, Verdict};

/// A line of what happened.
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    /// Rehearsed civil time, e.g. `2025-06-10 14:05`.
    pub at: String,
    /// 所管課; empty for the office.
    pub department: String,
    /// What was done, in both languages.
    pub deed: (&'static str, &'static str),
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Forms were issued.
    Issued {
        /// How many.
        forms: usize,
    },
    /// A file got its verdict.
    Verdict {
        /// 受付番号.
        number: String,
        /// The verdict.
        verdict: Verdict,
        /// Codes of its findings.
        codes: Vec<String>,
    },
    /// Mails went out.
    Mails {
        /// How many.
        sent: usize,
    },
    /// Nothing, as it should be.
    Nothing,
    /// The papers were written.
    Compiled {
        /// 第n版.
        edition: u32,
    },
}

impl Event {
    /// A line of what happened at `now`.
    pub(super) fn new(now: Civil, department: &str, deed: (&'static str, &'static str), outcome: Outcome) -> Self {
        Self { at: now.format("%Y-%m-%d %H:%M").to_string(), department: department.to_owned(), deed, outcome }
    }
}

impl Outcome {
    /// In words.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Issued { forms }, Lang::Ja) => format!("様式{forms}件・依頼メール"),
            (Self::Issued { forms }, Lang::En) => format!("{forms} forms and request mails"),
            (Self::Verdict { number, verdict, codes }, _) => {
                // The remark in brackets is for receipts; a table of what happened is short.
                let label = verdict.label(lang);
                let label = label.split('（').next().unwrap_or(label);
                let number = if number.is_empty() { String::new() } else { format!("{number} ") };
                let codes = if codes.is_empty() { String::new() } else { format!(" [{}]", codes.join(" ")) };
                format!("{number}{label}{codes}")
            }
            (Self::Mails { sent }, Lang::Ja) => format!("メール{sent}通"),
            (Self::Mails { sent: 1 }, Lang::En) => "1 mail".to_owned(),
            (Self::Mails { sent }, Lang::En) => format!("{sent} mails"),
            (Self::Nothing, Lang::Ja) => "そのまま（受け付けません）".to_owned(),
            (Self::Nothing, Lang::En) => "left alone".to_owned(),
            (Self::Compiled { edition }, Lang::Ja) => format!("会議資料・企画課作業用 第{edition}版"),
            (Self::Compiled { edition }, Lang::En) => format!("meeting paper and working book, edition {edition}"),
        }
    }
}
