//! The store: one method per transaction of the intake and mailbox protocols. No driver type appears here.
//!
//! Submissions, verdicts, values, findings, mails, outputs, editions and events are appended, never changed:
//! a mail's or an output's state is the last event about it. Ids are made by the caller. Small working
//! tables forget: `sighting` and `kept`, which follow the folders, and `clock`, the last time that was seen.

mod mail_records;
mod records;
mod sqlite;
mod upkeep_event;

use std::collections::{BTreeMap, BTreeSet};

pub use mail_records::{AbandonedMail, MailDecision, MailEntry, MailEvent, QueuedMail};
pub use records::{
    Amendment, Conclusion, Edition, Frozen, IssuedForm, Kept, MailState, NewMail, NewOutput, OpenedRound, PendingOutput, Received,
    RoundOpening, SentMail, Sighting, StoredFinding, Submission, Tidied, Untidied,
};
pub use sqlite::{Looked, SqliteStore};
pub use upkeep_event::{Original, UpkeepEvent, UpkeepKind};

use crate::consolidation::{MailboxCounts, SubmissionSummary};
use crate::domain::{Decision, Decisions, DepartmentId, Ledger, PlanId, RoundId, TextKey};
use crate::register::Sheets;
use crate::schedule::ClockRecord;
use crate::validation::{Held, HeldText};

