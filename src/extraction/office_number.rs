//! Numbers as offices write them: `１，２３４人`, `△684`, `約120人`, `10～12`, `R7.3.31`, `—`.

use super::office_text::{folded, trimmed};
use super::unit::{Written, compare};

/// Signs before a number; △ and ▲ are how Japanese tables print a negative one.
const MINUS: [char; 14] = ['-', '△', '▲', '−', '‐', '‑', '‒', '–', '—', '―', 'ー', 'ｰ', '─', '━'];
/// What may stand between the ends of a range.
const RANGE: [char; 14] = ['~', '〜', '∼', '-', '−', '‐', '‑', '‒', '–', '—', '―', 'ー', '─', 'ｰ'];
/// Signs that stand for "no number" when nothing else is in the cell.
const MARKS: [char; 21] = ['-', '−', '‐', '‑', '‒', '–', '—', '―', 'ー', 'ｰ', '─', '━', '…', '‥', '・', '･', '*', '＊', '※', '/', '×'];
/// Words that stand for "no number".
const MARK_WORDS: [&str; 29] = [
    "X",
    "x",
    "...",
    "未定",
    "集計中",
    "調査中",
    "算定中",
    "確認中",
    "未集計",
    "未確定",
    "未公表",
    "統計未公表",
    "公表前",
    "未発表",
    "公表待ち",
    "集計前",
    "未調査",
    "なし",
    "無し",
    "無",
    "該当なし",
    "該当無し",
    "データなし",
    "調査なし",
    "今年度調査なし",
    "不明",
    "斜線",
    "N/A",
    "n/a",
];
/// Words before and behind a number that say it is not exact.
const ABOUT_BEFORE: [&str; 7] = ["約", "およそ", "おおよそ", "おおむね", "概ね", "凡そ", "ほぼ"];
const ABOUT_BEHIND: [&str; 10] = ["程度", "余り", "あまり", "余", "ほど", "前後", "くらい", "ぐらい", "弱", "強"];
/// Words behind a number that make it the end of a range.
const BOUNDS: [&str; 8] = ["以上", "以下", "未満", "以内", "超え", "超過", "超", "より多い"];
/// What stands behind thousands: a comma, or the comma of Japanese text.
const SEPARATORS: [char; 3] = [',', '、', '､'];
/// Longest fraction that is looked at.
const FRACTION_MAX: usize = 30;

/// A number and what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OfficeNumber {
    /// Plain ASCII: `-1234.5`.
    pub plain: String,
    /// What stands behind it; often a unit.
    pub behind: String,
    /// Whether a word says that it is not exact.
    pub about: bool,
}

/// Reads a text that begins with a number, its sign and 約 aside.
pub(super) fn parse(text: &str) -> Option<OfficeNumber> {
    let folded = folded(trimmed(text));
    let mut rest = folded.as_str();
    let mut about = false;
    if let Some(behind) = ABOUT_BEFORE.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = behind.trim_start();
        about = true;
    }
    rest = rest.strip_prefix('¥').unwrap_or(rest);
    let mut negative = false;
    if let Some(behind) = rest.strip_prefix(MINUS) {
        rest = behind.trim_start();
        negative = true;
    } else {
        rest = rest.strip_prefix('+').unwrap_or(rest);
    }
    let (digits, mut behind) = split_digits(rest)?;
    // A mark that sends the reader to a note; the note is not here.
    behind = behind.trim().trim_end_matches(['※', '*']).trim_end();
    if let Some(inner) = ABOUT_BEHIND.iter().find_map(|word| behind.strip_suffix(word)) {
        behind = inner.trim_end();
        about = true;
    } else if let Some(unit) = behind.strip_prefix('余') {
        behind = unit;
        about = true;
    }
    if let Some(inner) = behind.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        // 120（人）: a unit in brackets; 29（4）: a note, which stays what it is.
        behind = if inner.starts_with(|c: char| c.is_ascii_digit()) { behind } else { inner };
    }
    let zero = digits.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let sign = if negative && !zero { "-" } else { "" };
    let behind = if folded.contains('¥') && behind.is_empty() { "円" } else { behind };
    Some(OfficeNumber { plain: format!("{sign}{digits}"), behind: behind.to_owned(), about })
}

/// Splits `1,234.5人` into `1234.5` and `人`. Separators must stand where thousands are.
fn split_digits(text: &str) -> Option<(String, &str)> {
    let whole_end = text.find(|c: char| !(c.is_ascii_digit() || SEPARATORS.contains(&c))).unwrap_or(text.len());
    let (whole, mut rest) = text.split_at(whole_end);
    let mut groups = whole.split(SEPARATORS);
    let first = groups.next().unwrap_or("");
    let later: Vec<&str> = groups.collect();
    if !later.is_empty() && (!(1..=3).contains(&first.len()) || later.iter().any(|group| group.len() != 3)) {
        return None;
    }
    let mut digits = first.to_owned() + &later.concat();
    if let Some(behind) = rest.strip_prefix('.') {
        let end = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
        let (fraction, behind) = behind.split_at(end);
        if fraction.is_empty() {
            return None;
        }
        if digits.is_empty() {
            digits.push('0');
        }
        digits.push('.');
        digits.push_str(fraction.get(..FRACTION_MAX).unwrap_or(fraction));
        rest = behind;
    }
    if digits.is_empty() { None } else { Some((digits, rest)) }
}

