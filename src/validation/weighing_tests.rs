//! Rules that the office switched: what becomes of rows, findings and words under each weight.

use super::Validated;
use super::fixture::{Case, codes, q};
use crate::diagnostic::Problem;
use crate::domain::{Lang, Part, PartRole, RuleSwitch, Severity, Verdict, Weight};
use crate::form::Field;

fn switch(case: &mut Case, rule: &str, indicator: &str, weight: Option<Weight>, threshold: &str) {
    case.registry.rule_switches.push(RuleSwitch {
        rule: rule.to_owned(),
        indicator: (!indicator.is_empty()).then(|| indicator.parse().unwrap()),
        weight,
        threshold: threshold.parse().ok(),
        from: None,
        until: None,
        reason: "試し".to_owned(),
    });
}

/// The return with ten times last year's number of k1, and V012 weighing this much.
fn ten_times(weight: Weight, reason: &str) -> Validated {
    let mut case = Case::new();
    case.number(0, Field::Actual, "12050");
    case.indicator("k1").change_limit = None;
    if !reason.is_empty() {
        case.text(0, Field::Reason, reason);
    }
    switch(&mut case, "V012", "", Some(weight), "");
    case.validated()
}

fn taken(validated: &Validated, id: &str) -> bool {
    validated.rows.iter().any(|row| row.indicator.as_str() == id)
}

#[test]
fn a_query_made_an_error_sends_the_row_back_also_with_a_reason() {
    for reason in ["", "大会を開いたため。"] {
        let validated = ten_times(Weight::Error, reason);
        let finding = validated.findings.iter().find(|finding| finding.problem.code() == "V012").expect("told");
        assert_eq!((finding.severity(), validated.verdict), (Severity::Error, Verdict::PartlyAccepted));
        assert!(!taken(&validated, "k1") && validated.rejected.iter().any(|id| id.as_str() == "k1"));
        assert!(!finding.remedy(Lang::Ja).contains("理由を書いて") && finding.remedy(Lang::Ja).contains("企画課に連絡"));
    }
}

#[test]
fn a_query_made_a_notice_asks_nothing_and_leaves_room_for_the_next_surprise() {
    let validated = ten_times(Weight::Notice, "");
    assert_eq!((validated.verdict, codes(&validated)), (Verdict::Accepted, vec!["V012"]));
    let mut case = Case::new();
    case.number(0, Field::Actual, "12050");
    case.indicator("k1").change_limit = Some(q("50"));
    assert_eq!(codes(&case.validated()), ["V012"]);
    switch(&mut case, "V012", "k1", Some(Weight::Off), "");
    assert_eq!(codes(&case.validated()), ["V014"], "a slip that is not looked at hides no large change");
}

#[test]
fn a_rule_on_trial_is_recorded_and_not_told() {
    let validated = ten_times(Weight::Beta, "");
    assert_eq!((validated.verdict, codes(&validated)), (Verdict::Accepted, vec![]));
    let [trial] = validated.on_trial.as_slice() else { panic!("one on trial: {:?}", validated.on_trial) };
    assert!(trial.is_on_trial() && trial.problem.code() == "V012" && taken(&validated, "k1"));
    assert!(ten_times(Weight::Beta, "大会を開いたため。").on_trial.is_empty(), "it would not have asked");
    assert!(ten_times(Weight::Off, "").on_trial.is_empty());
    assert_eq!(codes(&ten_times(Weight::Off, "")), [""; 0]);
}

#[test]
fn an_error_made_a_query_lets_the_row_be_taken_and_a_reason_settles_it() {
    let bounded = |reason: &str, weight: Option<Weight>| {
        let mut case = Case::new();
        case.indicator("k1").upper = Some(q("1000"));
        if !reason.is_empty() {
            case.text(0, Field::Reason, reason);
        }
        if weight.is_some() {
            switch(&mut case, "V010", "k1", weight, "");
        }
        case.validated()
    };
    assert!(!taken(&bounded("", None), "k1"));
    let asked = bounded("", Some(Weight::Query));
    assert_eq!((asked.verdict, codes(&asked)), (Verdict::AcceptedWithQueries, vec!["V010"]));
    assert!(taken(&asked, "k1") && asked.findings[0].remedy(Lang::Ja).contains("理由を書いてください"));
    let explained = bounded("大会を開いたため。", Some(Weight::Query));
    assert_eq!((explained.verdict, codes(&explained)), (Verdict::Accepted, vec![]));
}

#[test]
fn a_row_holds_on_its_days_only() {
    let on = |day: u32| {
        let mut case = Case::new();
        case.number(0, Field::Actual, "12050");
        case.day = day;
        switch(&mut case, "V012", "", Some(Weight::Off), "");
        case.registry.rule_switches[0].from = "2025-06-10".parse().ok();
        case.registry.rule_switches[0].until = "2025-06-11".parse().ok();
        codes(&case.validated()).contains(&"V012")
    };
    assert_eq!([9, 10, 11, 12].map(on), [true, false, false, true]);
}

#[test]
fn the_threshold_of_the_indicator_comes_first_then_the_registers_then_the_one_for_all() {
    let limit = |own: &str, registered: Option<&str>, all: &str| {
        let mut case = Case::new();
        case.indicator("k1").change_limit = registered.map(q);
        for (indicator, threshold) in [("k1", own), ("", all)] {
            if !threshold.is_empty() {
                switch(&mut case, "V014", indicator, None, threshold);
            }
        }
        let found = case.validated().findings;
        found.into_iter().filter(|finding| finding.indicator.as_ref().is_some_and(|id| id.as_str() == "k1")).find_map(|finding| {
            let Problem::LargeChange { limit, .. } = finding.problem else { return None };
            Some(limit.to_string())
        })
    };
    // 1,205 → 1,520 is 26.1 %.
    assert_eq!(limit("", None, ""), None);
    assert_eq!(limit("", None, "20").as_deref(), Some("20"));
    assert_eq!(limit("", Some("50"), "20"), None, "the indicator's own says more than the one for all");
    assert_eq!(limit("10", Some("50"), "20").as_deref(), Some("10"));
    assert_eq!(limit("30", None, "20"), None);
}

#[test]
fn parts_may_differ_by_what_the_office_allows_or_send_the_whole_back() {
    let case = |weight: Option<Weight>, allowed: &str| {
        let mut case = Case::new();
        for (part, role) in [("k3", PartRole::Plus), ("k4", PartRole::Minus)] {
            let name = part.to_owned();
            case.registry.parts.push(Part { whole: "k1".parse().unwrap(), part: part.parse().unwrap(), name, role });
        }
        // 131 − 2 = 129.
        case.number(0, Field::Actual, "130");
        case.text(0, Field::Reason, "端数処理のため。");
        if weight.is_some() || !allowed.is_empty() {
            switch(&mut case, "V032", "k1", weight, allowed);
            switch(&mut case, "V012", "", Some(Weight::Off), "");
        }
        case.validated()
    };
    let refused = case(Some(Weight::Error), "");
    assert!(codes(&refused).contains(&"V032") && !taken(&refused, "k1") && taken(&refused, "k3"), "{refused:?}");
    assert!(!codes(&case(Some(Weight::Error), "1")).contains(&"V032"));
    assert!(!codes(&case(Some(Weight::Query), "")).contains(&"V032"), "explained");
}
