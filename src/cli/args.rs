//! The command line's arguments. Help is in both languages at once, because it is read before `--lang` is known.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Parser, Subcommand, ValueEnum};

use super::decision_args::{DecideCommand, ReasonArgs, RoundArg};
use crate::domain::Lang;
use crate::worker::DataFormat;

pub use super::mailbox_args::{MailChoice, MailFilter, MailStateArg, MailboxCommand};

/// とりまとめ: gathers the Excel returns of departments into one correct paper.
#[derive(Debug, Parser)]
#[command(name = "torimatome", version, about = "とりまとめ：所管課のExcel回答を受け付け、確かめ、判定し、資料にまとめます。\nGathers the departments' Excel returns, checks and judges every indicator, and writes the paper.", long_about = None)]
pub struct Args {
    /// インストール先のフォルダー。 The installation.
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    pub dir: PathBuf,
    /// 計画のID（計画が2つ以上あるとき）。 The plan, once there are two.
    #[arg(long, global = true, value_name = "ID")]
    pub plan: Option<String>,
    /// 表示の言語。 Language of messages.
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<LangArg>,
    /// 結果をJSONで出します。 Answers as JSON.
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// A language on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LangArg {
    /// 日本語.
    Ja,
    /// English.
    En,
}

impl From<LangArg> for Lang {
    fn from(arg: LangArg) -> Self {
        match arg {
            LangArg::Ja => Self::Ja,
            LangArg::En => Self::En,
        }
    }
}

/// A form of the data on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum FormatArg {
    /// CSV（指標別、年度別、項目定義）. Both tables and their dictionary.
    Csv,
    /// JSON. One document.
    Json,
}

