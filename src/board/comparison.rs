//! Statuses now against last year: a table, and two bars that say the same.

use serde::Serialize;

use super::goals::{Count, counts};
use super::status_look::{Piece, StatusLook, bar};
use super::words::Words;
use crate::consolidation::{Report, Tally};

/// A status in both years.
#[derive(Debug, Clone, Serialize)]
struct Line {
    now: Count,
    last: Count,
    /// `+3`, `0`, `-2`.
    change: String,
}

/// Both years.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Comparison {
    this_year: String,
    last_year: String,
    lines: Vec<Line>,
    now: Vec<Piece>,
    last: Vec<Piece>,
    /// The bars in words.
    text: Words,
    /// Indicators that had a status last year.
    known: usize,
}

impl Comparison {
    /// `None` where no status of last year is known.
    pub(super) fn new(statuses: &[StatusLook], report: &Report) -> Option<Self> {
        // The same indicators in both years: counts of more would rise without any of them having changed.
        let known = || report.lines.iter().filter(|line| line.last_status.is_some());
        let last_year = report.round.year.previous()?;
        known().next()?;
        let now = Tally::of(&report.scheme, known());
        let last = Tally::of_labels(&report.scheme, known().filter_map(|line| line.last_status.as_deref()));
        let decimals = report.plan.share_decimals;
        let both = counts(statuses, &now, decimals).into_iter().zip(counts(statuses, &last, decimals));
        let lines = both.map(|(now, last)| Line { change: change(now.n, last.n), now, last });
        Some(Self {
            this_year: report.round.year.label(),
            last_year: last_year.label(),
            text: told(statuses, &now, &last),
            lines: lines.collect(),
            now: bar(statuses, &now),
            last: bar(statuses, &last),
            known: known().count(),
        })
    }
}

fn change(now: usize, last: usize) -> String {
    match now.cmp(&last) {
        std::cmp::Ordering::Greater => format!("+{}", now - last),
        std::cmp::Ordering::Equal => "0".to_owned(),
        std::cmp::Ordering::Less => format!("-{}", last - now),
    }
}

fn told(statuses: &[StatusLook], now: &Tally, last: &Tally) -> Words {
    let year = |tally: &Tally| {
        let ja: Vec<String> = statuses.iter().enumerate().map(|(place, s)| format!("{}{}指標", s.words.ja, tally.count(place))).collect();
        let en: Vec<String> = statuses.iter().enumerate().map(|(place, s)| format!("{} {}", s.words.en, tally.count(place))).collect();
        (ja.join("、"), en.join(", "))
    };
    let ((now_ja, now_en), (last_ja, last_en)) = (year(now), year(last));
    Words::new(
        format!("達成状況の内訳の帯グラフ。今年度は{now_ja}。前年度は{last_ja}。"),
        format!("Bars of statuses. This year: {now_en}. Last year: {last_en}."),
    )
}
