//! Another program reads our bytes.

use chrono::TimeZone;
use chrono_tz::Asia::Tokyo;
use mail_parser::{Message as Parsed, MessageParser};

use super::super::{MailFacts, MailKind, Templates, compose, sample_facts};
use super::*;

fn now() -> Civil {
    Tokyo.with_ymd_and_hms(2025, 6, 6, 9, 0, 0).single().expect("a time of the test")
}

fn sender() -> Sender {
    Sender { name: sender_name("企画課", Lang::Ja), address: "kikaku@mine.example".to_owned(), reply_to: None }
}

fn row(recipient: &str) -> MailRow {
    let facts = sample_facts(MailKind::Reminder).remove(0);
    let key = format!("reminder:mine-r6:r6:kanko:T-5:{recipient}");
    MailRow::new(key, "mine-r6".parse().expect("id"), MailKind::Reminder, recipient.to_owned(), facts, now(), "mine.example")
}

fn allowed() -> AllowedDomains {
    AllowedDomains::parse(&[".example"]).expect("domains")
}

fn text_of(kind: MailKind, facts: &MailFacts, lang: Lang) -> Text {
    compose(kind, facts, lang, &Templates::built_in().expect("templates")).expect("composed")
}

fn frozen(text: &Text, sender: &Sender) -> Result<Vec<u8>, FreezeError> {
    freeze(&row("kanko@mine.example"), text, None, sender, &allowed(), now())
}

fn parse(bytes: &[u8]) -> Parsed<'_> {
    MessageParser::default().parse(bytes).expect("a message")
}

#[test]
fn another_program_reads_every_mail_as_we_meant_it() {
    for (kind, lang) in MailKind::ALL.into_iter().flat_map(|kind| [(kind, Lang::Ja), (kind, Lang::En)]) {
        for facts in sample_facts(kind) {
            let text = text_of(kind, &facts, lang);
            let bytes = frozen(&text, &sender()).expect("frozen");
            assert!(bytes.is_ascii(), "no relay needs 8BITMIME");
            assert!(bytes.split(|b| *b == b'\n').all(|line| line.len() <= 999 && (line.is_empty() || line.ends_with(b"\r"))));
            let mail = parse(&bytes);
            assert_eq!(mail.subject(), Some(text.subject.as_str()));
            assert_eq!(
                mail.body_text(0).map(|body| body.replace("\r\n", "\n").trim_end().to_owned()).as_deref(),
                Some(text.body.trim_end())
            );
            assert_eq!(mail.attachment_count(), 0);
        }
    }
}

#[test]
fn sender_recipient_date_and_message_id_are_ours() {
    let row = row("kanko@mine.example");
    let text = text_of(MailKind::Reminder, &row.facts, Lang::Ja);
    let bytes = frozen(&text, &sender()).expect("frozen");
    let mail = parse(&bytes);
    let from = mail.from().and_then(|from| from.first()).expect("a sender");
    assert_eq!((from.name(), from.address()), (Some("企画課（自動送信）"), Some("kikaku@mine.example")));
    let to = mail.to().expect("recipients");
    assert_eq!((to.iter().count(), to.first().and_then(|to| to.address())), (1, Some("kanko@mine.example")));
    assert_eq!(mail.date().map(mail_parser::DateTime::to_rfc3339).as_deref(), Some("2025-06-06T09:00:00+09:00"));
    assert_eq!(mail.message_id().map(|id| format!("<{id}>")), Some(row.message_id));
    assert_eq!(mail.header_raw("Auto-Submitted").map(str::trim), Some("auto-generated"));
    assert!(mail.cc().is_none() && mail.bcc().is_none());
}

#[test]
fn the_same_mail_has_the_same_bytes_and_another_recipient_another_id() {
    let text = text_of(MailKind::Reminder, &row("a@mine.example").facts, Lang::Ja);
    assert_eq!(frozen(&text, &sender()), frozen(&text, &sender()));
    assert_ne!(row("a@mine.example").message_id, row("b@mine.example").message_id);
    assert_eq!(row("a@mine.example").file_stem(), row("a@mine.example").file_stem());
    assert!(row("a@mine.example").file_stem().starts_with("20250606_reminder_office_"));
}

#[test]
fn a_department_of_six_hundred_characters_is_still_a_mail() {
    let facts = MailFacts { department: "課".repeat(600), ..sample_facts(MailKind::Receipt).remove(0) };
    let text = text_of(MailKind::Receipt, &facts, Lang::Ja);
    let bytes = frozen(&text, &sender()).expect("frozen");
    assert_eq!(parse(&bytes).subject(), Some(text.subject.as_str()));
    assert!(bytes.split(|b| *b == b'\n').all(|line| line.len() <= 999));
}

#[test]
fn a_line_break_never_becomes_a_header() {
    let plain = text_of(MailKind::Reminder, &row("kanko@mine.example").facts, Lang::Ja);
    let evil = "x\r\nBcc: all@city.example";
    let subject = Text { subject: evil.to_owned(), ..plain.clone() };
    assert!(matches!(frozen(&subject, &sender()), Err(FreezeError::ControlCharacter { .. })));
    let named = Sender { name: evil.to_owned(), ..sender() };
    assert!(matches!(frozen(&plain, &named), Err(FreezeError::ControlCharacter { .. })));
    for address in [evil, "kikaku@mine.example\r\nBcc: a@b.example", "企画@mine.example"] {
        let from = Sender { address: address.to_owned(), ..sender() };
        assert!(matches!(frozen(&plain, &from), Err(FreezeError::SenderAddress { .. })));
        let reply = Sender { reply_to: Some(address.to_owned()), ..sender() };
        assert!(matches!(frozen(&plain, &reply), Err(FreezeError::SenderAddress { .. })));
    }
    let to = |recipient: &str| freeze(&row(recipient), &plain, None, &sender(), &allowed(), now());
    assert!(matches!(to(evil), Err(FreezeError::Recipient(RecipientError::NotAnAddress { .. }))));
    assert!(matches!(to("kanko@elsewhere.test"), Err(FreezeError::Recipient(RecipientError::NotAllowed { .. }))));
    let mut id = row("kanko@mine.example");
    id.message_id = format!("<{evil}@mine.example>");
    assert!(matches!(freeze(&id, &plain, None, &sender(), &allowed(), now()), Err(FreezeError::MessageId { .. })));

    let facts = MailFacts { department: evil.to_owned(), round: evil.to_owned(), ..sample_facts(MailKind::Request).remove(0) };
    let bytes = frozen(&text_of(MailKind::Request, &facts, Lang::Ja), &sender()).expect("frozen");
    let mail = parse(&bytes);
    assert!(mail.bcc().is_none());
    assert!(!mail.subject().unwrap_or_default().contains(['\r', '\n']));
}
