//! A mail as RFC 5322 bytes. The same row, text and time always give the same bytes.

use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};

use super::{AllowedDomains, Attachment, MailRow, RecipientError, Text};
use crate::domain::{Civil, Lang};

/// Who sends, from the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// Display name; see [`sender_name`].
    pub name: String,
    /// Address that the relay accepts as a sender.
    pub address: String,
    /// Where answers go, if not to the sender.
    pub reply_to: Option<String>,
}

/// Why a mail cannot be frozen. Trying again does not help before the register or the configuration is corrected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FreezeError {
    /// The recipient is no address, or not allowed.
    #[error(transparent)]
    Recipient(#[from] RecipientError),
    /// The sender's or reply address is no address.
    #[error("{address:?} is not a mail address; correct it in the configuration")]
    SenderAddress {
        /// What was written.
        address: String,
    },
    /// A line break or another control character in a name, a subject or a Message-ID.
    #[error("{field} holds a line break or another control character: {text:?}")]
    ControlCharacter {
        /// Where.
        field: &'static str,
        /// What was written.
        text: String,
    },
    /// Not `<left@domain>` in ASCII.
    #[error("{message_id:?} is not a Message-ID; the mail domain of the configuration must be a domain")]
    MessageId {
        /// What was written.
        message_id: String,
    },
    /// The message could not be put together.
    #[error("the message could not be put together: {detail}")]
    Build {
        /// What the library says.
        detail: String,
    },
}

/// `企画課（自動送信）` / `企画課 (automatic)`.
#[must_use]
pub fn sender_name(office: &str, lang: Lang) -> String {
    match lang {
        Lang::Ja => format!("{office}（自動送信）"),
        Lang::En => format!("{office} (automatic)"),
    }
}

/// The message of `row`: one recipient, our own boundary, Date and Message-ID. Date is civil `now` with its offset.
pub fn freeze(
    row: &MailRow,
    text: &Text,
    attachment: Option<Attachment<'_>>,
    sender: &Sender,
    allowed: &AllowedDomains,
    now: Civil,
) -> Result<Vec<u8>, FreezeError> {
    let recipient = allowed.check(&row.recipient)?;
    // lettre panics on a line break in a display name; nothing with one reaches it.
    no_control("the sender's name", &sender.name)?;
    no_control("the subject", &text.subject)?;
    let mut builder = Message::builder()
        .from(Mailbox::new(Some(sender.name.clone()), sender_address(&sender.address)?))
        .to(Mailbox::new(None, recipient))
        .subject(text.subject.clone())
        .message_id(Some(checked_message_id(&row.message_id)?))
        // RFC 3834: nobody's absence note answers this mail.
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned()))
        .date(now.into());
    if let Some(reply_to) = &sender.reply_to {
        builder = builder.reply_to(Mailbox::new(None, sender_address(reply_to)?));
    }
    let part = SinglePart::plain(text.body.clone());
    let made = match attachment {
        None => builder.singlepart(part),
        // The library's own boundary would be another one each time.
        Some(attachment) => {
            let parts = MultiPart::mixed().boundary(row.mark_of_parts()).singlepart(part).singlepart(attachment.part());
            builder.multipart(parts)
        }
    };
    let mut message = made.map_err(|error| FreezeError::Build { detail: error.to_string() })?;
    // The library writes UTC; people who open the file read the office's time.
    let date = now.to_rfc2822();
    message.headers_mut().insert_raw(HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str("Date"), date.clone(), date));
    Ok(message.formatted())
}

fn no_control(field: &'static str, text: &str) -> Result<(), FreezeError> {
    if text.chars().any(char::is_control) {
        return Err(FreezeError::ControlCharacter { field, text: text.to_owned() });
    }
    Ok(())
}

fn sender_address(text: &str) -> Result<Address, FreezeError> {
    let wrong = || FreezeError::SenderAddress { address: text.to_owned() };
    if text.is_ascii() { text.parse().map_err(|_| wrong()) } else { Err(wrong()) }
}

fn checked_message_id(text: &str) -> Result<String, FreezeError> {
    let inner = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).and_then(|rest| rest.split_once('@'));
    let is_dot_atom = |part: &str| {
        part.split('.').all(|atom| !atom.is_empty() && atom.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')))
    };
    match inner {
        Some((left, domain)) if is_dot_atom(left) && is_dot_atom(domain) && text.len() <= 200 => Ok(text.to_owned()),
        _ => Err(FreezeError::MessageId { message_id: text.to_owned() }),
    }
}

#[cfg(test)]
#[path = "freeze_tests.rs"]
mod tests;
