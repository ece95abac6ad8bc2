//! The turns that scheduled jobs had, and what was last seen of the clock.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use super::mailbox;
use crate::schedule::ClockRecord;
use crate::store::{NewMail, StoreError};

pub(super) fn occur(connection: &mut Connection, job: &str, planned: &str, mails: &[NewMail], at: &str) -> Result<bool, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let new = transaction.execute(
        "INSERT INTO occurrence (job, planned, at) VALUES (?1, ?2, ?3) ON CONFLICT (job, planned) DO NOTHING",
        (job, planned, at),
    )?;
    if new > 0 {
        for mail in mails {
            mailbox::add(&transaction, mail, at)?;
        }
    }
    transaction.commit()?;
    Ok(new > 0)
}

pub(super) fn last(connection: &Connection, job: &str, until: &str) -> Result<Option<String>, StoreError> {
    Ok(connection.query_row("SELECT MAX(planned) FROM occurrence WHERE job = ?1 AND planned <= ?2", [job, until], |row| row.get(0))?)
}

pub(super) fn clock(connection: &Connection) -> Result<Option<ClockRecord>, StoreError> {
    let record: Option<String> = connection.query_row("SELECT record FROM clock", [], |row| row.get(0)).optional()?;
    Ok(record.map(|record| serde_json::from_str(&record)).transpose()?)
}

pub(super) fn keep_clock(connection: &Connection, clock: &ClockRecord) -> Result<(), StoreError> {
    let record = serde_json::to_string(clock)?;
    connection
        .execute("INSERT INTO clock (id, record) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET record = excluded.record", [record])?;
    Ok(())
}
