//! The configuration: every option has a default, every problem is reported at once, unknown options are refused.

mod folders;
mod intake;
mod mail;
mod reading;
mod schedule;
mod upkeep;
mod words;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::domain::Lang;
use crate::notification::AllowedDomains;

pub use folders::Folders;
pub use intake::{Intake, ReaderSettings};
pub use mail::{Mail, Security, Smtp, Transport};
pub use schedule::Schedule;
pub use upkeep::{Log, Retention};

/// Name of the configuration file at the installation's root.
pub const FILE: &str = "torimatome.toml";

/// Why a configuration is refused: all problems at once, in the order of the file.
#[derive(Debug, thiserror::Error)]
#[error("{FILE}: {} to put right\n  {}", .0.len(), .0.iter().map(|problem| problem.en.as_str()).collect::<Vec<_>>().join("\n  "))]
pub struct ConfigError(pub Vec<ConfigProblem>);

/// Something that is wrong in the file, in both languages.
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
    /// When the program acts by itself.
    pub schedule: Schedule,
    /// Mail.
    pub mail: Mail,
    /// Log.
    pub log: Log,
    /// What is kept, and how long.
    pub retention: Retention,
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
            schedule: Schedule::default(),
            mail: Mail::default(),
            log: Log::default(),
            retention: Retention::default(),
        }
    }
}

impl Config {
    /// Reads and checks a configuration.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let (config, problems) = Self::lenient(text);
        if problems.is_empty() { Ok(config) } else { Err(ConfigError(problems)) }
    }

    /// Reads what can be read, with defaults for the rest, and says everything that is wrong.
    #[must_use]
    pub fn lenient(text: &str) -> (Self, Vec<ConfigProblem>) {
        reading::read(text)
    }

    /// A configuration's text with another value (as TOML) for an option that stands in it; comments stay.
    #[must_use]
    pub fn text_with(text: &str, path: &[&str], literal: &str) -> String {
        reading::with_value(text, path, literal)
    }

    fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        let mut refuse = |bad: bool, ja: &str, en: &str| {
            if bad {
                problems.push(ConfigProblem { ja: ja.to_owned(), en: en.to_owned() });
            }
        };
        refuse(self.plans.is_empty(), "plans に台帳のExcelファイル又はフォルダーを書いてください。", "plans names no register");
        let folders = &self.folders;
        let named = [&folders.inbox, &folders.outbox, &folders.state, &folders.templates];
        let unnamed = named.iter().any(|folder| folder.trim().is_empty());
        refuse(unnamed, "[folders] に空のフォルダー名があります。", "a name in [folders] is empty");
        let distinct: std::collections::BTreeSet<_> = [&folders.inbox, &folders.outbox, &folders.state].into_iter().collect();
        refuse(
            distinct.len() < 3,
            "inbox、outbox、state は、別々のフォルダーにしてください。",
            "inbox, outbox and state must be three different folders",
        );
        let parts = [&folders.planning, &folders.accepted, &folders.check, &folders.checked];
        refuse(
            parts.iter().any(|part| part.is_empty() || part.contains(['/', '\\']) || part.starts_with('.')),
            "planning、accepted、check、checked には、1つのフォルダーの名前だけを書いてください。",
            "planning, accepted, check and checked are names of one folder each",
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
        bound("log.keep_days", self.log.keep_days.into(), 1, 3660);
        bound("retention.years", self.retention.years.into(), 0, 100);
        bound("retention.backups", self.retention.backups.into(), 1, 10_000);
        refuse(
            self.reader.formats.is_empty() || !self.reader.unknown_formats().is_empty(),
            "reader.formats には、xlsx、xlsm、xls、xlsb、ods から1つ以上を書いてください。",
            "reader.formats must name one or more of xlsx, xlsm, xls, xlsb, ods",
        );
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
        problems.extend(self.schedule.problems());
        problems.extend(self.mail.problems());
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
        let text =
            "[intake]\nscan_seconds = 0\n[mail]\nfrom = \"nobody\"\nallowed_domains = [\"@\"]\n[schedule]\nremind = [\"every morning\"]\n";
        let wrong = ["scan_seconds", "mail.from", "schedule.remind", "mail.allowed_domains"];
        let told = Config::parse(text).map_err(|error| error.to_string());
        assert!(matches!(&told, Err(text) if wrong.iter().all(|wrong| text.contains(wrong))), "{told:?}");
        assert!(Config::parse("colour = \"red\"").is_err());
    }

    #[test]
    fn mail_that_could_leak_or_never_go_is_refused() {
        let wrong = [
            ("hold = [\"letters\"]", "mail.hold"),
            ("attach = [\"reminder\"]", "mail.attach"),
            ("redirect_to = \"me@home.example\"", "mail.redirect_to"),
            ("[mail.smtp]\nhost = \"mail\"\nuser = \"kikaku\"", "protects the password"),
            ("[mail.smtp]\ntimeout_seconds = 0", "timeout_seconds"),
        ];
        for (line, said) in wrong {
            let told = Config::parse(&format!("[mail]\n{line}\n")).map_err(|error| error.to_string());
            assert!(matches!(&told, Err(text) if text.contains(said)), "{line}: {told:?}");
        }
        let right =
            "hold = [\"request\"]\nattach = [\"returned\"]\nredirect_to = \"test@city-mine.example\"\n[mail.smtp]\nuser = \"kikaku\"";
        assert!(Config::parse(&format!("[mail]\n{right}\n")).is_ok());
    }
}
