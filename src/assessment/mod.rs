//! From numbers to a status and its rates: pure, exact, comparisons before ratios.

mod case;
mod clause;
mod derivation;
mod judge;
mod judgement;
mod parts;
mod rates;
mod samples;
#[cfg(test)]
pub(crate) mod scheme_tests;
mod trial;
mod words;

pub use case::Case;
pub use derivation::explain_judgement;
pub use judge::{applied_rule, decided_at_ten_places, judge};
pub use judgement::{Judgement, Unjudged};
pub use parts::judge_whole;
pub use trial::{Example, Trial, case_words, explain_case, try_out, worked_examples};
pub use words::{condition_words, measure_words, rate_bounds, rate_definition};

#[cfg(test)]
pub(crate) use judge::tests::mine;
