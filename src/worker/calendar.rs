//! The office's calendar and its clock: which days are holidays, how long that is known, and whether the clock can be believed.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, FixedOffset, NaiveDate};
use tracing::warn;

use super::desks::Desks;
use super::{Trouble, WorkError, Worker};
use crate::domain::{Civil, Phase, holidays_known_until, office_holidays};
use crate::installation::Installation;
use crate::schedule::ClockRecord;

/// The office's holidays, as far as they do not depend on a plan: the program's and those of its own file.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    own: BTreeMap<NaiveDate, String>,
    /// What is wrong with the file.
    pub troubles: Vec<Trouble>,
}

impl Calendar {
    /// The calendar of an installation. A file that cannot be read stops nothing: the other holidays hold, and it is told.
    #[must_use]
    pub fn of(installation: &Installation) -> Self {
        let file = &installation.config.schedule.holidays;
        match installation.own_holidays() {
            Ok(None) => Self::default(),
            Ok(Some(found)) => {
                let trouble = Trouble::HolidaysUnread { file: file.clone(), lines: found.unread.clone() };
                Self { own: found.days, troubles: (!found.unread.is_empty()).then_some(trouble).into_iter().collect() }
            }
            Err(error) => {
                warn!(%error, "the file of holidays cannot be read");
                Self { own: BTreeMap::new(), troubles: vec![Trouble::HolidaysUnread { file: file.clone(), lines: Vec::new() }] }
            }
        }
    }

    /// The holidays that hold for a plan, whose register may name more.
    #[must_use]
    pub fn with(&self, registered: &BTreeMap<NaiveDate, String>) -> BTreeMap<NaiveDate, String> {
        let mut own = registered.clone();
        own.extend(self.own.iter().map(|(day, name)| (*day, name.clone())));
        office_holidays(&own)
    }

    /// The last day up to which the holidays are known without a gap, from `today` on; `None` where this year's are not.
    #[must_use]
    pub fn known_until(&self, today: NaiveDate) -> Option<NaiveDate> {
        holidays_known_until(&self.with(&BTreeMap::new()), today)
    }
}

impl Worker {
    /// The warning that holidays end soon, seen from today and from every date of a round that is to come.
    pub(super) fn holidays_end(&self, desks: &Desks, now: Civil) -> Option<Trouble> {
        let warn_days = u64::from(self.installation.config.schedule.warn_holidays_days);
        if warn_days == 0 {
            return None;
        }
        let today = now.date_naive();
        desks.desks.iter().find_map(|desk| {
            let dates = [Some(desk.round.opens), Some(desk.round.due), desk.round.locks];
            let over = desk.phase(now) == Phase::Locked;
            let last = dates.into_iter().flatten().filter(|_| !over).chain([today]).max()?;
            let until = holidays_known_until(&desk.registry.holidays, today);
            let near = until.is_none_or(|until| last.checked_add_days(Days::new(warn_days)).is_some_and(|day| day > until));
            near.then(|| Trouble::HolidaysEnd { until, file: self.installation.config.schedule.holidays.clone() })
        })
    }

    /// Notes what the clock shows, and says what is wrong with it. While anything is, scheduled mail rests.
    pub(super) fn look_at_clock(&mut self, now: Civil) -> Result<Option<Trouble>, WorkError> {
        let record = self.clock_at(now)?;
        self.store.keep_clock(&record)?;
        let trouble = jumped(&record, now);
        if trouble.is_some() {
            warn!(believed = %record.believed, shows = %now, "the clock is far from what was last seen");
        }
        Ok(trouble)
    }

    /// The same without noting it.
    pub(super) fn clock_trouble(&self, now: Civil) -> Result<Option<Trouble>, WorkError> {
        Ok(jumped(&self.clock_at(now)?, now))
    }

    fn clock_at(&self, now: Civil) -> Result<ClockRecord, WorkError> {
        Ok(self.store.clock()?.map_or_else(|| ClockRecord::believing(now), |record| record.after(now)))
    }

    /// A person says that the clock is right, or a moment is only rehearsed.
    pub fn believe_clock(&mut self, now: Civil) -> Result<(), WorkError> {
        Ok(self.store.keep_clock(&ClockRecord::believing(now))?)
    }
}

fn jumped(record: &ClockRecord, now: Civil) -> Option<Trouble> {
    let local = |at: DateTime<FixedOffset>| at.with_timezone(&now.timezone()).naive_local();
    record.rests_until().map(|until| Trouble::ClockJumped { last: local(record.believed), until: local(until) })
}
