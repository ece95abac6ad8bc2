//! A judgement in words: which rule applied, and with which numbers.

use super::clause::{clause, otherwise};
use super::{Case, Unjudged, applied_rule};
use crate::domain::{Aggregation, Condition, Direction, FiscalYear, Given, Indicator, Lang, Quantity, Scheme, SchemeRule};

/// The numbers of one indicator, printed as it prints them.
pub(super) struct Numbers<'a> {
    pub(super) indicator: &'a Indicator,
    pub(super) case: &'a Case,
    pub(super) lang: Lang,
}

impl Numbers<'_> {
    /// With decimals and unit, or the name of a stage.
    pub(super) fn print(&self, quantity: Quantity) -> String {
        match self.indicator.stage(quantity) {
            Some(stage) => stage.to_owned(),
            None => format!("{}{}", quantity.grouped(self.indicator.decimals), self.indicator.unit),
        }
    }

    /// A number with its name: 「目標値32,000人」, 「令和9年度の目標値80%」, 「実績値の合計28件」.
    pub(super) fn named(&self, given: Given) -> Option<String> {
        let case = self.case;
        let adds_up = case.aggregation == Aggregation::CumulativeWithinPlan;
        let value = match given {
            Given::Baseline => case.baseline,
            Given::Target => case.target,
            Given::Actual => case.actual,
            Given::Last => case.last,
        };
        let value = self.print(value?);
        let later = case.target_is_later && given == Given::Target;
        let sum = adds_up && given == Given::Actual;
        Some(match self.lang {
            Lang::Ja if later => format!("{}の目標値{value}", self.target_year().map_or("後の年度".to_owned(), FiscalYear::label)),
            Lang::Ja if sum => format!("実績値の合計{value}"),
            Lang::Ja => format!("{}{value}", given.label()),
            Lang::En if later => format!("target {value} of {}", self.target_year().map_or("a later year".to_owned(), FiscalYear::short)),
            Lang::En if sum => format!("sum of the actuals {value}"),
            Lang::En => format!("{} {value}", given.name_en()),
        })
    }

    fn target_year(&self) -> Option<FiscalYear> {
        let (over, of) = self.case.line?;
        FiscalYear::new(self.case.year.year().checked_add(u16::try_from(of.checked_sub(over)?).ok()?)?)
    }

    fn all_equal(&self) -> bool {
        self.case.actual.is_some() && self.case.actual == self.case.target && self.case.baseline == self.case.actual
    }
}

/// How a status came about, as one sentence; `published` is named beside it where it says something else.
///
/// 「基準値・目標値・実績値がいずれも85.6%で等しいため、現状維持と判定しました（公表は目標達成）。」
#[must_use]
pub fn explain_judgement(scheme: &Scheme, indicator: &Indicator, case: &Case, published: Option<&str>, lang: Lang) -> String {
    let rule = match applied_rule(scheme, case) {
        Ok(rule) => rule,
        Err(why) => return unjudged(why, lang),
    };
    let numbers = Numbers { indicator, case, lang };
    let facts = facts(scheme, rule, &numbers);
    let status = rule.label.as_str();
    let other = published.filter(|published| *published != status && !published.is_empty());
    match lang {
        Lang::Ja => {
            let beside = other.map_or(String::new(), |published| format!("（公表は{published}）"));
            format!("{facts}ため、{status}と判定しました{beside}。")
        }
        Lang::En => {
            let beside = other.map_or(String::new(), |published| format!(" (published: {published})"));
            format!("Judged {status} because {facts}{beside}.")
        }
    }
}

/// Whether a condition holds the actual against target or baseline, and nothing else.
const fn compares_numbers(condition: &Condition) -> bool {
    matches!(
        condition,
        Condition::TargetEqualsBaseline
            | Condition::ActualEqualsBaseline
            | Condition::ActualEqualsTarget
            | Condition::TargetMet
            | Condition::BetterThanBaseline
            | Condition::WorseThanBaseline
    )
}

fn facts(scheme: &Scheme, rule: &SchemeRule, numbers: &Numbers<'_>) -> String {
    let lang = numbers.lang;
    let mut asked = scheme.rules.iter().filter(|other| rule.conditions.is_empty() || *other == rule).flat_map(|rule| &rule.conditions);
    if let (Some(target), Some(actual), true) = (numbers.case.target, numbers.case.actual, asked.all(compares_numbers)) {
        return comparison(&rule.conditions, numbers, target, actual);
    }
    if rule.conditions.is_empty() {
        return otherwise(scheme, rule, numbers);
    }
    let last = rule.conditions.len().saturating_sub(1);
    let mut told: Vec<String> = Vec::new();
    for (place, condition) in rule.conditions.iter().enumerate() {
        let clause = clause(condition, numbers);
        told.push(if place == last { clause.closing } else { clause.joined });
    }
    told.join(lang.pick("、", " and "))
}

