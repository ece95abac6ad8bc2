//! Schemes (評価区分): how a status follows from the numbers, as data.

use serde::{Deserialize, Serialize};

use super::SchemeId;

/// One test of a rule. `s·x` compares in the indicator's good direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Condition {
    /// 基準値=目標値.
    TargetEqualsBaseline,
    /// 実績値=基準値.
    ActualEqualsBaseline,
    /// 実績値=目標値.
    ActualEqualsTarget,
    /// 目標に到達: as good as the target or better.
    TargetMet,
    /// 基準値より良い.
    BetterThanBaseline,
    /// 基準値より悪い.
    WorseThanBaseline,
}

impl Condition {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::TargetEqualsBaseline,
        Self::ActualEqualsBaseline,
        Self::ActualEqualsTarget,
        Self::TargetMet,
        Self::BetterThanBaseline,
        Self::WorseThanBaseline,
    ];

    /// The words of the register's 条件 column; several are joined by 「かつ」, none at all is 「その他」.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::TargetEqualsBaseline => "基準値=目標値",
            Self::ActualEqualsBaseline => "実績値=基準値",
            Self::ActualEqualsTarget => "実績値=目標値",
            Self::TargetMet => "目標に到達",
            Self::BetterThanBaseline => "基準値より良い",
            Self::WorseThanBaseline => "基準値より悪い",
        }
    }
}

/// How a status looks: colour-blind-safe fill, pattern and mark go together, the same in workbook, board and mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tone {
    /// Blue-green.
    Achieved,
    /// Sky.
    Improved,
    /// Grey.
    Same,
    /// Vermilion.
    Missed,
}

impl Tone {
    /// The word of the register's 色 column.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Achieved => "青緑",
            Self::Improved => "空",
            Self::Same => "灰",
            Self::Missed => "朱",
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
        let mut order = [Tone::Achieved, Tone::Improved, Tone::Same, Tone::Missed]
            .into_iter()
            .flat_map(|tone| self.rules.iter().filter(move |rule| rule.tone == tone))
            .collect::<Vec<_>>();
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
