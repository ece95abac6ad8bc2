//! What a delivery has in its hands: its claim, its courier, and what it knows of the mail server.

use std::path::Path;
use std::time::{Duration, Instant};

use uuid::Uuid;

use super::courier::Courier;
use super::lock::Turn;
use super::{Trouble, WorkError};
use crate::notification::MailRow;
use crate::notification::smtp::SmtpError;

/// Longest time that a pass of `run` gives to the mail server; returns are waiting.
const PASS: Duration = Duration::from_secs(20);
/// Longest time for a command that ends after its mails.
const COMMAND: Duration = Duration::from_secs(120);
/// First wait after the server could not be used.
const SERVER_FIRST: Duration = Duration::from_secs(15);
/// Longest wait.
const SERVER_MAX: Duration = Duration::from_secs(900);

/// The worker's side of the mail, from one pass to the next.
#[derive(Default)]
pub(super) struct Outgoing {
    /// Whether the list of mails was written by this process.
    pub(super) listed: bool,
    /// Whether passes follow one another: then none of them waits for the mail server longer than [`PASS`].
    pub(super) watching: bool,
    /// The message whose reply is still waited for.
    pub(super) awaiting: Option<Awaiting>,
    server: Server,
}

/// A message that was handed to the server, and its reply is not there yet.
pub(super) struct Awaiting {
    pub(super) row: MailRow,
    pub(super) courier: Courier,
    pub(super) since: Instant,
    /// How often the server put it off.
    pub(super) put_off: u32,
    /// Nobody else delivers meanwhile: whoever does takes unfinished claims for those of a process that is gone.
    pub(super) _turn: Turn,
}

/// What is known of the mail server.
#[derive(Default)]
struct Server {
    failures: u32,
    not_before: Option<Instant>,
    trouble: Option<SmtpError>,
}

impl Outgoing {
    /// Until when this delivery may wait for the mail server.
    pub(super) fn until(&self) -> Instant {
        Instant::now() + if self.watching { PASS } else { COMMAND }
    }

    /// Whether the server is to be left alone for now.
    pub(super) fn server_rests(&self) -> bool {
        self.server.not_before.is_some_and(|moment| Instant::now() < moment)
    }

    /// The server could not be used: it is left alone, longer each time, and not by everybody for the same time.
    pub(super) fn server_failed(&mut self, error: SmtpError) {
        let wait = SERVER_FIRST.saturating_mul(1 << self.server.failures.min(10)).min(SERVER_MAX);
        let percent = u32::try_from(Uuid::new_v4().as_u128() % 50).unwrap_or(0) + 75;
        self.server.failures = self.server.failures.saturating_add(1);
        self.server.not_before = Some(Instant::now() + wait * percent / 100);
        self.server.trouble = Some(error);
    }

    /// The server answered as it should.
    pub(super) fn server_works(&mut self) {
        self.server = Server::default();
    }

    /// What a person should know of the server.
    pub(super) fn trouble(&self) -> Option<Trouble> {
        self.server.trouble.clone().map(|said| Trouble::MailServer { said })
    }
}

/// The turn at the mail: waited for where it is short, left where another process may hold it for minutes.
pub(super) fn turn(state: &Path, short: bool) -> Result<Option<Turn>, WorkError> {
    if short { Turn::wait(state, "mail").map(Some) } else { Turn::now(state, "mail") }
}
