//! The ready-made schemes: each can be pasted into 評価区分 as it is, leaves no case without a status, and says itself what it
//! does.

use super::{PLANS, SCHEMES};
use crate::assessment::scheme_tests::{less, more, says};
use crate::assessment::{Case, try_out, worked_examples};
use crate::domain::{Aggregation, DecreaseRate, FiscalYear, Lang, Quantity, Registry, conditions_text};
use crate::register::{Sheets, load, read_schemes};

/// A shipped plan without published statuses, with a ready-made scheme in place of its own.
fn pasted(path: &str, text: &str) -> Registry {
    let id = path.rsplit('/').next().unwrap().trim_end_matches(".csv");
    let plan = PLANS.iter().find(|plan| plan.id == "yonezawa").unwrap();
    let name = |path: &str| path.rsplit('/').next().unwrap().trim_end_matches(".csv").to_owned();
    let mut sheets: Sheets = plan.sheets.iter().map(|(path, text)| (name(path), text.as_bytes().to_vec())).collect();
    let old = sheets["計画"].clone();
    let old = String::from_utf8(old).unwrap();
    let row = old.lines().find(|line| line.starts_with("評価区分ID,")).unwrap();
    let new = old.replace(row, &format!("評価区分ID,{id},"));
    sheets.insert("計画".to_owned(), new.into_bytes());
    sheets.insert("評価区分".to_owned(), text.as_bytes().to_vec());
    let loaded = load(&sheets);
    let about = loaded.findings.iter().filter(|finding| finding.place.sheet.as_deref() == Some("評価区分")).count();
    assert_eq!(about, 0, "{path}: {:?}", loaded.findings);
    loaded.registry.unwrap()
}

#[test]
fn every_ready_made_scheme_loads_without_a_gap_or_an_unused_rule() {
    let years = |first, last| FiscalYear::new(first).zip(FiscalYear::new(last));
    for (path, text) in SCHEMES {
        let registry = pasted(path, text);
        assert!(path.contains(registry.scheme().unwrap().id.as_str()), "{path} is named by its id");
        let (schemes, findings) = read_schemes(text.as_bytes());
        assert!(findings.is_empty(), "{path}: {findings:?}");
        for (years, decrease) in [
            (None, DecreaseRate::TargetOverActual),
            (years(2024, 2027), DecreaseRate::TwoMinusActualOverTarget),
            (years(2021, 2030), DecreaseRate::TargetOverActual),
        ] {
            let trial = try_out(&schemes[0], years, decrease);
            assert_eq!((trial.gap, trial.useless().count()), (None, 0), "{path} {years:?}");
        }
        assert!(text.lines().skip(1).any(|line| line.contains("計画に適します。")), "{path} says where it fits");
    }
}

/// The plan of Mine City carries its rules itself.
#[test]
fn mine_practises_what_is_shipped_under_its_name() {
    let practised = SCHEMES.iter().find(|(path, _)| path.ends_with("mine-practised.csv")).unwrap().1;
    let mine = PLANS.iter().find(|plan| plan.id == "mine-r6").unwrap();
    let own = mine.sheets.iter().find(|(path, _)| path.ends_with("評価区分.csv")).unwrap().1;
    assert_eq!(read_schemes(practised.as_bytes()).0, read_schemes(own.as_bytes()).0);
}

#[test]
fn ready_made_schemes_show_what_each_rule_does() {
    let mut shown = Vec::new();
    for (path, text) in SCHEMES {
        let registry = pasted(path, text);
        let scheme = registry.scheme().unwrap();
        shown.push(format!("== {}", scheme.id));
        for (rule, example) in scheme.rules.iter().zip(worked_examples(scheme, registry.plan.years, DecreaseRate::TargetOverActual)) {
            shown.push(format!("{} {} …… {}", example.place, example.label, conditions_text(&rule.conditions)));
            for lang in [Lang::Ja, Lang::En] {
                shown.push(format!("   {} / {}", example.numbers(lang), example.derivation(scheme, lang)));
            }
        }
    }
    insta::assert_snapshot!(shown.join("\n"));
}

/// The ready-made scheme, where its ratio does not exist: the net migration of Yonezawa, from −684 in R5 to 0 in R9.
#[test]
fn the_yearly_line_below_zero_is_judged_by_the_way_and_the_time() {
    let shipped = read_schemes(SCHEMES.iter().find(|(path, _)| path.ends_with("yearly-line.csv")).unwrap().1.as_bytes()).0.remove(0);
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
    let sum = |case: Case| Case { aggregation: Aggregation::CumulativeWithinPlan, start: Some(Quantity::ZERO), ..case };
    assert_eq!(said(sum(more("-200", "-100", "-150"))), "評価なし", "a sum that goes below zero is not on its way to anything");
    assert_eq!(said(more("0", "0", "-5")), "評価なし");
}
