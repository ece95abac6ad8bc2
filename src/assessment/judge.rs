//! The rule engine: an ordered list of rules, the first match wins.

use super::{Case, Judgement, Unjudged, rates};
use crate::domain::{Condition, Given, Quantity, Rate, Ratio, Scheme, SchemeRule};

/// Judges one indicator by a scheme. The rates are given beside the status, whether they decided or not.
#[must_use]
pub fn judge(scheme: &Scheme, case: &Case) -> Judgement {
    let rate = |rate| rates::ratio(rate, case).ok().and_then(Ratio::percent);
    let status = applied_rule(scheme, case).map(|rule| rule.label.clone());
    Judgement { status, achievement: rate(Rate::Achievement), progress: rate(Rate::Progress) }
}

/// The rule that gives the status, or why none does.
///
/// What is missing matters only when a rule that is reached cannot be decided without it.
pub fn applied_rule<'a>(scheme: &'a Scheme, case: &Case) -> Result<&'a SchemeRule, Unjudged> {
    for rule in &scheme.rules {
        let mut undecided = None;
        let mut refuted = false;
        for condition in &rule.conditions {
            match holds(condition, case) {
                Ok(true) => {}
                Ok(false) => refuted = true,
                Err(why) => undecided = undecided.or(Some(why)),
            }
        }
        match undecided {
            _ if refuted => {}
            // Whatever else is missing, it is the actual that somebody can still send.
            Some(_) if case.actual.is_none() => return Err(Unjudged::NoActual),
            Some(why) => return Err(why),
            None => return Ok(rule),
        }
    }
    Err(Unjudged::NoRule)
}

/// Whether every rate stands on the same side of its bounds when it is rounded to ten places, as a workbook's formula rounds it.
#[must_use]
pub fn decided_at_ten_places(scheme: &Scheme, case: &Case) -> bool {
    scheme.rules.iter().flat_map(|rule| &rule.conditions).all(|condition| {
        let Condition::Rate(measure, span) = condition else { return true };
        rates::lies_in(*measure, span, case) == rates::lies_in_at_ten_places(*measure, span, case)
    })
}

/// Whether a condition holds, or what it lacks to be decided.
pub(super) fn holds(condition: &Condition, case: &Case) -> Result<bool, Unjudged> {
    let actual = || case.actual.ok_or(Unjudged::NoActual);
    let target = || case.target.ok_or(Unjudged::NoTarget);
    let baseline = || case.baseline.ok_or(Unjudged::NoBaseline);
    let reaches = |reference: Quantity| Ok(case.direction.reaches(actual()?, reference));
    match condition {
        Condition::TargetEqualsBaseline => Ok(target()? == baseline()?),
        Condition::ActualEqualsBaseline => Ok(actual()? == baseline()?),
        Condition::ActualEqualsTarget => Ok(actual()? == target()?),
        Condition::TargetMet => reaches(target()?),
        // As good as the baseline or better, and not the same.
        Condition::BetterThanBaseline => Ok(actual()? != baseline()? && reaches(baseline()?)?),
        Condition::WorseThanBaseline => reaches(baseline()?).map(|reached| !reached),
        Condition::Rate(measure, span) => rates::lies_in(*measure, span, case),
        Condition::NotComputable(rate) => Ok(rates::ratio(*rate, case).is_err()),
        Condition::Missing(Given::Baseline) => Ok(case.baseline.is_none()),
        Condition::Missing(Given::Target) => Ok(case.target.is_none()),
        Condition::Missing(Given::Actual) => Ok(case.actual.is_none()),
        Condition::Missing(Given::Last) => Ok(case.last.is_none()),
        Condition::Direction(direction) => Ok(case.direction == *direction),
        Condition::Aggregation(aggregation) => Ok(case.aggregation == *aggregation),
        Condition::State(state) => Ok(case.state == Some(*state)),
        Condition::Year(span) => Ok(span.contains(case.year)),
        Condition::FinalYear => case.elapsed.map(|(over, of)| over == of).ok_or(Unjudged::NoPlanYears),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Aggregation, DecreaseRate, Direction, FiscalYear, Tone};

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
            line: target.map(|_| (1, 1)),
            actual,
            last: None,
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
