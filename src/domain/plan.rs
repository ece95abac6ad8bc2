//! A plan and the choices that hold for all of it.

use serde::{Deserialize, Serialize};

use super::{PlanId, SchemeId};

/// 達成率 of an indicator for which less is better: the plan chooses one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecreaseRate {
    /// `目標値÷実績値`.
    TargetOverActual,
    /// `2−実績値÷目標値`.
    TwoMinusActualOverTarget,
}

impl DecreaseRate {
    /// The words of the register.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::TargetOverActual => "目標値÷実績値",
            Self::TwoMinusActualOverTarget => "2−実績値÷目標値",
        }
    }
}

/// How the plan prints a negative number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NegativeMark {
    /// △244.
    Triangle,
    /// -244.
    Hyphen,
}

/// 計画.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Immutable id.
    pub id: PlanId,
    /// Name as printed, e.g. 第二次美祢市総合計画後期計画.
    pub name: String,
    /// The municipality, e.g. 美祢市.
    pub city: String,
    /// 全国地方公共団体コード, six digits.
    pub municipality_code: String,
    /// The planning office, e.g. 企画課.
    pub office: String,
    /// 問合せ先, e.g. 企画課企画係（内線1234）.
    pub contact: String,
    /// The planning office's mail addresses.
    pub office_addresses: Vec<String>,
    /// Scheme that judges every indicator.
    pub scheme: SchemeId,
    /// Rate of indicators for which less is better.
    pub decrease_rate: DecreaseRate,
    /// How negative numbers are printed.
    pub negative: NegativeMark,
    /// Decimals of printed shares (percent).
    pub share_decimals: u32,
    /// Notes of the register's editor (assumptions, source).
    pub note: String,
}
