//! What a person should look at while the work goes on, in two languages.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use serde::Serialize;

use super::register_words;
use crate::diagnostic::Finding;
use crate::domain::{Lang, Severity};
use crate::installation::Away;
use crate::notification::smtp::SmtpError;
use crate::register::Difference;

/// Something that does not stop the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "trouble", rename_all = "snake_case")]
pub enum Trouble {
    /// The register in the folder has errors; an opened round goes on with its frozen one.
    RegisterBroken {
        /// Which folder or workbook.
        folder: String,
        /// How many errors.
        errors: usize,
        /// The first of them.
        first: Vec<Finding>,
        /// Whether a round was opened, whose own register holds.
        opened: bool,
    },
    /// The register cannot be looked at just now.
    RegisterAway {
        /// Which folder or workbook.
        folder: String,
        /// Whether it seems to be in the middle of being saved.
        saving: bool,
        /// What the system said.
        detail: String,
    },
    /// The register in the folder says something else than the one in force.
    RegisterChanged {
        /// How many changes.
        count: usize,
        /// By sheet, in Japanese and in English.
        summary: [String; 2],
        /// The first changes, in Japanese and in English.
        first: [Vec<String>; 2],
    },
    /// The sheet 決定 and the decisions that were carried out do not agree.
    DecisionsDisagree {
        /// On how many matters.
        count: usize,
    },
    /// A register has errors and no round of it was opened: the other plans go on without it.
    PlanStopped {
        /// Which folder.
        folder: String,
    },
    /// A plan that was not opened yet and contradicts an opened one: the opened ones go on without it.
    PlanLeftOut {
        /// Its name.
        plan: String,
    },
    /// Indicators of one 共通ID that cannot be one thing: each plan asks for its own.
    SharedDiffers {
        /// The word of 共通ID.
        shared: String,
    },
    /// The round was not opened yet: nobody was asked.
    NotOpened {
        /// Its printed name.
        round: String,
    },
    /// The day of the next round has come, and the one before is not locked.
    NextWaits {
        /// Its printed name.
        round: String,
        /// The one before.
        open: String,
    },
    /// The inbox is not there, or is not the one that the round was opened with: a share that is not mounted.
    InboxMissing {
        /// Which folder.
        folder: String,
    },
    /// A part of the inbox could not be looked at.
    NotLookedAt {
        /// What the system said.
        detail: String,
    },
    /// Mails that could not be made or sent.
    MailsFailed {
        /// How many.
        count: usize,
    },
    /// The mail server cannot be used: mails wait.
    MailServer {
        /// What went wrong.
        said: SmtpError,
    },
    /// Mails of which nobody knows whether they arrived, and that wait for a person.
    MailsInDoubt {
        /// How many.
        count: usize,
    },
    /// Mails that wait until a person releases them.
    MailsHeld {
        /// How many.
        count: usize,
    },
    /// A rehearsal: no mail goes to its recipient.
    Redirected {
        /// Where all mails go instead.
        to: String,
    },
    /// Receipts or papers that could not be written.
    NotWritten {
        /// How many.
        count: usize,
    },
    /// The installation was restored from a backup, and nobody has confirmed yet that mail may go out.
    Restored {
        /// When the backup was made, civil time, ISO 8601.
        made_at: String,
    },
    /// The holidays are not known for long any more.
    HolidaysEnd {
        /// The last day up to which they are; `None` where this year's are not.
        until: Option<NaiveDate>,
        /// The file in which the office may add to them.
        file: String,
    },
    /// The office's file of holidays, or lines of it, cannot be read.
    HolidaysUnread {
        /// Which file.
        file: String,
        /// The first lines that cannot be read; none where the file itself cannot.
        lines: Vec<usize>,
    },
    /// The clock is far from what it showed last: scheduled mail rests.
    ClockJumped {
        /// What it showed last.
        last: NaiveDateTime,
        /// Until when mail rests, if the clock keeps to its new time.
        until: NaiveDateTime,
    },
    /// Files that were taken and wait to be read.
    Unread {
        /// How many.
        count: usize,
    },
}

