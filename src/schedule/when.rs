//! When a job has its turn: a cron expression, the n-th business day of a month, or so many business days from a date of a
//! round. Read strictly; what is refused is refused with the reason.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime, TimeZone};

use super::office_hours::time_of_day;
use super::{BusinessDays, CronError, CronExpression, occurrences_between};
use crate::domain::{Civil, Lang, Round};

/// Most business days between a turn and the date of the round that it hangs on.
const DAYS_MAX: u8 = 99;
/// No month has more business days.
const MONTH_MAX: u8 = 23;

/// Which date of a round a turn hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// 開始日.
    Open,
    /// 提出期限.
    Due,
    /// 受付終了日.
    Lock,
}

impl Anchor {
    const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Due => "T",
            Self::Lock => "lock",
        }
    }

    const fn day(self, round: &Round) -> Option<NaiveDate> {
        match self {
            Self::Open => Some(round.opens),
            Self::Due => Some(round.due),
            Self::Lock => round.locks,
        }
    }
}

/// When a job has its turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// `0 0 9 * * Mon-Fri`.
    Cron(Box<CronExpression>),
    /// `business-day 1 09:00`: the n-th business day of each month; -1 is the last. A month with fewer has no turn.
    BusinessDay {
        /// Which, from 1; from the end where it is negative.
        nth: i8,
        /// At what time.
        at: NaiveTime,
    },
    /// `T-5 09:00`: so many business days from a date of the round. With 0 it is the date itself, or where the office is
    /// closed on it, the next business day (`+0`) or the one before (`-0`).
    Round {
        /// From which date.
        from: Anchor,
        /// Whether after it.
        after: bool,
        /// How many business days.
        days: u8,
        /// At what time.
        at: NaiveTime,
    },
}

/// Why a text is no time for a job.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    /// Neither of the three.
    #[error("{text:?} is not a time; write a cron expression (\"0 0 9 * * Mon-Fri\"), \"business-day 1 09:00\" or \"T-5 09:00\"")]
    Unknown {
        /// What was written.
        text: String,
    },
    /// A wrong cron expression.
    #[error(transparent)]
    Cron(#[from] CronError),
    /// Not `HH:MM`.
    #[error("{text:?}: {time:?} is not a time of day; write hours and minutes, e.g. 09:00")]
    Time {
        /// What was written.
        text: String,
        /// The part that is no time.
        time: String,
    },
    /// Not the n-th day.
    #[error("{text:?}: {day:?} is not a business day of a month; write 1 to {MONTH_MAX}, or -1 to -{MONTH_MAX} counted from its end")]
    Day {
        /// What was written.
        text: String,
        /// The part that is no day.
        day: String,
    },
    /// Not a number of days.
    #[error(
        "{text:?}: {days:?} is not a number of business days; write T, open or lock with + or - and 0 to {DAYS_MAX}, e.g. T-5 or open+0"
    )]
    Days {
        /// What was written.
        text: String,
        /// The part that is no number.
        days: String,
    },
}

impl WhenError {
    /// The reason, as people read it.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        if lang == Lang::En {
            return self.to_string();
        }
        match self {
            Self::Unknown { text } => format!(
                "「{text}」を時刻として読めません。\"0 0 9 * * Mon-Fri\"（秒、分、時、日、月、曜日）、\"business-day 1 09:00\"（毎月の第1開庁日）、\
                 \"T-5 09:00\"（提出期限の5開庁日前）のどれかの形で書いてください。"
            ),
            Self::Cron(error) => cron_ja(error),
            Self::Time { text, time } => {
                format!("「{text}」の「{time}」を時刻として読めません。09:00のように、時と分を書いてください。")
            }
            Self::Day { text, day } => format!(
                "「{text}」の「{day}」は、月の開庁日の番号ではありません。1から{MONTH_MAX}まで、又は月末から数えて-1から-{MONTH_MAX}までの数を書いてください。"
            ),
            Self::Days { text, days } => format!(
                "「{text}」の「{days}」を開庁日の数として読めません。T（提出期限）、open（開始日）、lock（受付終了日）に、+又は-と0から{DAYS_MAX}までの数を続けて書いてください（例：T-5、open+0）。"
            ),
        }
    }
}

fn cron_ja(error: &CronError) -> String {
    match error {
        CronError::Fields { text, found } => format!(
            "「{text}」の項目は{found}個です。秒、分、時、日、月、曜日を、空白で区切って書いてください（例：\"0 0 9 * * Mon-Fri\"）。秒も省略できません。"
        ),
        CronError::NumericWeekday { weekday } => format!(
            "曜日が数字（{weekday}）で書かれています。1を日曜日とする仕組みと月曜日とする仕組みがあるため、Mon-Friのように英字名で書いてください。"
        ),
        CronError::ZeroStep { text } => format!("「{text}」の間隔が0です。1以上にしてください。"),
        CronError::Syntax { text, .. } => {
            format!(
                "「{text}」を時刻として読めません。\"0 0 9 * * Mon-Fri\" のように、秒、分、時、日、月、曜日（英字名）を書いてください。"
            )
        }
        CronError::Never { text } => format!("「{text}」に当たる日はありません。日と月を確かめてください。"),
    }
}

