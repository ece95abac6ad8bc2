//! Mail: texts from facts through templates, and frozen messages.
//!
//! A mail keeps its facts, not its prose; [`compose`] turns them into subject and body by a template that the
//! office may edit, and [`freeze`] into the bytes that are sent. [`EmlFolder`] is the one adapter here.

mod alert;
mod allowed;
mod also;
mod amendment;
mod attachment;
mod compose;
mod context;
mod digest;
mod digest_sample;
mod digest_words;
mod eml;
mod error;
mod facts;
mod freeze;
mod kind;
mod mail_list;
pub(crate) mod receipt;
mod rehearsal;
mod row;
mod sample;
pub mod smtp;
mod templates;
mod words;

pub use alert::Alert;
pub use allowed::{AllowedDomains, DomainError, RecipientError};
pub use also::AlsoPlan;
pub use amendment::AmendmentFacts;
pub use attachment::{Attached, Attachment};
pub use compose::{ComposeError, Text, compose};
pub use digest::{Compiled, Correction, DigestFacts, DigestRound, Filed, NextDate, NextKind, OwedBy, Said};
pub use eml::{Delivered, EmlError, EmlFolder};
pub use error::MailError;
pub use facts::{DueLater, FINDINGS_MAX, InDoubt, MailFacts, OwnFormFacts};
pub use freeze::{FreezeError, Sender, freeze, sender_name};
pub use kind::MailKind;
pub use mail_list::{LIST_NAME, ListRow, list_csv};
pub use receipt::{Change, Counts, FindingLine, ReadAs, Receipt, ReceiptFacts, TakenRow};
pub use rehearsal::rehearsal;
pub use row::{MailRow, message_id, receipt_key, returned_key};
pub use sample::sample_facts;
pub use templates::{TemplateError, Templates};