/// The comparisons that decided: those of the rule, or both for a rule that only says 「その他」.
fn comparison(conditions: &[Condition], numbers: &Numbers<'_>, target: Quantity, actual: Quantity) -> String {
    let lang = numbers.lang;
    if numbers.all_equal() {
        let value = numbers.print(actual);
        return match lang {
            Lang::Ja => format!("基準値・目標値・実績値がいずれも{value}で等しい"),
            Lang::En => format!("baseline, target and actual are all {value}"),
        };
    }
    let looks_at_target = conditions.iter().any(|c| matches!(c, Condition::TargetMet | Condition::ActualEqualsTarget));
    let looks_at_baseline = conditions.iter().any(|c| !matches!(c, Condition::TargetMet | Condition::ActualEqualsTarget));
    // A rule on the baseline alone is reached because the target was missed: say so too.
    let against_target = against_target(numbers, target, actual);
    let baseline = numbers.case.baseline.filter(|_| looks_at_baseline || !looks_at_target);
    let against_baseline = baseline.map(|baseline| against_baseline(numbers, baseline, actual));
    let actual = numbers.named(Given::Actual).unwrap_or_default();
    match (lang, against_baseline) {
        (Lang::Ja, Some(baseline)) => format!("{actual}は、{}、{baseline}", against_target.0),
        (Lang::Ja, None) => format!("{actual}は、{}", against_target.1),
        (Lang::En, Some(baseline)) => format!("the {actual} {} and {baseline}", against_target.0),
        (Lang::En, None) => format!("the {actual} {}", against_target.1),
    }
}

/// Joined form (連用形) and closing form.
fn against_target(numbers: &Numbers<'_>, target: Quantity, actual: Quantity) -> (String, String) {
    let named = numbers.named(Given::Target).unwrap_or_default();
    let reached = numbers.case.direction.reaches(actual, target);
    match (numbers.lang, reached) {
        (Lang::Ja, true) => (format!("{named}に到達し"), format!("{named}に到達している")),
        (Lang::Ja, false) => (format!("{named}に到達せず"), format!("{named}に到達していない")),
        (Lang::En, true) => (format!("reaches the {named}"), format!("reaches the {named}")),
        (Lang::En, false) => (format!("misses the {named}"), format!("misses the {named}")),
    }
}

fn against_baseline(numbers: &Numbers<'_>, baseline: Quantity, actual: Quantity) -> String {
    let (lang, direction) = (numbers.lang, numbers.case.direction);
    let printed = numbers.print(baseline);
    let order = if actual == baseline {
        lang.pick("と等しい", "equals")
    } else if direction.reaches(actual, baseline) {
        lang.pick("より良い", "is better than")
    } else {
        lang.pick("より悪い", "is worse than")
    };
    let less_is_better = match direction {
        Direction::Decrease => lang.pick("（少ないほど良い指標）", " (less is better)"),
        Direction::Increase | Direction::Maintain => "",
    };
    match lang {
        Lang::Ja => format!("基準値{printed}{order}{less_is_better}"),
        Lang::En => format!("{order} the baseline {printed}{less_is_better}"),
    }
}

fn unjudged(why: Unjudged, lang: Lang) -> String {
    let (ja, en) = match why {
        Unjudged::NoActual => ("実績値がないため、判定できません。", "There is no actual yet, so no status can be given."),
        Unjudged::NoTarget => ("目標値がないため、判定できません。", "The register has no target for the year, so no status can be given."),
        Unjudged::NoBaseline => ("基準値がないため、判定できません。", "The register has no baseline, so no status can be given."),
        Unjudged::NoPlanYears => {
            ("計画期間が登録されていないため、判定できません。", "The register has no plan years, so no status can be given.")
        }
        Unjudged::NoRule => ("当てはまる評価区分がないため、判定できません。", "No rule of the scheme applies, so no status can be given."),
        Unjudged::NoRate(rate) => {
            return match lang {
                Lang::Ja => format!("{}が算定できないため、判定できません。", rate.label()),
                Lang::En => format!("The {} does not exist, so no status can be given.", rate.name_en()),
            };
        }
    };
    lang.pick(ja, en).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::judge::tests::{case, mine};
    use crate::domain::Aggregation;

    fn indicator(unit: &str, decimals: u32, direction: Direction) -> Indicator {
        Indicator {
            id: "1.1-01".parse().unwrap(),
            name: String::new(),
            aliases: Vec::new(),
            definition: String::new(),
            method: String::new(),
            unit: unit.into(),
            decimals,
            direction,
            aggregation: Aggregation::Annual,
            lower: None,
            upper: None,
            change_limit: None,
            stages: Vec::new(),
            shared: String::new(),
            note: String::new(),
            retired: false,
        }
    }

    fn say(indicator: &Indicator, numbers: [&str; 3], published: &str, lang: Lang) -> String {
        let [b, t, a] = numbers.map(|text| text.parse().ok());
        explain_judgement(&mine(), indicator, &case(indicator.direction, b, t, a), Some(published), lang)
    }

    #[test]
    fn the_rule_and_its_numbers_are_said() {
        let field = indicator("%", 1, Direction::Increase);
        let pipes = indicator("%", 1, Direction::Decrease);
        let people = indicator("人", 0, Direction::Increase);
        let said = [
            say(&field, ["85.6", "85.6", "85.6"], "目標達成", Lang::Ja),
            say(&pipes, ["47.9", "47.0", "48.1"], "目標達成", Lang::Ja),
            say(&people, ["17677", "32000", "23029"], "改善", Lang::Ja),
            say(&people, ["407", "469", "481"], "未達成", Lang::Ja),
            say(&people, ["3", "4", "3"], "", Lang::Ja),
            say(&people, ["3", "", "3"], "", Lang::Ja),
            say(&field, ["85.6", "85.6", "85.6"], "目標達成", Lang::En),
            say(&pipes, ["47.9", "47.0", "48.1"], "目標達成", Lang::En),
            say(&people, ["407", "469", "481"], "目標達成", Lang::En),
        ];
        insta::assert_snapshot!(said.join("\n"));
    }
}
