//! The command line: arguments in, one call, an exit status out. 0 did its work, 1 there is something to put right,
//! 2 could not do it.

mod amend;
mod args;
mod backup;
mod blank;
mod check;
mod compile;
mod complaint;
mod convert;
mod decide;
mod decision_args;
mod demo;
mod dispose;
mod doctor;
mod explain;
mod export;
mod findings;
mod ids;
mod init;
mod issue;
mod log;
mod mailbox;
mod mailbox_args;
mod new_round;
mod out;
mod progress;
mod register;
mod register_diff;
mod register_source;
mod run;
mod schedule;
mod scheme;
mod status;
mod table;
mod upkeep_complaint;

use std::path::Path;
use std::process::ExitCode;

use chrono::{NaiveDate, NaiveDateTime, TimeZone};
use chrono_tz::Tz;
use clap::Parser;

use self::args::{Args, Command, RegisterCommand};
use self::out::Out;
use crate::demo::DemoError;
use crate::domain::{Civil, IdError, PlanId};
use crate::installation::{Installation, InstallationError};
use crate::notification::smtp::SmtpError;
use crate::register::folder::FolderError;
use crate::upkeep::UpkeepError;
use crate::workbook::WriteError;
use crate::workbook::patch::PatchError;
use crate::worker::WorkError;

/// Why a command could not do its work (exit status 2).
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The work could not be done.
    #[error(transparent)]
    Work(#[from] WorkError),
    /// The installation cannot be used.
    #[error(transparent)]
    Installation(#[from] InstallationError),
    /// A register folder cannot be read.
    #[error(transparent)]
    Register(#[from] FolderError),
    /// `--plan` is not an id.
    #[error("--plan: {0}")]
    Plan(IdError),
    /// `--department` is not an id.
    #[error("--department: {0}")]
    Department(IdError),
    /// `--who` or `--why` says nothing.
    #[error("{0}: say it in words; it stands in the record of decisions")]
    Unsaid(&'static str),
    /// The id of a round that is not one, or is in use.
    #[error("{0}: choose another id for the round. It must be new, of lower-case letters and digits")]
    RoundId(String),
    /// An argument is not an id.
    #[error("{flag}: {error}")]
    Id {
        /// Which.
        flag: &'static str,
        /// Why.
        error: IdError,
    },
    /// `--at` is not a time.
    #[error("--at {0:?}: write a date and time such as 2025-06-16T09:00")]
    Time(String),
    /// `--next` is not a number of days.
    #[error("--next {0:?}: write a number of days, 1d to 400d, or of weeks, e.g. 4w")]
    Days(String),
    /// A file or folder refused.
    #[error("{path}: {error}")]
    Io {
        /// Which.
        path: String,
        /// Why.
        error: std::io::Error,
    },
    /// What is to be made is there already.
    #[error("{0}: this exists already. Name another, or overwrite it with --force")]
    InTheWay(std::path::PathBuf),
    /// What is to be made is there already, and is not to be lost.
    #[error("{0}: this exists already, and nothing was written. Name another")]
    Taken(std::path::PathBuf),
    /// Somebody has the file open.
    #[error("{0}: somebody has this file open, and nothing was changed. Close it and try again")]
    OpenElsewhere(std::path::PathBuf),
    /// It is no longer what was read.
    #[error("{0}: this file was saved meanwhile, and nothing was changed in it. Try again")]
    Moved(std::path::PathBuf),
    /// A workbook with new ids does not read as it should.
    #[error(
        "{0}: the ids cannot be put into this workbook without changing something else, so nothing was changed. Save it in Excel as .xlsx and try again"
    )]
    NotPatched(std::path::PathBuf),
    /// Ids cannot be put into a workbook.
    #[error("{0}. Nothing was changed")]
    Patch(#[from] PatchError),
    /// A folder is made into a workbook, and a workbook into a folder.
    #[error("{0}: a folder is converted to a file that ends in .xlsx, a workbook to a folder")]
    Destination(std::path::PathBuf),
    /// A workbook could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The demonstration could not be played.
    #[error(transparent)]
    Demo(#[from] Box<DemoError>),
    /// The work on the installation as a whole could not be done.
    #[error(transparent)]
    Upkeep(#[from] Box<UpkeepError>),
    /// What the mail server needs cannot be had.
    #[error("{}", .0.text(crate::domain::Lang::En))]
    MailServer(SmtpError),
    /// `restore` was not told what or where.
    #[error("say which backup and where: `torimatome restore BACKUP --into DIR`")]
    RestoreWhat,
    /// A file stands where one is to be written.
    #[error("{0}: this file is there already, and nothing was written. Move it away, or name another folder with --out")]
    Exists(String),
    /// No such code.
    #[error("{0}: there is no such code. `torimatome explain` lists them all")]
    UnknownCode(String),
    /// No such mail.
    #[error("{0}: there is no such mail. `torimatome mailbox list` lists them all")]
    UnknownMail(String),
    /// Neither numbers nor a filter, or both.
    #[error("name the mails by their numbers, or all that --kind, --department, --state or --all choose")]
    WhichMails,
    /// No kind of mail.
    #[error("--kind: {0}")]
    MailKind(String),
    /// Nobody decides.
    #[error("--who and --why: say who decides and why")]
    WhoAndWhy,
    /// No such scheme.
    #[error("{0}: there is no such scheme. `torimatome register scheme` lists them all")]
    UnknownScheme(String),
}

/// What a command came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Did its work.
    Fine,
    /// There is something to put right.
    Findings,
}

/// All that a command may need.
pub struct Context {
    /// Where it speaks.
    pub out: Out,
    /// The plan that was named.
    pub plan: Option<PlanId>,
    /// This program, for reader processes.
    pub program: std::path::PathBuf,
}

/// Runs the command line.
#[must_use]
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::from(error.use_stderr()) * 2);
        }
    };
    let lang = args.lang.map_or_else(|| configured_lang(&args.dir), Into::into);
    let out = Out { lang, json: args.json };
    match dispatch(&args, out) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) => {
            out.complain(complaint::complaint(&error, lang));
            ExitCode::from(2)
        }
    }
}

