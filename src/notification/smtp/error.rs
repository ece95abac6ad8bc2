//! What can go wrong between us and the mail server, as facts; its prose in two languages.

use std::error::Error as _;
use std::fmt;
use std::io;

use lettre::transport::smtp::Error;
use serde::Serialize;

use crate::domain::Lang;

/// Where in the conversation something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Greeting, EHLO.
    Greeting,
    /// Logging in.
    Login,
    /// MAIL FROM.
    Sender,
    /// RCPT TO.
    Recipient,
    /// DATA.
    Data,
    /// The message and its final dot.
    Message,
}

/// Why a mail did not go out by this connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum SmtpError {
    /// The file with the authority's certificate cannot be used.
    Authority {
        /// Which file.
        path: String,
        /// Why.
        detail: String,
    },
    /// The file with the password cannot be read.
    PasswordFile {
        /// Which file.
        path: String,
        /// Why.
        detail: String,
    },
    /// The file with the password can be read by others.
    PasswordOpen {
        /// Which file.
        path: String,
    },
    /// A user is configured, and no password is anywhere.
    NoPassword,
    /// The server cannot be reached.
    Connect {
        /// What the system says.
        detail: String,
    },
    /// TLS failed: an unknown authority, another name, no common version.
    Tls {
        /// Why.
        detail: String,
    },
    /// STARTTLS is required, and the server does not offer it.
    NoStarttls,
    /// The server offers no way of logging in that we know (PLAIN, LOGIN).
    NoLogin,
    /// The server said no.
    Refused {
        /// To what.
        step: Step,
        /// Its reply: code and text.
        reply: String,
        /// Whether for good (5xx) or for now (4xx).
        permanent: bool,
    },
    /// The connection broke, or nothing came in time.
    Lost {
        /// Where.
        step: Step,
        /// Why.
        detail: String,
    },
}

impl SmtpError {
    /// What the library said at `step`.
    pub(super) fn of(step: Step, error: &Error) -> Self {
        if let Some(code) = error.status() {
            let text = error.source().map(|source| one_line(&source.to_string())).unwrap_or_default();
            return Self::Refused { step, reply: format!("{code} {text}").trim_end().to_owned(), permanent: error.is_permanent() };
        }
        let detail = one_line(&error.source().map_or_else(|| error.to_string(), ToString::to_string));
        if step == Step::Greeting && (error.is_tls() || is_bad_data(error)) {
            return Self::Tls { detail };
        }
        if step == Step::Greeting && !error.is_response() { Self::Connect { detail } } else { Self::Lost { step, detail } }
    }

    /// Whether the mail itself, or its recipient, was refused for good: no other mail is concerned.
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Refused { step: Step::Recipient | Step::Data | Step::Message, permanent: true, .. })
    }

    /// Whether only this mail is concerned, and later may be better.
    #[must_use]
    pub fn is_for_now(&self) -> bool {
        matches!(self, Self::Refused { step: Step::Recipient | Step::Data | Step::Message, permanent: false, reply } if !reply.starts_with("421"))
    }

    /// Whether the server ended the conversation: another connection may do.
    #[must_use]
    pub fn is_parting(&self) -> bool {
        matches!(self, Self::Lost { .. }) || matches!(self, Self::Refused { reply, .. } if reply.starts_with("421"))
    }

    /// In words.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Ja => self.japanese(),
            Lang::En => self.to_string(),
        }
    }

    fn japanese(&self) -> String {
        match self {
            Self::Authority { path, detail } => format!("認証局の証明書（{path}）を使えません（{detail}）。PEM形式のファイルか確認してください。"),
            Self::PasswordFile { path, detail } => format!("パスワードのファイル（{path}）を読めません（{detail}）。"),
            Self::PasswordOpen { path } => {
                format!("パスワードのファイル（{path}）を、ほかの利用者が読めます。chmod 600 で、所有者だけが読めるようにしてください。")
            }
            Self::NoPassword => "メールサーバーのパスワードがありません。mail.smtp.password_file にファイルを指定するか、環境変数 TORIMATOME_SMTP_PASSWORD を設定してください。".to_owned(),
            Self::Connect { detail } => format!("メールサーバーに接続できません（{detail}）。"),
            Self::Tls { detail } => format!(
                "メールサーバーとの暗号化通信を始められません（{detail}）。サーバーの名前と、認証局の証明書（mail.smtp.ca_file）を確認してください。"
            ),
            Self::NoStarttls => "メールサーバーがSTARTTLSに対応していません。mail.smtp.security を確認してください。".to_owned(),
            Self::NoLogin => "メールサーバーの認証方式に対応していません（PLAIN又はLOGINが必要です）。".to_owned(),
            Self::Refused { step: Step::Login, reply, .. } => {
                format!("メールサーバーの認証に失敗しました（{reply}）。ユーザー名とパスワードを確認してください。")
            }
            Self::Refused { step: Step::Sender, reply, .. } => {
                format!("メールサーバーが差出人を受け付けません（{reply}）。mail.from を確認してください。")
            }
            Self::Refused { reply, .. } => format!("メールサーバーが受け付けませんでした（{reply}）。"),
            Self::Lost { detail, .. } => format!("メールサーバーとの通信が途切れました（{detail}）。"),
        }
    }
}

impl fmt::Display for SmtpError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Authority { path, detail } => {
                write!(f, "the authority's certificate ({path}) cannot be used: {detail}. It must be a PEM file")
            }
            Self::PasswordFile { path, detail } => write!(f, "the file with the mail password ({path}) cannot be read: {detail}"),
            Self::PasswordOpen { path } => {
                write!(f, "the file with the mail password ({path}) can be read by others. Make it yours alone: chmod 600")
            }
            Self::NoPassword => f.write_str(
                "there is no password for the mail server. Name a file in mail.smtp.password_file, or set TORIMATOME_SMTP_PASSWORD",
            ),
            Self::Connect { detail } => write!(f, "the mail server cannot be reached: {detail}"),
            Self::Tls { detail } => {
                write!(
                    f,
                    "no protected connection to the mail server: {detail}. Check its name and the authority's certificate (mail.smtp.ca_file)"
                )
            }
            Self::NoStarttls => f.write_str("the mail server does not offer STARTTLS. Check mail.smtp.security"),
            Self::NoLogin => f.write_str("the mail server offers no way of logging in that we know (PLAIN, LOGIN)"),
            Self::Refused { step: Step::Login, reply, .. } => write!(f, "the mail server refused user and password: {reply}"),
            Self::Refused { step: Step::Sender, reply, .. } => write!(f, "the mail server refused the sender (mail.from): {reply}"),
            Self::Refused { reply, .. } => write!(f, "the mail server refused: {reply}"),
            Self::Lost { detail, .. } => write!(f, "the connection to the mail server broke: {detail}"),
        }
    }
}

impl std::error::Error for SmtpError {}

/// What a server says, fit for a log, a table and a mail: one line, no control characters, bounded.
pub(super) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ").chars().take(300).collect()
}

/// rustls tells of a bad certificate or record as bad data on the stream.
fn is_bad_data(error: &Error) -> bool {
    let mut source = error.source();
    while let Some(cause) = source {
        if cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::InvalidData) {
            return true;
        }
        source = cause.source();
    }
    false
}