impl FromStr for When {
    type Err = WhenError;

    fn from_str(text: &str) -> Result<Self, WhenError> {
        let text = text.trim();
        let words: Vec<&str> = text.split_whitespace().collect();
        let time = |word: &str| time_of_day(word).ok_or_else(|| WhenError::Time { text: text.to_owned(), time: word.to_owned() });
        match words.as_slice() {
            ["business-day", nth, at] => {
                let day = || WhenError::Day { text: text.to_owned(), day: (*nth).to_owned() };
                let number: i8 = nth.parse().map_err(|_| day())?;
                if number == 0 || number.unsigned_abs() > MONTH_MAX || nth.starts_with('+') {
                    return Err(day());
                }
                Ok(Self::BusinessDay { nth: number, at: time(at)? })
            }
            [from, at] => {
                let anchor = [Anchor::Open, Anchor::Due, Anchor::Lock].into_iter().find(|anchor| from.starts_with(anchor.word()));
                let Some(anchor) = anchor else { return Err(WhenError::Unknown { text: text.to_owned() }) };
                let wrong = || WhenError::Days { text: text.to_owned(), days: (*from).to_owned() };
                let rest = from.strip_prefix(anchor.word()).unwrap_or_default();
                let (after, days) = match (rest.strip_prefix('+'), rest.strip_prefix('-')) {
                    (Some(days), _) => (true, days),
                    (None, Some(days)) => (false, days),
                    (None, None) => return Err(wrong()),
                };
                let plain = !days.is_empty() && days.bytes().all(|byte| byte.is_ascii_digit());
                let days = Some(days).filter(|_| plain).and_then(|days| days.parse().ok()).filter(|days| *days <= DAYS_MAX);
                Ok(Self::Round { from: anchor, after, days: days.ok_or_else(wrong)?, at: time(at)? })
            }
            words if words.len() >= 5 || words.first().is_some_and(|word| word.starts_with('@')) => {
                Ok(Self::Cron(Box::new(text.parse::<CronExpression>()?)))
            }
            _ => Err(WhenError::Unknown { text: text.to_owned() }),
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cron(expression) => expression.fmt(f),
            Self::BusinessDay { nth, at } => write!(f, "business-day {nth} {}", at.format("%H:%M")),
            Self::Round { from, after, days, at } => {
                write!(f, "{}{}{days} {}", from.word(), if *after { '+' } else { '-' }, at.format("%H:%M"))
            }
        }
    }
}

impl When {
    /// The turns after `after` up to and including `until`, the first first. `round` is `None` for a job of no round, which
    /// has no turns that hang on one.
    #[must_use]
    pub fn between(&self, after: Civil, until: Civil, round: Option<&Round>, days: BusinessDays<'_>) -> Vec<Civil> {
        let on = |day: NaiveDate, at: NaiveTime| after.timezone().from_local_datetime(&day.and_time(at)).earliest();
        let within = |at: &Civil| *at > after && *at <= until;
        match self {
            Self::Cron(expression) => occurrences_between(expression, after, until),
            Self::BusinessDay { nth, at } => {
                let first = after.date_naive().with_day(1);
                let months = first.into_iter().flat_map(|first| (0..).map_while(move |n| first.checked_add_months(Months::new(n))));
                let months = months.take_while(|month| *month <= until.date_naive());
                months.filter_map(|month| nth_business_day(month, *nth, days)).filter_map(|day| on(day, *at)).filter(within).collect()
            }
            Self::Round { from, after: later, days: count, at } => {
                let day = round.and_then(|round| from.day(round)).map(|day| match (later, count) {
                    (true, 0) => days.on_or_after(day),
                    (false, 0) => days.on_or_before(day),
                    (true, count) => days.add_business_days(day, i16::from(*count)),
                    (false, count) => days.add_business_days(day, -i16::from(*count)),
                });
                day.and_then(|day| on(day, *at)).filter(within).into_iter().collect()
            }
        }
    }

    /// The last turn after `after` up to and including `until`.
    #[must_use]
    pub fn last_between(&self, after: Civil, until: Civil, round: Option<&Round>, days: BusinessDays<'_>) -> Option<Civil> {
        match self {
            Self::Cron(expression) => expression.last_until(until).filter(|at| *at > after),
            Self::BusinessDay { .. } | Self::Round { .. } => self.between(after, until, round, days).pop(),
        }
    }
}

/// The n-th business day of a month, from its end where `nth` is negative.
fn nth_business_day(first: NaiveDate, nth: i8, days: BusinessDays<'_>) -> Option<NaiveDate> {
    let next = first.checked_add_months(Months::new(1))?;
    let place = usize::from(nth.unsigned_abs()).checked_sub(1)?;
    let mut open = first.iter_days().take_while(|day| *day < next).filter(|day| days.is_business_day(*day));
    if nth > 0 {
        return open.nth(place);
    }
    let last = next.checked_sub_days(Days::new(1))?;
    let mut back = std::iter::successors(Some(last), NaiveDate::pred_opt).take_while(|day| *day >= first);
    back.by_ref().filter(|day| days.is_business_day(*day)).nth(place)
}

#[cfg(test)]
#[path = "when_tests.rs"]
mod tests;
