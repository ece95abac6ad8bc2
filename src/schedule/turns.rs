//! The turns of a job (お知らせ, 日報, 集計): when it has one, and which. A turn that was missed, because the worker was down or
//! the office closed, is made up for once: on the next business day, with that day's own turn where it has one.

use chrono::{Duration, NaiveTime, TimeZone};

use super::{BusinessDays, OfficeHours, When};
use crate::domain::{Civil, Round};

/// All that the turns of a job depend on.
#[derive(Debug, Clone, Copy)]
pub struct Turns<'a> {
    /// When it is to have them.
    pub times: &'a [When],
    /// The round that some of the times hang on; `None` for a job of no round.
    pub round: Option<&'a Round>,
    /// Within which hours.
    pub hours: OfficeHours,
    /// On which days.
    pub days: BusinessDays<'a>,
}

impl Turns<'_> {
    /// The planned time of the turn that the job has at `now`; `None` where it has none. `last` is the planned time of the
    /// last turn that it had up to now: what was planned until then is over. Without one, only today's turns count.
    #[must_use]
    pub fn due(&self, last: Option<Civil>, now: Civil) -> Option<Civil> {
        if !self.hours.is_open(now, self.days) {
            return None;
        }
        let after = last.or_else(|| yesterday_end(now))?;
        let planned = self.times.iter().filter_map(|when| when.last_between(after, now, self.round, self.days)).max()?;
        let on_time = planned.date_naive() == now.date_naive() && self.hours.contains(planned.time());
        (on_time || !self.comes_later_today(now)).then_some(planned)
    }

    /// Whether the job has a turn at `now`, or one is still to come today.
    #[must_use]
    pub fn due_today(&self, last: Option<Civil>, now: Civil) -> bool {
        self.due(last, now).is_some() || (self.days.is_business_day(now.date_naive()) && self.comes_later_today(now))
    }

    /// The first moment from `now` on, up to and including `until`, at which the job has a turn.
    #[must_use]
    pub fn next(&self, last: Option<Civil>, now: Civil, until: Civil) -> Option<Civil> {
        let planned = self.times.iter().flat_map(|when| when.between(now, until, self.round, self.days));
        // What is planned for a closed day, or for the night, waits until the office opens.
        let days = now.date_naive().iter_days().take_while(|day| *day <= until.date_naive());
        let openings = days.filter_map(|day| self.hours.opening(day, now.timezone(), self.days));
        let mut moments: Vec<Civil> = planned.chain(openings).chain([now]).filter(|moment| *moment >= now && *moment <= until).collect();
        moments.sort_unstable();
        moments.into_iter().find(|moment| self.due(last, *moment).is_some())
    }

    fn comes_later_today(&self, now: Civil) -> bool {
        let end = now.date_naive().and_time(NaiveTime::MIN) + Duration::days(1);
        let Some(end) = now.timezone().from_local_datetime(&end).earliest() else { return false };
        let later = |when: &When| when.between(now, end - Duration::seconds(1), self.round, self.days);
        self.times.iter().flat_map(later).any(|at| self.hours.contains(at.time()))
    }
}

