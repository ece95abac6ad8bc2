//! What the mailbox tells: mails that wait, claims that nobody works at any more, and what became of each mail.

use serde::Serialize;

use super::{MailState, NewMail};

/// A mail that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuedMail {
    /// What was queued.
    pub mail: NewMail,
    /// How often the server put it off.
    pub put_off: u32,
}

/// A claim, or a mail in doubt, whose holder is gone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbandonedMail {
    /// Its key.
    pub key: String,
    /// The mail as facts, JSON.
    pub facts: String,
    /// [`MailState::Claimed`] or [`MailState::InDoubt`].
    pub state: MailState,
    /// How often it was in doubt.
    pub doubts: u32,
}

/// A mail as it stands in the mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailEntry {
    /// Its number, by which people name it.
    pub number: i64,
    /// Its key.
    pub key: String,
    /// Address.
    pub recipient: String,
    /// The mail as facts, JSON.
    pub facts: String,
    /// Where it stands.
    pub state: MailState,
    /// When it came to stand there, civil time, ISO 8601.
    pub at: String,
    /// What was noted then: the server's reply, a reason.
    pub note: String,
    /// Not before when it is tried again, ISO 8601.
    pub not_before: Option<String>,
    /// Whether a delivery is at it just now.
    pub at_work: bool,
    /// To whom it went instead, in a rehearsal.
    pub sent_to: Option<String>,
    /// Subject and text, once they are fixed.
    pub text: Option<(String, String)>,
}

/// One thing that happened to a mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MailEvent {
    /// Where it stood from then on.
    pub state: MailState,
    /// Civil time, ISO 8601.
    pub at: String,
    /// What was noted.
    pub note: String,
    /// Who decided it; `None` for the program.
    pub who: Option<String>,
    /// Why.
    pub why: Option<String>,
}

/// What a person decided about one mail.
#[derive(Debug, Clone, Copy)]
pub struct MailDecision<'a> {
    /// States in which it may be decided.
    pub from: &'a [MailState],
    /// Where the mail stands afterwards.
    pub to: MailState,
    /// What was done, in a word (`released`).
    pub note: &'a str,
    /// Who.
    pub who: &'a str,
    /// Why.
    pub why: &'a str,
    /// Civil time, ISO 8601.
    pub at: &'a str,
}
