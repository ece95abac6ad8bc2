//! 達成率 and 進捗率, in percent and not rounded. What does not exist is `None` (算定不可), never 0 or ∞.

use crate::domain::{DecreaseRate, Direction, Quantity};

/// 達成率. More is better: `a÷t`; less is better: as the plan chose, `t÷a` or `2−a÷t`.
///
/// A ratio to zero does not exist, and a ratio to a negative number turns the order round (−1,182 against a target
/// of −684 would be 173 %), so the denominator must be above zero, and `t÷a` wants a target that is not negative.
pub(super) fn achievement(direction: Direction, decrease: DecreaseRate, target: Quantity, actual: Quantity) -> Option<Quantity> {
    let ratio = match (direction, decrease) {
        (Direction::Increase | Direction::Maintain, _) => positive(target).and_then(|t| actual.over(t)),
        (Direction::Decrease, DecreaseRate::TargetOverActual) if target.is_negative() => None,
        (Direction::Decrease, DecreaseRate::TargetOverActual) => positive(actual).and_then(|a| target.over(a)),
        (Direction::Decrease, DecreaseRate::TwoMinusActualOverTarget) => {
            let used = positive(target).and_then(|t| actual.over(t));
            used.and_then(|used| Quantity::ONE.plus(Quantity::ONE)?.minus(used))
        }
    };
    ratio.and_then(|ratio| ratio.times(Quantity::HUNDRED))
}

/// 進捗率 `(a−b)÷(t−b)`: how much of the way from baseline to target is done. Either direction of the way is meant,
/// so it needs no sign; a target that equals the baseline leaves no way to measure.
pub(super) fn progress(baseline: Quantity, target: Quantity, actual: Quantity) -> Option<Quantity> {
    let done = actual.minus(baseline)?;
    let way = target.minus(baseline)?;
    done.over(way)?.times(Quantity::HUNDRED)
}

fn positive(quantity: Quantity) -> Option<Quantity> {
    (quantity > Quantity::ZERO).then_some(quantity)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn q(text: &str) -> Quantity {
        text.parse().unwrap()
    }

    fn rate(direction: Direction, decrease: DecreaseRate, target: &str, actual: &str) -> Option<String> {
        achievement(direction, decrease, q(target), q(actual)).map(|rate| rate.rounded(1).to_string())
    }

    #[test]
    fn each_direction_has_its_rate() {
        use DecreaseRate::{TargetOverActual, TwoMinusActualOverTarget};
        assert_eq!(rate(Direction::Increase, TargetOverActual, "32000", "23029"), Some("72".into()));
        assert_eq!(rate(Direction::Maintain, TargetOverActual, "83", "83"), Some("100".into()));
        assert_eq!(rate(Direction::Decrease, TargetOverActual, "45", "46.9"), Some("95.9".into()));
        assert_eq!(rate(Direction::Decrease, TwoMinusActualOverTarget, "45", "46.9"), Some("95.8".into()));
    }

    #[test]
    fn what_does_not_exist_is_not_a_number() {
        use DecreaseRate::{TargetOverActual, TwoMinusActualOverTarget};
        assert_eq!(rate(Direction::Increase, TargetOverActual, "0", "3"), None);
        assert_eq!(rate(Direction::Decrease, TargetOverActual, "0", "0"), None);
        assert_eq!(rate(Direction::Decrease, TargetOverActual, "0", "1"), Some("0".into()));
        assert_eq!(rate(Direction::Decrease, TwoMinusActualOverTarget, "0", "1"), None);
        // A worse actual must not look like 173 % of a negative target.
        assert_eq!(rate(Direction::Increase, TargetOverActual, "-684", "-1182"), None);
        assert_eq!(progress(q("3"), q("3"), q("4")), None);
    }

    #[test]
    fn progress_measures_the_way_in_both_directions() {
        assert_eq!(progress(q("46.5"), q("45.0"), q("45.75")), Some(q("50")));
        assert_eq!(progress(q("637"), q("751"), q("694")), Some(q("50")));
        assert_eq!(progress(q("1"), q("2"), q("0")), Some(q("-100")));
    }
}
