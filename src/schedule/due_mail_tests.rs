//! A round of June 2025 as two departments live it.

use chrono::{Datelike, Duration, TimeZone, Timelike, Weekday};
use chrono_tz::Asia::Tokyo;
use proptest::prelude::*;

use super::*;
use crate::consolidation::DepartmentState;
use crate::domain::{DecreaseRate, Department, NegativeMark, Obligation, Plan};

fn department(id: &str, addresses: &[&str]) -> Department {
    Department {
        id: id.parse().expect("id"),
        name: id.to_owned(),
        number: 1,
        folder: id.to_owned(),
        addresses: addresses.iter().map(|a| (*a).to_owned()).collect(),
        valid_from: None,
        valid_to: None,
        successor: None,
        deputies: Vec::new(),
        aliases: Vec::new(),
    }
}

fn registry(departments: Vec<Department>) -> Registry {
    Registry {
        plan: Plan {
            id: "p".parse().expect("id"),
            name: "計画".to_owned(),
            city: "美祢市".to_owned(),
            municipality_code: "352136".to_owned(),
            office: "企画課".to_owned(),
            contact: "企画課企画係（内線1234）".to_owned(),
            office_addresses: vec!["kikaku@mine.example".to_owned()],
            scheme: "s".parse().expect("id"),
            decrease_rate: DecreaseRate::TargetOverActual,
            negative: NegativeMark::Triangle,
            share_decimals: 1,
            years: None,
            form: "list".to_owned(),
            goal_indicator_word: "数値目標".to_owned(),
            indicator_word: "KPI".to_owned(),
            baseline_word: "基準値".to_owned(),
            paper_columns: crate::domain::PaperColumn::DEFAULT.to_vec(),
            marks: Vec::new(),
            note: String::new(),
        },
        nodes: Vec::new(),
        indicators: BTreeMap::new(),
        placements: Vec::new(),
        values: Vec::new(),
        departments,
        owners: BTreeMap::new(),
        co_owners: BTreeMap::new(),
        ownerships: Vec::new(),
        later_dues: Vec::new(),
        parts: Vec::new(),
        initiatives: Vec::new(),
        schemes: Vec::new(),
        rounds: Vec::new(),
        projects: Vec::new(),
        holidays: BTreeMap::new(),
        rule_switches: Vec::new(),
        proposals: Vec::new(),
        version: String::new(),
    }
}

/// Opens on Monday 26 May, due on Friday 13 June, locked after 30 June.
struct World {
    registry: Registry,
    round: Round,
    first_due: NaiveDate,
    ledger: Ledger,
    standings: Vec<Standing>,
    issued: BTreeMap<DepartmentId, NaiveDate>,
    known: BTreeSet<String>,
    reminded: BTreeSet<String>,
    edition: Option<u32>,
    informed: BTreeSet<String>,
    settings: ReminderSettings,
    hours: OfficeHours,
    decisions: Decisions,
}

impl World {
    fn new(departments: Vec<Department>) -> Self {
        let day = |text: &str| text.parse::<NaiveDate>().expect("day");
        let ids: Vec<DepartmentId> = departments.iter().map(|d| d.id.clone()).collect();
        Self {
            registry: registry(departments),
            first_due: day("2025-06-13"),
            round: Round {
                id: "r6".parse().expect("id"),
                name: "令和6年度KPI実績".to_owned(),
                year: "R6".parse().expect("year"),
                opens: day("2025-05-26"),
                due: day("2025-06-13"),
                locks: Some(day("2025-06-30")),
            },
            ledger: Ledger {
                plan: "p".parse().expect("id"),
                round: "r6".parse().expect("id"),
                obligations: ids
                    .iter()
                    .map(|id| Obligation { department: id.clone(), indicator: format!("i-{id}").parse().expect("id"), lead: true })
                    .collect(),
            },
            standings: ids.iter().map(|id| standing(id, 8, 8)).collect(),
            issued: ids.into_iter().map(|id| (id, day("2025-05-26"))).collect(),
            known: BTreeSet::new(),
            reminded: BTreeSet::new(),
            edition: None,
            informed: BTreeSet::new(),
            settings: ReminderSettings::default(),
            hours: "09:00-17:15".parse().expect("hours"),
            decisions: Decisions::default(),
        }
    }

