//! Arguments of `round` and `decide`. Who decides and why is always asked: a decision without them is none.

use chrono::NaiveDate;
use clap::{Args, Subcommand};

/// Who, why, and whether it is only tried.
#[derive(Debug, Clone, Args)]
pub struct ReasonArgs {
    /// 決定者（職名又は氏名）。 Who decides.
    #[arg(long, value_name = "NAME")]
    pub who: String,
    /// 理由。 Why.
    #[arg(long, value_name = "TEXT")]
    pub why: String,
    /// 何が変わるかだけを示し、何も記録しません。 Say what would change; record nothing.
    #[arg(long)]
    pub preview: bool,
}

/// What to decide.
#[derive(Debug, Subcommand)]
pub enum DecideCommand {
    /// 提出期限を延ばします（課又は指標を限れます）。 Move the due day, of one department or indicator.
    Extend {
        /// 新しい提出期限（例：2025-06-30）。 The new due day.
        #[arg(long, value_name = "DATE")]
        due: NaiveDate,
        /// この課だけ。 Only this department.
        #[arg(long, value_name = "ID")]
        department: Option<String>,
        /// この指標だけ。 Only this indicator.
        #[arg(long, value_name = "ID")]
        indicator: Option<String>,
        /// Who and why.
        #[command(flatten)]
        reason: ReasonArgs,
    },
    /// 要確認の指摘を、修正なしで終えます。 Settle a query without a change.
    Waive {
        /// 指摘の番号（例：V014）。 Code of the finding.
        code: String,
        /// この課だけ。 Only this department.
        #[arg(long, value_name = "ID")]
        department: Option<String>,
        /// この指標だけ。 Only this indicator.
        #[arg(long, value_name = "ID")]
        indicator: Option<String>,
        /// 効力の最後の日。 Last day on which it holds.
        #[arg(long, value_name = "DATE")]
        until: Option<NaiveDate>,
        /// Who and why.
        #[command(flatten)]
        reason: ReasonArgs,
    },
    /// 達成状況を、算定した区分から変えます。 Give an indicator another status than the computed one.
    Override {
        /// 指標ID。 The indicator.
        indicator: String,
        /// 区分（例：目標達成）。 A status of the scheme.
        status: String,
        /// 効力の最後の日。 Last day on which it holds.
        #[arg(long, value_name = "DATE")]
        until: Option<NaiveDate>,
        /// Who and why.
        #[command(flatten)]
        reason: ReasonArgs,
    },
    /// 期限前のお知らせと再依頼を止めます。 Hold reminders.
    Hold {
        /// この課だけ。 Only this department.
        #[arg(long, value_name = "ID")]
        department: Option<String>,
        /// 効力の最後の日。 Last day on which it holds.
        #[arg(long, value_name = "DATE")]
        until: Option<NaiveDate>,
        /// Who and why.
        #[command(flatten)]
        reason: ReasonArgs,
    },
    /// 保留しているメールを送ります。 Let held mails go.
    Release {
        /// メールの種類（例：request）。 Only this kind.
        #[arg(long, value_name = "KIND")]
        kind: Option<String>,
        /// この課あてだけ。 Only to this department.
        #[arg(long, value_name = "ID")]
        department: Option<String>,
        /// Who and why.
        #[command(flatten)]
        reason: ReasonArgs,
    },
    /// 受付を終えた照会を、課を限って再開します。 Take returns again, from one department.
    Reopen {
        /// 課。 The department.
        #[arg(long, value_name = "ID")]
        department: String,
        /// 受付の最後の日。 The last day.
        #[arg(long, value_name = "DATE")]
        until: NaiveDate,
        /// Who and why.
        #[command(flatten)]
        reason: ReasonArgs,
    },
    /// 決定を取り消します。 Take a decision back.
    Revoke {
        /// 決定番号（decide list で確かめます）。 The decision's number.
        number: String,
        /// Who and why.
        #[command(flatten)]
        reason: ReasonArgs,
    },
    /// 決定と、シートの案の一覧を表示します。 List decisions and proposals.
    List,
}

/// A round that is named to be sure.
#[derive(Debug, Clone, Args)]
pub struct RoundArg {
    /// 照会ID（確かめるために書きます。省略できます）。 The round, to be sure.
    #[arg(value_name = "ROUND")]
    pub round: Option<String>,
}
