//! One condition of a rule that applied, as a clause with the numbers that decided it.

use super::derivation::Numbers;
use super::words::{condition_words, measure_words, rate_bounds};
use super::{rates, rates::lies_in};
use crate::domain::{Condition, Given, Lang, Measure, Quantity, Rate, Scheme, SchemeRule, Span};

/// Most decimals with which a rate is told.
const DECIMALS_MAX: u32 = 10;

/// A clause in the form that is joined to the next (連用形), and in the form before 「ため」.
pub(super) struct Clause {
    pub(super) joined: String,
    pub(super) closing: String,
}

/// The clause of a condition that holds.
pub(super) fn clause(condition: &Condition, numbers: &Numbers<'_>) -> Clause {
    let lang = numbers.lang;
    let say = |given| numbers.named(given).unwrap_or_default();
    let (actual, target, baseline) = (say(Given::Actual), say(Given::Target), say(Given::Baseline));
    let ending =
        |stem: String, joined: &str, closing: &str| Clause { joined: format!("{stem}{joined}"), closing: format!("{stem}{closing}") };
    if lang == Lang::En {
        let told = match condition {
            Condition::TargetEqualsBaseline => format!("the {target} equals the {baseline}"),
            Condition::ActualEqualsBaseline => format!("the {actual} equals the {baseline}"),
            Condition::ActualEqualsTarget => format!("the {actual} equals the {target}"),
            Condition::TargetMet => format!("the {actual} reaches the {target}"),
            Condition::BetterThanBaseline => format!("the {actual} is better than the {baseline}"),
            Condition::WorseThanBaseline => format!("the {actual} is worse than the {baseline}"),
            Condition::Rate(measure, span) => measured(*measure, Some(span), numbers),
            Condition::Year(_) => format!("the year is {}", numbers.case.year.short()),
            Condition::NotComputable(_)
            | Condition::Missing(_)
            | Condition::Direction(_)
            | Condition::Aggregation(_)
            | Condition::State(_)
            | Condition::FinalYear => condition_words(condition, lang),
        };
        return Clause { joined: told.clone(), closing: told };
    }
    match condition {
        Condition::TargetEqualsBaseline => ending(format!("{target}は{baseline}と等し"), "く", "い"),
        Condition::ActualEqualsBaseline => ending(format!("{actual}は{baseline}と等し"), "く", "い"),
        Condition::ActualEqualsTarget => ending(format!("{actual}は{target}と等し"), "く", "い"),
        Condition::TargetMet => ending(format!("{actual}は{target}に到達し"), "", "ている"),
        Condition::BetterThanBaseline => ending(format!("{actual}は{baseline}より良"), "く", "い"),
        Condition::WorseThanBaseline => ending(format!("{actual}は{baseline}より悪"), "く", "い"),
        Condition::Rate(measure, span) => ending(measured(*measure, Some(span), numbers), "で", "である"),
        Condition::NotComputable(rate) => ending(format!("{}が算定でき", rate.label()), "ず", "ない"),
        Condition::Missing(given) => ending(format!("{}がな", given.label()), "く", "い"),
        Condition::Year(_) => ending(format!("判定する年度が{}", numbers.case.year.label()), "で", "である"),
        Condition::Direction(_) | Condition::Aggregation(_) | Condition::State(_) | Condition::FinalYear => {
            let words = condition_words(condition, lang);
            let stem = words.strip_suffix("である").unwrap_or(&words).to_owned();
            ending(stem, "で", "である")
        }
    }
}

/// Why 「その他」 applied: the rates that the rules before it looked at, none of which led to one of them.
pub(super) fn otherwise(scheme: &Scheme, rule: &SchemeRule, numbers: &Numbers<'_>) -> String {
    let lang = numbers.lang;
    let mut rates: Vec<Rate> = Vec::new();
    for rate in scheme.rules.iter().take_while(|other| *other != rule).flat_map(|rule| &rule.conditions).filter_map(Condition::rate) {
        if !rates.contains(&rate) && rates::ratio(rate, numbers.case).is_ok() {
            rates.push(rate);
        }
    }
    let told: Vec<String> = rates.into_iter().map(|rate| measured(Measure::of(rate), None, numbers)).collect();
    match (lang, told.is_empty()) {
        (Lang::Ja, true) => "前の区分のいずれにも当てはまらない".to_owned(),
        (Lang::Ja, false) => format!("{}で、前の区分のいずれにも当てはまらない", told.join("、")),
        (Lang::En, true) => "no earlier rule applies".to_owned(),
        (Lang::En, false) => format!("{}, and no earlier rule applies", told.join(", ")),
    }
}

