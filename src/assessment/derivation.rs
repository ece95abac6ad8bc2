//! A judgement in words: which rule applied, and with which numbers.

use super::{Case, Unjudged, applied_rule};
use crate::domain::{Condition, Direction, Indicator, Lang, Quantity, Scheme};

/// The numbers of one indicator, printed with its decimals and unit.
struct Numbers<'a> {
    indicator: &'a Indicator,
    baseline: Option<Quantity>,
    target: Quantity,
    actual: Quantity,
}

impl Numbers<'_> {
    fn print(&self, quantity: Quantity) -> String {
        format!("{}{}", quantity.grouped(self.indicator.decimals), self.indicator.unit)
    }

    fn all_equal(&self) -> bool {
        self.actual == self.target && self.baseline == Some(self.actual)
    }
}

/// How a status came about, as one sentence; `published` is named beside it where it says something else.
///
/// 「基準値・目標値・実績値がいずれも85.6%で等しいため、現状維持と判定しました（公表は目標達成）。」
#[must_use]
pub fn explain_judgement(scheme: &Scheme, indicator: &Indicator, case: &Case, published: Option<&str>, lang: Lang) -> String {
    let applied = applied_rule(scheme, case);
    let (Ok(rule), Some(target), Some(actual)) = (&applied, case.target, case.actual) else {
        return unjudged(applied.err().unwrap_or(Unjudged::NoRule), lang);
    };
    let numbers = Numbers { indicator, baseline: case.baseline, target, actual };
    let facts = facts(&rule.conditions, &numbers, lang);
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

/// The comparisons that decided: those of the rule, or both for a rule that only says 「その他」.
fn facts(conditions: &[Condition], numbers: &Numbers<'_>, lang: Lang) -> String {
    if numbers.all_equal() {
        let value = numbers.print(numbers.actual);
        return match lang {
            Lang::Ja => format!("基準値・目標値・実績値がいずれも{value}で等しい"),
            Lang::En => format!("baseline, target and actual are all {value}"),
        };
    }
    let looks_at_target = conditions.iter().any(|c| matches!(c, Condition::TargetMet | Condition::ActualEqualsTarget));
    let looks_at_baseline = conditions.iter().any(|c| !matches!(c, Condition::TargetMet | Condition::ActualEqualsTarget));
    // A rule on the baseline alone is reached because the target was missed: say so too.
    let against_target = against_target(numbers, lang);
    let against_baseline = numbers.baseline.filter(|_| looks_at_baseline || !looks_at_target).map(|b| against_baseline(numbers, b, lang));
    let actual = numbers.print(numbers.actual);
    match (lang, against_baseline) {
        (Lang::Ja, Some(baseline)) => format!("実績値{actual}は、{}、{baseline}", against_target.0),
        (Lang::Ja, None) => format!("実績値{actual}は、{}", against_target.1),
        (Lang::En, Some(baseline)) => format!("the actual {actual} {} and {baseline}", against_target.0),
        (Lang::En, None) => format!("the actual {actual} {}", against_target.1),
    }
}

/// Joined form (連用形) and closing form.
fn against_target(numbers: &Numbers<'_>, lang: Lang) -> (String, String) {
    let target = numbers.print(numbers.target);
    let reached = numbers.indicator.direction.reaches(numbers.actual, numbers.target);
    match (lang, reached) {
        (Lang::Ja, true) => (format!("目標値{target}に到達し"), format!("目標値{target}に到達している")),
        (Lang::Ja, false) => (format!("目標値{target}に到達せず"), format!("目標値{target}に到達していない")),
        (Lang::En, true) => (format!("reaches the target {target}"), format!("reaches the target {target}")),
        (Lang::En, false) => (format!("misses the target {target}"), format!("misses the target {target}")),
    }
}

fn against_baseline(numbers: &Numbers<'_>, baseline: Quantity, lang: Lang) -> String {
    let printed = numbers.print(baseline);
    let direction = numbers.indicator.direction;
    let order = if numbers.actual == baseline {
        lang.pick("と等しい", "equals")
    } else if direction.reaches(numbers.actual, baseline) {
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
    match why {
        Unjudged::NoActual => lang.pick("実績値がないため、判定できません。", "There is no actual yet, so no status can be given."),
        Unjudged::NoTarget => {
            lang.pick("目標値がないため、判定できません。", "The register has no target for the year, so no status can be given.")
        }
        Unjudged::NoBaseline => lang.pick("基準値がないため、判定できません。", "The register has no baseline, so no status can be given."),
        Unjudged::NoRule => {
            lang.pick("当てはまる評価区分がないため、判定できません。", "No rule of the scheme applies, so no status can be given.")
        }
    }
    .to_owned()
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
