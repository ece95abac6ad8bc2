//! Schemes that cities use, on the engine: marks with 評価なし, seven points, a dead band, thresholds by year, the yearly line;
//! and laws that hold for them.

use proptest::prelude::*;

use super::judge::tests::case;
use super::{Case, Judgement, Unjudged, judge, judge_whole, try_out};
use crate::domain::{Aggregation, DecreaseRate, Direction, FiscalYear, Quantity, Scheme, SchemeRule, Tone, ValueState, conditions};

fn q(text: &str) -> Option<Quantity> {
    text.parse().ok()
}

/// A scheme of labels and conditions, best first.
fn scheme(rules: &[(&str, &str)]) -> Scheme {
    let rule = |(place, (label, text)): (usize, &(&str, &str))| SchemeRule {
        label: (*label).to_owned(),
        conditions: conditions(text).unwrap(),
        mark: "○".to_owned(),
        tone: if label.contains("なし") { Tone::Unrated } else { Tone::ALL[place.min(6)] },
        counted: !label.contains("なし"),
        reason_wanted: false,
    };
    Scheme { id: "test".parse().unwrap(), rules: rules.iter().enumerate().map(rule).collect() }
}

fn says(scheme: &Scheme, case: &Case) -> String {
    judge(scheme, case).status.unwrap_or_else(|why| format!("{why:?}"))
}

fn more(baseline: &str, target: &str, actual: &str) -> Case {
    case(Direction::Increase, q(baseline), q(target), q(actual))
}

fn less(baseline: &str, target: &str, actual: &str) -> Case {
    case(Direction::Decrease, q(baseline), q(target), q(actual))
}

fn assert_whole(scheme: &Scheme) {
    let trial = try_out(scheme, None, DecreaseRate::TargetOverActual);
    assert_eq!(trial.gap, None);
    let unused: Vec<usize> = trial.useless().collect();
    assert!(unused.is_empty(), "{unused:?}");
}

/// ◎○△× of a published scheme. Its △ cannot be a mark here: on paper △ means a negative number, so the third status is ＝.
#[test]
fn four_marks_and_no_evaluation_without_a_target() {
    let marks = scheme(&[
        ("評価なし", "目標値がない"),
        ("評価なし", "実績値がないかつ値の区分＝今年度調査なし"),
        ("○", "実績値=目標値"),
        ("◎", "目標に到達"),
        ("×", "実績値=基準値"),
        ("×", "基準値より悪い"),
        ("＝", "その他"),
    ]);
    assert_whole(&marks);
    let said: Vec<String> =
        [more("5", "10", "12"), more("5", "10", "10"), more("5", "10", "9"), more("5", "10", "5"), more("5", "", "9"), more("5", "", "")]
            .iter()
            .map(|case| says(&marks, case))
            .collect();
    assert_eq!(said, ["◎", "○", "＝", "×", "評価なし", "評価なし"]);
    // A number that is still to come is not 評価なし; one that will not come this year is.
    assert_eq!(says(&marks, &more("5", "10", "")), "NoActual");
    assert_eq!(says(&marks, &Case { state: Some(ValueState::NotSurveyed), ..more("5", "10", "") }), "評価なし");
    // Without a baseline only what needs one stays undecided.
    assert_eq!(says(&marks, &more("", "10", "12")), "◎");
    assert_eq!(says(&marks, &more("", "10", "9")), "NoBaseline");
}

#[test]
fn seven_points() {
    let points = scheme(&[
        ("7", "達成率≧100"),
        ("6", "90≦達成率＜100"),
        ("5", "80≦達成率＜90"),
        ("4", "70≦達成率＜80"),
        ("3", "60≦達成率＜70"),
        ("2", "50≦達成率＜60"),
        ("1", "達成率＜50"),
    ]);
    assert_whole(&points);
    for (actual, point) in
        [("100", "7"), ("99.999", "6"), ("90", "6"), ("89.9", "5"), ("70", "4"), ("60", "3"), ("50", "2"), ("49.9", "1"), ("-5", "1")]
    {
        assert_eq!(says(&points, &more("", "100", actual)), point, "{actual}");
    }
    assert_eq!(says(&points, &more("", "0", "3")), "NoRate(Achievement)");
    // 四捨五入 lifts 89.96, 切捨て does not.
    let rounded = |how: &str| scheme(&[("90", &format!("達成率（{how}）≧90")), ("less", "その他")]);
    assert_eq!(says(&rounded("小数第2位を四捨五入"), &more("", "10000", "8996")), "90");
    assert_eq!(says(&rounded("小数第2位を切捨て"), &more("", "10000", "8996")), "less");
    // A hole between two bands is found, with a number that falls into it.
    let holed = scheme(&[("A", "達成率≧80"), ("B", "達成率＜79"), ("評価なし", "達成率が算定できない")]);
    let gap = try_out(&holed, None, DecreaseRate::TargetOverActual).gap.unwrap();
    assert_eq!(says(&holed, &gap), "NoRule");
    let edge = scheme(&[("A", "達成率＞80"), ("B", "達成率＜80")]);
    assert!(try_out(&edge, None, DecreaseRate::TwoMinusActualOverTarget).gap.is_some(), "only 80 itself is missing");
    let shadowed = scheme(&[("A", "達成率≧80"), ("B", "達成率≧90"), ("C", "その他")]);
    assert_eq!(try_out(&shadowed, None, DecreaseRate::TargetOverActual).met[1], None);
}