/// How many changes of the register are told at once.
const CHANGES_TOLD: usize = 3;

impl Trouble {
    /// A register with these findings.
    #[must_use]
    pub fn register_broken(folder: &str, findings: &[Finding], opened: bool) -> Self {
        let errors = || findings.iter().filter(|finding| finding.severity() == Severity::Error);
        Self::RegisterBroken {
            folder: folder.to_owned(),
            errors: errors().count(),
            first: errors().take(register_words::FIRST).cloned().collect(),
            opened,
        }
    }

    /// A register that cannot be looked at.
    #[must_use]
    pub fn register_away(folder: &str, away: &Away) -> Self {
        let detail = match away {
            Away::Saving => String::new(),
            Away::Unreachable(detail) | Away::NoReader(detail) => detail.clone(),
        };
        Self::RegisterAway { folder: folder.to_owned(), saving: *away == Away::Saving, detail }
    }

    /// That a register was changed and not applied.
    #[must_use]
    pub fn register_changed(difference: &Difference) -> Self {
        let first = |lang| difference.changes.iter().take(CHANGES_TOLD).map(|change| change.text(lang)).collect();
        Self::RegisterChanged {
            count: difference.changes.len(),
            summary: [Lang::Ja, Lang::En].map(|lang| difference.summary(lang)),
            first: [Lang::Ja, Lang::En].map(first),
        }
    }

