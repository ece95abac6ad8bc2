//! The database, the spool, and whether both could be had back.
#![expect(clippy::disallowed_methods, reason = "looks at the state folder")]

use std::fs;

use chrono::DateTime;

use super::check::Subject;
use super::{Check, Examined};
use crate::domain::to_the_minute;
use crate::spool::Spool;
use crate::store::{SqliteStore, Store, StoreError, UpkeepEvent};
use crate::upkeep::dispose::kept_objects;
use crate::upkeep::{LAST_BACKUP, LastBackup};

const DATABASE: Subject = Subject { id: "database", ja: "データベース", en: "Database" };
const SPOOL: Subject = Subject { id: "spool", ja: "原本", en: "Originals" };
const RESTORED: Subject = Subject { id: "restored", ja: "復元", en: "Restored" };
const BACKUP: Subject = Subject { id: "backup", ja: "バックアップ", en: "Backup" };
const CLOCK: Subject = Subject { id: "clock", ja: "時計", en: "Clock" };

/// A backup that is older is not what an office wants to go back to.
const BACKUP_DAYS_MAX: i64 = 7;
/// A record from further ahead says that the clock went back.
const AHEAD_MAX_MINUTES: i64 = 60;

pub(super) fn look(examined: &Examined<'_>) -> Vec<Check> {
    let path = examined.installation.database();
    if !path.exists() {
        return vec![DATABASE.ok("まだありません。照会を開くと作られます。", "There is none yet; opening a round makes it.")];
    }
    let looked = match SqliteStore::look(&path) {
        Ok(looked) => looked,
        Err(StoreError::Newer { found, known }) => {
            return vec![DATABASE.fail(
                (
                    format!("新しい版のプログラムで作られています（形式{found}。このプログラムは{known}まで）。"),
                    format!("It was written by a newer program (schema {found}; this one knows {known})."),
                ),
                ("新しい版の torimatome を使ってください。", "Use the newer torimatome."),
            )];
        }
        Err(error) => return vec![broken(&error.to_string())],
    };
    if let Some(damage) = looked.damage.first() {
        return vec![broken(damage)];
    }
    let mut checks = vec![DATABASE.ok(
        format!("壊れていません（形式{}、{}MB）。", looked.schema, megabytes(&path)),
        format!("It is sound (schema {}, {} MB).", looked.schema, megabytes(&path)),
    )];
    checks.extend(looked.last_event.as_deref().and_then(|last| clock_went_back(examined, last)));
    // An older one is brought up by the next run, not by a look.
    if looked.schema == SqliteStore::SCHEMA {
        match SqliteStore::open(&path) {
            Ok(store) => checks.extend(of_store(examined, &store)),
            Err(error) => checks.push(broken(&error.to_string())),
        }
    }
    checks.push(last_backup(examined));
    checks
}

fn broken(detail: &str) -> Check {
    DATABASE.fail(
        (format!("読めないか、壊れています（{detail}）。"), format!("It cannot be read, or is damaged ({detail}).")),
        (
            "受付を止め、state フォルダーの写しを取ってから、最後のバックアップを restore で戻してください。",
            "Stop `run`, keep a copy of the state folder, and bring the last backup back with `restore`.",
        ),
    )
}

fn megabytes(path: &std::path::Path) -> u64 {
    fs::metadata(path).map_or(0, |data| data.len().div_ceil(1024 * 1024))
}

fn of_store(examined: &Examined<'_>, store: &SqliteStore) -> Vec<Check> {
    let mut checks = Vec::new();
    let originals = kept_objects(store);
    let written = store.output_objects();
    if let (Ok(originals), Ok(written)) = (originals, written) {
        let spool = Spool::at(&examined.installation.state().join("spool"));
        let lost: Vec<&String> = originals.union(&written).filter(|sha256| !spool.object(sha256).is_file()).collect();
        let count = originals.len();
        match lost.first() {
            None => checks.push(SPOOL.ok(format!("{count}件の原本が全てあります。"), format!("All {count} originals are there."))),
            Some(first) => checks.push(SPOOL.fail(
                (
                    format!("データベースに記録のあるファイルが{}件ありません（{first}ほか）。", lost.len()),
                    format!("{} files that the database names are missing ({first}, …).", lost.len()),
                ),
                (
                    "バックアップの中の spool フォルダーから、同じ名前のファイルを state/spool/objects に戻してください。",
                    "Bring files of the same names back into state/spool/objects from the spool folder of a backup.",
                ),
            )),
        }
    }
    let events = store.upkeep_events().unwrap_or_default();
    checks.extend(UpkeepEvent::unconfirmed(&events).map(|event| {
        RESTORED.note(
            (
                format!("バックアップから復元されています（{}）。メールは全て止めてあります。", to_the_minute(&event.at)),
                format!("It was restored from a backup ({}). All mail is held.", to_the_minute(&event.at)),
            ),
            (
                "mailbox list で送信待ちのメールを確かめてから、restore --confirm --who 氏名 --why 理由 を実行してください。",
                "Look at what waits (`mailbox list`), then run `restore --confirm --who NAME --why TEXT`.",
            ),
        )
    }));
    checks
}

fn clock_went_back(examined: &Examined<'_>, last: &str) -> Option<Check> {
    let last = DateTime::parse_from_rfc3339(last).ok()?;
    let ahead = last.signed_duration_since(examined.now).num_minutes();
    (ahead > AHEAD_MAX_MINUTES).then(|| {
        CLOCK.fail(
            (
                format!("最後の記録（{last}）が、今の時刻より先です。時計が戻ったか、進んでいた時があります。"),
                format!("The last record ({last}) is ahead of now: the clock went back, or was fast before."),
            ),
            ("計算機の時刻と、時刻の同期（NTP）を確認してください。", "Check the machine's clock and its synchronisation (NTP)."),
        )
    })
}

fn last_backup(examined: &Examined<'_>) -> Check {
    let remedy = (
        "torimatome backup --to （別の計算機のフォルダー） を、毎日実行してください。",
        "Run `torimatome backup --to DIR` every day, with a folder on another machine.",
    );
    let known = fs::read(examined.installation.state().join(LAST_BACKUP)).ok();
    let last: Option<LastBackup> = known.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let Some(last) = last else {
        return BACKUP.note(("まだ一度も取っていません。", "None was made yet."), remedy);
    };
    let place = last.path.display();
    let days = DateTime::parse_from_rfc3339(&last.made_at).map_or(i64::MAX, |at| examined.now.signed_duration_since(at).num_days());
    if days > BACKUP_DAYS_MAX {
        return BACKUP.note(
            (format!("最後のバックアップは{days}日前です（{place}）。"), format!("The last one is {days} days old ({place}).")),
            remedy,
        );
    }
    if !last.path.exists() {
        let message = (format!("最後のバックアップ（{place}）が見つかりません。"), format!("The last one ({place}) is not there."));
        return BACKUP.note(message, ("バックアップ先の接続を確認してください。", "Check that its folder is mounted."));
    }
    BACKUP.ok(format!("{}に取りました（{place}）。", last.made_at), format!("Made at {} ({place}).", last.made_at))
}
