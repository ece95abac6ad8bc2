//! `[folders]`: where things lie.

use serde::{Deserialize, Serialize};

/// Folders and their roles; relative ones stand below the installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Folders {
    /// Where departments drop their files.
    pub inbox: String,
    /// Where forms, receipts and papers go.
    pub outbox: String,
    /// Database, spool, mails, logs.
    pub state: String,
    /// Templates that replace the program's own.
    pub templates: String,
    /// The planning office's folder below the outbox.
    pub planning: String,
    /// Where taken files are moved, below each department's folder.
    pub accepted: String,
    /// Below the inbox: files in here are never taken.
    pub check: String,
}

impl Default for Folders {
    fn default() -> Self {
        Self {
            inbox: "inbox".to_owned(),
            outbox: "outbox".to_owned(),
            state: "state".to_owned(),
            templates: "templates".to_owned(),
            planning: "planning".to_owned(),
            accepted: "受付済".to_owned(),
            check: "確認用".to_owned(),
        }
    }
}
