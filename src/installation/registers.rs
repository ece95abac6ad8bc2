//! Registers as they lie in their folders and workbooks. A workbook is parsed in the reader process, and anew only when
//! its bytes are new: a pass that finds nothing changed costs one look at the file's size and time.
#![expect(clippy::disallowed_methods, reason = "reads the registers that the configuration names")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use sha2::{Digest, Sha256};

use super::office_lock::{is_freshly_locked, is_locked};
use crate::diagnostic::{Finding, Problem};
use crate::domain::Registry;
use crate::extraction::{Reader, ReaderLimits, Reading, register_sheets};
use crate::register::folder::{FolderError, read_folder};
use crate::register::{self, Loaded, Sheets};

/// Largest workbook, in bytes.
const BOOK_BYTES_MAX: u64 = 50 * 1024 * 1024;
/// A file that was changed less than this before it was read may change again within the same tick of its clock.
const TICK: Duration = Duration::from_secs(5);
/// Most frozen registers that are kept read: those in force, and some that amendments replaced.
const FROZEN_MAX: usize = 32;

/// Why a register cannot be looked at just now, which says nothing about what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Away {
    /// It is being saved, or was a moment ago.
    Saving,
    /// The share is away, or the file is refused to us.
    Unreachable(String),
    /// No reader process can be started.
    NoReader(String),
}

/// How long a register that cannot be read is taken for one that is being saved.
#[derive(Debug, Clone, Copy, Default)]
pub struct Patience {
    /// After its last change.
    pub settle: Duration,
    /// While it is open in an office program, or gone for a moment.
    pub open: Duration,
}

/// A register as it lies there now.
#[derive(Debug, Clone)]
pub struct RegisterSource {
    /// Its sheets; `None` where there is no table to speak of.
    pub sheets: Option<Sheets>,
    /// What loading them gave.
    pub loaded: Loaded,
    /// SHA-256 (hex) of all its sheets, or of the bytes that could not be read.
    pub digest: String,
    /// Whether somebody has it open.
    pub open: bool,
    /// Why it cannot be looked at just now.
    pub away: Option<Away>,
}

impl RegisterSource {
    fn of_sheets(sheets: Sheets, findings: Vec<Finding>) -> Self {
        let (loaded, digest) = (register::load_with(&sheets, findings), register::digest(&sheets));
        Self { sheets: Some(sheets), loaded, digest, open: false, away: None }
    }

    fn refused(digest: String, code: &str) -> Self {
        let loaded = Loaded::refused(vec![Finding::file(Problem::RegisterBookUnreadable { code: code.to_owned() })]);
        Self { sheets: None, loaded, digest, open: false, away: None }
    }

    fn away(why: Away) -> Self {
        Self { away: Some(why), ..Self::refused(String::new(), "F009") }
    }
}

/// What was read of each register, shared by all copies of an installation.
#[derive(Debug, Clone, Default)]
pub struct Registers(Arc<Mutex<Inner>>);

#[derive(Debug, Default)]
struct Inner {
    /// This program, which becomes the reader process.
    program: Option<PathBuf>,
    limits: ReaderLimits,
    reader: Option<Reader>,
    known: BTreeMap<PathBuf, Known>,
    frozen: BTreeMap<String, Arc<(Sheets, Registry)>>,
}

#[derive(Debug)]
struct Known {
    /// SHA-256 of the workbook's bytes or of the folder's sheets.
    bytes: String,
    /// Size and time of change with which it need not be read again.
    mark: Option<(u64, SystemTime)>,
    /// Since when it is gone.
    gone: Option<Instant>,
    source: RegisterSource,
}

impl Registers {
    /// Says which program becomes the reader process; without it, the running one does.
    pub fn read_with(&self, program: &Path, limits: ReaderLimits) {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.program = Some(program.to_path_buf());
        inner.limits = limits;
        inner.reader = None;
    }

