//! Turns of a year's calendar, and texts that are refused.

use chrono::TimeZone;
use chrono_tz::Asia::Tokyo;
use proptest::prelude::*;

use super::*;
use crate::domain::national_holidays;

fn civil(text: &str) -> Civil {
    Tokyo.from_local_datetime(&chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()).unwrap()
}

fn round() -> Round {
    Round {
        id: "r7".parse().unwrap(),
        name: "令和7年度実績".to_owned(),
        year: "R7".parse().unwrap(),
        opens: "2026-04-29".parse().unwrap(),
        due: "2026-05-08".parse().unwrap(),
        locks: "2026-09-24".parse().ok(),
    }
}

fn turns(text: &str, after: &str, until: &str) -> Vec<String> {
    let holidays = national_holidays();
    let when: When = text.parse().unwrap();
    assert_eq!(when.to_string().parse::<When>().unwrap(), when, "it is written as it is read");
    let (days, round) = (BusinessDays::new(&holidays), round());
    let turns = when.between(civil(after), civil(until), Some(&round), days);
    assert_eq!(when.last_between(civil(after), civil(until), Some(&round), days), turns.last().copied());
    turns.iter().map(|at| at.format("%m-%d %H:%M").to_string()).collect()
}

#[test]
fn the_first_and_the_last_business_day_of_each_month() {
    let year = ("2026-01-01 00:00", "2026-06-30 23:59");
    assert_eq!(
        turns("business-day 1 09:00", year.0, year.1),
        ["01-05 09:00", "02-02 09:00", "03-02 09:00", "04-01 09:00", "05-01 09:00", "06-01 09:00"]
    );
    assert_eq!(
        turns("business-day -1 16:30", "2026-03-31 16:30", "2026-05-29 16:30"),
        ["04-30 16:30", "05-29 16:30"],
        "the one that is past is not counted, the one that is now is"
    );
    assert_eq!(turns("business-day -1 09:00", "2025-12-01 00:00", "2025-12-31 23:59"), ["12-26 09:00"]);
    assert_eq!(turns("business-day 23 09:00", "2026-05-01 00:00", "2026-06-30 23:59"), Vec::<String>::new());
}

#[test]
fn days_of_a_round_are_counted_over_golden_week_and_silver_week() {
    let all = ("2026-01-01 00:00", "2026-12-31 23:59");
    assert_eq!(turns("T-1 09:00", all.0, all.1), ["05-07 09:00"]);
    assert_eq!(turns("T-2 09:00", all.0, all.1), ["05-01 09:00"]);
    assert_eq!(turns("T+1 9:00", all.0, all.1), ["05-11 09:00"]);
    assert_eq!(turns("open+0 09:00", all.0, all.1), ["04-30 09:00"]);
    assert_eq!(turns("open-0 09:00", all.0, all.1), ["04-28 09:00"]);
    assert_eq!(turns("lock-1 09:00", all.0, all.1), ["09-18 09:00"], "over the 22nd, a day between two holidays");
    assert_eq!(turns("T+0 09:00", all.0, all.1), ["05-08 09:00"]);
}

#[test]
fn a_round_without_a_last_day_has_no_turn_before_it() {
    let holidays = national_holidays();
    let when: When = "lock-3 09:00".parse().unwrap();
    let endless = Round { locks: None, ..round() };
    for round in [Some(&endless), None] {
        assert!(when.between(civil("2026-01-01 00:00"), civil("2026-12-31 00:00"), round, BusinessDays::new(&holidays)).is_empty());
    }
}

#[test]
fn what_is_refused_is_refused_with_its_reason() {
    let refused = |text: &str| text.parse::<When>().unwrap_err();
    assert!(matches!(refused("0 0 9 * * 1-5"), WhenError::Cron(CronError::NumericWeekday { .. })));
    assert!(matches!(refused("0 9 * * Mon"), WhenError::Cron(CronError::Fields { .. })));
    assert!(matches!(refused("@daily"), WhenError::Cron(CronError::Fields { .. })));
    for text in ["business-day 0 09:00", "business-day 24 09:00", "business-day first 09:00", "business-day +1 09:00"] {
        assert!(matches!(refused(text), WhenError::Day { .. }), "{text}");
    }
    for text in ["T-5 9", "T-5 25:00", "open+0 9時", "business-day 1 09:00:00"] {
        assert!(matches!(refused(text), WhenError::Time { .. }), "{text}");
    }
    for text in ["T5 09:00", "T- 09:00", "T--5 09:00", "T+100 09:00", "open 09:00", "Tomorrow 09:00"] {
        assert!(matches!(refused(text), WhenError::Days { .. }), "{text}");
    }
    for text in ["", "09:00", "every morning", "t-5 09:00", "due-5 09:00"] {
        assert!(matches!(refused(text), WhenError::Unknown { .. }), "{text}");
    }
    let both: Vec<String> = ["0 0 9 * * 1-5", "T-x 09:00", "business-day 0 09:00", "noon"]
        .iter()
        .flat_map(|text| [Lang::Ja, Lang::En].map(|lang| refused(text).text(lang)))
        .collect();
    insta::assert_snapshot!(both.join("\n"));
}

proptest! {
    #[test]
    fn no_text_stops_the_reader(text in "(business-day|T|open|lock)? ?[+-]?[0-9]{0,4} ?[0-9:]{0,6}") {
        let _ = text.parse::<When>();
    }
}
