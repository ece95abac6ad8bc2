//! What a person who runs the worker must be told, as facts; its prose in two languages.

use serde::{Deserialize, Serialize};

use crate::domain::Lang;

/// Something that the worker cannot put right by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "alert", rename_all = "snake_case")]
pub enum Alert {
    /// The shared folder is gone or empty of its sentinel: nothing is taken, and nobody is reminded.
    InboxMissing {
        /// The folder.
        folder: String,
    },
    /// A file broke the reader and was put aside.
    Quarantined {
        /// 受付番号.
        number: String,
        /// Name of the file, as the department typed it.
        file: String,
    },
    /// A mail could not be sent and will not be tried again.
    MailFailed {
        /// The address.
        recipient: String,
        /// What the server said.
        reply: String,
        /// How many more failed with it.
        #[serde(default)]
        others: usize,
    },
    /// The register has errors; the last good one stays in force.
    RegisterBroken {
        /// How many.
        errors: usize,
        /// The workbook or folder.
        #[serde(default)]
        register: String,
        /// Where the first of them stand: in Japanese and in English.
        #[serde(default)]
        first: Vec<[String; 2]>,
    },
    /// A result could not be written (disk full, folder gone, file open in Excel).
    NotWritten {
        /// Which file.
        path: String,
        /// What the system said.
        detail: String,
    },
}

impl Alert {
    /// For the subject: no text that anyone typed.
    #[must_use]
    pub const fn title(&self, lang: Lang) -> &'static str {
        match self {
            Self::InboxMissing { .. } => lang.pick("提出フォルダーを開けません", "The inbox cannot be opened"),
            Self::Quarantined { .. } => lang.pick("読み取れないファイルがあります", "A file could not be read"),
            Self::MailFailed { .. } => lang.pick("送信できないメールがあります", "A mail could not be sent"),
            Self::RegisterBroken { .. } => lang.pick("台帳に誤りがあります", "The register has errors"),
            Self::NotWritten { .. } => lang.pick("結果を書き込めません", "A result could not be written"),
        }
    }

    /// What happened.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::InboxMissing { folder }, Lang::Ja) => {
                format!("提出フォルダー「{folder}」を開けません。提出の受付と、未提出のお知らせを止めています。")
            }
            (Self::InboxMissing { folder }, Lang::En) => {
                format!("The inbox {folder} cannot be opened. No return is taken and no reminder is sent.")
            }
            (Self::Quarantined { number, file }, Lang::Ja) => {
                format!(
                    "ファイル「{file}」（受付番号{number}）を読み取れませんでした。ファイルは保管しています。ほかの提出の受付は続けています。"
                )
            }
            (Self::Quarantined { number, file }, Lang::En) => {
                format!("The file {file} (receipt {number}) could not be read. It is kept. Other returns are still taken.")
            }
            (Self::MailFailed { recipient, reply, others: 0 }, Lang::Ja) => {
                format!("{recipient}宛てのメールを送信できませんでした。理由は次のとおりです。{reply}")
            }
            (Self::MailFailed { recipient, reply, others }, Lang::Ja) => {
                format!("{recipient}宛てなど、{}通のメールを送信できませんでした。最初の理由は次のとおりです。{reply}", others + 1)
            }
            (Self::MailFailed { recipient, reply, others: 0 }, Lang::En) => {
                format!("The mail to {recipient} could not be sent. The reason: {reply}")
            }
            (Self::MailFailed { recipient, reply, others }, Lang::En) => {
                format!("The mail to {recipient} and {others} more could not be sent. The first reason: {reply}")
            }
            (Self::RegisterBroken { errors, register, first }, Lang::Ja) => {
                let places: Vec<&str> = first.iter().map(|[ja, _]| ja.as_str()).filter(|place| !place.is_empty()).collect();
                let more = if places.len() < *errors { "など" } else { "" };
                let places = if places.is_empty() { String::new() } else { format!("場所は、{}{more}です。", places.join("、")) };
                let register = if register.is_empty() { String::new() } else { format!("（{register}）") };
                format!(
                    "台帳{register}に{errors}件の誤りがあるため、新しい台帳を取り込んでいません。{places}直前の正しい台帳で処理を続けています。"
                )
            }
            (Self::RegisterBroken { errors, register, first }, Lang::En) => {
                let places: Vec<&str> = first.iter().map(|[_, en]| en.as_str()).filter(|place| !place.is_empty()).collect();
                let more = if places.len() < *errors { " and more" } else { "" };
                let places = if places.is_empty() { String::new() } else { format!(" See {}{more}.", places.join("; ")) };
                let register = if register.is_empty() { String::new() } else { format!(" ({register})") };
                let errors = if *errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
                format!("The register{register} has {errors} and was not loaded.{places} Work goes on with the last good one.")
            }
            (Self::NotWritten { path, detail }, Lang::Ja) => {
                format!("「{path}」に書き込めませんでした。理由は次のとおりです。{detail}")
            }
            (Self::NotWritten { path, detail }, Lang::En) => format!("{path} could not be written: {detail}"),
        }
    }

    /// What to do.
    #[must_use]
    pub const fn remedy(&self, lang: Lang) -> &'static str {
        match self {
            Self::InboxMissing { .. } => lang.pick(
                "ファイルサーバーの状態とフォルダーの場所を確認してください。開けるようになると、自動で再開します。",
                "Check the file server and the folder's place. Work resumes by itself once it can be opened.",
            ),
            Self::Quarantined { .. } => lang.pick(
                "所管課に連絡し、様式を新しく開いて記入し直すよう依頼してください。",
                "Ask the department to fill in a fresh copy of the form.",
            ),
            Self::MailFailed { .. } => lang.pick(
                "台帳の宛先を確認してください。急ぐときは、別の方法で相手に連絡してください。宛先を直して送り直す操作は、「mailbox retry」です。",
                "Check the address in the register. `mailbox retry` sends the mail again. If it is urgent, tell the recipient in another way.",
            ),
            Self::RegisterBroken { .. } => lang.pick(
                "台帳を開いて誤りを直し、保存してください。保存した台帳は、自動で読み直します。誤りの内容は、進捗の画面（board.html）と「register check」で確認できます。",
                "Correct the register and save it; it is read again by itself. The board and `register check` say what is wrong.",
            ),
            Self::NotWritten { .. } => lang.pick(
                "ファイルを開いている場合は閉じてください。空き容量とフォルダーの権限も確認してください。",
                "Close the file if it is open. Check free space and the folder's permissions.",
            ),
        }
    }
}
