//! `schedule`: what will happen when, and who would get what. The jobs themselves work through the coming days on a copy of
//! the state, so nothing is foretold by another rule than the one that acts; the copy is thrown away.
#![expect(clippy::disallowed_methods, reason = "removes the copy that it made")]

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use serde::Serialize;

use super::desks::Desks;
use super::rehearse::copy_state;
use super::{PassReport, Trouble, WorkError, Worker};
use crate::domain::{Civil, DepartmentId, PlanId, RoundId};
use crate::installation::Installation;
use crate::notification::{MailKind, MailRow, NextKind, compose};
use crate::schedule::{BusinessDays, Step};
use crate::store::{MailState, StoreError};

/// Name of the copy below the state folder.
const FOLDER: &str = "forecast";
/// Most turns that are worked through.
const TURNS_MAX: usize = 2000;

/// What is foreseen.
#[derive(Debug, Clone, Serialize)]
pub struct Forecast {
    /// From when.
    pub from: NaiveDateTime,
    /// Up to when.
    pub until: NaiveDateTime,
    /// What happens, in order.
    pub events: Vec<Foreseen>,
    /// Whether the list ends early, because there is too much.
    pub capped: bool,
    /// Whether all mail goes to one address for a rehearsal.
    pub redirected: bool,
    /// What a person should look at.
    #[serde(skip)]
    pub troubles: Vec<Trouble>,
}

/// Something that is to happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Foreseen {
    /// When; midnight for a date of a round.
    pub at: NaiveDateTime,
    /// The plan.
    pub plan: PlanId,
    /// Its round; `None` for a digest.
    pub round: Option<RoundId>,
    /// What.
    #[serde(flatten)]
    pub what: Event,
}

/// What is to happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A date of a round.
    Date {
        /// Which.
        date: NextKind,
        /// What the round is called.
        name: String,
    },
    /// Papers are compiled.
    Papers {
        /// 版.
        edition: u32,
    },
    /// A mail.
    Mail {
        /// What it is.
        kind: MailKind,
        /// Whose matter it is; `None` for the planning office's.
        department: Option<DepartmentId>,
        /// Its printed name.
        department_name: String,
        /// To whom.
        recipient: String,
        /// 件名.
        subject: String,
        /// Whether it waits for release.
        held: bool,
    },
}

/// Works through the days from `now` on, as if nothing more were filed or decided.
pub fn forecast(installation: &Installation, reader: &Path, now: Civil, days: u32) -> Result<Forecast, WorkError> {
    let copy = installation.state().join(FOLDER);
    copy_state(installation, &copy)?;
    let seen = Worker::beside(Installation::open(&copy)?, None, reader).and_then(|mut worker| worker.foresee(now, days));
    // Whether or not it can be removed, the next forecast replaces it.
    let _ = std::fs::remove_dir_all(&copy);
    seen
}

impl Worker {
    fn foresee(&mut self, now: Civil, days: u32) -> Result<Forecast, WorkError> {
        let last_day = now.date_naive().checked_add_days(Days::new(days.into())).unwrap_or(now.date_naive());
        let mut desks = self.desks_at_work(now)?;
        let mut forecast = Forecast {
            from: now.naive_local(),
            until: last_day.and_time(NaiveTime::MIN) + chrono::Duration::days(1) - chrono::Duration::seconds(1),
            events: dates(&desks, now.date_naive(), last_day),
            capped: false,
            redirected: !self.installation.config.mail.redirect_to.is_empty(),
            troubles: desks.not_opened(now).into_iter().chain(self.clock_trouble(now)?).chain(self.holidays_end(&desks, now)).collect(),
        };
        self.believe_clock(now)?;
        let mut turns = 0;
        for day in now.date_naive().iter_days().take_while(|day| *day <= last_day) {
            if !desks.desks.iter().any(|desk| BusinessDays::of(&desk.registry).is_business_day(day)) {
                continue;
            }
            let (Some(mut from), Some(end)) = (moment(now, day, (0, 0, 0)), moment(now, day, (23, 59, 59))) else { continue };
            from = from.max(now);
            // Decisions begin and end with a day.
            desks = self.desks_at_work(from)?;
            while let Some(turn) = self.next_turn(&desks, from, end)? {
                turns += 1;
                if turns > TURNS_MAX {
                    forecast.capped = true;
                    break;
                }
                forecast.events.extend(self.happens(&desks, turn)?);
                from = turn + chrono::Duration::seconds(1);
            }
        }
        forecast.events.sort_by_key(|event| event.at);
        Ok(forecast)
    }

