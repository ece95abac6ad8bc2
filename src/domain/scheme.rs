//! Schemes (評価区分): how a status follows from the numbers, as data.

use serde::{Deserialize, Serialize};

use super::{Condition, SchemeId};

/// How a status looks: colour-blind-safe fill, pattern and mark go together, the same in workbook, board and mail.
/// From the best to the worst, and last the look of 評価なし.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tone {
    /// Blue-green.
    Achieved,
    /// Blue.
    Ahead,
    /// Sky.
    Improved,
    /// Grey.
    Same,
    /// Yellow.
    Slipping,
    /// Orange.
    Behind,
    /// Vermilion.
    Missed,
    /// White: not evaluated.
    Unrated,
}

impl Tone {
    /// All of them, from the best to the worst.
    pub const ALL: [Self; 8] =
        [Self::Achieved, Self::Ahead, Self::Improved, Self::Same, Self::Slipping, Self::Behind, Self::Missed, Self::Unrated];

    /// The word of the register's 色 column.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Achieved => "青緑",
            Self::Ahead => "青",
            Self::Improved => "空",
            Self::Same => "灰",
            Self::Slipping => "黄",
            Self::Behind => "橙",
            Self::Missed => "朱",
            Self::Unrated => "白",
        }
    }
}

/// One rule: a status and when it applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemeRule {
    /// The status, e.g. 目標達成. The same label may stand in several rules.
    pub label: String,
    /// All must hold; empty is 「その他」.
    pub conditions: Vec<Condition>,
    /// Mark on paper: ◎ ○ ＝ ×.
    pub mark: String,
    /// Look.
    pub tone: Tone,
    /// Whether it counts in the denominator of shares.
    pub counted: bool,
    /// Whether a reason is asked for (the target was missed).
    pub reason_wanted: bool,
}

impl SchemeRule {
    /// Mark and word of the status: never colour alone. A mark that is itself a letter or a word (S, 無) would run into the
    /// word: then the word alone says it.
    #[must_use]
    pub fn marked(&self, gap: &str) -> String {
        let sign = !self.mark.chars().any(char::is_alphanumeric) && self.mark != self.label;
        if sign { format!("{}{gap}{}", self.mark, self.label) } else { self.label.clone() }
    }
}

/// 評価区分: an ordered list of rules; the first match wins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    /// Immutable id.
    pub id: SchemeId,
    /// Rules in order.
    pub rules: Vec<SchemeRule>,
}

impl Scheme {
    /// The statuses in the order in which papers print them, each once: by tone from the best to the worst, and
    /// within a tone as the rules name them.
    #[must_use]
    pub fn statuses(&self) -> Vec<&SchemeRule> {
        let mut order = Tone::ALL.into_iter().flat_map(|tone| self.rules.iter().filter(move |rule| rule.tone == tone)).collect::<Vec<_>>();
        let mut seen: Vec<&str> = Vec::new();
        order.retain(|rule| {
            let fresh = !seen.contains(&rule.label.as_str());
            seen.push(&rule.label);
            fresh
        });
        order
    }

    /// The first rule with this status.
    #[must_use]
    pub fn rule(&self, label: &str) -> Option<&SchemeRule> {
        self.rules.iter().find(|rule| rule.label == label)
    }
}
