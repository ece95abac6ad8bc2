//! 判定の相違: what the city published and the rule does not bear out. Reported to the planning office, never hidden.

use std::cmp::Ordering;

use super::{ReportInput, Tally, ValueLine};
use crate::domain::{Direction, Lang, Quantity, RegisteredValue, Scheme, ValueKind};

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
pub(super) fn discrepancies(lines: &[ValueLine]) -> Vec<Discrepancy> {
    let differing = |(place, line): (usize, &ValueLine)| {
        let (published, computed) = (line.published.as_deref()?, line.status()?);
        if published == computed {
            return None;
        }
        Some(Discrepancy {
            line: place,
            published: published.to_owned(),
            computed: computed.to_owned(),
            why_ja: why_ja(line, published, computed),
            why_en: why_en(line, published, computed),
        })
    };
    lines.iter().enumerate().filter_map(differing).collect()
}

/// How `a` stands to `b` in the good direction.
fn compared(direction: Direction, a: Quantity, b: Quantity) -> Ordering {
    match direction {
        Direction::Increase | Direction::Maintain => a.cmp(&b),
        Direction::Decrease => b.cmp(&a),
    }
}

fn why_ja(line: &ValueLine, published: &str, computed: &str) -> String {
    let end = format!("評価区分では「{computed}」となります。公表は「{published}」です。");
    let (Some(a), target, baseline) = (line.actual, line.target.value, line.baseline.value) else {
        return end;
    };
    let said = |value: Quantity| format!("{}{}", line.printed(value), line.unit);
    if target == Some(a) && baseline == Some(a) {
        return format!("基準値・目標値・実績値がいずれも{}で等しいため、{end}", said(a));
    }
    let note = if line.direction == Direction::Decrease { "（小さいほど良い指標）" } else { "" };
    let to_target = target.map(|t| match compared(line.direction, a, t) {
        Ordering::Less => format!("目標値{}に届いておらず", said(t)),
        Ordering::Equal | Ordering::Greater => format!("目標値{}に達しており", said(t)),
    });
    let to_baseline = baseline.map(|b| match compared(line.direction, a, b) {
        Ordering::Less => format!("基準値{}より悪い", said(b)),
        Ordering::Equal => format!("基準値{}と等しい", said(b)),
        Ordering::Greater => format!("基準値{}より良い", said(b)),
    });
    let facts: Vec<String> = [to_target, to_baseline].into_iter().flatten().collect();
    format!("実績値{}{note}は{}ため、{end}", said(a), facts.join("、"))
}

fn why_en(line: &ValueLine, published: &str, computed: &str) -> String {
    let end = format!("the scheme gives {computed}, and {published} was published.");
    let (Some(a), target, baseline) = (line.actual, line.target.value, line.baseline.value) else {
        return end;
    };
    let said = |value: Quantity| format!("{} {}", line.printed(value), line.unit);
    if target == Some(a) && baseline == Some(a) {
        return format!("Baseline, target and actual are all {}, so {end}", said(a));
    }
    let note = if line.direction == Direction::Decrease { " (less is better)" } else { "" };
    let to_target = target.map(|t| match compared(line.direction, a, t) {
        Ordering::Less => format!("misses the target of {}", said(t)),
        Ordering::Equal | Ordering::Greater => format!("meets the target of {}", said(t)),
    });
    let to_baseline = baseline.map(|b| match compared(line.direction, a, b) {
        Ordering::Less => format!("is worse than the baseline of {}", said(b)),
        Ordering::Equal => format!("equals the baseline of {}", said(b)),
        Ordering::Greater => format!("is better than the baseline of {}", said(b)),
    });
    let facts: Vec<String> = [to_target, to_baseline].into_iter().flatten().collect();
    format!("The actual of {}{note} {}, so {end}", said(a), facts.join(" and "))
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
        assert_eq!(
            only.why(Lang::Ja),
            "基準値・目標値・実績値がいずれも3人で等しいため、評価区分では「現状維持」となります。公表は「目標達成」です。"
        );
        assert_eq!(
            only.why(Lang::En),
            "Baseline, target and actual are all 3 人, so the scheme gives 現状維持, and 目標達成 was published."
        );
    }

    #[test]
    fn the_reason_follows_the_good_direction() {
        let mut line = Fixture::full().report().lines.into_iter().find(|line| line.name == "魅力度ランキング").unwrap();
        line.actual = Some(q("640"));
        assert_eq!(
            why_ja(&line, "目標達成", "未達成"),
            "実績値640位（小さいほど良い指標）は目標値631位に届いておらず、基準値638位より悪いため、評価区分では「未達成」となります。公表は「目標達成」です。"
        );
    }

    #[test]
    fn a_published_share_is_held_against_the_published_table() {
        let report = Fixture::full().report();
        let told: Vec<_> = report.share_checks.iter().map(|c| (c.status.as_str(), c.count, c.of, c.computed, c.holds())).collect();
        assert_eq!(told, [("目標達成", 3, 5, Some(q("60")), true), ("改善", 1, 5, Some(q("20")), false)]);
    }

    #[test]
    fn what_is_not_in_yet_differs_from_nothing() {
        assert!(Fixture::empty().report().discrepancies.is_empty());
    }
}
