//! What of an installation's files belongs into a backup beside the database and the spool.
#![expect(clippy::disallowed_methods, reason = "looks for an installation's files")]

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::manifest::{FILES, OUTSIDE, is_inside};
use crate::config::{self, Config};

/// Deepest folder of templates or of a register.
const DEPTH_MAX: usize = 8;

/// Files to put into a backup.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// Name in the archive, and where it lies.
    pub(super) files: Vec<(String, PathBuf)>,
    /// Where files from outside of the folder came from, by their folder in the archive.
    pub(super) outside: Vec<(String, String)>,
    /// What is named and cannot be had.
    pub(super) missing: Vec<String>,
    seen: BTreeSet<PathBuf>,
    /// Never to be backed up.
    secret: Option<PathBuf>,
}

/// The configuration, templates and forms, registers, holidays and the authority's certificate. Never the password.
pub(super) fn contents(root: &Path, config: &Config) -> Contents {
    let mut contents = Contents::default();
    let smtp = &config.mail.smtp;
    contents.secret = Some(&smtp.password_file).filter(|file| !file.is_empty()).and_then(|file| root.join(file).canonicalize().ok());
    contents.add(root, config::FILE, true);
    contents.add(root, &config.folders.templates, false);
    for plan in &config.plans {
        contents.add(root, plan, true);
    }
    contents.add(root, &config.schedule.holidays, false);
    if !smtp.ca_file.is_empty() {
        contents.add(root, &smtp.ca_file, true);
    }
    contents
}

impl Contents {
    fn add(&mut self, root: &Path, named: &str, needed: bool) {
        let path = root.join(named);
        if !path.exists() {
            self.missing.extend(needed.then(|| named.to_owned()));
            return;
        }
        let parts: Option<Vec<String>> = Path::new(named)
            .components()
            .filter(|part| !matches!(part, Component::CurDir))
            .map(|part| match part {
                Component::Normal(name) => name.to_str().map(str::to_owned),
                Component::Prefix(_) | Component::RootDir | Component::CurDir | Component::ParentDir => None,
            })
            .collect();
        let place = match parts {
            Some(parts) if !parts.is_empty() => format!("{FILES}{}", parts.join("/")),
            // It lies elsewhere: on a share, or beside the installation.
            _ => {
                let folder = format!("{OUTSIDE}{}", self.outside.len() + 1);
                let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("folder").to_owned();
                self.outside.push((folder.clone(), named.to_owned()));
                format!("{folder}/{name}")
            }
        };
        if let Err(error) = self.walk(&path, &place, 0) {
            self.missing.push(format!("{named}: {error}"));
        }
    }

    fn walk(&mut self, path: &Path, place: &str, depth: usize) -> io::Result<()> {
        let kind = fs::metadata(path)?;
        if kind.is_file() {
            let real = path.canonicalize()?;
            let wanted = is_inside(place) && self.secret.as_ref() != Some(&real);
            if wanted && self.seen.insert(real) {
                self.files.push((place.to_owned(), path.to_path_buf()));
            }
            return Ok(());
        }
        if !kind.is_dir() || depth == DEPTH_MAX {
            return Ok(());
        }
        let mut entries: Vec<_> = fs::read_dir(path)?.collect::<Result<_, _>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            // Lock files of Excel, and what is not whole yet.
            let Some(name) = name.to_str().filter(|name| !name.starts_with("~$") && !name.starts_with('.')) else { continue };
            // A link in a folder may lead anywhere; one that the configuration names is what the office wants.
            if entry.file_type()?.is_symlink() {
                continue;
            }
            self.walk(&entry.path(), &format!("{place}/{name}"), depth + 1)?;
        }
        Ok(())
    }
}
