//! 構成: the parts of a compound indicator. A part is an indicator of its own, without a place in the plan.

use serde::{Deserialize, Serialize};

use super::IndicatorId;

/// What a part is to its whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartRole {
    /// 判定: the whole has no number of its own and is judged by its parts (小学校82.0% 中学校70.0%).
    Judged,
    /// 加算: the whole is the sum of these …
    Plus,
    /// 減算: … less these (転入者数－転出者数). Asked and checked, not judged.
    Minus,
}

impl PartRole {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Judged, Self::Plus, Self::Minus];

    /// The word of the register.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Judged => "判定",
            Self::Plus => "加算",
            Self::Minus => "減算",
        }
    }
}

/// One part of a compound indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// The compound, which has a place in the plan.
    pub whole: IndicatorId,
    /// The part.
    pub part: IndicatorId,
    /// Its short name beside the whole's, e.g. 小学校.
    pub name: String,
    /// What it is to the whole.
    pub role: PartRole,
}
