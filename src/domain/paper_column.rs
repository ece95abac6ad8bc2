//! The columns of a goal's table, as cities print them: data of the plan, not code.

use serde::{Deserialize, Serialize};

/// A column of a goal's table in the meeting paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PaperColumn {
    /// 番号.
    Number,
    /// 区分: KGI, KPI.
    Kind,
    /// 指標名.
    Name,
    /// 定義.
    Definition,
    /// 単位.
    Unit,
    /// 方向.
    Direction,
    /// 担当課.
    Owners,
    /// 基準値.
    Baseline,
    /// 目標値 of the year, or the final one where the year has none.
    Target,
    /// 実績値 of the year.
    Actual,
    /// 累計実績: the sum since the plan's first year, where the indicator is one.
    Cumulative,
    /// 年度別: a pair of rows 目標／実績 with a column for each of the plan's years.
    Years,
    /// 達成率.
    Achievement,
    /// 進捗率.
    Progress,
    /// 最終目標への進捗: the way done to the final target, beside the share of the plan's time that is over.
    Pace,
    /// 達成状況.
    Status,
    /// 前年度の達成状況.
    LastStatus,
    /// 翌年度目標.
    NextTarget,
    /// 最終目標.
    FinalTarget,
    /// 備考.
    Note,
}

impl PaperColumn {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::Number,
        Self::Kind,
        Self::Name,
        Self::Definition,
        Self::Unit,
        Self::Direction,
        Self::Owners,
        Self::Baseline,
        Self::Target,
        Self::Actual,
        Self::Cumulative,
        Self::Years,
        Self::Achievement,
        Self::Progress,
        Self::Pace,
        Self::Status,
        Self::LastStatus,
        Self::NextTarget,
        Self::FinalTarget,
        Self::Note,
    ];

    /// Those that a plan prints which does not say.
    pub const DEFAULT: [Self; 7] = [Self::Name, Self::Unit, Self::Baseline, Self::Target, Self::Actual, Self::Status, Self::NextTarget];

    /// The word of the register.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Number => "番号",
            Self::Kind => "区分",
            Self::Name => "指標名",
            Self::Definition => "定義",
            Self::Unit => "単位",
            Self::Direction => "方向",
            Self::Owners => "担当課",
            Self::Baseline => "基準値",
            Self::Target => "目標値",
            Self::Actual => "実績値",
            Self::Cumulative => "累計実績",
            Self::Years => "年度別",
            Self::Achievement => "達成率",
            Self::Progress => "進捗率",
            Self::Pace => "最終目標への進捗",
            Self::Status => "達成状況",
            Self::LastStatus => "前年度の達成状況",
            Self::NextTarget => "翌年度目標",
            Self::FinalTarget => "最終目標",
            Self::Note => "備考",
        }
    }
}
