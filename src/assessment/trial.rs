//! Trying a scheme out: which cases get no status, which rules never apply, and a worked example of each rule.

use super::samples::{CASES_MAX, cases};
use super::{Case, Unjudged, applied_rule, explain_judgement};
use crate::domain::{Aggregation, DecreaseRate, Direction, FiscalYear, Indicator, IndicatorId, Lang, Quantity, Scheme};

impl Trial {
    /// Places (from 0) of the rules that never apply.
    pub fn useless(&self) -> impl Iterator<Item = usize> {
        self.met.iter().enumerate().filter(|(_, met)| self.whole && met.is_none()).map(|(place, _)| place)
    }
}

/// What came of a trial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// A case to which no rule applies.
    pub gap: Option<Case>,
    /// For each rule, the first case to which it applies; `None` for a rule that was never met.
    pub met: Vec<Option<Case>>,
    /// Whether all cases were tried: else a rule that was not met may still apply to something.
    pub whole: bool,
}

/// Tries a scheme on sample cases of a plan. A made-up plan of four years stands in where `years` is not known.
#[must_use]
pub fn try_out(scheme: &Scheme, years: Option<(FiscalYear, FiscalYear)>, decrease: DecreaseRate) -> Trial {
    let mut trial = Trial { gap: None, met: vec![None; scheme.rules.len()], whole: true };
    trial.run(scheme, cases(scheme, years, decrease, false));
    if trial.met.iter().any(Option::is_none) {
        // Before a rule is called useless, numbers of more shapes are tried.
        trial.run(scheme, cases(scheme, years, decrease, true));
    }
    trial
}

impl Trial {
    fn run(&mut self, scheme: &Scheme, cases: impl Iterator<Item = Case>) {
        let mut tried = 0_usize;
        for case in cases {
            tried += 1;
            match applied_rule(scheme, &case) {
                Ok(rule) => {
                    let place = scheme.rules.iter().position(|known| std::ptr::eq(known, rule));
                    if let Some(met) = place.and_then(|place| self.met.get_mut(place)) {
                        met.get_or_insert(case);
                    }
                }
                Err(Unjudged::NoRule) => {
                    self.gap.get_or_insert(case);
                }
                // What lacks a number that decides is 算定不可 by right.
                Err(_) => {}
            }
        }
        self.whole &= tried < CASES_MAX;
    }
}

/// A rule with numbers to which it applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Place of the rule, from 1.
    pub place: usize,
    /// The status.
    pub label: String,
    /// The numbers; `None` where none were found.
    pub case: Option<Case>,
}

impl Example {
    /// The numbers in words.
    #[must_use]
    pub fn numbers(&self, lang: Lang) -> String {
        self.case
            .as_ref()
            .map_or_else(|| lang.pick("（当てはまる数値がありません）", "(no numbers lead here)").to_owned(), |case| case_words(case, lang))
    }

    /// How the status follows from them, as a sentence.
    #[must_use]
    pub fn derivation(&self, scheme: &Scheme, lang: Lang) -> String {
        self.case.as_ref().map_or_else(String::new, |case| explain_case(scheme, case, lang))
    }
}

/// A worked example of each rule, in the order of the rules.
#[must_use]
pub fn worked_examples(scheme: &Scheme, years: Option<(FiscalYear, FiscalYear)>, decrease: DecreaseRate) -> Vec<Example> {
    let trial = try_out(scheme, years, decrease);
    let examples = (1..).zip(scheme.rules.iter().zip(trial.met));
    examples.map(|(place, (rule, case))| Example { place, label: rule.label.clone(), case }).collect()
}

/// A sample case in words: 「大きいほど良い指標で、基準値100、目標値200、実績値150」.
#[must_use]
pub fn case_words(case: &Case, lang: Lang) -> String {
    let kind = match case.direction {
        Direction::Increase => lang.pick("大きいほど良い", "more is better"),
        Direction::Decrease => lang.pick("小さいほど良い", "less is better"),
        Direction::Maintain => lang.pick("水準を維持する", "a level is kept"),
    };
    let adds_up = case.aggregation == Aggregation::CumulativeWithinPlan;
    let number = |ja: &str, en: &str, value: Option<Quantity>| match (lang, value) {
        (Lang::Ja, Some(value)) => format!("{ja}{}", value.grouped(0)),
        (Lang::Ja, None) => format!("{ja}なし"),
        (Lang::En, Some(value)) => format!("{en} {}", value.grouped(0)),
        (Lang::En, None) => format!("no {en}"),
    };
    let mut words = vec![number("基準値", "baseline", case.baseline), number("目標値", "target", case.target)];
    words.push(number(if adds_up { "実績値の合計" } else { "実績値" }, if adds_up { "sum of actuals" } else { "actual" }, case.actual));
    if case.last.is_some() {
        words.push(number("前年度実績値", "last actual", case.last));
    }
    if let Some(state) = case.state.filter(|state| *state != crate::domain::ValueState::Confirmed) {
        words.push(match lang {
            Lang::Ja => format!("値の区分は{}", state.label()),
            Lang::En => format!("state {}", state.label()),
        });
    }
    let time = case.elapsed.filter(|(over, of)| over != of || case.target_is_later).map(|(over, of)| match (lang, case.target_is_later) {
        (Lang::Ja, false) => format!("{}（{of}年計画の{over}年目）", case.year.label()),
        (Lang::Ja, true) => format!("{}（{of}年計画の{over}年目、目標値は最終年度のもの）", case.year.label()),
        (Lang::En, false) => format!("{} (year {over} of {of})", case.year.short()),
        (Lang::En, true) => format!("{} (year {over} of {of}, target of the last year)", case.year.short()),
    });
    words.extend(time);
    let aggregation = match (lang, case.aggregation) {
        (_, Aggregation::Annual) => String::new(),
        (Lang::Ja, other) => format!("、集計が{}の", other.label()),
        (Lang::En, other) => format!(", {}", other.label()),
    };
    match lang {
        Lang::Ja => format!("{kind}{aggregation}指標で、{}", words.join("、")),
        Lang::En => format!("{kind}{aggregation}: {}", words.join(", ")),
    }
}

/// How a sample case is judged, as a sentence.
#[must_use]
pub fn explain_case(scheme: &Scheme, case: &Case, lang: Lang) -> String {
    // Any id is good: it is not said.
    let Ok(id) = "example".parse::<IndicatorId>() else { return String::new() };
    let indicator = Indicator {
        id,
        name: String::new(),
        aliases: Vec::new(),
        definition: String::new(),
        method: String::new(),
        unit: String::new(),
        decimals: 0,
        direction: case.direction,
        aggregation: case.aggregation,
        lower: None,
        upper: None,
        change_limit: None,
        stages: Vec::new(),
        shared: String::new(),
        note: String::new(),
        retired: false,
    };
    explain_judgement(scheme, &indicator, case, None, lang)
}
