//! The rule engine: an ordered list of rules, the first match wins.

use super::{Case, Judgement, Unjudged, rates};
use crate::domain::{Condition, Direction, Quantity, Scheme, SchemeRule};

/// Judges one indicator by a scheme.
///
/// Statuses come from comparisons of exact numbers alone; the rates are given beside them and decide nothing.
#[must_use]
pub fn judge(scheme: &Scheme, case: &Case) -> Judgement {
    let achievement = case.target.zip(case.actual).and_then(|(t, a)| rates::achievement(case.direction, case.decrease, t, a));
    let progress = case.start.zip(case.target).zip(case.actual).and_then(|((b, t), a)| rates::progress(b, t, a));
    let status = applied_rule(scheme, case).map(|rule| rule.label.clone());
    Judgement { status, achievement, progress }
}

/// The rule that gives the status, or why none does.
///
/// A missing baseline matters only when a rule that is reached cannot be decided without it.
pub fn applied_rule<'a>(scheme: &'a Scheme, case: &Case) -> Result<&'a SchemeRule, Unjudged> {
    let actual = case.actual.ok_or(Unjudged::NoActual)?;
    let target = case.target.ok_or(Unjudged::NoTarget)?;
    for rule in &scheme.rules {
        let answers = || rule.conditions.iter().map(|condition| holds(*condition, case.direction, case.baseline, target, actual));
        if answers().any(|answer| answer == Some(false)) {
            continue;
        }
        return if answers().all(|answer| answer == Some(true)) { Ok(rule) } else { Err(Unjudged::NoBaseline) };
    }
    Err(Unjudged::NoRule)
}

