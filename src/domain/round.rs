//! A round (照会): one year's actuals asked of all departments.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{FiscalYear, Lang, RoundId};

/// Where a round stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Not yet opened.
    Planned,
    /// Open, before or on the due day.
    Open,
    /// After the due day; late returns are still taken.
    Closed,
    /// After the lock day; nothing is taken any more.
    Locked,
}

impl Phase {
    /// The name promised to scripts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Locked => "locked",
        }
    }

    /// In words.
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Planned => lang.pick("照会前", "not opened yet"),
            Self::Open => lang.pick("受付中", "open"),
            Self::Closed => lang.pick("提出期限後・受付中", "past the due day, still open"),
            Self::Locked => lang.pick("受付終了", "locked"),
        }
    }
}

/// 照会.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Immutable id.
    pub id: RoundId,
    /// Name as printed, e.g. 令和6年度実績.
    pub name: String,
    /// The year asked about.
    pub year: FiscalYear,
    /// The day on which it opens.
    pub opens: NaiveDate,
    /// 提出期限.
    pub due: NaiveDate,
    /// The last day on which returns are taken; `None` until the office locks it.
    pub locks: Option<NaiveDate>,
}

impl Round {
    /// The phase of an opened round on `today`. Whether it was opened is the store's knowledge.
    #[must_use]
    pub fn phase(&self, opened: bool, today: NaiveDate) -> Phase {
        match self.locks {
            _ if !opened => Phase::Planned,
            Some(locks) if today > locks => Phase::Locked,
            _ if today > self.due => Phase::Closed,
            _ => Phase::Open,
        }
    }

    /// The year in which the work is done and whose projects the paper prints.
    #[must_use]
    pub fn work_year(&self) -> Option<FiscalYear> {
        self.year.next()
    }
}
