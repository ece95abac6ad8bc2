//! A restored installation sends nothing until a person has confirmed: what was mailed after the backup is not known here.

use super::{Trouble, WorkError, Worker, stamp};
use crate::domain::{Civil, Lang, to_the_minute};
use crate::store::UpkeepEvent;

impl Worker {
    /// What to tell while the restoring is not confirmed.
    pub(super) fn restored(&self) -> Result<Option<Trouble>, WorkError> {
        let events = self.store.upkeep_events()?;
        Ok(UpkeepEvent::unconfirmed(&events).map(|event| {
            let facts: serde_json::Value = serde_json::from_str(&event.facts).unwrap_or_default();
            let made_at = facts.get("made_at").and_then(serde_json::Value::as_str).unwrap_or(&event.at);
            Trouble::Restored { made_at: made_at.to_owned() }
        }))
    }

    /// Holds every mail that has come to wait since; called before anything is delivered.
    pub(super) fn hold_while_restored(&mut self, now: Civil) -> Result<(), WorkError> {
        if self.restored()?.is_some() {
            self.store.hold_all_mails("this installation was restored, and nobody has confirmed yet", &stamp(now))?;
        }
        Ok(())
    }
}

/// What has happened, and what to do.
pub(super) fn words(made_at: &str, lang: Lang) -> String {
    let made_at = to_the_minute(made_at);
    match lang {
        Lang::Ja => format!(
            "バックアップ（{made_at}）から復元したため、メールを全て止めています。mailbox list で確かめてから、restore --confirm を実行してください。"
        ),
        Lang::En => {
            format!("Restored from a backup of {made_at}: all mail is held. Look at `mailbox list`, then run `restore --confirm`.")
        }
    }
}
