//! How each status looks: label, mark, and a pattern that is told apart without colour, the same as in the workbooks.

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use super::words::{self, Words};
use crate::consolidation::Tally;
use crate::domain::{Scheme, SchemeRule, Tone};

/// A status of the scheme, or what stands beside the statuses: 算定不可, 未提出.
#[derive(Debug, Clone, Serialize)]
pub(super) struct StatusLook {
    /// What it can be filtered by.
    pub(super) key: String,
    pub(super) words: Words,
    pub(super) mark: String,
    /// Class of its badge and pattern: a letter for the tone, and `2` for a second status of one tone.
    pub(super) look: String,
    /// Whether it counts in the denominator of shares.
    #[serde(skip)]
    pub(super) counted: bool,
    #[serde(skip)]
    pub(super) label: String,
}

impl StatusLook {
    /// All statuses in printed order.
    pub(super) fn all(scheme: &Scheme) -> Vec<Self> {
        let mut used: Vec<Tone> = Vec::new();
        let look = |(place, rule): (usize, &&SchemeRule)| {
            let again = used.iter().filter(|tone| **tone == rule.tone).count();
            used.push(rule.tone);
            Self {
                key: format!("s{place}"),
                words: words::status(&rule.label),
                mark: mark(rule),
                look: format!("{}{}", letter(rule.tone), if again.is_multiple_of(2) { "" } else { "2" }),
                counted: rule.counted,
                label: rule.label.clone(),
            }
        };
        scheme.statuses().iter().enumerate().map(look).collect()
    }
}

/// The mark of a status; a letter that is the label itself is not said twice.
fn mark(rule: &SchemeRule) -> String {
    if rule.mark.nfkc().eq(rule.label.nfkc()) { String::new() } else { rule.mark.clone() }
}

/// A piece of a bar, in percent of its whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Piece {
    x: String,
    width: String,
    middle: String,
    look: String,
    count: usize,
    /// Whether it is wide enough for its number.
    labelled: bool,
}

/// Least share of a bar, in percent, that has room for its number.
const LABELLED_MIN: usize = 7;

/// The pieces of a bar over all indicators: statuses, then 算定不可, then what has no number yet.
pub(super) fn bar(statuses: &[StatusLook], tally: &Tally) -> Vec<Piece> {
    let counts = statuses.iter().enumerate().map(|(place, status)| (status.look.as_str(), tally.count(place)));
    let all: Vec<(&str, usize)> = counts.chain([("u", tally.unjudgeable), ("n", tally.missing)]).collect();
    let whole = all.iter().map(|(_, count)| count).sum::<usize>().max(1);
    let mut before = 0;
    let mut pieces = Vec::new();
    for (look, count) in all {
        if count > 0 {
            pieces.push(Piece {
                x: percent(before * 2, whole),
                width: percent(count * 2, whole),
                middle: percent(before * 2 + count, whole),
                look: look.to_owned(),
                count,
                labelled: count * 100 >= LABELLED_MIN * whole,
            });
        }
        before += count;
    }
    pieces
}

/// Half steps of a whole, in percent with two decimals.
fn percent(halves: usize, whole: usize) -> String {
    let hundredths = halves * 5_000 / whole;
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

const fn letter(tone: Tone) -> &'static str {
    match tone {
        Tone::Achieved => "a",
        Tone::Ahead => "h",
        Tone::Slipping => "s",
        Tone::Behind => "b",
        Tone::Unrated => "w",
        Tone::Improved => "i",
        Tone::Same => "k",
        Tone::Missed => "m",
    }
}
