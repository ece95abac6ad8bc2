//! An indicator: what is measured, in which unit, and which way is good.

use serde::{Deserialize, Serialize};

use super::{IndicatorId, Quantity};

/// 望ましい方向. Stated in the register, never guessed from numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// ↗ more is better.
    Increase,
    /// ↘ less is better.
    Decrease,
    /// → keep at least what there is; judged as increase.
    Maintain,
}

impl Direction {
    /// Whether `actual` is as good as `target` or better. Maintain asks for at least the target.
    #[must_use]
    pub fn reaches(self, actual: Quantity, target: Quantity) -> bool {
        match self {
            Self::Increase | Self::Maintain => actual >= target,
            Self::Decrease => actual <= target,
        }
    }

    /// The arrow a plan prints.
    #[must_use]
    pub const fn arrow(self) -> &'static str {
        match self {
            Self::Increase => "↗",
            Self::Decrease => "↘",
            Self::Maintain => "→",
        }
    }

    /// The word of the register.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Increase => "増加",
            Self::Decrease => "減少",
            Self::Maintain => "維持",
        }
    }
}

/// How the figure comes together over time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aggregation {
    /// 累計: a stock that includes what was there before the plan; it cannot fall.
    Cumulative,
    /// 延べ: the sum within the plan's years.
    CumulativeWithinPlan,
    /// 年間: the sum of one year.
    Annual,
    /// 時点: the state on a day.
    PointInTime,
}

impl Aggregation {
    /// The word of the register.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Cumulative => "累計",
            Self::CumulativeWithinPlan => "延べ",
            Self::Annual => "年間",
            Self::PointInTime => "時点",
        }
    }
}

/// 指標.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// Immutable id, never reused.
    pub id: IndicatorId,
    /// Name as the plan prints it.
    pub name: String,
    /// Other names under which it has appeared.
    pub aliases: Vec<String>,
    /// 定義.
    pub definition: String,
    /// 算出方法.
    pub method: String,
    /// Unit as printed, e.g. 千円.
    pub unit: String,
    /// Decimals the plan prints.
    pub decimals: u32,
    /// Which way is good.
    pub direction: Direction,
    /// How it adds up.
    pub aggregation: Aggregation,
    /// Smallest possible value.
    pub lower: Option<Quantity>,
    /// Largest possible value.
    pub upper: Option<Quantity>,
    /// Change from the year before, in percent, from which an explanation is asked; `None` asks never.
    pub change_limit: Option<Quantity>,
    /// 段階: the names of an indicator's stages from the first to the last (未着手, 整備中, 完成); its values are their places,
    /// from 1. Empty for an indicator that is a number.
    pub stages: Vec<String>,
    /// 共通ID: the same word at the same indicator of another plan of the office; empty where there is none.
    pub shared: String,
    /// 備考.
    pub note: String,
    /// 廃止: no longer asked, kept for history.
    pub retired: bool,
}

impl Indicator {
    /// The name of a stage, where the indicator has stages and `value` is the place of one.
    #[must_use]
    pub fn stage(&self, value: Quantity) -> Option<&str> {
        (1..).zip(&self.stages).find(|(place, _)| Quantity::from_count(*place) == value).map(|(_, name)| name.as_str())
    }

    /// Whether the unit is a percentage.
    #[must_use]
    pub fn is_percent(&self) -> bool {
        matches!(self.unit.as_str(), "%" | "％" | "パーセント")
    }
}
