//! One test of a rule of 評価区分: a small closed grammar that the planning office writes in the 条件 column.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Aggregation, Direction, FiscalYear, Measure, Quantity, Rate, Span, ValueState};

/// A number that may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Given {
    /// 基準値.
    Baseline,
    /// 目標値.
    Target,
    /// 実績値.
    Actual,
    /// 前年度実績値.
    Last,
}

impl Given {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Baseline, Self::Target, Self::Actual, Self::Last];

    /// The word of the register.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Baseline => "基準値",
            Self::Target => "目標値",
            Self::Actual => "実績値",
            Self::Last => "前年度実績値",
        }
    }

    /// The same in English.
    #[must_use]
    pub const fn name_en(self) -> &'static str {
        match self {
            Self::Baseline => "baseline",
            Self::Target => "target",
            Self::Actual => "actual",
            Self::Last => "actual of the year before",
        }
    }
}

/// One test of a rule. Better and worse are meant in the indicator's good direction.
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
    /// 達成率≧80, 80≦達成率＜100: a rate lies in a span.
    Rate(Measure, Span<Quantity>),
    /// 達成率が算定できない: always decided, so that a scheme can give 評価なし.
    NotComputable(Rate),
    /// 目標値がない: always decided.
    Missing(Given),
    /// 方向＝減少.
    Direction(Direction),
    /// 集計＝延べ.
    Aggregation(Aggregation),
    /// 値の区分＝速報.
    State(ValueState),
    /// 年度≦R4: thresholds that differ by year.
    Year(Span<FiscalYear>),
    /// 計画最終年度: the year judged is the plan's last.
    FinalYear,
}

impl Condition {
    /// The conditions that are fixed words.
    pub const WORDS: [Self; 7] = [
        Self::TargetEqualsBaseline,
        Self::ActualEqualsBaseline,
        Self::ActualEqualsTarget,
        Self::TargetMet,
        Self::BetterThanBaseline,
        Self::WorseThanBaseline,
        Self::FinalYear,
    ];

    /// The rate it looks at.
    #[must_use]
    pub const fn rate(&self) -> Option<Rate> {
        match self {
            Self::Rate(measure, _) => Some(measure.rate),
            Self::NotComputable(rate) => Some(*rate),
            Self::TargetEqualsBaseline
            | Self::ActualEqualsBaseline
            | Self::ActualEqualsTarget
            | Self::TargetMet
            | Self::BetterThanBaseline
            | Self::WorseThanBaseline
            | Self::Missing(_)
            | Self::Direction(_)
            | Self::Aggregation(_)
            | Self::State(_)
            | Self::Year(_)
            | Self::FinalYear => None,
        }
    }
}

impl fmt::Display for Condition {
    /// As the register writes it; [`Condition::from_str`](std::str::FromStr) reads it back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self {
            Self::TargetEqualsBaseline => "基準値=目標値",
            Self::ActualEqualsBaseline => "実績値=基準値",
            Self::ActualEqualsTarget => "実績値=目標値",
            Self::TargetMet => "目標に到達",
            Self::BetterThanBaseline => "基準値より良い",
            Self::WorseThanBaseline => "基準値より悪い",
            Self::FinalYear => "計画最終年度",
            Self::Rate(measure, span) => {
                let sign = if measure.rate.wants_percent_sign() { "%" } else { "" };
                return f.write_str(&span.around(&measure.to_string(), |number| format!("{}{sign}", minus(number))));
            }
            Self::NotComputable(rate) => return write!(f, "{}が算定できない", rate.label()),
            Self::Missing(given) => return write!(f, "{}がない", given.label()),
            Self::Direction(direction) => return write!(f, "方向＝{}", direction.label()),
            Self::Aggregation(aggregation) => return write!(f, "集計＝{}", aggregation.label()),
            Self::State(state) => return write!(f, "値の区分＝{}", state.label()),
            Self::Year(span) => return f.write_str(&span.around("年度", FiscalYear::short)),
        };
        f.write_str(word)
    }
}

/// A number with the minus sign that Japanese papers print.
fn minus(number: Quantity) -> String {
    number.to_string().replace('-', "−")
}
