//! The configuration: every option has a default, every problem is reported at once, unknown options are refused.

use std::time::Duration;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::domain::Lang;
use crate::extraction::ReaderLimits;
use crate::notification::AllowedDomains;
use crate::schedule::CronExpression;

/// Name of the configuration file at the installation's root.
pub const FILE: &str = "torimatome.toml";

/// Why a configuration is refused: all problems at once.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Not TOML, or an unknown option.
    #[error("{FILE}: {0}")]
    Toml(#[from] toml::de::Error),
    /// Values that cannot be.
    #[error("{FILE}: {}", .0.iter().map(|problem| problem.en.as_str()).collect::<Vec<_>>().join("; "))]
    Values(Vec<ConfigProblem>),
}

/// A value that cannot be, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigProblem {
    /// In Japanese.
    pub ja: String,
    /// In English.
    pub en: String,
}

/// 設定.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Language of the command line.
    pub lang: Lang,
    /// The office's time zone.
    pub time_zone: Tz,
    /// Register folders.
    pub plans: Vec<String>,
    /// Folders.
    pub folders: Folders,
    /// Intake.
    pub intake: Intake,
    /// Reader process.
    pub reader: ReaderSettings,
    /// Mail.
    pub mail: Mail,
    /// Log.
    pub log: Log,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            lang: Lang::Ja,
            time_zone: chrono_tz::Asia::Tokyo,
            plans: vec!["plans/mine-r6".to_owned()],
            folders: Folders::default(),
            intake: Intake::default(),
            reader: ReaderSettings::default(),
            mail: Mail::default(),
            log: Log::default(),
        }
    }
}

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
    /// Address space, in MB.
    pub memory_mb: u64,
    /// Longest time for one file.
    pub deadline_seconds: u64,
    /// Files after which it is replaced.
    pub files_max: u32,
}

impl Default for ReaderSettings {
    fn default() -> Self {
        Self { memory_mb: 2048, deadline_seconds: 20, files_max: 200 }
    }
}

impl ReaderSettings {
    /// As the reader takes them.
    #[must_use]
    pub const fn limits(&self) -> ReaderLimits {
        ReaderLimits {
            memory_bytes: self.memory_mb * 1024 * 1024,
            deadline: Duration::from_secs(self.deadline_seconds),
            files_max: self.files_max,
        }
    }
}

/// Mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mail {
    /// `eml`.
    pub transport: String,
    /// Sender's address.
    pub from: String,
    /// Domains that may be written to.
    pub allowed_domains: Vec<String>,
    /// Language of mails.
    pub lang: Lang,
    /// When reminders are considered.
    pub schedule: String,
    /// Business days before the due day.
    pub remind_before: Vec<u8>,
    /// Business days after the due day.
    pub remind_after: Vec<u8>,
    /// Most mails in one pass.
    pub per_pass_max: u32,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            transport: "eml".to_owned(),
            from: "kikaku@city-mine.example".to_owned(),
            allowed_domains: vec!["city-mine.example".to_owned()],
            lang: Lang::Ja,
            schedule: "0 0 9 * * Mon-Fri".to_owned(),
            remind_before: vec![5, 1],
            remind_after: vec![1, 3],
            per_pass_max: 500,
        }
    }
}

/// Log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Log {
    /// Level.
    pub level: String,
}

impl Default for Log {
    fn default() -> Self {
        Self { level: "info".to_owned() }
    }
}

