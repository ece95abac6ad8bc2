//! `[schedule]`: when the program acts by itself.

use serde::{Deserialize, Serialize};

use super::ConfigProblem;
use crate::domain::Lang;
use crate::schedule::{OfficeHours, ReminderSettings, When};

/// When the program acts by itself. Times are in the office's time zone; each entry is a `schedule::When` as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Schedule {
    /// When reminders are considered.
    pub remind: Vec<String>,
    /// When the planning office's digest is considered.
    pub digest: Vec<String>,
    /// When the papers are compiled, where something has changed.
    pub compile: Vec<String>,
    /// Business days before the due day.
    pub remind_before: Vec<u8>,
    /// Business days after the due day.
    pub remind_after: Vec<u8>,
    /// Hours of a business day within which scheduled mail goes out, `08:30-17:15`.
    pub office_hours: String,
    /// File of national and local holidays that replaces the program's own, below the installation.
    pub holidays: String,
    /// How many days before the holidays run out a warning begins; 0 for none.
    pub warn_holidays_days: u32,
}

impl Default for Schedule {
    fn default() -> Self {
        let nine = || vec!["0 0 9 * * Mon-Fri".to_owned()];
        Self {
            remind: nine(),
            digest: nine(),
            compile: nine(),
            remind_before: vec![5, 1],
            remind_after: vec![1, 3],
            office_hours: "08:30-17:15".to_owned(),
            holidays: "休日.csv".to_owned(),
            warn_holidays_days: 120,
        }
    }
}

impl Schedule {
    /// The times of reminders, as checked when the configuration was read.
    #[must_use]
    pub fn remind(&self) -> Vec<When> {
        times(&self.remind)
    }

    /// The times of the digest.
    #[must_use]
    pub fn digest(&self) -> Vec<When> {
        times(&self.digest)
    }

    /// The times of the compile.
    #[must_use]
    pub fn compile(&self) -> Vec<When> {
        times(&self.compile)
    }

    /// 執務時間.
    #[must_use]
    pub fn hours(&self) -> OfficeHours {
        self.office_hours.parse().unwrap_or_default()
    }

    /// On which days of a round departments are reminded.
    #[must_use]
    pub fn reminder_days(&self) -> ReminderSettings {
        ReminderSettings { before: self.remind_before.clone(), after: self.remind_after.clone() }
    }

    pub(super) fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        for (name, times) in [("remind", &self.remind), ("digest", &self.digest), ("compile", &self.compile)] {
            for error in times.iter().filter_map(|time| time.parse::<When>().err()) {
                let said = |lang| format!("schedule.{name}{}{}", lang_colon(lang), error.text(lang));
                problems.push(ConfigProblem { ja: said(Lang::Ja), en: said(Lang::En) });
            }
        }
        problems.extend(self.office_hours.parse::<OfficeHours>().err().map(|error| ConfigProblem {
            ja: format!(
                "schedule.office_hours の「{}」を時間帯として読めません。08:30-17:15のように、始まりと終わりの時刻を書いてください。",
                error.text
            ),
            en: format!("schedule.office_hours: {error}"),
        }));
        problems
    }
}

const fn lang_colon(lang: Lang) -> &'static str {
    lang.pick("：", ": ")
}

/// What cannot be read was refused with the configuration.
fn times(texts: &[String]) -> Vec<When> {
    texts.iter().filter_map(|text| text.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_wrong_time_is_named_with_its_reason_in_both_languages() {
        let schedule = Schedule {
            remind: vec!["0 0 9 * * 1-5".to_owned(), "T-5 9時".to_owned()],
            digest: vec!["business-day 0 09:00".to_owned()],
            office_hours: "朝から".to_owned(),
            ..Schedule::default()
        };
        let problems = schedule.problems();
        assert_eq!(problems.len(), 4);
        assert!(problems.iter().all(|problem| !problem.en.chars().any(|c| c == '。') && problem.ja.ends_with('。')), "{problems:?}");
        assert_eq!(Schedule::default().problems(), []);
        assert_eq!(OfficeHours::default().to_string(), Schedule::default().office_hours);
    }
}
