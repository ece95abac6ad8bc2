//! `backup` and `restore`.

use std::path::Path;

use super::progress::Bar;
use super::{CliError, Context, Outcome, now};
use crate::domain::{Lang, to_the_minute};
use crate::installation::{Installation, InstallationError};
use crate::store::SqliteStore;
use crate::upkeep::{self, UpkeepError};
use crate::worker::WorkError;

/// Where backups go unless a folder is named.
const FOLDER: &str = "backup";
/// Lost files that are named; the others are counted.
const NAMES_MAX: usize = 10;

pub(super) fn backup(context: &Context, dir: &Path, to: Option<&Path>) -> Result<Outcome, CliError> {
    // A broken template is no reason to go without a backup; a configuration that does not say where things lie is.
    let (installation, wrong) = Installation::lenient(dir)?;
    if let Some(error) = wrong.into_iter().find(|error| matches!(error, InstallationError::Config(_))) {
        return Err(error.into());
    }
    let folder = to.map_or_else(|| dir.join(FOLDER), Path::to_path_buf);
    let out = &context.out;
    let bar = Bar::new(*out, "バックアップしています", "backing up");
    let config = &installation.config;
    let made = upkeep::back_up(dir, config, &folder, now(config.time_zone), &mut |done, all| bar.at(done, all));
    bar.end();
    let made = made.map_err(Box::new)?;
    let (path, files, megabytes) = (made.path.display(), made.files, made.size.div_ceil(1024 * 1024));
    out.say(
        format!("バックアップしました：{path}（{files}ファイル、{megabytes}MB。読み戻して確かめました）"),
        format!("Backed up: {path} ({files} files, {megabytes} MB; read back and compared)"),
    );
    if to.is_none() {
        out.say(
            "同じディスクにあるため、ディスクの故障には備えられません。--to で、別の計算機のフォルダーを指定してください。",
            "It lies on the same disk, which does not help when that fails. Name a folder on another machine with --to.",
        );
    }
    if !made.removed.is_empty() {
        let count = made.removed.len();
        out.say(format!("古いバックアップを{count}件消しました。"), format!("Old backups removed: {count}."));
    }
    if !made.lost.is_empty() {
        let count = made.lost.len();
        out.say(
            format!("次の{count}件は、既に失われているか壊れているため、入っていません。torimatome doctor で確認してください。"),
            format!("{count} files are not in it: they were lost or damaged before. See `torimatome doctor`."),
        );
        for name in made.lost.iter().take(NAMES_MAX) {
            out.line(format!("  {name}"));
        }
    }
    out.answer(&made);
    Ok(if made.lost.is_empty() { Outcome::Fine } else { Outcome::Findings })
}

pub(super) fn restore(context: &Context, backup: &Path, into: &Path) -> Result<Outcome, CliError> {
    let out = &context.out;
    let bar = Bar::new(*out, "復元しています", "restoring");
    // The zone is in the backup; the moment is what matters.
    let restored = upkeep::restore(backup, into, now(chrono_tz::Asia::Tokyo), &mut |done, all| bar.at(done, all));
    bar.end();
    let restored = restored.map_err(Box::new)?;
    let (place, made_at, files, held) = (into.display(), to_the_minute(&restored.made_at), restored.files, restored.held);
    out.say(
        format!("{place} に復元しました（{made_at} のバックアップ、{files}ファイル）。"),
        format!("Restored into {place} (backup of {made_at}, {files} files)."),
    );
    out.say(
        format!("バックアップの後に送ったメールが分からないため、メールは全て止めてあります（送信待ち {held}通）。"),
        format!("What was mailed after the backup is not known, so all mail is held ({held} waited)."),
    );
    if let Some(was) = &restored.state_was {
        out.say(
            format!("内部データは {was} ではなく、{place}/state に置きました（設定の state も直しました）。"),
            format!("The state is in {place}/state instead of {was}; the configuration says so."),
        );
    }
    for (folder, from) in &restored.outside {
        out.say(format!("{from} の控えは、{place}/{folder} にあります。"), format!("A copy of {from} is in {place}/{folder}."));
    }
    if !restored.lost.is_empty() {
        let count = restored.lost.len();
        out.say(
            format!("原本が{count}件、バックアップの時点で失われています。"),
            format!("{count} originals were lost before the backup."),
        );
    }
    let next = match out.lang {
        Lang::Ja => format!(
            "次に行うこと\n  1 パスワードのファイルは入っていません。使うときは、置き直す\n  2 torimatome doctor --dir {place} で点検する\n  3 torimatome mailbox list --dir {place} で送信待ちのメールを確かめる\n  4 torimatome restore --confirm --who 氏名 --why 理由 --dir {place} を実行し、送るメールを mailbox release で送る"
        ),
        Lang::En => format!(
            "Next\n  1 put the password file back, if there was one: it is in no backup\n  2 torimatome doctor --dir {place}\n  3 torimatome mailbox list --dir {place}, to see what waits\n  4 torimatome restore --confirm --who NAME --why TEXT --dir {place}, then release what is to be sent"
        ),
    };
    out.line(next);
    out.answer(&restored);
    Ok(if restored.lost.is_empty() { Outcome::Fine } else { Outcome::Findings })
}

pub(super) fn confirm(context: &Context, dir: &Path, who: Option<&str>, why: Option<&str>) -> Result<Outcome, CliError> {
    let installation = Installation::open(dir)?;
    if !installation.database().exists() {
        return Err(Box::new(UpkeepError::NotRestored).into());
    }
    let mut store = SqliteStore::open(&installation.database()).map_err(WorkError::from)?;
    upkeep::confirm(&mut store, who.unwrap_or_default(), why.unwrap_or_default(), now(installation.config.time_zone)).map_err(Box::new)?;
    context.out.say(
        "確認を記録しました。これからできるメールは、設定どおり送ります。止めてあるメールは、mailbox release で送るか、mailbox cancel で取り消してください。",
        "The confirmation is recorded: new mail goes out as configured. What is held stays so: `mailbox release` or `mailbox cancel`.",
    );
    context.out.answer(&serde_json::json!({"confirmed": true}));
    Ok(Outcome::Fine)
}
