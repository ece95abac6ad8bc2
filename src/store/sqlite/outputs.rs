//! Files to write into the outbox, and compiles.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::mailbox;
use crate::domain::{PlanId, RoundId};
use crate::store::{Edition, NewMail, NewOutput, PendingOutput, StoreError};

pub(super) fn add(connection: &Connection, output: &NewOutput, at: &str) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO output (id, plan, path, sha256, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        (&output.id, output.plan.as_str(), &output.path, &output.sha256, at),
    )?;
    Ok(())
}

/// Outputs behind row `written` that wait, and the row up to which all are written now. What is written stays so, and
/// after each return only the newest rows have to be looked at.
pub(super) fn pending(connection: &Connection, written: i64) -> Result<(Vec<PendingOutput>, i64), StoreError> {
    // Read before the others: what is added meanwhile lies behind it.
    let last: i64 = connection.query_row("SELECT COALESCE(MAX(rowid), 0) FROM output", [], |row| row.get(0))?;
    let mut statement = connection.prepare_cached(
        "SELECT id, path, sha256, rowid FROM output o WHERE o.rowid > ?1
         AND NOT EXISTS (SELECT 1 FROM output_event e WHERE e.output = o.id) ORDER BY o.rowid",
    )?;
    let rows = statement.query_map([written], |row| {
        Ok((PendingOutput { id: row.get(0)?, path: row.get(1)?, sha256: row.get(2)? }, row.get::<_, i64>(3)?))
    })?;
    let rows: Vec<(PendingOutput, i64)> = rows.collect::<Result<_, _>>()?;
    let written = rows.first().map_or(last, |(_, first)| last.min(first - 1));
    Ok((rows.into_iter().map(|(output, _)| output).collect(), written))
}

pub(super) fn written(connection: &Connection, output: &str, path: &str, at: &str) -> Result<(), StoreError> {
    connection.execute("INSERT INTO output_event (output, path, at) VALUES (?1, ?2, ?3)", (output, path, at))?;
    Ok(())
}

pub(super) fn written_at(connection: &Connection, path: &str) -> Result<Option<String>, StoreError> {
    Ok(connection
        .query_row(
            "SELECT o.sha256 FROM output_event e JOIN output o ON o.id = e.output WHERE e.path = ?1 ORDER BY e.id DESC LIMIT 1",
            [path],
            |row| row.get(0),
        )
        .optional()?)
}

pub(super) fn is_own(connection: &Connection, sha256: &str) -> Result<bool, StoreError> {
    // A blank form that comes back untouched is a return, not an output of ours.
    Ok(connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM output o WHERE o.sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM issued_form i WHERE i.output = o.id))",
        [sha256],
        |row| row.get(0),
    )?)
}

pub(super) fn last_edition(connection: &Connection, plan: &PlanId, round: &RoundId) -> Result<Option<Edition>, StoreError> {
    Ok(connection
        .query_row(
            "SELECT e.number, e.digest, e.at, COALESCE(f.facts, '') FROM edition e
             LEFT JOIN edition_facts f ON f.plan = e.plan AND f.round = e.round AND f.number = e.number
             WHERE e.plan = ?1 AND e.round = ?2 ORDER BY e.number DESC LIMIT 1",
            (plan.as_str(), round.as_str()),
            |row| {
                Ok(Edition {
                    plan: plan.clone(),
                    round: round.clone(),
                    number: row.get(0)?,
                    digest: row.get(1)?,
                    at: row.get(2)?,
                    facts: row.get(3)?,
                })
            },
        )
        .optional()?)
}

pub(super) fn edition_facts(connection: &Connection, plan: &PlanId, round: &RoundId, number: u32) -> Result<Option<String>, StoreError> {
    Ok(connection
        .query_row(
            "SELECT facts FROM edition_facts WHERE plan = ?1 AND round = ?2 AND number = ?3 AND facts <> ''",
            (plan.as_str(), round.as_str(), number),
            |row| row.get(0),
        )
        .optional()?)
}

pub(super) fn compile(connection: &mut Connection, edition: &Edition, outputs: &[NewOutput], mails: &[NewMail]) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute(
        "INSERT INTO edition (plan, round, number, digest, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        (edition.plan.as_str(), edition.round.as_str(), edition.number, &edition.digest, &edition.at),
    )?;
    transaction.execute(
        "INSERT INTO edition_facts (plan, round, number, facts) VALUES (?1, ?2, ?3, ?4)",
        (edition.plan.as_str(), edition.round.as_str(), edition.number, &edition.facts),
    )?;
    for output in outputs {
        add(&transaction, output, &edition.at)?;
    }
    for mail in mails {
        mailbox::add(&transaction, mail, &edition.at)?;
    }
    transaction.commit()?;
    Ok(())
}
