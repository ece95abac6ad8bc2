//! `register convert`: the same register as a folder of CSV files or as a workbook, nothing lost either way.

use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::out::counted;
use super::register::tell;
use super::register_source::read;
use super::{CliError, Context, Outcome, now};
use crate::diagnostic::{Finding, count};
use crate::domain::Severity;
use crate::register::{SheetText, csv_bytes, sheet_texts};
use crate::whole_file::{sync_directory, write_whole};
use crate::workbook::register_book::register_book;

/// The zone of the day that a workbook says it was made on; an installation is not needed to convert.
pub(super) const ZONE: chrono_tz::Tz = chrono_tz::Asia::Tokyo;

#[derive(Serialize)]
struct Answer {
    source: String,
    destination: Option<String>,
    sheets: usize,
    errors: usize,
    /// CSV files in the folder that do not come from the source.
    left_over: Vec<String>,
}

pub(super) fn convert(context: &Context, from: &Path, to: &Path, force: bool) -> Result<Outcome, CliError> {
    let to_book = to.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"));
    if to_book != from.is_dir() && from.exists() {
        return Err(CliError::Destination(to.to_owned()));
    }
    if !force && is_taken(to)? {
        return Err(CliError::InTheWay(to.to_owned()));
    }
    let source = read(context, from)?;
    let loaded = &source.loaded;
    let texts = source.sheets.as_ref().map_or_else(|| Err(loaded.findings.clone()), sheet_texts);
    let errors = count(&loaded.findings, Severity::Error);
    let mut answer =
        Answer { source: from.display().to_string(), destination: None, sheets: 0, errors: errors.max(1), left_over: Vec::new() };
    let texts = match texts {
        Ok(texts) => texts,
        Err(findings) => {
            tell(context, &findings);
            let place = from.display();
            context.out.say(
                format!("{place}：表として読み取れないシートがあるため、何も作っていません。"),
                format!("{place}: not every sheet can be read as a table, so nothing was made."),
            );
            context.out.answer(&answer);
            return Ok(Outcome::Findings);
        }
    };
    if to_book {
        write_book(from, to, &texts)?;
    } else {
        answer.left_over = write_folder(to, &texts)?;
    }
    answer = Answer { destination: Some(to.display().to_string()), sheets: texts.len(), errors, ..answer };
    say(context, &answer, &loaded.findings);
    context.out.answer(&answer);
    Ok(if errors == 0 { Outcome::Fine } else { Outcome::Findings })
}

fn say(context: &Context, answer: &Answer, findings: &[Finding]) {
    tell(context, findings);
    let (to, sheets, errors) = (answer.destination.as_deref().unwrap_or_default(), answer.sheets, answer.errors);
    let (ja, en) = if errors == 0 {
        (String::new(), String::new())
    } else {
        (
            format!("台帳としては、直すところが{errors}件あります。"),
            format!(" As a register it has {} to put right.", counted(errors, "error")),
        )
    };
    context.out.say(format!("{to}：{sheets}シートの台帳を作りました。{ja}"), format!("{to}: written, {sheets} sheets.{en}"));
    if !answer.left_over.is_empty() {
        let names = answer.left_over.join("、");
        context.out.say(
            format!("{to}：元の台帳にないCSVファイルが残っています（{names}）。不要であれば、削除してください。"),
            format!("{to}: CSV files that the source does not have are still there ({names}). Delete them if they are not needed."),
        );
    }
}

/// A folder with nothing in it may be filled.
#[expect(clippy::disallowed_methods, reason = "looks at what would be overwritten")]
pub(super) fn is_taken(path: &Path) -> Result<bool, CliError> {
    match std::fs::read_dir(path) {
        Ok(mut entries) => Ok(entries.next().is_some()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(true),
        Err(error) => Err(refused(path, error)),
    }
}

pub(super) fn write_book(from: &Path, to: &Path, texts: &[SheetText]) -> Result<(), CliError> {
    let title = from.file_name().map_or_else(|| "register".to_owned(), |name| name.to_string_lossy().into_owned());
    let bytes = register_book(&title, texts, now(ZONE).date_naive())?;
    write_whole(to, &bytes).map_err(|error| refused(to, error))
}

/// Writes every file beside the others and only then gives the folder its name; into a folder that is there already,
/// file by file. Gives back the CSV files that were there and stay.
#[expect(clippy::disallowed_methods, reason = "the adapter that names the finished folder")]
pub(super) fn write_folder(to: &Path, texts: &[SheetText]) -> Result<Vec<String>, CliError> {
    let file = |folder: &Path, text: &SheetText| folder.join(format!("{}.csv", text.name));
    let all_into = |folder: &Path| {
        texts.iter().try_for_each(|text| {
            let path = file(folder, text);
            write_whole(&path, &csv_bytes(&text.rows)).map_err(|error| refused(&path, error))
        })
    };
    if to.is_dir() {
        all_into(to)?;
        let entries = std::fs::read_dir(to).map_err(|error| refused(to, error))?;
        let mut others: Vec<String> = entries
            .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
            .filter(|name| name.to_lowercase().ends_with(".csv") && !texts.iter().any(|text| *name == format!("{}.csv", text.name)))
            .collect();
        others.sort();
        return Ok(others);
    }
    let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty()).map_or_else(|| PathBuf::from("."), Path::to_path_buf);
    std::fs::create_dir_all(&parent).map_err(|error| refused(&parent, error))?;
    let unfinished =
        tempfile::Builder::new().prefix(".torimatome-").suffix(".tmp").tempdir_in(&parent).map_err(|error| refused(&parent, error))?;
    all_into(unfinished.path())?;
    let made = unfinished.keep();
    share_readable(&made)
        .and_then(|()| std::fs::rename(&made, to))
        .and_then(|()| sync_directory(&parent))
        .map_err(|error| refused(to, error))?;
    Ok(Vec::new())
}

/// A temporary folder is private; a register is not.
#[cfg(unix)]
fn share_readable(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o775))
}

#[cfg(not(unix))]
fn share_readable(_folder: &Path) -> io::Result<()> {
    Ok(())
}

pub(super) fn refused(path: &Path, error: io::Error) -> CliError {
    CliError::Io { path: path.display().to_string(), error }
}
