//! The worker: the only one that knows the order of the stages. A pass is one round through all of them; `run`
//! repeats passes, `run --once` makes one, `demo` makes one per rehearsed moment.

mod amend;
mod amended_mail;
mod answer;
mod attach;
mod board;
mod calendar;
mod check_attempts;
mod checks;
mod compile;
mod courier;
mod decide;
mod deliver;
mod deliver_smtp;
mod desk;
mod desks;
mod digest;
mod error;
mod forecast;
mod issue;
mod jobs;
mod judge;
mod link;
mod lock;
mod mailbox;
mod next_round;
mod open;
mod outgoing;
mod outputs;
mod own_form;
mod own_identity;
mod papers;
mod part;
mod plan_mails;
mod post;
mod read;
mod receive;
mod recover;
mod register_watch;
mod register_words;
mod rehearse;
mod rejudge;
mod repeated;
mod restored;
mod rule_findings;
mod standing;
mod status;
mod superseded;
mod trouble;
mod trouble_text;
mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Serialize;
use tracing::{error, info};

use crate::domain::{Civil, Lang, PlanId, Verdict};
use crate::extraction::Reader;
use crate::installation::Installation;
use crate::intake::Settling;
use crate::notification::{MailError, Templates};
use crate::spool::Spool;
use crate::store::{SqliteStore, Store};

pub use amend::{AmendOrder, Amendment, StatusChange};
pub use calendar::Calendar;
pub use checks::{Answered, Checked, Named, check_bytes};
pub use decide::{Decided, DecisionList, Reason, Refusal};
pub use desk::{Desk, PlanFolder, plan_folders};
pub use desks::Desks;
pub use error::WorkError;
pub use forecast::{Event, Forecast, Foreseen, forecast};
pub use issue::Issued;
pub use link::Link;
pub use mailbox::{MailAct, MailLine, MailStory};
pub use open::Opened;
pub use papers::DataFormat;
pub use read::refused;
pub use receive::mark_inbox;
pub use rehearse::rehearse;
pub use rule_findings::{RoundFindings, switched_today};
pub use trouble::Trouble;
pub use watch::{Stop, watch};

/// How often the sheet 決定 is looked at anew in a pass, because what was carried out has changed the register.
const DECISIONS_ROUNDS_MAX: usize = 8;

/// What one pass did, for people and scripts.
#[derive(Debug, Default, Serialize)]
pub struct PassReport {
    /// Files that became submissions.
    pub taken: usize,
    /// Verdicts reached.
    pub concluded: Vec<Concluded>,
    /// Answers to files that were only checked.
    pub checked: Vec<Checked>,
    /// Files that are not ready yet.
    pub waiting: Vec<Waiting>,
    /// Files written into the outbox, below it; the board apart, which follows every change.
    pub written: Vec<String>,
    /// Edition of the papers that were written.
    pub compiled: Option<u32>,
    /// Digests queued for the planning office.
    pub digests: usize,
    /// Mails sent.
    pub mails_sent: usize,
    /// Mails refused.
    pub mails_failed: usize,
    /// What a person should look at.
    pub troubles: Vec<Trouble>,
}

/// A file that is not ready yet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Waiting {
    /// File name.
    pub file: String,
    /// Why it waits.
    pub why: NotReady,
}

/// Why a file waits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotReady {
    /// It has not stood still long enough.
    Settling,
    /// A lock file lies beside it: it is open in Excel or LibreOffice.
    OpenElsewhere,
    /// It changed while it was taken, or could not be opened.
    Busy(String),
}

impl NotReady {
    /// In words.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::Settling => lang.pick("保存が終わるのを待っています", "still being saved").to_owned(),
            Self::OpenElsewhere => {
                lang.pick("開かれています。閉じると受け付けます", "open in another program; taken when it is closed").to_owned()
            }
            Self::Busy(detail) => match lang {
                Lang::Ja => format!("まだ読めません（{detail}）"),
                Lang::En => format!("cannot be read yet ({detail})"),
            },
        }
    }
}

