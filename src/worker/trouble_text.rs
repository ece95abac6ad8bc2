//! What a person should look at, in words.

use super::{Trouble, register_words};
use crate::domain::Lang;
use chrono::{Datelike, NaiveDate, NaiveDateTime};

impl Trouble {
    /// What is wrong, and what to do.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => self.text_ja(),
            Lang::En => self.text_en(),
        }
    }

    fn text_ja(&self) -> String {
        match self {
            Self::RegisterBroken { folder, errors, first, opened } => register_words::broken(folder, *errors, first, *opened, Lang::Ja),
            Self::RegisterAway { folder, saving, detail } => register_words::away(folder, *saving, detail, Lang::Ja),
            Self::RegisterChanged { count, summary: [summary, _], first: [first, _] } => {
                let more = count.saturating_sub(first.len());
                let more = if more > 0 { format!("、ほか{more}件") } else { String::new() };
                format!(
                    "台帳が変更されていますが、この照会には反映していません（{summary}）。変更は、{}{more}です。内容を register diff で確認してください。\
                     反映する場合は、round amend を実行するか、台帳の「決定」シートに「台帳変更」と記入してください。",
                    first.join("、")
                )
            }
            Self::DecisionsDisagree { count } => {
                format!("台帳の「決定」シートに、確認が必要な行が{count}件あります。ボードの「決定」又は decide list で確認してください。")
            }
            Self::PlanStopped { folder } => {
                format!("台帳（{folder}）を使えません。register check で確認してください。ほかの計画の受付は続けています。")
            }
            Self::PlanLeftOut { plan } => format!(
                "計画「{plan}」の台帳が、照会中の計画と重複しているか、団体コード若しくは所管課IDが合いません。照会中の計画の受付は続けています。\
                 詳しい内容は、issue を実行すると表示されます。"
            ),
            Self::SharedDiffers { shared } => format!(
                "共通ID「{shared}」の指標の単位、集計方法又は段階が、計画によって異なります。それぞれの計画で報告を受けます。台帳を確認してください。"
            ),
            Self::NotOpened { round } => {
                format!("「{round}」の照会は、まだ開いていません。torimatome issue で照会を開き、様式を作ってください。")
            }
            Self::NextWaits { round, open } => format!(
                "「{round}」の開始日になりましたが、「{open}」の受付が終了していません。torimatome round lock で受付を終了すると、次の照会を開けます。"
            ),
            Self::InboxMissing { folder } => format!(
                "提出先（{folder}）が見つからないか、照会を開いたときのフォルダーではありません。共有フォルダーの接続を確認してください。\
                 受付とお知らせを止めています。フォルダーを作り直した場合は、issue をもう一度実行してください。"
            ),
            Self::NotLookedAt { detail } => format!("提出先の一部を調べられません（{detail}）。"),
            Self::MailsFailed { count } => {
                format!("作れなかったか、送れなかったメールが{count}通あります。mailbox list --state failed で確認してください。")
            }
            Self::MailServer { said } => {
                format!("{}メールは送信待ちにしてあり、つながり次第、自動で送ります。", said.text(Lang::Ja))
            }
            Self::MailsInDoubt { count } => format!(
                "届いたかどうか分からないメールが{count}通あります。mailbox list --state in-doubt で確認し、届いていれば confirm、届いていなければ retry を実行してください。"
            ),
            Self::MailsHeld { count } => {
                format!(
                    "送信の許可を待っているメールが{count}通あります。mailbox list --state held で確認し、mailbox release で送信を許可してください。"
                )
            }
            Self::Redirected { to } => {
                format!("試験運用中です。すべてのメールを、本来の宛先ではなく{to}に送ります（mail.redirect_to）。")
            }
            Self::NotWritten { count } => {
                format!("出力先に書き込めないファイルが{count}件あります。出力先のフォルダーと記録（state/log）を確認してください。")
            }
            Self::Restored { made_at } => super::restored::words(made_at, Lang::Ja),
            Self::HolidaysEnd { until, file } => holidays_end(*until, file, Lang::Ja),
            Self::HolidaysUnread { file, lines } => holidays_unread(file, lines, Lang::Ja),
            Self::ClockJumped { last, until } => format!(
                "サーバーの日時が、前回（{}）から大きく離れています。{}まで、お知らせ、日報及び資料の作成を止めます。\
                 日時を確認してください。正しい場合は、schedule --trust-clock を実行すると、すぐに再開します。",
                moment_ja(*last),
                moment_ja(*until)
            ),
            Self::Unread { count } => {
                format!("受け取って、まだ読んでいないファイルが{count}件あります。torimatome run を実行してください。")
            }
        }
    }

    fn text_en(&self) -> String {
        match self {
            Self::RegisterBroken { folder, errors, first, opened } => register_words::broken(folder, *errors, first, *opened, Lang::En),
            Self::RegisterAway { folder, saving, detail } => register_words::away(folder, *saving, detail, Lang::En),
            Self::RegisterChanged { count, summary: [_, summary], first: [_, first] } => {
                let more = count.saturating_sub(first.len());
                let more = if more > 0 { format!("; and {more} more") } else { String::new() };
                format!(
                    "The register was changed and the round goes on without it ({summary}): {}{more}. `register diff` shows all; \
                     `round amend` applies it.",
                    first.join("; ")
                )
            }
            Self::DecisionsDisagree { count } => {
                format!("Rows of the sheet 決定 that need a look: {count}. See the board or `decide list`.")
            }
            Self::PlanStopped { folder } => {
                format!("The register ({folder}) cannot be used; see `register check`. The other plans go on.")
            }
            Self::PlanLeftOut { plan } => format!(
                "The register of {plan} repeats or contradicts that of an open round (plan, municipality or departments). The open \
                 rounds go on; `issue` says what is wrong."
            ),
            Self::SharedDiffers { shared } => {
                format!(
                    "Indicators of the shared id {shared} differ in unit, aggregation or stages; each plan asks for its own. See the registers."
                )
            }
            Self::NotOpened { round } => {
                format!("The round {round} is not open yet. `torimatome issue` opens it and writes the forms.")
            }
            Self::NextWaits { round, open } => {
                format!("The day of {round} has come, and {open} is not locked. `torimatome round lock` lets the next round open.")
            }
            Self::InboxMissing { folder } => format!(
                "The inbox ({folder}) is not there, or is not the one the round was opened with. Check that the share is mounted. \
                 Nothing is taken and nobody is reminded. If the folder was made anew, run `issue` again."
            ),
            Self::NotLookedAt { detail } => format!("A part of the inbox could not be looked at ({detail})."),
            Self::MailsFailed { count } => {
                format!("Mails that could not be made or sent: {count}. See `mailbox list --state failed`.")
            }
            Self::MailServer { said } => {
                format!("Mail: {}. Mails wait, and go out by themselves as soon as it works.", said.text(Lang::En))
            }
            Self::MailsInDoubt { count } => format!(
                "Mails of which nobody knows whether they arrived: {count}. See `mailbox list --state in-doubt`; then `mailbox confirm` or `mailbox retry`."
            ),
            Self::MailsHeld { count } => {
                format!("Mails that wait for your release: {count}. See `mailbox list --state held`; then `mailbox release`.")
            }
            Self::Redirected { to } => {
                format!("Rehearsal: every mail goes to {to} instead of its recipient (mail.redirect_to).")
            }
            Self::NotWritten { count } => {
                format!("Files that cannot be written: {count}. Check the outbox and the log (state/log).")
            }
            Self::Restored { made_at } => super::restored::words(made_at, Lang::En),
            Self::HolidaysEnd { until, file } => holidays_end(*until, file, Lang::En),
            Self::HolidaysUnread { file, lines } => holidays_unread(file, lines, Lang::En),
            Self::ClockJumped { last, until } => format!(
                "The clock is far from what it showed last ({}). Reminders, digest and papers rest until {}. Check the clock; if it is \
                 right, `schedule --trust-clock` lets them go on at once.",
                last.format("%Y-%m-%d %H:%M"),
                until.format("%Y-%m-%d %H:%M")
            ),
            Self::Unread { count } => format!("Files taken and not read yet: {count}. Start `torimatome run`."),
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