/// The installation's language; Japanese where there is none.
fn configured_lang(dir: &Path) -> crate::domain::Lang {
    Installation::lang_of(dir)
}

fn dispatch(args: &Args, out: Out) -> Result<Outcome, CliError> {
    let plan = args.plan.as_deref().map(str::parse).transpose().map_err(CliError::Plan)?;
    let context = Context { out, plan, program: program()? };
    match &args.command {
        Command::Run { once, at } => run::run(&context, &args.dir, *once, at.as_deref()),
        Command::Demo { folder } => demo::demo(&context, folder),
        Command::Issue { department } => issue::issue(&context, &args.dir, department.as_deref()),
        Command::Check { file, answer } => check::check(&context, &args.dir, file, answer.as_deref()),
        Command::Register { command: RegisterCommand::Check { sources } } => register::check(&context, &args.dir, sources),
        Command::Register { command: RegisterCommand::Blank { destination, no_example, example: _ } } => {
            blank::blank(&context, destination, !no_example)
        }
        Command::Register { command: RegisterCommand::Ids { source } } => ids::ids(&context, &args.dir, source),
        Command::Register { command: RegisterCommand::Convert { source, destination, force } } => {
            convert::convert(&context, source, destination, *force)
        }
        Command::Register { command: RegisterCommand::Scheme { id } } => scheme::scheme(&context, &args.dir, id.as_deref()),
        Command::Init { folder, templates } => init::init(&context, folder, *templates),
        Command::Doctor => doctor::doctor(&context, &args.dir),
        Command::Backup { to } => backup::backup(&context, &args.dir, to.as_deref()),
        Command::Restore { confirm: true, who, why, .. } => backup::confirm(&context, &args.dir, who.as_deref(), why.as_deref()),
        Command::Restore { backup, into, .. } => {
            let (backup, into) = backup.as_deref().zip(into.as_deref()).ok_or(CliError::RestoreWhat)?;
            backup::restore(&context, backup, into)
        }
        Command::Dispose { preview, who, why } => {
            let approval = Some((who.as_deref().unwrap_or_default(), why.as_deref().unwrap_or_default()));
            dispose::dispose(&context, &args.dir, approval.filter(|_| !preview && (who.is_some() || why.is_some())))
        }
        Command::Register { command: RegisterCommand::Diff { sources } } => register_diff::diff(&context, &args.dir, sources),
        Command::Round { command } => decide::round(&context, &args.dir, command),
        Command::Decide { command } => decide::decide(&context, &args.dir, command),
        Command::Compile => compile::compile(&context, &args.dir),
        Command::Export { format, out } => export::export(&context, &args.dir, *format, out),
        Command::Mailbox { command } => mailbox::mailbox(&context, &args.dir, command),
        Command::Schedule { next, at, trust_clock } => schedule::schedule(&context, &args.dir, next, at.as_deref(), *trust_clock),
        Command::Status => status::status(&context, &args.dir),
        Command::Findings { code, round } => findings::findings(&context, &args.dir, code.as_deref(), round.as_deref()),
        Command::Explain { code } => explain::explain(&context, code.as_deref()),
    }
}

#[expect(clippy::disallowed_methods, reason = "the reader's path is found here and injected everywhere else")]
fn program() -> Result<std::path::PathBuf, CliError> {
    std::env::current_exe().map_err(|error| CliError::Io { path: "torimatome".to_owned(), error })
}

/// Civil now in the office's time zone.
#[expect(clippy::disallowed_methods, reason = "the edge asks the clock; everything behind it is told")]
fn now(zone: Tz) -> Civil {
    chrono::Utc::now().with_timezone(&zone)
}

/// Reads `2025-06-16T09:00`, `2025-06-16 09:00:30` or `2025-06-16` (then 09:00).
fn civil(text: &str, zone: Tz) -> Result<Civil, CliError> {
    let formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"];
    let naive = formats
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text.trim(), format).ok())
        .or_else(|| NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok().and_then(|day| day.and_hms_opt(9, 0, 0)));
    naive.and_then(|naive| zone.from_local_datetime(&naive).earliest()).ok_or_else(|| CliError::Time(text.to_owned()))
}
