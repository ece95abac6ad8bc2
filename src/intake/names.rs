//! File names: shown to people without control characters, kept within what file systems allow.

use std::ffi::OsStr;

use crate::domain::is_unprintable;

/// Longest file name of common file systems, in bytes, less the room for a number behind it: `(999)`.
const NAME_BYTES_MAX: usize = 255 - 5;

/// Beginning of the name of a check's answer.
const CHECKED: &str = "確認結果_";

/// A name that can be shown: control and direction characters, and bytes that are not text, become `_`.
#[must_use]
pub fn display_name(name: &OsStr) -> String {
    name.to_string_lossy().chars().map(|c| if is_unprintable(c) || c == '\u{FFFD}' { '_' } else { c }).collect()
}

/// A name as part of a key: text as it is, other bytes percent-coded, so that two names never become one.
#[must_use]
pub fn key_name(name: &OsStr) -> String {
    name.to_str().map_or_else(|| percent_coded(name.as_encoded_bytes()), str::to_owned)
}

fn percent_coded(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 3), |mut coded, byte| {
        coded.push('%');
        coded.extend(
            [byte >> 4, byte & 15].iter().filter_map(|half| char::from_digit(u32::from(*half), 16)).map(|digit| digit.to_ascii_uppercase()),
        );
        coded
    })
}

/// `<number>__<name>`, its stem shortened to fit 255 bytes; a number that an earlier acceptance put in front is replaced.
#[must_use]
pub fn accepted_name(number: &str, file: &str) -> String {
    let file = match file.split_once("__") {
        Some((before, rest)) if !rest.is_empty() && before.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') => rest,
        _ => file,
    };
    let (stem, extension) = split(file);
    let room = NAME_BYTES_MAX.saturating_sub(number.len() + 2 + extension.len());
    format!("{number}__{}{extension}", shortened(stem, room))
}

/// `確認結果_<mark>_<stem>`, without an ending, within what file systems allow; what an earlier check put in front is replaced.
#[must_use]
pub fn checked_name(mark: &str, file: &str) -> String {
    let stem = split(file).0;
    let bare = stem.strip_prefix(CHECKED).and_then(|rest| {
        let (mark, rest) = rest.split_once('_')?;
        let ours = !rest.is_empty() && mark.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        ours.then_some(rest)
    });
    let room = NAME_BYTES_MAX.saturating_sub(CHECKED.len() + mark.len() + 1 + ".xlsx".len());
    format!("{CHECKED}{mark}_{}", shortened(bare.unwrap_or(stem), room))
}

fn split(file: &str) -> (&str, String) {
    match file.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.len() <= 10 => (stem, format!(".{extension}")),
        _ => (file, String::new()),
    }
}

fn shortened(stem: &str, room: usize) -> &str {
    let mut end = stem.len().min(room);
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    stem.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_are_shortened_and_keep_their_ending() {
        let long = format!("{}.xlsx", "観".repeat(83));
        let name = accepted_name("R6-012-1", &long);
        assert!(name.len() <= 255, "{name}");
        assert!(name.strip_prefix("R6-012-1__").is_some_and(|rest| rest.trim_start_matches('観') == ".xlsx"), "{name}");
    }

    #[test]
    fn a_number_in_front_is_replaced_not_piled_up() {
        assert_eq!(accepted_name("R6-012-2", "R6-012-1__回答.xlsx"), "R6-012-2__回答.xlsx");
        assert_eq!(accepted_name("R6-012-2", "回答__最終.xlsx"), "R6-012-2__回答__最終.xlsx");
    }

    #[test]
    fn a_checks_answer_is_named_after_the_file_and_names_do_not_pile_up() {
        assert_eq!(checked_name("0602-093005", "様式_観光政策課.xlsx"), "確認結果_0602-093005_様式_観光政策課");
        assert_eq!(checked_name("0602-101500", "確認結果_0602-093005_様式.xlsx"), "確認結果_0602-101500_様式");
        assert_eq!(checked_name("0602-101500", "確認結果_最終_様式"), "確認結果_0602-101500_確認結果_最終_様式");
        assert!(checked_name("0602-101500", &"観".repeat(90)).len() <= 245);
    }

    #[test]
    fn control_characters_are_not_shown() {
        assert_eq!(display_name(OsStr::new("a\r\nBcc: x.xlsx")), "a__Bcc: x.xlsx");
        assert_eq!(display_name(OsStr::new("回答\u{202e}xslx.exe\u{1b}[2J")), "回答_xslx.exe_[2J");
    }
}