/// The last second of yesterday.
fn yesterday_end(now: Civil) -> Option<Civil> {
    let midnight = now.timezone().from_local_datetime(&now.date_naive().and_time(NaiveTime::MIN)).earliest()?;
    Some(midnight - Duration::seconds(1))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::NaiveDate;
    use chrono_tz::Asia::Tokyo;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::national_holidays;

    fn civil(text: &str) -> Civil {
        Tokyo.from_local_datetime(&chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()).unwrap()
    }

    struct Job {
        times: Vec<When>,
        holidays: BTreeMap<NaiveDate, String>,
    }

    impl Job {
        fn new(times: &[&str]) -> Self {
            Self { times: times.iter().map(|text| text.parse().unwrap()).collect(), holidays: national_holidays() }
        }

        fn turns(&self) -> Turns<'_> {
            let hours = "08:30-17:15".parse().unwrap();
            Turns { times: &self.times, round: None, hours, days: BusinessDays::new(&self.holidays) }
        }

        fn due(&self, last: &str, now: &str) -> Option<String> {
            let last = (!last.is_empty()).then(|| civil(last));
            self.turns().due(last, civil(now)).map(|at| at.format("%m-%d %H:%M").to_string())
        }
    }

    #[test]
    fn a_turn_comes_at_its_time_and_once() {
        let job = Job::new(&["0 0 9 * * Mon-Fri"]);
        assert_eq!(job.due("2025-06-05 09:00", "2025-06-06 08:59"), None);
        assert_eq!(job.due("2025-06-05 09:00", "2025-06-06 09:00").as_deref(), Some("06-06 09:00"));
        assert_eq!(job.due("2025-06-06 09:00", "2025-06-06 09:30"), None);
        assert_eq!(job.due("2025-06-05 09:00", "2025-06-06 17:16"), None, "not in the evening");
    }

    #[test]
    fn a_new_installation_makes_up_for_nothing_but_today() {
        let job = Job::new(&["0 0 9 * * Mon-Fri"]);
        assert_eq!(job.due("", "2025-06-06 14:00").as_deref(), Some("06-06 09:00"));
        assert_eq!(job.due("", "2025-06-06 08:45"), None);
    }

    #[test]
    fn what_was_missed_is_made_up_for_once_and_with_the_days_own_turn() {
        let job = Job::new(&["0 0 9 * * Mon-Fri"]);
        let down = "2025-06-04 09:00";
        assert_eq!(job.due(down, "2025-06-19 08:40"), None, "its own turn comes at nine");
        assert_eq!(job.due(down, "2025-06-19 09:10").as_deref(), Some("06-19 09:00"));
        assert_eq!(job.due("2025-06-19 09:00", "2025-06-19 09:11"), None);
        let monthly = Job::new(&["0 0 9 1 * *"]);
        assert_eq!(monthly.due("2025-05-01 09:00", "2025-06-01 09:00"), None, "the first of June is a Sunday");
        assert_eq!(monthly.due("2025-05-01 09:00", "2025-06-02 08:30").as_deref(), Some("06-01 09:00"));
    }

    #[test]
    fn a_turn_of_the_night_waits_for_the_morning() {
        let job = Job::new(&["0 0 3 * * Mon-Fri"]);
        assert_eq!(job.due("2025-06-05 03:00", "2025-06-06 03:00"), None);
        assert_eq!(job.due("2025-06-05 03:00", "2025-06-06 08:30").as_deref(), Some("06-06 03:00"));
    }

    #[test]
    fn the_next_turn_is_the_next_at_which_there_is_one() {
        let next = |times: &[&str], last: &str, now: &str| {
            let job = Job::new(times);
            let next = job.turns().next(Some(civil(last)), civil(now), civil("2026-12-31 00:00"));
            next.map(|at| at.format("%m-%d %H:%M").to_string())
        };
        assert_eq!(next(&["0 0 9 * * Mon-Fri"], "2026-05-01 09:00", "2026-05-01 09:00").as_deref(), Some("05-07 09:00"));
        assert_eq!(next(&["0 0 9 3 5 *"], "2026-05-01 09:00", "2026-05-02 09:00").as_deref(), Some("05-07 08:30"));
        assert_eq!(next(&[], "2026-05-01 09:00", "2026-05-01 09:00"), None);
        let job = Job::new(&["0 0 9 * * Mon-Fri"]);
        let today = |last: &str, now: &str| job.turns().due_today(Some(civil(last)), civil(now));
        assert!(today("2026-04-30 09:00", "2026-05-01 07:00") && today("2026-04-30 09:00", "2026-05-01 16:00"));
        assert!(!today("2026-05-01 09:00", "2026-05-01 16:00") && !today("2026-05-01 09:00", "2026-05-04 07:00"));
    }

    proptest! {
        /// Whatever hours the worker is up: turns go forward, one for each moment, only while the office is open, and what
        /// `next` foretells is what comes.
        #[test]
        fn turns_only_go_forward(ups in proptest::collection::btree_set(0u32..(60 * 24), 1..120), times in 0usize..4) {
            let job = Job::new([&["0 0 9 * * Mon-Fri"][..], &["business-day 1 10:00", "0 0 16 * * Sat"], &["0 0 3 * * *"], &["0 0 9,13 * * *"]][times]);
            let start = civil("2026-04-20 00:00");
            let mut last = None;
            for hour in ups {
                let now = start + Duration::hours(i64::from(hour));
                let foretold = job.turns().next(last, now, now);
                let due = job.turns().due(last, now);
                prop_assert_eq!(foretold.is_some(), due.is_some());
                if let Some(planned) = due {
                    prop_assert!(planned <= now && last.is_none_or(|last| last < planned));
                    prop_assert!(job.turns().hours.is_open(now, job.turns().days));
                    last = Some(planned);
                }
            }
        }
    }
}
