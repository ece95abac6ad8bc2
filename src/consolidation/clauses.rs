//! The clauses of the report's sentence: the program's own, or an office's in their place.

use minijinja::Environment;
use serde::Deserialize;

/// The shipped clauses.
pub(super) const TEMPLATE: &str = include_str!("../../templates/report/sentence.toml");

/// The clauses, each a template, and what they compare.
#[derive(Debug, Deserialize)]
pub(super) struct Clauses {
    pub(super) printed: Vec<String>,
    /// Goals with fewer indicators that count are not compared: one indicator would move their share too much.
    #[serde(default = "least_compared")]
    pub(super) least_compared: usize,
    /// Share of the worst status, in percent, from which a goal is said to need more.
    #[serde(default = "weak_from")]
    pub(super) weak_from: u32,
    pub(super) overall: String,
    #[serde(default)]
    pub(super) changed: String,
    pub(super) extremes: String,
    pub(super) weak: String,
    pub(super) judged: String,
    pub(super) provisional: String,
    pub(super) nothing: String,
    #[serde(default)]
    pub(super) unjudgeable: String,
    #[serde(default)]
    pub(super) defined: String,
}

const fn least_compared() -> usize {
    5
}

const fn weak_from() -> u32 {
    25
}

/// Whether an office's own clauses can be used; what is wrong with them otherwise, as the reader of TOML or of the
/// templates says it.
pub fn check_template(text: &str) -> Result<(), String> {
    let clauses: Clauses = toml::from_str(text).map_err(|error| error.to_string())?;
    let environment = Environment::new();
    let all = [
        &clauses.overall,
        &clauses.changed,
        &clauses.extremes,
        &clauses.weak,
        &clauses.judged,
        &clauses.provisional,
        &clauses.nothing,
        &clauses.unjudgeable,
        &clauses.defined,
    ];
    all.into_iter().try_for_each(|clause| environment.template_from_str(clause).map(|_| ()).map_err(|error| error.to_string()))
}

/// The clauses to use: the office's own where they can be read, the program's otherwise.
pub(super) fn clauses(own: Option<&str>) -> Option<Clauses> {
    own.filter(|text| check_template(text).is_ok())
        .and_then(|text| toml::from_str(text).ok())
        // The clauses are part of the program; the tests below prove that they can be read.
        .or_else(|| toml::from_str(TEMPLATE).ok())
}
