//! What a scheme measures: rates of one indicator in percent, and how they are rounded before they are compared.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A rate, always in percent. Where it does not exist (by zero, or without a number it needs) nothing can be judged by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Rate {
    /// 達成率: `a÷t`; where less is better, as the plan chose.
    Achievement,
    /// 進捗率: `(a−start)÷(t−start)`, the part of the way to the target.
    Progress,
    /// 経過率: the part of the plan's years that is over.
    Elapsed,
    /// 進捗率÷経過率: 100 where progress keeps up with the time up to the target.
    Pace,
    /// 年度線比: the actual against the number that the straight line from the start to the target asks for in this year.
    YearlyLine,
    /// 対基準値増減率: `s·(a−b)÷|b|`; above zero is better than the baseline.
    ChangeFromBaseline,
    /// 対目標値差率: `s·(a−t)÷|t|`; zero or above has reached the target.
    GapToTarget,
    /// 対前年度増減率: `s·(a−last)÷|last|`; above zero is better than the year before.
    ChangeFromLast,
    /// 実績値÷目標値, whatever the direction.
    ActualOverTarget,
    /// 目標値÷実績値, whatever the direction.
    TargetOverActual,
    /// 2−実績値÷目標値, whatever the direction.
    TwoMinusActualOverTarget,
}

impl Rate {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Achievement,
        Self::Progress,
        Self::Elapsed,
        Self::Pace,
        Self::YearlyLine,
        Self::ChangeFromBaseline,
        Self::GapToTarget,
        Self::ChangeFromLast,
        Self::ActualOverTarget,
        Self::TargetOverActual,
        Self::TwoMinusActualOverTarget,
    ];

    /// The word of the register's 条件 column.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Achievement => "達成率",
            Self::Progress => "進捗率",
            Self::Elapsed => "経過率",
            Self::Pace => "進捗率÷経過率",
            Self::YearlyLine => "年度線比",
            Self::ChangeFromBaseline => "対基準値増減率",
            Self::GapToTarget => "対目標値差率",
            Self::ChangeFromLast => "対前年度増減率",
            Self::ActualOverTarget => "実績値÷目標値",
            Self::TargetOverActual => "目標値÷実績値",
            Self::TwoMinusActualOverTarget => "2−実績値÷目標値",
        }
    }

    /// The same in English.
    #[must_use]
    pub const fn name_en(self) -> &'static str {
        match self {
            Self::Achievement => "achievement rate",
            Self::Progress => "progress rate",
            Self::Elapsed => "share of the plan's time elapsed",
            Self::Pace => "progress ÷ time elapsed",
            Self::YearlyLine => "rate against the yearly line",
            Self::ChangeFromBaseline => "change from the baseline",
            Self::GapToTarget => "gap to the target",
            Self::ChangeFromLast => "change from the year before",
            Self::ActualOverTarget => "actual ÷ target",
            Self::TargetOverActual => "target ÷ actual",
            Self::TwoMinusActualOverTarget => "2 − actual ÷ target",
        }
    }

    /// Whether its number is written with %: a quotient might be meant as 0.8 as well as 80.
    #[must_use]
    pub const fn wants_percent_sign(self) -> bool {
        matches!(self, Self::Pace | Self::ActualOverTarget | Self::TargetOverActual | Self::TwoMinusActualOverTarget)
    }
}

/// Rounding before a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rounding {
    /// Decimals that are left.
    pub decimals: u32,
    /// Cut off (切捨て, towards zero) instead of rounded half away from zero (四捨五入).
    pub cut: bool,
}

impl fmt::Display for Rounding {
    /// `小数第2位を四捨五入`: the place that is rounded away, as offices say it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let how = if self.cut { "切捨て" } else { "四捨五入" };
        write!(f, "小数第{}位を{how}", self.decimals.saturating_add(1))
    }
}

/// A rate as it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// Which rate.
    pub rate: Rate,
    /// 絶対値: without its sign.
    pub absolute: bool,
    /// Rounded or cut off before it is compared.
    pub rounding: Option<Rounding>,
}

impl Measure {
    /// The rate as it is.
    #[must_use]
    pub const fn of(rate: Rate) -> Self {
        Self { rate, absolute: false, rounding: None }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.rate.label())?;
        if self.absolute {
            f.write_str("（絶対値）")?;
        }
        match self.rounding {
            Some(rounding) => write!(f, "（{rounding}）"),
            None => Ok(()),
        }
    }
}
