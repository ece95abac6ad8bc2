//! The same installation worked on at any civil time: the library's worker with an injected clock.

use std::path::Path;

use chrono::{NaiveDateTime, TimeZone};
use torimatome::domain::{Civil, Lang};
use torimatome::installation::Installation;
use torimatome::store::{SqliteStore, Store};
use torimatome::worker::{PassReport, WorkError, Worker};

use crate::case::{Case, PROGRAM, until};

/// `2025-06-06T09:00` in Tokyo.
pub fn at(text: &str) -> Civil {
    let naive = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap();
    chrono_tz::Asia::Tokyo.from_local_datetime(&naive).unwrap()
}

impl Case {
    /// A worker on this installation, reading in the real program's child.
    pub fn worker(&self) -> Worker {
        // A process that another test starts just now holds a copy of our open files until it becomes another program,
        // and with them a lock that was let go meanwhile.
        until("the lock is free", || match Worker::start(Installation::open(self.root()).unwrap(), None, Path::new(PROGRAM)) {
            Err(WorkError::Locked(_)) => None,
            worker => Some(worker.unwrap()),
        })
    }

    /// One pass at a civil time.
    pub fn pass_at(&self, time: &str) -> PassReport {
        self.worker().pass(at(time)).unwrap()
    }

    /// The store beside the worker.
    pub fn store(&self) -> SqliteStore {
        SqliteStore::open(&self.path("state/torimatome.db")).unwrap()
    }

    /// Codes of all findings that were recorded, in order.
    pub fn findings(&self) -> Vec<String> {
        let stored = self.store().findings(&"mine-r6".parse().unwrap(), &"r6".parse().unwrap()).unwrap();
        stored.iter().map(|stored| stored.finding.problem.code().to_owned()).collect()
    }

    /// `status --json` as of a civil time.
    pub fn status_at(&self, time: &str) -> serde_json::Value {
        let (report, mailbox, health) = self.worker().status(at(time), Lang::Ja).unwrap();
        serde_json::to_value(torimatome::consolidation::StatusJson::new(&report, mailbox, health, Lang::Ja)).unwrap()
    }
}
