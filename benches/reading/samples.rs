//! Workbooks to read: returns of the demonstration, as departments filed them, and one of them in other formats.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::PROGRAM;

/// How many of the demonstration's returns are read.
const RETURNS: usize = 4;

/// Makes them in a folder.
pub fn make(folder: &Path) -> Vec<PathBuf> {
    let demo = folder.join("demo");
    let played = Command::new(PROGRAM).arg("demo").arg(&demo).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(played.success(), "the demonstration did not end well");
    let mut files: Vec<PathBuf> = std::fs::read_dir(demo.join("returns")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.truncate(RETURNS);
    let first = files.first().cloned().unwrap();
    for format in ["xls", "ods"] {
        match converted(&first, format, folder) {
            Some(file) => files.push(file),
            None => println!("{format}: not run (LibreOffice is not here)"),
        }
    }
    files
}

fn converted(file: &Path, format: &str, folder: &Path) -> Option<PathBuf> {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let mut office = Command::new("soffice");
    office.arg(profile).args(["--headless", "--convert-to", format, "--outdir"]).arg(folder).arg(file);
    office.stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
    let made = folder.join(file.file_stem()?).with_extension(format);
    made.exists().then_some(made)
}
