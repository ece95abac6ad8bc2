//! The mailbox: mails by semantic key; a mail's state is its last event.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::outgoing;
use crate::consolidation::MailboxCounts;
use crate::store::{Frozen, MailState, NewMail, QueuedMail, SentMail, StoreError};

/// Adds a mail unless its key is there; says whether it was new.
pub(super) fn add(connection: &Connection, mail: &NewMail, at: &str) -> Result<bool, StoreError> {
    let added = connection.execute(
        "INSERT INTO mail (plan, key, recipient, facts, at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (key) DO NOTHING",
        (mail.plan.as_str(), &mail.key, &mail.recipient, &mail.facts, at),
    )?;
    if added == 0 {
        return Ok(false);
    }
    connection.execute(
        "INSERT INTO mail_event (key, state, subject, body, bytes, note, at) VALUES (?1, ?6, ?2, ?3, ?4, '', ?5)",
        (
            &mail.key,
            mail.frozen.as_ref().map(|frozen| &frozen.subject),
            mail.frozen.as_ref().map(|frozen| &frozen.body),
            mail.frozen.as_ref().map(|frozen| &frozen.bytes),
            at,
            outgoing::first_state(connection, &mail.key)?.name(),
        ),
    )?;
    for (plan, key) in &mail.covers {
        let added = connection.execute(
            "INSERT INTO mail (plan, key, recipient, facts, at) VALUES (?1, ?2, ?3, '', ?4) ON CONFLICT (key) DO NOTHING",
            (plan.as_str(), key, &mail.recipient, at),
        )?;
        if added > 0 {
            state(connection, key, MailState::Cancelled, &format!("said in {}", mail.key), at)?;
        }
    }
    Ok(true)
}

pub(super) fn queue_all(connection: &mut Connection, mails: &[NewMail], at: &str) -> Result<usize, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut added = 0;
    for mail in mails {
        added += usize::from(add(&transaction, mail, at)?);
    }
    transaction.commit()?;
    Ok(added)
}

/// Lets held mails go: those whose key begins with `<kind>:<plan>:<round>:` and, where one is given, a department's.
pub(super) fn release(
    connection: &Connection,
    of: (&str, &str),
    kind: Option<&str>,
    department: Option<&str>,
    note: &str,
    at: &str,
) -> Result<usize, StoreError> {
    let held = held(connection, of, kind, department)?;
    for key in &held {
        state(connection, key, MailState::Queued, note, at)?;
    }
    Ok(held.len())
}

/// Keys of the mails of a round that are held, of one kind or department where they are given.
pub(super) fn held(
    connection: &Connection,
    (plan, round): (&str, &str),
    kind: Option<&str>,
    department: Option<&str>,
) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT m.key FROM mail m WHERE m.plan = ?1
         AND (SELECT e.state FROM mail_event e WHERE e.key = m.key ORDER BY e.id DESC LIMIT 1) = 'held' ORDER BY m.id",
    )?;
    let held: Vec<String> = statement.query_map([plan], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let fits = |key: &String| {
        let parts: Vec<&str> = key.split(':').collect();
        let [of, _, about, rest @ ..] = parts.as_slice() else { return false };
        *about == round && kind.is_none_or(|kind| kind == *of) && department.is_none_or(|department| rest.first() == Some(&department))
    };
    Ok(held.into_iter().filter(fits).collect())
}

