//! The ready-made schemes: each can be pasted into 評価区分 as it is, leaves no case without a status, and says itself what it
//! does.

use super::{PLANS, SCHEMES};
use crate::assessment::{try_out, worked_examples};
use crate::domain::{DecreaseRate, FiscalYear, Lang, Registry, conditions_text};
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
