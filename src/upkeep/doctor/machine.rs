//! The machine: disk, clock, time zone, and whether a reader process can work here.
#![expect(clippy::disallowed_methods, reason = "looks at the machine")]

use std::path::Path;

use chrono::{Datelike, Offset};

use super::check::Subject;
use super::{Check, Examined};
use crate::extraction::{Confinement, Reader, Reading};
use crate::register::SheetText;
use crate::workbook::register_book::register_book;

const DISK: Subject = Subject { id: "disk", ja: "空き容量", en: "Disk space" };
const CLOCK: Subject = Subject { id: "clock", ja: "時計", en: "Clock" };
const ZONE: Subject = Subject { id: "time_zone", ja: "時間帯", en: "Time zone" };
const READER: Subject = Subject { id: "reader", ja: "読取り", en: "Reader" };
const FONTS: Subject = Subject { id: "fonts", ja: "書体", en: "Fonts" };

/// With less, a busy day of returns may not fit.
const SPACE_MIN_MB: u64 = 500;
/// With less, a person should think of it.
const SPACE_NOTE_MB: u64 = 5000;
/// Before this year the program was not written.
const FIRST_YEAR: i32 = 2026;

pub(super) fn look(examined: &Examined<'_>) -> Vec<Check> {
    let installation = examined.installation;
    let mut checks = vec![reader(examined)];
    for (ja, en, folder) in [("内部データ", "state", installation.state()), ("出力先", "outbox", installation.outbox())] {
        checks.extend(space(&folder).map(|space| disk(ja, en, space)));
    }
    checks.push(clock(examined));
    checks.push(zone(examined));
    checks.push(FONTS.ok(
        "この計算機に日本語の書体は要りません。資料は、開く計算機のBIZ UDゴシック（Windowsに付属）で表示されます。",
        "None are needed here. Papers are shown in BIZ UDGothic, which Windows brings, on the machine that opens them.",
    ));
    checks
}

/// A workbook of our own is read as a department's would be: in a limited process.
fn reader(examined: &Examined<'_>) -> Check {
    let sheet = SheetText { name: "点検".to_owned(), rows: vec![vec!["点検".to_owned()]] };
    let book = register_book("点検", &[sheet], examined.now.date_naive());
    let mut reader = Reader::new(examined.program.to_path_buf(), examined.installation.config.reader.limits());
    let said = match book {
        Ok(book) => match reader.read(&book) {
            Reading::Grid(_) => match reader.confinement() {
                Ok(confined) => return confinement(confined),
                Err(error) => error.to_string(),
            },
            Reading::Unreadable(problem) => problem.code().to_owned(),
            Reading::Broke(detail) | Reading::NotStarted(detail) => detail,
        },
        Err(error) => error.to_string(),
    };
    READER.fail(
        (
            format!("読取り用のプロセスが動きません（{said}）。どの回答も読めません。"),
            format!("The reader process does not work ({said}). No return can be read."),
        ),
        (
            "systemd などの制限（メモリー、システムコール）を緩めるか、[reader] の memory_mb を確認してください。",
            "Loosen the limits of systemd or a container (memory, system calls), or check `memory_mb` in [reader].",
        ),
    )
}

/// It works; an older system may not be able to confine it in every way.
fn confinement(confined: Confinement) -> Check {
    if confined.is_full() {
        return READER.ok(
            "制限した読取り用のプロセスで、Excelファイルを読めます。メモリー、ファイル、通信、システムコールの制限が全て働いています。",
            "A limited reader process reads a workbook. Every limit holds: memory, files, connections, system calls.",
        );
    }
    let lacking = [
        (confined.limits, "メモリーと時間の制限"),
        (confined.paths, "ファイルと通信の遮断（Landlock）"),
        (confined.calls, "システムコールの制限（seccomp）"),
    ];
    let lacking: Vec<&str> = lacking.into_iter().filter(|(holds, _)| !holds).map(|(_, name)| name).collect();
    READER.note(
        (
            format!("Excelファイルは読めますが、この計算機では、読取り用のプロセスに次の制限が働きません：{}。", lacking.join("、")),
            format!("Workbooks are read, but this machine cannot confine the reader process in every way: no {}.", confined.missing().join(", ")),
        ),
        (
            "Landlock は Linux 5.13 以降で働きます。コンテナーで動かすときは、これらを禁じていないか確認してください。制限がなくても、期限と読取り量の上限は働きます。",
            "Landlock needs Linux 5.13; a container may forbid it or seccomp. The deadline and the bounds of reading hold without them.",
        ),
    )
}

/// Free space for us, in MB.
#[cfg(unix)]
fn space(folder: &Path) -> Option<u64> {
    let there = folder.ancestors().find(|folder| folder.exists())?;
    let found = rustix::fs::statvfs(there).ok()?;
    Some(found.f_bavail.saturating_mul(found.f_frsize) / (1024 * 1024))
}

#[cfg(not(unix))]
fn space(_folder: &Path) -> Option<u64> {
    None
}

fn disk(ja: &str, en: &str, megabytes: u64) -> Check {
    let message = (format!("{ja}の空きは{megabytes}MBです。"), format!("{megabytes} MB are free for the {en}."));
    let remedy = (
        "不要なファイルを移すか、ディスクを広げてください。空きがなくなると、受付が止まります。",
        "Make room: without it nothing can be taken.",
    );
    match megabytes {
        _ if megabytes < SPACE_MIN_MB => DISK.fail(message, remedy),
        _ if megabytes < SPACE_NOTE_MB => DISK.note(message, remedy),
        _ => DISK.ok(message.0, message.1),
    }
}

fn clock(examined: &Examined<'_>) -> Check {
    let now = examined.now.format("%Y-%m-%d %H:%M");
    if examined.now.year() < FIRST_YEAR {
        return CLOCK.fail(
            (format!("今は{now}となっています。時計が合っていません。"), format!("The clock says {now}, which cannot be.")),
            ("計算機の時刻と、時刻の同期（NTP）を確認してください。", "Check the machine's clock and its synchronisation (NTP)."),
        );
    }
    CLOCK.ok(
        format!("今は{now}です。違うときは、時刻の同期を確認してください。"),
        format!("It is {now}. If it is not, check the clock's synchronisation."),
    )
}

fn zone(examined: &Examined<'_>) -> Check {
    let name = examined.now.timezone().name();
    let (office, machine) = (examined.now.offset().fix(), *chrono::Local::now().offset());
    if office == machine {
        return ZONE.ok(format!("{name}（計算機と同じ）"), format!("{name}, as the machine"));
    }
    // Nothing is wrong with a server that keeps UTC; a person who reads both clocks should know.
    ZONE.ok(
        format!("{name}（計算機の時計は{machine}ですが、期限と日時は{name}で数えます）"),
        format!("{name} (the machine is at {machine}; deadlines and stamps are in {name})"),
    )
}
