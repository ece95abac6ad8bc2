//! The mailbox: mails by semantic key; a mail's state is its last event.

use std::collections::BTreeSet;

use rusqlite::{Connection, TransactionBehavior};

use crate::domain::PlanId;
use crate::store::{MailCounts, MailState, NewMail, QueuedMail, StoreError};

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
        "INSERT INTO mail_event (key, state, subject, bytes, note, at) VALUES (?1, 'queued', ?2, ?3, '', ?4)",
        (&mail.key, mail.bytes.as_ref().map(|_| mail.subject.as_str()), &mail.bytes, at),
    )?;
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

pub(super) fn queued(connection: &Connection, limit: u32) -> Result<Vec<QueuedMail>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT m.key, m.plan, m.recipient, m.facts,
                (SELECT e.subject FROM mail_event e WHERE e.key = m.key AND e.bytes IS NOT NULL ORDER BY e.id LIMIT 1),
                (SELECT e.bytes FROM mail_event e WHERE e.key = m.key AND e.bytes IS NOT NULL ORDER BY e.id LIMIT 1)
         FROM mail m WHERE (SELECT e.state FROM mail_event e WHERE e.key = m.key ORDER BY e.id DESC LIMIT 1) = 'queued'
         ORDER BY m.id LIMIT ?1",
    )?;
    let rows = statement.query_map([limit], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get(2)?, row.get(3)?, row.get::<_, Option<String>>(4)?, row.get(5)?))
    })?;
    rows.map(|row| {
        let (key, plan, recipient, facts, subject, bytes) = row?;
        let mail = NewMail { key, plan: plan.parse()?, recipient, facts, subject: subject.unwrap_or_default(), bytes };
        Ok(QueuedMail { mail })
    })
    .collect()
}

pub(super) fn freeze(connection: &Connection, key: &str, bytes: &[u8], subject: &str, at: &str) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO mail_event (key, state, subject, bytes, note, at) VALUES (?1, 'queued', ?2, ?3, 'frozen', ?4)",
        (key, subject, bytes, at),
    )?;
    Ok(())
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

pub(super) fn counts(connection: &Connection) -> Result<MailCounts, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT state, COUNT(*) FROM (SELECT (SELECT e.state FROM mail_event e WHERE e.key = m.key ORDER BY e.id DESC LIMIT 1) AS state
         FROM mail m) GROUP BY state",
    )?;
    let mut counts = MailCounts::default();
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, u32>(1)?)))?;
    for row in rows {
        let (state, count) = row?;
        let count = u64::from(count);
        match state.as_str() {
            "queued" => counts.queued = count,
            "sent" => counts.sent = count,
            "in_doubt" => counts.in_doubt = count,
            "failed" => counts.failed = count,
            _ => {}
        }
    }
    Ok(counts)
}

pub(super) fn sent(connection: &Connection) -> Result<Vec<(String, String, String, Vec<u8>)>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT s.note, m.recipient, e.subject, e.bytes FROM mail m
         JOIN mail_event e ON e.key = m.key AND e.bytes IS NOT NULL JOIN mail_event s ON s.key = m.key AND s.state = 'sent' ORDER BY s.id",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn take_occurrence(connection: &Connection, plan: &PlanId, job: &str, at: &str) -> Result<bool, StoreError> {
    let added = connection
        .execute("INSERT INTO occurrence (plan, job, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING", (plan.as_str(), job, at))?;
    Ok(added > 0)
}

pub(super) fn last_occurrence(connection: &Connection, plan: &PlanId, job: &str) -> Result<Option<String>, StoreError> {
    Ok(connection.query_row("SELECT MAX(at) FROM occurrence WHERE plan = ?1 AND job = ?2", (plan.as_str(), job), |row| row.get(0))?)
}
