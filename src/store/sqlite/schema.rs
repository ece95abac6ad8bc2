//! The schema and its migrations. A migration, once released, never changes.

use rusqlite::{Connection, TransactionBehavior};

use crate::store::StoreError;

/// Tables of the first migration to which rows are only ever added.
const FIRST_APPEND_ONLY: [&str; 15] = [
    "register_version",
    "round_event",
    "obligation",
    "issued_form",
    "submission",
    "attempt",
    "verdict",
    "value",
    "finding",
    "mail",
    "mail_event",
    "output",
    "output_event",
    "edition",
    "event",
];

/// Migration 1. `plan` is part of every key that belongs to one.
const FIRST: &str = "
CREATE TABLE register_version (version TEXT PRIMARY KEY, plan TEXT NOT NULL, sheets TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE TABLE round_event (id INTEGER PRIMARY KEY, plan TEXT NOT NULL, round TEXT NOT NULL, kind TEXT NOT NULL,
  register_version TEXT NOT NULL REFERENCES register_version, at TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX round_opened_once ON round_event (plan, round) WHERE kind = 'opened';
CREATE TABLE obligation (plan TEXT NOT NULL, round TEXT NOT NULL, position INTEGER NOT NULL, department TEXT NOT NULL, indicator TEXT NOT NULL,
  PRIMARY KEY (plan, round, department, indicator)) STRICT, WITHOUT ROWID;
CREATE TABLE issued_form (id INTEGER PRIMARY KEY, plan TEXT NOT NULL, round TEXT NOT NULL, department TEXT NOT NULL, version INTEGER NOT NULL,
  output TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE TABLE submission (id TEXT PRIMARY KEY, path TEXT NOT NULL, folder TEXT, file TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL,
  received_at TEXT NOT NULL) STRICT;
CREATE TABLE sighting (path TEXT NOT NULL, sha256 TEXT NOT NULL, identity TEXT NOT NULL, mtime TEXT NOT NULL, folder TEXT, file TEXT NOT NULL,
  size INTEGER NOT NULL, submission TEXT NOT NULL REFERENCES submission, PRIMARY KEY (path, sha256, identity, mtime)) STRICT, WITHOUT ROWID;
CREATE TABLE kept (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, size INTEGER NOT NULL, mtime TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE attempt (submission TEXT NOT NULL REFERENCES submission, number INTEGER NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (submission, number)) STRICT, WITHOUT ROWID;
CREATE TABLE verdict (submission TEXT PRIMARY KEY REFERENCES submission, plan TEXT NOT NULL, round TEXT NOT NULL, department TEXT,
  sequence INTEGER, number TEXT NOT NULL, verdict TEXT NOT NULL, author TEXT NOT NULL, checker TEXT NOT NULL, rejected TEXT NOT NULL,
  at TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX verdict_number ON verdict (plan, round, number) WHERE number <> '';
CREATE INDEX verdict_of ON verdict (plan, round, department, sequence);
CREATE INDEX submission_bytes ON submission (sha256);
CREATE TABLE value (id INTEGER PRIMARY KEY, plan TEXT NOT NULL, round TEXT NOT NULL, indicator TEXT NOT NULL,
  submission TEXT NOT NULL REFERENCES submission, state TEXT NOT NULL, value TEXT, sheet TEXT NOT NULL, cell TEXT NOT NULL, raw TEXT NOT NULL,
  row TEXT NOT NULL, UNIQUE (plan, round, indicator, submission)) STRICT;
CREATE TABLE finding (id INTEGER PRIMARY KEY, plan TEXT NOT NULL, submission TEXT NOT NULL REFERENCES submission, code TEXT NOT NULL,
  severity TEXT NOT NULL, facts TEXT NOT NULL) STRICT;
CREATE INDEX finding_of ON finding (submission);
CREATE TABLE mail (id INTEGER PRIMARY KEY, plan TEXT NOT NULL, key TEXT NOT NULL UNIQUE, recipient TEXT NOT NULL, facts TEXT NOT NULL,
  at TEXT NOT NULL) STRICT;
CREATE TABLE mail_event (id INTEGER PRIMARY KEY, key TEXT NOT NULL REFERENCES mail (key), state TEXT NOT NULL, subject TEXT, body TEXT, bytes BLOB,
  note TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX mail_event_of ON mail_event (key);
CREATE TABLE output (id TEXT PRIMARY KEY, plan TEXT NOT NULL, path TEXT NOT NULL, sha256 TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX output_bytes ON output (sha256);
CREATE TABLE output_event (id INTEGER PRIMARY KEY, output TEXT NOT NULL REFERENCES output, path TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX output_event_of ON output_event (output);
CREATE INDEX output_event_path ON output_event (path);
CREATE TABLE edition (plan TEXT NOT NULL, round TEXT NOT NULL, number INTEGER NOT NULL, digest TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (plan, round, number)) STRICT, WITHOUT ROWID;
CREATE TABLE event (id INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL) STRICT;
";

/// Migration 2: co-owners, the texts of evaluation sheets, and what an edition was made of.
const SECOND: &str = "
ALTER TABLE obligation ADD COLUMN lead INTEGER NOT NULL DEFAULT 1;
CREATE TABLE narrative (id INTEGER PRIMARY KEY, plan TEXT NOT NULL, round TEXT NOT NULL, node TEXT NOT NULL, slot INTEGER NOT NULL,
  field TEXT NOT NULL, submission TEXT NOT NULL REFERENCES submission, sheet TEXT NOT NULL, cell TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE INDEX narrative_of ON narrative (plan, round, node, slot, field);
CREATE TABLE edition_facts (plan TEXT NOT NULL, round TEXT NOT NULL, number INTEGER NOT NULL, facts TEXT NOT NULL,
  PRIMARY KEY (plan, round, number)) STRICT, WITHOUT ROWID;
";

/// Migration 3: decisions, the registers and ledgers that amendments put in force, the last good registers, the
/// occurrences of the schedule, what was last seen of the clock, and what was done to the installation. The events of nobody
/// (`event`) go. A mail's event may say whose claim it is, not before when it is tried again, to whom it went in a rehearsal,
/// and who decided it and why.
const THIRD: &str = "
DROP TABLE event;
CREATE TABLE decision (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, plan TEXT NOT NULL, round TEXT NOT NULL, kind TEXT NOT NULL,
  act TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL, until TEXT, decided_on TEXT NOT NULL, source TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE INDEX decision_of ON decision (plan, round);
CREATE TABLE amended_obligation (decision TEXT NOT NULL REFERENCES decision (id), position INTEGER NOT NULL, department TEXT NOT NULL,
  indicator TEXT NOT NULL, lead INTEGER NOT NULL, PRIMARY KEY (decision, department, indicator)) STRICT, WITHOUT ROWID;
CREATE TABLE good_register (id INTEGER PRIMARY KEY, plan TEXT NOT NULL, source TEXT NOT NULL, version TEXT NOT NULL REFERENCES register_version, at TEXT NOT NULL) STRICT;
CREATE INDEX good_register_of ON good_register (plan);
CREATE INDEX good_register_from ON good_register (source);
ALTER TABLE mail_event ADD COLUMN token TEXT;
ALTER TABLE mail_event ADD COLUMN not_before TEXT;
ALTER TABLE mail_event ADD COLUMN sent_to TEXT;
ALTER TABLE mail_event ADD COLUMN who TEXT;
ALTER TABLE mail_event ADD COLUMN why TEXT;
CREATE TABLE occurrence (job TEXT NOT NULL, planned TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (job, planned)) STRICT, WITHOUT ROWID;
CREATE TABLE upkeep_event (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, facts TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL, at TEXT NOT NULL) STRICT;
CREATE TABLE clock (id INTEGER PRIMARY KEY CHECK (id = 1), record TEXT NOT NULL) STRICT;
";

/// What each migration does, and the tables that it makes to which rows are only ever added.
const MIGRATIONS: [(&str, &[&str]); 3] = [
    (FIRST, &FIRST_APPEND_ONLY),
    (SECOND, &["narrative", "edition_facts"]),
    (THIRD, &["decision", "amended_obligation", "good_register", "occurrence", "upkeep_event"]),
];

/// Tables of earlier migrations that a later one dropped.
#[cfg(test)]
const DROPPED: [&str; 1] = ["event"];

/// Tables to which rows are only ever added.
#[cfg(test)]
pub(super) fn append_only() -> impl Iterator<Item = &'static str> {
    MIGRATIONS.iter().flat_map(|(_, tables)| tables.iter().copied()).filter(|table| !DROPPED.contains(table))
}

/// Newest schema this program knows.
pub(super) const VERSION: i64 = 3;

/// Brings a database up to [`VERSION`], each migration in its own transaction.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > VERSION {
        return Err(StoreError::Newer { found, known: VERSION });
    }
    for (version, (statements, append_only)) in (1..).zip(MIGRATIONS) {
        if found >= version {
            continue;
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Two commands may be the first at once: the second one waited here and finds the work done.
        let found: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if found >= version {
            continue;
        }
        transaction.execute_batch(statements)?;
        for table in append_only {
            transaction.execute_batch(&format!(
                "CREATE TRIGGER {table}_never_changes BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;
                 CREATE TRIGGER {table}_never_forgets BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END;"
            ))?;
        }
        transaction.execute_batch(&format!("PRAGMA user_version = {version}"))?;
        transaction.commit()?;
    }
    Ok(())
}
