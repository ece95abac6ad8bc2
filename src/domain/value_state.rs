//! What a department says about a value besides the number.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// 値の区分.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ValueState {
    /// 確定.
    Confirmed,
    /// 速報.
    Preliminary,
    /// 見込み.
    Expected,
    /// 集計中: no number yet.
    Collecting,
    /// 今年度調査なし: no number this year.
    NotSurveyed,
    /// 統計未公表: no number yet.
    Unpublished,
    /// 取消: removes what was reported before.
    Withdrawn,
}

impl ValueState {
    /// All of them, in the order of the drop-down.
    pub const ALL: [Self; 7] =
        [Self::Confirmed, Self::Preliminary, Self::Expected, Self::Collecting, Self::NotSurveyed, Self::Unpublished, Self::Withdrawn];

    /// The word of the form.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Confirmed => "確定",
            Self::Preliminary => "速報",
            Self::Expected => "見込み",
            Self::Collecting => "集計中",
            Self::NotSurveyed => "今年度調査なし",
            Self::Unpublished => "統計未公表",
            Self::Withdrawn => "取消",
        }
    }

    /// Whether a number belongs to it.
    #[must_use]
    pub const fn has_number(self) -> bool {
        matches!(self, Self::Confirmed | Self::Preliminary | Self::Expected)
    }
}

impl FromStr for ValueState {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.label() == text).ok_or(())
    }
}
