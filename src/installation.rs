//! An installation: a root folder with its configuration, forms, templates and registers.
#![expect(clippy::disallowed_methods, reason = "reads the installation's own files")]

mod blank;
mod mail_server;
mod office_lock;
mod own_books;
mod registers;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use crate::assets::{self, Asset};
use crate::board;
use crate::config::{self, Config, ConfigError};
use crate::consolidation::check_template;
use crate::diagnostic::Problem;
use crate::domain::{Lang, Plan};
use crate::form::{FormDeclaration, FormError};
use crate::notification::MailKind;
use crate::register::folder::FolderError;
use crate::schedule::HolidayFile;

pub use blank::{blank_book, blank_texts};
pub use office_lock::{is_freshly_locked, is_locked, locks_of};
pub use own_books::OwnBook;
pub use registers::{Away, Patience, RegisterSource, Registers, is_book};

/// The clauses of the report's sentence, below `templates/`.
const SENTENCE: &str = "report/sentence.toml";

/// Why an installation cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum InstallationError {
    /// There is none here.
    #[error(
        "{0}: there is no torimatome.toml here. Name the installation with --dir, or make one with `torimatome init DIR` (`demo DIR` to look around)"
    )]
    Missing(PathBuf),
    /// A file or folder refused.
    #[error("{path}: {error}")]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The configuration has problems.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A form declaration has a problem.
    #[error("{path}: {error}")]
    Form {
        /// Which.
        path: String,
        /// What.
        error: FormError,
    },
    /// A workbook of the office's own cannot be used.
    #[error("{path}: {}", .why.message(Lang::En))]
    OwnBook {
        /// Which.
        path: PathBuf,
        /// Why.
        why: Box<Problem>,
    },
    /// The clauses of the report's sentence cannot be read.
    #[error("{path}: {error}")]
    Sentence {
        /// Which.
        path: PathBuf,
        /// What.
        error: String,
    },
    /// A register folder cannot be read.
    #[error(transparent)]
    Register(#[from] FolderError),
}

/// A root folder and what it says.
#[derive(Debug, Clone)]
pub struct Installation {
    /// The root.
    pub root: PathBuf,
    /// 設定.
    pub config: Config,
    /// The current form.
    pub form: FormDeclaration,
    /// All forms that are read: the current ones, the office's own, then older versions.
    pub forms: Vec<FormDeclaration>,
    /// The installation's own clauses of the report's sentence; `None` for the program's.
    pub sentence: Option<String>,
    /// What was read of the registers.
    pub registers: Registers,
}

impl Installation {
    /// Opens the installation in `root`; refuses with every problem of its configuration at once.
    pub fn open(root: &Path) -> Result<Self, InstallationError> {
        let text = read_configuration(root)?;
        let config = Config::parse(&text)?;
        let templates = root.join(&config.folders.templates);
        let form = read_form(&templates, assets::FORM)?;
        let forms = read_forms(&templates)?;
        let sentence = own_template(&templates, SENTENCE)?;
        if let Some(Err(error)) = sentence.as_deref().map(check_template) {
            return Err(InstallationError::Sentence { path: templates.join(SENTENCE), error });
        }
        let registers = Registers::default();
        Ok(Self { root: root.to_path_buf(), config, form, forms, sentence, registers })
    }

    /// Opens what can be opened, with the program's own for the rest, and says everything that is wrong: for `doctor`.
    pub fn lenient(root: &Path) -> Result<(Self, Vec<InstallationError>), InstallationError> {
        let text = read_configuration(root)?;
        let (config, found) = Config::lenient(&text);
        let mut wrong: Vec<InstallationError> = Vec::new();
        if !found.is_empty() {
            wrong.push(ConfigError(found).into());
        }
        let templates = root.join(&config.folders.templates);
        let forms = read_forms(&templates).or_else(|error| {
            wrong.push(error);
            own_forms()
        })?;
        let form = forms.iter().find(|form| assets::FORM.0.ends_with(&format!("/{}.toml", form.name))).or(forms.first());
        let form = form.cloned().ok_or_else(|| InstallationError::Missing(root.to_path_buf()))?;
        let sentence = own_template(&templates, SENTENCE).unwrap_or_else(|error| {
            wrong.push(error);
            None
        });
        if let Some(Err(error)) = sentence.as_deref().map(check_template) {
            wrong.push(InstallationError::Sentence { path: templates.join(SENTENCE), error });
        }
        let registers = Registers::default();
        Ok((Self { root: root.to_path_buf(), config, form, forms, sentence, registers }, wrong))
    }

    /// The language that an installation's configuration names; Japanese where there is none, or none that can be read.
    #[must_use]
    pub fn lang_of(root: &Path) -> Lang {
        read_configuration(root).map(|text| Config::lenient(&text).0.lang).unwrap_or_default()
    }

    /// The current version of a form, e.g. of the one that a plan names.
    #[must_use]
    pub fn form_of(&self, name: &str) -> Option<&FormDeclaration> {
        self.forms.iter().filter(|form| form.name == name).max_by_key(|form| form.version)
    }

    /// The form that a plan's departments fill in; the program's first where the one it names is not there.
    #[must_use]
    pub fn form_for(&self, plan: &Plan) -> &FormDeclaration {
        self.form_of(&plan.form).unwrap_or(&self.form)
    }

