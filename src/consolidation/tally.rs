//! Counts and shares: how many indicators have which status, of how many that count.

use super::ValueLine;
use crate::domain::{Quantity, Scheme, SchemeRule};

/// Counts over a set of indicators.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Per status, in the order of [`Scheme::statuses`].
    pub counts: Vec<usize>,
    /// 割合の分母: indicators whose status counts.
    pub denominator: usize,
    /// 算定不可: a number is in force, and no status follows from it.
    pub unjudgeable: usize,
    /// No number in force yet: 未提出, 集計中 …; of a compound, of one of its parts.
    pub missing: usize,
    /// All of them.
    pub indicators: usize,
}

impl Tally {
    /// The word for a status or rate that does not follow from the numbers.
    pub const UNJUDGEABLE: &'static str = "算定不可";

    /// Counts indicators, a compound once. A status that the scheme does not know counts as 算定不可.
    #[must_use]
    pub fn of<'a>(scheme: &Scheme, lines: impl Iterator<Item = &'a ValueLine>) -> Self {
        let statuses = scheme.statuses();
        let mut tally = Self { counts: vec![0; statuses.len()], ..Self::default() };
        for line in lines {
            tally.indicators += 1;
            if line.status().is_some_and(|label| tally.add(&statuses, label)) {
                continue;
            }
            if line.is_missing() {
                tally.missing += 1;
            } else {
                tally.unjudgeable += 1;
            }
        }
        tally
    }

    /// Counts statuses alone, as a published table gives them.
    #[must_use]
    pub fn of_labels<'a>(scheme: &Scheme, labels: impl Iterator<Item = &'a str>) -> Self {
        let statuses = scheme.statuses();
        let mut tally = Self { counts: vec![0; statuses.len()], ..Self::default() };
        for label in labels {
            tally.indicators += 1;
            if !tally.add(&statuses, label) {
                tally.unjudgeable += 1;
            }
        }
        tally
    }

    fn add(&mut self, statuses: &[&SchemeRule], label: &str) -> bool {
        let Some(index) = statuses.iter().position(|rule| rule.label == label) else {
            return false;
        };
        if let Some(count) = self.counts.get_mut(index) {
            *count += 1;
        }
        self.denominator += usize::from(statuses.get(index).is_some_and(|rule| rule.counted));
        true
    }

    /// How many have the status at this place of the scheme's order.
    #[must_use]
    pub fn count(&self, status: usize) -> usize {
        self.counts.get(status).copied().unwrap_or(0)
    }

    /// Indicators that have a status.
    #[must_use]
    pub fn assessed(&self) -> usize {
        self.counts.iter().sum()
    }

    /// 割合 in percent, rounded half up; `None` when nothing counts.
    #[must_use]
    pub fn share(&self, status: usize, decimals: u32) -> Option<Quantity> {
        let part = Quantity::from_count(self.count(status)).times(Quantity::HUNDRED)?;
        part.over(Quantity::from_count(self.denominator)).map(|share| share.rounded(decimals))
    }

    /// `53（40.8%）`, or the count alone where no share exists (the status does not count, or nothing does).
    #[must_use]
    pub fn printed(&self, status: usize, counted: bool, decimals: u32) -> String {
        let count = self.count(status);
        match self.share(status, decimals).filter(|_| counted) {
            Some(share) => format!("{count}（{}%）", share.grouped(decimals)),
            None => count.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{q, scheme};
    use super::*;

    fn labels<'a>(counts: &[(&'a str, usize)]) -> Vec<&'a str> {
        counts.iter().flat_map(|(label, n)| vec![*label; *n]).collect()
    }

    #[test]
    fn shares_are_of_what_counts_and_rounded_half_up() {
        let all = labels(&[("目標達成", 53), ("改善", 18), ("現状維持", 18), ("未達成", 41)]);
        let tally = Tally::of_labels(&scheme(), all.into_iter());
        assert_eq!(tally.counts, [53, 18, 18, 41]);
        assert_eq!(tally.printed(0, true, 1), "53（40.8%）");
        assert_eq!((tally.share(1, 1), tally.share(3, 1)), (Some(q("13.8")), Some(q("31.5"))));
        // 1 of 16 is 6.25 %.
        let sixteen = Tally::of_labels(&scheme(), labels(&[("目標達成", 1), ("未達成", 15)]).into_iter());
        assert_eq!(sixteen.printed(0, true, 1), "1（6.3%）");
    }

    #[test]
    fn what_cannot_be_judged_stands_apart() {
        let mut scheme = scheme();
        if let Some(rule) = scheme.rules.iter_mut().find(|rule| rule.label == "改善") {
            rule.counted = false;
        }
        let tally = Tally::of_labels(&scheme, labels(&[("目標達成", 1), ("改善", 1), ("未達成", 1), ("—", 1)]).into_iter());
        assert_eq!((tally.denominator, tally.unjudgeable, tally.assessed(), tally.indicators), (2, 1, 3, 4));
        assert_eq!(tally.printed(0, true, 1), "1（50.0%）");
        assert_eq!(tally.printed(1, false, 1), "1");
    }

    #[test]
    fn nothing_in_makes_no_share() {
        let tally = Tally::of_labels(&scheme(), std::iter::empty());
        assert_eq!(tally.share(0, 1), None);
        assert_eq!(tally.printed(0, true, 1), "0");
    }
}
