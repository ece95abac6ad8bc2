//! Delivering to the mail server, outbox steps 6 to 13: one message at a time, and never longer than a pass can spare.

use std::time::Instant;

use tracing::{info, warn};

use super::courier::{Answer, Courier, Order};
use super::deliver::{Delivery, InHand};
use super::desks::Desks;
use super::lock::Turn;
use super::outgoing::{Awaiting, turn};
use super::{WorkError, Worker, stamp};
use crate::domain::Civil;
use crate::failpoint;
use crate::notification::MailRow;
use crate::notification::smtp::{REPLY_TIMEOUT, SmtpError, Step};
use crate::store::MailState;

/// What came of a mail that was handed to the courier.
enum Handed {
    /// It is settled; the connection can be used for the next one.
    Settled,
    /// It is settled or queued again, and the connection is of no more use.
    Broken,
    /// It waits for its reply.
    Awaits,
    /// It is queued again, and the server is left alone for a while.
    Stopped(SmtpError),
}

impl Worker {
    pub(super) fn deliver_smtp(&mut self, desks: &Desks, delivery: &mut Delivery, now: Civil) -> Result<(), WorkError> {
        let until = self.outgoing.until();
        self.settle_awaiting(until, delivery, now)?;
        if self.outgoing.awaiting.is_some() {
            return Ok(());
        }
        // A server may take minutes: whoever comes second leaves its mails to the one who is at it.
        let Some(turn) = turn(&self.installation.state(), false)? else { return Ok(()) };
        self.recover(now)?;
        let waiting = self.store.queued_mails(self.installation.config.mail.per_pass_max, &stamp(now))?;
        if waiting.is_empty() || self.outgoing.server_rests() {
            return Ok(());
        }
        let waiting = self.without_repeated(waiting, now)?;
        let mut turn = Some(turn);
        let mut line: Option<Courier> = None;
        // Whether a message went by this connection: a server may close it after some.
        let mut used = false;
        for mail in waiting {
            if Instant::now() >= until {
                break;
            }
            let courier = match line.take() {
                Some(courier) => courier,
                None => match self.connect(until) {
                    Ok(courier) => {
                        used = false;
                        courier
                    }
                    Err(error) => {
                        warn!(%error, "the mail server cannot be used; mails wait");
                        self.outgoing.server_failed(error);
                        break;
                    }
                },
            };
            let Some(mail) = self.take_in_hand(desks, mail, delivery, now)? else {
                line = Some(courier);
                continue;
            };
            match self.hand_over(mail, courier, &mut turn, until, delivery, now)? {
                (Handed::Settled, courier) => {
                    self.outgoing.server_works();
                    (line, used) = (courier, true);
                }
                (Handed::Broken, _) => {}
                (Handed::Stopped(error), _) if used && error.is_parting() => {}
                (Handed::Awaits, _) => break,
                (Handed::Stopped(error), _) => {
                    warn!(%error, "the mail server cannot be used; mails wait");
                    self.outgoing.server_failed(error);
                    break;
                }
            }
        }
        failpoint::at("mail-sent");
        Ok(())
    }

    fn connect(&self, until: Instant) -> Result<Courier, SmtpError> {
        let settings = self.installation.smtp_settings()?;
        let lost = |detail: String| SmtpError::Connect { detail };
        let courier = Courier::start().map_err(|error| lost(error.to_string()))?;
        courier.ask(Order::Open(Box::new(settings)), until).unwrap_or_else(|| Err(lost("no answer in time".to_owned())))?;
        Ok(courier)
    }

