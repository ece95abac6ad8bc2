//! From numbers to a status and its rates: pure, exact, comparisons before ratios.

mod derivation;
mod judge;
mod judgement;
mod rates;

pub use derivation::explain_judgement;
pub use judge::{applied_rule, judge};
pub use judgement::{Judgement, Unjudged};

#[cfg(test)]
pub(crate) use judge::tests::mine;
