//! Mails on their way out: claims, the point of no return, what a person decides. Each function is one transaction that
//! looks at the mail's last event before it adds the next.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use crate::store::{AbandonedMail, Frozen, MailDecision, MailEntry, MailEvent, MailState, StoreError};

/// A mail's last event.
struct Last {
    state: String,
    token: Option<String>,
}

fn last(connection: &Connection, key: &str) -> Result<Option<Last>, StoreError> {
    let last = connection
        .query_row("SELECT state, token FROM mail_event WHERE key = ?1 ORDER BY id DESC LIMIT 1", [key], |row| {
            Ok(Last { state: row.get(0)?, token: row.get(1)? })
        })
        .optional()?;
    Ok(last)
}

/// Runs `act` if the mail's last event is as `fits` wants it; says whether it did.
fn step(
    connection: &mut Connection,
    key: &str,
    fits: impl FnOnce(&Last) -> bool,
    act: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>,
) -> Result<bool, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    if !last(&transaction, key)?.is_some_and(|last| fits(&last)) {
        return Ok(false);
    }
    act(&transaction)?;
    transaction.commit()?;
    Ok(true)
}

/// Kinds that wait for release in everything that this connection queues from now on.
pub(super) fn hold_kinds(connection: &Connection, kinds: &[String]) -> Result<(), StoreError> {
    connection.execute_batch("CREATE TEMP TABLE IF NOT EXISTS held_kind (kind TEXT PRIMARY KEY); DELETE FROM temp.held_kind;")?;
    for kind in kinds {
        connection.execute("INSERT OR IGNORE INTO temp.held_kind (kind) VALUES (?1)", [kind])?;
    }
    Ok(())
}

/// Where a new mail stands: held where its kind is. Its key begins with the kind.
pub(super) fn first_state(connection: &Connection, key: &str) -> Result<MailState, StoreError> {
    let kinds: bool =
        connection.query_row("SELECT EXISTS (SELECT 1 FROM sqlite_temp_schema WHERE name = 'held_kind')", [], |row| row.get(0))?;
    let kind = key.split(':').next().unwrap_or_default();
    let held = kinds && connection.query_row("SELECT EXISTS (SELECT 1 FROM temp.held_kind WHERE kind = ?1)", [kind], |row| row.get(0))?;
    Ok(if held { MailState::Held } else { MailState::Queued })
}

pub(super) fn claim(
    connection: &mut Connection,
    key: &str,
    token: &str,
    fixed: Option<(&Frozen, Option<&str>)>,
    at: &str,
) -> Result<bool, StoreError> {
    let frozen = fixed.map(|(frozen, _)| frozen);
    step(
        connection,
        key,
        |last| last.state == "queued",
        |transaction| {
            transaction.execute(
                "INSERT INTO mail_event (key, state, subject, body, bytes, note, at, token, sent_to) VALUES (?1, 'claimed', ?2, ?3, ?4, '', ?5, ?6, ?7)",
                (
                    key,
                    frozen.map(|frozen| &frozen.subject),
                    frozen.map(|frozen| &frozen.body),
                    frozen.map(|frozen| &frozen.bytes),
                    at,
                    token,
                    fixed.and_then(|(_, sent_to)| sent_to),
                ),
            )?;
            Ok(())
        },
    )
}

pub(super) fn point_of_no_return(connection: &mut Connection, key: &str, token: &str, at: &str) -> Result<bool, StoreError> {
    step(
        connection,
        key,
        |last| last.state == "claimed" && last.token.as_deref() == Some(token),
        |transaction| {
            transaction.execute(
                "INSERT INTO mail_event (key, state, note, at, token) VALUES (?1, 'in_doubt', 'handed to the server', ?2, ?3)",
                (key, at, token),
            )?;
            Ok(())
        },
    )
}

pub(super) fn put_off(connection: &Connection, key: &str, not_before: Option<&str>, note: &str, at: &str) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO mail_event (key, state, note, at, not_before) VALUES (?1, 'queued', ?2, ?3, ?4)",
        (key, note, at, not_before),
    )?;
    Ok(())
}

pub(super) fn doubts(connection: &Connection, key: &str) -> Result<u32, StoreError> {
    let doubts = "SELECT COUNT(*) FROM mail_event WHERE key = ?1 AND state = 'in_doubt' AND token IS NOT NULL";
    Ok(connection.query_row(doubts, [key], |row| row.get(0))?)
}

