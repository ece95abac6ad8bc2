//! From numbers to a status and its rates: pure, exact, comparisons before ratios.

mod judge;
mod judgement;

pub use judge::judge;
pub use judgement::{Judgement, Unjudged};
