//! What can be decided about a round (種類 of a 決定).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{DepartmentId, IndicatorId, Lang};

/// Kinds of mail that may be held and released: their names in keys, and their words.
pub const MAIL_KINDS: [(&str, &str); 8] = [
    ("request", "依頼"),
    ("receipt", "受付"),
    ("returned", "差戻し"),
    ("reminder", "期限前のお知らせ"),
    ("overdue", "再依頼"),
    ("summary", "集計結果"),
    ("digest", "日報"),
    ("alert", "要対応"),
];

/// What was decided. The names in the store never change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// 期限延長: another due day: of the whole round, of one department, of one indicator, or of one department's indicator.
    Extend {
        /// Whose; `None` for everybody.
        department: Option<DepartmentId>,
        /// Of what; `None` for all that is asked.
        indicator: Option<IndicatorId>,
        /// The new due day.
        due: NaiveDate,
        /// The last day on which returns are taken, where it moves as well (whole rounds only).
        locks: Option<NaiveDate>,
    },
    /// 締切り: the due day is over as of the day of the decision; late returns are still taken.
    Close,
    /// 確定: nothing is taken any more.
    Lock,
    /// 再開: a locked round takes returns again, from everybody or from one department.
    Reopen {
        /// Whose; `None` for everybody.
        department: Option<DepartmentId>,
        /// The last day of it.
        until: NaiveDate,
    },
    /// 指摘の免除: findings of a rule are settled without a change.
    Waive {
        /// The finding's code, e.g. `V024`.
        rule: String,
        /// About which indicator; `None` for all of the department's.
        indicator: Option<IndicatorId>,
        /// Whose; `None` for everybody.
        department: Option<DepartmentId>,
    },
    /// 判定の変更: a status that stands in place of the computed one.
    Override {
        /// Which indicator.
        indicator: IndicatorId,
        /// A status of the plan's scheme, by its label.
        status: String,
    },
    /// 台帳の変更の反映: the round goes on with another version of the register.
    Amend {
        /// The version (SHA-256) that is in force from now on.
        version: String,
    },
    /// お知らせの停止: no reminders, to everybody or to one department.
    HoldReminders {
        /// To whom; `None` for everybody.
        department: Option<DepartmentId>,
    },
    /// メールの送信: held mails of the round may go out.
    ReleaseMails {
        /// Name of the kind (`request`); `None` for all kinds.
        kind: Option<String>,
        /// To whom; `None` for everybody.
        department: Option<DepartmentId>,
    },
    /// 取消: an earlier decision no longer holds.
    Revoke {
        /// Id of that decision.
        decision: String,
    },
}

impl Act {
    /// The name in the store and on the command line.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Extend { .. } => "extend",
            Self::Close => "close",
            Self::Lock => "lock",
            Self::Reopen { .. } => "reopen",
            Self::Waive { .. } => "waive",
            Self::Override { .. } => "override",
            Self::Amend { .. } => "amend",
            Self::HoldReminders { .. } => "hold_reminders",
            Self::ReleaseMails { .. } => "release_mails",
            Self::Revoke { .. } => "revoke",
        }
    }
    /// The word people read, which is also the one of the sheet 決定.
    #[must_use]
    pub const fn label(&self, lang: Lang) -> &'static str {
        match self {
            Self::Extend { .. } => lang.pick("期限延長", "extension"),
            Self::Close => lang.pick("締切り", "end of the filing period"),
            Self::Lock => lang.pick("受付終了", "lock"),
            Self::Reopen { .. } => lang.pick("再開", "reopening"),
            Self::Waive { .. } => lang.pick("指摘の免除", "waiver"),
            Self::Override { .. } => lang.pick("判定の変更", "override"),
            Self::Amend { .. } => lang.pick("台帳変更", "amendment"),
            Self::HoldReminders { .. } => lang.pick("お知らせ停止", "hold of reminders"),
            Self::ReleaseMails { .. } => lang.pick("メール送信", "release of mails"),
            Self::Revoke { .. } => lang.pick("取消", "revocation"),
        }
    }

    /// Whom it is about, where it is about one department.
    #[must_use]
    pub const fn department(&self) -> Option<&DepartmentId> {
        match self {
            Self::Extend { department, .. }
            | Self::Reopen { department, .. }
            | Self::Waive { department, .. }
            | Self::HoldReminders { department }
            | Self::ReleaseMails { department, .. } => department.as_ref(),
            Self::Close | Self::Lock | Self::Override { .. } | Self::Amend { .. } | Self::Revoke { .. } => None,
        }
    }

    /// What it is about, where it is about one indicator.
    #[must_use]
    pub const fn indicator(&self) -> Option<&IndicatorId> {
        match self {
            Self::Extend { indicator, .. } | Self::Waive { indicator, .. } => indicator.as_ref(),
            Self::Override { indicator, .. } => Some(indicator),
            Self::Close
            | Self::Lock
            | Self::Reopen { .. }
            | Self::Amend { .. }
            | Self::HoldReminders { .. }
            | Self::ReleaseMails { .. }
            | Self::Revoke { .. } => None,
        }
    }

    /// Whether both are about one matter, so that the later one prevails.
    #[must_use]
    pub fn same_matter(&self, other: &Self) -> bool {
        let whole_round = |act: &Self| {
            matches!(
                act,
                Self::Close | Self::Lock | Self::Extend { department: None, indicator: None, .. } | Self::Reopen { department: None, .. }
            )
        };
        match (self, other) {
            (Self::Waive { rule, .. }, Self::Waive { rule: later, .. }) if rule != later => false,
            // A lock ends what was reopened for one department.
            (Self::Reopen { .. }, Self::Lock) => true,
            (Self::ReleaseMails { .. } | Self::Revoke { .. } | Self::Amend { .. }, _) => false,
            _ if whole_round(self) => whole_round(other),
            _ => self.name() == other.name() && self.department() == other.department() && self.indicator() == other.indicator(),
        }
    }

    /// Whether another decision can take it back. Mails that went out stay out, and another amendment follows an amendment.
    #[must_use]
    pub const fn can_be_revoked(&self) -> bool {
        !matches!(self, Self::Amend { .. } | Self::ReleaseMails { .. } | Self::Revoke { .. })
    }

    /// All that it says, as one text: numbers of decisions follow from it, so it never changes. A field that comes later
    /// adds to it only where it holds something.
    #[must_use]
    pub fn words(&self) -> String {
        let department = self.department().map_or("", DepartmentId::as_str);
        let indicator = self.indicator().map_or("", IndicatorId::as_str);
        let own = match self {
            Self::Extend { due, locks, .. } => format!("{due} {}", locks.map(|day| day.to_string()).unwrap_or_default()),
            Self::Reopen { until, .. } => until.to_string(),
            Self::Waive { rule, .. } => rule.clone(),
            Self::Override { status, .. } => status.clone(),
            Self::Amend { version } => version.clone(),
            Self::ReleaseMails { kind, .. } => kind.clone().unwrap_or_default(),
            Self::Revoke { decision } => decision.clone(),
            Self::Close | Self::Lock | Self::HoldReminders { .. } => String::new(),
        };
        format!("{}|{department}|{indicator}|{own}", self.name())
    }
}
