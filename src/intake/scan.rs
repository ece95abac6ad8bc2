//! The scan: the truth about the inbox. Events only make it happen sooner.
#![expect(clippy::disallowed_methods, reason = "reads the inbox's folders")]

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::found::{Found, Kind, Stat};
use super::names::{display_name, key_name};
use crate::installation::locks_of;

/// Most things looked at in one scan; the rest comes with the next one.
const FOUND_MAX: usize = 100_000;

/// Where things lie in the inbox.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The inbox.
    pub inbox: PathBuf,
    /// Folders of the departments.
    pub departments: BTreeSet<String>,
    /// Name of the folder of taken files.
    pub accepted: String,
    /// Name of the folder whose files are looked at and never taken.
    pub check: String,
    /// Name of the folder, within that one, of files that were looked at.
    pub checked: String,
}

/// What a folder is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Files are taken.
    Returns,
    /// Files were taken.
    Accepted,
    /// Files are looked at and never taken.
    Check,
}

/// What a scan found.
#[derive(Debug, Default)]
pub struct Scan {
    /// Everything that asks for a verdict.
    pub found: Vec<Found>,
    /// Everything that asks to be looked at and not to be taken.
    pub checks: Vec<Found>,
    /// Things that could not be looked at, in words.
    pub problems: Vec<String>,
    /// Keys of what could not be looked at; an empty one stands for everything.
    unseen: Vec<String>,
}

/// Looks at the inbox, its department folders, their 受付済 and 確認用. Nothing is opened.
pub fn scan(layout: &Layout) -> io::Result<Scan> {
    let mut scan = Scan::default();
    scan.folder(layout, &layout.inbox, None, Role::Returns)?;
    Ok(scan)
}

impl Scan {
    /// Whether the place with this key was looked at: a file that is not found there is gone, and not merely out of reach.
    #[must_use]
    pub fn looked_at(&self, key: &str) -> bool {
        let below = |folder: &str| key.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        !self.unseen.iter().any(|unseen| unseen.is_empty() || below(unseen))
    }

    fn folder(&mut self, layout: &Layout, path: &Path, department: Option<&str>, role: Role) -> io::Result<()> {
        let mut entries = fs::read_dir(path)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        let names: BTreeSet<_> = entries.iter().map(fs::DirEntry::file_name).collect();
        for entry in &entries {
            if self.found.len() + self.checks.len() >= FOUND_MAX {
                if self.looked_at("") {
                    self.problems.push(format!("more than {FOUND_MAX} files; the rest is taken later"));
                    self.unseen.push(String::new());
                }
                return Ok(());
            }
            let name = entry.file_name();
            if is_noise(&name) {
                continue;
            }
            let metadata = match fs::symlink_metadata(entry.path()) {
                Ok(metadata) => metadata,
                Err(error) => {
                    if error.kind() != io::ErrorKind::NotFound {
                        self.out_of_reach(layout, &entry.path(), &error);
                    }
                    continue;
                }
            };
            let kind = Kind::of(&metadata);
            if kind == Kind::Folder && self.descends(layout, &entry.path(), &name, department, role) {
                continue;
            }
            let list = if role == Role::Check { &mut self.checks } else { &mut self.found };
            list.push(Found {
                path: entry.path(),
                key: key(&layout.inbox, &entry.path()),
                folder: department.map(str::to_owned),
                file: display_name(&name),
                kind,
                stat: if kind == Kind::File { Stat::of(&metadata) } else { Stat::standing(&metadata) },
                accepted: role == Role::Accepted,
                open_elsewhere: locks_of(&name).iter().any(|lock| names.contains(OsStr::new(lock))),
            });
        }
        Ok(())
    }

