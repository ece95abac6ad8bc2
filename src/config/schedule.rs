//! `[schedule]`: when the program acts by itself.

use serde::{Deserialize, Serialize};

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
    /// How many days before the holidays run out a warning begins.
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
