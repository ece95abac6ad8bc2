//! The scheduled jobs: お知らせ, 集計, 日報. A pass and a forecast go through the same function, so that what is foretold is what
//! happens.

use std::collections::BTreeSet;

use chrono::DateTime;

use super::desk::Desk;
use super::desks::Desks;
use super::{PassReport, WorkError, Worker, stamp};
use crate::domain::Civil;
use crate::schedule::{BusinessDays, Turns, When};

/// A scheduled job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Job {
    /// Reminders of a plan.
    Remind,
    /// The papers of a plan.
    Compile,
    /// The planning office's digest, of all plans.
    Digest,
}

impl Job {
    /// Its name in the store, which never changes.
    fn key(self, desk: &Desk) -> String {
        match self {
            Self::Remind => format!("remind:{}", desk.plan()),
            Self::Compile => format!("compile:{}", desk.plan()),
            Self::Digest => "digest".to_owned(),
        }
    }
}

impl Worker {
    /// Everything that the schedule makes due at `now`: reminders while the inbox is there, papers, the digest.
    pub(super) fn scheduled(&mut self, desks: &Desks, inbox: bool, report: &mut PassReport, now: Civil) -> Result<(), WorkError> {
        if inbox {
            self.plan_mails(desks, now)?;
        }
        for desk in &desks.desks {
            let Some(turn) = self.turn(Job::Compile, desk, now)? else { continue };
            if self.compile_is_due(desk, now)? {
                let (compiled, written) = self.compile_papers(desk, now)?;
                report.compiled = Some(compiled.edition);
                report.written.extend(written);
            }
            self.had_turn(Job::Compile, desk, turn, now)?;
        }
        report.digests += self.plan_digests(desks, &report.troubles, now)?;
        Ok(())
    }

    /// The planned time of the turn that a job has at `now`, for an opened round.
    pub(super) fn turn(&self, job: Job, desk: &Desk, now: Civil) -> Result<Option<Civil>, WorkError> {
        if !desk.opened {
            return Ok(None);
        }
        let last = self.last_turn(job, desk, now)?;
        Ok(self.with_turns(job, desk, |turns| turns.due(last, now)))
    }

    /// Whether a job has a turn at `now`, or one is still to come on the same day.
    pub(super) fn turn_today(&self, job: Job, desk: &Desk, now: Civil) -> Result<bool, WorkError> {
        let last = self.last_turn(job, desk, now)?;
        Ok(desk.opened && self.with_turns(job, desk, |turns| turns.due_today(last, now)))
    }

    /// The first moment from `now` on, up to and including `until`, at which any job has a turn.
    pub(super) fn next_turn(&self, desks: &Desks, now: Civil, until: Civil) -> Result<Option<Civil>, WorkError> {
        let mut moments = BTreeSet::new();
        for desk in desks.desks.iter().filter(|desk| desk.opened) {
            for job in [Job::Remind, Job::Compile, Job::Digest] {
                let last = self.last_turn(job, desk, now)?;
                moments.extend(self.with_turns(job, desk, |turns| turns.next(last, now, until)));
            }
        }
        Ok(moments.first().copied())
    }

    /// Records that a job had its turn.
    pub(super) fn had_turn(&mut self, job: Job, desk: &Desk, turn: Civil, now: Civil) -> Result<(), WorkError> {
        self.store.occur(&job.key(desk), &stamp(turn), &[], &stamp(now))?;
        Ok(())
    }

    /// Records the turn of the first of these desks' jobs with the mails that it queues; `false` when it had it before.
    pub(super) fn take_turn(
        &mut self,
        job: Job,
        desk: &Desk,
        turn: Civil,
        mails: &[crate::store::NewMail],
        now: Civil,
    ) -> Result<bool, WorkError> {
        Ok(self.store.occur(&job.key(desk), &stamp(turn), mails, &stamp(now))?)
    }

    /// What is recorded for later than `now`, by a clock that was ahead, is left alone: it is neither repeated nor waited for.
    fn last_turn(&self, job: Job, desk: &Desk, now: Civil) -> Result<Option<Civil>, WorkError> {
        let last = self.store.last_occurrence(&job.key(desk), &stamp(now))?;
        Ok(last.and_then(|at| DateTime::parse_from_rfc3339(&at).ok()).map(|at| at.with_timezone(&now.timezone())))
    }

    fn with_turns<T>(&self, job: Job, desk: &Desk, ask: impl FnOnce(&Turns<'_>) -> T) -> T {
        let schedule = &self.installation.config.schedule;
        let times: Vec<When> = match job {
            Job::Remind => schedule.remind(),
            Job::Compile => schedule.compile(),
            Job::Digest => schedule.digest(),
        };
        let days = BusinessDays::of(&desk.registry);
        ask(&Turns { times: &times, round: Some(&desk.round), hours: schedule.hours(), days })
    }
}
