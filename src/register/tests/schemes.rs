//! The ready-made schemes: each can be pasted into 評価区分 as it is, leaves no case without a status, and says itself what it
//! does.

use super::fixture::{edit, sound, told};
use crate::assessment::worked_examples;
use crate::assets::SCHEMES;
use crate::domain::{DecreaseRate, Lang, Registry, conditions_text};
use crate::register::load;

/// The sound register with a ready-made scheme in place of its own.
fn pasted(path: &str, text: &str, years: &str) -> (Vec<String>, Option<Registry>) {
    let id = path.rsplit('/').next().unwrap().trim_end_matches(".csv");
    let mut sheets = sound();
    sheets.insert("評価区分".to_owned(), text.as_bytes().to_vec());
    edit(&mut sheets, "計画", "評価区分ID,usual,\n", &format!("評価区分ID,{id},\n{years}"));
    // What was published belongs to the sound register's own scheme.
    for published in ["0123,公表区分,R6,,未達成,,,,\n", "全体,公表割合,R6,45.4,達成,,,,\n", "1,公表割合,R6,50.0,達成,,,,\n"]
    {
        edit(&mut sheets, "値", published, "");
    }
    let loaded = load(&sheets);
    (told(&loaded.findings), loaded.registry)
}

#[test]
fn every_ready_made_scheme_loads_without_a_gap_or_an_unused_rule() {
    for (path, text) in SCHEMES {
        for years in ["", "計画開始年度,R6,\n計画終了年度,R9,\n", "計画開始年度,R3,\n計画終了年度,R12,\n"] {
            let (findings, registry) = pasted(path, text, years);
            assert!(findings.is_empty(), "{path}: {findings:?}");
            let scheme = registry.as_ref().and_then(Registry::scheme).unwrap();
            assert!(path.contains(scheme.id.as_str()), "{path} is named by its id");
        }
        assert!(text.lines().skip(1).any(|line| line.contains("計画に適します。")), "{path} says where it fits");
    }
}

#[test]
fn ready_made_schemes_show_what_each_rule_does() {
    let mut shown = Vec::new();
    for (path, text) in SCHEMES {
        let (_, registry) = pasted(path, text, "計画開始年度,R6,\n計画終了年度,R9,\n");
        let registry = registry.unwrap();
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
