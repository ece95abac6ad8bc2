//! Why a mail could not be made or delivered.

use super::{ComposeError, DomainError, EmlError, FreezeError, TemplateError};
use crate::schedule::CronError;

/// Why a mail could not be made or delivered.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// A template is broken: the configuration's problem.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The facts do not make such a mail.
    #[error(transparent)]
    Compose(#[from] ComposeError),
    /// A recipient or sender is refused.
    #[error(transparent)]
    Freeze(#[from] FreezeError),
    /// The folder of mails refused. Trying again may help.
    #[error(transparent)]
    Eml(#[from] EmlError),
    /// The workbook that was to go with it is not there.
    #[error("the attachment {name} cannot be read: {error}")]
    Attachment {
        /// Its name.
        name: String,
        /// Why.
        error: std::io::Error,
    },
    /// The time at which it was planned cannot be read back.
    #[error("{0:?} is not a time")]
    Moment(String),
    /// The allowed domains are malformed.
    #[error(transparent)]
    Domains(#[from] DomainError),
    /// The mail time is malformed.
    #[error(transparent)]
    Schedule(#[from] CronError),
}
