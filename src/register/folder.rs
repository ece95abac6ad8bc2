//! A register as a folder of CSV files, `計画.csv`, `体系.csv`, …: reads the files, judges nothing.
#![expect(clippy::disallowed_methods, reason = "this adapter reads the register's folder")]

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::Sheets;
use super::bounds::SHEET_BYTES_MAX;

/// Most CSV files in a register's folder.
const FILES_MAX: usize = 100;

/// Why the folder cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// The operating system refused. Trying again may help when a share was away.
    #[error("{path}: {source}")]
    Io {
        /// Which folder or file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Two files hold the same sheet (their names differ in case or in Unicode form only). Trying again does not help.
    #[error("{path}: the sheet {sheet} stands in two files")]
    Twice {
        /// The second file.
        path: PathBuf,
        /// The sheet.
        sheet: String,
    },
    /// Far more files than a register has: not a register's folder. Trying again does not help.
    #[error("{path}: more than {FILES_MAX} CSV files; this is not a register")]
    TooManyFiles {
        /// The folder.
        path: PathBuf,
    },
}

/// Reads every `*.csv` of a folder. Other files and folders below it are left alone; of a file over the size limit
/// one byte too many is read, so that `load` can say so.
pub fn read_folder(folder: &Path) -> Result<Sheets, FolderError> {
    let io_error = |path: &Path| {
        let path = path.to_owned();
        move |source| FolderError::Io { path, source }
    };
    let mut sheets = Sheets::new();
    for entry in fs::read_dir(folder).map_err(io_error(folder))? {
        let path = entry.map_err(io_error(folder))?.path();
        let is_csv = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
        let Some(stem) = path.file_stem().filter(|_| is_csv).map(|stem| stem.to_string_lossy().into_owned()) else { continue };
        // Office programs leave lock files such as .~lock.計画.csv# and ~$計画.csv beside an open file.
        if stem.starts_with('.') || stem.starts_with("~$") || !fs::metadata(&path).map_err(io_error(&path))?.is_file() {
            continue;
        }
        if sheets.len() >= FILES_MAX {
            return Err(FolderError::TooManyFiles { path: folder.to_owned() });
        }
        let mut bytes = Vec::new();
        let file = File::open(&path).map_err(io_error(&path))?;
        file.take(SHEET_BYTES_MAX as u64 + 1).read_to_end(&mut bytes).map_err(io_error(&path))?;
        let sheet: String = stem.nfc().collect();
        if sheets.insert(sheet.clone(), bytes).is_some() {
            return Err(FolderError::Twice { path, sheet });
        }
    }
    Ok(sheets)
}

/// The file of a sheet in a folder, as it is called there.
pub fn sheet_file(folder: &Path, sheet: &str) -> Result<PathBuf, FolderError> {
    let io_error = |source| FolderError::Io { path: folder.to_owned(), source };
    for entry in fs::read_dir(folder).map_err(io_error)? {
        let path = entry.map_err(io_error)?.path();
        let is_csv = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv"));
        if is_csv && path.file_stem().is_some_and(|stem| stem.to_string_lossy().nfc().eq(sheet.chars())) {
            return Ok(path);
        }
    }
    Err(io_error(io::ErrorKind::NotFound.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_csv_files_are_sheets() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        fs::create_dir_all(folder.path().join("demo.csv"))?;
        for name in ["計画.csv", "体系.CSV", "README.md", ".~lock.計画.csv", "~$計画.csv"] {
            fs::write(folder.path().join(name), name)?;
        }
        let names: Vec<String> = read_folder(folder.path())?.into_keys().collect();
        assert_eq!(names, ["体系", "計画"]);
        fs::write(folder.path().join("計画.Csv"), "again")?;
        assert!(matches!(read_folder(folder.path()), Err(FolderError::Twice { .. })));
        assert!(matches!(read_folder(&folder.path().join("none")), Err(FolderError::Io { .. })));
        Ok(())
    }
}
