//! 担当: which departments answer for an indicator, and from when until when.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{DepartmentId, IndicatorId};

/// What a department is to an indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnerRole {
    /// 主: leads and is asked.
    Lead,
    /// 共管: is asked as well; whoever answers settles it for both.
    Co,
    /// 副: is not asked, but may file in the lead's place.
    Deputy,
    /// 協力: takes part in the work; neither asked nor answering.
    Contributor,
}

impl OwnerRole {
    /// Every role, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Lead, Self::Co, Self::Deputy, Self::Contributor];

    /// The word of the register.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Lead => "主",
            Self::Co => "共管",
            Self::Deputy => "副",
            Self::Contributor => "協力",
        }
    }
}

/// A row of 担当.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ownership {
    /// What is owned.
    pub indicator: IndicatorId,
    /// By whom.
    pub department: DepartmentId,
    /// As what.
    pub role: OwnerRole,
    /// First day; `None` since ever.
    pub from: Option<NaiveDate>,
    /// Last day; `None` for good.
    pub to: Option<NaiveDate>,
}

impl Ownership {
    /// Whether it holds on `day`.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|first| first <= day) && self.to.is_none_or(|last| day <= last)
    }

    /// Whether it begins or ends on a stated day.
    #[must_use]
    pub const fn is_dated(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }
}
