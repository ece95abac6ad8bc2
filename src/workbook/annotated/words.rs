//! What a comment says, and the marks of a receipt.

use super::{BEGIN, END, Mark, MarkKind};
use crate::domain::Severity;
use crate::notification::{FindingLine, ReadAs, Receipt};

/// Longest text of one finding in a comment, in characters.
const TEXT_MAX: usize = 400;

/// What a comment of ours says of a cell, after its first words: each mark with its number in the list.
pub(super) fn comment(marks: &[(usize, &Mark)]) -> String {
    let one = |(number, mark): &(usize, &Mark)| {
        let code = if mark.code.is_empty() { String::new() } else { format!("　{}", mark.code) };
        let mut text = match mark.kind {
            MarkKind::Seen => format!("読取り{number}\n{}", cut(&mark.what)),
            MarkKind::Error | MarkKind::Query | MarkKind::Notice => {
                format!("指摘{number}（{}{code}）\n{}", mark.kind.word(), cut(&mark.what))
            }
        };
        if !mark.remedy.is_empty() {
            text.push_str("\n→ ");
            text.push_str(&cut(&mark.remedy));
        }
        text
    };
    marks.iter().map(one).collect::<Vec<_>>().join("\n\n")
}

/// All of a comment, below what the department wrote.
pub(super) fn whole(theirs: &str, text: &str) -> String {
    let gap = if theirs.is_empty() { "" } else { "\n\n" };
    format!("{theirs}{gap}{BEGIN}{text}\n{END}")
}

/// The number of the first mark that a comment tells of.
pub(super) fn number(comment: &str) -> Option<usize> {
    let digits = comment.strip_prefix(BEGIN)?.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '\n');
    digits.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// A text that is quoted in a comment. What looks like our first or last line is not one.
fn cut(text: &str) -> String {
    let mut cut: String = text.replace(BEGIN, "［とりまとめ］").replace(END, "［ここまで］").chars().take(TEXT_MAX).collect();
    if text.chars().nth(TEXT_MAX).is_some() {
        cut.push('…');
    }
    cut
}

/// The marks of a receipt: its findings, then what was read otherwise than it was written.
#[must_use]
pub fn receipt_marks(receipt: &Receipt) -> Vec<Mark> {
    let kind = |severity| match severity {
        Severity::Error => MarkKind::Error,
        Severity::Query => MarkKind::Query,
        Severity::Notice => MarkKind::Notice,
    };
    let mark = |line: &FindingLine| Mark {
        place: line.at.clone(),
        kind: kind(line.severity),
        code: line.code.clone(),
        about: line.indicator.clone(),
        what: line.message.clone(),
        remedy: line.remedy.clone(),
    };
    let again = if receipt.check_only { "直して" } else { "直して再提出して" };
    let read_as = |value: &ReadAs| Mark {
        place: value.at.clone(),
        kind: MarkKind::Notice,
        code: String::new(),
        about: value.indicator.clone(),
        what: format!("「{}」を{}と読み取りました。", value.raw, value.value),
        remedy: format!("誤りがある場合は、{again}ください。"),
    };
    receipt.findings.iter().map(mark).chain(receipt.read_as.iter().map(read_as)).collect()
}
