//! `[intake]` and `[reader]`: how files are taken and read.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::extraction::{Format, Formats, ReaderLimits};

/// Intake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Intake {
    /// How long a file must stand still.
    pub settle_seconds: u64,
    /// How often the inbox is scanned.
    pub scan_seconds: u64,
    /// How long a file that is open elsewhere is waited for.
    pub not_ready_minutes: u64,
    /// Largest file, in MB.
    pub size_max_mb: u64,
    /// Whether taken files are moved.
    pub tidy: bool,
}

impl Default for Intake {
    fn default() -> Self {
        Self { settle_seconds: 2, scan_seconds: 30, not_ready_minutes: 15, size_max_mb: 50, tidy: true }
    }
}

/// Reader process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReaderSettings {
    /// Formats of workbooks that are read; others are refused by name.
    pub formats: Vec<String>,
    /// Address space, in MB.
    pub memory_mb: u64,
    /// Longest time for one file.
    pub deadline_seconds: u64,
    /// Files after which it is replaced.
    pub files_max: u32,
}

impl Default for ReaderSettings {
    fn default() -> Self {
        Self { formats: ["xlsx", "xlsm", "xls"].map(str::to_owned).to_vec(), memory_mb: 2048, deadline_seconds: 20, files_max: 200 }
    }
}

impl ReaderSettings {
    /// As the reader takes them.
    #[must_use]
    pub fn limits(&self) -> ReaderLimits {
        ReaderLimits {
            memory_bytes: self.memory_mb * 1024 * 1024,
            deadline: Duration::from_secs(self.deadline_seconds),
            files_max: self.files_max,
            formats: Formats::of(self.formats.iter().filter_map(|name| name.parse().ok())),
        }
    }

    /// Names that are no format's.
    pub(super) fn unknown_formats(&self) -> Vec<&str> {
        self.formats.iter().filter(|name| name.parse::<Format>().is_err()).map(String::as_str).collect()
    }
}