    /// Goes into folders that have a role; says whether the folder is dealt with.
    fn descends(&mut self, layout: &Layout, path: &Path, name: &OsStr, department: Option<&str>, role: Role) -> bool {
        // Some systems take a name apart: ド may be ト and a mark.
        let text: String = name.to_string_lossy().nfc().collect();
        let is = |wanted: &str| wanted == text || wanted.nfc().eq(text.chars());
        let of = layout.departments.iter().find(|folder| is(folder)).filter(|_| department.is_none() && role != Role::Accepted);
        let below = if role == Role::Check && is(&layout.checked) {
            return true;
        } else if role == Role::Returns && is(&layout.accepted) {
            self.folder(layout, path, department, Role::Accepted)
        } else if role == Role::Returns && is(&layout.check) {
            self.folder(layout, path, department, Role::Check)
        } else if let Some(department) = of {
            self.folder(layout, path, Some(department), role)
        } else {
            // Files in a folder without a role would never be seen: the folder gets a verdict, unless it is empty.
            return fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none());
        };
        if let Err(error) = below {
            self.out_of_reach(layout, path, &error);
        }
        true
    }

    fn out_of_reach(&mut self, layout: &Layout, path: &Path, error: &io::Error) {
        let key = key(&layout.inbox, path);
        self.problems.push(format!("{}: {error}", display_name(OsStr::new(&key))));
        self.unseen.push(key);
    }
}

/// A path below the inbox as a key: `/` between parts, bytes that are not UTF-8 percent-coded.
#[must_use]
pub fn key(inbox: &Path, path: &Path) -> String {
    let below = path.strip_prefix(inbox).unwrap_or(path);
    below.iter().map(key_name).collect::<Vec<_>>().join("/")
}

/// Lock files, temporary files and what systems leave behind: never returns.
fn is_noise(name: &OsStr) -> bool {
    let text = name.to_string_lossy();
    let lower = text.to_lowercase();
    let temporary = Path::new(lower.as_str()).extension().is_some_and(|extension| extension == "tmp");
    text.starts_with("~$") || text.starts_with('.') || temporary || lower == "thumbs.db" || lower == "desktop.ini"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(inbox: &Path) -> Layout {
        Layout {
            inbox: inbox.to_path_buf(),
            departments: BTreeSet::from(["農林課".to_owned()]),
            accepted: "受付済".to_owned(),
            check: "確認用".to_owned(),
            checked: "確認済".to_owned(),
        }
    }

    #[test]
    fn what_is_out_of_reach_is_not_gone() {
        let scan = Scan { unseen: vec!["農林課".to_owned()], ..Scan::default() };
        let looked_at =
            ["農林課/回答.xlsx", "農林課/受付済/a.xlsx", "農林課", "農林課2/回答.xlsx", "回答.xlsx"].map(|key| scan.looked_at(key));
        assert_eq!(looked_at, [false, false, false, true, true]);
        assert!(!Scan { unseen: vec![String::new()], ..Scan::default() }.looked_at("回答.xlsx"), "there were too many");
    }

    #[test]
    fn what_asks_for_a_verdict_is_found_and_noise_is_not() -> io::Result<()> {
        let inbox = tempfile::tempdir()?;
        let at = |name: &str| inbox.path().join(name);
        for folder in ["農林課/受付済", "農林課/旧", "農林課/確認用", "確認用/確認済", "確認用/農林課", "空"] {
            fs::create_dir_all(at(folder))?;
        }
        for file in
            ["a.xlsx", "~$b.xlsx", "c.tmp", ".d", "Thumbs.db", "農林課/b.xlsx", "農林課/~$b.xlsx", "確認用/e.xlsx", "確認用/~$e.xlsx"]
        {
            fs::write(at(file), "x")?;
        }
        fs::write(at("農林課/受付済/R6-001-1__f.xlsx"), "x")?;
        fs::write(at("農林課/旧/g.xlsx"), "x")?;
        for file in ["農林課/確認用/h.xlsx", "確認用/確認済/i.xlsx", "確認用/農林課/j.xlsx"] {
            fs::write(at(file), "x")?;
        }
        let Scan { found, checks, .. } = scan(&layout(inbox.path()))?;
        let seen: Vec<_> = found.iter().map(|f| (f.key.as_str(), f.accepted, f.open_elsewhere)).collect();
        assert_eq!(
            seen,
            [
                ("a.xlsx", false, false),
                ("農林課/b.xlsx", false, true),
                ("農林課/受付済/R6-001-1__f.xlsx", true, false),
                ("農林課/旧", false, false),
            ]
        );
        let seen: Vec<_> = checks.iter().map(|f| (f.key.as_str(), f.folder.as_deref(), f.open_elsewhere)).collect();
        assert_eq!(
            seen,
            [
                ("確認用/e.xlsx", None, true),
                ("確認用/農林課/j.xlsx", Some("農林課"), false),
                ("農林課/確認用/h.xlsx", Some("農林課"), false),
            ]
        );
        Ok(())
    }
}
