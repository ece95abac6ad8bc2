//! The mail server: an adapter that speaks SMTP command by command, so that the store's COMMIT can stand between the
//! server's 354 and the message. One recipient per message; the password is in no `Debug`, log or error.

mod connection;
mod error;
mod probe;

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use connection::SmtpLine;
pub use error::{SmtpError, Step};
pub use probe::{ProbeReport, probe};

/// How long the reply to the message itself is waited for (RFC 5321, 4.5.3.2.6).
pub const REPLY_TIMEOUT: Duration = Duration::from_secs(600);

/// How the connection to the mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// Not at all: a relay inside the house.
    None,
    /// STARTTLS, required.
    Starttls,
    /// TLS from the first byte.
    Tls,
}

/// A password. Nothing prints it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a password.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// All that is needed to speak to the mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmtpSettings {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// Certificates (PEM) of the only authorities that are trusted; `None` for the machine's own.
    pub authorities: Option<Vec<u8>>,
    /// User name and password, where the server asks for them.
    pub login: Option<(String, Secret)>,
    /// What we call ourselves.
    pub hello: String,
    /// How long one reply is waited for.
    pub timeout: Duration,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_in_no_debug_output() {
        let settings = SmtpSettings {
            host: "mail.city-mine.example".to_owned(),
            port: 587,
            security: Security::Starttls,
            authorities: None,
            login: Some(("kikaku".to_owned(), Secret::new("himitsu".to_owned()))),
            hello: "worker".to_owned(),
            timeout: Duration::from_secs(60),
        };
        let text = format!("{settings:?}");
        assert!(text.contains("kikaku") && !text.contains("himitsu"), "{text}");
    }
}
