//! Words of findings for the keys that other stages give: what a limit counts, what lies there instead of a file,
//! what a slip is measured against.

use super::quote::short;

/// What a limit counts, by the key that the reader gives.
pub(super) fn limit_ja(what: &str) -> String {
    match what {
        "bytes" => "ファイルの大きさ（バイト）".to_owned(),
        "entries" => "中に含まれるファイルの数".to_owned(),
        "declared_bytes" => "展開後の大きさ（バイト）".to_owned(),
        "sheets" => "シートの数".to_owned(),
        "returns" => "様式の数".to_owned(),
        "cells" => "セルの数".to_owned(),
        "shared_strings" => "文字列の数".to_owned(),
        "rows" => "行の数".to_owned(),
        "columns" => "列の数".to_owned(),
        "text" => "1つのセルの文字の数".to_owned(),
        "characters" => "文字の数".to_owned(),
        other => short(other),
    }
}

/// What a limit counts, by the key that the reader gives.
pub(super) fn limit_en(what: &str) -> String {
    match what {
        "declared_bytes" => "bytes when unpacked".to_owned(),
        "returns" => "forms".to_owned(),
        "shared_strings" => "shared strings".to_owned(),
        other => short(other),
    }
}

/// Where an earlier answer came from: its receipt number, or a sheet of the same file, which has none yet.
pub(super) fn receipt_ja(number: &str) -> String {
    if number.is_empty() { "このファイルの別のシート".to_owned() } else { format!("受付番号{}", short(number)) }
}

/// Where an earlier answer came from.
pub(super) fn receipt_en(number: &str) -> String {
    if number.is_empty() { "another sheet of this file".to_owned() } else { format!("receipt {}", short(number)) }
}

/// What lies there instead of a file, by the key that the intake gives.
pub(super) fn file_kind_ja(kind: &str) -> String {
    match kind {
        "folder" | "directory" => "フォルダー".to_owned(),
        "symlink" | "link" => "ショートカット又はリンク".to_owned(),
        "fifo" | "device" | "socket" => "特殊なファイル".to_owned(),
        other => short(other),
    }
}

/// What a slip is measured against.
pub(super) fn reference_en(name: &str) -> String {
    match name {
        "前年度" => "last year".to_owned(),
        "基準値" => "the baseline".to_owned(),
        other => short(other),
    }
}

/// Message and remedy of a problem.
pub(super) fn say(message: impl Into<String>, remedy: impl Into<String>) -> (String, String) {
    (message.into(), remedy.into())
}