impl Config {
    /// Reads and checks a configuration.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(text)?;
        let problems = config.problems();
        if problems.is_empty() { Ok(config) } else { Err(ConfigError::Values(problems)) }
    }

    fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        let mut refuse = |bad: bool, ja: &str, en: &str| {
            if bad {
                problems.push(ConfigProblem { ja: ja.to_owned(), en: en.to_owned() });
            }
        };
        refuse(self.plans.is_empty(), "plans に台帳のフォルダーを書いてください。", "plans names no register");
        let folders = &self.folders;
        let named = [&folders.inbox, &folders.outbox, &folders.state, &folders.templates];
        let unnamed = named.iter().any(|folder| folder.trim().is_empty());
        refuse(unnamed, "[folders] に空のフォルダー名があります。", "a folder's name is empty");
        let distinct: std::collections::BTreeSet<_> = [&folders.inbox, &folders.outbox, &folders.state].into_iter().collect();
        refuse(
            distinct.len() < 3,
            "inbox、outbox、state は、別々のフォルダーにしてください。",
            "inbox, outbox and state must be three different folders",
        );
        let parts = [&folders.planning, &folders.accepted, &folders.check];
        refuse(
            parts.iter().any(|part| part.is_empty() || part.contains(['/', '\\']) || part.starts_with('.')),
            "planning、accepted、check には、1つのフォルダーの名前だけを書いてください。",
            "planning, accepted and check are names of one folder each",
        );
        let mut bound = |name: &str, value: u64, least: u64, most: u64| {
            let ja = format!("{name} は、{least}から{most}までにしてください。");
            refuse(!(least..=most).contains(&value), &ja, &format!("{name} must be {least} to {most}"));
        };
        bound("intake.scan_seconds", self.intake.scan_seconds, 1, 3600);
        bound("intake.settle_seconds", self.intake.settle_seconds, 0, 600);
        bound("intake.size_max_mb", self.intake.size_max_mb, 1, 200);
        bound("reader.memory_mb", self.reader.memory_mb, 256, 16_384);
        bound("reader.deadline_seconds", self.reader.deadline_seconds, 1, 600);
        bound("reader.files_max", self.reader.files_max.into(), 1, u32::MAX.into());
        bound("mail.per_pass_max", self.mail.per_pass_max.into(), 1, 10_000);
        refuse(self.mail.transport != "eml", "mail.transport は、今は \"eml\" だけです。", "mail.transport can only be \"eml\" for now");
        let from = &self.mail.from;
        refuse(
            !from.contains('@') || from.contains(['\r', '\n']),
            "mail.from にメールアドレスを書いてください。",
            "mail.from is not an address",
        );
        refuse(
            !["error", "warn", "info", "debug"].contains(&self.log.level.as_str()),
            "log.level は、error、warn、info、debug のどれかにしてください。",
            "log.level must be error, warn, info or debug",
        );
        problems.extend(self.mail.schedule.parse::<CronExpression>().err().map(|error| ConfigProblem {
            ja: format!(
                "mail.schedule の「{}」を時刻として読めません。\"0 0 9 * * Mon-Fri\" のように、秒、分、時、日、月、曜日（英字名）を書いてください。",
                self.mail.schedule
            ),
            en: format!("mail.schedule: {error}"),
        }));
        problems.extend(AllowedDomains::parse(&self.mail.allowed_domains).err().map(|error| ConfigProblem {
            ja: format!(
                "mail.allowed_domains の「{}」は、メールのドメインではありません。city.mine.lg.jp のように書いてください。",
                error.entry
            ),
            en: format!("mail.allowed_domains: {error}"),
        }));
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_states_the_defaults() {
        assert_eq!(Config::parse(crate::assets::CONFIGURATION).ok(), Some(Config::default()));
    }

    #[test]
    fn every_problem_is_named_at_once() {
        let text = "[intake]\nscan_seconds = 0\n[mail]\nfrom = \"nobody\"\nschedule = \"every morning\"\nallowed_domains = [\"@\"]\n";
        let wrong = ["scan_seconds", "mail.from", "mail.schedule", "mail.allowed_domains"];
        let told = Config::parse(text).map_err(|error| error.to_string());
        assert!(matches!(&told, Err(text) if wrong.iter().all(|wrong| text.contains(wrong))), "{told:?}");
        assert!(Config::parse("colour = \"red\"").is_err());
    }
}