    fn at(&self, month: u32, day: u32, hour: u32) -> Vec<Planned> {
        due_mails(&ScheduleInput {
            registry: &self.registry,
            round: &self.round,
            first_due: self.first_due,
            decisions: &self.decisions,
            ledger: &self.ledger,
            standings: &self.standings,
            issued: &self.issued,
            known_keys: &self.known,
            reminded_today: &self.reminded,
            edition: self.edition,
            informed_today: &self.informed,
            settings: &self.settings,
            hours: self.hours,
            now: Tokyo.with_ymd_and_hms(2025, month, day, hour, 0, 0).single().expect("a time of the test"),
        })
    }

    fn keys_at(&self, month: u32, day: u32, hour: u32) -> Vec<String> {
        self.at(month, day, hour).into_iter().map(|mail| mail.key).collect()
    }
}

fn standing(id: &DepartmentId, asked: usize, owed: usize) -> Standing {
    let due = NaiveDate::from_ymd_opt(2025, 6, 13).expect("a day");
    Standing {
        department: id.clone(),
        state: DepartmentState::NotFiled,
        asked,
        owed,
        later: 0,
        due,
        dues: vec![DueCount { due: DueDay { on: due, decided: None }, asked, owed }],
        received: asked - owed,
        errors: 0,
        queries: 0,
        submissions: 0,
    }
}

fn kanko() -> World {
    World::new(vec![department("kanko", &["kanko@mine.example"])])
}

#[test]
fn each_step_comes_on_its_day_at_the_mail_time() {
    let world = kanko();
    assert!(world.keys_at(6, 5, 9).is_empty());
    assert!(world.keys_at(6, 6, 8).is_empty());
    assert_eq!(world.keys_at(6, 6, 9), ["reminder:p:r6:kanko:T-5:kanko@mine.example"]);
    assert_eq!(world.keys_at(6, 16, 9), ["overdue:p:r6:kanko:T+1:kanko@mine.example"]);
    assert_eq!(world.at(6, 6, 9).first().map(|m| (m.asked, m.owed)), Some((8, 8)));
}

#[test]
fn what_was_planned_is_not_planned_again() {
    let mut world = kanko();
    world.known.extend(world.keys_at(6, 6, 9));
    for day in 6..=11 {
        assert!(world.keys_at(6, day, 9).is_empty(), "day {day}");
    }
    assert_eq!(world.keys_at(6, 12, 9), ["reminder:p:r6:kanko:T-1:kanko@mine.example"]);
}

#[test]
fn missed_ones_collapse_into_the_most_recent() {
    let world = kanko();
    assert_eq!(world.keys_at(6, 13, 10), ["reminder:p:r6:kanko:T-1:kanko@mine.example"]);
    assert_eq!(world.keys_at(6, 20, 10), ["overdue:p:r6:kanko:T+3:kanko@mine.example"]);
}

#[test]
fn an_earlier_step_is_not_made_up_for_after_a_later_one_was_sent() {
    let mut world = kanko();
    world.known.insert("overdue:p:r6:kanko:T+3:kanko@mine.example".to_owned());
    assert!(world.keys_at(6, 19, 9).is_empty());
}

#[test]
fn a_missed_reminder_is_not_sent_once_the_deadline_is_over() {
    let mut world = kanko();
    world.settings.after = Vec::new();
    assert!(world.keys_at(6, 16, 9).is_empty());
}

#[test]
fn who_owes_nothing_or_was_not_asked_hears_nothing() {
    let mut world = kanko();
    world.standings = vec![standing(&"kanko".parse().expect("id"), 8, 0)];
    assert!(world.keys_at(6, 6, 9).is_empty());
    let mut world = kanko();
    world.issued.clear();
    assert!(world.keys_at(6, 16, 9).is_empty());
    let mut world = kanko();
    world.standings.clear();
    assert!(world.keys_at(6, 16, 9).is_empty());
}

#[test]
fn who_was_asked_today_is_not_reminded_today() {
    let mut world = kanko();
    world.issued.insert("kanko".parse().expect("id"), "2025-06-12".parse().expect("day"));
    assert!(world.keys_at(6, 12, 10).is_empty());
    assert_eq!(world.keys_at(6, 16, 9), ["overdue:p:r6:kanko:T+1:kanko@mine.example"]);
}