impl From<FormatArg> for DataFormat {
    fn from(arg: FormatArg) -> Self {
        match arg {
            FormatArg::Csv => Self::Csv,
            FormatArg::Json => Self::Json,
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 受付を始めます（Ctrl+Cで止まります）。 Watch the inbox, process, mail.
    Run {
        /// 1回だけ処理して終わります。 One pass, then end.
        #[arg(long)]
        once: bool,
        /// この日時のつもりで、写しの上で試します（例：2025-06-16T09:00）。 Rehearse a moment on a copy.
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
    },
    /// 照会の始まりから終わりまでを実演します（美祢市。--plan で他市）。 Play a whole round (Mine City's; another with --plan).
    Demo {
        /// 作るフォルダー。 The folder to make.
        #[arg(default_value = "demo", value_name = "DIR")]
        folder: PathBuf,
    },
    /// 照会を開き、所管課ごとの様式を作ります。 Open the round and write each department's form.
    Issue {
        /// この所管課だけ、もう一度作ります。 Only this department, again.
        #[arg(long, value_name = "ID")]
        department: Option<String>,
    },
    /// 1つのファイルを確かめます。何も記録しません。 Check one file; nothing is recorded.
    Check {
        /// 確かめるファイル。 The file.
        file: PathBuf,
        /// 確認結果のExcelファイルも作ります（フォルダー又はファイル名）。 Write the answer as a workbook as well: a folder or a new file.
        #[arg(long, value_name = "OUT")]
        answer: Option<PathBuf>,
    },
    /// 台帳を扱います。 The register.
    Register {
        /// What to do with it.
        #[command(subcommand)]
        command: RegisterCommand,
    },
    /// 新しく始めるためのフォルダーを作ります。 Make an installation to begin with.
    Init {
        /// 作るフォルダー（ないもの、又は空のもの）。 The folder: new or empty.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// 文面などを変えるために、内蔵のひな形も取り出します。 Copies of the program's templates too, to be changed.
        #[arg(long)]
        templates: bool,
    },
    /// 設定、フォルダー、台帳、メールなどを点検します。 Look the whole installation over.
    Doctor,
    /// 受付を続けたまま、全体のバックアップを1つのファイルに取ります。 One file with everything, also while `run` works.
    Backup {
        /// 置くフォルダー（別の計算機の共有など）。省略すると backup フォルダー。 Where to; `backup` below the installation when left out.
        #[arg(long, value_name = "DIR")]
        to: Option<PathBuf>,
    },
    /// バックアップから復元します。メールは、確認するまで止まります。 Make an installation of a backup; mail is held until confirmed.
    Restore {
        /// バックアップのファイル。 The backup.
        backup: Option<PathBuf>,
        /// 作るフォルダー（ないもの、又は空のもの）。 The folder to make: new or empty.
        #[arg(long, value_name = "DIR")]
        into: Option<PathBuf>,
        /// 復元した後、送信待ちのメールを確かめたことを記録します。 Record that a person has looked at the mail that waits.
        #[arg(long, conflicts_with_all = ["backup", "into"])]
        confirm: bool,
        /// 確認した人。 Who confirms.
        #[arg(long, value_name = "NAME", requires = "confirm")]
        who: Option<String>,
        /// 確認の内容。 Why it may go on.
        #[arg(long, value_name = "TEXT", requires = "confirm")]
        why: Option<String>,
    },
    /// 保存期間を過ぎた照会の原本を廃棄します。 Dispose of originals past their retention.
    Dispose {
        /// 対象を示すだけで、何も廃棄しません（--who と --why がないときも同じ）。 Show what would go, and do nothing.
        #[arg(long)]
        preview: bool,
        /// 承認した人。 Who approved it.
        #[arg(long, value_name = "NAME")]
        who: Option<String>,
        /// 理由（決裁の番号など）。 Why.
        #[arg(long, value_name = "TEXT")]
        why: Option<String>,
    },
    /// 照会を扱います。 The round.
    Round {
        /// What to do with it.
        #[command(subcommand)]
        command: RoundCommand,
    },
    /// 期限の延長、指摘の免除などを決定します。 Decide: extensions, waivers, overrides and so on.
    Decide {
        /// What to decide.
        #[command(subcommand)]
        command: DecideCommand,
    },
    /// 会議資料と企画課作業用を作ります。 Write the meeting paper and the working book.
    Compile,
    /// 集計結果を、機械で読めるデータにします。 Write the figures as data: CSV or JSON.
    Export {
        /// 形式。 The form.
        #[arg(long, value_name = "FORMAT", default_value = "csv")]
        format: FormatArg,
        /// 書き込むフォルダー。既にあるファイルは上書きしません。 Where to; a file that exists is never overwritten.
        #[arg(long, value_name = "DIR", default_value = ".")]
        out: PathBuf,
    },
    /// これからの予定と、誰に何が送られるかを表示します。 What will happen when, and who would get what.
    Schedule {
        /// 何日先までか（例：30d、4w）。 How far ahead.
        #[arg(long, value_name = "DAYS", default_value = "30d")]
        next: String,
        /// この日時からの予定を表示します。 From another moment.
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
        /// サーバーの日時は正しいと確認しました。止めていた送信を再開します。 The clock is right: let what rests go on.
        #[arg(long)]
        trust_clock: bool,
    },
    /// 提出と達成の状況を表示します。 Who has filed, and how the plan stands.
    Status,
    /// メールの状態を確認し、送信の許可、再送、取消しなどを行います。 The mails: what became of each, release, retry, cancel.
    Mailbox {
        /// What to do with it.
        #[command(subcommand)]
        command: MailboxCommand,
    },
    /// 規則ごとの指摘の件数と、その効果を表示します。 How often each rule told something, and what it led to.
    Findings {
        /// 指摘の番号（例：V014）。その指摘を1件ずつ示します。 The code: each of its findings.
        code: Option<String>,
        /// この照会だけ（省略すると、開いたすべての照会）。 Only this round; all opened ones when left out.
        #[arg(long, value_name = "ID")]
        round: Option<String>,
    },
    /// 指摘の番号の説明を表示します（例：V003）。 The manual page of a finding's code.
    Explain {
        /// 指摘の番号。 The code; all codes when left out.
        code: Option<String>,
    },
}

/// What to do with a round.
#[derive(Debug, Subcommand)]
pub enum RoundCommand {
    /// 照会を開きます（様式は issue で作ります）。 Open a round; `issue` writes the forms.
    Open {
        /// Which.
        #[command(flatten)]
        round: RoundArg,
        /// Who and why.
        #[command(flatten)]
        reason: ReasonArgs,
    },
    /// 提出期限を終えます（遅れた回答は受け付けます）。 End the filing period; late returns are still taken.
    Close {
        /// Which.
        #[command(flatten)]
        round: RoundArg,
        /// Who and why.
        #[command(flatten)]
        reason: ReasonArgs,
    },
    /// 受付を終了します。 Lock: nothing is taken any more.
    Lock {
        /// Which.
        #[command(flatten)]
        round: RoundArg,
        /// Who and why.
        #[command(flatten)]
        reason: ReasonArgs,
    },
    /// 受付を終えた照会を再開します。 Take returns again.
    Reopen {
        /// Which.
        #[command(flatten)]
        round: RoundArg,
        /// 受付の最後の日。 The last day.
        #[arg(long, value_name = "DATE")]
        until: NaiveDate,
        /// この課だけ。 Only this department.
        #[arg(long, value_name = "ID")]
        department: Option<String>,
        /// Who and why.
        #[command(flatten)]
        reason: ReasonArgs,
    },
    /// すべての課の提出期限を延ばします。 Move the due day of all departments.
    Extend {
        /// Which.
        #[command(flatten)]
        round: RoundArg,
        /// 新しい提出期限（例：2025-06-30）。 The new due day.
        #[arg(long, value_name = "DATE")]
        due: NaiveDate,
        /// 新しい受付終了日。 The new last day.
        #[arg(long, value_name = "DATE")]
        locks: Option<NaiveDate>,
        /// Who and why.
        #[command(flatten)]
        reason: ReasonArgs,
    },
    /// 台帳の変更を、照会の途中で反映します。 Apply the changed register to the opened round.
    Amend {
        /// 決定者。 Who decided.
        #[arg(long, value_name = "NAME", required_unless_present = "preview", default_value = "")]
        who: String,
        /// 理由。 Why.
        #[arg(long, value_name = "TEXT", required_unless_present = "preview", default_value = "")]
        why: String,
        /// 反映するとどうなるかを示すだけで、反映しません。 Say what it would change; apply nothing.
        #[arg(long)]
        preview: bool,
    },
    /// 次の照会の台帳の案を作ります。今の台帳は書き換えません。 Propose the register of the next round; the register stays as it is.
    New {
        /// 次の照会のID（例：r7）。 Id of the next round.
        #[arg(value_name = "ID")]
        id: String,
        /// 基にする照会のID（例：r6）。 The round that it follows.
        #[arg(long, value_name = "ID")]
        from: String,
        /// 作るフォルダー（省略すると、台帳の隣）。 The folder to make; beside the register when left out.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

/// What to do with the register.
#[derive(Debug, Subcommand)]
pub enum RegisterCommand {
    /// 評価区分の意味を、区分ごとの例で示します。 What each rule of a scheme means, with an example.
    Scheme {
        /// 評価区分ID（台帳にあるもの、又は出来合いのもの。省略すると、台帳にあるすべて）。 A scheme of the register, or a ready-made one.
        id: Option<String>,
    },
    /// 台帳の誤りを、すべて1回で示します。 Report every problem in one pass.
    Check {
        /// 台帳のフォルダー又はExcelファイル（省略すると、設定にあるすべて）。 Register folders or workbooks; all configured ones when left out.
        #[arg(value_name = "FOLDER")]
        sources: Vec<PathBuf>,
    },
    /// 記入前の台帳を作ります。 Make an empty register to fill in.
    Blank {
        /// 作るExcelファイル（.xlsx）又はCSVのフォルダー。 The workbook (.xlsx), or a folder for CSV files.
        #[arg(value_name = "FILE")]
        destination: PathBuf,
        /// 記入例の行を入れません。 Leave out the rows of example.
        #[arg(long)]
        no_example: bool,
        /// 記入例の行を入れます（何も指定しない場合と同じ）。 With rows of example, as without any option.
        #[arg(long, hide = true, conflicts_with = "no_example")]
        example: bool,
    },
    /// 指標ID、体系ID、所管課IDの空欄に番号を付けます。ほかの欄は変えません。 Fill blank ids, once; nothing else changes.
    Ids {
        /// 台帳（Excelファイル又はCSVのフォルダー）。 The register: a workbook or a folder.
        source: PathBuf,
    },
    /// 照会中の台帳と、現在の台帳の違いを示します。 What changed since the round was opened.
    Diff {
        /// 2つの台帳を比べるとき、その2つ（フォルダー又はExcelファイル）。 Two registers to compare instead.
        #[arg(value_name = "REGISTER", num_args = 2)]
        sources: Vec<PathBuf>,
    },
    /// 台帳を、CSVのフォルダーからExcelファイルに、又はその逆に変えます。 A folder of CSV files to a workbook, or back.
    Convert {
        /// 元の台帳。 The register: a folder or a workbook (.xlsx).
        source: PathBuf,
        /// 作るもの。 What to make: a workbook (.xlsx) of a folder, a folder of a workbook.
        destination: PathBuf,
        /// 既にあるものを上書きします。 Overwrite what is there.
        #[arg(long)]
        force: bool,
    },
}
