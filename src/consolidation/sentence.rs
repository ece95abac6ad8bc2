//! The sentence of the report (説明文): clauses from a template, each left out when it has no content.

use minijinja::{Environment, Value, context};

use super::clauses::{Clauses, clauses};
use super::{GoalTable, Tally};
use crate::domain::{Quantity, Scheme, SchemeRule};

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
    /// Indicators for which a target is stated.
    pub targets: usize,
    /// Shares of a year ago in percent, in the order of the statuses; empty where they are not known.
    pub last_shares: &'a [Option<Quantity>],
    pub decimals: u32,
}

/// Writes the sentences, with the office's `own` clauses where it has some.
pub(super) fn sentences(facts: &Facts<'_>, own: Option<&str>) -> Sentences {
    let Some(clauses) = clauses(own) else {
        return Sentences::default();
    };
    if facts.total.denominator == 0 {
        let nothing = facts.nothing(&clauses);
        return Sentences { overall: nothing.clone(), by_goal: nothing.clone(), judged: nothing.clone(), printed: nothing };
    }
    let overall = facts.overall(&clauses);
    let (extremes, weak) = (facts.extremes(&clauses), facts.weak(&clauses));
    let (judged, provisional, changed) = (facts.judged(&clauses), facts.provisional(&clauses), facts.changed(&clauses));
    let clause = |name: &String| match name.as_str() {
        "overall" => overall.as_str(),
        "changed" => changed.as_str(),
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

    /// A status as a sentence names it: a bare letter or mark beside a number would be misread, so it stands in brackets.
    fn said(&self, rule: &SchemeRule) -> String {
        let bare = |label: &str| label.chars().count() < 2 || label.chars().any(|c| c.is_ascii_alphanumeric());
        if self.scheme.rules.iter().any(|rule| bare(&rule.label)) { format!("「{}」", rule.label) } else { rule.label.clone() }
    }

    /// What is said while nothing counts.
    fn nothing(&self, clauses: &Clauses) -> String {
        let known = self.total.indicators.saturating_sub(self.total.missing);
        let clause = match (self.targets, known) {
            (0, _) if self.total.indicators > 0 && !clauses.defined.is_empty() => &clauses.defined,
            (1.., 1..) if !clauses.unjudgeable.is_empty() => &clauses.unjudgeable,
            _ => &clauses.nothing,
        };
        render(clause, context! { indicators => self.total.indicators, known })
    }

    fn overall(&self, clauses: &Clauses) -> String {
        let statuses: Vec<_> = self
            .counted()
            .into_iter()
            .map(|(place, rule)| context! { label => self.said(rule), share => self.share(self.total, place), count => self.total.count(place) })
            .collect();
        render(&clauses.overall, context! { statuses })
    }

    /// Goals with their printed share of a status. Printed shares are compared: what looks equal on paper is a tie. Goals
    /// with a handful of indicators are left out.
    fn shares(&self, status: usize, clauses: &Clauses) -> Vec<(&GoalTable, Quantity)> {
        let large = self.goals.iter().filter(|goal| goal.tally.denominator >= clauses.least_compared);
        large.filter_map(|goal| Some((goal, goal.tally.share(status, self.decimals)?))).collect()
    }

    fn extremes(&self, clauses: &Clauses) -> String {
        let Some((place, rule)) = self.counted().into_iter().next() else {
            return String::new();
        };
        let shares = self.shares(place, clauses);
        let (Some(best), Some(worst)) = (shares.iter().map(|s| s.1).max(), shares.iter().map(|s| s.1).min()) else {
            return String::new();
        };
        if best == worst {
            return String::new();
        }
        let side = |share: Quantity| {
            let goals: Vec<&str> = shares.iter().filter(|s| s.1 == share).map(|s| s.0.short()).collect();
            context! { goals => joined(&goals), share => share.grouped(self.decimals) }
        };
        let limited = shares.len() < self.goals.len();
        let values = context! {
            label => self.said(rule), best => side(best), worst => side(worst), limited, least => clauses.least_compared,
        };
        render(&clauses.extremes, values)
    }

    /// The goals with the largest share of the last status (未達成), where it is large and larger than over all.
    fn weak(&self, clauses: &Clauses) -> String {
        let Some((place, rule)) = self.counted().into_iter().next_back().filter(|(_, rule)| rule.reason_wanted) else {
            return String::new();
        };
        let shares = self.shares(place, clauses);
        let Some(most) = shares.iter().map(|s| s.1).max() else {
            return String::new();
        };
        let floor = Quantity::from_count(clauses.weak_from as usize);
        if most < floor || self.total.share(place, self.decimals).is_some_and(|all| most <= all) {
            return String::new();
        }
        let weak: Vec<&GoalTable> = shares.iter().filter(|s| s.1 == most).map(|s| s.0).collect();
        let goals: Vec<&str> = weak.iter().map(|goal| goal.short()).collect();
        let single = if let [goal] = weak[..] { Some((goal.tally.denominator, goal.tally.count(place))) } else { None };
        let values = context! {
            goals => joined(&goals), label => self.said(rule), share => most.grouped(self.decimals),
            of => single.map(|s| s.0), count => single.map(|s| s.1),
        };
        render(&clauses.weak, values)
    }

    /// How the share of a status has changed since last year, as printed; `None` where it has not, or is not known.
    fn change(&self, place: usize) -> Option<Quantity> {
        let last = self.last_shares.get(place).copied().flatten()?;
        self.total.share(place, self.decimals)?.minus(last.rounded(self.decimals)).filter(|change| !change.is_zero())
    }

    fn judged(&self, clauses: &Clauses) -> String {
        let Some((place, rule)) = self.counted().into_iter().next() else {
            return String::new();
        };
        let change = self.change(place);
        let values = context! {
            denominator => self.total.denominator, label => self.said(rule), count => self.total.count(place),
            share => self.share(self.total, place),
            change => change.map(|c| c.abs().grouped(self.decimals)), direction => change.map(direction),
        };
        render(&clauses.judged, values)
    }

    fn changed(&self, clauses: &Clauses) -> String {
        let Some((place, rule)) = self.counted().into_iter().next() else {
            return String::new();
        };
        let Some(change) = self.change(place) else { return String::new() };
        let values = context! {
            label => self.said(rule), change => change.abs().grouped(self.decimals), direction => direction(change),
        };
        render(&clauses.changed, values)
    }

    fn provisional(&self, clauses: &Clauses) -> String {
        if self.provisional == 0 { String::new() } else { render(&clauses.provisional, context! { provisional => self.provisional }) }
    }
}

fn direction(change: Quantity) -> &'static str {
    if change.is_negative() { "減少" } else { "増加" }
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
    use super::super::clauses::{TEMPLATE, check_template};
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
        let last_shares = [last_year.map(q)];
        let targets = total.indicators;
        let facts = Facts { scheme: &scheme, total: &total, goals, provisional, targets, last_shares: &last_shares, decimals: 1 };
        sentences(&facts, None)
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
        let tied = [goal(1, [2, 0, 0, 6]), goal(2, [3, 0, 0, 9]), goal(3, [6, 0, 0, 2])];
        let sentences = written([11, 0, 0, 17], &tied, 0, None);
        assert!(sentences.by_goal.contains("基本目標1及び2が25.0%と最も低くなりました。"), "{}", sentences.by_goal);
        assert!(sentences.by_goal.contains("基本目標1及び2は未達成が75.0%であり、"), "{}", sentences.by_goal);
        let alike = [goal(1, [3, 0, 0, 3]), goal(2, [4, 0, 0, 4])];
        assert_eq!(
            written([7, 0, 0, 7], &alike, 0, None).by_goal,
            "全体の達成状況は、目標達成50.0%、改善0.0%、現状維持0.0%、未達成50.0%となりました。"
        );
    }

    #[test]
    fn a_goal_with_a_handful_of_indicators_is_not_held_up_as_the_best_or_the_worst() {
        let mut goals = mine();
        goals.push(goal(6, [0, 0, 0, 1]));
        let said = written([53, 18, 18, 42], &goals, 0, None).by_goal;
        assert!(said.contains("算定した指標が5以上ある基本目標のうち、目標達成の割合は、基本目標5が50.0%と最も高く"), "{said}");
        assert!(!said.contains("基本目標6"), "{said}");
        let small = [goal(1, [1, 0, 0, 1]), goal(2, [0, 0, 0, 2])];
        let said = written([1, 0, 0, 3], &small, 0, None).by_goal;
        assert_eq!(said, "全体の達成状況は、目標達成25.0%、改善0.0%、現状維持0.0%、未達成75.0%となりました。");
    }

    #[test]
    fn a_small_share_asks_for_nothing() {
        let goals = [goal(1, [9, 0, 0, 1]), goal(2, [10, 0, 0, 0])];
        assert!(!written([19, 0, 0, 1], &goals, 0, None).by_goal.contains("取組の強化"));
    }

    #[test]
    fn letters_stand_in_brackets() {
        let mut bands = scheme();
        for (rule, label) in bands.rules.iter_mut().zip(["C", "A", "C", "B", "D"]) {
            label.clone_into(&mut rule.label);
        }
        let (total, goals) = (tally([53, 18, 18, 41]), mine());
        let facts = Facts { scheme: &bands, total: &total, goals: &goals, provisional: 0, targets: 130, last_shares: &[], decimals: 1 };
        let said = sentences(&facts, None).printed;
        assert!(said.starts_with("全体の達成状況は、「A」40.8%、「B」13.8%、「C」13.8%、「D」31.5%となりました。"), "{said}");
        assert!(said.contains("基本目標3は「D」が48.0%（25指標中12指標）であり"), "{said}");
    }

    #[test]
    fn definitions_without_targets_are_said_plainly() {
        let scheme = scheme();
        let total = Tally { indicators: 8, missing: 8, counts: vec![0; 4], ..Tally::default() };
        let facts = Facts { scheme: &scheme, total: &total, goals: &[], provisional: 0, targets: 0, last_shares: &[], decimals: 1 };
        assert_eq!(sentences(&facts, None).printed, "8指標を定めていますが、目標値を公表していないため、達成状況は算定していません。");
        let some = Tally { missing: 5, unjudgeable: 3, ..total.clone() };
        assert!(sentences(&Facts { total: &some, ..facts }, None).printed.ends_with("実績値は、3指標で把握しました。"));
        let targets = Facts { total: &some, targets: 8, ..facts };
        assert_eq!(sentences(&targets, None).printed, "実績値を把握した3指標は、いずれも達成状況を算定できません。");
    }

    #[test]
    fn an_offices_own_clauses_take_precedence_if_they_can_be_read() {
        let scheme = scheme();
        let total = tally([1, 0, 0, 1]);
        let facts = Facts { scheme: &scheme, total: &total, goals: &[], provisional: 0, targets: 2, last_shares: &[], decimals: 1 };
        let own = TEMPLATE.replace("全体の達成状況は、", "本市全体の達成状況は、");
        assert!(sentences(&facts, Some(&own)).printed.starts_with("本市全体の達成状況は、目標達成50.0%"));
        let broken = TEMPLATE.replace("{% endfor %}", "");
        assert!(check_template(&broken).is_err() && check_template("printed = 1").is_err());
        assert!(check_template(TEMPLATE).is_ok());
        assert!(sentences(&facts, Some(&broken)).printed.starts_with("全体の達成状況は、"));
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