#[test]
fn nothing_goes_out_on_closed_days_at_night_or_after_the_lock() {
    let mut world = kanko();
    assert!(world.keys_at(6, 14, 10).is_empty(), "Saturday");
    assert!(world.keys_at(6, 16, 20).is_empty(), "evening");
    assert!(world.keys_at(6, 17, 3).is_empty(), "night");
    assert_eq!(world.keys_at(6, 16, 17).len(), 1, "until the office closes");
    assert!(world.keys_at(7, 1, 9).is_empty(), "locked");
    world.registry.holidays.insert("2025-06-06".parse().expect("day"), "臨時休日".to_owned());
    assert!(world.keys_at(6, 6, 9).is_empty(), "local holiday");
    assert_eq!(world.keys_at(6, 5, 9), ["reminder:p:r6:kanko:T-5:kanko@mine.example"], "the step moves before it");
}

#[test]
fn an_address_shared_by_two_departments_gets_one_mail_a_day() {
    let mut world = World::new(vec![department("a", &["soumu@mine.example"]), department("b", &["soumu@mine.example", "b@mine.example"])]);
    let first = world.keys_at(6, 6, 9);
    let mail = |department: &str, address: &str| format!("reminder:p:r6:{department}:T-5:{address}@mine.example");
    assert_eq!(first, [mail("a", "soumu"), mail("b", "soumu"), mail("b", "b")]);
    let joint = super::super::joint_mails(world.at(6, 6, 9).into_iter().map(|mail| (mail.due, mail)).collect());
    assert_eq!(joint.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1], "one mail names both");
    // What was left out of today's mail, because the address had heard already, comes on the next business day.
    world.known.insert(mail("a", "soumu"));
    world.reminded.insert("soumu@mine.example".to_owned());
    assert_eq!(world.keys_at(6, 6, 10), [mail("b", "b")]);
    world.reminded.clear();
    assert_eq!(world.keys_at(6, 9, 9), [mail("b", "soumu"), mail("b", "b")]);
}

#[test]
fn a_departments_successor_is_written_to_once_it_is_gone() {
    let mut old = department("old", &["old@mine.example"]);
    old.valid_to = Some("2025-05-31".parse().expect("day"));
    old.successor = Some("new".parse().expect("id"));
    let mut world = World::new(vec![old, department("new", &["new@mine.example"])]);
    world.standings.retain(|s| s.department.as_str() == "old");
    assert_eq!(world.keys_at(6, 6, 9), ["reminder:p:r6:old:T-5:new@mine.example"]);
    let today = |text: &str| text.parse::<NaiveDate>().expect("day");
    assert_eq!(addresses_of(&world.registry, &"old".parse().expect("id"), today("2025-05-31")), ["old@mine.example"]);
}

#[test]
fn the_planning_office_hears_of_each_edition_once_and_at_most_once_a_day() {
    let mut world = kanko();
    world.standings = vec![standing(&"kanko".parse().expect("id"), 8, 0)];
    world.edition = Some(3);
    assert_eq!(world.keys_at(6, 20, 9), ["summary:p:r6:3:kikaku@mine.example"]);
    world.known.insert("summary:p:r6:3:kikaku@mine.example".to_owned());
    assert!(world.keys_at(6, 23, 9).is_empty());
    world.edition = Some(4);
    world.informed.insert("kikaku@mine.example".to_owned());
    assert!(world.keys_at(6, 23, 10).is_empty());
}

/// Two due days of 観光課: five of eight on 13 June, three on 31 July.
fn two_days() -> World {
    let mut world = kanko();
    let day = |text: &str| text.parse::<NaiveDate>().expect("day");
    let later = DueCount { due: DueDay { on: day("2025-07-31"), decided: None }, asked: 3, owed: 3 };
    let now = DueCount { due: DueDay { on: day("2025-06-13"), decided: None }, asked: 5, owed: 5 };
    world.round.locks = Some(day("2025-08-29"));
    world.standings = vec![Standing { later: 3, dues: vec![now, later], ..standing(&"kanko".parse().expect("id"), 8, 8) }];
    world.registry.rounds = vec![world.round.clone()];
    world
}

