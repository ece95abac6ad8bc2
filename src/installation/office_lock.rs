//! The small files that office programs lay beside a file that they have open.
#![expect(clippy::disallowed_methods, reason = "looks beside the file that was named")]

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// The lock files Excel (`~$name`, or `~$` in place of a long name's first two characters) and LibreOffice lay beside an open file.
#[must_use]
pub fn locks_of(name: &OsStr) -> Vec<String> {
    let text = name.to_string_lossy();
    let rest: String = text.chars().skip(2).collect();
    vec![format!("~${text}"), format!("~${rest}"), format!(".~lock.{text}#")]
}

/// Whether a lock file lies beside a file: somebody has it open, or a program that had it open was killed.
#[must_use]
pub fn is_locked(path: &Path) -> bool {
    locks(path).next().is_some()
}

/// The same for a lock file of less than this age: one that a crash left behind is not waited for.
#[must_use]
pub fn is_freshly_locked(path: &Path, age_max: Duration) -> bool {
    let fresh = |lock: &fs::Metadata| lock.modified().ok().and_then(|at| at.elapsed().ok()).is_none_or(|age| age < age_max);
    locks(path).any(|lock| fresh(&lock))
}

fn locks(path: &Path) -> impl Iterator<Item = fs::Metadata> {
    let names = path.file_name().map(locks_of).unwrap_or_default();
    names.into_iter().filter_map(|name| fs::metadata(path.with_file_name(name)).ok()).filter(fs::Metadata::is_file)
}
