//! What people read, held as snapshots; and what no sentence may do.

use super::samples::samples;
use super::{Finding, Problem, headline};
use crate::domain::Lang;

fn all(lang: Lang) -> String {
    let line = |problem: Problem| format!("{} {}", problem.code(), headline(&Finding::file(problem), lang));
    samples().into_iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_japanese_prose() {
    insta::assert_snapshot!(all(Lang::Ja));
}

#[test]
fn the_english_prose() {
    insta::assert_snapshot!(all(Lang::En));
}

#[test]
fn sentences_are_whole_and_never_blame() {
    for problem in samples() {
        for text in [problem.message(Lang::Ja), problem.remedy(Lang::Ja)] {
            assert!(text.ends_with('。'), "{text}");
            for word in ["不正", "無効", "違反", "督促"] {
                assert!(!text.contains(word), "{text}");
            }
        }
        for text in [problem.message(Lang::En), problem.remedy(Lang::En)] {
            assert!(text.ends_with('.') && !text.to_lowercase().contains("invalid"), "{text}");
        }
    }
}

#[test]
fn what_a_file_says_cannot_break_a_line() {
    let hostile = Problem::UnknownIndicator { text: format!("指標\r\nBcc: x@example.jp\u{202e}{}", "長".repeat(500)) };
    for lang in [Lang::Ja, Lang::En] {
        let text = headline(&Finding::file(hostile.clone()), lang);
        assert!(!text.chars().any(char::is_control) && !text.contains('\u{202e}') && text.chars().count() < 250, "{text}");
    }
}
