//! Rules whose weight the office may change (検証規則), to what, and what their 基準 means.
//!
//! A rule is here when there is a value to take whatever the rule says. What cannot be read as a value stays an error, what says
//! whose return it is stays as it is, and what tells a department how its words were understood is always told.

use crate::domain::{Lang, Quantity, Weight};

/// A rule that may be switched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Switchable {
    /// Its code.
    pub code: &'static str,
    /// The weights that it may be given.
    pub weights: &'static [Weight],
    /// What 基準 states for it, in Japanese and English; `None` where it has none.
    pub threshold: Option<[&'static str; 2]>,
}

impl Switchable {
    /// What 基準 states for it.
    #[must_use]
    pub fn threshold(&self, lang: Lang) -> Option<&'static str> {
        self.threshold.map(|[ja, en]| lang.pick(ja, en))
    }

    /// Whether a number may be its 基準.
    #[must_use]
    pub fn takes(&self, threshold: Quantity) -> bool {
        self.threshold.is_some() && !threshold.is_negative()
    }
}

/// Everything: of a value that is there in any case.
const ALL: &[Weight] = &Weight::ALL;
/// What the department must hear of, in whatever weight.
const TOLD: &[Weight] = &[Weight::Notice, Weight::Query, Weight::Error];
/// What does not lie in the hands of the department that is told: it never sends a row back.
const NO_ERROR: &[Weight] = &[Weight::Beta, Weight::Notice, Weight::Query, Weight::Off];

/// The rules, in the order of their codes.
pub const SWITCHABLE: [Switchable; 17] = [
    rule("T007", TOLD),
    rule("T008", ALL),
    rule("V008", ALL),
    rule("V009", ALL),
    rule("V010", ALL),
    rule("V011", ALL),
    rule("V012", ALL),
    rule("V013", ALL),
    Switchable {
        code: "V014",
        weights: ALL,
        threshold: Some(["前年度からの増減の割合（%）。これを超えると確認します", "change from last year in percent; asked beyond it"]),
    },
    rule("V015", ALL),
    rule("V021", TOLD),
    rule("V024", ALL),
    rule("V025", ALL),
    rule("V030", ALL),
    rule("V031", NO_ERROR),
    Switchable {
        code: "V032",
        weights: ALL,
        threshold: Some([
            "認める差（全体の指標の単位）。これを超えると確認します",
            "difference allowed, in the unit of the whole; asked beyond it",
        ]),
    },
    rule("V033", NO_ERROR),
];

const fn rule(code: &'static str, weights: &'static [Weight]) -> Switchable {
    Switchable { code, weights, threshold: None }
}

/// The rule of this code, where it may be switched.
#[must_use]
pub fn switchable(code: &str) -> Option<&'static Switchable> {
    SWITCHABLE.iter().find(|rule| rule.code == code)
}

/// Why a rule keeps its weight, in words that end a sentence; empty where it may be switched.
#[must_use]
pub fn why_fixed(code: &str, lang: Lang) -> &'static str {
    let (letter, _) = code.split_at_checked(1).unwrap_or_default();
    match (letter, code) {
        _ if switchable(code).is_some() => "",
        ("F" | "I", _) => lang.pick(
            "ファイルと様式の確認で、誰の何の回答かを確かめるために欠かせません",
            "it looks at the file and whose return it is, which nothing can do without",
        ),
        ("T", _) => lang.pick("行や列を取り違えないための確認です", "it keeps rows and columns from being taken for others"),
        ("R" | "D", _) => lang
            .pick("台帳、様式及び決定の確認で、回答の確認ではありません", "it looks at the register, forms or decisions, not at returns"),
        (_, "V001" | "V020" | "V026" | "V027" | "V028" | "V029" | "V035" | "V036" | "V037" | "V038" | "V039" | "V099") => {
            lang.pick("回答をどう扱ったかのお知らせで、必ず伝えます", "it tells how a return was understood, which is always told")
        }
        _ => lang.pick("受け付ける値が決まらないため、必ず修正が必要です", "there is no value to take, so it must be put right"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::RULES;
    use crate::diagnostic::samples::samples;

    #[test]
    fn every_switchable_rule_exists_and_may_have_the_weight_it_has_anyway() {
        for rule in SWITCHABLE {
            let problem = samples().into_iter().find(|problem| problem.code() == rule.code).expect(rule.code);
            assert!(rule.weights.contains(&problem.severity().into()), "{}", rule.code);
            assert!(RULES.iter().any(|known| known.code == rule.code));
        }
        assert!(SWITCHABLE.is_sorted_by_key(|rule| rule.code));
    }

    #[test]
    fn every_other_rule_says_why_it_is_not() {
        for rule in RULES {
            let fixed = switchable(rule.code).is_none();
            assert_eq!(fixed, !why_fixed(rule.code, Lang::Ja).is_empty(), "{}", rule.code);
        }
    }
}