/// What was put off waits for its time; where the clock stands before the moment at which it was put off, that time means nothing.
pub(super) fn queued(connection: &Connection, limit: u32, now: &str) -> Result<Vec<QueuedMail>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT m.key, m.plan, m.recipient, m.facts, f.subject, f.body, f.bytes,
           (SELECT COUNT(*) FROM mail_event p WHERE p.key = m.key AND p.not_before IS NOT NULL)
         FROM mail m JOIN mail_event l ON l.id = (SELECT MAX(e.id) FROM mail_event e WHERE e.key = m.key)
         LEFT JOIN mail_event f ON f.id = (SELECT MIN(e.id) FROM mail_event e WHERE e.key = m.key AND e.bytes IS NOT NULL AND e.sent_to IS NULL)
         WHERE l.state = 'queued'
         AND (l.not_before IS NULL OR unixepoch(l.not_before) <= unixepoch(?2) OR unixepoch(?2) < unixepoch(l.at))
         ORDER BY m.id LIMIT ?1",
    )?;
    let rows = statement.query_map((limit, now), |row| {
        let subject: Option<String> = row.get(4)?;
        let frozen = match subject {
            Some(subject) => Some(Frozen { subject, body: row.get(5)?, bytes: row.get(6)? }),
            None => None,
        };
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?, frozen, row.get(7)?))
    })?;
    rows.map(|row| {
        let (key, plan, recipient, facts, frozen, put_off) = row?;
        Ok(QueuedMail { mail: NewMail { key, plan: plan.parse()?, recipient, facts, frozen, covers: Vec::new() }, put_off })
    })
    .collect()
}

pub(super) fn state(connection: &Connection, key: &str, state: MailState, note: &str, at: &str) -> Result<(), StoreError> {
    connection.execute("INSERT INTO mail_event (key, state, note, at) VALUES (?1, ?2, ?3, ?4)", (key, state.name(), note, at))?;
    Ok(())
}

pub(super) fn keys(connection: &Connection) -> Result<BTreeSet<String>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT key FROM mail")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn recipients_on(connection: &Connection, prefix: &str, date: &str) -> Result<BTreeSet<String>, StoreError> {
    let mut statement = connection
        .prepare_cached("SELECT DISTINCT recipient FROM mail WHERE substr(key, 1, length(?1)) = ?1 AND substr(at, 1, 10) = ?2")?;
    let rows = statement.query_map((prefix, date), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn last_to(connection: &Connection, prefix: &str, recipient: &str, until: &str) -> Result<Option<String>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT facts FROM mail WHERE substr(key, 1, length(?1)) = ?1 AND recipient = ?2 AND at <= ?3 AND facts <> ''
         ORDER BY at DESC, id DESC LIMIT 1",
    )?;
    Ok(statement.query_row((prefix, recipient, until), |row| row.get(0)).optional()?)
}

pub(super) fn in_state(connection: &Connection, state: MailState) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT m.facts FROM mail m WHERE m.facts <> ''
         AND (SELECT e.state FROM mail_event e WHERE e.key = m.key ORDER BY e.id DESC LIMIT 1) = ?1 ORDER BY m.id",
    )?;
    let rows = statement.query_map([state.name()], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn counts(connection: &Connection) -> Result<MailboxCounts, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT state, COUNT(*) FROM (SELECT (SELECT e.state FROM mail_event e WHERE e.key = m.key ORDER BY e.id DESC LIMIT 1) AS state
         FROM mail m) GROUP BY state",
    )?;
    let mut counts = MailboxCounts::default();
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)? as usize)))?;
    for row in rows {
        let (state, count) = row?;
        match state.as_str() {
            "held" => counts.held = count,
            // A delivery is at it: nothing else is known of it yet.
            "queued" | "claimed" => counts.queued += count,
            "sent" => counts.sent = count,
            "in_doubt" => counts.in_doubt = count,
            "failed" => counts.failed = count,
            _ => {}
        }
    }
    Ok(counts)
}

pub(super) fn sent(connection: &Connection) -> Result<Vec<SentMail>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT s.note, COALESCE(f.sent_to, m.recipient), f.subject, f.body FROM mail_event s JOIN mail m ON m.key = s.key
         JOIN mail_event f ON f.id = COALESCE(
           (SELECT c.id FROM mail_event c WHERE c.id = (SELECT MAX(e.id) FROM mail_event e WHERE e.key = m.key AND e.state = 'claimed')
            AND c.bytes IS NOT NULL),
           (SELECT MIN(e.id) FROM mail_event e WHERE e.key = m.key AND e.bytes IS NOT NULL AND e.sent_to IS NULL))
         WHERE s.state = 'sent' AND s.who IS NULL ORDER BY s.id",
    )?;
    let rows = statement
        .query_map([], |row| Ok(SentMail { file: row.get(0)?, recipient: row.get(1)?, subject: row.get(2)?, body: row.get(3)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
