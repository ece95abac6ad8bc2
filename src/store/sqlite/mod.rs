//! The embedded store. Each file holds the transactions of one concern; this one opens the database and lends it out.

#[cfg(test)]
mod decision_tests;
mod decisions;
mod intake;
#[cfg(test)]
mod joint_tests;
mod mailbox;
mod occurrences;
mod outgoing;
mod outputs;
mod rounds;
mod schema;
#[cfg(test)]
mod tests;
mod upkeep;
#[cfg(test)]
mod upkeep_tests;
mod verdicts;

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use super::{
    AbandonedMail, Amendment, Conclusion, Edition, Frozen, IssuedForm, Kept, MailDecision, MailEntry, MailEvent, MailState, NewMail,
    NewOutput, OpenedRound, Original, PendingOutput, QueuedMail, Received, RoundOpening, SentMail, Sighting, Store, StoreError,
    StoredFinding, Submission, Tidied, Untidied, UpkeepEvent,
};
use crate::consolidation::{MailboxCounts, SubmissionSummary};
use crate::domain::{Decision, Decisions, DepartmentId, Ledger, PlanId, RoundId, TextKey};
use crate::register::Sheets;
use crate::schedule::ClockRecord;
use crate::validation::{Held, HeldText};

pub use upkeep::Looked;

/// How long a transaction waits for another command's.
const BUSY: Duration = Duration::from_secs(10);

/// The embedded store: one file, write-ahead log, synced on every commit.
#[derive(Debug)]
pub struct SqliteStore {
    connection: Connection,
    /// Row of `output` up to which all are known to be written.
    written: Cell<i64>,
}

impl SqliteStore {
    /// Opens (and, the first time, creates) the database.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        Self::prepare(Connection::open(path)?)
    }

    /// A database in memory, for `check` outside an installation and for tests.
    pub fn in_memory() -> Result<Self, StoreError> {
        Self::prepare(Connection::open_in_memory()?)
    }

    /// Copies the database as it stands, also while another process writes to it.
    pub fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        self.connection.execute("VACUUM INTO ?1", [path.to_string_lossy()])?;
        Ok(())
    }

    /// Newest schema that this program knows.
    pub const SCHEMA: i64 = schema::VERSION;

    /// Copies a database as it stands, whatever works with it, and changes nothing in it: not its schema either. Refuses
    /// one of a newer program.
    pub fn snapshot(from: &Path, to: &Path) -> Result<i64, StoreError> {
        upkeep::snapshot(from, to)
    }

    /// Looks at a database without changing it.
    pub fn look(path: &Path) -> Result<Looked, StoreError> {
        upkeep::look(path)
    }

    fn prepare(mut connection: Connection) -> Result<Self, StoreError> {
        connection.busy_timeout(BUSY)?;
        connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")?;
        schema::migrate(&mut connection)?;
        Ok(Self { connection, written: Cell::new(0) })
    }
}

impl Store for SqliteStore {
    fn open_round(&mut self, opening: &RoundOpening<'_>) -> Result<bool, StoreError> {
        rounds::open(&mut self.connection, opening)
    }

    fn opened_rounds(&self, plan: &PlanId) -> Result<Vec<OpenedRound>, StoreError> {
        rounds::opened(&self.connection, plan)
    }

    fn opened_plans(&self) -> Result<Vec<PlanId>, StoreError> {
        rounds::opened_plans(&self.connection)
    }

    fn frozen_register(&self, version: &str) -> Result<Option<Sheets>, StoreError> {
        rounds::frozen_register(&self.connection, version)
    }

    fn ledger(&self, plan: &PlanId, round: &RoundId) -> Result<Ledger, StoreError> {
        rounds::ledger(&self.connection, plan, round)
    }