#[test]
fn a_dead_band_of_three_percent_around_the_baseline() {
    for band in ["−3≦対基準値増減率≦3", "対基準値増減率（絶対値）≦3"] {
        let around = scheme(&[("横ばい", band), ("改善", "基準値より良い"), ("悪化", "その他"), ("評価なし", "基準値がない")]);
        for (actual, status) in [("103", "横ばい"), ("103.01", "改善"), ("97", "横ばい"), ("96.99", "悪化"), ("100", "横ばい")]
        {
            assert_eq!(says(&around, &more("100", "", actual)), status, "{band} {actual}");
        }
        assert_eq!(says(&around, &less("100", "", "96")), "改善");
        assert_eq!(says(&around, &less("-100", "", "-96")), "悪化");
        assert_eq!(says(&around, &more("0", "", "1")), "NoRate(ChangeFromBaseline)");
    }
}

#[test]
fn thresholds_that_differ_by_year() {
    let yearly = scheme(&[
        ("着実", "年度≦R4かつ達成率≧60"),
        ("着実", "R5≦年度≦R6かつ達成率≧80"),
        ("着実", "計画最終年度かつ達成率≧100"),
        ("工夫が必要", "その他"),
    ]);
    let in_year =
        |year, elapsed, actual: &str| Case { year: FiscalYear::new(year).unwrap(), elapsed: Some(elapsed), ..more("", "100", actual) };
    let said = [(2022, (2, 5), "70"), (2023, (3, 5), "70"), (2024, (4, 5), "80"), (2025, (5, 5), "99"), (2025, (5, 5), "100")];
    let said = said.map(|(year, elapsed, actual)| says(&yearly, &in_year(year, elapsed, actual)));
    assert_eq!(said, ["着実", "工夫が必要", "着実", "工夫が必要", "着実"]);
    let first = FiscalYear::new(2021).zip(FiscalYear::new(2025));
    let trial = try_out(&yearly, first, DecreaseRate::TargetOverActual);
    assert_eq!((trial.gap, trial.met.iter().filter(|met| met.is_none()).count()), (None, 0));
    // In a plan that begins later, the first rule is for nothing.
    let later = FiscalYear::new(2023).zip(FiscalYear::new(2026));
    assert_eq!(try_out(&yearly, later, DecreaseRate::TargetOverActual).met[0], None);
}

#[test]
fn the_yearly_line_with_sums_levels_and_less_is_better() {
    let line = scheme(&[
        ("順調", "目標に到達"),
        ("評価なし", "年度線比が算定できない"),
        ("順調", "年度線比≧100"),
        ("おおむね順調", "年度線比≧80"),
        ("遅れ", "その他"),
    ]);
    assert_whole(&line);
    let second = |case: Case| Case { elapsed: Some((2, 4)), line: Some((2, 4)), target_is_later: true, ..case };
    // 延べ100件: half of it is asked for in the second of four years, from zero on.
    let sum = |actual: &str| Case {
        aggregation: Aggregation::CumulativeWithinPlan,
        start: Some(Quantity::ZERO),
        ..second(more("42", "100", actual))
    };
    assert_eq!(["50", "40", "39"].map(|actual| says(&line, &sum(actual))), ["順調", "おおむね順調", "遅れ"]);
    assert_eq!(["90", "95", "80"].map(|actual| says(&line, &second(less("100", "80", actual)))), ["順調", "おおむね順調", "順調"]);
    let kept = |actual| second(case(Direction::Maintain, None, q("80"), q(actual)));
    assert_eq!(["80", "64", "63"].map(|actual| says(&line, &kept(actual))), ["順調", "おおむね順調", "遅れ"]);
    assert_eq!(says(&line, &second(more("", "100", "60"))), "評価なし");
    // Which numbers are told: the sum, and the later target by its year.
    let told = super::explain_case(&line, &sum("40"), crate::domain::Lang::Ja);
    assert_eq!(
        told,
        "令和8年度の目標値100、実績値の合計40、4年のうち2年の経過から求めた年度線比は80%（80%以上）であるため、おおむね順調と判定しました。"
    );
}