    /// What is wrong, and what to do.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::RegisterBroken { folder, errors, first, opened }, _) => register_words::broken(folder, *errors, first, *opened, lang),
            (Self::RegisterAway { folder, saving, detail }, _) => register_words::away(folder, *saving, detail, lang),
            (Self::RegisterChanged { count, summary: [summary, _], first: [first, _] }, Lang::Ja) => {
                let more = count.saturating_sub(first.len());
                let more = if more > 0 { format!("、ほか{more}件") } else { String::new() };
                format!(
                    "台帳が変更されていますが、この照会には反映していません（{summary}）。変更は、{}{more}です。内容を register diff で確認してください。\
                     反映する場合は、round amend を実行するか、台帳の「決定」シートに「台帳変更」と記入してください。",
                    first.join("、")
                )
            }
            (Self::RegisterChanged { count, summary: [_, summary], first: [_, first] }, Lang::En) => {
                let more = count.saturating_sub(first.len());
                let more = if more > 0 { format!("; and {more} more") } else { String::new() };
                format!(
                    "The register was changed and the round goes on without it ({summary}): {}{more}. `register diff` shows all; \
                     `round amend` applies it.",
                    first.join("; ")
                )
            }
            (Self::DecisionsDisagree { count }, Lang::Ja) => {
                format!("台帳の「決定」シートに、確認が必要な行が{count}件あります。ボードの「決定」又は decide list で確認してください。")
            }
            (Self::DecisionsDisagree { count }, Lang::En) => {
                format!("Rows of the sheet 決定 that need a look: {count}. See the board or `decide list`.")
            }
            (Self::PlanStopped { folder }, Lang::Ja) => {
                format!("台帳（{folder}）を使えません。register check で確認してください。ほかの計画の受付は続けています。")
            }
            (Self::PlanStopped { folder }, Lang::En) => {
                format!("The register ({folder}) cannot be used; see `register check`. The other plans go on.")
            }
            (Self::PlanLeftOut { plan }, Lang::Ja) => format!(
                "計画「{plan}」の台帳が、照会中の計画と重複しているか、団体コード若しくは所管課IDが合いません。照会中の計画の受付は続けています。\
                 詳しい内容は、issue を実行すると表示されます。"
            ),
            (Self::PlanLeftOut { plan }, Lang::En) => format!(
                "The register of {plan} repeats or contradicts that of an open round (plan, municipality or departments). The open \
                 rounds go on; `issue` says what is wrong."
            ),
            (Self::SharedDiffers { shared }, Lang::Ja) => format!(
                "共通ID「{shared}」の指標の単位、集計方法又は段階が、計画によって異なります。それぞれの計画で報告を受けます。台帳を確認してください。"
            ),
            (Self::SharedDiffers { shared }, Lang::En) => {
                format!(
                    "Indicators of the shared id {shared} differ in unit, aggregation or stages; each plan asks for its own. See the registers."
                )
            }
            (Self::NotOpened { round }, Lang::Ja) => {
                format!("「{round}」の照会は、まだ開いていません。torimatome issue で照会を開き、様式を作ってください。")
            }
            (Self::NotOpened { round }, Lang::En) => {
                format!("The round {round} is not open yet. `torimatome issue` opens it and writes the forms.")
            }
            (Self::NextWaits { round, open }, Lang::Ja) => format!(
                "「{round}」の開始日になりましたが、「{open}」の受付が終了していません。torimatome round lock で受付を終了すると、次の照会を開けます。"
            ),
            (Self::NextWaits { round, open }, Lang::En) => {
                format!("The day of {round} has come, and {open} is not locked. `torimatome round lock` lets the next round open.")
            }
            (Self::InboxMissing { folder }, Lang::Ja) => format!(
                "提出先（{folder}）が見つからないか、照会を開いたときのフォルダーではありません。共有フォルダーの接続を確認してください。\
                 受付とお知らせを止めています。フォルダーを作り直した場合は、issue をもう一度実行してください。"
            ),
            (Self::InboxMissing { folder }, Lang::En) => format!(
                "The inbox ({folder}) is not there, or is not the one the round was opened with. Check that the share is mounted. \
                 Nothing is taken and nobody is reminded. If the folder was made anew, run `issue` again."
            ),
            (Self::NotLookedAt { detail }, Lang::Ja) => format!("提出先の一部を調べられません（{detail}）。"),
            (Self::NotLookedAt { detail }, Lang::En) => format!("A part of the inbox could not be looked at ({detail})."),
            (Self::MailsFailed { count }, Lang::Ja) => {
                format!("作れなかったか、送れなかったメールが{count}通あります。mailbox list --state failed で確認してください。")
            }
            (Self::MailsFailed { count }, Lang::En) => {
                format!("Mails that could not be made or sent: {count}. See `mailbox list --state failed`.")
            }
            (Self::MailServer { said }, Lang::Ja) => {
                format!("{}メールは送信待ちにしてあり、つながり次第、自動で送ります。", said.text(Lang::Ja))
            }
            (Self::MailServer { said }, Lang::En) => {
                format!("Mail: {}. Mails wait, and go out by themselves as soon as it works.", said.text(Lang::En))
            }
            (Self::MailsInDoubt { count }, Lang::Ja) => format!(
                "届いたかどうか分からないメールが{count}通あります。mailbox list --state in-doubt で確認し、届いていれば confirm、届いていなければ retry を実行してください。"
            ),
            (Self::MailsInDoubt { count }, Lang::En) => format!(
                "Mails of which nobody knows whether they arrived: {count}. See `mailbox list --state in-doubt`; then `mailbox confirm` or `mailbox retry`."
            ),
            (Self::MailsHeld { count }, Lang::Ja) => {
                format!(
                    "送信の許可を待っているメールが{count}通あります。mailbox list --state held で確認し、mailbox release で送信を許可してください。"
                )
            }
            (Self::MailsHeld { count }, Lang::En) => {
                format!("Mails that wait for your release: {count}. See `mailbox list --state held`; then `mailbox release`.")
            }
            (Self::Redirected { to }, Lang::Ja) => {
                format!("試験運用中です。すべてのメールを、本来の宛先ではなく{to}に送ります（mail.redirect_to）。")
            }
            (Self::Redirected { to }, Lang::En) => {
                format!("Rehearsal: every mail goes to {to} instead of its recipient (mail.redirect_to).")
            }
            (Self::NotWritten { count }, Lang::Ja) => {
                format!("出力先に書き込めないファイルが{count}件あります。出力先のフォルダーと記録（state/log）を確認してください。")
            }
            (Self::NotWritten { count }, Lang::En) => {
                format!("Files that cannot be written: {count}. Check the outbox and the log (state/log).")
            }
            (Self::Restored { made_at }, _) => super::restored::words(made_at, lang),
            (Self::HolidaysEnd { until, file }, lang) => holidays_end(*until, file, lang),
            (Self::HolidaysUnread { file, lines }, lang) => holidays_unread(file, lines, lang),
            (Self::ClockJumped { last, until }, Lang::Ja) => format!(
                "サーバーの日時が、前回（{}）から大きく離れています。{}まで、お知らせ、日報及び資料の作成を止めます。\
                 日時を確認してください。正しい場合は、schedule --trust-clock を実行すると、すぐに再開します。",
                moment_ja(*last),
                moment_ja(*until)
            ),
            (Self::ClockJumped { last, until }, Lang::En) => format!(
                "The clock is far from what it showed last ({}). Reminders, digest and papers rest until {}. Check the clock; if it is \
                 right, `schedule --trust-clock` lets them go on at once.",
                last.format("%Y-%m-%d %H:%M"),
                until.format("%Y-%m-%d %H:%M")
            ),
            (Self::Unread { count }, Lang::Ja) => {
                format!("受け取って、まだ読んでいないファイルが{count}件あります。torimatome run を実行してください。")
            }
            (Self::Unread { count }, Lang::En) => format!("Files taken and not read yet: {count}. Start `torimatome run`."),
        }
    }
}

