//! What a person should look at while the work goes on, in two languages.

use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

use super::register_words;
use crate::diagnostic::Finding;
use crate::domain::{Lang, Severity};
use crate::installation::Away;
use crate::notification::smtp::SmtpError;
use crate::register::Difference;

/// Something that does not stop the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "trouble", rename_all = "snake_case")]
pub enum Trouble {
    /// The register in the folder has errors; an opened round goes on with its frozen one.
    RegisterBroken {
        /// Which folder or workbook.
        folder: String,
        /// How many errors.
        errors: usize,
        /// The first of them.
        first: Vec<Finding>,
        /// Whether a round was opened, whose own register holds.
        opened: bool,
    },
    /// The register cannot be looked at just now.
    RegisterAway {
        /// Which folder or workbook.
        folder: String,
        /// Whether it seems to be in the middle of being saved.
        saving: bool,
        /// What the system said.
        detail: String,
    },
    /// The register in the folder says something else than the one in force.
    RegisterChanged {
        /// How many changes.
        count: usize,
        /// By sheet, in Japanese and in English.
        summary: [String; 2],
        /// The first changes, in Japanese and in English.
        first: [Vec<String>; 2],
    },
    /// The sheet 決定 and the decisions that were carried out do not agree.
    DecisionsDisagree {
        /// On how many matters.
        count: usize,
    },
    /// A register has errors and no round of it was opened: the other plans go on without it.
    PlanStopped {
        /// Which folder.
        folder: String,
    },
    /// A plan that was not opened yet and contradicts an opened one: the opened ones go on without it.
    PlanLeftOut {
        /// Its name.
        plan: String,
    },
    /// Indicators of one 共通ID that cannot be one thing: each plan asks for its own.
    SharedDiffers {
        /// The word of 共通ID.
        shared: String,
    },
    /// The round was not opened yet: nobody was asked.
    NotOpened {
        /// Its printed name.
        round: String,
    },
    /// The day of the next round has come, and the one before is not locked.
    NextWaits {
        /// Its printed name.
        round: String,
        /// The one before.
        open: String,
    },
    /// The inbox is not there, or is not the one that the round was opened with: a share that is not mounted.
    InboxMissing {
        /// Which folder.
        folder: String,
    },
    /// A part of the inbox could not be looked at.
    NotLookedAt {
        /// What the system said.
        detail: String,
    },
    /// Mails that could not be made or sent.
    MailsFailed {
        /// How many.
        count: usize,
    },
    /// The mail server cannot be used: mails wait.
    MailServer {
        /// What went wrong.
        said: SmtpError,
    },
    /// Mails of which nobody knows whether they arrived, and that wait for a person.
    MailsInDoubt {
        /// How many.
        count: usize,
    },
    /// Mails that wait until a person releases them.
    MailsHeld {
        /// How many.
        count: usize,
    },
    /// A rehearsal: no mail goes to its recipient.
    Redirected {
        /// Where all mails go instead.
        to: String,
    },
    /// Receipts or papers that could not be written.
    NotWritten {
        /// How many.
        count: usize,
    },
    /// The installation was restored from a backup, and nobody has confirmed yet that mail may go out.
    Restored {
        /// When the backup was made, civil time, ISO 8601.
        made_at: String,
    },
    /// The holidays are not known for long any more.
    HolidaysEnd {
        /// The last day up to which they are; `None` where this year's are not.
        until: Option<NaiveDate>,
        /// The file in which the office may add to them.
        file: String,
    },
    /// The office's file of holidays, or lines of it, cannot be read.
    HolidaysUnread {
        /// Which file.
        file: String,
        /// The first lines that cannot be read; none where the file itself cannot.
        lines: Vec<usize>,
    },
    /// The clock is far from what it showed last: scheduled mail rests.
    ClockJumped {
        /// What it showed last.
        last: NaiveDateTime,
        /// Until when mail rests, if the clock keeps to its new time.
        until: NaiveDateTime,
    },
    /// Files that were taken and wait to be read.
    Unread {
        /// How many.
        count: usize,
    },
}

/// How many changes of the register are told at once.
const CHANGES_TOLD: usize = 3;

impl Trouble {
    /// A register with these findings.
    #[must_use]
    pub fn register_broken(folder: &str, findings: &[Finding], opened: bool) -> Self {
        let errors = || findings.iter().filter(|finding| finding.severity() == Severity::Error);
        Self::RegisterBroken {
            folder: folder.to_owned(),
            errors: errors().count(),
            first: errors().take(register_words::FIRST).cloned().collect(),
            opened,
        }
    }

    /// A register that cannot be looked at.
    #[must_use]
    pub fn register_away(folder: &str, away: &Away) -> Self {
        let detail = match away {
            Away::Saving => String::new(),
            Away::Unreachable(detail) | Away::NoReader(detail) => detail.clone(),
        };
        Self::RegisterAway { folder: folder.to_owned(), saving: *away == Away::Saving, detail }
    }

    /// That a register was changed and not applied.
    #[must_use]
    pub fn register_changed(difference: &Difference) -> Self {
        let first = |lang| difference.changes.iter().take(CHANGES_TOLD).map(|change| change.text(lang)).collect();
        Self::RegisterChanged {
            count: difference.changes.len(),
            summary: [Lang::Ja, Lang::En].map(|lang| difference.summary(lang)),
            first: [Lang::Ja, Lang::En].map(first),
        }
    }
}
