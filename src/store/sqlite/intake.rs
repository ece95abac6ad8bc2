//! Intake: sightings become submissions; submissions are attempted; files are tidied.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior};

use crate::store::{Kept, Received, Sighting, StoreError, Submission, Tidied, Untidied};

fn unsigned(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

pub(super) fn receive(connection: &mut Connection, id: &str, sighting: &Sighting, at: &str) -> Result<Received, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let known: Option<String> = transaction
        .query_row(
            "SELECT submission FROM sighting WHERE path = ?1 AND sha256 = ?2 AND mtime = ?3",
            (&sighting.path, &sighting.sha256, &sighting.mtime),
            |row| row.get(0),
        )
        .optional()?;
    if let Some(submission) = known {
        // The same file, perhaps copied anew, or on a share that gave it another identity.
        transaction.execute(
            "UPDATE sighting SET identity = ?2 WHERE path = ?1 AND submission = ?3",
            (&sighting.path, &sighting.identity, &submission),
        )?;
        transaction.commit()?;
        return Ok(Received::Known(submission));
    }
    transaction.execute("DELETE FROM sighting WHERE path = ?1", [&sighting.path])?;
    transaction.execute(
        "INSERT INTO submission (id, path, folder, file, sha256, size, received_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (id, &sighting.path, &sighting.folder, &sighting.file, &sighting.sha256, unsigned(sighting.size), at),
    )?;
    transaction.execute(
        "INSERT INTO sighting (path, sha256, identity, mtime, folder, file, size, submission) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        (
            &sighting.path,
            &sighting.sha256,
            &sighting.identity,
            &sighting.mtime,
            &sighting.folder,
            &sighting.file,
            unsigned(sighting.size),
            id,
        ),
    )?;
    transaction.commit()?;
    Ok(Received::New)
}

pub(super) fn forget(connection: &Connection, sighting: &Sighting) -> Result<(), StoreError> {
    connection.execute(
        "DELETE FROM sighting WHERE path = ?1 AND sha256 = ?2 AND identity = ?3 AND mtime = ?4",
        (&sighting.path, &sighting.sha256, &sighting.identity, &sighting.mtime),
    )?;
    Ok(())
}

pub(super) fn tidied(connection: &mut Connection, tidied: &Tidied<'_>) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    forget(&transaction, tidied.sighting)?;
    // A new version that lay in 受付済 was moved on: nothing is kept under its old name any more.
    transaction.execute("DELETE FROM kept WHERE path = ?1", [&tidied.sighting.path])?;
    if let Some((path, kept)) = tidied.kept {
        transaction.execute(
            "INSERT OR REPLACE INTO kept (path, sha256, size, mtime) VALUES (?1, ?2, ?3, ?4)",
            (path, &kept.sha256, unsigned(kept.size), &kept.mtime),
        )?;
    }
    transaction.commit()?;
    Ok(())
}

fn submission(row: &Row<'_>) -> rusqlite::Result<Submission> {
    Ok(Submission {
        id: row.get("id")?,
        folder: row.get("folder")?,
        file: row.get("file")?,
        sha256: row.get("sha256")?,
        received_at: row.get("received_at")?,
    })
}

pub(super) fn untidied(connection: &Connection) -> Result<Vec<Untidied>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT s.id, s.folder, s.file, s.sha256, s.received_at, g.path, g.identity, g.mtime, g.size,
                (SELECT group_concat(d.plan, ' ') FROM verdict d
                 WHERE d.verdict = 'draft' AND d.submission >= s.id AND d.submission < s.id || '$') AS drafts, v.number
         FROM sighting g JOIN submission s ON s.id = g.submission LEFT JOIN verdict v ON v.submission = s.id ORDER BY s.rowid",
    )?;
    let rows = statement.query_map([], |row| {
        let submission = submission(row)?;
        let size: i64 = row.get("size")?;
        let sighting = Sighting {
            path: row.get("path")?,
            folder: submission.folder.clone(),
            file: submission.file.clone(),
            sha256: submission.sha256.clone(),
            size: u64::try_from(size).unwrap_or(0),
            identity: row.get("identity")?,
            mtime: row.get("mtime")?,
        };
        Ok((submission, sighting, row.get::<_, Option<String>>("drafts")?, row.get("number")?))
    })?;
    rows.map(|row| {
        let (submission, sighting, drafts, number) = row?;
        let drafts = drafts.unwrap_or_default().split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        Ok(Untidied { submission, sighting, drafts, number })
    })
    .collect()
}

pub(super) fn kept(connection: &Connection) -> Result<BTreeMap<String, Kept>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT path, sha256, size, mtime FROM kept")?;
    let rows = statement.query_map([], |row| {
        let size: i64 = row.get(2)?;
        Ok((row.get(0)?, Kept { sha256: row.get(1)?, size: u64::try_from(size).unwrap_or(0), mtime: row.get(3)? }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn unread(connection: &Connection) -> Result<Vec<Submission>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT id, folder, file, sha256, received_at FROM submission s
         WHERE NOT EXISTS (SELECT 1 FROM verdict v WHERE v.submission = s.id) ORDER BY s.rowid",
    )?;
    let rows = statement.query_map([], submission)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn begin_attempt(connection: &mut Connection, submission: &str, at: &str) -> Result<u32, StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let number: u32 =
        transaction.query_row("SELECT COALESCE(MAX(number), 0) + 1 FROM attempt WHERE submission = ?1", [submission], |row| row.get(0))?;
    transaction.execute("INSERT INTO attempt (submission, number, at) VALUES (?1, ?2, ?3)", (submission, number, at))?;
    transaction.commit()?;
    Ok(number)
}
