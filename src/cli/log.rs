//! Logs: English, structured, in files that rotate by day; warnings also on standard error while watching.

use tracing_appender::rolling;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

use crate::installation::Installation;

/// Starts logging into `state/log`; a log that cannot be written never stops the work.
#[expect(clippy::disallowed_methods, reason = "makes the log folder")]
pub(super) fn start(installation: &Installation, watching: bool) {
    let level = installation.config.log.level.parse().unwrap_or(LevelFilter::INFO);
    let folder = installation.state().join("log");
    // The appender complains on standard error about a folder that is not there yet.
    let _ = std::fs::create_dir_all(&folder);
    let kept = usize::try_from(installation.config.log.keep_days).unwrap_or(usize::MAX);
    let appender = rolling::Builder::new()
        .rotation(rolling::Rotation::DAILY)
        .filename_prefix("torimatome")
        .filename_suffix("jsonl")
        .max_log_files(kept)
        .build(folder)
        .ok();
    // A line that cannot be written is left out in silence: what would complain about it, `eprintln!`, ends the program
    // where standard error is a file on the same full disk.
    let file = appender
        .map(|appender| fmt::layer().json().with_writer(std::sync::Mutex::new(appender)).log_internal_errors(false).with_filter(level));
    let screen = watching
        .then(|| fmt::layer().with_writer(std::io::stderr).with_ansi(false).log_internal_errors(false).with_filter(LevelFilter::WARN));
    // A second start in one process (the demonstration's) keeps the first subscriber.
    let _ = tracing_subscriber::registry().with(file).with(screen).try_init();
}
