//! `[log]` and `[retention]`: what is kept, and how long.

use serde::{Deserialize, Serialize};

/// Log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// Level.
    pub level: String,
    /// How many daily files are kept.
    pub keep_days: u32,
}

impl Default for Log {
    fn default() -> Self {
        Self { level: "info".to_owned(), keep_days: 60 }
    }
}

/// Retention (保存期間).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Retention {
    /// After how many years a locked round's originals may be disposed of, once a person approves; 0 for never.
    pub years: u32,
    /// How many backups are kept beside each other; older ones are removed when a new one is whole.
    pub backups: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self { years: 5, backups: 14 }
    }
}
