//! `register ids`: fills blank ids, once, in the office's own file: nothing else in it changes, and the old file stays
//! beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::convert::{ZONE, refused};
use super::out::counted;
use super::register::tell;
use super::register_source::{Source, read, read_bytes};
use super::{CliError, Context, Outcome, now};
use crate::domain::{CellRef, Lang, PlanId};
use crate::installation::{Installation, InstallationError, is_locked};
use crate::register::folder::sheet_file;
use crate::register::{NewId, NewIds, add_used_ids, fill_csv, new_ids, plan_named, sheet_texts};
use crate::store::{SqliteStore, Store};
use crate::whole_file::write_whole;
use crate::workbook::patch::{NewTexts, patch};
use crate::worker::WorkError;

#[derive(Serialize)]
struct Answer {
    source: String,
    /// The old file or files.
    backups: Vec<String>,
    ids: Vec<AnswerId>,
    /// Cells that wait for 親.
    waiting: Vec<String>,
}

#[derive(Serialize)]
struct AnswerId {
    sheet: &'static str,
    cell: String,
    id: String,
    name: String,
}

/// A file as it was read, and as it is to be.
struct Change {
    path: PathBuf,
    before: Vec<u8>,
    after: Vec<u8>,
}

pub(super) fn ids(context: &Context, dir: &Path, path: &Path) -> Result<Outcome, CliError> {
    closed(path)?;
    let before = if path.is_dir() { Vec::new() } else { bytes_of(path)? };
    let source = read(context, path)?;
    let Some(sheets) = &source.sheets else {
        tell(context, &source.loaded.findings);
        return Ok(Outcome::Findings);
    };
    let used = used_before(context, dir, plan_named(sheets).as_ref())?;
    let found = match new_ids(sheets, used) {
        Ok(found) => found,
        Err(findings) => {
            tell(context, &findings);
            return Ok(Outcome::Findings);
        }
    };
    let changes = if found.ids.is_empty() {
        Vec::new()
    } else if path.is_dir() {
        in_folder(path, &found.ids)?
    } else {
        vec![in_book(context, path, before, &source, &found.ids)?]
    };
    let backups = save(&changes)?;
    say(context, path, &found, &backups);
    Ok(Outcome::Fine)
}

/// What a person has open would be overwritten by that person's next save.
fn closed(path: &Path) -> Result<(), CliError> {
    if is_locked(path) { Err(CliError::OpenElsewhere(path.to_owned())) } else { Ok(()) }
}

/// Ids of every register that this installation ever kept.
fn used_before(context: &Context, dir: &Path, plan: Option<&PlanId>) -> Result<BTreeSet<String>, CliError> {
    let mut used = BTreeSet::new();
    let database = match Installation::open(dir) {
        Ok(installation) => Some(installation.database()).filter(|database| database.exists()),
        Err(InstallationError::Missing(_)) => None,
        Err(error) => return Err(error.into()),
    };
    let Some(database) = database else {
        context.out.say(
            "これまでの照会の記録がないため、この台帳だけを見て番号を付けます。",
            "There is no record of earlier rounds here: ids are made from this register alone.",
        );
        return Ok(used);
    };
    let store = SqliteStore::open(&database).map_err(WorkError::from)?;
    let plans = match plan {
        Some(plan) => vec![plan.clone()],
        None => store.opened_plans().map_err(WorkError::from)?,
    };
    for plan in plans {
        store.each_register(&plan, &mut |sheets| add_used_ids(sheets, &mut used)).map_err(WorkError::from)?;
    }
    Ok(used)
}

fn in_folder(folder: &Path, ids: &[NewId]) -> Result<Vec<Change>, CliError> {
    let mut changes = Vec::new();
    for (sheet, ids) in by_sheet(ids) {
        let path = sheet_file(folder, sheet)?;
        closed(&path)?;
        let before = bytes_of(&path)?;
        let cells: Vec<(u32, u32, String)> = ids.iter().map(|new| (new.cell.row(), u32::from(new.cell.column()), new.id.clone())).collect();
        let after = fill_csv(&before, &cells).map_err(|_| CliError::Moved(path.clone()))?;
        changes.push(Change { path, before, after });
    }
    Ok(changes)
}

fn in_book(context: &Context, path: &Path, before: Vec<u8>, source: &Source, ids: &[NewId]) -> Result<Change, CliError> {
    let texts: NewTexts = by_sheet(ids)
        .into_iter()
        .map(|(sheet, ids)| (sheet.to_owned(), ids.iter().map(|new| (new.cell, new.id.clone())).collect()))
        .collect();
    let after = patch(&before, &texts)?;
    // Read back before anything is written: the new ids and nothing else.
    let patched = read_bytes(context, path, &after)?;
    if rows_of(source, ids) != rows_of(&patched, &[]) {
        return Err(CliError::NotPatched(path.to_owned()));
    }
    Ok(Change { path: path.to_owned(), before, after })
}

