//! Texts of evaluation sheets: whose, which place, and what their figures say.

use super::super::fixture::{Case, codes};
use super::*;
use crate::domain::{Node, NodeLevel, TextField, Verdict};
use crate::extraction::RawCell;
use crate::form::Field;

/// The case with two policies: 1 (観光政策課's k1 to k5) and 2 (農林課's).
fn case() -> Case {
    let mut case = Case::new();
    for (id, code, name) in [("1", "1-(1)", "観光の振興"), ("2", "1-(2)", "農林業の振興"), ("3", "1-(3)", "広報")] {
        case.registry.nodes.push(Node {
            id: id.parse().unwrap(),
            parent: None,
            level: NodeLevel::Policy,
            code: code.into(),
            name: name.into(),
            description: String::new(),
            sdgs: Vec::new(),
        });
    }
    for placement in &mut case.registry.placements {
        placement.node = if placement.indicator.as_str().starts_with('k') { "1" } else { "2" }.parse().unwrap();
    }
    case
}

fn write(case: &mut Case, node: &str, slot: u8, field: TextField, text: &str) {
    let at = format!("C{}", 20 + case.raw.texts.len()).parse().unwrap();
    let cell = RawCell { at, content: Content::Text(text.into()), percent: false, formula: None };
    case.raw.texts.push(RawText { node: node.into(), sheet: "1-(1)".into(), slot, field, cell });
}

fn with(text: &str) -> Case {
    let mut case = case();
    write(&mut case, "1", 1, TextField::Results, text);
    case
}

#[test]
fn a_text_is_taken_by_its_policys_id_or_name_with_its_line_breaks() {
    let mut case = case();
    write(&mut case, "1", 1, TextField::Results, "　展示会に出展した。\r\n販路を\u{202e}広げた。\t ");
    write(&mut case, "１−（１） 観光の振興", 2, TextField::Evaluation, "続ける。");
    write(&mut case, "観光の振興", 0, TextField::CouncilOpinion, "意見なし");
    // Nobody reports anything under 広報.
    write(&mut case, "広報", 1, TextField::Results, "広報紙を発行した。");
    case.raw.texts[1].node = "1-(1) 観光の振興".into();
    let validated = case.validated();
    assert_eq!(codes(&validated), Vec::<&str>::new());
    let texts: Vec<(String, u8, &str)> = validated.texts.iter().map(|t| (t.key.node.to_string(), t.key.slot, t.text.as_str())).collect();
    assert_eq!(
        texts,
        [
            ("1".to_owned(), 1, "展示会に出展した。\n販路を広げた。"),
            ("1".to_owned(), 2, "続ける。"),
            ("1".to_owned(), 0, "意見なし"),
            ("3".to_owned(), 1, "広報紙を発行した。")
        ]
    );
}

#[test]
fn a_text_without_a_place_or_of_another_department_is_not_taken() {
    let mut case = case();
    write(&mut case, "9", 1, TextField::Results, "ない施策");
    write(&mut case, "1", 5, TextField::Results, "ない取組");
    write(&mut case, "1", 1, TextField::CouncilOpinion, "意見は施策に1つ");
    write(&mut case, "2", 1, TextField::Results, "農林課の施策");
    let validated = case.validated();
    assert_eq!(codes(&validated), ["T012", "T012", "T012", "T013"]);
    assert!(validated.texts.is_empty());
    assert_eq!(validated.rows.len(), 5, "the numbers are taken all the same");
    // The planning office may write under any policy.
    case.registry.plan.office = "観光政策課".into();
    assert!(!codes(&case.validated()).contains(&"T013"));
}

#[test]
fn texts_alone_are_something_entered() {
    let mut case = with("続ける。");
    for row in 0..5 {
        case.clear(row, &[Field::Actual, Field::State]);
    }
    let validated = case.validated();
    assert_eq!((validated.verdict, validated.texts.len()), (Verdict::Accepted, 1));
    case.raw.texts.clear();
    assert!(codes(&case.validated()).contains(&"T010"));
}

#[test]
fn a_figure_behind_the_name_that_is_none_of_its_numbers_is_asked_about() {
    for fires in ["調査件数は3件となった。", "令和6年度の調査件数は、目標を上回る12件であった。", "観光交流人口が152万人となった"]
    {
        assert!(codes(&with(fires).validated()).contains(&"V033"), "{fires}");
    }
    for silent in [
        "調査件数は2件となった。",
        "調査件数は、基準値の1件から増えた。",
        "調査件数は5件増加した。",
        "調査件数は約5件であった。",
        "調査件数が増えた。5件は市外である。",
        "調査件数は令和7年度に2件とする。",
        "観光交流人口が1,520人となった",
        "観光交流人口が0.2万人となった",
        "リピート率は51.2%",
        "実績値3件",
    ] {
        assert_eq!(codes(&with(silent).validated()), Vec::<&str>::new(), "{silent}");
    }
}
