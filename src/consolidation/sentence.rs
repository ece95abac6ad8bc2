//! The sentence of the report (説明文): clauses from a template, each left out when it has no content.

use minijinja::{Environment, Value, context};
use serde::Deserialize;

use super::{GoalTable, Tally};
use crate::domain::{Quantity, Scheme, SchemeRule};

/// The shipped clauses.
const TEMPLATE: &str = include_str!("../../templates/report/sentence.toml");

/// The report's sentences (WORDING's A, B and C).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sentences {
    /// A: the shares of all indicators.
    pub overall: String,
    /// B: A, and which goals stand out.
    pub by_goal: String,
    /// C: how many of those that could be judged, and the change from last year.
    pub judged: String,
    /// What the paper prints. A draft (案) until the office accepts it.
    pub printed: String,
}

/// What the sentences are made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts<'a> {
    pub scheme: &'a Scheme,
    pub total: &'a Tally,
    pub goals: &'a [GoalTable],
    /// Numbers in force that may still change.
    pub provisional: usize,
    /// Share of the best status a year ago, in percent, rounded as printed.
    pub last_year: Option<Quantity>,
    pub decimals: u32,
}

#[derive(Debug, Deserialize)]
struct Clauses {
    printed: Vec<String>,
    overall: String,
    extremes: String,
    weak: String,
    judged: String,
    provisional: String,
    nothing: String,
}

/// Writes the sentences.
pub(super) fn sentences(facts: &Facts<'_>) -> Sentences {
    // The clauses are part of the program; the tests below prove that they can be read.
    let Ok(clauses) = toml::from_str::<Clauses>(TEMPLATE) else {
        return Sentences::default();
    };
    if facts.total.denominator == 0 {
        let nothing = render(&clauses.nothing, context! {});
        return Sentences { overall: nothing.clone(), by_goal: nothing.clone(), judged: nothing.clone(), printed: nothing };
    }
    let overall = facts.overall(&clauses);
    let (extremes, weak) = (facts.extremes(&clauses), facts.weak(&clauses));
    let (judged, provisional) = (facts.judged(&clauses), facts.provisional(&clauses));
    let clause = |name: &String| match name.as_str() {
        "overall" => overall.as_str(),
        "extremes" => extremes.as_str(),
        "weak" => weak.as_str(),
        "judged" => judged.as_str(),
        "provisional" => provisional.as_str(),
        _ => "",
    };
    Sentences {
        printed: clauses.printed.iter().map(clause).collect(),
        by_goal: format!("{overall}{extremes}{weak}"),
        judged: format!("{judged}{provisional}"),
        overall,
    }
}

fn render(template: &str, values: Value) -> String {
    Environment::new().render_str(template, values).unwrap_or_default()
}

impl Facts<'_> {
    fn share(&self, tally: &Tally, status: usize) -> Option<String> {
        tally.share(status, self.decimals).map(|share| share.grouped(self.decimals))
    }

    /// Statuses that count, with their places.
    fn counted(&self) -> Vec<(usize, &SchemeRule)> {
        self.scheme.statuses().into_iter().enumerate().filter(|(_, rule)| rule.counted).collect()
    }

    fn overall(&self, clauses: &Clauses) -> String {
        let statuses: Vec<_> = self
            .counted()
            .into_iter()
            .map(|(place, rule)| context! { label => rule.label.as_str(), share => self.share(self.total, place), count => self.total.count(place) })
            .collect();
        render(&clauses.overall, context! { statuses })
    }

    /// Goals with their printed share of a status. Printed shares are compared: what looks equal on paper is a tie.
    fn shares(&self, status: usize) -> Vec<(&GoalTable, Quantity)> {
        self.goals.iter().filter_map(|goal| Some((goal, goal.tally.share(status, self.decimals)?))).collect()
    }

    fn extremes(&self, clauses: &Clauses) -> String {
        let Some((place, rule)) = self.counted().into_iter().next() else {
            return String::new();
        };
        let shares = self.shares(place);
        let (Some(best), Some(worst)) = (shares.iter().map(|s| s.1).max(), shares.iter().map(|s| s.1).min()) else {
            return String::new();
        };
        if best == worst {
            return String::new();
        }
        let side = |share: Quantity| {
            let goals: Vec<&str> = shares.iter().filter(|s| s.1 == share).map(|s| s.0.code.as_str()).collect();
            context! { goals => joined(&goals), share => share.grouped(self.decimals) }
        };
        render(&clauses.extremes, context! { label => rule.label.as_str(), best => side(best), worst => side(worst) })
    }

    /// The goals with the largest share of the last status (未達成), unless all are alike.
    fn weak(&self, clauses: &Clauses) -> String {
        let Some((place, rule)) = self.counted().into_iter().next_back().filter(|(_, rule)| rule.reason_wanted) else {
            return String::new();
        };
        let shares = self.shares(place);
        let (Some(most), Some(least)) = (shares.iter().map(|s| s.1).max(), shares.iter().map(|s| s.1).min()) else {
            return String::new();
        };
        if most == least {
            return String::new();
        }
        let weak: Vec<&GoalTable> = shares.iter().filter(|s| s.1 == most).map(|s| s.0).collect();
        let goals: Vec<&str> = weak.iter().map(|goal| goal.code.as_str()).collect();
        let single = if let [goal] = weak[..] { Some((goal.tally.denominator, goal.tally.count(place))) } else { None };
        let values = context! {
            goals => joined(&goals), label => rule.label.as_str(), share => most.grouped(self.decimals),
            of => single.map(|s| s.0), count => single.map(|s| s.1),
        };
        render(&clauses.weak, values)
    }

    fn judged(&self, clauses: &Clauses) -> String {
        let Some((place, rule)) = self.counted().into_iter().next() else {
            return String::new();
        };
        let now = self.total.share(place, self.decimals);
        let change = now.zip(self.last_year).and_then(|(now, last)| now.minus(last)).filter(|change| !change.is_zero());
        let values = context! {
            denominator => self.total.denominator, label => rule.label.as_str(), count => self.total.count(place),
            share => self.share(self.total, place),
            change => change.map(|c| c.abs().grouped(self.decimals)),
            direction => change.map(|c| if c.is_negative() { "減少" } else { "増加" }),
        };
        render(&clauses.judged, values)
    }

    fn provisional(&self, clauses: &Clauses) -> String {
        if self.provisional == 0 { String::new() } else { render(&clauses.provisional, context! { provisional => self.provisional }) }
    }
}

