//! From numbers to a status and its rates: pure, exact, comparisons before ratios.

mod case;
mod derivation;
mod judge;
mod judgement;
mod parts;
mod rates;

pub use case::Case;
pub use derivation::explain_judgement;
pub use judge::{applied_rule, judge};
pub use judgement::{Judgement, Unjudged};
pub use parts::judge_whole;

#[cfg(test)]
pub(crate) use judge::tests::mine;