/// Every sheet as rows of text, with these ids in their cells.
fn rows_of(source: &Source, ids: &[NewId]) -> Option<BTreeMap<String, Vec<Vec<String>>>> {
    let texts = sheet_texts(source.sheets.as_ref()?).ok()?;
    let mut rows: BTreeMap<String, Vec<Vec<String>>> = texts.into_iter().map(|text| (text.name, text.rows)).collect();
    for new in ids {
        let (row, column) = (usize::try_from(new.cell.row()).ok()?, usize::from(new.cell.column()));
        rows.get_mut(new.sheet)?.get_mut(row)?.get_mut(column)?.clone_from(&new.id);
    }
    Some(rows)
}

fn by_sheet(ids: &[NewId]) -> BTreeMap<&'static str, Vec<&NewId>> {
    let mut sheets: BTreeMap<&'static str, Vec<&NewId>> = BTreeMap::new();
    for new in ids {
        sheets.entry(new.sheet).or_default().push(new);
    }
    sheets
}

#[expect(clippy::disallowed_methods, reason = "reads the file that was named")]
fn bytes_of(path: &Path) -> Result<Vec<u8>, CliError> {
    std::fs::read(path).map_err(|error| refused(path, error))
}

/// Keeps every old file first, and only then writes the new ones. A crash in between leaves whole files, and ids that are
/// still blank are filled by the next run.
fn save(changes: &[Change]) -> Result<Vec<PathBuf>, CliError> {
    let mut backups = Vec::new();
    for change in changes {
        let backup = backup_path(&change.path)?;
        write_whole(&backup, &change.before).map_err(|error| refused(&backup, error))?;
        backups.push(backup);
    }
    for change in changes {
        closed(&change.path)?;
        if bytes_of(&change.path)? != change.before {
            return Err(CliError::Moved(change.path.clone()));
        }
        write_with_its_rights(&change.path, &change.after).map_err(|error| refused(&change.path, error))?;
    }
    Ok(backups)
}

/// Who might read and write the file still may.
#[expect(clippy::disallowed_methods, reason = "keeps the rights of the file that is replaced")]
fn write_with_its_rights(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let rights = std::fs::metadata(path)?.permissions();
    write_whole(path, bytes)?;
    std::fs::set_permissions(path, rights)
}

/// A name beside the file that is not there yet. A copy of a sheet in CSV must not be read as one more sheet.
fn backup_path(path: &Path) -> Result<PathBuf, CliError> {
    let part = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
    let (stem, kind) = (part(path.file_stem()), part(path.extension()));
    let time = now(ZONE).format("%Y%m%d-%H%M%S");
    let kind = if kind.eq_ignore_ascii_case("csv") { "csv.bak".to_owned() } else { kind };
    let names = (1_u32..100).map(|number| match number {
        1 => format!("{stem}_番号付け前_{time}.{kind}"),
        number => format!("{stem}_番号付け前_{time}_{number}.{kind}"),
    });
    names.map(|name| path.with_file_name(name)).find(|path| !path.exists()).ok_or_else(|| CliError::Taken(path.to_owned()))
}

fn say(context: &Context, path: &Path, found: &NewIds, backups: &[PathBuf]) {
    let out = &context.out;
    let shown = |sheet: &str, cell: CellRef| crate::diagnostic::Place::cell(sheet, cell).text(out.lang);
    for new in &found.ids {
        let place = shown(new.sheet, new.cell);
        out.say(format!("{place}：{}　{}", new.id, new.name), format!("{place}: {}  {}", new.id, new.name));
    }
    for place in &found.waiting {
        let place = place.text(out.lang);
        out.say(
            format!("{place}：「親」が空欄のため、番号を付けていません。「親」を書いてから、もう一度実行してください。"),
            format!("{place}: no id yet, because 親 is blank. Fill it in and run this again."),
        );
    }
    let (place, count) = (path.display(), found.ids.len());
    if count == 0 {
        out.say(format!("{place}：番号を付ける空欄はありません。"), format!("{place}: no id is missing."));
    } else {
        let names: Vec<String> = backups.iter().map(|backup| backup.display().to_string()).collect();
        out.say(
            format!("{place}：{count}か所に番号を付けました。元のファイルは「{}」に残してあります。", names.join("」「")),
            format!("{place}: {} filled. The old file is kept as {}.", counted(count, "id"), names.join(", ")),
        );
    }
    out.answer(&Answer {
        source: path.display().to_string(),
        backups: backups.iter().map(|backup| backup.display().to_string()).collect(),
        ids: found
            .ids
            .iter()
            .map(|new| AnswerId { sheet: new.sheet, cell: new.cell.to_string(), id: new.id.clone(), name: new.name.clone() })
            .collect(),
        waiting: found.waiting.iter().map(|place| place.text(Lang::Ja)).collect(),
    });
}