/// The store is broken, busy or from a newer program.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused; trying again may help when it was busy.
    #[error("the database refused: {0}")]
    Database(#[from] rusqlite::Error),
    /// A stored document cannot be read back.
    #[error("a stored record cannot be read back: {0}")]
    Record(#[from] serde_json::Error),
    /// A stored identifier is malformed.
    #[error("a stored identifier is malformed: {0}")]
    Identifier(#[from] crate::domain::IdError),
    /// A stored state of a mail is none.
    #[error("a mail is in the state {0}, which this program does not know")]
    MailState(String),
    /// A stored day of a decision is none.
    #[error("the decision {0} has a day that cannot be read back")]
    Date(String),
    /// The database was written by a newer program.
    #[error("the database has schema {found}; this program knows {known}. Use the newer program")]
    Newer {
        /// Schema of the database.
        found: i64,
        /// Newest schema this program knows.
        known: i64,
    },
}

/// What the protocols ask of a database. Each method is one transaction.
pub trait Store {
    /// Opens a round: freezes the register version, fixes the ledger. `false` when it was open already.
    fn open_round(&mut self, opening: &RoundOpening<'_>) -> Result<bool, StoreError>;
    /// The opened rounds of a plan, oldest first.
    fn opened_rounds(&self, plan: &PlanId) -> Result<Vec<OpenedRound>, StoreError>;
    /// Plans of which a round was opened, in order of their first one.
    fn opened_plans(&self) -> Result<Vec<PlanId>, StoreError>;
    /// The frozen register of a version.
    fn frozen_register(&self, version: &str) -> Result<Option<Sheets>, StoreError>;
    /// The ledger fixed at opening.
    fn ledger(&self, plan: &PlanId, round: &RoundId) -> Result<Ledger, StoreError>;

    /// Records that a workbook was issued: the form of one plan, or of several, with its request mails and the file to write.
    fn issue(&mut self, forms: &[IssuedForm<'_>], mails: &[NewMail], output: &NewOutput) -> Result<(), StoreError>;
    /// Departments to which a form was issued, and when it first was.
    fn issued(&self, plan: &PlanId, round: &RoundId) -> Result<BTreeMap<DepartmentId, String>, StoreError>;
    /// When a department's form was last issued, ISO 8601.
    fn last_issued(&self, plan: &PlanId, round: &RoundId, department: &DepartmentId) -> Result<Option<String>, StoreError>;
    /// Where a department's form was last written, below the outbox.
    fn form_path(&self, plan: &PlanId, round: &RoundId, department: &DepartmentId) -> Result<Option<String>, StoreError>;

    /// Intake step 8: COMMIT is acceptance. A sighting that is not tidied yet is known already.
    fn receive(&mut self, id: &str, sighting: &Sighting, at: &str) -> Result<Received, StoreError>;
    /// Intake step 9, after the rename: forgets the sighting, remembers the file in 受付済.
    fn tidied(&mut self, tidied: &Tidied<'_>) -> Result<(), StoreError>;
    /// Sightings that are not tidied, oldest first.
    fn untidied(&self) -> Result<Vec<Untidied>, StoreError>;
    /// Forgets a sighting whose file is gone or replaced.
    fn forget_sighting(&mut self, sighting: &Sighting) -> Result<(), StoreError>;
    /// Files in 受付済 by path.
    fn kept(&self) -> Result<BTreeMap<String, Kept>, StoreError>;
    /// Submissions without a verdict, oldest first.
    fn unread(&self) -> Result<Vec<Submission>, StoreError>;
    /// Intake step 12: counts an attempt before the file is parsed.
    fn begin_attempt(&mut self, submission: &str, at: &str) -> Result<u32, StoreError>;
    /// The sequence number that the next submission of a department gets.
    fn next_sequence(&self, plan: &PlanId, round: &RoundId, department: Option<&DepartmentId>) -> Result<u32, StoreError>;
    /// Intake step 13: rows, verdict, findings, mails and files to write, in one transaction. A file that answers several
    /// plans, or holds several departments' sheets, has a conclusion for each; the first is the submission's own, the others get submissions derived from it.
    fn conclude(&mut self, conclusions: &[Conclusion<'_>]) -> Result<(), StoreError>;

    /// The last row of each department about each indicator, withdrawn ones included, in order of receipt:
    /// `validation::in_force` chooses among them.
    fn answers(&self, plan: &PlanId, round: &RoundId) -> Result<Vec<Held>, StoreError>;
    /// Every row that was taken, also those that were replaced since, in order of receipt.
    fn rows(&self, plan: &PlanId, round: &RoundId) -> Result<Vec<Held>, StoreError>;
    /// Texts in force: of each, that of the submission received last.
    fn held_texts(&self, plan: &PlanId, round: &RoundId) -> Result<BTreeMap<TextKey, HeldText>, StoreError>;
    /// Submissions with a verdict other than draft, in order of receipt.
    fn submissions(&self, plan: &PlanId, round: &RoundId) -> Result<Vec<SubmissionSummary>, StoreError>;
    /// Findings of these submissions.
    fn findings(&self, plan: &PlanId, round: &RoundId) -> Result<Vec<StoredFinding>, StoreError>;
    /// The number of the department's earlier submission with the same bytes.
    fn same_bytes(&self, plan: &PlanId, round: &RoundId, department: &DepartmentId, sha256: &str) -> Result<Option<String>, StoreError>;

    /// Files that still have to be written.
    fn pending_outputs(&self) -> Result<Vec<PendingOutput>, StoreError>;
    /// Adds a file to write outside any other transaction (a paper that is written again).
    fn add_output(&mut self, output: &NewOutput, at: &str) -> Result<(), StoreError>;
    /// Records that a file was written.
    fn output_written(&mut self, output: &str, path: &str, at: &str) -> Result<(), StoreError>;
    /// What was last written to a path.
    fn written_at(&self, path: &str) -> Result<Option<String>, StoreError>;
    /// Whether these bytes were written by this program for people to read.
    fn is_own_output(&self, sha256: &str) -> Result<bool, StoreError>;

    /// Queues mails whose key is new; returns how many were.
    fn queue_mails(&mut self, mails: &[NewMail], at: &str) -> Result<usize, StoreError>;
    /// Kinds of which all mails that this store queues from now on wait until a person releases them.
    fn hold_kinds(&mut self, kinds: &[String]) -> Result<(), StoreError>;
    /// Mails that are queued and not put off beyond civil `now` (ISO 8601), oldest first, at most `limit`.
    fn queued_mails(&self, limit: u32, now: &str) -> Result<Vec<QueuedMail>, StoreError>;
    /// Outbox step 4: a queued mail is taken under `token`, and what is sent is fixed with it where it was not before: with
    /// an address where a rehearsal sends it elsewhere. `false` when it is queued no more.
    fn claim_mail(&mut self, key: &str, token: &str, fixed: Option<(&Frozen, Option<&str>)>, at: &str) -> Result<bool, StoreError>;
    /// Outbox step 8, after the server's 354 and before the message: claimed becomes in doubt. `false`, and nothing may be
    /// sent, where the claim is not this token's any more.
    fn point_of_no_return(&mut self, key: &str, token: &str, at: &str) -> Result<bool, StoreError>;
    /// Puts a mail back into the queue, not before a civil time (ISO 8601).
    fn put_off_mail(&mut self, key: &str, not_before: Option<&str>, note: &str, at: &str) -> Result<(), StoreError>;
    /// How often a mail was handed to a server whose reply did not come.
    fn mail_doubts(&self, key: &str) -> Result<u32, StoreError>;
    /// Mails that are claimed, or in doubt and not settled. Whoever asks holds the lock that every delivery holds, so
    /// their holders are gone.
    fn abandoned_mails(&self) -> Result<Vec<AbandonedMail>, StoreError>;
    /// Moves a mail to its next state, with a note (the server's reply, the reason of a refusal).
    fn mail_state(&mut self, key: &str, state: MailState, note: &str, at: &str) -> Result<(), StoreError>;
    /// All mails and where each stands, oldest first.
    fn mailbox(&self) -> Result<Vec<MailEntry>, StoreError>;
    /// What happened to a mail, in order.
    fn mail_history(&self, key: &str) -> Result<Vec<MailEvent>, StoreError>;
    /// What a person decided about a mail; `false` where it does not stand where that can be decided (any more).
    fn decide_mail(&mut self, key: &str, decision: &MailDecision<'_>) -> Result<bool, StoreError>;
    /// Holds every mail that would go out by itself, for a restored backup; returns how many.
    fn hold_all_mails(&mut self, note: &str, at: &str) -> Result<usize, StoreError>;
    /// All keys in the mailbox.
    fn mail_keys(&self) -> Result<BTreeSet<String>, StoreError>;
    /// Recipients of mails whose key begins with `prefix`, queued on `date` (ISO 8601).
    fn recipients_on(&self, prefix: &str, date: &str) -> Result<BTreeSet<String>, StoreError>;
    /// The facts (JSON) of the last mail to a recipient whose key begins with `prefix`, queued at `until` or earlier.
    fn last_mail_to(&self, prefix: &str, recipient: &str, until: &str) -> Result<Option<String>, StoreError>;
    /// The facts (JSON) of the mails in a state, oldest first.
    fn mails_in(&self, state: MailState) -> Result<Vec<String>, StoreError>;
    /// Mails by state.
    fn mail_counts(&self) -> Result<MailboxCounts, StoreError>;
    /// Mails that the program sent, in order, as they were sent: for the list of an office without SMTP.
    fn sent_mails(&self) -> Result<Vec<SentMail>, StoreError>;

    /// The last compile of a round: its number and the digest of what it was made of.
    fn last_edition(&self, plan: &PlanId, round: &RoundId) -> Result<Option<Edition>, StoreError>;
    /// What an edition stated, as JSON; `None` where it was not kept.
    fn edition_facts(&self, plan: &PlanId, round: &RoundId, number: u32) -> Result<Option<String>, StoreError>;
    /// Records a compile, the files to write and the mails that announce it.
    fn compile(&mut self, edition: &Edition, outputs: &[NewOutput], mails: &[NewMail]) -> Result<(), StoreError>;

    /// Records a decision and what it sets off, in one transaction: an amendment its register and ledger, a release the
    /// mails that it lets go. `false` when it was carried out before.
    fn decide(&mut self, decision: &Decision, amendment: Option<&Amendment<'_>>) -> Result<bool, StoreError>;
    /// How many held mails a release of the round would let go.
    fn held_mails(
        &self,
        plan: &PlanId,
        round: &RoundId,
        kind: Option<&str>,
        department: Option<&DepartmentId>,
    ) -> Result<usize, StoreError>;
    /// The decisions of a round, in the order in which they were carried out.
    fn decisions(&self, plan: &PlanId, round: &RoundId) -> Result<Decisions, StoreError>;
    /// Remembers a register without errors, so that work goes on with it when a later one is broken.
    /// `source` is where it lies, `version` a digest of all its sheets.
    fn keep_register(&mut self, plan: &PlanId, source: &str, version: &str, sheets: &Sheets, at: &str) -> Result<(), StoreError>;
    /// The plan whose register last lay at `source` without errors.
    fn plan_of_source(&self, source: &str) -> Result<Option<PlanId>, StoreError>;
    /// Every register of a plan that was ever frozen or kept.
    fn each_register(&self, plan: &PlanId, take: &mut dyn FnMut(&Sheets)) -> Result<(), StoreError>;
    /// The register that was last kept.
    fn last_good_register(&self, plan: &PlanId) -> Result<Option<Sheets>, StoreError>;

    /// Records that a scheduled job had its turn, with the mails that it queues. `false` when it had it before.
    fn occur(&mut self, job: &str, planned: &str, mails: &[NewMail], at: &str) -> Result<bool, StoreError>;
    /// The planned time of the last turn that a job had among those planned for `until` or earlier.
    fn last_occurrence(&self, job: &str, until: &str) -> Result<Option<String>, StoreError>;
    /// What was recorded of the clock; `None` before the first pass.
    fn clock(&self) -> Result<Option<ClockRecord>, StoreError>;
    /// Records it.
    fn keep_clock(&mut self, clock: &ClockRecord) -> Result<(), StoreError>;

    /// Records what was done to the installation as a whole.
    fn record_upkeep(&mut self, event: &UpkeepEvent) -> Result<(), StoreError>;
    /// What was done to the installation as a whole, in order.
    fn upkeep_events(&self) -> Result<Vec<UpkeepEvent>, StoreError>;
    /// The files that were taken, each with the round that it was filed for: in the spool unless they were disposed of.
    fn originals(&self) -> Result<Vec<Original>, StoreError>;
    /// SHA-256 (hex) of every file that was written, or waits to be.
    fn output_objects(&self) -> Result<BTreeSet<String>, StoreError>;
}
