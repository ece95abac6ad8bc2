//! The configuration, and the words that an office has changed.

use super::check::Subject;
use super::{Check, Examined};
use crate::board;
use crate::installation::InstallationError;
use crate::notification::Templates;
use crate::upkeep::init::PLACEHOLDER;

const CONFIGURATION: Subject = Subject { id: "configuration", ja: "設定", en: "Configuration" };
const FORMS: Subject = Subject { id: "forms", ja: "様式の定義", en: "Forms" };
const TEMPLATES: Subject = Subject { id: "templates", ja: "ひな形", en: "Templates" };
const SENDER: Subject = Subject { id: "sender", ja: "送信者", en: "Sender" };

/// What opening the installation found.
pub(super) fn configuration(wrong: &[InstallationError]) -> Vec<Check> {
    let mut checks = Vec::new();
    for error in wrong {
        if let InstallationError::Config(config) = error {
            for problem in &config.0 {
                checks.push(CONFIGURATION.fail(
                    (format!("torimatome.toml {}", problem.ja), format!("torimatome.toml {}", problem.en)),
                    (
                        "直すまで、ほかの命令は動きません。以下の点検では、既定値を使いました。",
                        "No other command works before that. The checks below used the default.",
                    ),
                ));
            }
        } else {
            let text = error.to_string();
            checks.push(FORMS.fail(
                (format!("定義に誤りがあります（{text}）。"), text),
                (
                    "ファイルを直すか、移してください。移すと、内蔵の定義を使います。",
                    "Correct the file, or move it away; then the program's own is used.",
                ),
            ));
        }
    }
    if checks.is_empty() {
        checks.push(CONFIGURATION.ok("torimatome.toml に誤りはありません。", "torimatome.toml has no errors."));
    }
    checks
}

/// The templates of mails and board, and the sender whom nobody has set yet.
pub(super) fn words(examined: &Examined<'_>) -> Vec<Check> {
    let installation = examined.installation;
    let mails = installation.mail_templates().map_err(|error| error.to_string());
    let mails = mails.and_then(|own| Templates::from_map(&own).map(|_| own.len()).map_err(|error| error.to_string()));
    let board = installation.board_templates().map_err(|error| error.to_string());
    let board = board.and_then(|own| board::Templates::from_map(&own).map(|_| own.len()).map_err(|error| error.to_string()));
    let mut checks: Vec<Check> = [&mails, &board]
        .into_iter()
        .filter_map(|made| made.as_ref().err())
        .map(|error| {
            TEMPLATES.fail(
                (format!("ひな形に誤りがあります（{error}）。"), error.clone()),
                (
                    "ファイルを直すか、移してください。移すと、内蔵のひな形を使います。",
                    "Correct the file, or move it away; then the program's own is used.",
                ),
            )
        })
        .collect();
    if let (Ok(mails), Ok(board)) = (mails, board) {
        let own = mails + board;
        checks.push(TEMPLATES.ok(
            format!("正しく読めます（この庁舎のもの {own}件。ほかは内蔵のもの）。"),
            format!("All can be read ({own} of the office's own; the others are the program's)."),
        ));
    }
    let mail = &installation.config.mail;
    if mail.from.ends_with(&format!("@{PLACEHOLDER}")) || mail.allowed_domains.iter().any(|domain| domain == PLACEHOLDER) {
        checks.push(SENDER.fail(
            (
                format!("送信者（{}）か、送信してよいドメインが、見本のままです。", mail.from),
                format!("The sender ({}) or the allowed domains are still those of the sample.", mail.from),
            ),
            (
                "[mail] の from と allowed_domains を、庁内のものに直してください。",
                "Set `from` and `allowed_domains` in [mail] to your office's.",
            ),
        ));
    }
    checks
}
