//! One connection to the mail server, one command at a time.

use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, CertificateStore, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Noop, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;

use super::error::one_line;
use super::{REPLY_TIMEOUT, Secret, Security, SmtpError, SmtpSettings, Step};

/// The code that asks for the message.
const START_INPUT: u16 = 354;

/// An open connection, protected and logged in as the settings say.
pub struct SmtpLine {
    connection: SmtpConnection,
    settings: SmtpSettings,
}

impl SmtpLine {
    /// Connects, protects the connection, logs in.
    pub fn open(settings: &SmtpSettings) -> Result<Self, SmtpError> {
        let hello = hello(&settings.hello);
        let tls = match settings.security {
            Security::None => None,
            Security::Starttls | Security::Tls => Some(parameters(settings)?),
        };
        let at_once = tls.as_ref().filter(|_| settings.security == Security::Tls);
        let connected = SmtpConnection::connect((settings.host.as_str(), settings.port), Some(settings.timeout), &hello, at_once, None);
        let mut connection = connected.map_err(|error| SmtpError::of(Step::Greeting, &error))?;
        if let Some(tls) = tls.as_ref().filter(|_| settings.security == Security::Starttls) {
            if !connection.can_starttls() {
                connection.abort();
                return Err(SmtpError::NoStarttls);
            }
            connection.starttls(tls, &hello).map_err(|error| SmtpError::of(Step::Greeting, &error))?;
        }
        let mut line = Self { connection, settings: settings.clone() };
        if let Some((user, password)) = &settings.login {
            line.log_in(user, password)?;
        }
        Ok(line)
    }

    fn log_in(&mut self, user: &str, password: &Secret) -> Result<(), SmtpError> {
        let mechanisms = [Mechanism::Plain, Mechanism::Login];
        if self.connection.server_info().get_auth_mechanism(&mechanisms).is_none() {
            return Err(SmtpError::NoLogin);
        }
        let credentials = Credentials::new(user.to_owned(), password.reveal().to_owned());
        self.connection.auth(&mechanisms, &credentials).map_err(|error| SmtpError::of(Step::Login, &error))?;
        Ok(())
    }

    /// Whether the connection is protected.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.connection.is_encrypted()
    }

    /// What the server calls itself.
    #[must_use]
    pub fn server(&self) -> String {
        one_line(self.connection.server_info().name())
    }

    /// Outbox steps 6 and 7: sender, the one recipient, DATA. `Ok` when the server waits for the message. Nothing is sent yet.
    pub fn offer(&mut self, from: &str, to: &str) -> Result<(), SmtpError> {
        let (from, to) = (address(Step::Sender, from)?, address(Step::Recipient, to)?);
        self.say(Step::Sender, Mail::new(Some(from), Vec::new()))?;
        self.say(Step::Recipient, Rcpt::new(to, Vec::new()))?;
        let reply = self.say(Step::Data, Data)?;
        if !reply.has_code(START_INPUT) {
            return Err(SmtpError::Lost { step: Step::Data, detail: format!("unexpected reply {}", text(&reply)) });
        }
        Ok(())
    }

    /// Outbox step 9: the message and its dot. `Ok` is the server's reply: from then on the mail is its business. An error
    /// without a reply leaves it in doubt.
    pub fn message(&mut self, bytes: &[u8]) -> Result<String, SmtpError> {
        // Best effort: with the shorter timeout a slow server leaves the mail in doubt a little sooner.
        let _ = self.connection.set_timeout(Some(REPLY_TIMEOUT));
        // The library ends the message with a line break of its own.
        let bytes = bytes.strip_suffix(b"\r\n").unwrap_or(bytes);
        let reply = self.connection.message(bytes).map_err(|error| SmtpError::of(Step::Message, &error))?;
        let _ = self.connection.set_timeout(Some(self.settings.timeout));
        match u16::from(reply.code()) {
            200..300 => Ok(text(&reply)),
            _ => Err(SmtpError::Lost { step: Step::Message, detail: format!("unexpected reply {}", text(&reply)) }),
        }
    }

    /// Takes an offer back, so that the next one can be made.
    pub fn forget(&mut self) -> Result<(), SmtpError> {
        self.say(Step::Sender, Rset).map(drop)
    }

    /// Whether the server still answers.
    pub fn answers(&mut self) -> Result<(), SmtpError> {
        self.say(Step::Greeting, Noop).map(drop)
    }

    /// Says goodbye. What the server answers does not matter.
    pub fn quit(mut self) {
        let _ = self.connection.quit();
    }

    fn say(&mut self, step: Step, command: impl std::fmt::Display) -> Result<Response, SmtpError> {
        self.connection.command(command).map_err(|error| SmtpError::of(step, &error))
    }
}

fn parameters(settings: &SmtpSettings) -> Result<TlsParameters, SmtpError> {
    let mut builder = TlsParameters::builder(settings.host.clone());
    if let Some(pem) = &settings.authorities {
        let wrong = |detail: String| SmtpError::Authority { path: "ca_file".to_owned(), detail };
        let certificate = Certificate::from_pem(pem).map_err(|error| wrong(one_line(&error.to_string())))?;
        // Only the office's own authority: a certificate from anywhere else would be a surprise.
        builder = builder.certificate_store(CertificateStore::None).add_root_certificate(certificate);
    }
    builder.build().map_err(|error| SmtpError::Tls { detail: one_line(&error.to_string()) })
}

/// A name for EHLO; an address literal where the machine's name would not do.
fn hello(name: &str) -> ClientId {
    let fits = !name.is_empty() && name.len() <= 255 && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.'));
    if fits { ClientId::Domain(name.to_owned()) } else { ClientId::default() }
}

fn address(step: Step, text: &str) -> Result<Address, SmtpError> {
    let refused = || SmtpError::Refused { step, reply: format!("not a mail address: {}", text.escape_debug()), permanent: true };
    if text.is_ascii() { text.parse().map_err(|_| refused()) } else { Err(refused()) }
}

fn text(reply: &Response) -> String {
    one_line(&format!("{} {}", reply.code(), reply.message().collect::<Vec<_>>().join(" ")))
}
