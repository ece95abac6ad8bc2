//! What the register states about a subject in a period: baselines, targets, past actuals, published results.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{FiscalYear, Quantity};

/// 種別.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ValueKind {
    /// 基準値.
    Baseline,
    /// 目標値 of a year.
    Target,
    /// 実績値 of a past year.
    Actual,
    /// 公表された達成状況 of a year; the label stands in `text`.
    PublishedStatus,
    /// 公表された割合 of a year, in percent; the status label stands in `text`.
    PublishedShare,
}

impl ValueKind {
    /// The word of the register.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Baseline => "基準値",
            Self::Target => "目標値",
            Self::Actual => "実績値",
            Self::PublishedStatus => "公表区分",
            Self::PublishedShare => "公表割合",
        }
    }
}

/// 状態: why a value has no number, or that it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum RegisteredState {
    /// A value like any other.
    #[default]
    Stated,
    /// 未定: it will be decided (`*人`).
    Undecided,
    /// 設定なし: none is set for this period (`-`, `/`).
    NotSet,
    /// 算定不可: it cannot be computed (`—※`).
    NotComputable,
    /// 未測定: it was never measured.
    Unmeasured,
    /// 未公表: it is not published.
    Unpublished,
}

impl RegisteredState {
    /// All of them, in the order of the drop-down.
    pub const ALL: [Self; 6] = [Self::Stated, Self::Undecided, Self::NotSet, Self::NotComputable, Self::Unmeasured, Self::Unpublished];

    /// The word of the register; a value like any other has a blank.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Stated => "",
            Self::Undecided => "未定",
            Self::NotSet => "設定なし",
            Self::NotComputable => "算定不可",
            Self::Unmeasured => "未測定",
            Self::Unpublished => "未公表",
        }
    }
}

/// 演算子: how a target's number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Operator {
    /// The number itself.
    #[default]
    Plain,
    /// 以上: printed behind the number (80%以上).
    AtLeast,
    /// 以下.
    AtMost,
    /// 基準値以上: the baseline is the target.
    BaselineOrMore,
    /// 基準値以下.
    BaselineOrLess,
}

impl Operator {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Plain, Self::AtLeast, Self::AtMost, Self::BaselineOrMore, Self::BaselineOrLess];

    /// The word of the register; the number itself has a blank.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::AtLeast => "以上",
            Self::AtMost => "以下",
            Self::BaselineOrMore => "基準値以上",
            Self::BaselineOrLess => "基準値以下",
        }
    }

    /// Whether the number is the baseline's.
    #[must_use]
    pub const fn is_baseline(self) -> bool {
        matches!(self, Self::BaselineOrMore | Self::BaselineOrLess)
    }
}

/// 期間区分: what the year of a value means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum PeriodBasis {
    /// 年度: a fiscal year (R4年度), or its end.
    #[default]
    Fiscal,
    /// 暦年: a calendar year (R3年).
    Calendar,
    /// 時点: a day or month (R4.10); its words stand in 文字.
    Day,
    /// 複数年: several years together (H30.6~R4): not to be compared with one year.
    Several,
}

impl PeriodBasis {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Fiscal, Self::Calendar, Self::Day, Self::Several];

    /// The word of the register.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Fiscal => "年度",
            Self::Calendar => "暦年",
            Self::Day => "時点",
            Self::Several => "複数年",
        }
    }
}

/// One row of 値.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredValue {
    /// An indicator's or a node's id, or `全体`.
    pub subject: String,
    /// What it is.
    pub kind: ValueKind,
    /// The fiscal year; `None` for a baseline whose period is not published.
    pub year: Option<FiscalYear>,
    /// The number; `None` when the plan has none.
    pub value: Option<Quantity>,
    /// Text as printed: a status label; the 時点 of a baseline's number (`R4年度`); how the plan prints a target's number
    /// (`延べ170万人`); the stage; or what stands in a number's place (`*人`).
    pub text: String,
    /// Where it was published.
    pub source: String,
    /// Why there is no number, or that there is one.
    pub state: RegisteredState,
    /// How a target's number is meant.
    pub operator: Operator,
    /// What the year means.
    pub period: PeriodBasis,
    /// The day on which it was decided; of two rows for one period, the later one holds and the earlier stays visible.
    pub decided: Option<NaiveDate>,
    /// 備考.
    pub note: String,
}