pub(super) fn abandoned(connection: &Connection) -> Result<Vec<AbandonedMail>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT m.key, m.facts, l.state, (SELECT COUNT(*) FROM mail_event d WHERE d.key = m.key AND d.state = 'in_doubt' AND d.token IS NOT NULL)
         FROM mail m JOIN mail_event l ON l.id = (SELECT MAX(e.id) FROM mail_event e WHERE e.key = m.key)
         WHERE l.state IN ('claimed', 'in_doubt') AND l.token IS NOT NULL ORDER BY m.id",
    )?;
    let rows = statement.query_map([], |row| {
        let state = if row.get::<_, String>(2)? == "claimed" { MailState::Claimed } else { MailState::InDoubt };
        Ok(AbandonedMail { key: row.get(0)?, facts: row.get(1)?, state, doubts: row.get(3)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every mail, oldest first; those that another mail says as well are not mails of their own.
pub(super) fn entries(connection: &Connection) -> Result<Vec<MailEntry>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT m.id, m.key, m.recipient, m.facts, l.state, l.at, l.note, l.not_before, l.token IS NOT NULL AND l.state IN ('claimed', 'in_doubt'),
           (SELECT c.sent_to FROM mail_event c WHERE c.key = m.key AND c.state = 'claimed' ORDER BY c.id DESC LIMIT 1), f.subject, f.body
         FROM mail m JOIN mail_event l ON l.id = (SELECT MAX(e.id) FROM mail_event e WHERE e.key = m.key)
         LEFT JOIN mail_event f ON f.id = (SELECT MAX(e.id) FROM mail_event e WHERE e.key = m.key AND e.bytes IS NOT NULL)
         WHERE m.facts <> '' ORDER BY m.id",
    )?;
    let rows = statement.query_map([], |row| {
        let state: String = row.get(4)?;
        let subject: Option<String> = row.get(10)?;
        let text = match subject {
            Some(subject) => Some((subject, row.get(11)?)),
            None => None,
        };
        let entry = MailEntry {
            number: row.get(0)?,
            key: row.get(1)?,
            recipient: row.get(2)?,
            facts: row.get(3)?,
            state: MailState::Queued,
            at: row.get(5)?,
            note: row.get(6)?,
            not_before: row.get(7)?,
            at_work: row.get(8)?,
            sent_to: row.get(9)?,
            text,
        };
        Ok((state, entry))
    })?;
    rows.map(|row| {
        let (state, entry) = row?;
        Ok(MailEntry { state: known(&state)?, ..entry })
    })
    .collect()
}

pub(super) fn history(connection: &Connection, key: &str) -> Result<Vec<MailEvent>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT state, at, note, who, why FROM mail_event WHERE key = ?1 ORDER BY id")?;
    let rows = statement.query_map([key], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))?;
    rows.map(|row| {
        let (state, at, note, who, why) = row?;
        Ok(MailEvent { state: known(&state)?, at, note, who, why })
    })
    .collect()
}

pub(super) fn decide(connection: &mut Connection, key: &str, decision: &MailDecision<'_>) -> Result<bool, StoreError> {
    step(
        connection,
        key,
        // What a delivery is at just now is not taken from under its hands.
        |last| decision.from.iter().any(|state| state.name() == last.state) && !(last.state == "in_doubt" && last.token.is_some()),
        |transaction| {
            transaction.execute(
                "INSERT INTO mail_event (key, state, note, at, who, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                (key, decision.to.name(), decision.note, decision.at, decision.who, decision.why),
            )?;
            Ok(())
        },
    )
}

/// Holds what would go out by itself. What was handed to a server stays in doubt, and is not sent again by the program.
pub(super) fn hold_all(connection: &mut Connection, note: &str, at: &str) -> Result<usize, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let held = transaction.execute(
        "INSERT INTO mail_event (key, state, note, at)
         SELECT l.key, 'held', ?1, ?2 FROM mail_event l WHERE l.state IN ('queued', 'claimed')
         AND l.id = (SELECT MAX(e.id) FROM mail_event e WHERE e.key = l.key) ORDER BY l.id",
        (note, at),
    )?;
    transaction.execute(
        "INSERT INTO mail_event (key, state, note, at)
         SELECT l.key, 'in_doubt', ?1, ?2 FROM mail_event l WHERE l.state = 'in_doubt' AND l.token IS NOT NULL
         AND l.id = (SELECT MAX(e.id) FROM mail_event e WHERE e.key = l.key) ORDER BY l.id",
        (note, at),
    )?;
    transaction.commit()?;
    Ok(held)
}

fn known(state: &str) -> Result<MailState, StoreError> {
    MailState::ALL.into_iter().find(|known| known.name() == state).ok_or_else(|| StoreError::MailState(state.to_owned()))
}

#[cfg(test)]
#[path = "outgoing_tests.rs"]
mod tests;
