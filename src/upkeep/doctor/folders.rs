//! The folders: whether they are there, whether we may write, and what kind of disk they lie on.
#![expect(clippy::disallowed_methods, reason = "tries the folders of an installation")]

use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use super::check::Subject;
use super::{Check, Examined};

const INBOX: Subject = Subject { id: "inbox", ja: "提出先", en: "Inbox" };
const OUTBOX: Subject = Subject { id: "outbox", ja: "出力先", en: "Outbox" };
const STATE: Subject = Subject { id: "state", ja: "内部データ", en: "State" };
const SHARE_CLOCK: Subject = Subject { id: "share_clock", ja: "共有の時計", en: "Clock of the share" };

/// A share whose clock is further off than this confuses people, not the program.
const CLOCK_OFF_MAX_SECONDS: u64 = 120;

/// What a folder lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Disk {
    Local,
    Network,
    /// The system does not tell.
    Unknown,
}

pub(super) fn look(examined: &Examined<'_>) -> Vec<Check> {
    let installation = examined.installation;
    let intake = &installation.config.intake;
    let mut checks = Vec::new();
    for (subject, folder, read_only) in [(INBOX, installation.inbox(), !intake.tidy), (OUTBOX, installation.outbox(), false)] {
        let place = folder.display();
        if !folder.is_dir() {
            checks.push(subject.fail(
                (format!("フォルダー（{place}）がありません。"), format!("There is no folder {place}.")),
                (
                    "フォルダーを作るか、共有フォルダーの接続と [folders] の設定を確認してください。",
                    "Make it, or check that the share is mounted and [folders] is right.",
                ),
            ));
            continue;
        }
        match try_folder(&folder) {
            Ok(off) => {
                checks.push(works(subject, &folder, intake.scan_seconds));
                checks.extend(off.filter(|off| *off > CLOCK_OFF_MAX_SECONDS).map(|off| clock_off(&folder, off)));
            }
            Err(_) if read_only && fs::read_dir(&folder).is_ok() => checks.push(subject.ok(
                format!("読み取れます（{place}）。設定どおり、受け付けたファイルを移しません。"),
                format!("It can be read ({place}); taken files are left in place, as configured."),
            )),
            Err(error) => checks.push(subject.fail(
                (format!("書き込みと名前の変更ができません（{place}：{error}）。"), format!("Cannot write and rename in {place}: {error}.")),
                (
                    "このプログラムを動かす利用者に、変更の権限を付けてください。提出先を読取専用で使うときは、[intake] の tidy を false にしてください。",
                    "Give the user that runs this program the right to change it. For a read-only inbox set `tidy = false` in [intake].",
                ),
            )),
        }
    }
    checks.push(state(examined));
    checks
}

fn works(subject: Subject, folder: &Path, scan_seconds: u64) -> Check {
    let place = folder.display();
    match disk(folder) {
        Disk::Network => subject.ok(
            format!("読み書きできます（{place}）。共有フォルダーのため、変化の通知に頼らず、{scan_seconds}秒ごとに調べます。"),
            format!("Can be read and written ({place}). On a share, where changes may not be announced: looked at every {scan_seconds} s."),
        ),
        Disk::Local | Disk::Unknown => subject.ok(
            format!("読み書きできます（{place}）。変化の通知で受け付け、{scan_seconds}秒ごとにも調べます。"),
            format!("Can be read and written ({place}). Watched, and looked at every {scan_seconds} s."),
        ),
    }
}

fn clock_off(folder: &Path, seconds: u64) -> Check {
    let (place, minutes) = (folder.display(), seconds / 60);
    SHARE_CLOCK.note(
        (
            format!("共有フォルダー（{place}）の時計が、この計算機と{minutes}分ほどずれています。"),
            format!("The clock of {place} is off by {minutes} min from this machine's."),
        ),
        (
            "受付日時は、この計算機の時計で決まります。時刻の同期を確認してください。",
            "Times of receipt are this machine's. Check that both clocks are synchronised.",
        ),
    )
}

fn state(examined: &Examined<'_>) -> Check {
    let folder = examined.installation.state();
    let place = folder.display();
    // Before the first run there is none: its place is looked at.
    let there = if folder.is_dir() { folder.clone() } else { folder.parent().unwrap_or(Path::new(".")).to_path_buf() };
    if disk(&there) == Disk::Network {
        return STATE.fail(
            (
                format!("データベースのフォルダー（{place}）が、共有フォルダーにあります。"),
                format!("The database's folder ({place}) is on a network share."),
            ),
            (
                "[folders] の state を、この計算機の中のフォルダーに直してください。共有の上では、データベースが壊れることがあります。",
                "Move `state` in [folders] to a local disk: a database on a share can be damaged.",
            ),
        );
    }
    if let Err(error) = try_folder(&there) {
        return STATE.fail(
            (format!("書き込めません（{place}：{error}）。"), format!("Cannot write in {place}: {error}.")),
            (
                "このプログラムを動かす利用者に、書き込む権限を付けてください。",
                "Give the user that runs this program the right to write there.",
            ),
        );
    }
    if open_to_all(&there) {
        return STATE.note(
            (format!("ほかの利用者も変更できます（{place}）。"), format!("Other users of this machine can change it ({place}).")),
            (
                "chmod o-w などで、このプログラムの利用者だけが変更できるようにしてください。",
                "Let only the program's user write there (chmod o-w).",
            ),
        );
    }
    STATE.ok(format!("この計算機の中にあり、書き込めます（{place}）。"), format!("Local and writable ({place})."))
}

/// Writes, renames and removes a small file; by how many seconds its time differs from ours.
fn try_folder(folder: &Path) -> io::Result<Option<u64>> {
    let file = tempfile::Builder::new().prefix(".torimatome-").suffix(".tmp").tempfile_in(folder)?;
    fs::write(file.path(), b"torimatome")?;
    let written = file.as_file().metadata()?.modified().ok();
    let now = SystemTime::now();
    let off = written.map(|at| at.duration_since(now).or_else(|_| now.duration_since(at)).map_or(0, |off| off.as_secs()));
    let renamed = folder.join(format!(".torimatome-{}.tmp", uuid::Uuid::new_v4()));
    file.persist(&renamed).map_err(|error| error.error)?;
    fs::remove_file(&renamed)?;
    Ok(off)
}

#[cfg(target_os = "linux")]
fn disk(folder: &Path) -> Disk {
    // NFS, SMB, CIFS, SMB2, 9P, AFS, Ceph, and what a user's program provides (sshfs and the like): from <linux/magic.h>.
    const NETWORK: [u32; 8] = [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x0102_1997, 0x5346_414F, 0x00C3_6400, 0x6573_5546];
    match rustix::fs::statfs(folder) {
        // The kernel's numbers have 32 bits, whatever the type in which they are handed out.
        Ok(found) if NETWORK.iter().any(|kind| i64::from(*kind) == (found.f_type & 0xFFFF_FFFF)) => Disk::Network,
        Ok(_) => Disk::Local,
        Err(_) => Disk::Unknown,
    }
}

#[cfg(not(target_os = "linux"))]
fn disk(_folder: &Path) -> Disk {
    Disk::Unknown
}

#[cfg(unix)]
fn open_to_all(folder: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(folder).is_ok_and(|data| data.permissions().mode() & 0o002 != 0)
}

#[cfg(not(unix))]
fn open_to_all(_folder: &Path) -> bool {
    false
}
