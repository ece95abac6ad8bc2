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
    /// The inbox as people see it from their own machines (`\\server\returns`); empty: as `inbox`.
    pub inbox_shown: String,
    /// The outbox as people see it; empty: as `outbox`.
    pub outbox_shown: String,
    /// Database, spool, mails, logs.
    pub state: String,
    /// Templates that replace the program's own.
    pub templates: String,
    /// The planning office's folder below the outbox.
    pub planning: String,
    /// Where taken files are moved, below each department's folder.
    pub accepted: String,
    /// Below the inbox, and below each department's folder: files in here are looked at and never taken.
    pub check: String,
    /// Where files that were looked at are moved, below that folder.
    pub checked: String,
}

impl Default for Folders {
    fn default() -> Self {
        Self {
            inbox: "inbox".to_owned(),
            outbox: "outbox".to_owned(),
            inbox_shown: String::new(),
            outbox_shown: String::new(),
            state: "state".to_owned(),
            templates: "templates".to_owned(),
            planning: "planning".to_owned(),
            accepted: "受付済".to_owned(),
            check: "確認用".to_owned(),
            checked: "確認済".to_owned(),
        }
    }
}

impl Folders {
    /// A place below the inbox, as mails and forms name it.
    #[must_use]
    pub fn shown_inbox(&self, below: &str) -> String {
        shown(&self.inbox_shown, &self.inbox, below)
    }

    /// A place below the outbox, as mails name it.
    #[must_use]
    pub fn shown_outbox(&self, below: &str) -> String {
        shown(&self.outbox_shown, &self.outbox, below)
    }
}

/// A server reaches a share by another path than the departments' machines do: `/mnt/share/returns` is their `\\server\returns`.
fn shown(shown: &str, real: &str, below: &str) -> String {
    match shown.trim().trim_end_matches(['/', '\\']) {
        "" => format!("{real}/{below}"),
        top if top.contains('\\') || top.ends_with(':') => format!("{top}\\{}", below.replace('/', "\\")),
        top => format!("{top}/{below}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn departments_read_the_path_that_their_own_machines_know() {
        let plain = Folders::default();
        assert_eq!(plain.shown_inbox("観光課"), "inbox/観光課");
        let told = |shown: &str| Folders { outbox_shown: shown.to_owned(), ..Folders::default() }.shown_outbox("観光課/様式.xlsx");
        assert_eq!(told(r"\\fs01\照会\"), r"\\fs01\照会\観光課\様式.xlsx");
        assert_eq!(told("K:"), r"K:\観光課\様式.xlsx");
        assert_eq!(told("共有フォルダー/照会"), "共有フォルダー/照会/観光課/様式.xlsx");
    }
}
