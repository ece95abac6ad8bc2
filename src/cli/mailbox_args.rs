//! Arguments of `mailbox`.

use clap::{Args, Subcommand, ValueEnum};

/// What to do with the mailbox.
#[derive(Debug, Subcommand)]
pub enum MailboxCommand {
    /// メールの一覧と状態を表示します。 List mails and where each stands.
    List {
        /// Which of them.
        #[command(flatten)]
        filter: MailFilter,
    },
    /// 1通の本文と経過を表示します。 One mail: its text and what happened to it.
    Show {
        /// 番号又はMessage-ID。 Its number or Message-ID.
        mail: String,
    },
    /// 止めてあるメールの送信を許可します。 Let held mails go.
    Release {
        /// Which, who, why.
        #[command(flatten)]
        choice: MailChoice,
    },
    /// 失敗したメール、到達不明のメールを、もう一度送ります。 Send again what failed or is in doubt.
    Retry {
        /// Which, who, why.
        #[command(flatten)]
        choice: MailChoice,
    },
    /// 送信を取り消します。 Do not send.
    Cancel {
        /// Which, who, why.
        #[command(flatten)]
        choice: MailChoice,
    },
    /// 届いたことを記録します（到達不明のメールなど）。 Record that it arrived.
    Confirm {
        /// Which, who, why.
        #[command(flatten)]
        choice: MailChoice,
    },
}

/// Which mails.
#[derive(Debug, Args)]
pub struct MailFilter {
    /// 状態。 Only mails that stand there.
    #[arg(long, value_name = "STATE")]
    pub state: Option<MailStateArg>,
    /// 種類（request、reminderなど）。 Only this kind (request, reminder, …).
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// 所管課ID。 Only about this department.
    #[arg(long, value_name = "ID")]
    pub department: Option<String>,
}

/// Which mails, and who decides why.
#[derive(Debug, Args)]
pub struct MailChoice {
    /// 番号又はMessage-ID。 Numbers or Message-IDs.
    #[arg(value_name = "MAIL")]
    pub mails: Vec<String>,
    /// 該当するすべて。 All to which it applies.
    #[arg(long)]
    pub all: bool,
    /// Which of them.
    #[command(flatten)]
    pub filter: MailFilter,
    /// 決めた人。 Who decides.
    #[arg(long, value_name = "NAME")]
    pub who: String,
    /// 理由。 Why.
    #[arg(long, value_name = "TEXT")]
    pub why: String,
}

/// Where a mail stands, on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum MailStateArg {
    /// 送信許可待ち. Waits for release.
    Held,
    /// 送信待ち. Waits.
    Queued,
    /// 送信中. Being sent.
    Claimed,
    /// 到達不明. Nobody knows whether it arrived.
    InDoubt,
    /// 送信済み. Sent.
    Sent,
    /// 失敗. Refused for good.
    Failed,
    /// 取消し. Not sent.
    Cancelled,
}
