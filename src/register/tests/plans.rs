//! Two plans of one city, held against each other; and what a register holds, counted.

use super::fixture::{edit, sound, told};
use crate::register::{Counts, Loaded, Sheets, compare_plans, load};

fn plan(id: &str, edits: &[(&str, &str, &str)]) -> Sheets {
    let mut sheets = sound();
    edit(&mut sheets, "計画", "aoba-1", id);
    for (sheet, from, to) in edits {
        edit(&mut sheets, sheet, from, to);
    }
    sheets
}

fn between(second: &[(&str, &str, &str)]) -> Vec<String> {
    let (first, second) = (load(&sound()), load(&plan("aoba-2", second)));
    assert!(first.registry.is_some() && second.registry.is_some(), "{:?}", told(&second.findings));
    let found = compare_plans(&[&first, &second]);
    assert_eq!(told(&found[0]), Vec::<String>::new(), "told once, at the later plan");
    told(&found[1])
}

#[test]
fn a_target_that_another_plan_states_otherwise_is_mentioned() {
    assert_eq!(between(&[]), Vec::<String>::new());
    assert_eq!(between(&[("値", "R6,120", "R6,125")]), ["R031 「値」シートD3"]);
    assert_eq!(between(&[("値", "R6,120", "R6,125"), ("指標", "入込客数", "入込 客数※")]), ["R031 「値」シートD3"]);
    assert_eq!(between(&[("値", "R6,120", "R6,125"), ("指標", "入込客数", "宿泊客数")]), Vec::<String>::new());
    assert_eq!(between(&[("値", "R6,120", "R6,125"), ("指標", "客数,人", "客数,千人")]), Vec::<String>::new());
    assert_eq!(between(&[("値", "R6,120", "R6,125"), ("計画", "352136", "352152")]), Vec::<String>::new(), "another city");
    // A later year may ask for more, not for less than was asked before.
    assert_eq!(between(&[("値", "R6,120", "R9,125")]), Vec::<String>::new());
    assert_eq!(between(&[("値", "R6,120", "R9,110")]), ["R031 「値」シートD3"]);
}

#[test]
fn an_indicator_is_counted_once_and_a_repeat_as_a_line() {
    let mut sheets = plan("aoba-1", &[("配置", "0123,1.1,\n", "0123,1,\n0123,1.1,○\n")]);
    let count = |loaded: &Loaded| Counts::of(loaded.registry.as_ref().unwrap());
    let counts = count(&load(&sheets));
    assert_eq!((counts.placements, counts.at_goals, counts.below_goals, counts.repeats, counts.indicators), (3, 1, 2, 1, 2));
    edit(&mut sheets, "指標", "50,\n", "50,○\n");
    let counts = count(&load(&sheets));
    assert_eq!((counts.placements, counts.indicators), (2, 1), "what is no longer asked is not counted");
}