/// `基本目標1`, `基本目標1及び2`, `基本目標1、2及び3`: what the codes begin with is said once.
fn joined(codes: &[&str]) -> String {
    let stem = |code: &str| code.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let Some((first, others)) = codes.split_first() else {
        return String::new();
    };
    let prefix = &first[..stem(first)];
    let common = others.iter().all(|code| &code[..stem(code)] == prefix && stem(code) < code.len());
    let short: Vec<&str> = others.iter().map(|code| if common { &code[prefix.len()..] } else { code }).collect();
    match short.split_last() {
        None => (*first).to_owned(),
        Some((last, [])) => format!("{first}及び{last}"),
        Some((last, middle)) => format!("{first}、{}及び{last}", middle.join("、")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{q, scheme};
    use super::*;

    /// Counts of 目標達成, 改善, 現状維持 and 未達成.
    fn tally(counts: [usize; 4]) -> Tally {
        let total = counts.iter().sum();
        Tally { counts: counts.to_vec(), denominator: total, indicators: total, ..Tally::default() }
    }

    fn goal(number: usize, counts: [usize; 4]) -> GoalTable {
        GoalTable {
            node: number.to_string().parse().unwrap(),
            code: format!("基本目標{number}"),
            name: String::new(),
            tally: tally(counts),
            policies: Vec::new(),
        }
    }

    fn written(total: [usize; 4], goals: &[GoalTable], provisional: usize, last_year: Option<&str>) -> Sentences {
        let (scheme, total) = (scheme(), tally(total));
        sentences(&Facts { scheme: &scheme, total: &total, goals, provisional, last_year: last_year.map(q), decimals: 1 })
    }

    fn mine() -> Vec<GoalTable> {
        let counts = [[7, 4, 4, 8], [9, 3, 3, 8], [10, 0, 3, 12], [21, 10, 6, 10], [6, 1, 2, 3]];
        counts.into_iter().enumerate().map(|(n, c)| goal(n + 1, c)).collect()
    }

    #[test]
    fn the_sentence_of_the_wording() {
        let sentences = written([53, 18, 18, 41], &mine(), 0, None);
        assert_eq!(sentences.overall, "全体の達成状況は、目標達成40.8%、改善13.8%、現状維持13.8%、未達成31.5%となりました。");
        assert_eq!(
            sentences.printed,
            "全体の達成状況は、目標達成40.8%、改善13.8%、現状維持13.8%、未達成31.5%となりました。\
             目標達成の割合は、基本目標5が50.0%と最も高く、基本目標1が30.4%と最も低くなりました。\
             基本目標3は未達成が48.0%（25指標中12指標）であり、取組の強化が必要です。"
        );
        assert_eq!(sentences.judged, "算定できた130指標のうち、目標達成は53指標（40.8%）です。");
    }

    #[test]
    fn change_and_provisional_numbers_are_said_when_they_exist() {
        let sentences = written([53, 18, 18, 41], &mine(), 5, Some("44.1"));
        assert_eq!(
            sentences.judged,
            "算定できた130指標のうち、目標達成は53指標（40.8%）で、前年度から3.3ポイント減少しました。速報値5指標を含むため、今後変わることがあります。"
        );
        assert!(sentences.printed.ends_with("速報値5指標を含むため、今後変わることがあります。"));
    }

    #[test]
    fn ties_are_named_together_and_equal_goals_are_not_compared() {
        let tied = [goal(1, [1, 0, 0, 3]), goal(2, [2, 0, 0, 6]), goal(3, [3, 0, 0, 1])];
        let sentences = written([6, 0, 0, 10], &tied, 0, None);
        assert!(sentences.by_goal.contains("基本目標1及び2が25.0%と最も低くなりました。"), "{}", sentences.by_goal);
        assert!(sentences.by_goal.contains("基本目標1及び2は未達成が75.0%であり、"), "{}", sentences.by_goal);
        let alike = [goal(1, [1, 0, 0, 1]), goal(2, [2, 0, 0, 2])];
        assert_eq!(
            written([3, 0, 0, 3], &alike, 0, None).by_goal,
            "全体の達成状況は、目標達成50.0%、改善0.0%、現状維持0.0%、未達成50.0%となりました。"
        );
    }

    #[test]
    fn nothing_in_is_said_plainly() {
        assert_eq!(written([0; 4], &[], 0, None).printed, "達成状況を算定できた指標はまだありません。");
    }

    #[test]
    fn codes_are_joined_as_papers_do() {
        assert_eq!(joined(&["基本目標1", "基本目標2", "基本目標10"]), "基本目標1、2及び10");
        assert_eq!(joined(&["魅力", "安心"]), "魅力及び安心");
        assert_eq!(joined(&[]), "");
    }
}
