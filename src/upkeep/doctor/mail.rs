//! Mail: how it leaves the house, and what is in its way.

use super::check::Subject;
use super::{Check, Examined};
use crate::config::Transport;
use crate::domain::Lang;
use crate::notification::MailKind;
use crate::notification::smtp::probe;
use crate::store::{SqliteStore, Store};

const TRANSPORT: Subject = Subject { id: "mail", ja: "メール", en: "Mail" };
const REHEARSAL: Subject = Subject { id: "mail_rehearsal", ja: "試験運用", en: "Rehearsal" };
const HOLD: Subject = Subject { id: "mail_hold", ja: "送信の許可", en: "Release" };
const MAILBOX: Subject = Subject { id: "mailbox", ja: "送信の状況", en: "Mailbox" };

pub(super) fn look(examined: &Examined<'_>) -> Vec<Check> {
    let mail = &examined.installation.config.mail;
    let mut checks = vec![transport(examined)];
    if !mail.redirect_to.is_empty() {
        let to = &mail.redirect_to;
        checks.push(REHEARSAL.note(
            (
                format!("全てのメールを {to} だけに送ります。所管課には届きません。"),
                format!("All mail goes to {to}; no department gets any."),
            ),
            ("本番では、[mail] の redirect_to を空欄にしてください。", "Empty `redirect_to` in [mail] when it is no rehearsal."),
        ));
    }
    if !mail.hold.is_empty() {
        let label = |kind: &String| kind.parse::<MailKind>().map_or_else(|_| kind.clone(), |kind| kind.label(Lang::Ja).to_owned());
        let kinds = mail.hold.iter().map(label).collect::<Vec<_>>().join("、");
        checks.push(HOLD.note(
            (
                format!("次の種類のメールは、許可するまで送りません：{kinds}"),
                format!("These kinds wait for release: {}", mail.hold.join(", ")),
            ),
            ("mailbox list で確かめ、mailbox release で送ってください。", "See `mailbox list`, and let them go with `mailbox release`."),
        ));
    }
    checks.extend(mailbox(examined));
    checks
}

fn transport(examined: &Examined<'_>) -> Check {
    match examined.installation.config.mail.transport {
        Transport::Eml => TRANSPORT.ok(
            "メールは送らず、state/mail にファイルと一覧を作ります（transport = \"eml\"）。",
            "Nothing is sent; files and a list are written to state/mail (transport = \"eml\").",
        ),
        Transport::Smtp => match examined.installation.smtp_settings().and_then(|settings| probe(&settings)) {
            Ok(report) => {
                let protected = |lang: Lang| match (report.encrypted, lang) {
                    (true, Lang::Ja) => "暗号化あり",
                    (false, Lang::Ja) => "暗号化なし",
                    (true, Lang::En) => "encrypted",
                    (false, Lang::En) => "not encrypted",
                };
                TRANSPORT.ok(
                    format!("メールサーバー（{}）につながります（{}）。", report.server, protected(Lang::Ja)),
                    format!("The mail server {} answers ({}).", report.server, protected(Lang::En)),
                )
            }
            Err(error) => TRANSPORT.fail(
                (error.text(Lang::Ja), error.text(Lang::En)),
                (
                    "[mail.smtp] の設定を確認してください。直るまで、メールは送信待ちになります。",
                    "Check [mail.smtp]. Mail waits until then.",
                ),
            ),
        },
    }
}

fn mailbox(examined: &Examined<'_>) -> Option<Check> {
    let path = examined.installation.database();
    // A database that cannot be looked at, or is older, is told elsewhere.
    let looked = SqliteStore::look(&path).ok().filter(|looked| looked.schema == SqliteStore::SCHEMA && looked.damage.is_empty())?;
    let _ = looked;
    let counts = SqliteStore::open(&path).ok()?.mail_counts().ok()?;
    let (failed, in_doubt) = (counts.failed, counts.in_doubt);
    if failed + in_doubt == 0 {
        return None;
    }
    Some(MAILBOX.note(
        (
            format!("送れなかったメールが{failed}通、届いたか分からないメールが{in_doubt}通あります。"),
            format!("{failed} mails failed, and {in_doubt} are in doubt."),
        ),
        ("mailbox list で確かめてください。", "See `mailbox list`."),
    ))
}