    /// Steps 6 to 13 for one claimed mail. The courier comes back where it can be used again.
    fn hand_over(
        &mut self,
        mail: InHand,
        courier: Courier,
        turn: &mut Option<Turn>,
        until: Instant,
        delivery: &mut Delivery,
        now: Civil,
    ) -> Result<(Handed, Option<Courier>), WorkError> {
        let from = self.installation.config.mail.from.clone();
        let offered = courier.ask(Order::Offer(from, mail.to.clone()), until);
        let Some(Ok(_)) = offered else {
            let error = match offered {
                Some(Err(error)) => error,
                _ => SmtpError::Lost { step: Step::Recipient, detail: "no answer in time".to_owned() },
            };
            return self.not_offered(mail, error, courier, until, delivery, now);
        };
        failpoint::at("mail-offered");
        if !self.store.point_of_no_return(&mail.row.key, &mail.token, &stamp(now))? {
            info!(key = %mail.row.key, "decided otherwise meanwhile; not sent");
            return Ok((Handed::Broken, None));
        }
        failpoint::at("mail-in-doubt");
        let InHand { row, frozen, put_off, .. } = mail;
        let since = Instant::now();
        if let Some(answer) = courier.ask(Order::Message(frozen.bytes), until) {
            return Ok((self.settle(row, put_off, answer, delivery, now)?, Some(courier)));
        }
        if let Some(turn) = turn.take() {
            self.outgoing.awaiting = Some(Awaiting { row, courier, since, put_off, _turn: turn });
        }
        if !self.outgoing.watching {
            // Nothing comes after this: the reply is waited for as long as the protocol says.
            self.settle_awaiting(since + REPLY_TIMEOUT, delivery, now)?;
        }
        Ok((Handed::Awaits, None))
    }

    /// Step 12: it was not handed over, so it waits, or has failed for good.
    fn not_offered(
        &mut self,
        mail: InHand,
        error: SmtpError,
        courier: Courier,
        until: Instant,
        delivery: &mut Delivery,
        now: Civil,
    ) -> Result<(Handed, Option<Courier>), WorkError> {
        let row = mail.row;
        if error.is_final() || error.is_for_now() {
            if error.is_final() || !self.put_off(&row, &error.to_string(), mail.put_off, now)? {
                self.failed(row, &error.to_string(), delivery, now)?;
            }
            let forgotten = matches!(courier.ask(Order::Forget, until), Some(Ok(_)));
            return Ok(if forgotten { (Handed::Settled, Some(courier)) } else { (Handed::Broken, None) });
        }
        self.store.put_off_mail(&row.key, None, &error.to_string(), &stamp(now))?;
        Ok((Handed::Stopped(error), None))
    }

    /// Steps 10, 11 and 13: what the server said to the message itself.
    fn settle(&mut self, row: MailRow, put_off: u32, answer: Answer, delivery: &mut Delivery, now: Civil) -> Result<Handed, WorkError> {
        match answer {
            Ok(reply) => {
                failpoint::at("mail-delivered");
                self.store.mail_state(&row.key, MailState::Sent, &reply, &stamp(now))?;
                delivery.sent += 1;
                Ok(Handed::Settled)
            }
            Err(error @ SmtpError::Refused { permanent, .. }) => {
                if permanent || !self.put_off(&row, &error.to_string(), put_off, now)? {
                    self.failed(row, &error.to_string(), delivery, now)?;
                }
                Ok(if error.is_final() || error.is_for_now() { Handed::Settled } else { Handed::Broken })
            }
            Err(error) => {
                let doubts = self.store.mail_doubts(&row.key)?;
                self.doubt(&row, &error.to_string(), doubts, now)?;
                Ok(Handed::Stopped(error))
            }
        }
    }

    /// Looks whether the reply that is waited for has come.
    pub(super) fn settle_awaiting(&mut self, until: Instant, delivery: &mut Delivery, now: Civil) -> Result<(), WorkError> {
        let Some(awaiting) = self.outgoing.awaiting.take() else { return Ok(()) };
        let late = awaiting.since + REPLY_TIMEOUT;
        let answer = match awaiting.courier.answer(until.min(late)) {
            Some(answer) => answer,
            None if Instant::now() < late => {
                self.outgoing.awaiting = Some(awaiting);
                return Ok(());
            }
            None => Err(SmtpError::Lost { step: Step::Message, detail: "no reply within ten minutes".to_owned() }),
        };
        if let Handed::Stopped(error) = self.settle(awaiting.row, awaiting.put_off, answer, delivery, now)? {
            self.outgoing.server_failed(error);
        }
        Ok(())
    }
}