    /// Reads the bytes of a workbook that is no register, in the same reader process.
    pub fn grid(&self, bytes: &[u8]) -> io::Result<Reading> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).read_book(bytes)
    }

    /// Reads the bytes of a workbook that is not written yet.
    #[must_use]
    pub fn read_bytes(&self, path: &Path, bytes: &[u8]) -> RegisterSource {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.of_bytes(path, bytes, &hex(bytes))
    }

    /// A frozen register, read once: what a version (SHA-256) says never changes.
    pub fn frozen<E>(&self, version: &str, read: impl FnOnce() -> Result<(Sheets, Registry), E>) -> Result<Arc<(Sheets, Registry)>, E> {
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).frozen.get(version) {
            return Ok(Arc::clone(known));
        }
        let found = Arc::new(read()?);
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.frozen.len() >= FROZEN_MAX {
            inner.frozen.clear();
        }
        inner.frozen.insert(version.to_owned(), Arc::clone(&found));
        Ok(found)
    }

    /// Reads a folder or a workbook as it is now. `Err` only for a folder that is no register's at all.
    pub fn read(&self, path: &Path, patience: Patience) -> Result<RegisterSource, FolderError> {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => inner.folder(path),
            Ok(found) => Ok(inner.book(path, &found, patience)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(inner.gone(path, patience)),
            Err(error) => Ok(RegisterSource::away(Away::Unreachable(error.to_string()))),
        }
    }
}

impl Inner {
    fn folder(&mut self, path: &Path) -> Result<RegisterSource, FolderError> {
        let sheets = match read_folder(path) {
            Ok(sheets) => sheets,
            Err(FolderError::Io { source, .. }) if source.kind() != ErrorKind::NotFound => {
                return Ok(RegisterSource::away(Away::Unreachable(source.to_string())));
            }
            // A sheet was renamed between the listing and the look at it.
            Err(FolderError::Io { .. }) => return Ok(RegisterSource::away(Away::Saving)),
            Err(error) => return Err(error),
        };
        let bytes = register::digest(&sheets);
        if let Some(known) = self.known.get(path).filter(|known| known.bytes == bytes) {
            return Ok(known.source.clone());
        }
        let source = RegisterSource::of_sheets(sheets, Vec::new());
        self.remember(path, bytes, None, &source);
        Ok(source)
    }

    fn book(&mut self, path: &Path, found: &fs::Metadata, patience: Patience) -> RegisterSource {
        let open = is_locked(path);
        let mark = found.modified().ok().map(|at| (found.len(), at));
        if let Some(known) = self.known.get_mut(path).filter(|known| mark.is_some() && known.mark == mark) {
            known.gone = None;
            return RegisterSource { open, ..known.source.clone() };
        }
        if !found.is_file() {
            return RegisterSource::refused(String::new(), "F011");
        }
        if found.len() > BOOK_BYTES_MAX {
            return RegisterSource::refused(format!("{mark:?}"), "F008");
        }
        let read = fs::read(path).and_then(|bytes| Ok((bytes, fs::metadata(path)?)));
        let (bytes, after) = match read {
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::NotFound => return self.gone(path, patience),
            Err(error) => return RegisterSource::away(Away::Unreachable(error.to_string())),
        };
        if after.modified().ok().map(|at| (after.len(), at)) != mark {
            return RegisterSource::away(Away::Saving);
        }
        let still = mark.filter(|(_, at)| at.elapsed().is_ok_and(|age| age > TICK));
        let sha256 = hex(&bytes);
        if let Some(known) = self.known.get_mut(path).filter(|known| known.bytes == sha256) {
            (known.mark, known.gone) = (still, None);
            return RegisterSource { open, ..known.source.clone() };
        }
        let source = self.of_bytes(path, &bytes, &sha256);
        // Half a file: its other half comes when the save is done.
        if source.sheets.is_none() && source.away.is_none() && is_being_saved(path, &after, patience) {
            return RegisterSource { open, ..RegisterSource::away(Away::Saving) };
        }
        if source.away.is_some() {
            return source;
        }
        self.remember(path, sha256, still, &source);
        RegisterSource { open, ..source }
    }

    fn of_bytes(&mut self, path: &Path, bytes: &[u8], sha256: &str) -> RegisterSource {
        match self.read_book(bytes) {
            Ok(Reading::Grid(grid)) => {
                let (sheets, findings) = register_sheets(&grid);
                // One finding for a file that is something else, instead of one for each sheet that it lacks.
                if register::sheet_names().any(|name| sheets.contains_key(name)) {
                    RegisterSource::of_sheets(sheets, findings)
                } else {
                    RegisterSource::refused(sha256.to_owned(), "sheets")
                }
            }
            Ok(Reading::NotStarted(detail)) => RegisterSource::away(Away::NoReader(detail)),
            Err(error) => RegisterSource::away(Away::NoReader(error.to_string())),
            Ok(Reading::Unreadable(problem)) => RegisterSource::refused(sha256.to_owned(), unreadable_code(path, &problem)),
            Ok(Reading::Broke(_)) => RegisterSource::refused(sha256.to_owned(), "F010"),
        }
    }