/// 「目標値32,000人、実績値23,029人から求めた達成率は72%（80%未満）」.
fn measured(measure: Measure, span: Option<&Span<Quantity>>, numbers: &Numbers<'_>) -> String {
    let lang = numbers.lang;
    let inputs = inputs(measure.rate, numbers);
    let value = printed(measure, span, numbers);
    let bounds = span.map(|span| rate_bounds(span, lang)).unwrap_or_default();
    let words = measure_words(measure, lang);
    let same = bounds == format!("{value}%");
    match lang {
        Lang::Ja => {
            let from = if inputs.is_empty() { String::new() } else { format!("{}から求めた", inputs.join("、")) };
            let bounds = if bounds.is_empty() || same { String::new() } else { format!("（{bounds}）") };
            format!("{from}{words}は{value}%{bounds}")
        }
        Lang::En => {
            let from = if inputs.is_empty() { String::new() } else { format!(" from {}", inputs.join(", ")) };
            let bounds = if bounds.is_empty() || same { String::new() } else { format!(" ({bounds})") };
            format!("the {words}{from} is {value}%{bounds}")
        }
    }
}

/// The rate with one decimal, or with as many as it takes to be seen on its side of the bounds.
fn printed(measure: Measure, span: Option<&Span<Quantity>>, numbers: &Numbers<'_>) -> String {
    let Ok(ratio) = rates::ratio(measure.rate, numbers.case) else { return "—".to_owned() };
    let ratio = if measure.absolute { ratio.abs() } else { ratio };
    let rate = measure.rounding.map_or_else(|| ratio.percent(), |rounding| ratio.rounded_percent(rounding));
    let Some(rate) = rate else { return "—".to_owned() };
    if let Some(rounding) = measure.rounding {
        return rate.grouped(rounding.decimals);
    }
    let inside = span.is_some_and(|span| lies_in(measure, span, numbers.case) == Ok(true));
    let mut told = (1..DECIMALS_MAX).map(|decimals| rate.rounded(decimals));
    let told = told.find(|told| span.is_none_or(|span| span.contains(*told) == inside)).unwrap_or(rate);
    told.grouped(0)
}

/// The numbers that a rate is made of.
fn inputs(rate: Rate, numbers: &Numbers<'_>) -> Vec<String> {
    let case = numbers.case;
    let from_zero = case.start.is_some_and(Quantity::is_zero) && case.baseline != case.start;
    let way: &[Given] = if from_zero { &[Given::Target, Given::Actual] } else { &[Given::Baseline, Given::Target, Given::Actual] };
    let on_the_way = case.line.is_some_and(|(over, of)| over != of);
    let (given, time): (&[Given], Option<(u32, u32)>) = match rate {
        Rate::Achievement | Rate::GapToTarget | Rate::ActualOverTarget | Rate::TargetOverActual | Rate::TwoMinusActualOverTarget => {
            (&[Given::Target, Given::Actual], None)
        }
        Rate::Progress => (way, None),
        Rate::Elapsed => (&[], case.elapsed),
        Rate::Pace => (way, case.time_to_target().filter(|_| on_the_way)),
        Rate::YearlyLine if on_the_way => (way, case.line),
        Rate::YearlyLine => (&[Given::Target, Given::Actual], None),
        Rate::ChangeFromBaseline => (&[Given::Baseline, Given::Actual], None),
        Rate::ChangeFromLast => (&[Given::Last, Given::Actual], None),
    };
    let time = time.map(|(over, of)| match numbers.lang {
        Lang::Ja => format!("{of}年のうち{over}年の経過"),
        Lang::En => format!("{over} of {of} years"),
    });
    given.iter().filter_map(|given| numbers.named(*given)).chain(time).collect()
}