/// Whether the text is a mark that stands for "no number": — ※ ＊ 未定 …, alone, in brackets, or with a unit (`*人`).
pub(super) fn is_mark(text: &str, unit: &str) -> bool {
    let folded = folded(trimmed(text));
    let mut inner = folded.as_str();
    for (open, close) in [('(', ')'), ('[', ']'), ('〔', '〕'), ('【', '】')] {
        inner = inner.strip_prefix(open).and_then(|inner| inner.strip_suffix(close)).unwrap_or(inner).trim();
    }
    if inner.is_empty() {
        return false;
    }
    if MARK_WORDS.contains(&inner) {
        return true;
    }
    let behind = inner.trim_start_matches(|c: char| MARKS.contains(&c) || c == ' ');
    behind.len() < inner.len() && (behind.is_empty() || compare(behind, unit) == Written::Same)
}

/// Whether the text is a range: `10～12`, `10人～12人`, `10から12`.
pub(super) fn is_range(text: &str) -> bool {
    let folded = folded(trimmed(text)).replace("から", "~");
    let end = |part: &str| parse(part).is_some_and(|n| n.behind.is_empty() || compare(&n.behind, "") != Written::Unknown);
    folded.char_indices().skip(1).filter(|(_, c)| RANGE.contains(c)).any(|(at, c)| {
        let (low, high) = folded.split_at(at);
        end(low) && high.get(c.len_utf8()..).is_some_and(end)
    })
}

/// Whether the text says only where a number ends: `80%以上`, `約5人未満`.
pub(super) fn is_bound(text: &str) -> bool {
    let folded = folded(trimmed(text));
    let stem = BOUNDS.iter().find_map(|word| folded.strip_suffix(word));
    let number = stem.and_then(parse);
    number.is_some_and(|number| number.behind.is_empty() || compare(&number.behind, "") != Written::Unknown)
}

/// Whether the text is a date or a year: 令和7年3月31日, R7.3.31, 2025/3/31, 3月末, 令和6年度.
pub(super) fn is_date(text: &str) -> bool {
    const ERAS: [&str; 10] = ["令和", "平成", "昭和", "大正", "明治", "R", "H", "S", "r", "h"];
    const SHAPES: [&str; 20] = [
        "E",
        "E年",
        "E年度",
        "E年N月",
        "E年N月N日",
        "E.N",
        "E.N.N",
        "E/N",
        "E/N/N",
        "E-N",
        "E-N-N",
        "N年",
        "N年度",
        "N年N月",
        "N年N月N日",
        "N月",
        "N月N日",
        "N/N",
        "N/N/N",
        "N-N-N",
    ];
    let folded: String = folded(trimmed(text)).chars().filter(|c| *c != ' ').collect();
    let stem = ["末現在", "末時点", "現在", "時点", "末"].iter().find_map(|word| folded.strip_suffix(word)).unwrap_or(&folded);
    let (shape_start, rest) = match ERAS.iter().find_map(|era| stem.strip_prefix(era)) {
        Some(rest) => match rest.strip_prefix('元') {
            Some(rest) => ("E", rest),
            None => match rest.trim_start_matches(|c: char| c.is_ascii_digit()) {
                behind if behind.len() < rest.len() => ("E", behind),
                _ => return false,
            },
        },
        None => ("", stem),
    };
    let mut shape = shape_start.to_owned();
    for c in rest.chars().take(40) {
        match c {
            c if c.is_ascii_digit() && shape.ends_with('N') => {}
            c if c.is_ascii_digit() => shape.push('N'),
            c => shape.push(c),
        }
    }
    SHAPES.contains(&shape.as_str()) || (shape == "N.N.N" && rest.len() >= 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_what_stands_around_them() {
        for (text, plain, behind, about) in [
            ("１，２３４．５", "1234.5", "", false),
            ("△ 684人", "-684", "人", false),
            ("ー５", "-5", "", false),
            ("約1,200人", "1200", "人", true),
            ("120人程度", "120", "人", true),
            ("120余名", "120", "名", true),
            ("1,234\n人", "1234", "人", false),
            ("120（人）", "120", "人", false),
            ("29（4）", "29", "(4)", false),
            ("￥1,000", "1000", "円", false),
            (".5", "0.5", "", false),
            ("-0", "0", "", false),
            ("1万2千", "1", "万2千", false),
        ] {
            let wanted = OfficeNumber { plain: plain.to_owned(), behind: behind.to_owned(), about };
            assert_eq!(parse(text), Some(wanted), "{text}");
        }
        for text in ["", "約", "△", "12,34", "1,23", ",123", "人120", "１．", "--5", "①"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn marks_are_never_numbers() {
        for text in [
            "-",
            "—",
            "―",
            "–",
            "ー",
            "－",
            "…",
            "・・・",
            "※",
            "—※",
            "Ｘ",
            "＊",
            "*人",
            "未定",
            "（集計中）",
            "該当なし",
            "／",
            "---",
            "ｰ",
        ] {
            assert!(is_mark(text, "人"), "{text}");
        }
        for text in ["0", "-5", "※5", "", "なし崩し", "12", "人", "*件"] {
            assert!(!is_mark(text, "人"), "{text}");
        }
    }

    #[test]
    fn ranges_and_dates() {
        for text in ["10～12", "10〜12", "10-12", "10人~12人", "1,000から2,000", "約10～12%"] {
            assert!(is_range(text), "{text}");
        }
        for text in ["-12", "10", "～12", "10-", "R7-3"] {
            assert!(!is_range(text), "{text}");
        }
        for text in
            ["令和7年3月31日", "R7.3.31", "Ｒ７．３．３１", "2025/3/31", "令和元年度", "3月末", "2025.3.31", "H30", "R6年度末現在", "4/1"]
        {
            assert!(is_date(text), "{text}");
        }
        for text in ["12.5", "1.2.3", "R", "実績", "Rank3", "12"] {
            assert!(!is_date(text), "{text}");
        }
    }
}