    /// What the jobs do at a moment.
    fn happens(&mut self, desks: &Desks, now: Civil) -> Result<Vec<Foreseen>, WorkError> {
        let before = self.waiting_keys()?;
        let editions = self.editions(desks)?;
        // What a pass would tell at that moment is what its digest would say.
        let troubles = desks.all_troubles().into_iter().chain(desks.not_opened(now)).chain(self.holidays_end(desks, now)).collect();
        self.scheduled(desks, true, &mut PassReport { troubles, ..PassReport::default() }, now)?;
        let at = now.naive_local();
        let mut events = Vec::new();
        for ((plan, round, before), (_, _, after)) in editions.into_iter().zip(self.editions(desks)?) {
            if after > before {
                events.push(Foreseen { at, plan, round: Some(round), what: Event::Papers { edition: after } });
            }
        }
        for (row, held) in self.waiting_mails()? {
            if before.contains(&row.key) {
                continue;
            }
            let settings = &self.installation.config.mail;
            let held = held || settings.hold.iter().any(|kind| kind == row.kind.name());
            let desk = desks.of(&row.plan);
            let department_name = row.department.as_ref().zip(desk).map(|(id, desk)| desk.department_name(id)).unwrap_or_default();
            let subject = compose(row.kind, &row.facts, settings.lang, &self.templates).map(|text| text.subject).unwrap_or_default();
            let what = Event::Mail { kind: row.kind, department: row.department, department_name, recipient: row.recipient, subject, held };
            events.push(Foreseen { at, plan: row.plan, round: row.round, what });
        }
        Ok(events)
    }

    fn editions(&self, desks: &Desks) -> Result<Vec<(PlanId, RoundId, u32)>, WorkError> {
        let number = |desk: &super::Desk| -> Result<_, WorkError> {
            let edition = self.store.last_edition(desk.plan(), &desk.round.id)?;
            Ok((desk.plan().clone(), desk.round.id.clone(), edition.map_or(0, |edition| edition.number)))
        };
        desks.desks.iter().map(number).collect()
    }

    fn waiting_keys(&self) -> Result<BTreeSet<String>, WorkError> {
        Ok(self.waiting_mails()?.into_iter().map(|(row, _)| row.key).collect())
    }

    /// Mails that are queued or held, and whether they are held.
    fn waiting_mails(&self) -> Result<Vec<(MailRow, bool)>, WorkError> {
        let mut rows = Vec::new();
        for (state, held) in [(MailState::Queued, false), (MailState::Held, true)] {
            for facts in self.store.mails_in(state)? {
                rows.push((serde_json::from_str(&facts).map_err(StoreError::from)?, held));
            }
        }
        Ok(rows)
    }
}

/// The dates of all rounds within these days.
fn dates(desks: &Desks, first: NaiveDate, last: NaiveDate) -> Vec<Foreseen> {
    let of = |desk: &super::Desk| {
        let opens = (!desk.opened).then_some((desk.round.opens, NextKind::Mail(Step::Request)));
        let locks = desk.round.locks.map(|on| (on, NextKind::Locks));
        let dates = opens.into_iter().chain([(desk.round.due, NextKind::Due)]).chain(locks);
        let event = |(on, date): (NaiveDate, NextKind)| Foreseen {
            at: on.and_time(NaiveTime::MIN),
            plan: desk.plan().clone(),
            round: Some(desk.round.id.clone()),
            what: Event::Date { date, name: desk.round_name() },
        };
        dates.filter(|(on, _)| (first..=last).contains(on)).map(event).collect::<Vec<_>>()
    };
    desks.desks.iter().flat_map(of).collect()
}

fn moment(now: Civil, day: NaiveDate, (hour, minute, second): (u32, u32, u32)) -> Option<Civil> {
    now.timezone().from_local_datetime(&day.and_hms_opt(hour, minute, second)?).earliest()
}