    /// Excel deletes the old file before it gives the new one its name; a file that stays away is broken.
    fn gone(&mut self, path: &Path, patience: Patience) -> RegisterSource {
        if !is_book(path) {
            return RegisterSource::of_sheets(Sheets::new(), Vec::new());
        }
        let seen = self.known.get_mut(path).map(|known| known.gone.get_or_insert_with(Instant::now).elapsed());
        if seen.is_some_and(|since| since < patience.open) || is_freshly_locked(path, patience.open) {
            return RegisterSource::away(Away::Saving);
        }
        RegisterSource::refused(String::new(), "missing")
    }

    fn read_book(&mut self, bytes: &[u8]) -> io::Result<Reading> {
        let program = match &self.program {
            Some(program) => program.clone(),
            None => std::env::current_exe()?,
        };
        let reader = self.reader.get_or_insert_with(|| Reader::new(program, self.limits.clone()));
        Ok(reader.read(bytes))
    }

    fn remember(&mut self, path: &Path, bytes: String, mark: Option<(u64, SystemTime)>, source: &RegisterSource) {
        self.known.insert(path.to_path_buf(), Known { bytes, mark, gone: None, source: source.clone() });
    }
}

/// Whether a name is a workbook's: what is configured as one is looked for as one.
#[must_use]
pub fn is_book(path: &Path) -> bool {
    path.extension().is_some_and(|kind| ["xlsx", "xlsm", "xls", "ods"].iter().any(|book| kind.eq_ignore_ascii_case(book)))
}

fn is_being_saved(path: &Path, found: &fs::Metadata, patience: Patience) -> bool {
    let age = found.modified().ok().and_then(|at| at.elapsed().ok());
    age.is_some_and(|age| age < patience.settle || (age < patience.open && is_locked(path)))
}

/// Which of the texts of `RegisterBookUnreadable` fits: one sheet of a register in CSV is a slip of its own.
fn unreadable_code(path: &Path, problem: &Problem) -> &'static str {
    let is_csv = path.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("csv"));
    if is_csv && matches!(problem, Problem::NotAWorkbook) { "csv" } else { problem.code() }
}

fn hex(bytes: &[u8]) -> String {
    register::hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patience(seconds: u64) -> Patience {
        Patience { settle: Duration::from_secs(seconds), open: Duration::from_secs(seconds) }
    }

    fn broken(source: &RegisterSource) -> Option<&Problem> {
        source.loaded.findings.first().filter(|_| source.away.is_none()).map(|finding| &finding.problem)
    }

    #[test]
    fn what_cannot_be_read_waits_while_it_may_be_half_saved_and_is_broken_after() -> io::Result<()> {
        let place = tempfile::tempdir()?;
        let (registers, book) = (Registers::default(), place.path().join("台帳.xlsx"));
        let read = |seconds| registers.read(&book, patience(seconds)).expect("no folder");
        assert!(matches!(broken(&read(60)), Some(Problem::RegisterBookUnreadable { code }) if code == "missing"));
        fs::write(place.path().join("~$台帳.xlsx"), "")?;
        assert_eq!(read(60).away, Some(Away::Saving), "gone while Excel saves it");
        assert!(broken(&read(0)).is_some());
        Ok(())
    }

    #[test]
    fn a_frozen_register_is_read_once_and_not_taken_for_another() {
        let registers = Registers::default();
        let mut reads = 0;
        for version in ["v1", "v1", "v2", "v1"] {
            let found = registers.frozen(version, || {
                reads += 1;
                Ok::<_, ()>((Sheets::from([(version.to_owned(), Vec::new())]), crate::form::sample::registry()))
            });
            assert!(found.is_ok_and(|found| found.0.contains_key(version)));
        }
        assert_eq!(reads, 2);
        assert!(registers.frozen("v3", || Err::<(Sheets, Registry), _>(())).is_err(), "what cannot be read is asked for again");
    }

    #[test]
    fn a_folder_is_loaded_anew_only_when_it_says_something_new() -> io::Result<()> {
        let place = tempfile::tempdir()?;
        let registers = Registers::default();
        let read = || registers.read(place.path(), Patience::default()).expect("a folder");
        fs::write(place.path().join("計画.csv"), "項目,内容\n")?;
        let first = read();
        assert_eq!(first.digest, read().digest);
        fs::write(place.path().join("計画.csv"), "項目,内容\n計画ID,a\n")?;
        assert_ne!(first.digest, read().digest);
        Ok(())
    }
}