    fn issue(&mut self, forms: &[IssuedForm<'_>], mails: &[NewMail], output: &NewOutput) -> Result<(), StoreError> {
        rounds::issue(&mut self.connection, forms, mails, output)
    }

    fn form_path(&self, plan: &PlanId, round: &RoundId, department: &DepartmentId) -> Result<Option<String>, StoreError> {
        rounds::form_path(&self.connection, plan, round, department)
    }

    fn last_issued(&self, plan: &PlanId, round: &RoundId, department: &DepartmentId) -> Result<Option<String>, StoreError> {
        rounds::last_issued(&self.connection, plan, round, department)
    }

    fn issued(&self, plan: &PlanId, round: &RoundId) -> Result<BTreeMap<DepartmentId, String>, StoreError> {
        rounds::issued(&self.connection, plan, round)
    }

    fn receive(&mut self, id: &str, sighting: &Sighting, at: &str) -> Result<Received, StoreError> {
        intake::receive(&mut self.connection, id, sighting, at)
    }

    fn tidied(&mut self, tidied: &Tidied<'_>) -> Result<(), StoreError> {
        intake::tidied(&mut self.connection, tidied)
    }

    fn untidied(&self) -> Result<Vec<Untidied>, StoreError> {
        intake::untidied(&self.connection)
    }

    fn forget_sighting(&mut self, sighting: &Sighting) -> Result<(), StoreError> {
        intake::forget(&self.connection, sighting)
    }

    fn kept(&self) -> Result<BTreeMap<String, Kept>, StoreError> {
        intake::kept(&self.connection)
    }

    fn unread(&self) -> Result<Vec<Submission>, StoreError> {
        intake::unread(&self.connection)
    }

    fn begin_attempt(&mut self, submission: &str, at: &str) -> Result<u32, StoreError> {
        intake::begin_attempt(&mut self.connection, submission, at)
    }

    fn next_sequence(&self, plan: &PlanId, round: &RoundId, department: Option<&DepartmentId>) -> Result<u32, StoreError> {
        verdicts::next_sequence(&self.connection, plan, round, department)
    }

    fn conclude(&mut self, conclusions: &[Conclusion<'_>]) -> Result<(), StoreError> {
        verdicts::conclude(&mut self.connection, conclusions)
    }

    fn rows(&self, plan: &PlanId, round: &RoundId) -> Result<Vec<Held>, StoreError> {
        verdicts::rows(&self.connection, plan, round)
    }

    fn answers(&self, plan: &PlanId, round: &RoundId) -> Result<Vec<Held>, StoreError> {
        verdicts::answers(&self.connection, plan, round)
    }

    fn held_texts(&self, plan: &PlanId, round: &RoundId) -> Result<BTreeMap<TextKey, HeldText>, StoreError> {
        verdicts::held_texts(&self.connection, plan, round)
    }

    fn submissions(&self, plan: &PlanId, round: &RoundId) -> Result<Vec<SubmissionSummary>, StoreError> {
        verdicts::submissions(&self.connection, plan, round)
    }

    fn findings(&self, plan: &PlanId, round: &RoundId) -> Result<Vec<StoredFinding>, StoreError> {
        verdicts::findings(&self.connection, plan, round)
    }

    fn same_bytes(&self, plan: &PlanId, round: &RoundId, department: &DepartmentId, sha256: &str) -> Result<Option<String>, StoreError> {
        verdicts::same_bytes(&self.connection, plan, round, department, sha256)
    }

    fn pending_outputs(&self) -> Result<Vec<PendingOutput>, StoreError> {
        let (pending, written) = outputs::pending(&self.connection, self.written.get())?;
        self.written.set(written);
        Ok(pending)
    }

    fn add_output(&mut self, output: &NewOutput, at: &str) -> Result<(), StoreError> {
        outputs::add(&self.connection, output, at)
    }

    fn output_written(&mut self, output: &str, path: &str, at: &str) -> Result<(), StoreError> {
        outputs::written(&self.connection, output, path, at)
    }

    fn written_at(&self, path: &str) -> Result<Option<String>, StoreError> {
        outputs::written_at(&self.connection, path)
    }

    fn is_own_output(&self, sha256: &str) -> Result<bool, StoreError> {
        outputs::is_own(&self.connection, sha256)
    }

    fn queue_mails(&mut self, mails: &[NewMail], at: &str) -> Result<usize, StoreError> {
        mailbox::queue_all(&mut self.connection, mails, at)
    }

    fn hold_kinds(&mut self, kinds: &[String]) -> Result<(), StoreError> {
        outgoing::hold_kinds(&self.connection, kinds)
    }

    fn queued_mails(&self, limit: u32, now: &str) -> Result<Vec<QueuedMail>, StoreError> {
        mailbox::queued(&self.connection, limit, now)
    }

    fn claim_mail(&mut self, key: &str, token: &str, fixed: Option<(&Frozen, Option<&str>)>, at: &str) -> Result<bool, StoreError> {
        outgoing::claim(&mut self.connection, key, token, fixed, at)
    }

    fn point_of_no_return(&mut self, key: &str, token: &str, at: &str) -> Result<bool, StoreError> {
        outgoing::point_of_no_return(&mut self.connection, key, token, at)
    }

    fn put_off_mail(&mut self, key: &str, not_before: Option<&str>, note: &str, at: &str) -> Result<(), StoreError> {
        outgoing::put_off(&self.connection, key, not_before, note, at)
    }

    fn mail_doubts(&self, key: &str) -> Result<u32, StoreError> {
        outgoing::doubts(&self.connection, key)
    }

    fn abandoned_mails(&self) -> Result<Vec<AbandonedMail>, StoreError> {
        outgoing::abandoned(&self.connection)
    }

    fn mailbox(&self) -> Result<Vec<MailEntry>, StoreError> {
        outgoing::entries(&self.connection)
    }

    fn mail_history(&self, key: &str) -> Result<Vec<MailEvent>, StoreError> {
        outgoing::history(&self.connection, key)
    }

    fn decide_mail(&mut self, key: &str, decision: &MailDecision<'_>) -> Result<bool, StoreError> {
        outgoing::decide(&mut self.connection, key, decision)
    }

    fn hold_all_mails(&mut self, note: &str, at: &str) -> Result<usize, StoreError> {
        outgoing::hold_all(&mut self.connection, note, at)
    }

    fn mail_state(&mut self, key: &str, state: MailState, note: &str, at: &str) -> Result<(), StoreError> {
        mailbox::state(&self.connection, key, state, note, at)
    }

    fn mail_keys(&self) -> Result<BTreeSet<String>, StoreError> {
        mailbox::keys(&self.connection)
    }

    fn recipients_on(&self, prefix: &str, date: &str) -> Result<BTreeSet<String>, StoreError> {
        mailbox::recipients_on(&self.connection, prefix, date)
    }

    fn last_mail_to(&self, prefix: &str, recipient: &str, until: &str) -> Result<Option<String>, StoreError> {
        mailbox::last_to(&self.connection, prefix, recipient, until)
    }

    fn mails_in(&self, state: MailState) -> Result<Vec<String>, StoreError> {
        mailbox::in_state(&self.connection, state)
    }

    fn mail_counts(&self) -> Result<MailboxCounts, StoreError> {
        mailbox::counts(&self.connection)
    }

    fn sent_mails(&self) -> Result<Vec<SentMail>, StoreError> {
        mailbox::sent(&self.connection)
    }

    fn last_edition(&self, plan: &PlanId, round: &RoundId) -> Result<Option<Edition>, StoreError> {
        outputs::last_edition(&self.connection, plan, round)
    }

    fn edition_facts(&self, plan: &PlanId, round: &RoundId, number: u32) -> Result<Option<String>, StoreError> {
        outputs::edition_facts(&self.connection, plan, round, number)
    }

    fn compile(&mut self, edition: &Edition, outputs: &[NewOutput], mails: &[NewMail]) -> Result<(), StoreError> {
        outputs::compile(&mut self.connection, edition, outputs, mails)
    }

    fn decide(&mut self, decision: &Decision, amendment: Option<&Amendment<'_>>) -> Result<bool, StoreError> {
        decisions::decide(&mut self.connection, decision, amendment)
    }

    fn held_mails(
        &self,
        plan: &PlanId,
        round: &RoundId,
        kind: Option<&str>,
        department: Option<&DepartmentId>,
    ) -> Result<usize, StoreError> {
        let held = mailbox::held(&self.connection, (plan.as_str(), round.as_str()), kind, department.map(DepartmentId::as_str))?;
        Ok(held.len())
    }

    fn decisions(&self, plan: &PlanId, round: &RoundId) -> Result<Decisions, StoreError> {
        decisions::all(&self.connection, plan, round)
    }

    fn keep_register(&mut self, plan: &PlanId, source: &str, version: &str, sheets: &Sheets, at: &str) -> Result<(), StoreError> {
        rounds::keep_register(&mut self.connection, (plan, source), version, sheets, at)
    }

    fn plan_of_source(&self, source: &str) -> Result<Option<PlanId>, StoreError> {
        rounds::plan_of_source(&self.connection, source)
    }

    fn each_register(&self, plan: &PlanId, take: &mut dyn FnMut(&Sheets)) -> Result<(), StoreError> {
        rounds::each_register(&self.connection, plan, take)
    }

    fn last_good_register(&self, plan: &PlanId) -> Result<Option<Sheets>, StoreError> {
        rounds::last_good_register(&self.connection, plan)
    }

    fn occur(&mut self, job: &str, planned: &str, mails: &[NewMail], at: &str) -> Result<bool, StoreError> {
        occurrences::occur(&mut self.connection, job, planned, mails, at)
    }

    fn last_occurrence(&self, job: &str, until: &str) -> Result<Option<String>, StoreError> {
        occurrences::last(&self.connection, job, until)
    }

    fn clock(&self) -> Result<Option<ClockRecord>, StoreError> {
        occurrences::clock(&self.connection)
    }

    fn keep_clock(&mut self, clock: &ClockRecord) -> Result<(), StoreError> {
        occurrences::keep_clock(&self.connection, clock)
    }

    fn record_upkeep(&mut self, event: &UpkeepEvent) -> Result<(), StoreError> {
        upkeep::record(&self.connection, event)
    }

    fn upkeep_events(&self) -> Result<Vec<UpkeepEvent>, StoreError> {
        upkeep::events(&self.connection)
    }

    fn originals(&self) -> Result<Vec<Original>, StoreError> {
        upkeep::originals(&self.connection)
    }

    fn output_objects(&self) -> Result<BTreeSet<String>, StoreError> {
        upkeep::output_objects(&self.connection)
    }
}