#[test]
fn each_due_day_has_its_own_calendar_and_its_own_keys() {
    let mut world = two_days();
    let first = world.at(6, 6, 9);
    assert_eq!(first.iter().map(|mail| (mail.owed, mail.due.to_string())).collect::<Vec<_>>(), [(5, "2025-06-13".to_owned())]);
    assert_eq!(first[0].key, "reminder:p:r6:kanko:T-5:kanko@mine.example", "as before there were others");
    assert_eq!(
        world.keys_at(7, 24, 9),
        ["overdue:p:r6:kanko:T+3:kanko@mine.example", "reminder:p:r6:kanko:T-5@2025-07-31:kanko@mine.example"]
    );
    // The whole round is given a week: a new day, and new keys.
    world.round.due = "2025-06-20".parse().expect("day");
    for count in &mut world.standings[0].dues {
        count.due.on = world.round.due;
        count.due.decided = "2025-06-12".parse().ok();
    }
    assert!(world.keys_at(6, 12, 9).is_empty(), "T-5 lies before the decision or on it");
    assert!(world.keys_at(6, 19, 9).iter().all(|key| key.contains(":T-1@2025-06-20:")));
}

#[test]
fn reminders_that_a_person_stopped_do_not_go_out() {
    use crate::domain::{Act, Decision, DecisionSource};
    let mut old = department("old", &["old@mine.example"]);
    old.valid_to = Some("2025-06-08".parse().expect("day"));
    old.successor = Some("new".parse().expect("id"));
    let mut world = World::new(vec![old, department("new", &["new@mine.example"])]);
    let hold = Decision {
        id: "1".to_owned(),
        plan: "p".parse().expect("id"),
        round: "r6".parse().expect("id"),
        act: Act::HoldReminders { department: "old".parse().ok() },
        who: "企画課長".to_owned(),
        why: "調整中".to_owned(),
        until: Some("2025-06-15".parse().expect("day")),
        decided_on: "2025-06-02".parse().expect("day"),
        source: DecisionSource::CommandLine,
        at: "2025-06-02T09:00:00+09:00".to_owned(),
    };
    world.decisions = Decisions::new(vec![hold]);
    assert_eq!(world.keys_at(6, 6, 9), ["reminder:p:r6:new:T-5:new@mine.example"]);
    assert!(world.keys_at(6, 12, 9).iter().all(|key| !key.contains(":old:")));
    assert_eq!(world.keys_at(6, 16, 9).len(), 2, "until the day that was said");
}

proptest! {
    /// Whenever the worker happens to be up, a department hears of each step at most once, on business days only,
    /// at most once a day, and in order.
    #[test]
    fn whenever_the_worker_runs_nobody_is_pestered(ups in proptest::collection::btree_set(0u32..(40 * 24), 0..200)) {
        let mut world = kanko();
        let start = Tokyo.with_ymd_and_hms(2025, 5, 26, 0, 0, 0).single().expect("start");
        let mut sent: Vec<(NaiveDate, Step)> = Vec::new();
        for hour in ups {
            let now = start + Duration::hours(i64::from(hour));
            let today = now.date_naive();
            if sent.last().is_none_or(|(day, _)| *day != today) {
                world.reminded.clear();
            }
            for mail in world.at(now.month(), now.day(), now.hour()) {
                prop_assert!(world.known.insert(mail.key));
                prop_assert!(world.reminded.insert(mail.recipient));
                prop_assert!(!matches!(today.weekday(), Weekday::Sat | Weekday::Sun));
                let day = mail.calendar.expect("a reminder has a day");
                prop_assert!(sent.last().is_none_or(|(last, step)| *last < today && *step < day.step || matches!((step, day.step), (Step::Before(5), Step::Before(1)))));
                sent.push((today, day.step));
            }
        }
        prop_assert!(sent.len() <= 4);
    }
}

#[test]
fn a_due_day_that_an_amendment_moved_is_reminded_of_anew() {
    let mut world = World::new(vec![department("norin", &["norin@city.example"])]);
    let said = world.at(6, 12, 9);
    assert_eq!(said.len(), 1);
    world.known.extend(said.into_iter().map(|mail| mail.key));
    assert!(world.at(6, 12, 10).is_empty());
    let moved = NaiveDate::from_ymd_opt(2025, 6, 27).expect("a day");
    world.round.due = moved;
    world.registry.rounds = vec![world.round.clone()];
    world.standings[0].due = moved;
    world.standings[0].dues[0].due.on = moved;
    assert_eq!(world.at(6, 26, 9).len(), 1, "of the other day, nothing was said");
}
