//! The legend (凡例), generated from the rules that were applied, so that it cannot say something else.

use crate::assessment::{condition_words, rate_definition};
use crate::domain::{Condition, DecreaseRate, Direction, Lang, Rate, Scheme, SchemeRule};

use super::ValueLine;

/// One row of the legend, in the order in which the rules are tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LegendRow {
    /// The rule.
    pub rule: SchemeRule,
    /// When it applies, in words.
    pub words: String,
}

/// The legend of a scheme.
pub(super) fn legend(scheme: &Scheme) -> Vec<LegendRow> {
    scheme.rules.iter().enumerate().map(|(place, rule)| LegendRow { rule: rule.clone(), words: words(rule, place) }).collect()
}

fn words(rule: &SchemeRule, place: usize) -> String {
    if rule.conditions.is_empty() {
        return match place {
            0 => "すべての指標".to_owned(),
            1 => "1に当てはまらないもの".to_owned(),
            _ => format!("1から{place}までのいずれにも当てはまらないもの"),
        };
    }
    let tests: Vec<String> = rule.conditions.iter().map(|condition| condition_words(condition, Lang::Ja)).collect();
    format!("{}もの", tests.join("、かつ、"))
}

/// How each rate that the scheme looks at is made, in the order in which it is met.
#[must_use]
pub fn rate_notes(scheme: &Scheme, decrease: DecreaseRate) -> Vec<String> {
    let mut rates: Vec<Rate> = Vec::new();
    for rate in scheme.rules.iter().flat_map(|rule| &rule.conditions).filter_map(Condition::rate) {
        if !rates.contains(&rate) {
            rates.push(rate);
        }
    }
    rates.into_iter().map(|rate| rate_definition(rate, decrease, Lang::Ja)).collect()
}

/// Names of the indicators for which less is better; the paper says how they are read.
pub(super) fn decreasing(lines: &[ValueLine]) -> Vec<String> {
    lines.iter().filter(|line| line.direction == Direction::Decrease).map(|line| line.name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Fixture, scheme};
    use super::*;

    #[test]
    fn the_legend_says_the_rule_that_was_applied() {
        let said: Vec<String> = legend(&scheme()).into_iter().map(|row| format!("{} {}", row.rule.label, row.words)).collect();
        assert_eq!(
            said,
            [
                "現状維持 目標値が基準値と等しい、かつ、実績値が目標値と等しいもの",
                "目標達成 実績値が目標値に達したもの",
                "現状維持 実績値が基準値と等しいもの",
                "改善 実績値が基準値より良いもの",
                "未達成 1から4までのいずれにも当てはまらないもの",
            ]
        );
    }

    #[test]
    fn indicators_read_the_other_way_are_named() {
        assert_eq!(decreasing(&Fixture::full().report().lines), ["魅力度ランキング"]);
    }
}
