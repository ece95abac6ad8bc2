//! What became of mails whose delivery ended in the middle: outbox steps 11 to 14.

use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use tracing::warn;

use super::{WorkError, Worker, stamp};
use crate::domain::Civil;
use crate::notification::{MailKind, MailRow};
use crate::store::MailState;

/// How often a mail may be in doubt and still be sent again by the program.
const DOUBTS_MAX: u32 = 3;
/// How often the server may put a mail off before it counts as failed: five days of it (RFC 5321, 4.5.4.1).
const PUT_OFF_MAX: u32 = 36;
/// Longest wait between two attempts, in minutes.
const WAIT_MAX: i64 = 240;

impl Worker {
    /// Whoever delivers holds the lock, so every claim is that of a process that is gone: what had not
    /// come to its point of no return is queued again, what had is in doubt.
    pub(super) fn recover(&mut self, now: Civil) -> Result<(), WorkError> {
        for mail in self.store.abandoned_mails()? {
            let row: MailRow = serde_json::from_str(&mail.facts).map_err(crate::store::StoreError::from)?;
            warn!(key = %mail.key, state = mail.state.name(), "a delivery ended before this mail was settled");
            if mail.state == MailState::Claimed {
                self.store.put_off_mail(&mail.key, None, "not sent: the program ended", &stamp(now))?;
            } else {
                self.doubt(&row, "the program ended before the server's reply", mail.doubts, now)?;
            }
        }
        Ok(())
    }

    /// Outbox step 13: nobody knows whether the server took it. A reminder is never sent again by the program; the others
    /// are, with the same Message-ID, a few times.
    pub(super) fn doubt(&mut self, row: &MailRow, why: &str, doubts: u32, now: Civil) -> Result<(), WorkError> {
        warn!(key = %row.key, message_id = %row.message_id, why, "in doubt");
        let again = !matches!(row.kind, MailKind::Reminder | MailKind::Overdue) && doubts < DOUBTS_MAX;
        if again {
            let not_before = stamp(later(&row.key, doubts, now));
            self.store.put_off_mail(
                &row.key,
                Some(&not_before),
                &format!("in doubt ({why}); sent again with the same Message-ID"),
                &stamp(now),
            )?;
        } else {
            self.store.mail_state(&row.key, MailState::InDoubt, why, &stamp(now))?;
        }
        Ok(())
    }

    /// Outbox step 11: the server said "not now". `false` when it has said so for days.
    pub(super) fn put_off(&mut self, row: &MailRow, reply: &str, before: u32, now: Civil) -> Result<bool, WorkError> {
        if before >= PUT_OFF_MAX {
            return Ok(false);
        }
        let not_before = stamp(later(&row.key, before, now));
        self.store.put_off_mail(&row.key, Some(&not_before), reply, &stamp(now))?;
        Ok(true)
    }
}

/// When a mail that was put off `before` times is tried again: twice as long each time, by up to a quarter more or less.
fn later(key: &str, before: u32, now: Civil) -> Civil {
    let minutes = (1_i64 << before.min(8)).min(WAIT_MAX);
    let digest = Sha256::digest(format!("{key}:{before}").as_bytes());
    let percent = 75 + i64::from(digest.first().copied().unwrap_or_default()) * 50 / 255;
    now + TimeDelta::seconds(minutes * 60 * percent / 100)
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn waits_grow_to_hours_and_differ_from_mail_to_mail() {
        let now = chrono_tz::Asia::Tokyo.with_ymd_and_hms(2025, 6, 6, 9, 0, 0).unwrap();
        let wait = |key: &str, before| (later(key, before, now) - now).num_seconds();
        for (before, minutes) in [(0, 1), (1, 2), (4, 16), (8, 240), (30, 240)] {
            let seconds = wait("a", before);
            assert!((minutes * 45..=minutes * 75).contains(&seconds), "{before}: {seconds}");
        }
        let waits: std::collections::BTreeSet<i64> = (0..20).map(|n| wait(&n.to_string(), 3)).collect();
        assert!(waits.len() > 10, "{waits:?}");
        let days: i64 = (0..PUT_OFF_MAX).map(|before| wait("a", before)).sum::<i64>() / 86_400;
        assert!((3..=7).contains(&days), "{days}");
    }
}