/// The ready-made scheme, where its ratio does not exist: the net migration of Yonezawa, from −684 in R5 to 0 in R9.
#[test]
fn the_yearly_line_below_zero_is_judged_by_the_way_and_the_time() {
    let shipped = crate::register::read_schemes(include_bytes!("../../templates/schemes/yearly-line.csv")).0.remove(0);
    let half_time = |case: Case| Case { elapsed: Some((2, 4)), line: Some((2, 4)), target_is_later: true, ..case };
    let said = |case: Case| says(&shipped, &half_time(case));
    assert_eq!(
        ["-342", "-404", "-411", "-684", "-700"].map(|a| said(more("-684", "0", a))),
        ["順調", "おおむね順調", "遅れ", "遅れ", "遅れ"]
    );
    assert_eq!(said(more("-684", "0", "3")), "順調");
    // Worse than a target that is worse than the baseline is 150 % of the way, and still no success.
    assert_eq!(said(more("-100", "-200", "-250")), "遅れ");
    assert_eq!(said(less("-100", "-200", "-150")), "順調");
    // This year's own target asks for all of it, however early the year.
    let own = |case| says(&shipped, &Case { line: Some((1, 1)), target_is_later: false, ..half_time(case) });
    assert_eq!(own(less("10", "0", "5")), "遅れ");
    assert_eq!(own(less("10", "0", "2")), "おおむね順調");
    assert_eq!(said(more("", "0", "-5")), "評価なし");
    assert_eq!(said(more("0", "0", "-5")), "評価なし");
}

#[test]
fn a_compound_is_as_good_as_its_worst_part() {
    let scheme = scheme(&[("A", "達成率≧100"), ("B", "その他"), ("評価なし", "目標値がない")]);
    let part = |status: Result<&str, Unjudged>| Judgement { status: status.map(str::to_owned), achievement: None, progress: None };
    let whole = |parts: &[Judgement]| judge_whole(&scheme, parts).status;
    assert_eq!(whole(&[part(Ok("A")), part(Ok("B"))]).as_deref(), Ok("B"));
    assert_eq!(whole(&[part(Ok("A")), part(Ok("A"))]).as_deref(), Ok("A"));
    assert_eq!(whole(&[part(Ok("A")), part(Err(Unjudged::NoActual))]), Err(Unjudged::NoActual));
    assert_eq!(whole(&[]), Err(Unjudged::NoActual));
}

/// Bands by rate, all of them relative to the numbers.
fn bands() -> Scheme {
    scheme(&[
        ("1", "達成率≧100"),
        ("2", "進捗率≧50かつ対基準値増減率＞5"),
        ("3", "達成率（小数第2位を四捨五入）≧80"),
        ("4", "対目標値差率≧−30"),
        ("5", "その他"),
    ])
}

fn number() -> impl Strategy<Value = Quantity> {
    (-300i32..300).prop_map(|tenths| format!("{tenths}e-1").parse().unwrap())
}

proptest! {
    #[test]
    fn the_unit_does_not_change_a_rate(decrease in any::<bool>(), b in number(), t in number(), a in number(), power in -4i32..5) {
        let scale: Quantity = format!("1e{power}").parse().unwrap();
        let direction = if decrease { Direction::Decrease } else { Direction::Increase };
        let scaled = |x: Quantity| x.times(scale);
        let plain = case(direction, Some(b), Some(t), Some(a));
        prop_assert_eq!(judge(&bands(), &plain).status, judge(&bands(), &case(direction, scaled(b), scaled(t), scaled(a))).status);
    }

    #[test]
    fn changes_in_the_mirror_are_the_same(b in number(), t in number(), a in number()) {
        let mirrored = |x: Quantity| Some(x.negated());
        let around = scheme(&[("1", "対基準値増減率≧10"), ("2", "対目標値差率≧−10"), ("3", "進捗率≧50"), ("4", "その他")]);
        let plain = case(Direction::Increase, Some(b), Some(t), Some(a));
        let mirror = case(Direction::Decrease, mirrored(b), mirrored(t), mirrored(a));
        prop_assert_eq!(judge(&around, &plain).status, judge(&around, &mirror).status);
    }

    #[test]
    fn a_better_actual_never_falls_into_a_worse_band(decrease in any::<bool>(), minus in any::<bool>(), t in 1i32..300, a in 1i32..300, step in 0i32..50) {
        let direction = if decrease { Direction::Decrease } else { Direction::Increase };
        let rate = if minus { DecreaseRate::TwoMinusActualOverTarget } else { DecreaseRate::TargetOverActual };
        let better = if decrease { (a - step).max(1) } else { a + step };
        let points = scheme(&[("1", "達成率≧100"), ("2", "達成率（小数第1位を切捨て）≧80"), ("3", "対目標値差率≧−50"), ("4", "その他")]);
        let band = |actual: i32| says(&points, &Case { decrease: rate, ..case(direction, None, q(&t.to_string()), q(&actual.to_string())) });
        prop_assert!(band(better) <= band(a));
    }

    #[test]
    fn a_rate_of_a_hundred_is_the_target(t in 1u32..100_000_000, a in 0u32..100_000_000) {
        let met = scheme(&[("met", "達成率≧100"), ("not", "その他")]);
        for (direction, decrease) in [
            (Direction::Increase, DecreaseRate::TargetOverActual),
            (Direction::Decrease, DecreaseRate::TargetOverActual),
            (Direction::Decrease, DecreaseRate::TwoMinusActualOverTarget),
        ] {
            let case = Case { decrease, ..case(direction, None, q(&t.to_string()), q(&(a + 1).to_string())) };
            let reached = direction.reaches(case.actual.unwrap(), case.target.unwrap());
            prop_assert_eq!(says(&met, &case) == "met", reached);
        }
    }
}