/// Whether a condition holds; `None` when it looks at a baseline that is not there.
fn holds(condition: Condition, direction: Direction, baseline: Option<Quantity>, target: Quantity, actual: Quantity) -> Option<bool> {
    match condition {
        Condition::TargetEqualsBaseline => baseline.map(|b| target == b),
        Condition::ActualEqualsBaseline => baseline.map(|b| actual == b),
        Condition::ActualEqualsTarget => Some(actual == target),
        Condition::TargetMet => Some(direction.reaches(actual, target)),
        // As good as the baseline or better, and not the same.
        Condition::BetterThanBaseline => baseline.map(|b| actual != b && direction.reaches(actual, b)),
        Condition::WorseThanBaseline => baseline.map(|b| !direction.reaches(actual, b)),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Aggregation, DecreaseRate, FiscalYear, Tone};

    fn q(text: &str) -> Quantity {
        text.parse().unwrap()
    }

    fn rule(label: &str, conditions: &[Condition], tone: Tone, reason_wanted: bool) -> SchemeRule {
        SchemeRule { label: label.into(), conditions: conditions.to_vec(), mark: "◎".into(), tone, counted: true, reason_wanted }
    }

    /// Mine City's scheme as practised: b=t=a → 現状維持; target met → 目標達成; a=b → 現状維持; better → 改善; else 未達成.
    pub(crate) fn mine() -> Scheme {
        use Condition::{ActualEqualsBaseline, BetterThanBaseline, TargetEqualsBaseline, TargetMet};
        Scheme {
            id: "practised".parse().unwrap(),
            rules: vec![
                rule("現状維持", &[TargetEqualsBaseline, ActualEqualsBaseline], Tone::Same, false),
                rule("目標達成", &[TargetMet], Tone::Achieved, false),
                rule("現状維持", &[ActualEqualsBaseline], Tone::Same, true),
                rule("改善", &[BetterThanBaseline], Tone::Improved, true),
                rule("未達成", &[], Tone::Missed, true),
            ],
        }
    }

    fn status(
        direction: Direction,
        baseline: Option<Quantity>,
        target: Option<Quantity>,
        actual: Option<Quantity>,
    ) -> Result<String, Unjudged> {
        judge(&mine(), &case(direction, baseline, target, actual)).status
    }

    /// A case of one year without anything special about it.
    pub(crate) fn case(direction: Direction, baseline: Option<Quantity>, target: Option<Quantity>, actual: Option<Quantity>) -> Case {
        Case {
            direction,
            aggregation: Aggregation::Annual,
            decrease: DecreaseRate::TargetOverActual,
            year: FiscalYear::new(2024).unwrap(),
            elapsed: None,
            state: None,
            baseline,
            start: baseline,
            target,
            target_is_later: false,
            actual,
        }
    }

    fn mine_says(direction: Direction, numbers: [&str; 3]) -> Result<String, Unjudged> {
        let [b, t, a] = numbers.map(q);
        status(direction, Some(b), Some(t), Some(a))
    }

    #[test]
    fn mine_as_practised() {
        use Direction::{Decrease, Increase};
        let cases: [(Direction, [&str; 3], &str); 8] = [
            (Increase, ["119.4", "130.1", "131.8"], "目標達成"),
            (Increase, ["18.4", "18.7", "15.3"], "未達成"),
            (Increase, ["17677", "32000", "23029"], "改善"),
            (Increase, ["3", "4", "3"], "現状維持"),
            // Equal throughout is 現状維持 although the target is met.
            (Increase, ["85.6", "85.6", "85.60"], "現状維持"),
            (Decrease, ["638", "631", "627"], "目標達成"),
            (Decrease, ["47.9", "47.9", "48.1"], "未達成"),
            // A target of zero is a target like any other.
            (Decrease, ["1", "0", "1"], "現状維持"),
        ];
        for (direction, numbers, expected) in cases {
            assert_eq!(mine_says(direction, numbers).as_deref(), Ok(expected), "{numbers:?}");
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let one = Some(Quantity::ONE);
        let two = Some(q("2"));
        assert_eq!(status(Direction::Increase, one, one, None), Err(Unjudged::NoActual));
        assert_eq!(status(Direction::Increase, one, None, one), Err(Unjudged::NoTarget));
        assert_eq!(status(Direction::Increase, None, two, one), Err(Unjudged::NoBaseline));
        let bare = Scheme { id: mine().id, rules: vec![rule("達成", &[Condition::TargetMet], Tone::Achieved, false)] };
        let judged = |a| judge(&bare, &case(Direction::Increase, None, one, a)).status;
        assert_eq!(judged(two).as_deref(), Ok("達成"), "a scheme that never looks at the baseline does not need one");
        assert_eq!(judged(Some(Quantity::ZERO)), Err(Unjudged::NoRule));
    }

    fn number() -> impl Strategy<Value = Quantity> {
        // A narrow range, so that equal numbers are met often.
        (-30i32..30, 0u32..2).prop_map(|(units, scale)| {
            let text = if scale == 0 { units.to_string() } else { format!("{units}e-1") };
            text.parse().unwrap()
        })
    }

    fn direction() -> impl Strategy<Value = Direction> {
        prop_oneof![Just(Direction::Increase), Just(Direction::Decrease)]
    }

    proptest! {
        #[test]
        fn the_unit_does_not_change_the_status(d in direction(), b in number(), t in number(), a in number(), power in -6i32..7) {
            let scale: Quantity = format!("1e{power}").parse().unwrap();
            let scaled = |x: Quantity| x.times(scale);
            prop_assert_eq!(status(d, Some(b), Some(t), Some(a)), status(d, scaled(b), scaled(t), scaled(a)));
        }

        #[test]
        fn the_mirror_image_has_the_same_status(d in direction(), b in number(), t in number(), a in number()) {
            let opposite = if d == Direction::Increase { Direction::Decrease } else { Direction::Increase };
            let mirrored = |x: Quantity| Some(x.negated());
            prop_assert_eq!(status(d, Some(b), Some(t), Some(a)), status(opposite, mirrored(b), mirrored(t), mirrored(a)));
        }

        #[test]
        fn better_numbers_never_take_an_achievement_away(d in direction(), b in number(), t in number(), a in number(), more in 0i32..20) {
            let step: Quantity = (if d == Direction::Decrease { -more } else { more }).to_string().parse().unwrap();
            let reached = |x| status(d, Some(b), Some(t), x).as_deref() == Ok("目標達成");
            if reached(Some(a)) && Some(b) != a.plus(step) {
                prop_assert!(reached(a.plus(step)));
            }
        }
    }
}