    /// The installation's own mail templates, by path below `templates/mail/`; the program's stand in for the others.
    pub fn mail_templates(&self) -> Result<BTreeMap<String, String>, InstallationError> {
        let folder = self.root.join(&self.config.folders.templates);
        let mut templates = BTreeMap::new();
        for lang in [Lang::Ja, Lang::En] {
            for name in MailKind::ALL.iter().map(|kind| kind.name()).chain(["refused"]) {
                let path = format!("{}/{name}.txt", lang.code());
                if let Some(text) = own_template(&folder, &format!("mail/{path}"))? {
                    templates.insert(path, text);
                }
            }
        }
        Ok(templates)
    }

    /// The installation's own templates of the board, by name below `templates/board/`.
    pub fn board_templates(&self) -> Result<BTreeMap<String, String>, InstallationError> {
        let folder = self.root.join(&self.config.folders.templates);
        let mut templates = BTreeMap::new();
        for name in board::Templates::names() {
            if let Some(text) = own_template(&folder, &format!("board/{name}"))? {
                templates.insert(name.to_owned(), text);
            }
        }
        Ok(templates)
    }

    /// A registered plan's folder or workbook as it is now.
    pub fn register(&self, source: &str) -> Result<RegisterSource, InstallationError> {
        let intake = &self.config.intake;
        let patience =
            Patience { settle: Duration::from_secs(intake.settle_seconds), open: Duration::from_secs(intake.not_ready_minutes * 60) };
        Ok(self.registers.read(&self.root.join(source), patience)?)
    }

    /// The office's own file of holidays; `None` where it has none.
    pub fn own_holidays(&self) -> Result<Option<HolidayFile>, InstallationError> {
        let path = self.root.join(&self.config.schedule.holidays);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(HolidayFile::parse(&bytes))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(InstallationError::Io { path, error }),
        }
    }

    /// Where departments drop their files.
    #[must_use]
    pub fn inbox(&self) -> PathBuf {
        self.root.join(&self.config.folders.inbox)
    }

    /// Where forms, receipts and papers go.
    #[must_use]
    pub fn outbox(&self) -> PathBuf {
        self.root.join(&self.config.folders.outbox)
    }

    /// Database, spool, mails, logs.
    #[must_use]
    pub fn state(&self) -> PathBuf {
        self.root.join(&self.config.folders.state)
    }

    /// The database.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.state().join("torimatome.db")
    }
}

fn read_configuration(root: &Path) -> Result<String, InstallationError> {
    let file = root.join(config::FILE);
    match fs::read_to_string(&file) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(InstallationError::Missing(root.to_path_buf())),
        Err(error) => Err(InstallationError::Io { path: file, error }),
    }
}

/// The program's own forms.
fn own_forms() -> Result<Vec<FormDeclaration>, InstallationError> {
    let parse =
        |(path, text): &Asset| FormDeclaration::parse(text).map_err(|error| InstallationError::Form { path: (*path).to_owned(), error });
    assets::FORMS.iter().chain(assets::FROZEN_FORMS).map(parse).collect()
}

/// Whether a configured folder lies elsewhere than below the installation.
#[must_use]
pub fn leads_out(folder: &str) -> bool {
    !Path::new(folder).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

/// A form: the installation's own declaration where it has one, the program's otherwise.
fn read_form(templates: &Path, (path, text): Asset) -> Result<FormDeclaration, InstallationError> {
    let below = path.strip_prefix("templates/").unwrap_or(path);
    let text = own_template(templates, below)?.unwrap_or_else(|| text.to_owned());
    FormDeclaration::parse(&text).map_err(|error| InstallationError::Form { path: path.to_owned(), error })
}

/// All forms: the program's (or the installation's own declarations of the same name), and those that the office has
/// declared besides, in `templates/forms/` and `templates/forms/frozen/`.
fn read_forms(templates: &Path) -> Result<Vec<FormDeclaration>, InstallationError> {
    let (mut current, mut frozen) = (Vec::new(), Vec::new());
    for (forms, assets, folder) in [(&mut current, assets::FORMS, "forms"), (&mut frozen, assets::FROZEN_FORMS, "forms/frozen")] {
        for asset in assets {
            forms.push(read_form(templates, *asset)?);
        }
        for name in declarations(&templates.join(folder))? {
            let below = format!("{folder}/{name}");
            if assets.iter().any(|(path, _)| path.strip_prefix("templates/") == Some(below.as_str())) {
                continue;
            }
            let text = own_template(templates, &below)?.unwrap_or_default();
            let mut form = FormDeclaration::parse(&text).map_err(|error| InstallationError::Form { path: below, error })?;
            if let Some(own) = &mut form.own {
                own.path = format!("{folder}/{}", own.workbook);
            }
            forms.push(form);
        }
    }
    current.append(&mut frozen);
    Ok(current)
}

/// The names of the declarations in a folder, sorted; none where there is no folder.
fn declarations(folder: &Path) -> Result<Vec<String>, InstallationError> {
    let refused = |error: io::Error| InstallationError::Io { path: folder.to_path_buf(), error };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(refused(error)),
    };
    let names: Result<Vec<String>, io::Error> = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect();
    let mut names: Vec<String> =
        names.map_err(refused)?.into_iter().filter(|name| Path::new(name).extension().is_some_and(|kind| kind == "toml")).collect();
    names.sort();
    Ok(names)
}

fn own_template(templates: &Path, below: &str) -> Result<Option<String>, InstallationError> {
    let path = templates.join(below);
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(InstallationError::Io { path, error }),
    }
}
