//! `[mail]`: who sends, to whom, how.

use serde::{Deserialize, Serialize};

use super::ConfigProblem;
use crate::domain::Lang;
pub use crate::notification::smtp::Security;
use crate::notification::{AllowedDomains, MailKind};

/// How mails leave the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Transport {
    /// As files below `state/mail`, with a list for an office that copies them into its groupware.
    Eml,
    /// By SMTP.
    Smtp,
}

/// Mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mail {
    /// How mails leave the house.
    pub transport: Transport,
    /// Sender's address.
    pub from: String,
    /// Domains that may be written to.
    pub allowed_domains: Vec<String>,
    /// Language of mails.
    pub lang: Lang,
    /// Most mails in one pass.
    pub per_pass_max: u32,
    /// Rehearsal: every mail goes to this address instead, and says for whom it was; empty for none.
    pub redirect_to: String,
    /// Kinds that wait until a person releases them (`request`, `overdue`, …).
    pub hold: Vec<String>,
    /// Kinds to which the department's workbook is attached (`request`, `returned`, …).
    pub attach: Vec<String>,
    /// Largest attachment, in kB; above it the mail gives the path only.
    pub attach_max_kb: u64,
    /// Whether attachments get names in ASCII, for mail programs that show the others as "untitled".
    pub ascii_names: bool,
    /// The mail server.
    pub smtp: Smtp,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            transport: Transport::Eml,
            from: "kikaku@city-mine.example".to_owned(),
            allowed_domains: vec!["city-mine.example".to_owned()],
            lang: Lang::Ja,
            per_pass_max: 500,
            redirect_to: String::new(),
            hold: Vec::new(),
            attach: Vec::new(),
            attach_max_kb: 3000,
            ascii_names: false,
            smtp: Smtp::default(),
        }
    }
}

/// Kinds of mail that have a workbook to attach.
const WITH_WORKBOOK: [MailKind; 3] = [MailKind::Request, MailKind::Receipt, MailKind::Returned];

impl Mail {
    /// What cannot be, beside what each value alone cannot be.
    pub(super) fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        let mut refuse = |bad: bool, ja: String, en: String| {
            if bad {
                problems.push(ConfigProblem { ja, en });
            }
        };
        for kind in &self.hold {
            let known = MailKind::ALL.map(MailKind::name);
            refuse(
                !known.contains(&kind.as_str()),
                format!("mail.hold の「{kind}」は、メールの種類ではありません。{}のどれかにしてください。", known.join("、")),
                format!("mail.hold: {kind:?} is not a kind of mail; the kinds are {}", known.join(", ")),
            );
        }
        for kind in &self.attach {
            let known = WITH_WORKBOOK.map(MailKind::name);
            refuse(
                !known.contains(&kind.as_str()),
                format!("mail.attach の「{kind}」には、添付するファイルがありません。{}のどれかにしてください。", known.join("、")),
                format!("mail.attach: {kind:?} has no workbook to attach; those that have are {}", known.join(", ")),
            );
        }
        let allowed = AllowedDomains::parse(&self.allowed_domains);
        let elsewhere = !self.redirect_to.is_empty() && allowed.is_ok_and(|allowed| allowed.check(&self.redirect_to).is_err());
        refuse(
            elsewhere,
            "mail.redirect_to は、allowed_domains のドメインのメールアドレスにしてください。".to_owned(),
            "mail.redirect_to must be an address in allowed_domains".to_owned(),
        );
        let smtp = &self.smtp;
        refuse(
            smtp.host.trim().is_empty() || smtp.port == 0,
            "mail.smtp.host と port に、メールサーバーの名前とポートを書いてください。".to_owned(),
            "mail.smtp.host and port must name the mail server".to_owned(),
        );
        refuse(
            !(1..=600).contains(&smtp.timeout_seconds),
            "mail.smtp.timeout_seconds は、1から600までにしてください。".to_owned(),
            "mail.smtp.timeout_seconds must be 1 to 600".to_owned(),
        );
        let here = ["localhost", "127.0.0.1", "::1"].contains(&smtp.host.as_str());
        refuse(
            !smtp.user.is_empty() && smtp.security == Security::None && !here,
            "mail.smtp.user を使うときは、パスワードを守るため、security を starttls 又は tls にしてください。".to_owned(),
            "mail.smtp.user needs security starttls or tls, which protects the password".to_owned(),
        );
        problems
    }
}

/// The mail server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Smtp {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// Certificate of the authority inside the house (PEM), below the installation; empty for the public ones.
    pub ca_file: String,
    /// User name; empty for no authentication.
    pub user: String,
    /// File that holds the password (mode 0600), below the installation; empty for the environment or systemd's credentials.
    pub password_file: String,
    /// What we call ourselves; empty for the machine's name.
    pub hello: String,
    /// How long one reply is waited for. That to the message itself is waited for ten minutes (RFC 5321).
    pub timeout_seconds: u64,
}

impl Default for Smtp {
    fn default() -> Self {
        Self {
            host: "localhost".to_owned(),
            port: 25,
            security: Security::None,
            ca_file: String::new(),
            user: String::new(),
            password_file: String::new(),
            hello: String::new(),
            timeout_seconds: 60,
        }
    }
}
