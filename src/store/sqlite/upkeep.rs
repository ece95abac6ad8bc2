//! The installation as a whole: copies of the database, a look at it from outside, events, and what refers to the spool.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::{BUSY, schema};
use crate::store::{Original, StoreError, UpkeepEvent, UpkeepKind};

/// What was seen of a database that was only looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// Its schema.
    pub schema: i64,
    /// What `SQLite` found damaged; empty where all is well.
    pub damage: Vec<String>,
    /// When the last event of the mailbox was recorded, ISO 8601.
    pub last_event: Option<String>,
}

/// Most complaints of `SQLite` that are told.
const DAMAGE_MAX: u32 = 5;

fn read_only(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY)?;
    Ok(connection)
}

fn schema_of(connection: &Connection) -> Result<i64, StoreError> {
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > schema::VERSION { Err(StoreError::Newer { found, known: schema::VERSION }) } else { Ok(found) }
}

pub(super) fn snapshot(from: &Path, to: &Path) -> Result<i64, StoreError> {
    let connection = read_only(from)?;
    let schema = schema_of(&connection)?;
    connection.execute("VACUUM INTO ?1", [to.to_string_lossy()])?;
    Ok(schema)
}

pub(super) fn look(path: &Path) -> Result<Looked, StoreError> {
    let connection = read_only(path)?;
    let schema = schema_of(&connection)?;
    let mut statement = connection.prepare(&format!("PRAGMA quick_check({DAMAGE_MAX})"))?;
    let lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let damage = lines.into_iter().filter(|line| line != "ok").collect();
    let last_event = connection.query_row("SELECT at FROM mail_event ORDER BY id DESC LIMIT 1", [], |row| row.get(0)).ok();
    Ok(Looked { schema, damage, last_event })
}

pub(super) fn record(connection: &Connection, event: &UpkeepEvent) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO upkeep_event (kind, facts, who, why, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        (event.kind.name(), &event.facts, &event.who, &event.why, &event.at),
    )?;
    Ok(())
}

pub(super) fn events(connection: &Connection) -> Result<Vec<UpkeepEvent>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT kind, facts, who, why, at FROM upkeep_event ORDER BY id")?;
    let rows = statement.query_map([], |row| {
        let kind: String = row.get(0)?;
        let kind = UpkeepKind::ALL.into_iter().find(|known| known.name() == kind);
        Ok((kind, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
    })?;
    let mut events = Vec::new();
    for row in rows {
        let (kind, facts, who, why, at) = row?;
        events.extend(kind.map(|kind| UpkeepEvent { kind, facts, who, why, at }));
    }
    Ok(events)
}

pub(super) fn originals(connection: &Connection) -> Result<Vec<Original>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT s.sha256, s.size, v.plan, v.round FROM submission s LEFT JOIN verdict v ON v.submission = s.id ORDER BY s.rowid",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((row.get(0)?, row.get::<_, i64>(1)?, row.get::<_, Option<String>>(2)?, row.get::<_, Option<String>>(3)?))
    })?;
    rows.map(|row| {
        let (sha256, size, plan, round) = row?;
        let round = match (plan, round) {
            (Some(plan), Some(round)) => Some((plan.parse()?, round.parse()?)),
            _ => None,
        };
        Ok(Original { sha256, size: u64::try_from(size).unwrap_or(0), round })
    })
    .collect()
}

pub(super) fn output_objects(connection: &Connection) -> Result<BTreeSet<String>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT DISTINCT sha256 FROM output")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
