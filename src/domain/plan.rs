//! A plan and the choices that hold for all of it.

use serde::{Deserialize, Serialize};

use super::{FiscalYear, MarkMeaning, PaperColumn, PlanId, SchemeId};

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
    /// 計画期間: first and last fiscal year; `None` where the register does not say.
    pub years: Option<(FiscalYear, FiscalYear)>,
    /// Name of the form its departments fill in (`list`, `evaluation`, `definition`, or one of the office's own).
    pub form: String,
    /// What the plan calls indicators that stand at a goal: KGI, 数値目標, 基本目標.
    pub goal_indicator_word: String,
    /// What it calls those that stand at a policy: KPI.
    pub indicator_word: String,
    /// What it calls the baseline: 基準値, 現状値.
    pub baseline_word: String,
    /// The columns of a goal's table, as the city prints it.
    pub paper_columns: Vec<PaperColumn>,
    /// What a mark in place of an actual stands for; without a statement, a mark alone is asked about.
    #[serde(default)]
    pub marks: Vec<MarkMeaning>,
    /// Notes of the register's editor (assumptions, source).
    pub note: String,
}

impl Plan {
    /// How many of the plan's years are over when `year` ends, and how many it has: (2, 4) in the second of four.
    #[must_use]
    pub fn elapsed(&self, year: FiscalYear) -> Option<(u32, u32)> {
        let (first, last) = self.years?;
        let count = |from: FiscalYear, to: FiscalYear| u32::from(to.year().saturating_sub(from.year())) + 1;
        (first <= year && year <= last).then(|| (count(first, year), count(first, last)))
    }
}
