//! 判定の相違: what the city published and the rule does not bear out. Reported to the planning office, never hidden.

use super::reasoning::derivation;
use super::{ReportInput, Tally, ValueLine};
use crate::domain::{Lang, Quantity, RegisteredValue, Scheme, ValueKind};

/// The subject of 値 that stands for the whole plan.
const WHOLE_PLAN: &str = "全体";

/// An indicator whose published status differs from the computed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discrepancy {
    /// Place of its line in the report's `lines`.
    pub line: usize,
    /// As published.
    pub published: String,
    /// As the scheme gives it.
    pub computed: String,
    /// Why, in Japanese.
    pub why_ja: String,
    /// Why, in English.
    pub why_en: String,
}

impl Discrepancy {
    /// Why, in words.
    #[must_use]
    pub fn why(&self, lang: Lang) -> &str {
        lang.pick(&self.why_ja, &self.why_en)
    }
}

/// Indicators whose published status differs from the computed one. What could not be judged differs from nothing.
pub(super) fn discrepancies(input: &ReportInput<'_>, scheme: &Scheme, lines: &[ValueLine]) -> Vec<Discrepancy> {
    let differing = |(place, line): (usize, &ValueLine)| {
        let (published, computed) = (line.published.as_deref()?, line.computed_status()?);
        if published == computed {
            return None;
        }
        Some(Discrepancy {
            line: place,
            published: published.to_owned(),
            computed: computed.to_owned(),
            why_ja: derivation(input, scheme, line, Lang::Ja),
            why_en: derivation(input, scheme, line, Lang::En),
        })
    };
    lines.iter().enumerate().filter_map(differing).collect()
}

/// A published share beside the share that the published table gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareCheck {
    /// `全体` or a goal's code.
    pub scope: String,
    /// The status.
    pub status: String,
    /// As published, in percent.
    pub published: Quantity,
    /// How many indicators the published table shows with this status.
    pub count: usize,
    /// Of how many.
    pub of: usize,
    /// What follows from the published table, in percent.
    pub computed: Option<Quantity>,
}

impl ShareCheck {
    /// Whether the published share follows from the published table.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.computed == Some(self.published)
    }
}

/// Every published share of the year beside what follows from the published statuses.
pub(super) fn share_checks(input: &ReportInput<'_>, scheme: &Scheme, lines: &[ValueLine]) -> Vec<ShareCheck> {
    let year = Some(input.round.year);
    let shares = input.registry.values.iter().filter(|v| v.kind == ValueKind::PublishedShare && v.year == year);
    shares.filter_map(|row| share_check(input, scheme, lines, row)).collect()
}

fn share_check(input: &ReportInput<'_>, scheme: &Scheme, lines: &[ValueLine], row: &RegisteredValue) -> Option<ShareCheck> {
    let published = row.value?;
    let goal = input.registry.goals().find(|goal| goal.id.as_str() == row.subject);
    if goal.is_none() && row.subject != WHOLE_PLAN {
        return None;
    }
    let within = lines.iter().filter(|line| goal.is_none() || line.goal.as_ref() == goal.map(|goal| &goal.id));
    let tally = Tally::of_labels(scheme, within.filter_map(|line| line.published.as_deref()));
    if tally.indicators == 0 {
        // Shares without a table: there is nothing to hold them against.
        return None;
    }
    let place = scheme.statuses().iter().position(|rule| rule.label == row.text);
    Some(ShareCheck {
        scope: goal.map_or(WHOLE_PLAN, |goal| goal.code.as_str()).to_owned(),
        status: row.text.clone(),
        published,
        count: place.map_or(0, |place| tally.count(place)),
        of: tally.denominator,
        computed: place.and_then(|place| tally.share(place, input.registry.plan.share_decimals)),
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Fixture, q};
    use super::*;

    #[test]
    fn a_published_status_that_the_rule_does_not_give_is_told_with_its_reason() {
        let report = Fixture::full().report();
        let [only] = &report.discrepancies[..] else {
            panic!("{:?}", report.discrepancies);
        };
        assert_eq!(report.lines[only.line].name, "大使数");
        assert_eq!(only.why(Lang::Ja), "基準値・目標値・実績値がいずれも3人で等しいため、現状維持と判定しました（公表は目標達成）。");
        assert_eq!(only.why(Lang::En), "Judged 現状維持 because baseline, target and actual are all 3人 (published: 目標達成).");
    }

    #[test]
    fn a_published_share_is_held_against_the_published_table() {
        let report = Fixture::full().report();
        let told: Vec<_> = report.share_checks.iter().map(|c| (c.status.as_str(), c.count, c.of, c.computed, c.holds())).collect();
        assert_eq!(told, [("目標達成", 3, 5, Some(q("60")), true), ("改善", 1, 5, Some(q("20")), false)]);
    }

    #[test]
    fn shares_without_a_table_are_held_against_nothing() {
        let mut fixture = Fixture::full();
        fixture.registry.values.retain(|v| v.kind != ValueKind::PublishedStatus);
        assert!(fixture.report().share_checks.is_empty());
    }

    #[test]
    fn what_is_not_in_yet_differs_from_nothing() {
        assert!(Fixture::empty().report().discrepancies.is_empty());
    }
}