/// A verdict that was reached.
#[derive(Debug, Clone, Serialize)]
pub struct Concluded {
    /// The plan for which it was reached.
    pub plan: PlanId,
    /// 受付番号; empty for a draft.
    pub number: String,
    /// File name.
    pub file: String,
    /// Printed name of the department, where known.
    pub department: Option<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// Rows taken.
    pub rows: usize,
    /// Findings by weight.
    pub errors: usize,
    /// Findings by weight.
    pub queries: usize,
    /// Findings by weight.
    pub notices: usize,
    /// Codes of the findings, each once, in order.
    pub codes: Vec<String>,
}

/// A worker on an installation.
pub struct Worker {
    installation: Installation,
    plan: Option<PlanId>,
    store: Box<dyn Store>,
    spool: Spool,
    reader: Reader,
    templates: Templates,
    board_templates: crate::board::Templates,
    /// What the board in the outbox says; `None` until it was looked for.
    board_state: Option<String>,
    settling: Settling,
    /// Files of 確認用 that were answered and lie there still, by key.
    checked: BTreeMap<String, crate::intake::Stat>,
    /// Answers that belong to files of 確認用 that this process is done with, below the outbox.
    told: BTreeSet<String>,
    /// Whether the outbox was looked through for half-written files since the start.
    swept: bool,
    paths: BTreeMap<String, PathBuf>,
    /// Attempts that this process lived through, by submission: what failed after them was not the file's doing.
    survived: BTreeMap<String, u32>,
    outgoing: outgoing::Outgoing,
    /// The registers that this process kept, by folder or workbook: their digests.
    kept: BTreeMap<String, String>,
    _lock: Option<lock::InstanceLock>,
}

impl Worker {
    /// A worker that takes files: holds the instance lock and empties the spool's `tmp/`.
    pub fn start(installation: Installation, plan: Option<PlanId>, reader: &Path) -> Result<Self, WorkError> {
        let state = installation.state();
        let lock = lock::InstanceLock::take(&state)?;
        let spool = Spool::open(&state.join("spool")).map_err(WorkError::io(&state))?;
        Self::build(installation, plan, reader, spool, Some(lock))
    }

    /// A worker for short work beside a running one (`issue`, `compile`, `status`).
    pub fn beside(installation: Installation, plan: Option<PlanId>, reader: &Path) -> Result<Self, WorkError> {
        let state = installation.state();
        let spool = Spool::join(&state.join("spool")).map_err(WorkError::io(&state))?;
        Self::build(installation, plan, reader, spool, None)
    }

    fn build(
        installation: Installation,
        plan: Option<PlanId>,
        reader: &Path,
        spool: Spool,
        lock: Option<lock::InstanceLock>,
    ) -> Result<Self, WorkError> {
        installation.registers.read_with(reader, installation.config.reader.limits());
        let mut store = Box::new(SqliteStore::open(&installation.database())?);
        store.hold_kinds(&installation.config.mail.hold)?;
        let templates = Templates::from_map(&installation.mail_templates()?).map_err(MailError::from)?;
        let board_templates = crate::board::Templates::from_map(&installation.board_templates()?)?;
        Ok(Self {
            reader: Reader::new(reader.to_path_buf(), installation.config.reader.limits()),
            templates,
            board_templates,
            board_state: None,
            store,
            spool,
            settling: Settling::default(),
            checked: BTreeMap::new(),
            told: BTreeSet::new(),
            swept: false,
            paths: BTreeMap::new(),
            survived: BTreeMap::new(),
            outgoing: outgoing::Outgoing::default(),
            kept: BTreeMap::new(),
            plan,
            installation,
            _lock: lock,
        })
    }

    /// The installation being worked on.
    #[must_use]
    pub const fn installation(&self) -> &Installation {
        &self.installation
    }

    /// The desk as it stands at civil `now`.
    pub fn desk(&self, now: Civil) -> Result<Desk, WorkError> {
        Desk::set_up(&self.installation, self.store.as_ref(), self.plan.as_ref(), now)
    }

    /// The desks of all plans as they stand at civil `now`; refuses plans that cannot be one office's.
    pub fn desks(&self, now: Civil) -> Result<Desks, WorkError> {
        Desks::set_up(&self.installation, self.store.as_ref(), now)?.checked()
    }

    /// The same for the work that goes on: a register that was not opened yet stops no round that was.
    pub(super) fn desks_at_work(&self, now: Civil) -> Result<Desks, WorkError> {
        Desks::set_up(&self.installation, self.store.as_ref(), now)?.at_work()
    }

