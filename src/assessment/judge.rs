//! The rule engine.

use super::{Judgement, Unjudged};
use crate::domain::{DecreaseRate, Direction, Quantity, Scheme};

/// Judges one indicator by a scheme.
#[must_use]
pub fn judge(
    _scheme: &Scheme,
    _direction: Direction,
    _decrease: DecreaseRate,
    _baseline: Option<Quantity>,
    _target: Option<Quantity>,
    _actual: Option<Quantity>,
) -> Judgement {
    Judgement { status: Err(Unjudged::NoRule), achievement: None, progress: None }
}
