//! A look at the mail server that sends nothing: connect, protect, log in, NOOP, QUIT.

use super::{SmtpError, SmtpLine, SmtpSettings};

/// What the look found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProbeReport {
    /// What the server calls itself.
    pub server: String,
    /// Whether the connection was protected.
    pub encrypted: bool,
    /// Whether we logged in.
    pub logged_in: bool,
}

/// Connects, does TLS, EHLO, AUTH and NOOP as a delivery would, and says goodbye. Nothing is sent to anybody. Each reply is
/// waited for at most `settings.timeout`.
pub fn probe(settings: &SmtpSettings) -> Result<ProbeReport, SmtpError> {
    let mut line = SmtpLine::open(settings)?;
    line.answers()?;
    let report = ProbeReport { server: line.server(), encrypted: line.is_encrypted(), logged_in: settings.login.is_some() };
    line.quit();
    Ok(report)
}
