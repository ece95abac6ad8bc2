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

pub(super) fn pending(connection: &Connection) -> Result<Vec<PendingOutput>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, path, sha256 FROM output o WHERE NOT EXISTS (SELECT 1 FROM output_event e WHERE e.output = o.id) ORDER BY o.rowid",
    )?;
    let rows = statement.query_map([], |row| Ok(PendingOutput { id: row.get(0)?, path: row.get(1)?, sha256: row.get(2)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
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
            "SELECT number, digest, at FROM edition WHERE plan = ?1 AND round = ?2 ORDER BY number DESC LIMIT 1",
            (plan.as_str(), round.as_str()),
            |row| Ok(Edition { plan: plan.clone(), round: round.clone(), number: row.get(0)?, digest: row.get(1)?, at: row.get(2)? }),
        )
        .optional()?)
}

pub(super) fn compile(connection: &mut Connection, edition: &Edition, outputs: &[NewOutput], mails: &[NewMail]) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute(
        "INSERT INTO edition (plan, round, number, digest, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        (edition.plan.as_str(), edition.round.as_str(), edition.number, &edition.digest, &edition.at),
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