fn holidays_end(until: Option<NaiveDate>, file: &str, lang: Lang) -> String {
    match (until, lang) {
        (Some(until), Lang::Ja) => format!(
            "休日のデータは、{}年{}月{}日までです。その後の祝日を、「{file}」又は台帳の「休日」に追加してください。",
            until.year(),
            until.month(),
            until.day()
        ),
        (None, Lang::Ja) => {
            format!(
                "今年の休日のデータがありません。祝日にもお知らせを送るおそれがあります。祝日を、「{file}」又は台帳の「休日」に追加してください。"
            )
        }
        (Some(until), Lang::En) => {
            format!("Holidays are known up to {until}. Add those that follow to {file} or to the register's sheet 休日.")
        }
        (None, Lang::En) => {
            format!("This year's holidays are not known; reminders may go out on one. Add them to {file} or to the register's sheet 休日.")
        }
    }
}

fn holidays_unread(file: &str, lines: &[usize], lang: Lang) -> String {
    let shown: Vec<String> = lines.iter().take(5).map(ToString::to_string).collect();
    match (lines.is_empty(), lang) {
        (true, Lang::Ja) => format!("休日のファイル「{file}」を開けません。ほかの休日で続けています。ファイルを確認してください。"),
        (true, Lang::En) => format!("The file of holidays {file} cannot be opened. Work goes on with the other holidays."),
        (false, Lang::Ja) => format!(
            "休日のファイル「{file}」に、日付として読めない行が{}行あります（{}行目）。2026-08-14のように書いてください。ほかの行は使っています。",
            lines.len(),
            shown.join("、")
        ),
        (false, Lang::En) => format!(
            "The file of holidays {file} has lines without a date that can be read: {} (line {}). Write 2026-08-14. The other lines hold.",
            lines.len(),
            shown.join(", ")
        ),
    }
}

fn moment_ja(at: NaiveDateTime) -> String {
    at.format("%Y年%-m月%-d日%-H時%-M分").to_string()
}