    /// One round through all stages at civil `now`, for all plans of the installation.
    pub fn pass(&mut self, now: Civil) -> Result<PassReport, WorkError> {
        let mut desks = self.desks_at_work(now)?;
        for _ in 0..DECISIONS_ROUNDS_MAX {
            if !self.carry_out(&desks, now)? {
                break;
            }
            desks = self.desks_at_work(now)?;
        }
        let at = stamp(now);
        self.mind_registers(&desks, now)?;
        let mut report = PassReport { troubles: desks.all_troubles(), ..PassReport::default() };
        report.troubles.extend(desks.not_opened(now));
        let clock = self.look_at_clock(now)?;
        let believed = clock.is_none();
        report.troubles.extend(clock.into_iter().chain(self.holidays_end(&desks, now)));
        // A share that is not mounted is not "nobody has filed": nothing is taken, and nobody is reminded.
        let inbox = self.inbox_is_there(desks.opened());
        let mut checks = Vec::new();
        if inbox {
            for desk in &desks.desks {
                report.troubles.extend(self.make_folders(desk));
            }
            let look = self.look(&desks, &at)?;
            report.taken = look.taken;
            report.waiting = look.waiting;
            report.troubles.extend(look.troubles);
            checks = look.checks;
        } else {
            report.troubles.push(self.inbox_missing());
            if let Some(desk) = desks.of_folder(None) {
                self.alert_inbox_missing(desk, now)?;
            }
        }
        self.sweep_outbox()?;
        self.read_all(&desks, now, &mut report)?;
        report.written.extend(self.write_outputs(&at)?);
        self.follow_amendments(&desks, now)?;
        if inbox {
            self.tidy()?;
        }
        // Returns come first: somebody who is only trying waits for those who file.
        self.check_files(&desks, &checks, &mut report, now)?;
        if believed {
            self.scheduled(&desks, inbox, &mut report, now)?;
        }
        let count = self.not_written()?;
        report.troubles.extend((count > 0).then_some(Trouble::NotWritten { count }));
        report.troubles.extend(self.restored()?);
        let delivery = self.deliver(&desks, now)?;
        report.mails_sent = delivery.sent;
        report.mails_failed = delivery.failed;
        report.troubles.extend(self.mail_troubles()?);
        self.board_of_pass(&desks, &report, now)?;
        info!(taken = report.taken, concluded = report.concluded.len(), mails = report.mails_sent, "pass");
        Ok(report)
    }

    /// Reads what has no verdict yet. A file that breaks the reader is tried again when everybody else is served.
    fn read_all(&mut self, desks: &Desks, now: Civil, report: &mut PassReport) -> Result<(), WorkError> {
        let mut waiting = self.store.unread()?;
        while !waiting.is_empty() {
            let mut again = Vec::new();
            for submission in waiting {
                match self.read(desks, &submission, now) {
                    Ok(Some(concluded)) => report.concluded.extend(concluded),
                    Ok(None) => again.push(submission),
                    // The store is everybody's; anything else is this file's trouble and holds up nobody else's.
                    Err(error @ WorkError::Store(_)) => return Err(error),
                    Err(error) => error!(file = %submission.file, %error, "no verdict yet; it is tried again"),
                }
                // Answers go out file by file: the tenth department does not wait for the hundredth.
                report.written.extend(self.write_outputs(&stamp(now))?);
            }
            waiting = again;
        }
        let count = self.store.unread()?.len();
        report.troubles.extend((count > 0).then_some(Trouble::Unread { count }));
        Ok(())
    }
}

impl PassReport {
    /// Adds what a later pass did; what waits and what is wrong is the later pass's word.
    pub fn add(&mut self, later: Self) {
        self.taken += later.taken;
        self.concluded.extend(later.concluded);
        self.checked.extend(later.checked);
        self.waiting = later.waiting;
        self.written.extend(later.written);
        self.compiled = later.compiled.or(self.compiled);
        self.digests += later.digests;
        self.mails_sent += later.mails_sent;
        self.mails_failed += later.mails_failed;
        self.troubles = later.troubles;
    }
}

/// A civil moment as the store keeps it: ISO 8601 with offset, to the second.
#[must_use]
pub fn stamp(now: Civil) -> String {
    now.format("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
